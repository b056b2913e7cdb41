"""The accounts of the practice county, as they are printed at its start."""

from __future__ import annotations

from dataclasses import dataclass

from core.sandbox.people import PEOPLE


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """A login and what it stands for."""

    login: str
    title: str


def accounts() -> tuple[Login, ...]:
    """Return core's own accounts; those of the services come with their packages."""
    return tuple(Login(login=one.login, title=f"{one.name}，{one.title}") for one in PEOPLE)
