"""Write up the registers of the practice county, so that each list and stage has something to show.

What stands in them is told by the services (``entries`` of their ``sandbox``); it goes through the
same commands as at a desk, by people who may.
"""

from __future__ import annotations

from flask import Flask

from core.clocks import today
from core.db import county_scope, db
from core.registers import entries as commands
from core.registers.finding import find_book
from core.roster import Roster
from core.sandbox.filling import Cast
from core.sandbox.places import DEMO
from core.sandbox.staffing import service_modules
from core.words import EntrySample


def write_up(app: Flask, roster: Roster) -> None:
    """Enter what the services tell, entry by entry with its acts."""
    cast = Cast(roster=roster)
    with county_scope(app, DEMO.code):
        for module in service_modules(roster):
            service = module.__name__.split(".")[-2]
            tell = getattr(module, "entries", None)
            for sample in tell(today()) if tell is not None else ():
                _enter(cast, service, sample)
        db.session.commit()


def _enter(cast: Cast, service: str, sample: EntrySample) -> None:
    acting = cast.acting(sample.login)
    entry = commands.enter(acting, service, sample.register, sample.data)
    book = find_book(acting, service, sample.register)
    for name, data in sample.acts:
        commands.act(acting, book, entry.id, name, entry.version, data)
