"""The people's mediation committee: whose name and seal an agreement bears (人民调解法 8, 9, 29).

A service point is not a committee. A committee serves the point it is registered at and every point
below that has none of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from core.api import Objection, PointView, Value, read_date, read_rows

FEWEST, MOST, YEARS = 3, 9, 3
LAW = "人民调解法第8条"
# whoever works in English marks a woman with an F
_WOMAN = re.compile(r"[（(]\s*[女F]\s*[)）]|\s女\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Committee:
    """One registered committee. ``elected_on`` begins its term of three years."""

    name: str
    word: str
    place: str
    elected_on: date | None
    members: tuple[str, ...]
    women: int

    @property
    def ends_on(self) -> date | None:
        """The day its term is over: the same day three years on (民法典 202)."""
        if self.elected_on is None:
            return None
        year = self.elected_on.year + YEARS
        leap_day = (self.elected_on.month, self.elected_on.day) == (2, 29)
        return date(year, 2, 28) if leap_day else self.elected_on.replace(year=year)


def registered(settings: Mapping[str, Value]) -> tuple[Committee, ...]:
    """Return the committees the county registered."""
    return tuple(_committee(row) for row in read_rows(settings.get("committees")))


def _committee(row: Mapping[str, Value]) -> Committee:
    lines = [line.strip() for line in str(row.get("members") or "").splitlines() if line.strip()]
    return Committee(
        name=str(row.get("name") or ""),
        word=str(row.get("word") or ""),
        place=str(row.get("place") or ""),
        elected_on=read_date(row.get("elected_on")),
        members=tuple(_WOMAN.sub("", line).strip() for line in lines),
        women=sum(bool(_WOMAN.search(line)) for line in lines),
    )


def serving(settings: Mapping[str, Value], point: PointView | None) -> Committee | None:
    """Return the committee that serves *point*: its own, or the nearest above."""
    here = {one.place: one for one in registered(settings)}
    for place in reversed(point.path if point else ()):
        if place in here:
            return here[place]
    return None


def faults(data: Mapping[str, Value]) -> Iterator[Objection]:
    """Yield what keeps the register from being lawful or usable, each with the name of its row."""
    committees = registered(data)
    for one in committees:
        if not FEWEST <= len(one.members) <= MOST:
            yield _fault(one, "“%(name)s”的委员要三到九人，一行一人。", "members", LAW)
        elif not one.women:
            yield _fault(one, "“%(name)s”应当有妇女成员，在名字后面写（女）。", "women", LAW)
        if not one.word.endswith("调"):
            yield _fault(one, "“%(name)s”的文号代字要以“调”字结尾。", "word")
    for what in ("place", "word", "name"):
        seen: set[str] = set()
        for one in committees:
            value = getattr(one, what)
            if value in seen:
                yield _fault(one, "“%(name)s”和另一个委员会重了。", f"{what}_twice")
            seen.add(value)


def _fault(one: Committee, text: str, code: str, citation: str = "县规则") -> Objection:
    return Objection(
        text=text,
        citation=citation,
        code=code,
        values={"name": one.name},
        field_name="committees",
    )
