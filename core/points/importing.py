"""Bring in a county's points from a table: all of them, or none and every bad row named.

Rows may stand in any order; a point known by its code gets the name, host, address and telephone
of its row. A point is never moved or closed this way: too much hangs on it (T/ZSM 4.1.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.points.models import ServicePoint
from core.points.service import PointRefused, add_point
from core.sheets import Column, Row, RowFault
from core.words import POINT_LEVELS, Objection

COLUMNS = (
    Column(key="code", titles=("代码",), required=True),
    Column(key="name", titles=("名称",), required=True),
    Column(key="level", titles=("级别",), required=True),
    Column(key="parent", titles=("上级", "上级代码"), required=True),
    Column(key="neutral_name", titles=("中性名称",)),
    Column(key="host", titles=("设在", "依托单位")),
    Column(key="address", titles=("地址",)),
    Column(key="phone", titles=("电话",)),
)
_KEPT = ("name", "neutral_name", "host", "address", "phone")
_LENGTHS = {"code": 20, "name": 80, "neutral_name": 80, "host": 120, "address": 200, "phone": 40}
_SHORT_LEVELS = {"市": "city", "县": "county", "乡镇": "town", "村": "village", "网格": "grid"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """What an import did, or would do: how many are new, changed, as they were; what is wrong."""

    added: int
    changed: int
    same: int
    faults: tuple[RowFault, ...]


def import_points(session: Session, rows: Sequence[Row]) -> Brought:
    """Add and change points as the rows say; with a fault, what was written must be rolled back.

    Never commits, so a rehearsal is this and a rollback.
    """
    known = {point.code: point for point in session.scalars(select(ServicePoint))}
    given: dict[str, Row] = {}
    faults: list[RowFault] = []
    for row in rows:
        found = _faults_of(row, given)
        faults += found
        if not found:
            given[row.cells["code"]] = row
    counts = {"added": 0, "changed": 0, "same": 0}
    for row in _parents_first(given):
        try:
            counts[_bring(session, row, known)] += 1
        except PointRefused as refusal:
            faults += [
                RowFault(row=row.number, column=one.field_name, reason=one)
                for one in refusal.reasons
            ]
    return Brought(**counts, faults=tuple(sorted(faults, key=lambda one: one.row)))


def level_of(text: str) -> str:
    """Return the code of a level written as code or in Chinese, "" for none."""
    titles = {title: code for code, title in POINT_LEVELS.items()}
    return text if text in POINT_LEVELS else titles.get(text) or _SHORT_LEVELS.get(text, "")


def _faults_of(row: Row, given: dict[str, Row]) -> list[RowFault]:
    cells = row.cells
    wrong: list[tuple[str, str]] = []
    for key, longest in _LENGTHS.items():
        if len(cells[key]) > longest:
            wrong.append((key, "太长了"))
    wrong += [(key, "不能空着") for key in ("code", "name") if not cells[key]]
    if not level_of(cells["level"]):
        wrong.append(("level", "没有这一级服务点"))
    if cells["code"] in given:
        wrong.append(("code", "这个代码在前面写过了"))
    return [
        RowFault(row=row.number, column=key, reason=Objection(text=text, field_name=key))
        for key, text in wrong
    ]


def _parents_first(given: dict[str, Row]) -> list[Row]:
    """Return the rows so that a parent of the same table comes before what hangs below it."""
    done: dict[str, Row] = {}
    for code in given:
        upwards: dict[str, Row] = {}
        # a circle ends here; the row is then refused because its parent is not there yet
        while code in given and code not in done and code not in upwards:
            upwards[code] = given[code]
            code = given[code].cells["parent"]
        done |= dict(reversed(upwards.items()))
    return list(done.values())


def _bring(session: Session, row: Row, known: dict[str, ServicePoint]) -> str:
    cells = row.cells
    parent = known.get(cells["parent"]) if cells["parent"] else None
    if cells["parent"] and parent is None:
        raise PointRefused(
            Objection(text="没有代码为 %(code)s 的上级", values={"code": cells["parent"]},
                      field_name="parent")
        )  # fmt: skip
    point = known.get(cells["code"])
    if point is None:
        point = add_point(
            session,
            code=cells["code"],
            level=level_of(cells["level"]),
            parent_id=parent.id if parent else None,
            name=cells["name"],
            neutral_name=cells["neutral_name"],
            host=cells["host"],
            address=cells["address"],
            phone=cells["phone"],
        )
        known[point.code] = point
        return "added"
    if (point.level, point.parent_id) != (level_of(cells["level"]), parent.id if parent else None):
        raise PointRefused(
            Objection(text="已有这个点，级别或上级不同；导入不移动服务点", field_name="level")
        )
    # an empty cell says nothing about what is there
    changes = {k: cells[k] for k in _KEPT if cells[k] and cells[k] != getattr(point, k)}
    for key, value in changes.items():
        setattr(point, key, value)
    session.flush()
    return "changed" if changes else "same"
