"""Who acts, when, and with what around: handed to every command as one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import cast

from sqlalchemy.orm import Session

from core.cases.code_lists import book_here
from core.cases.scheme_book import SchemeBook
from core.clocks import Calendar, local_date
from core.clocks.days import load_calendar
from core.db import CountySession
from core.forms.codes import CodeBook, in_county
from core.points.service import county_settings
from core.points.settings import CountySettings
from core.roster import Roster
from core.switches import Board
from core.words import Form, Viewer


@dataclass(frozen=True, kw_only=True)
class Acting:
    """Everything a command needs. ``at`` is one instant for the whole command, so that history,
    audit and clocks never disagree about when it happened. ``address`` is where the public reaches
    the platform, empty when the operator named none.

    Calendar, settings and the names of staff are read when first asked for, and kept no longer
    than the request or command: most pages ask for none of the first two.
    """

    session: Session
    viewer: Viewer
    roster: Roster
    board: Board
    at: datetime
    address: str = ""
    names: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What ``names_of`` has read so far: account id to name."""

    @cached_property
    def calendar(self) -> Calendar:
        return load_calendar(self.session)

    @cached_property
    def settings(self) -> CountySettings:
        return county_settings(self.session)

    @cached_property
    def codes(self) -> CodeBook:
        """What the county decided of its code lists."""
        return book_here(self.settings["codes"], self.roster)

    @cached_property
    def schemes(self) -> SchemeBook:
        """The warning schemes the county meets."""
        return SchemeBook(self.session, self.roster)

    def asked(self, form: Form) -> Form:
        """Return *form* as it is asked in this county."""
        return in_county(form, self.codes)

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
