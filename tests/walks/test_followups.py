"""谁调解谁跟踪: visits after a settlement, promise by promise; three in vain; a safe call first."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.models import CaseFile, FollowUp, Promise, Task
from core.db import county_scope, db
from tests.harness.apps import COUNTY
from tests.walks.conftest import As, Hours
from tests.walks.stories import (
    HER,
    HIM,
    VISITED,
    admitted,
    agreed_by_word,
    answer_the_question,
    does,
    refused,
    taken_in,
    tries,
)
from tests.walks.words import Actor, Person, Visit

pytestmark = pytest.mark.postgres
BEFORE, FRIDAY = "2026-11-19", "2026-11-20"
IN_VAIN = {"safe": False, "way": "phone", "found": "unreachable"}


def planned(app: Flask, number: str) -> list[tuple[str, date, bool, int]]:
    """Return (kind, day, done, missed) of the visits of a case, the earliest first."""
    with county_scope(app, COUNTY, read_only=True):
        rows = db.session.scalars(
            select(FollowUp)
            .join(CaseFile, CaseFile.id == FollowUp.case_id)
            .where(CaseFile.number == number)
            .order_by(FollowUp.planned_on, FollowUp.kind)
        )
        return [(row.kind, row.planned_on, bool(row.done_at), row.missed) for row in rows]


def promised(app: Flask, number: str) -> list[tuple[str, str]]:
    """Return (text, state) of what binds in a case."""
    with county_scope(app, COUNTY, read_only=True):
        rows = db.session.scalars(
            select(Promise)
            .join(CaseFile, CaseFile.id == Promise.case_id)
            .where(CaseFile.number == number, Promise.replaced.is_(False))
            .order_by(Promise.number)
        )
        return [(row.what or "", row.state) for row in rows]


def asked_of(app: Flask, number: str) -> list[str]:
    """Return the titles of the open tasks of a case."""
    with county_scope(app, COUNTY, read_only=True):
        return list(
            db.session.scalars(
                select(Task.title)
                .join(CaseFile, CaseFile.id == Task.case_id)
                .where(CaseFile.number == number, Task.done_at.is_(None))
            )
        )


def settled(actor: Actor, visit: Visit | None = None) -> str:
    """Take in, answer, try once and settle."""
    number = taken_in(actor, visit)
    answer_the_question(actor, number)
    tries(actor, number, (FRIDAY,), fails=False)
    does(actor.move(number, "settle", outcome="弟弟折价三万给姐姐"))
    return number


def test_an_agreement_is_followed_up_promise_by_promise(
    as_: As, app: Flask, rules: Callable[..., None]
) -> None:
    """The form of an agreement says what was promised; core asks about each, knowing no service."""
    rules(followup_days=[8, 30])
    village = as_("village")
    number = taken_in(village, Visit(services=("mediation",)))
    admitted(village, number, day=BEFORE, by="village")
    does(village.move(number, "start_attempt", present=[HER, HIM], on=FRIDAY))
    agreed_by_word(village, number, day=BEFORE, by="village")
    assert promised(app, number) == [("按月轮流照看母亲", "")]
    does(village.move(number, "settle", outcome="轮流照看，老房折价"))
    assert planned(app, number) == [
        ("performance", date(2026, 11, 30), False, 0),  # the eighth day is a Saturday
        ("performance", date(2026, 12, 21), False, 0),
    ]
    assert village.visits().count(number) == 2
    assert number not in as_("desk").visits(), "whose it is not does not have it on the list"

    none_such = village.follow_up(number, **VISITED, kept=[{"number": 2, "state": "done"}])
    refused(none_such, "没有这一项约定")
    assert promised(app, number) == [("按月轮流照看母亲", "")]
    does(
        village.follow_up(
            number,
            **{**VISITED, "performance": "refused"},
            kept=[{"number": 1, "state": "refused"}],
            next_on="2026-12-05",
        )
    )
    assert promised(app, number) == [("按月轮流照看母亲", "refused")]
    assert planned(app, number) == [
        ("performance", date(2026, 11, 30), True, 0),
        ("performance", date(2026, 12, 7), False, 0),
        ("performance", date(2026, 12, 21), False, 0),
    ]
    assert any("强制执行" in title for title in asked_of(app, number))
    assert "按月轮流照看母亲" in village.everything(number)
    assert "按月轮流照看母亲" not in as_("supervisor").everything(number)


def test_three_in_vain_ask_for_a_visit_in_person(as_: As, app: Flask, hours: Hours) -> None:
    """Nobody was spoken with: it does not count, and the third time somebody goes there."""
    village = as_("village")
    number = settled(village)
    does(village.move(number, "begin_followup"))
    for times in (1, 2):
        does(village.follow_up(number, **IN_VAIN))
        assert planned(app, number)[0] == ("regular", date(2026, 11, 27), False, times)
    does(village.follow_up(number, **{**IN_VAIN, "safe": True}))
    kinds = {(kind, day, done) for kind, day, done, _missed in planned(app, number)}
    assert ("home", date(2026, 11, 23), False) in kinds
    assert ("regular", date(2026, 11, 27), True) in kinds
    assert "三次没有联系上，请看怎么联系" in asked_of(app, number)
    refused(village.move(number, "archive"), "首次回访还没有做")
    does(village.follow_up(number, **{**VISITED, "way": "visit"}))
    does(village.move(number, "archive"))
    hours.pass_(days=31)
    does(village.follow_up(number, **VISITED))
    assert number in village.visits(), "the ninetieth day is still to come, archived or not"


def test_nobody_is_sent_to_a_home_where_violence_lives(as_: As, app: Flask) -> None:
    """She does not answer: make sure of her in her own way; no list says a word about why."""
    desk = as_("desk")
    number = taken_in(
        desk,
        Visit(
            summary="丈夫喝酒后动手打人，想问怎么办",
            scenario="dv",
            people=(Person(name="周桂芬", relation="self", role="victim", phone="13800138000"),),
        ),
    )
    does(desk.plan_visit(number, "warning_letter", FRIDAY))
    assert planned(app, number) == [("warning_letter", date(2026, 11, 27), False, 0)]
    assert desk.visits() == [number]
    for _time in range(4):
        does(desk.follow_up(number, **{**IN_VAIN, "way": "in_person"}))
    assert [one for one in planned(app, number) if one[0] == "home"] == []
    titles = asked_of(app, number)
    assert titles.count("三次没有联系上，请看怎么联系") == 1
    refused(desk.follow_up(number, **VISITED), "本人没有说可以打电话")
    does(desk.follow_up(number, **{**VISITED, "way": "in_person"}))
    assert planned(app, number)[-1][:3] == ("warning_letter", date(2027, 2, 19), False)
    for login in ("desk_town", "supervisor", "head"):
        assert number not in as_(login).visits()
