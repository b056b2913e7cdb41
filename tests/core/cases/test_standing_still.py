"""A step may let a deadline of its item stand still for what it declares, and go on again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from core.cases.effects import pause_clocks, resume_clocks
from core.cases.errors import MoveRefused
from core.cases.facts import Args
from core.cases.item_effects import apply_effect
from core.cases.loading import open_case
from core.clocks import now, today
from core.clocks.models import ClockRow
from core.db import county_scope, db
from core.words import CaseState, Clock, Law, PauseClock, ResumeClock, StartClock, StopClock, Unit
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as

TERM = Clock(
    code="term",
    title="决定",
    unit=Unit.DAYS,
    length=7,
    law=Law(name="县规则", local=True),
    pauses=("补正",),
)


def test_a_deadline_stands_still_only_for_what_it_declares(app: Flask, as_: Calls) -> None:
    number = as_("desk").receive(services=["psych"])["number"]
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")

        def does(effect: object) -> ClockRow:
            loaded = open_case(here, number)[0]
            item = loaded.items[0]
            service = replace(here.roster.services["psych"], clocks=(TERM,))
            apply_effect(here, loaded, item, service, effect)  # type: ignore[arg-type]  # one of three
            db.session.flush()
            return next(one for one in open_case(here, number)[0].clocks if one.code == "term")

        day = today()
        loaded = open_case(here, number)[0]
        service = replace(here.roster.services["psych"], clocks=(TERM,))
        for effect in (PauseClock(clock="term", why="补正"), ResumeClock(clock="term")):
            apply_effect(here, loaded, loaded.items[0], service, effect)  # none runs: nothing
        row = does(StartClock(clock="term", from_date=day - timedelta(days=5)))
        before = row.due_at
        with pytest.raises(MoveRefused):
            does(PauseClock(clock="term", why="出差"))
        row = does(PauseClock(clock="term", why="补正", on=day - timedelta(days=2)))
        assert (row.state, row.pause_reason) == ("paused", "补正")
        assert row.remaining_minutes == 4 * 1440, "three of seven days were used"
        row = does(ResumeClock(clock="term"))
        assert (row.state, row.pause_reason) == ("running", None)
        assert row.due_at >= before, "nobody lost a day"
        assert row.due_at > now()
        row.due_at = now() - timedelta(hours=1)
        row = does(PauseClock(clock="term", why="补正"))
        assert row.state == "running", "what ran out is not mended afterwards"
        apply_effect(
            here, open_case(here, number)[0], loaded.items[0], service, StopClock(clock="term")
        )


def test_a_case_that_goes_on_wakes_only_what_stood_still_with_it(app: Flask, as_: Calls) -> None:
    number = as_("desk").receive(services=["legal_aid"])["number"]
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        service = here.roster.services["legal_aid"]
        clock = next(one for one in service.clocks if one.pauses)
        other = next(one for one in service.clocks if one.unit is Unit.WORKDAYS and one != clock)

        def does(*effects: object) -> dict[str, str]:
            for effect in effects:
                loaded = open_case(here, number)[0]
                apply_effect(here, loaded, loaded.items[0], service, effect)  # type: ignore[arg-type]  # as above
                db.session.flush()
            return {one.code: one.state for one in open_case(here, number)[0].clocks}

        does(StartClock(clock=clock.code), StartClock(clock=other.code))
        stands = does(PauseClock(clock=clock.code, why=clock.pauses[0]))
        assert (stands[clock.code], stands[other.code]) == ("paused", "running")
        for move, state in ((pause_clocks, "paused"), (resume_clocks, "running")):
            loaded, facts, _reach = open_case(here, number)
            move(here, loaded, facts, Args())
            db.session.flush()
            stands = does()
            assert (stands[clock.code], stands[other.code]) == ("paused", state)
        assert does(ResumeClock(clock=clock.code))[clock.code] == "running"


def test_no_step_sets_a_clock_running_while_the_case_is_suspended(app: Flask, as_: Calls) -> None:
    number = as_("desk").receive(services=["legal_aid"])["number"]
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        service = here.roster.services["legal_aid"]
        clock = next(one for one in service.clocks if one.pauses)
        other = next(one for one in service.clocks if one.unit is Unit.WORKDAYS and one != clock)

        def does(*effects: object, state: CaseState = CaseState.IN_PROGRESS) -> dict[str, str]:
            for effect in effects:
                loaded = open_case(here, number)[0]
                loaded.case.state = state.value
                apply_effect(here, loaded, loaded.items[0], service, effect)  # type: ignore[arg-type]  # as above
                db.session.flush()
            return {one.code: one.state for one in open_case(here, number)[0].clocks}

        does(StartClock(clock=clock.code), PauseClock(clock=clock.code, why=clock.pauses[0]))
        resting = (ResumeClock(clock=clock.code), StartClock(clock=other.code))
        stands = does(*resting, state=CaseState.SUSPENDED)
        assert (stands[clock.code], stands[other.code]) == ("paused", "paused")
        loaded, facts, _reach = open_case(here, number)
        resume_clocks(here, loaded, facts, Args())
        db.session.flush()
        stands = does()
        assert (stands[clock.code], stands[other.code]) == ("running", "running")
