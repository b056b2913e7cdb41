"""Tell the practice county's stories, all of them together, act by act in the order of time.

The clock stands at each act while it is done, so that months can be locked when they were over. A
few acts share a transaction: a commit a act would cost more than the act.
"""

from __future__ import annotations

import heapq
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from time import sleep
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.cases.acting import Acting
from core.cases.errors import Refused
from core.cases.figures import lock
from core.clocks import SHANGHAI, moment, now, today
from core.clocks.service import ClockRefused
from core.db import county_scope, db
from core.documents.service import PaperRefused
from core.people.models import Account
from core.people.sessions import load_viewer
from core.roster import Roster
from core.sandbox.people import desks
from core.sandbox.places import DEMO
from core.sandbox.tales import RECENT, SPAN, WINDOW_ONLY, Story, stories
from core.sandbox.telling import Telling
from core.statistics import locked_months, month_before
from core.switches import Board, load_board
from core.words import Viewer

log = logging.getLogger(__name__)

TOGETHER, BESIDE = 12, 4
"""Acts in one transaction: while nobody else is there, and beside people at work."""
PAUSE = 0.03
"""Seconds between two transactions beside people at work: on SQLite one writes at a time, and who
waits has to get in."""
OPEN_MONTHS = 3
"""How many months back from today are still open; all before them are locked."""
Told = Callable[[int, int], None]


@dataclass(kw_only=True)
class Cast:
    """The people of the practice county as they act, read once: nobody changes posts meanwhile."""

    roster: Roster
    county: str = DEMO.code
    viewers: dict[str, Viewer] = field(default_factory=dict)
    board: Board | None = None
    kept: dict[str, Any] = field(default_factory=dict)

    def acting(self, login: str) -> Acting:
        """Return the Acting of one of them at the moment the clock stands at."""
        session = db.session()
        if login not in self.viewers:
            account = session.scalars(select(Account).where(Account.username == login)).one()
            viewer = load_viewer(account, self.county)
            if viewer is None:
                raise LookupError(f"{login} has no post in {self.county}")
            self.viewers[login] = viewer
        if self.board is None:
            self.board = load_board(session)
        acting = Acting(
            session=session,
            viewer=self.viewers[login],
            roster=self.roster,
            board=self.board,
            at=now().astimezone(SHANGHAI),
        )
        if not self.kept:
            self.kept.update(calendar=acting.calendar, settings=acting.settings)
        # what the county decided does not change while its past is told
        vars(acting).update(self.kept)
        return acting


def told_stories(app: Flask, roster: Roster, count: int) -> tuple[tuple[Story, ...], ...]:
    """Return the stories of late, and those before them."""
    with app.app_context():
        day = today()
    since = datetime.combine(day - timedelta(days=RECENT), time(0), tzinfo=SHANGHAI)
    every = stories(roster, day, count, desks())
    return (
        tuple(one for one in every if one.start >= since),
        tuple(one for one in every if one.start < since),
    )


def neighbour_stories(app: Flask, roster: Roster, count: int) -> tuple[Story, ...]:
    """Return the stories of the neighbour county, which has one window and nobody behind it."""
    with app.app_context():
        day = today()
    sole = (("neighbour_desk", "neighbour_desk", "neighbour_desk"),)
    return stories(roster, day, count, sole, WINDOW_ONLY)


def fill(
    app: Flask,
    roster: Roster,
    wanted: Iterable[Story],
    *,
    county: str = DEMO.code,
    beside: bool = False,
    told: Told | None = None,
) -> int:
    """Tell *wanted* up to now; stories that were told before are left alone. *beside* leaves room
    for people who work meanwhile. Return how many stopped before their end."""
    cast, last = Cast(roster=roster, county=county), _end(app)
    waiting: list[tuple[datetime, int, Any]] = []
    every, stopped = tuple(wanted), 0
    for story in every:
        acts = Telling(cast.acting, roster, story).acts()
        heapq.heappush(waiting, (next(acts), story.place, acts))
    while waiting:
        with county_scope(app, county):
            for _act in range(BESIDE if beside else TOGETHER):
                stopped += not _next_act(db.session(), waiting, last)
            db.session.commit()
        if beside:
            sleep(PAUSE)
        if told is not None:
            told(len(every) - len(waiting), len(every))
    return stopped


def _next_act(session: Session, waiting: list[tuple[datetime, int, Any]], last: datetime) -> bool:
    """Do the earliest act of all; a story whose next act lies ahead has come to its present.
    Return False where the rules did not allow it.

    Days differ from year to year, and on one of them the rules may not allow what a story wants:
    the act is taken back, the case stays where it is, and the county goes on without the rest.
    """
    if not waiting:
        return True
    at, place, acts = heapq.heappop(waiting)
    if at > last:
        return True
    try:
        with moment(at), session.begin_nested():
            following = next(acts, None)
    except (Refused, ClockRefused, PaperRefused) as error:
        log.warning("a practice story was refused", extra={"story": place, "why": repr(error)})
        return False
    if following is not None:
        heapq.heappush(waiting, (following, place, acts))
    return True


def _end(app: Flask) -> datetime:
    """Return the moment up to which stories are told."""
    with app.app_context():
        return now()


def lock_months(app: Flask, roster: Roster) -> None:
    """Have the head lock the months that are long over, as one who reports every quarter does."""
    cast = Cast(roster=roster)
    with app.app_context():
        day: date = today()
    month = (day - timedelta(days=SPAN)).strftime("%Y-%m")
    last = month_before(day.strftime("%Y-%m"), OPEN_MONTHS)
    while month <= last:
        with county_scope(app, DEMO.code):
            if month not in locked_months(db.session()):
                lock(cast.acting("head"), month)
            db.session.commit()
        month = month_before(month, -1)
