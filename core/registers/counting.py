"""What figures may count of a register: answers in the clear, and nobody's name (附录D).

Points, colleagues and whoever is written by name come as numbers that tell them apart within one
answer and mean nothing outside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from core.points.models import ServicePoint
from core.registers.models import RegisterEntry
from core.words import CountedEntry, Field, Form, Kind, Period, Sensitivity, Value, read_rows

_POINT = and_(
    ServicePoint.county_id == RegisterEntry.county_id, ServicePoint.id == RegisterEntry.point_id
)


def counted(
    session: Session, book_form: Form, service: str, register: str, period: Period
) -> tuple[CountedEntry, ...]:
    """Return the entries of a register within *period*, oldest first; void ones left out."""
    found = session.execute(
        select(RegisterEntry, ServicePoint.level)
        .join(ServicePoint, _POINT)
        .where(
            RegisterEntry.service == service,
            RegisterEntry.register == register,
            RegisterEntry.on >= period.first,
            RegisterEntry.on <= period.last,
            RegisterEntry.voided_at.is_(None),
        )
        .order_by(RegisterEntry.on, RegisterEntry.id)
    )
    numbers: dict[str, int] = {}
    return tuple(_entry(book_form, entry, level, numbers) for entry, level in found)


def _entry(form: Form, entry: RegisterEntry, level: str, numbers: dict[str, int]) -> CountedEntry:
    data: Mapping[str, Value] = entry.data or {}
    asked = [one for one in form.fields if one.index and _open(one)]
    lists = [one for one in asked if isinstance(data.get(one.name), list)]
    rows = [one for one in form.fields if one.kind is Kind.SUB_FORM and _open(one)]
    return CountedEntry(
        on=entry.on,
        stage=entry.stage,
        level=level,
        point=_numbered(numbers, entry.point_id),
        answers=_row([one for one in asked if one not in lists], data, numbers),
        chosen={one.name: frozenset(map(str, _listed(data, one))) for one in lists},
        rows={
            one.name: tuple(_row(one.fields, row, numbers) for row in read_rows(data.get(one.name)))
            for one in rows
        },
    )


def _open(asked: Field) -> bool:
    return asked.sensitivity.rank <= Sensitivity.INTERNAL.rank


def _listed(data: Mapping[str, Value], asked: Field) -> list[Value]:
    value = data.get(asked.name)
    return value if isinstance(value, list) else []


def _numbered(numbers: dict[str, int], text: str) -> int:
    return numbers.setdefault(text, len(numbers))


def _row(
    fields: Iterable[Field], row: Mapping[str, Value], numbers: dict[str, int]
) -> Mapping[str, str | int]:
    found = {
        asked.name: _plain(asked, row.get(asked.name), numbers)
        for asked in fields
        if asked.index and _open(asked)
    }
    return {name: value for name, value in found.items() if value is not None}


def _plain(asked: Field, value: Value, numbers: dict[str, int]) -> str | int | None:
    """Return an answer for a formula: codes, days and numbers as they are, what names somebody as
    a number."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return value
    if asked.kind in (Kind.CHOICE, Kind.DATE, Kind.DATETIME):
        return str(value)
    return _numbered(numbers, f"{asked.kind}:{value}")
