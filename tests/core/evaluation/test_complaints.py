"""投诉: one level up, by nobody it is about, in time or once later, put right where true (6.2)."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.cases.counted import BOOK
from core.cases.models import CaseBarrier, CaseFile, Task
from core.clocks import now
from core.db import county_scope, db
from core.people.service import find_account
from core.statistics.rebuilding import kept, recount
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.reading import paper_text

TOWN, VILLAGE = f"{COUNTY}001", f"{COUNTY}001001"
TEXT, NAME = "说好周三来，等到周五也没有人", "叶知秋"
SAID: dict[str, Any] = {
    "on": "2026-11-20", "told": "in_person", "point": VILLAGE, "matter": "delay", "text": TEXT,
    "name": NAME, "answer": "phone", "reach": "13800138077",
}  # fmt: skip
FOUND: dict[str, Any] = {
    "result": "partly", "found": "排班表上没有写谁去，两人都以为对方去了。",
    "done": "当天上门，以后排班写到人。", "on": "2026-11-20", "way": "phone",
}  # fmt: skip


def _take(clerk: Caller, **more: Any) -> Any:
    return clerk.post("evaluation/complaints", {"data": {**SAID, **more}})


def _sees(who: Caller, complaint: Any) -> bool:
    status = who.ask("GET", f"evaluation/complaints/{complaint['id']}").status_code
    assert status in (200, 404)
    listed = [one["id"] for one in who.get("evaluation/complaints")["items"]]
    assert (complaint["id"] in listed) is (status == 200), "the list says what the page says"
    return bool(status == 200)


def test_it_is_looked_into_one_level_up(as_: Calls) -> None:
    desk = as_("desk")
    taken = _take(desk)
    assert taken["number"].endswith("投字〔2026〕1号")
    assert taken["due_on"] == "2026-12-07", "fifteen days end on a Saturday"
    assert (taken["handles"], taken["text"], taken["name"]) == (False, "", ""), "taken down, gone"
    seen = {one: _sees(as_(one), taken) for one in ("desk", "head_town", "head", "supervisor")}
    assert all(seen.values()), seen
    for login in ("village", "desk_town", "mediator_town", "mediator"):
        assert not _sees(as_(login), taken), login
    town = as_("head_town").get(f"evaluation/complaints/{taken['id']}")
    assert (town["text"], town["name"], town["handles"]) == (TEXT, NAME, True)


@pytest.mark.parametrize(
    ("point", "who", "handled", "sees", "not_seen"),
    [
        (TOWN, {"who": "head_town"}, "县服务工作室", ("head", "supervisor"), ("head_town",)),
        (VILLAGE, {"named": "赵春梅"}, "县服务工作室", ("head", "supervisor"), ("head_town",)),
        (COUNTY, {"who": "head"}, "县服务工作室", ("supervisor",), ("head",)),
        (COUNTY, {"named": "周正"}, "县服务工作室", ("head",), ("supervisor",)),
    ],
)
def test_nobody_looks_into_what_is_about_herself(
    as_: Calls,
    point: str,
    who: dict[str, str],
    handled: str,
    sees: tuple[str, ...],
    not_seen: tuple[str, ...],
) -> None:
    taken = _take(as_("desk"), point=point, **who)
    assert taken["handled_at"] == handled
    assert {one: _sees(as_(one), taken) for one in sees} == dict.fromkeys(sees, True)
    for login in not_seen:
        assert not _sees(as_(login), taken)
        body = {"version": taken["version"], "data": FOUND}
        refused = as_(login).try_post(f"evaluation/complaints/{taken['id']}/reply", body)
        assert refused.status_code == 404, "and is not told that there is one"


def test_whoever_is_spoken_of_takes_nothing_down(as_: Calls) -> None:
    body = {"data": {**SAID, "who": "desk"}}
    refused = problem(as_("desk").try_post("evaluation/complaints", body), 422)
    assert refused["errors"] == {"who": ["投诉的是您自己，请换一位同事登记"]}


def test_a_case_number_says_nothing_and_keeps_away(app: Flask, as_: Calls) -> None:
    """A number of nowhere is taken like any other; whoever a case is kept from sees no complaint
    about it, and its number is told to who may know of the case."""
    desk = as_("desk")
    number = desk.receive()["number"]
    told = [set(_take(desk, number=one)) for one in (number, "990101-2026-000000-0", "没有这个")]
    assert told[0] == told[1] == told[2]
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        head = find_account(db.session(), "head")
        assert head is not None
        db.session.add(
            CaseBarrier(case_id=case.id, kind="recusal", account_id=head.id, since=now())
        )
        db.session.commit()
    taken = _take(desk, number=number)
    assert not _sees(as_("head"), taken)
    assert not _sees(as_("head_town"), taken), "one that is kept from somebody goes to the studio"
    assert as_("supervisor").get(f"evaluation/complaints/{taken['id']}")["case_number"] == number


def test_whoever_takes_it_down_cannot_try_numbers(app: Flask, as_: Calls) -> None:
    """A number of a sealed case, of one that is kept from her, and of nowhere: who takes the
    complaint down is told the same, sees the same after, and is asked the same (T/ZSM 5.6.4)."""
    desk = as_("desk")
    sealed, kept_away = (desk.receive()["number"] for _one in range(2))
    logins = ("village", "head_town", "head")
    with county_scope(app, COUNTY):
        cases = {row.number: row for row in db.session.scalars(select(CaseFile))}
        cases[sealed].sealed = True
        for login in logins:
            account = find_account(db.session(), login)
            assert account is not None
            barrier = CaseBarrier(
                case_id=cases[kept_away].id, kind="keep_away", account_id=account.id, since=now()
            )
            db.session.add(barrier)
        db.session.commit()
    for login in logins:
        who, told = as_(login), []
        for number in ("990101-2026-000000-0", sealed, kept_away):
            before = len(who.get("tasks")["items"])
            taken = _take(who, number=number)
            assert taken["number"].startswith("县家服投字"), "one series: a gap tells no station"
            listed = who.get("evaluation/complaints")["items"]
            seen = [
                who.get(f"evaluation/complaints/{taken['id']}"),
                next(one for one in listed if one["id"] == taken["id"]),
                taken,
            ]
            for one in seen:
                del one["id"], one["number"]
            told.append((seen, len(who.get("tasks")["items"]) - before))
        assert told[0] == told[1] == told[2], login


def test_no_task_tells_whom_a_case_is_kept_from(app: Flask, as_: Calls) -> None:
    desk = as_("desk")
    number = desk.receive()["number"]
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        head = find_account(db.session(), "head")
        assert head is not None
        db.session.add(
            CaseBarrier(case_id=case.id, kind="keep_away", account_id=head.id, since=now())
        )
        db.session.commit()
    before = as_("head").get("tasks")["items"]
    _take(desk, number=number)
    assert as_("head").get("tasks")["items"] == before, "a task about nothing she finds"


def test_it_is_answered_once_in_time_and_put_right(app: Flask, as_: Calls) -> None:
    taken = _take(as_("desk"))
    where = f"evaluation/complaints/{taken['id']}/reply"
    town = as_("head_town")
    for wrong, at in (
        ({"on": "2026-11-21"}, "on"),
        ({"on": "2026-11-19"}, "on"),
        ({"found": ""}, "found"),
        ({"done": ""}, "done"),
        ({"result": "maybe"}, "result"),
    ):
        body = {"version": 1, "data": {**FOUND, **wrong}}
        assert list(problem(town.try_post(where, body), 422)["errors"]) == [at], wrong
    assert as_("desk").try_post(where, {"version": 1, "data": FOUND}).status_code == 403
    answered = town.post(where, {"version": 1, "data": FOUND})
    assert (answered["state"], answered["result"]) == ("answered", "部分属实")
    problem(town.try_post(where, {"version": 1, "data": FOUND}), 409)
    problem(town.try_post(where, {"version": 2, "data": FOUND}), 409)
    tasks = [one for one in town.get("tasks")["items"] if one["kind"] == "complaint"]
    assert tasks == [], "asked and done"
    (opened,) = as_("village").get("evaluation/improvements")["items"]
    assert (opened["problem"], opened["source"]) == ("投诉部分属实：拖着不办", "投诉")
    assert as_("village").get("evaluation/complaints")["items"] == [], "but not what was said"
    with county_scope(app, COUNTY):
        assert kept(db.session()) == recount(db.session(), BOOK)
        actions = set(db.session.scalars(select(AuditEntry.action)))
    assert {"complaint.taken", "complaint.replied", "improvement.opened"} <= actions


LONGER: dict[str, Any] = {"until": "2026-12-15", "why": "要等上门的两位同事都回来问清楚。"}


def test_more_time_is_given_once_by_the_level_above(app: Flask, as_: Calls) -> None:
    taken = _take(as_("desk"))
    where = f"evaluation/complaints/{taken['id']}"
    ask, agree = f"{where}/longer", f"{where}/longer/answer"
    desk, town, head = as_("desk"), as_("head_town"), as_("head")
    yes = {"version": 2, "data": {"good": "yes"}}
    assert desk.try_post(ask, {"version": 1, "data": LONGER}).status_code == 403
    assert as_("village").try_post(ask, {"version": 1, "data": LONGER}).status_code == 404
    problem(head.try_post(agree, {**yes, "version": 1}), 409)
    for wrong, at in (
        ({"until": "2026-12-07"}, "until"),
        ({"until": "2026-12-23"}, "until"),
        ({"until": "十天以后"}, "until"),
        ({"why": "忙"}, "why"),
    ):
        refused = town.try_post(ask, {"version": 1, "data": {**LONGER, **wrong}})
        assert list(problem(refused, 422)["errors"]) == [at], wrong
    asked = town.post(ask, {"version": 1, "data": LONGER})
    assert (asked["due_on"], asked["longer_state"], asked["agrees"]) == (
        "2026-12-07", "asked", False,
    )  # fmt: skip
    assert town.try_post(agree, yes).status_code == 403, "who asks does not agree"
    assert head.get(where)["agrees"]
    assert desk.get(where)["longer_why"] == ""
    problem(head.try_post(agree, {"version": 2, "data": {"good": "no"}}), 422)
    no = head.post(agree, {"version": 2, "data": {"good": "no", "note": "问一天就够了"}})
    assert (no["due_on"], no["longer_state"], no["first_due_on"]) == ("2026-12-07", "refused", None)
    town.post(ask, {"version": 3, "data": LONGER})
    agreed = head.post(agree, {"version": 4, "data": {"good": "yes"}})
    assert (agreed["due_on"], agreed["first_due_on"]) == ("2026-12-15", "2026-12-07")
    again = {"version": 5, "data": {**LONGER, "until": "2026-12-20"}}
    problem(town.try_post(ask, again), 409)
    told = desk.get(where)
    assert (told["due_on"], told["first_due_on"], told["longer_state"]) == (
        "2026-12-15", "2026-12-07", "",
    )  # fmt: skip
    assert [one for one in head.get("tasks")["items"] if one["kind"] == "complaint"] == []
    (task,) = [one for one in town.get("tasks")["items"] if one["kind"] == "complaint"]
    assert task["due_on"] == "2026-12-15"
    with county_scope(app, COUNTY):
        book = kept(db.session())
        assert book == recount(db.session(), BOOK)
        assert {(key[1], key[3]) for key in book if key[2] == "complaint"} == {("2026-12", "15")}


def test_nobody_whom_it_is_about_agrees_to_more_time(as_: Calls) -> None:
    """At the studio another one who looks into it agrees; where there is none, nobody does."""
    taken = _take(as_("desk"), point=COUNTY, who="head")
    ask = f"evaluation/complaints/{taken['id']}/longer"
    refused = problem(as_("supervisor").try_post(ask, {"version": 1, "data": LONGER}), 409)
    assert refused["reasons"][0]["text"] == "上一级没有别人可以同意，请按期答复"
    other = _take(as_("desk"), point=TOWN)
    where = f"evaluation/complaints/{other['id']}"
    as_("head").post(f"{where}/longer", {"version": 1, "data": LONGER})
    assert as_("head_town").try_post(
        f"{where}/longer/answer", {"version": 2, "data": {"good": "yes"}}
    ).status_code in (403, 404)
    agreed = as_("supervisor").post(
        f"{where}/longer/answer", {"version": 2, "data": {"good": "yes"}}
    )
    assert agreed["due_on"] == "2026-12-15"


def test_whoever_the_case_is_kept_from_is_passed_over_in_silence(app: Flask, as_: Calls) -> None:
    """Asking for more time reads as for any other complaint, and makes no task for her."""
    desk = as_("desk")
    number = desk.receive()["number"]
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        watching = find_account(db.session(), "supervisor")
        assert watching is not None
        db.session.add(
            CaseBarrier(case_id=case.id, kind="recusal", account_id=watching.id, since=now())
        )
        watcher = watching.id
        db.session.commit()
    taken = _take(desk, number=number, point=COUNTY)
    asked = as_("head").post(
        f"evaluation/complaints/{taken['id']}/longer", {"version": 1, "data": LONGER}
    )
    assert asked["longer_state"] == "asked"
    assert not _sees(as_("supervisor"), taken)
    with county_scope(app, COUNTY):
        titles = set(db.session.scalars(select(Task.title).where(Task.account_id == watcher)))
    assert "审批一件投诉延期答复" not in titles


def test_no_more_time_once_the_limit_is_over(app: Flask, as_: Calls) -> None:
    taken = _take(as_("desk"), on="2026-10-08")
    ask = f"evaluation/complaints/{taken['id']}/longer"
    assert taken["state"] == "late"
    late = problem(as_("head_town").try_post(ask, {"version": 1, "data": LONGER}), 409)
    assert late["reasons"][0]["text"] == "答复期限已经过了，不能再延期"


def test_more_time_on_pages_and_paper(app: Flask, as_: Calls) -> None:
    where = f"desk/evaluation/complaints/{_take(as_('desk'))['id']}"
    house = house_of(app)
    town, head = HtmlActor(app, "head_town", house), HtmlActor(app, "head", house)
    assert town.open(town.at(f"{where}/longer.pdf")).status == 409
    form = town.open(town.open(town.at(where)).link("/longer") or "").form("/longer")
    form.fill("why", LONGER["why"])
    refused = town.press(form)
    assert refused.status == 422
    assert LONGER["why"] in refused.text, "nothing typed is lost"
    form = refused.form("/longer")
    form.fill("until", LONGER["until"])
    assert "申请延期，等上一级同意" in town.press(form).text
    assert head.open(head.at(where)).link("/longer/answer")
    form = head.open(head.at(f"{where}/longer/answer")).form("/longer/answer")
    form.fill("good", "yes")
    assert "同意延期" in head.press(form).text
    shown = town.open(town.at(where))
    assert "原来的期限" in shown.text
    town.open(shown.link("longer.pdf") or "")
    paper = paper_text(town.body)
    for told in ("延期答复告知书", NAME, "拖着不办", "12月7日", "12月15日", LONGER["why"]):
        assert told in paper, told
    assert "延过期" in town.open(town.at("desk/evaluation/complaints")).text


def test_the_pages_and_the_paper(app: Flask, as_: Calls) -> None:
    house = house_of(app)
    desk, town = HtmlActor(app, "desk", house), HtmlActor(app, "head_town", house)
    home = desk.open(desk.at("desk/evaluation"))
    form = desk.open(home.link("/complaints/new") or "").form("/evaluation/complaints")
    form.fill("text", TEXT)
    refused = desk.press(form)
    assert refused.status == 422
    assert TEXT in refused.text, "nothing typed is lost"
    form = refused.form("/evaluation/complaints")
    for name in ("told", "matter", "name", "answer"):
        form.fill(name, SAID[name])
    form.fill("point", house.places["village"].id)
    again = desk.press(form)
    assert "请写电话或地址，才答复得到" in again.text
    form = again.form("/evaluation/complaints")
    form.fill("reach", SAID["reach"])
    taken = desk.press(form)
    assert taken.status == 200
    assert TEXT not in taken.text
    where = taken.address.partition("/desk/")[2]

    day = town.open(town.at("desk/day"))
    assert "答复一件投诉" in day.text
    assert TEXT not in day.text
    shown = town.open(town.at(f"desk/{where}"))
    assert TEXT in shown.text
    early = town.open(town.at(f"desk/{where}/reply.pdf"))
    assert early.status == 409
    form = town.open(shown.link("/reply") or "").form("/reply")
    for name, value in FOUND.items():
        form.fill(name, value)
    answered = town.press(form)
    assert "部分属实" in answered.text
    town.open(answered.link("reply.pdf") or "")
    paper = paper_text(town.body)
    for told in ("投诉答复书", NAME, "拖着不办", "部分属实", FOUND["found"], FOUND["done"]):
        assert told in paper, told
    assert SAID["reach"] not in paper
    assert desk.open(desk.at(f"desk/{where}/reply.pdf")).status == 403
