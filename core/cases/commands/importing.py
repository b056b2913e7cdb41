"""Bring in a table of cases: all rows, or none and every bad one named (T/ZSM 4.3.1.1, 5.3.1).

Never commits, so a rehearsal is this and a rollback. One entry in the chain tells who brought how
many from where; each case tells in its history that it came this way.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import and_, or_, select

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid
from core.cases.importing.judging import ACTION, Brought, Judging
from core.cases.importing.storing import HASH, LOOK_UP, Alike, Register, Storing
from core.cases.models import CaseFile, CaseOrigin
from core.cases.visibility import eyes_of, may_know
from core.db import new_id
from core.db.keys import key_ring
from core.forms.text import objection_to, tidy
from core.people.roles import may
from core.sheets import Row, RowFault
from core.words import Objection

LONGEST_SOURCE = 40


@dataclass(frozen=True, kw_only=True, slots=True)
class Imported:
    """What an import did, or would do. With ``faults`` nothing was stored. ``same`` rows had been
    brought before and are as they were; ``alike`` may be known persons."""

    added: int
    same: int
    sealed: int
    alike: tuple[Alike, ...]
    faults: tuple[RowFault, ...]
    batch: str = ""
    judged: tuple[Brought, ...] = ()


def import_cases(
    acting: Acting,
    rows: Sequence[Row],
    *,
    source: str,
    dry_run: bool = False,
    judged: Sequence[Brought] | None = None,
) -> Imported:
    """Bring in *rows*, read by `COLUMNS`, from the system or register called *source*.

    The same outside number of the same source is the same case: brought again unchanged it is
    passed over, changed it is refused. With *dry_run* everything is judged and nothing written.
    *judged* is what a look at the same rows found good a moment ago, in a session that only read:
    on SQLite nobody else can write while this one may, and judging takes as long as a breath.
    Raises Forbidden, and Invalid for a source without a name.
    """
    if not may(acting.viewer.roles, ACTION):
        raise Forbidden(ACTION)
    source = tidy(source)
    if not source or len(source) > LONGEST_SOURCE or "\n" in source or objection_to(source):
        raise Invalid({"source": ["请写从哪里导入，最多 40 个字，例如“旧系统”"]})
    with collector_at_rest():
        return _import(acting, rows, source, dry_run=dry_run, judged=judged)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep Python from looking for cycles among rows that are only ever added: it would walk
    through all of them again and again, a sixth of the work, and find none."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _import(
    acting: Acting,
    rows: Sequence[Row],
    source: str,
    *,
    dry_run: bool,
    judged: Sequence[Brought] | None,
) -> Imported:
    faults: list[RowFault] = []
    if judged is None:
        brought, faults = Judging(acting).judge(rows)
    else:
        brought = list(judged)
    origins = _origins(acting, source, brought)
    before = _Before(acting, origins.values())
    fresh: list[Brought] = []
    for one in brought:
        origin = origins[one.row]
        known = before.of(origin)
        if known is None:
            fresh.append(one)
        elif known != origin.content:
            text = "这个外部编号导入过，内容不一样；请在办件里更正"
            faults.append(RowFault(row=one.row, column="outside_no", reason=Objection(text=text)))
    faults.sort(key=lambda one: one.row)
    register = Register(acting, fresh)
    found = Imported(
        added=len(fresh),
        same=len(brought) - len(fresh),
        sealed=sum(one.sealed for one in fresh),
        alike=register.alike(fresh),
        faults=tuple(faults),
        batch=new_id(),
        judged=() if faults else tuple(brought),
    )
    if faults or dry_run or not fresh:
        return found
    numbers = {one.row: before.free(origins[one.row]) for one in fresh}
    contents = {row: (number, origins[row].content) for row, number in numbers.items()}
    Storing(acting, register, source, found.batch).store(fresh, contents)
    note_change(
        acting.session,
        action="cases.import",
        actor_id=acting.me,
        target="county",
        at=acting.at,
        # how many were sealed stays out: of one row that would tell what is in it
        detail={"batch": found.batch, "added": found.added, "same": found.same},
    )
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class _Origin:
    """Keyed hashes of where a row comes from, of the same for this importer alone, of its words."""

    number: str
    own: str
    content: str


def _origins(acting: Acting, source: str, rows: Sequence[Brought]) -> dict[int, _Origin]:
    digest = key_ring().digest
    return {
        row.row: _Origin(
            number=digest("case_origin", f"{source}\0{row.outside_no}")[:HASH],
            own=digest("case_origin", f"{source}\0{row.outside_no}\0{acting.me}")[:HASH],
            content=digest("case_content", "\0".join(row.cells.values()))[:HASH],
        )
        for row in rows
    }


class _Before:
    """What was brought before. A number somebody else brought counts only when its case is one the
    importer may know: else trying numbers would tell which sealed cases there are, so hers is
    stored as a case of its own."""

    def __init__(self, acting: Acting, origins: Iterable[_Origin]) -> None:
        self.told: dict[str, str] = {}
        self.taken: set[str] = set()
        wanted = [hash_ for one in origins for hash_ in (one.number, one.own)]
        knows = or_(CaseOrigin.by_id == acting.me, and_(*may_know(eyes_of(acting.viewer))))
        for part in _parts(wanted):
            rows = acting.session.execute(
                select(CaseOrigin.number_hash, CaseOrigin.content, knows)
                .join(
                    CaseFile,
                    and_(
                        CaseFile.county_id == CaseOrigin.county_id,
                        CaseFile.id == CaseOrigin.case_id,
                    ),
                )
                .where(CaseOrigin.number_hash.in_(part))
            )
            for number, content, known in rows:
                self.taken.add(number)
                if known:
                    self.told[number] = content

    def of(self, origin: _Origin) -> str | None:
        """Return what the row said when it was brought before, None when it is new."""
        return self.told.get(origin.own, self.told.get(origin.number))

    def free(self, origin: _Origin) -> str:
        """Return the hash a new row is kept under."""
        return origin.own if origin.number in self.taken else origin.number


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), LOOK_UP):
        yield values[start : start + LOOK_UP]
