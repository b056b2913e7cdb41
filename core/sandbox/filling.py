"""Tell the practice county's stories, each act in its own transaction, as the desk would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from flask import Flask
from sqlalchemy import select

from core.cases.acting import Acting
from core.clocks import SHANGHAI, today
from core.db import county_scope, db
from core.people.models import Account
from core.people.sessions import load_viewer
from core.roster import Roster
from core.sandbox.places import DEMO
from core.sandbox.tales import stories
from core.sandbox.telling import Telling
from core.switches import load_board

MORNING = time(9, 12)


def fill(
    app: Flask, roster: Roster, *, rounds: int, told: Callable[[int, int], None] | None = None
) -> None:
    """Tell the stories *rounds* times; the same seed and day give the same cases."""
    with app.app_context():
        day = today()
    wanted = tuple(stories(roster, rounds))
    for place, story in enumerate(wanted):
        with county_scope(app, DEMO.code):
            telling = Telling(lambda login, at: acting_as(roster, login, at), roster, place)
            start = datetime.combine(
                day - timedelta(days=story.days_ago), MORNING, tzinfo=SHANGHAI
            ) + timedelta(minutes=7 * (place % 40))
            telling.tell(story, start)
            db.session.commit()
        if told is not None:
            told(place + 1, len(wanted))


def acting_as(roster: Roster, login: str, at: datetime) -> Acting:
    """Return the Acting of one of the practice county's people at an instant."""
    session = db.session()
    account = session.scalars(select(Account).where(Account.username == login)).one()
    viewer = load_viewer(account, DEMO.code)
    if viewer is None:
        raise LookupError(f"{login} has no post in the practice county")
    return Acting(
        session=session,
        viewer=viewer,
        roster=roster,
        board=load_board(session),
        at=at.astimezone(SHANGHAI),
    )
