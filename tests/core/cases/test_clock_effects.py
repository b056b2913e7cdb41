"""Deadlines a step starts: a running one keeps its start, one may hang on the end of another."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from core.cases.errors import MoveRefused
from core.cases.item_effects import apply_effect
from core.cases.loading import open_case
from core.clocks import last_day
from core.clocks.service import open_clocks
from core.db import county_scope, db
from core.words import StartClock, StopClock
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as

FIRST, SECOND = "cooling_off", "certificate"


def test_the_second_counts_from_the_rolled_end_of_the_first(app: Flask, as_: Calls) -> None:
    """An application of 1 September ends in the national holiday, its second month on a Saturday
    (民法典 203): both last days are known from the first one."""
    number = as_("desk").receive(services=["marriage_counseling"])["number"]
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        loaded = open_case(here, number)[0]
        item, service = loaded.items[0], here.roster.services["marriage_counseling"]

        def does(*effects: StartClock | StopClock) -> dict[str, date]:
            for one in effects:
                apply_effect(here, loaded, item, service, one)
            db.session.flush()
            rows = open_clocks(here.session, loaded.case.id)
            return {row.code: last_day(row.due_at) for row in rows if row.item_id == item.id}

        with pytest.raises(MoveRefused, match="没有在走"):
            does(StartClock(clock=SECOND, after=FIRST))
        applied = StartClock(clock=FIRST, from_date=date(2026, 9, 1))
        both = {FIRST: date(2026, 10, 8), SECOND: date(2026, 11, 9)}
        assert does(applied, StartClock(clock=SECOND, after=FIRST)) == both
        again = StartClock(clock=FIRST, from_date=date(2026, 11, 1))
        assert does(again) == both, "a running one keeps its start"
        assert does(StopClock(clock=FIRST), again)[FIRST] == date(2026, 12, 1)
