"""The admin's page for Word templates: brought, judged, looked at, in force, back to ours."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.cases import commands
from core.cases.papers import issue_paper
from core.clocks import now
from core.db import county_scope, db
from core.documents.models import Document, WordTemplate
from core.documents.service import read_copy
from core.documents.word.service import IN_FORCE
from core.points.service import county_settings
from core.words import PaperSchema, Service
from tests.core.documents.word_files import NEEDED, word_file
from tests.harness.apps import COUNTY
from tests.reliability.living import answer_questions
from tests.reliability.people import INTAKE, acting_as
from tests.reliability.test_queries import signed_in

PAGE = f"/{COUNTY}/admin/papers"
KIND = "key_family_form"


def post(client: FlaskClient, path: str, **files: tuple[BytesIO, str]) -> TestResponse:
    page = client.get(f"{PAGE}/{KIND}").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    return client.post(
        f"{PAGE}/{path}",
        data={"csrf_token": token[1], **files},
        content_type="multipart/form-data",
    )


def bring(client: FlaskClient, content: bytes, name: str = "本县登记表.docx") -> TestResponse:
    return post(client, KIND, file=(BytesIO(content), name))


def body_of(docx: bytes) -> str:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode()


def issued(app: Flask, number: str, kind: str = KIND) -> tuple[str, str, bytes]:
    with county_scope(app, COUNTY):
        document = issue_paper(acting_as(app, "desk"), number, kind)
        db.session.commit()
        return document.id, document.media, read_copy(document)


def test_a_template_goes_from_a_file_to_the_papers_and_back(app: Flask) -> None:
    admin, desk = signed_in(app, "admin"), signed_in(app, "desk")
    assert "重点家庭登记表" in admin.get(PAGE).text
    page = admin.get(f"{PAGE}/{KIND}").text
    assert "{{ householder }}" in page
    assert "{%tr for row in members %}" in page

    refused = bring(admin, word_file([NEEDED, "{{ phone_no }}"]), "登记表 新.docx")
    assert refused.status_code == 422
    assert "登记表 新.docx：正文：{{ phone_no }}：这份文书没有这一项" in refused.text
    assert bring(admin, b"hello").status_code == 422
    assert post(admin, KIND).status_code == 422

    ours = word_file([NEEDED, "本县样式：户主 {{ householder }}"])
    assert [bring(admin, ours).status_code for _click in range(2)] == [303, 303]
    assert admin.get(f"{PAGE}/{KIND}/2.docx").status_code == 404, (
        "a double click brings one version"
    )
    example = admin.get(f"{PAGE}/{KIND}/1.docx")
    assert "attachment" in example.headers["Content-Disposition"]
    assert "本县样式：户主 （户主）" in body_of(example.data)

    with county_scope(app, COUNTY):
        number = commands.receive(acting_as(app, "desk"), raw=INTAKE).number
        db.session.commit()
    old_id, media, old = issued(app, number)
    assert media == "pdf", "a version nobody put in force makes no paper"
    assert post(admin, f"{KIND}/1/use").status_code == 303
    assert "本县的 Word，第 1 版" in admin.get(PAGE).text
    new_id, media, new = issued(app, number)
    assert media == "docx"
    assert "本县样式：户主 周桂芬" in body_of(new)
    assert re.search(r"重字〔\d{4}〕2号", body_of(new)), "one series, whatever the look"

    copy = desk.get(f"/{COUNTY}/cases/{number}/papers/{new_id}.docx")
    assert copy.data == new
    assert "attachment" in copy.headers["Content-Disposition"]
    assert desk.get(f"/{COUNTY}/cases/{number}/papers/{new_id}.pdf").status_code == 404
    assert f"papers/{new_id}.docx" in desk.get(f"/{COUNTY}/cases/{number}").text

    assert post(admin, f"{KIND}/ours").status_code == 303
    assert issued(app, number)[1] == "pdf"
    with county_scope(app, COUNTY, read_only=True):
        kept = {one: db.session.get_one(Document, (COUNTY, one)) for one in (old_id, new_id)}
        assert {one: read_copy(row) for one, row in kept.items()} == {old_id: old, new_id: new}


def test_the_sheet_to_begin_with_comes_back_as_a_template(app: Flask) -> None:
    admin = signed_in(app, "admin")
    assert f"{KIND}/starter.docx" in admin.get(f"{PAGE}/{KIND}").text
    sheet = admin.get(f"{PAGE}/{KIND}/starter.docx")
    assert "attachment" in sheet.headers["Content-Disposition"]
    assert bring(admin, sheet.data).status_code == 303


def test_only_the_admin_brings_templates(app: Flask) -> None:
    desk = signed_in(app, "desk")
    assert desk.get(PAGE).status_code == 403
    assert desk.get(f"{PAGE}/{KIND}/starter.docx").status_code == 403
    admin = signed_in(app, "admin")
    secret = "intake_receipt_neutral"
    for path in ("nothing", secret, f"{secret}/starter.docx", f"{KIND}/9.docx"):
        assert admin.get(f"{PAGE}/{path}").status_code == 404


def test_the_county_says_how_long_files_are_kept(app: Flask) -> None:
    admin = signed_in(app, "admin")
    page = admin.get(f"/{COUNTY}/admin/retention").text
    assert "没有选的都是永久" in page
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert token
    sent = {"csrf_token": token[1], "intake": "10", "closing_report": "30", "notice": "0"}
    there = f"/{COUNTY}/admin/retention"
    assert admin.post(there, data={**sent, "intake": "7"}).status_code == 303
    with county_scope(app, COUNTY, read_only=True):
        assert county_settings(db.session())["retention"] == {}
    assert admin.post(there, data=sent).status_code == 303
    with county_scope(app, COUNTY, read_only=True):
        kept = county_settings(db.session())["retention"]
    assert kept == {"intake": 10, "closing_report": 30}


REGISTER = "legal_consult.register"


def a_question_answered(app: Flask) -> str:
    """A case whose legal question was answered, so that its register can be printed."""
    with county_scope(app, COUNTY):
        raw = {**INTAKE, "services": ["legal_consult"]}
        number = commands.receive(acting_as(app, "desk"), raw=raw).number
        db.session.commit()
    assert answer_questions(app, number, ("desk", "lawyer"), later=timedelta(0))
    return number


def in_force(app: Flask, content: bytes, kind: str = REGISTER) -> None:
    """A template put in force for *kind*, past the door: what is asked is what happens then."""
    with county_scope(app, COUNTY):
        db.session.add(
            WordTemplate(
                kind=kind,
                version=1,
                state=IN_FORCE,
                file_name="本县登记表.docx",
                content=content,
                sha256=sha256(content).hexdigest(),
                size=len(content),
                uploaded_by="a",
                uploaded_at=now(),
            )
        )
        db.session.commit()


def changed_roster(app: Flask, **services: Service | None) -> None:
    """The house after an upgrade: a service as it is now, None for one that is gone."""
    before = app.extensions["jiahe.roster"]
    now_there = {**before.services, **services}
    app.extensions["jiahe.roster"] = replace(
        before, services={name: one for name, one in now_there.items() if one is not None}
    )


def test_the_paper_of_a_service_gets_the_county_s_look(app: Flask) -> None:
    admin = signed_in(app, "admin")
    listed = admin.get(PAGE).text
    for said in ("各项服务都用的", "家事调解", "咨询登记表", "求助卡", "只用自带的样式"):
        assert said in listed, said
    assert f"{PAGE}/marriage_counseling.help_card" not in listed
    assert admin.get(f"{PAGE}/marriage_counseling.help_card").status_code == 404
    page = admin.get(f"{PAGE}/{REGISTER}").text
    for said in ("{{ question }}", "咨询内容", "{{ brand_title }}", "{%tr for row in facts %}"):
        assert said in page, said

    refused = post(
        admin, REGISTER, file=(BytesIO(word_file([NEEDED, "{{ householder }}"])), "a.docx")
    )
    assert refused.status_code == 422
    assert "正文：{{ householder }}：这份文书没有这一项" in refused.text
    ours = word_file([NEEDED, "本县样式：{{ asker }}问：{{ question }}"])
    assert post(admin, REGISTER, file=(BytesIO(ours), "本县.docx")).status_code == 303
    example = admin.get(f"{PAGE}/{REGISTER}/1.docx")
    assert "本县样式：（咨询人）问：（咨询内容）" in body_of(example.data)
    assert post(admin, f"{REGISTER}/1/use").status_code == 303

    number = a_question_answered(app)
    copy_id, media, copy = issued(app, number, REGISTER)
    assert media == "docx"
    assert "本县样式：周桂芬" in body_of(copy)
    desk = signed_in(app, "desk")
    item = re.search(
        rf"/{COUNTY}/cases/{number}/items/\w+", desk.get(f"/{COUNTY}/cases/{number}").text
    )
    assert item
    assert f"papers/{copy_id}.docx" in desk.get(item[0]).text
    assert f"papers/{copy_id}.pdf" not in desk.get(item[0]).text
    assert "（咨询内容）" not in body_of(copy)


def test_what_a_paper_no_longer_offers_is_told_the_admin_and_not_the_desk(app: Flask) -> None:
    """An upgrade took a place away that the county's template names."""
    in_force(app, word_file([NEEDED, "{{ question }}"]))
    admin, number = signed_in(app, "admin"), a_question_answered(app)
    assert issued(app, number, REGISTER)[1] == "docx"
    service = app.extensions["jiahe.roster"].services["legal_consult"]
    papers = tuple(
        replace(one, schema=PaperSchema(texts={"asker": "咨询人"}))
        if one.name == "register"
        else one
        for one in service.documents
    )
    changed_roster(app, legal_consult=replace(service, documents=papers))
    assert issued(app, number, REGISTER)[1] == "pdf", "the desk gets its paper, in our look"
    assert "第 1 版不再合用，先用自带的样式" in admin.get(PAGE).text
    assert "1 种文书的 Word 模板不再合用" in admin.get(f"/{COUNTY}/desk/day").text
    assert "在用的这一版不再合用" in admin.get(f"{PAGE}/{REGISTER}").text
    example = admin.get(f"{PAGE}/{REGISTER}/1.docx")
    assert example.status_code == 409
    assert "正文：{{ question }}：这份文书没有这一项" in example.text
    assert post(admin, f"{REGISTER}/1/use").status_code == 409


def test_the_templates_of_a_service_that_is_gone_wait_for_it(app: Flask) -> None:
    in_force(app, word_file([NEEDED, "{{ question }}"]))
    in_force(app, word_file([NEEDED]), kind="tea_room.pouring")
    admin, number = signed_in(app, "admin"), a_question_answered(app)
    whole = app.extensions["jiahe.roster"]
    changed_roster(app, legal_consult=None)
    page = admin.get(PAGE).text
    for said in ("功能不在这里的模板", REGISTER, "tea_room.pouring", "在用的是第 1 版"):
        assert said in page, said
    assert admin.get(f"{PAGE}/{REGISTER}").status_code == 404
    app.extensions["jiahe.roster"] = whole
    assert issued(app, number, REGISTER)[1] == "docx", "back in force with the service"
    assert post(admin, "tea_room.pouring/ours").status_code == 303
    assert "没有启用" in admin.get(PAGE).text
    assert post(admin, "tea_room.sipping/ours").status_code == 404
