"""The practice county's registers: every list and every stage has something to show."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from core.db import county_scope, db
from core.registers.models import RegisterEntry
from core.sandbox.books import write_up


def test_every_register_has_something_to_show(app: Flask) -> None:
    roster = app.extensions["jiahe.roster"]
    write_up(app, roster)
    with county_scope(app, "990101", read_only=True):
        kept = db.session.execute(
            select(RegisterEntry.service, RegisterEntry.register, RegisterEntry.stage)
        ).all()
    shown = {(row.service, row.register) for row in kept}
    declared = {
        (name, one.name) for name, service in roster.services.items() for one in service.registers
    }
    assert shown == declared
    assert {row.stage for row in kept if row.register == "honours"} == {"awarded", "reviewed"}
    assert "appealed" in {row.stage for row in kept}
