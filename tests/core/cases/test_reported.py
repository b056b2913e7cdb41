"""When it was found out and how many came: never required, counted apart where nobody said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from core.cases.case_cells import cells_of_case
from core.cases.models import CaseFile
from core.db import county_scope, db
from tests.core.rest.conftest import INTAKE, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import TODAY
from tests.reliability.people import COUNTY
from tests.walks.browsing import Browsing
from tests.walks.conftest import house_of

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
CASE: Mapping[str, Any] = {
    **dict.fromkeys(
        ("settled_at", "settle_by", "archived_at", "ended_at", "found_on", "taken_on", "came")
    ),
    "state": "received", "stage": "resolution", "scenario": "property", "channel": "walk_in",
    "campaign": "", "level": "L3", "point_id": "p", "holder_id": "p", "received_at": AT,
    "changed_at": AT, "ended_as": "", "from_clue": False, "warning": "", "warning_scheme": "",
    "violence": False, "returned": "",
}  # fmt: skip


def counted(measure: str, **said: Any) -> list[str]:
    case = {**CASE, **said}
    return [one.standing for one in cells_of_case(case, case) if one.measure == measure]


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(0, "d1"), (1, "d1"), (2, "d3"), (3, "d3"), (4, "d7"), (7, "d7"), (8, "d30"), (30, "d30"),
     (31, "more")],
)  # fmt: skip
def test_days_from_finding_out_to_taking_up(days: int, bucket: str) -> None:
    found = date(2026, 11, 20) - timedelta(days=days)
    assert counted("delay", found_on=found) == [bucket]


def test_a_clue_is_found_out_when_it_was_handed_in_and_nothing_is_guessed() -> None:
    taken = {"from_clue": True, "taken_on": date(2026, 11, 25)}
    assert counted("delay") == ["unsaid"]
    assert counted("delay", **taken) == ["d7"]
    assert counted("delay", **taken, found_on=date(2026, 11, 1)) == ["d30"]
    assert counted("delay", from_clue=True) == ["unsaid"], "taken up before the day was kept"
    assert counted("delay", from_clue=True, state="clue") == []
    earlier = {**CASE, "previous_id": "x"}
    assert list(cells_of_case(earlier, earlier)) == list(cells_of_case(CASE, CASE)), "may be sealed"


def test_people_are_counted_where_they_turn_to_a_window_themselves() -> None:
    assert counted("came", came=3) == ["told"] * 3
    assert (counted("came"), counted("contact")) == (["guessed"], ["guessed"])
    assert counted("came", channel="court_delegated", came=2) == []
    assert counted("came", from_clue=True) == []
    assert counted("came", state="not_accepted") == ["guessed"], "she was received all the same"


def test_both_are_asked_at_the_window_and_put_right_the_same_day(app: Flask, as_: Calls) -> None:
    desk, found = as_("desk"), TODAY - timedelta(days=5)
    late = (TODAY + timedelta(days=1)).isoformat()
    days = [{"found_on": one} for one in (late, "1899-12-31", "昨天")]
    for bad in (*days, {"came": 0}, {"came": 51}):
        refused = problem(desk.try_post("cases", {**INTAKE, **bad}), 422)
        assert set(refused["errors"]) == set(bad)
    said = desk.receive(found_on=found.isoformat(), came=3)["number"]
    unsaid = desk.receive()["number"]
    told = {one: desk.get(f"cases/{one}") for one in (said, unsaid)}
    assert (told[said]["found_on"], told[said]["came"]) == (found.isoformat(), 3)
    assert (told[unsaid]["found_on"], told[unsaid]["came"]) == (None, None)

    pages = Browsing(app, "desk", house_of(app))
    form = pages.open(pages.at("desk/")).form("/desk/")
    form.fill("came", "一家")
    form.fill("found_on", found.isoformat())
    again = pages.press(form)
    assert again.status == 422
    assert again.form("/desk/").chosen["came"] == ["一家"], "nothing typed is lost"
    link = pages.open(pages.at(f"cases/{said}")).link("/correction")
    assert link is not None
    form = pages.open(link).form("/correction")
    assert form.chosen["came"] == ["3"]
    form.fill("came", "2")
    form.fill("found_on", late)
    assert pages.press(form).status == 422
    form.fill("found_on", "")
    assert pages.press(form).status == 200
    shown = desk.get(f"cases/{said}")
    assert (shown["found_on"], shown["came"]) == (None, 2)


def test_a_clue_keeps_the_day_it_was_taken_up(app: Flask, as_: Calls) -> None:
    clue = {"scenario": "property", "summary": "两家吵了一个月", "danger_now": "no"}
    assert as_("village").try_post("clues", clue).status_code == 201
    with county_scope(app, COUNTY):
        case = db.session.query(CaseFile).filter_by(from_clue=True).one()
        assert case.taken_on is None
        number = case.number
    as_("village").move({"number": number}, "receive")
    with county_scope(app, COUNTY):
        case = db.session.query(CaseFile).filter_by(number=number).one()
        assert (case.taken_on, case.found_on) == (TODAY, None)
