"""材料 through the doors: chosen beside a wrong field, hung on a case, fetched, taken back."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AccessEntry
from core.cases.models import CaseFile, ServiceItem
from core.db import county_scope, db
from core.files.models import StoredFile
from core.points.models import ServicePoint
from core.words import Panel
from tests.core.files import brought
from tests.core.rest.conftest import Calls, as_, problem
from tests.harness.apps import COUNTY
from tests.walks.browsing import Browsing, Shown
from tests.walks.words import House

__all__ = ["as_"]

PHOTO = brought.jpeg(brought.segment(0xE1, b"Exif\0\0" + brought.exif()))
NAME = "房产证 复印件.jpg"


def case_of(app: Flask, house: House, *services: str) -> tuple[Browsing, str]:
    """A case the desk has just received, and the desk."""
    desk = Browsing(app, "desk", house)
    form = desk.open(desk.at("desk/")).form("/desk/")
    form.fill("danger_now", "no")
    form.fill("summary", "老人想问房子能不能只给一个儿子")
    form.fill("parties-0-name", "周桂芬")
    form.fill("scenario", "property")
    form.tick("services", list(services))
    number = desk.press(form).root.first("b", "number")
    assert number is not None
    return desk, number.text


def send(who: Browsing, form: Any, **files: tuple[bytes, str]) -> Shown:
    """Send a form as a browser sends one with files."""
    data = {**form.data(), **{name: (io.BytesIO(one[0]), one[1]) for name, one in files.items()}}
    return who.ask("POST", form.action, data=data, content_type="multipart/form-data")


def completed(form: Any) -> Any:
    """Fill in whatever the lawyer's form still asks."""
    for control in form.controls():
        name = control.attrs["name"]
        if control.tag == "select" and not form.chosen.get(name, [""])[0]:
            values = [one.attrs.get("value", "") for one in control.all("option")]
            form.chosen[name] = [next(one for one in values if one)]
        elif name == "topics" or (control.attrs.get("type") == "radio" and name not in form.chosen):
            form.chosen[name] = [control.attrs["value"]]
    form.fill("answer", "可以立遗嘱，也要给其他人留必要的份额")
    for name in ("on", "held_on", "answered_on", "known_on"):
        if form.has(name):
            form.fill(name, "2026-11-20")
    if form.has("conflict"):
        form.fill("conflict", "none")
    return form


def test_two_windows_on_one_step_lose_nothing(app: Flask, house: House) -> None:
    """The second one is told both versions, sees what was filed and finds all she typed."""
    _desk, number = case_of(app, house, "legal_consult")
    first = Browsing(app, "lawyer", house)
    first.press(first.open(first.at(f"cases/{number}")).form("/owner"))
    item = first.open(first.at(f"cases/{number}")).link("/items/") or ""
    address = f"{item.partition('?')[0]}?step=consult"
    second = Browsing(app, "lawyer", house)
    here, there = (one.open(address).form("/steps/consult") for one in (first, second))
    here.fill("question", "房子归谁")
    there.fill("question", "另一个窗口写的")
    assert first.press(completed(here)).status == 200
    late = second.press(completed(there))
    assert late.status == 409
    assert re.search("您看的是第 [0-9]+ 版，现在是第 [0-9]+ 版", late.text)
    typed = late.root.first("textarea", name="question")
    assert typed is not None
    assert typed.text == "另一个窗口写的"
    assert "房子归谁" in late.text, "what the other window filed"


def test_a_correction_that_met_another_tells_both_values(app: Flask, house: House) -> None:
    desk, number = case_of(app, house, "mediation")
    address = desk.at(f"cases/{number}/correction")
    here, there = (desk.open(address).form("/correction") for _window in range(2))
    here.fill("summary", "老人想把房子留给女儿")
    there.fill("summary", "老人想把房子卖掉")
    assert desk.press(here).status == 200
    late = desk.press(there)
    assert late.status == 409
    assert "现在是“老人想把房子留给女儿”，您写的是“老人想把房子卖掉”" in late.text
    again = late.form("/correction")
    assert again.chosen["summary"] == ["老人想把房子卖掉"]
    assert desk.press(again).status == 200, "read, and meant all the same"


def test_who_handed_the_case_on_is_not_told_what_stands_now(app: Flask, house: House) -> None:
    desk, number = case_of(app, house, "mediation")
    form = desk.open(desk.at(f"cases/{number}/correction")).form("/correction")
    form.fill("summary", "老人想把房子卖掉")
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        below = db.session.scalars(select(ServicePoint).where(ServicePoint.level == "village"))
        point = below.first()
        assert point is not None
        case.holder_id, case.holder_path, case.handler_id = point.id, point.path, None
        case.summary = "老人搬到了女儿家"
        case.version += 1
        db.session.commit()
    late = desk.press(form)
    assert late.status == 409
    assert "老人想把房子卖掉" in late.text, "what she typed is hers"
    assert "女儿家" not in late.text, "what was written since is not"


def test_what_stands_beside_an_item_is_for_who_may_read_its_records(
    app: Flask, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = Panel(title="卷宗", lines=("还缺：履行记录",))
    monkeypatch.setattr("core.desk.items.beside_item", lambda *_asked: (panel,))
    desk, number = case_of(app, house, "legal_consult", "mediation")
    lawyer = Browsing(app, "lawyer", house)
    lawyer.press(lawyer.open(lawyer.at(f"cases/{number}")).form("/owner"))
    with county_scope(app, COUNTY, read_only=True):
        ids = {one.service: one.id for one in db.session.scalars(select(ServiceItem))}
    seen = {
        (who.login, service): "还缺：履行记录"
        in who.open(who.at(f"cases/{number}/items/{one}")).text
        for who in (desk, lawyer)
        for service, one in ids.items()
    }
    assert seen == {
        ("desk", "legal_consult"): True,
        ("desk", "mediation"): True,
        ("lawyer", "legal_consult"): True,
        ("lawyer", "mediation"): False,
    }


def test_a_file_chosen_beside_a_wrong_field_is_not_chosen_again(app: Flask, house: House) -> None:
    desk, number = case_of(app, house, "legal_consult")
    lawyer = Browsing(app, "lawyer", house)
    page = lawyer.open(lawyer.at(f"cases/{number}"))
    page = lawyer.press(page.form("/owner"))
    item = lawyer.open(lawyer.at(f"cases/{number}")).link("/items/")
    assert item is not None
    address = f"{item.partition('?')[0]}?step=consult"

    form = lawyer.open(address).form("/steps/consult")
    form.fill("question", "房子归谁")
    wrong = send(lawyer, form, **{"_file.materials": (PHOTO, NAME)})
    assert wrong.status == 422
    assert NAME in wrong.text, "it is still chosen, by its name"

    form = wrong.form("/steps/consult")
    refused = send(lawyer, form, **{"_file.materials": (brought.SVG, "图.svg")})
    assert refused.status == 422
    assert "SVG" in refused.text

    form = wrong.form("/steps/consult")
    done = lawyer.press(completed(form))
    assert done.status == 200, done.complaints()

    link = done.link("/attachments/")
    assert link is not None
    handed = lawyer.client.get(link).data
    assert brought.HOME not in handed
    assert handed.endswith(brought.jpeg()[2:]), "not a pixel is changed"
    assert desk.client.get(link).status_code == 404, "a restricted field of another's item"
    with county_scope(app, COUNTY, read_only=True):
        staged = db.session.scalars(select(StoredFile.state)).all()
    assert staged == ["kept"]


def test_materials_are_added_fetched_and_taken_back(app: Flask, house: House) -> None:
    desk, number = case_of(app, house, "mediation")
    page = desk.open(desk.open(desk.at(f"cases/{number}")).link("attachments/new") or "")
    form = page.form("/attachments")
    form.fill("title", "房产证")
    files = [(io.BytesIO(PHOTO), NAME), (io.BytesIO(b"MZ\x90" + bytes(9)), "看我.pdf")]
    page = desk.ask("POST", form.action, data={**form.data(), "file": files})
    assert page.status == 422
    assert "看我.pdf：这是程序，不收" in page.text
    form = page.form("/attachments")
    assert form.chosen["title"] == ["房产证"]
    page = desk.press(form)
    assert "已添 1 份材料" in page.text
    again = desk.press(form)
    assert again.text.count("房产证") == page.text.count("房产证"), "pressed twice, hung once"

    link = page.link("/attachments/") if "new" not in (page.link("/attachments/") or "new") else ""
    link = link or next(
        one.attrs["href"]
        for one in page.root.all("a")
        if re.search(r"/attachments/[0-9a-z]{13}$", one.attrs.get("href", ""))
    )
    answer = desk.client.get(link)
    assert brought.HOME not in answer.data
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert "filename*=UTF-8''%E6%88%BF%E4%BA%A7" in answer.headers["Content-Disposition"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    with county_scope(app, COUNTY, read_only=True):
        seen = db.session.scalars(
            select(AccessEntry.target).where(AccessEntry.action == "file.seen")
        ).all()
    assert seen == [f"file:{link[-13:]}"]
    for stranger in ("desk_town", "supervisor", "mediator"):
        assert Browsing(app, stranger, house).open(link).status in (403, 404)

    back = page.form("/withdraw")
    assert desk.press(back).text.count("请写明理由") == 1
    back.fill("reason", "传错了，是别人家的")
    gone = desk.press(back)
    assert "已撤下" in gone.text
    assert desk.client.get(link).status_code == 404


def test_the_same_over_the_api(app: Flask, as_: Calls) -> None:
    desk, town = as_("desk"), as_("desk_town")
    case = desk.receive()
    path = f"cases/{case['number']}/attachments"

    def sent(content: bytes = PHOTO, name: str = NAME, key: str = "f1", **said: str) -> Any:
        data = {"file": (io.BytesIO(content), name), **said}
        headers = {"Idempotency-Key": key} if key else {}
        return desk.ask(
            "POST", path, data=data, headers=headers, content_type="multipart/form-data"
        )

    first = sent(title="房产证")
    assert first.status_code == 201, first.text
    told = first.get_json()
    assert (told["name"], told["kind"], told["hidden"]) == (NAME, "照片", False)
    assert sent(title="房产证").get_json()["id"] == told["id"], "the same again"
    assert problem(sent(title="别的"), 422)
    assert desk.get(path)["items"] == [told]
    got = desk.ask("GET", f"{path}/{told['id']}")
    assert got.mimetype == "application/octet-stream"
    assert brought.HOME not in got.data

    assert problem(sent(brought.SVG, "a.txt", key=""), 422)["errors"].keys() == {"file"}
    assert problem(sent(item="0" * 13, key=""), 422)["errors"].keys() == {"item"}
    assert problem(sent(hello="x", key=""), 422)["errors"].keys() == {"hello"}
    assert problem(desk.try_post(path, {"file": "x"}), 415)
    assert problem(town.ask("GET", path), 404)
    assert problem(town.ask("GET", f"{path}/{told['id']}"), 404)
    assert problem(desk.ask("GET", f"{path}/{'0' * 13}"), 404)

    own = sent(author_only="true", key="").get_json()
    lawyer = as_("lawyer")
    desk.move(desk.get(f"cases/{case['number']}"), "urgent_report", reason="请知悉")
    head = as_("head")
    rows = {one["id"]: one for one in head.get(path)["items"]}
    assert rows[own["id"]]["hidden"] is True
    assert rows[own["id"]]["name"] == ""
    assert head.ask("GET", f"{path}/{own['id']}").status_code == 404
    assert head.ask("GET", f"{path}/{told['id']}").status_code == 200
    assert lawyer.ask("GET", path).status_code == 404

    gone = f"{path}/{told['id']}/withdraw"
    assert problem(head.try_post(gone, {"reason": "看看"}), 403)
    assert problem(desk.try_post(gone, {"reason": "x"}), 422)
    assert desk.post(gone, {"reason": "传错了"}) == {"id": told["id"]}
    assert [one["id"] for one in desk.get(path)["items"]] == [own["id"]]


@pytest.mark.postgres
def test_a_form_names_only_what_its_author_has_staged(app: Flask, as_: Calls) -> None:
    """An id read off a screen opens nothing: the file must be staged by the one who files."""
    desk, lawyer = as_("desk"), as_("lawyer")
    case = desk.receive(services=["legal_consult"])
    item = next(one for one in case["items"] if one["service"] == "legal_consult")
    path = f"cases/{case['number']}/items/{item['id']}"
    lawyer.post(f"{path}/owner", {"version": item["version"], "account": "lawyer"})
    upload = {"data": {"file": (io.BytesIO(PHOTO), NAME)}, "content_type": "multipart/form-data"}
    foreign = desk.ask("POST", "files", **upload).get_json()["id"]
    upload = {"data": {"file": (io.BytesIO(PHOTO), NAME)}, "content_type": "multipart/form-data"}
    own = lawyer.ask("POST", "files", **upload).get_json()["id"]
    key = {"Idempotency-Key": "s1"}
    upload = {"content_type": "multipart/form-data", "headers": key}
    twice = {
        lawyer.ask("POST", "files", data={"file": (io.BytesIO(PHOTO), NAME)}, **upload).get_json()[
            "id"
        ]
        for _time in range(2)
    }
    assert len(twice) == 1, "the same again"
    version = lawyer.get(f"cases/{case['number']}")["items"][0]["version"]
    form = lawyer.get("forms/legal_consult.consult")
    data: dict[str, Any] = {
        "topics": [
            form["fields"][[one["name"] for one in form["fields"]].index("topics")]["options"][0][
                "value"
            ]
        ],
        "conflict": "none",
        "question": "房子归谁",
        "answer": "可以立遗嘱",
    }
    for asked in form["fields"]:
        if asked.get("required") and asked["name"] not in data:
            first = (asked.get("options") or [{"value": "2026-11-20"}])[0]["value"]
            data[asked["name"]] = True if asked["kind"] == "yes_no" else first
    body = {"step": "consult", "version": version, "data": {**data, "materials": foreign}}
    assert problem(lawyer.try_post(f"{path}/steps", body), 422)["errors"].keys() == {"materials"}
    body["data"] = {**data, "materials": own}
    answer = lawyer.try_post(f"{path}/steps", body)
    assert answer.status_code == 200, answer.text
    (record,) = lawyer.get(f"cases/{case['number']}/records")["items"]
    line = next(one for one in record["lines"] if one["name"] == "materials")
    assert (line["value"], line["file"]) == (NAME, own)
    listed = lawyer.get(f"cases/{case['number']}/attachments")["items"]
    assert [(one["id"], one["record"]) for one in listed] == [(own, record["id"])]
    assert lawyer.ask("GET", f"cases/{case['number']}/attachments/{own}").status_code == 200
    assert desk.ask("GET", f"cases/{case['number']}/attachments/{own}").status_code == 404
