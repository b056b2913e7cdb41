"""Each sample of a service is told once, whole, with the papers it can print."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.models import Approval, ServiceItem
from core.db import county_scope, db
from core.documents.models import Document
from core.roster import Roster
from core.sandbox import wholes
from core.sandbox.places import DEMO
from core.sandbox.staffing import service_modules


def only(monkeypatch: pytest.MonkeyPatch, service: str) -> None:
    def found(roster: Roster) -> tuple[Any, ...]:
        every = service_modules(roster)
        return tuple(one for one in every if one.__name__.split(".")[-2] == service)

    monkeypatch.setattr(wholes, "service_modules", found)


def taken(app: Flask) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    with county_scope(app, DEMO.code, read_only=True):
        for item in db.session.scalars(select(ServiceItem)):
            found.setdefault(item.service, set()).update(item.done)
    return found


def test_a_sample_that_fits_no_quarrel_is_told_too_and_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster: Roster = app.extensions["jiahe.roster"]
    only(monkeypatch, "family_education")
    assert wholes.tell_wholes(app, roster) > 0
    assert wholes.tell_wholes(app, roster) == 0, "told again, none is told twice"
    declared = {one.name for one in roster.services["family_education"].steps}
    assert taken(app)["family_education"] == declared
    with county_scope(app, DEMO.code, read_only=True):
        kinds = set(db.session.scalars(select(Document.kind)))
    assert "family_education.report" in kinds
    assert len(kinds) > 4, "its papers lie there to be looked at"


@pytest.mark.long
def test_every_step_is_taken_somewhere(app: Flask) -> None:
    roster: Roster = app.extensions["jiahe.roster"]
    wholes.tell_wholes(app, roster)
    done = taken(app)
    never = {
        name: {one.name for one in service.steps} - done.get(name, set())
        for name, service in roster.services.items()
    }
    assert {name: steps for name, steps in never.items() if steps} == {}


def test_one_waits_for_a_second_person_and_is_asked_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    roster: Roster = app.extensions["jiahe.roster"]
    only(monkeypatch, "hardship_aid")
    assert wholes.leave_waiting(app, roster)
    assert wholes.leave_waiting(app, roster)
    with county_scope(app, DEMO.code, read_only=True):
        assert [one.state for one in db.session.scalars(select(Approval))] == ["asked"]
