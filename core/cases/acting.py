"""Who acts, when, and with what around: handed to every command as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy.orm import Session

from core.clocks import Calendar, local_date
from core.db import CountySession
from core.points.settings import CountySettings
from core.roster import Roster
from core.switches import Board
from core.words import Viewer


@dataclass(frozen=True, kw_only=True, slots=True)
class Acting:
    """Everything a command needs. ``at`` is one instant for the whole command, so that history,
    audit and clocks never disagree about when it happened. ``address`` is where the public reaches
    the platform, empty when the operator named none."""

    session: Session
    viewer: Viewer
    roster: Roster
    board: Board
    calendar: Calendar
    settings: CountySettings
    at: datetime
    address: str = ""

    @property
    def today(self) -> date:
        return local_date(self.at)

    @property
    def county_session(self) -> CountySession:
        """The session as the county's own; every request and command has one."""
        return cast(CountySession, self.session)

    @property
    def me(self) -> str:
        return self.viewer.account_id
