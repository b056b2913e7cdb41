"""添一项 draws a form again for who may file it and for nobody else."""

from __future__ import annotations

import pytest
from flask import Flask

from core.cases import commands
from core.db import county_scope, db
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor


@pytest.mark.parametrize(
    "part", ["co-handling", "co-handling/answer", "co-handling/end", "team", "loop"]
)
def test_another_row_is_for_who_may_file_the_form(app: Flask, part: str) -> None:
    with county_scope(app, COUNTY):
        number = commands.receive(acting_as(app, "desk"), raw=INTAKE).number
        db.session.commit()
    actor = HtmlActor(app, "supervisor", house_of(app))
    page = actor.open(actor.at(f"cases/{number}"))
    assert page.status == 200, "how it goes is told to a supervisor"
    token = page.root.first("input", name="csrf_token")
    assert token is not None
    sent = {"csrf_token": token.attrs["value"], "_add.parts": "1", "_add.seats": "1"}
    shown = actor.ask("POST", actor.at(f"cases/{number}/{part}"), data=sent)
    assert shown.status == 403
