"""What every telling needs: time that passes, people, a look at the case, a move on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.facts import Args
from core.cases.models import CaseFile
from core.clocks import SHANGHAI, local_date
from core.roster import Roster
from core.sandbox.items import Items
from core.sandbox.tales import SEED, Story
from core.sandbox.words import MEN, SURNAMES, WOMEN
from core.words import Move

Do = Callable[[str], Acting]
"""Whoever acts, at the moment the clock stands at."""


class Means:
    """One case as it is told; ``number`` is known once it was received."""

    def __init__(self, do: Do, roster: Roster, story: Story) -> None:
        self.do, self.roster, self.story = do, roster, story
        self.random = Random(SEED + 7 * story.place)  # noqa: S311  practice data, no secret
        self.number = ""
        self.at = story.start
        self.items = Items(do, roster, sample=story.sample, settles=story.course != "failed")

    def _later(self, days: float = 0, minutes: int = 0) -> datetime:
        """Let time pass to a working hour of some later day and return it."""
        at = self.at + timedelta(days=days * self.story.haste, minutes=minutes)
        if days >= 1:
            at = at.astimezone(SHANGHAI).replace(
                hour=8 + self.random.randrange(9), minute=self.random.randrange(60)
            )
            at += timedelta(days=max(0, 7 - at.weekday()) if at.weekday() > 4 else 0)
        self.at = max(at, self.at + timedelta(minutes=20))
        return self.at

    def person(self, sex: str) -> dict[str, str]:
        """Return an invented person; the telephone numbers are of a range nobody has."""
        name = self.random.choice(SURNAMES) + self.random.choice(WOMEN if sex == "F" else MEN)
        return {
            "name": name,
            "phone": f"1990000{self.random.randrange(10_000):04d}",
            "sex": sex,
            "birth_date": f"{self.random.randrange(1950, 2000)}-0{self.random.randrange(1, 10)}-15",
        }

    def _today(self) -> date:
        return local_date(self.at)

    def _version(self) -> int:
        session = self.do(self.story.desk).session
        return session.scalars(select(CaseFile.version).where(CaseFile.number == self.number)).one()

    def _rows(self, model: Any, *tests: Any) -> list[Any]:
        session = self.do(self.story.desk).session
        case_id = select(CaseFile.id).where(CaseFile.number == self.number).scalar_subquery()
        found = select(model).where(model.case_id == case_id, *tests).order_by(model.id)
        return list(session.scalars(found))

    def _move(self, login: str, act: Move, **args: Any) -> None:
        commands.move(self.do(login), self.number, act, self._version(), Args(**args))
