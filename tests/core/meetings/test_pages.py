"""A month of a point through the pages: called, printed, written down, carried out, listed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.models import CaseFile
from core.db import county_scope, db
from core.documents.engine import TEMPLATES, render
from core.meetings.reading import missing_posts
from core.people.models import Account
from core.words import Value
from tests.core.documents.examples import MADE, STAMP
from tests.core.documents.test_templates import HOSTILE, filled
from tests.core.meetings.test_meetings import DECIDED, WORDS, House, called, minutes, topic
from tests.core.rest.conftest import Calls, as_, problem  # noqa: F401 - the fixture
from tests.harness.apps import COUNTY, TODAY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.reading import paper_text


@pytest.fixture
def kept(app: Flask, as_: Calls) -> House:  # noqa: F811 - the fixture
    return House(app, as_)


def test_a_month_through_the_pages(app: Flask, kept: House) -> None:
    house = house_of(app)
    head, mediator = HtmlActor(app, "head", house), HtmlActor(app, "mediator", house)
    board = head.open(head.at("desk/meetings"))
    assert "还没开" in board.text
    form = head.open(board.link("/desk/meetings/new") or "").form("/desk/meetings")
    refused = head.press(form)
    assert refused.status == 422
    assert len(refused.complaints()) >= 3
    shown = head.rows(refused, "/desk/meetings", "people", 3)
    form = shown.form("/desk/meetings")
    form.fill("on", TODAY.isoformat())
    form.fill("place", "二楼会议室")
    form.fill("jointly", "own")
    asked = (("chair", "head"), ("mediator", "mediator"), ("other", "psychologist"))
    for place, (post, login) in enumerate(asked):
        form.fill(f"people-{place}-post", post)
        form.fill(f"people-{place}-who", house.staff[login].id)
    meeting = head.press(form)
    where = meeting.address
    assert "还没有请：婚调律师、心理咨询师" in meeting.text
    assert kept.numbers["grave"] in meeting.text
    for name in ("sealed", "kept", "plain"):
        assert kept.numbers[name] not in meeting.text, name
    head.open(f"{where}/agenda.pdf")
    agenda = paper_text(head.body)
    assert kept.numbers["grave"] in agenda
    assert kept.numbers["kept"] not in agenda
    assert "周桂芬" not in agenda

    with county_scope(app, COUNTY):
        gone = db.session.get_one(Account, house.staff["psychologist"].id)
        gone.active = False
        db.session.commit()
    form = head.open(f"{where}/minutes").form("/minutes")
    assert form.data()["people-2-name"] == [gone_name := house.staff["psychologist"].name]
    assert gone_name not in form.named("people-2-who")[0].text, "whoever left is named, not chosen"
    assert form.data()["topics-0-number"] == [kept.numbers["grave"]]
    form.fill("topics-0-discussion", WORDS)
    form.fill("topics-0-decision", DECIDED)
    again = head.press(form)
    assert again.status == 422
    assert "请选由谁去办" in again.text
    form = again.form("/minutes")
    assert form.data()["topics-0-discussion"] == [WORDS], "nothing typed is lost"
    form.fill("topics-0-owner", house.staff["mediator"].id)
    form.fill("topics-0-due", TODAY.isoformat())
    held = head.press(form)
    assert held.status == 200
    assert WORDS in held.text
    head.open(f"{where}/minutes.pdf")
    minutes = paper_text(head.body)
    assert DECIDED in minutes.replace("\n", "")
    assert head.ask("GET", f"{where}/agenda.pdf").status == 404, "there is nothing left to plan"

    assert where in (mediator.open(mediator.at("desk/day")).link("/desk/meetings/") or "")
    shown = mediator.open(where)
    assert DECIDED in shown.text
    assert "/minutes" not in (shown.link("/minutes") or ""), "it is not hers to hold"
    assert mediator.ask("GET", f"{where}/minutes").status == 403
    button = next(one for one in shown.root.all("button") if "/tasks/" in str(one.attrs))
    inputs = [one.attrs for one in shown.root.all("input")]
    token = {"csrf_token": next(one["value"] for one in inputs if one.get("name") == "csrf_token")}
    done = mediator.ask("POST", button.attrs["formaction"], data=token)
    assert "办完了" in done.text
    ledger = head.open(head.at(f"figures/ledgers/meetings?period={TODAY:%Y-%m}"))
    assert "合计 1 次；合并召开的，每个点算一次" in ledger.text
    assert "分析会召开率" in ledger.text
    assert WORDS not in ledger.text
    for login in ("lawyer", "head_town", "supervisor"):
        assert HtmlActor(app, login, house).open(where).status == 404, login


def test_minutes_that_were_wrong_are_written_anew_and_name_the_old_ones(
    app: Flask,
    kept: House,
    as_: Calls,  # noqa: F811 - the fixture
) -> None:
    head, calls = HtmlActor(app, "head", house_of(app)), as_("head")

    def held(**data: object) -> dict[str, Any]:
        meeting = called(calls)
        body = {"version": meeting["version"], "data": data}
        return calls.post(f"meetings/{meeting['id']}/minutes", body)

    old = held(**minutes(topic(kept.numbers["grave"]), topic(kept.numbers["late"])))
    void = {"version": old["version"], "reason": "记错了日子"}
    assert calls.post(f"meetings/{old['id']}/void", void)["replaces"] == ""
    with county_scope(app, COUNTY):
        late = db.session.scalars(select(CaseFile).where(CaseFile.number == kept.numbers["late"]))
        late.one().sealed = True
        db.session.commit()
    new = called(calls)
    assert new["replaces"] == old["number"]
    form = head.open(head.at(f"desk/meetings/{new['id']}/minutes")).form("/minutes")
    said = form.data()
    assert said["topics-0-number"] == [kept.numbers["grave"]]
    assert said["topics-0-discussion"] == [WORDS]
    assert said["next_steps"] == ["排查春节返乡"]
    assert kept.numbers["late"] not in str(said), "sealed since: not hers to tell any more"
    shown = head.press(form)
    assert shown.status == 200
    assert old["number"] in shown.text
    head.open(head.at(f"desk/meetings/{new['id']}/minutes.pdf"))
    assert old["number"] in paper_text(head.body)
    assert calls.get(f"meetings/{old['id']}")["state"] == "void", "the old ones stay"
    assert WORDS in head.open(head.at(f"desk/meetings/{old['id']}")).text, "to be read"


def test_a_word_of_filed_minutes_is_put_right_and_both_are_kept(
    app: Flask,
    kept: House,
    as_: Calls,  # noqa: F811 - the fixture
) -> None:
    head, calls = HtmlActor(app, "head", house_of(app)), as_("head")
    meeting = called(calls)
    where = f"meetings/{meeting['id']}/corrections"
    right = {"part": "discussion", "text": "他们把老人接回了家", "why": "听错了"}
    early = {"version": meeting["version"], "data": right}
    assert problem(calls.try_post(where, early), 403)
    body = minutes(topic(kept.numbers["grave"]), topic(discussion="说了办公室的事", decision=""))
    body["topics"][1] |= {"owner": "", "due": ""}
    held = calls.post(
        f"meetings/{meeting['id']}/minutes", {"version": meeting["version"], "data": body}
    )
    grave, general = (one["id"] for one in held["topics"])
    for login in ("supervisor", "village"):
        assert as_(login).try_post(where, early).status_code in (403, 404), login
    assert as_("mediator").try_post(where, early).status_code == 403, "was there, holds nothing"
    for wrong, at in (
        ({}, "topic"),
        ({"topic": "0000000000000"}, "topic"),
        ({"topic": grave, "text": WORDS}, "text"),
        ({"topic": grave, "why": ""}, "why"),
        ({"part": "people", "topic": grave}, "part"),
        ({"part": "decision", "topic": general}, "part"),
        ({"part": "place", "text": "长" * 81}, "text"),
        ({"part": "risk", "topic": grave, "risk": "high"}, "risk"),
    ):
        sent = {"version": held["version"], "data": {**right, **wrong}}
        assert list(problem(calls.try_post(where, sent), 422)["errors"]) == [at], wrong
    assert problem(calls.try_post(where, early | {"version": 1}), 409)

    shown = head.open(head.at(f"desk/meetings/{meeting['id']}"))
    form = head.open(shown.link("/corrections/new") or "").form("/corrections")
    form.fill("part", "discussion")
    form.fill("topic", grave)
    form.fill("text", right["text"])
    refused = head.press(form)
    assert refused.status == 422
    form = refused.form("/corrections")
    form.fill("why", right["why"])
    done = head.press(form)
    for told in (right["text"], WORDS, right["why"]):
        assert told in done.text, told
    again = {"version": held["version"] + 1, "data": {**right, "part": "place", "text": "三楼"}}
    assert calls.post(where, again)["place"] == "三楼"
    seen = as_("mediator").get(f"meetings/{meeting['id']}")["corrections"]
    assert [(one["part"], one["was"], one["now"]) for one in seen] == [
        ("discussion", WORDS, right["text"]), ("place", "二楼会议室", "三楼"),
    ]  # fmt: skip
    assert as_("supervisor").ask("GET", f"meetings/{meeting['id']}").status_code == 404
    head.open(head.at(f"desk/meetings/{meeting['id']}/minutes.pdf"))
    paper = paper_text(head.body)
    for told in ("更正", WORDS, right["text"], right["why"]):
        assert told in paper, told
    with county_scope(app, COUNTY):
        grave_case = db.session.scalars(
            select(CaseFile).where(CaseFile.number == kept.numbers["grave"])
        ).one()
        grave_case.sealed = True
        db.session.commit()
    assert [one["part"] for one in calls.get(f"meetings/{meeting['id']}")["corrections"]] == [
        "place"
    ], "of a case sealed since nothing is corrected either"
    head.open(head.at(f"desk/meetings/{meeting['id']}/minutes.pdf"))
    assert right["text"] not in paper_text(head.body)


def test_the_four_posts_are_missed_by_who_came() -> None:
    people: list[dict[str, Value]] = [
        {"post": "chair", "came": "yes"},
        {"post": "lawyer", "came": "no"},
        {"post": "mediator", "came": "recused"},
    ]
    assert missing_posts(people, held=False) == ("心理咨询师",)
    assert missing_posts(people, held=True) == ("调解员", "婚调律师", "心理咨询师")


def test_what_people_wrote_breaks_no_agenda() -> None:
    agenda = {
        "office": "x", "held_at": "x", "place": "x", "points": ["x", "x"], "host": "x",
        "attendees": [{"post": "x", "name": "x"}],
        "cases": [{"number": "x", "situation": "x", "point": "x", "why": "x"}], "note": "x",
    }  # fmt: skip
    said = filled(agenda, "\n".join(HOSTILE))
    assert isinstance(said, dict)
    pdf = render(TEMPLATES / "meeting_agenda.typ", {**STAMP, **said}, made=MADE)
    assert "家事纠纷分析会议程" in paper_text(pdf)
