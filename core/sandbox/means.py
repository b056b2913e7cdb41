"""What every telling needs: time that passes, people, a look at the case, a move on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.contact import guarded
from core.cases.facts import Args
from core.cases.loading import open_case
from core.cases.models import CaseFile, Promise, UrgentReport
from core.clocks import SHANGHAI, local_date
from core.roster import Roster
from core.sandbox.items import Items
from core.sandbox.tales import SEED, Story
from core.sandbox.words import MEN, SURNAMES, WOMEN
from core.words import Move

Do = Callable[[str], Acting]
"""Whoever acts, at the moment the clock stands at."""


def invented(random: Random, sex: str) -> dict[str, str]:
    """Return an invented person; the telephone numbers are of a range nobody has."""
    name = random.choice(SURNAMES) + random.choice(WOMEN if sex == "F" else MEN)
    return {
        "name": name,
        "phone": f"1990000{random.randrange(10_000):04d}",
        "sex": sex,
        "birth_date": f"{random.randrange(1950, 2000)}-0{random.randrange(1, 10)}-15",
    }


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
        """Return an invented person."""
        return invented(self.random, sex)

    def _told_at_intake(self) -> Mapping[str, Any]:
        """Return what is told at the window beside the matter itself."""
        return {}

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

    def _acknowledged(self) -> None:
        """Whoever the urgent report names says that she has it."""
        for row in self._rows(UrgentReport, UrgentReport.acknowledged_at.is_(None)):
            for login in ("head", "head_town", self.story.above, "officer"):
                if self.do(login).me in row.named:
                    self._move(login, Move.ACKNOWLEDGE)
                    return

    def _visited(self, login: str) -> bool:
        """File one visit; tell whether somebody was spoken with."""
        raw: dict[str, Any] = {"safe": True, "way": self.random.choice(("phone", "phone", "visit"))}
        if guarded(open_case(self.do(login), self.number)[0]):
            raw["way"] = "in_person"  # nobody asked her how she may be reached: she comes
        spoken = self.random.random() > 0.08
        if spoken:
            raw["found"] = self.random.choice(("stable",) * 8 + ("relapse",))
            today = self._today()
            states = [
                {"number": one.number, "state": self._kept()}
                for one in self._rows(Promise, Promise.replaced.is_(False))
                if one.state != "done" and (one.due_on is None or one.due_on <= today)
            ]
            raw["performance"] = states[0]["state"] if states else "none"
            raw |= {"kept": states} if states else {}
        else:
            raw |= {"safe": False, "found": "unreachable"}
        commands.file_follow_up(self.do(login), self.number, self._version(), raw)
        return spoken

    def _kept(self) -> str:
        return self.random.choice(("done",) * 8 + ("partly", "refused"))
