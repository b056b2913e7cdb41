"""The papers about danger: what stands on each, what never does, and for whom they open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from core.cases import commands
from core.cases.acting import Acting
from core.cases.dossier_meter import meter_of
from core.cases.dossiers import leaves_of
from core.cases.errors import Forbidden, MoveRefused, Unknown
from core.cases.items_of import item_with_records
from core.cases.loading import Loaded, open_case
from core.cases.models import CaseGrant
from core.cases.offering import KEPT_TITLE, offered_kept, offered_papers, papers_of
from core.cases.papers import issue_paper, read_paper, void_paper
from core.clocks import now
from core.db import county_scope, db
from core.documents.models import PDF, Document
from core.documents.service import read_copy
from core.privacy import Reach
from tests.core.cases.danger.test_filing import scaled
from tests.core.documents.reading import squeezed
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.pages import Form
from tests.walks.reading import paper_text

LIVES = "清河镇柳树巷 12 号"
HER = {
    "role": "victim",
    "name": "许小燕",
    "relation": "self",
    "phone": "13800138000",
    "address": LIVES,
    "address_secret": True,
    "sex": "F",
    "birth_date": "1992-03-02",
}
HIM = {"role": "alleged", "name": "孟大海", "relation": "spouse", "phone": "13900139000"}
KINDS = ("danger_register", "danger_scale_sheet", "duty_report", "order_visit", "order_return")
SECRETS = (LIVES, squeezed(LIVES), "13800138000", "13900139000")


def taken_in(here: Acting, **change: Any) -> str:
    raw = {
        **INTAKE,
        "scenario": "dv",
        "danger_now": "yes",
        "danger_flags": ["police_calls"],
        "summary": f"昨晚又打人，她搬到{LIVES}去了",
        "parties": [HER, HIM],
        "services": ["psych"],
        **change,
    }
    return commands.receive(here, raw=raw).number


def words(document: Document) -> str:
    text = squeezed(paper_text(read_copy(document)))
    for secret in SECRETS:
        assert secret not in text, f"{document.kind} tells {secret}"
    return text


def loaded_of(here: Acting, number: str) -> Loaded:
    return open_case(here, number)[0]


def reach_of(here: Acting, number: str) -> Any:
    return open_case(here, number)[2]


def reported(here: Acting, number: str) -> None:
    raw = {
        "to": ["police"],
        "on": here.today.isoformat(),
        "by": "网格员李春梅",
        "station": "清河派出所",
        "receipt": "清公接88号",
    }
    commands.record_report(here, number, open_case(here, number)[1].version, raw)


@pytest.mark.poppler
def test_each_assessment_is_a_numbered_paper_with_its_answers(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here)
        assert "danger_scale_sheet" not in {
            one.name for one in offered_kept(here, loaded_of(here, number), reach_of(here, number))
        }
        with pytest.raises(MoveRefused) as nothing:
            issue_paper(here, number, "danger_scale_sheet")
        assert nothing.value.objections[0].text == "现在还没有可以写进这份文书的内容"
        scaled(here, number, kill_you=True, said=f"我现在住{LIVES}")
        scaled(here, number, no_breath=True, harm="injured")
        (offer,) = (
            one
            for one in offered_kept(here, loaded_of(here, number), reach_of(here, number))
            if one.name == "danger_scale_sheet"
        )
        newest, first = (key for key, _at in offer.records)
        papers = [
            issue_paper(here, number, "danger_scale_sheet", record_id=one)
            for one in (first, newest)
        ]
        assert [str(one.number).rpartition("字")[0][-2:] for one in papers] == ["险专", "险专"]
        assert len({one.number for one in papers}) == 2
        one, two = map(words, papers)
        for told in ("第1次", "他威胁要杀您是", "九题合计1分", "低危", "（住处保密）"):
            assert told in one, told
        for told in ("第2次", "有伤", "高危致命", "麻超、李洪涛、苏英、毋嫘、洪炜", "回答人："):
            assert told in two, told
        assert "特别题答“是”" in two
        assert "特别题答“是”" not in one
        plain = issue_paper(here, number, "danger_scale_sheet")
        assert words(plain).count("第2次") == 1, "the newest unless another is asked for"


@pytest.mark.poppler
def test_the_register_tells_the_case_and_no_address(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here)
        scaled(here, number, harm="injured", first_time=False)
        reported(here, number)
        measure = {"line": "shelter", "how": "declined", "on": "2026-01-02", "note": "先住亲戚家"}
        version = open_case(here, number)[1].version
        commands.file_safety_measure(here, number, version, measure)
        text = words(issue_paper(here, number, "danger_register"))
        for told in (
            "许小燕女",
            "孟大海",
            "被反映人",
            "家庭暴力",
            "本人说不是第一次；近期报警两次以上",
            "有伤",
            "庇护她本人不要",
            "强制报告公安",
            "心理疏导",
            "（住处保密）",
            "□身体",
        ):
            assert told in text, told
        report = words(issue_paper(here, number, "duty_report"))
        for told in ("清河派出所", "清公接88号", "公安", "依法保密"):
            assert told in report, told
        for never in ("李春梅", "许小燕", "孟大海"):
            assert never not in report, never


def under_order(here: Acting, number: str, *, days: int) -> None:
    """Register an order that ends in *days*, and a visit made under it."""
    loaded = loaded_of(here, number)
    her, him = (party.id for party, _person in loaded.parties)
    raw = {
        "kind": "order",
        "protects": her,
        "against": him,
        "stage": "made",
        "on": (here.today - timedelta(days=90)).isoformat(),
        "until": (here.today + timedelta(days=days)).isoformat(),
        "measures": ["no_violence", "move_out"],
        "body": "示范县人民法院",
        "doc_no": "民保令7号",
    }
    commands.file_protection(here, number, loaded.case.version, raw)
    loaded = loaded_of(here, number)
    loaded.case.handler_id = here.me
    visit = {
        "safe": "yes",
        "way": "in_person",
        "found": "stable",
        "party": her,
        "note": f"她还在{LIVES}，没有人来过",
    }
    commands.file_follow_up(here, number, loaded.case.version, visit)


@pytest.mark.poppler
def test_a_visit_under_an_order_and_what_goes_back_to_the_court(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here)
        with pytest.raises(MoveRefused):
            issue_paper(here, number, "order_visit")
        under_order(here, number, days=60)
        sheet = words(issue_paper(here, number, "order_visit"))
        for told in (
            "示范县人民法院",
            "民保令7号",
            "责令迁出住所",
            "先确认了说话方便",
            "没有人来过",
        ):
            assert told in sheet, told
        assert "孟大海" not in sheet
        with pytest.raises(MoveRefused):
            issue_paper(here, number, "order_return")
        ended = (here.today - timedelta(days=1)).isoformat()
        loaded = loaded_of(here, number)
        her, him = (party.id for party, _person in loaded.parties)
        raw = {"kind": "order", "protects": her, "against": him, "stage": "ended", "on": ended}
        commands.file_protection(here, number, loaded.case.version, raw)
        back = words(issue_paper(here, number, "order_return"))
        for told in ("示范县人民法院：", "许小燕", "民保令7号", "来访稳定", "申请人："):
            assert told in back, told
        assert "没有人来过" not in back, "nothing that somebody wrote freely goes to another house"


def test_who_works_the_case_keeps_them_and_nobody_else(app: Flask) -> None:
    """The other side's mediator, the head, the auditor, another window, and who sees the case."""
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here, services=["psych"])
        scaled(here, number, kill_you=True)
        reported(here, number)
        under_order(here, number, days=3)
        made = [issue_paper(here, number, kind) for kind in KINDS]
        assert {one.series for one in made} == {"sealed"}
        assert all(one.narrow for one in made)
        mediator = acting_as(app, "mediator_town")
        loaded = loaded_of(here, number)
        for name in ("mediator_town", "head_town", "supervisor"):
            account = acting_as(app, name).me
            grant = CaseGrant(case_id=loaded.case.id, account_id=account, why="urgent", since=now())
            db.session.add(grant)
        for item in loaded.items:
            item.owner_id = mediator.me
            item.service = "mediation"
        db.session.flush()
        assert reach_of(acting_as(app, "head_town"), number) is Reach.FULL, "sees the case"
        for name in ("mediator_town", "head_town", "desk", "supervisor"):
            other = acting_as(app, name)
            for kind in KINDS:
                with pytest.raises((Forbidden, Unknown)):
                    issue_paper(other, number, kind)
            for one in made:
                with pytest.raises((Forbidden, Unknown)):
                    read_paper(other, number, one.id, PDF)
                with pytest.raises((Forbidden, Unknown)):
                    void_paper(other, number, one.id, "不要了")
        seen = loaded_of(mediator, number)
        for item in seen.items:
            assert not set(item_with_records(mediator, item).papers) & set(KINDS), "nor his service"
        assert not papers_of(mediator, seen, reach_of(mediator, number))
        assert not offered_kept(mediator, seen, reach_of(mediator, number))
        titles = {one.title for one in leaves_of(mediator, seen, reach_of(mediator, number))}
        assert not titles & {"强制报告单", "家庭暴力个案登记表"}
        mine = {
            one.kind for one in papers_of(here, loaded_of(here, number), reach_of(here, number))
        }
        assert mine == set(KINDS)
        loaded = loaded_of(here, number)
        loaded.case.handler_id = (
            mediator.me
        )  # somebody else works it now, who asked nothing herself
        db.session.flush()
        for kind in ("danger_register", "order_return"):
            with pytest.raises(Forbidden):
                issue_paper(here, number, kind)
        assert {one.kind for one in papers_of(mediator, loaded, Reach.FULL)} == set(KINDS)


def test_the_history_does_not_say_which_paper_it_was(app: Flask, as_: Calls) -> None:
    desk = as_("desk_town")
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here)
        scaled(here, number)
        issue_paper(here, number, "danger_register")
        loaded, facts, how_far = open_case(here, number)
        names = {one.name for one in offered_papers(here, loaded, facts, how_far, issued=())}
        assert not names & set(KINDS), "they are offered where nobody else looks"
        db.session.commit()
    lines = desk.get(f"cases/{number}/history")["items"]
    (line,) = (one for one in lines if one["kind"] == "paper")
    assert KEPT_TITLE in str(line)
    assert "登记表" not in str(line)
    offered = {
        one["kind"]: one["records"] for one in desk.get(f"cases/{number}/danger/sheet")["papers"]
    }
    assert set(offered) == {"danger_register", "danger_scale_sheet"}
    body = {"kind": "danger_scale_sheet", "record": offered["danger_scale_sheet"][0]["id"]}
    assert desk.post(f"cases/{number}/documents", body)["title"] == "家庭暴力危险性预测量表"
    assert desk.try_post(f"cases/{number}/documents", {**body, "record": "x"}).status_code == 409


def test_the_closing_file_of_violence_asks_for_them(app: Flask) -> None:
    """妇联规程 14."""
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here)

        def pieces() -> dict[str, bool]:
            parts = meter_of(here, loaded_of(here, number)).parts
            return {piece.title: piece.there for piece in parts[0].pieces}

        asked = ("家庭暴力个案登记表", "家庭暴力危险性预测量表", "回访记录")
        assert {name: pieces()[name] for name in asked} == dict.fromkeys(asked, False)
        scaled(here, number)
        for kind in ("danger_register", "danger_scale_sheet"):
            issue_paper(here, number, kind)
        assert [pieces()[name] for name in asked] == [True, True, False]
        plain = commands.receive(here, raw=dict(INTAKE)).number
        number = plain
        assert not set(asked[:2]) & set(pieces())


def test_the_page_lets_choose_which_assessment(app: Flask) -> None:
    desk = HtmlActor(app, "desk_town", house_of(app))
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here)
        scaled(here, number, kill_you=True)
        scaled(here, number)
        db.session.commit()
    page = desk.open(desk.at(f"cases/{number}/danger/sheet"))
    (form,) = (
        one
        for one in (Form.of(node, page.address) for node in page.root.all("form"))
        if one.chosen.get("kind") == ["danger_scale_sheet"]
    )
    desk.press(form)
    assert "第2次" in squeezed(paper_text(desk.body))
    plain = desk.open(desk.at(f"cases/{number}"))
    assert "danger_register" not in plain.text
