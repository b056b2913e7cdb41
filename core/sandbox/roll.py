"""The accounts of the practice county, as they are printed at its start."""

from __future__ import annotations

from dataclasses import dataclass

from core.roster import Roster
from core.sandbox.people import PEOPLE
from core.sandbox.staffing import service_staff


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """A login and what it stands for."""

    login: str
    title: str


def accounts(roster: Roster) -> tuple[Login, ...]:
    """Return core's own accounts and those the services bring."""
    people = (*PEOPLE, *service_staff(roster))
    return tuple(Login(login=one.login, title=f"{one.name}，{one.title}") for one in people)
