"""What stands of a special team: who sits in it, and which parts of its loop are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.loop import loop_done
from core.cases.models import Record
from core.cases.reading import names_of
from core.cases.team_forms import LOOP_PARTS, PARTS, SEES, TEAM


@dataclass(frozen=True, kw_only=True, slots=True)
class SeatOut:
    """One member: who, for what, and how much of the case is open to them."""

    account_id: str
    name: str
    part: str
    part_title: str
    sees: str
    sees_title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LoopOut:
    """One part of the loop, done or not."""

    part: str
    title: str
    done: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamOut:
    """A special team as those see it who see the whole case."""

    seats: tuple[SeatOut, ...]
    loop: tuple[LoopOut, ...]


def team_of(acting: Acting, loaded: Loaded) -> TeamOut | None:
    """Return the special team as it stands, None when the case has none."""
    if not loaded.special:
        return None
    rows = seats_now(acting, loaded)
    names = names_of(acting, {row["account"] for row in rows})
    done = loop_done(acting.session, loaded.case.id)
    return TeamOut(
        seats=tuple(
            SeatOut(
                account_id=row["account"],
                name=names.get(row["account"], ""),
                part=row["part"],
                part_title=PARTS[row["part"]],
                sees=row["sees"],
                sees_title=SEES[row["sees"]],
            )
            for row in rows
        ),
        loop=tuple(
            LoopOut(part=part, title=title, done=part in done) for part, title in LOOP_PARTS.items()
        ),
    )


def seats_now(acting: Acting, loaded: Loaded) -> list[dict[str, str]]:
    """Return the rows of the list that was filed last."""
    row = acting.session.scalars(
        select(Record)
        .where(Record.case_id == loaded.case.id, Record.form == TEAM.key)
        .order_by(Record.seq.desc())
        .limit(1)
    ).one_or_none()
    return cast(list[dict[str, str]], (row.data or {}).get("seats") or []) if row else []
