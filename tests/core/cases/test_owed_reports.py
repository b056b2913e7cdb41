"""A step may find that a report is owed, and its report is the case's; nobody else lifts it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.errors import MoveRefused
from core.cases.item_effects import apply_effect
from core.cases.items_of import context_of, item_with_records
from core.cases.loading import open_case
from core.cases.models import Record
from core.cases.views import case_view
from core.clocks import today
from core.db import county_scope, db
from core.words import RecordReport, RequireReport
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as


def test_a_report_a_step_owes_is_lifted_by_its_record_alone(app: Flask, as_: Calls) -> None:
    number = as_("desk").receive(services=["psych"])["number"]
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        loaded = open_case(here, number)[0]
        item, service = loaded.items[0], here.roster.services["psych"]
        apply_effect(here, loaded, item, service, RequireReport(why="未成年人受侵害"))
        assert loaded.case.report_due
        made = {"on": today(), "by": here.me, "receipt": "接警 0905"}
        for wrong in (
            RecordReport(to=("education",), **made),  # type: ignore[arg-type]  # as given above
            RecordReport(to=("police",), **{**made, "receipt": ""}),  # type: ignore[arg-type]
        ):
            with pytest.raises(MoveRefused):
                apply_effect(here, loaded, item, service, wrong)
            assert loaded.case.report_due
        right = RecordReport(to=("police",), **made)  # type: ignore[arg-type]
        apply_effect(here, loaded, item, service, right)
        assert not loaded.case.report_due
        db.session.flush()
        kept = db.session.scalars(
            select(Record).where(Record.case_id == loaded.case.id, Record.form == "report_record")
        ).one()
        assert kept.data["receipt"] == "接警 0905"
        assert kept.data["by"] != here.me, "a name on the record, not an id"


def test_what_was_said_at_the_window_is_known_to_the_items_own_step_only(
    app: Flask, as_: Calls
) -> None:
    number = as_("desk").receive(services=["psych"], summary="夜里睡不着")["number"]
    with county_scope(app, COUNTY, read_only=True):
        here = acting_as(app, "desk")
        loaded = open_case(here, number)[0]
        item = loaded.items[0]
        context = context_of(here, loaded, item, item_with_records(here, item), {})
        assert (context.case.summary, context.case.channel) == ("夜里睡不着", "walk_in")
        assert (case_view(loaded).summary, case_view(loaded).channel) == ("", "")
