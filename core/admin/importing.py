"""A whole table at once: the county's points, its staff (T/ZSM 4.1.1.1, 4.2.1.1).

All of a table or nothing, and every bad row named. "Only look" judges alike and stores nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.admin.accounts import role_titles
from core.admin.blueprint import admin, me, session
from core.audit import note_access, note_change
from core.clocks import now
from core.people import importing as staff
from core.people.roles import ROLES
from core.points import importing as points
from core.sheets import Column, Row, RowFault, SheetRefused, read_sheet
from core.web import policy
from core.web.speech import spoken_with

MOST_PEOPLE = 300
"""New accounts of one upload: making a password safe takes a good part of a second of work."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A bad row as the page shows it."""

    row: int
    column: str
    text: str


def _page(columns: Sequence[Column], endpoint: str, **found: object) -> ResponseReturnValue:
    status = 422 if found.get("faults") or found.get("refused") else 200
    page = render_template(
        "admin/import.html",
        columns=columns,
        endpoint=endpoint,
        roles=role_titles() if endpoint == "admin.import_staff" else {},
        **{"faults": (), "refused": "", "done": "", "passwords": {}, **found},
    )
    return page, status


def _uploaded(columns: Sequence[Column]) -> list[Row]:
    """Return the rows of the file that was sent; raises SheetRefused."""
    file = request.files.get("table")
    if file is None or not file.filename:
        raise SheetRefused("请先选一个文件")
    return read_sheet(file.filename, file.stream.read(), columns)


def _shown(faults: Sequence[RowFault], columns: Sequence[Column]) -> list[Fault]:
    titles = {one.key: one.titles[0] for one in columns}
    return [
        Fault(
            row=one.row,
            column=_(titles[one.column]) if one.column in titles else "",
            text=spoken_with(one.reason.text, one.reason.values),
        )
        for one in faults
    ]


def _said(refusal: SheetRefused) -> str:
    return spoken_with(refusal.reasons[0].text, refusal.reasons[0].values)


@admin.get("/points/import")
@policy(action="point.manage")
def points_table() -> ResponseReturnValue:
    """Ask for a table of points."""
    return _page(points.COLUMNS, "admin.import_points")


@admin.post("/points/import")
@policy(action="point.manage", audit="points.import")
def import_points() -> ResponseReturnValue:
    """Bring in a table of points, or only look at it."""
    page = (points.COLUMNS, "admin.import_points")
    try:
        rows = _uploaded(points.COLUMNS)
    except SheetRefused as refusal:
        return _page(*page, refused=_said(refusal))
    found = points.import_points(session(), rows)
    if found.faults or "look" in request.form:
        session().rollback()
        if found.faults:
            _refused_as("points.refused")
        return _page(
            *page,
            faults=_shown(found.faults, points.COLUMNS),
            done=""
            if found.faults
            else _(
                "检查通过，没有存：新增 %(added)s，更新 %(changed)s，没变 %(same)s",
                added=found.added,
                changed=found.changed,
                same=found.same,
            ),
        )
    _note("points.import", added=found.added, changed=found.changed, same=found.same)
    return _page(
        *page,
        done=_(
            "已导入：新增 %(added)s，更新 %(changed)s，没变 %(same)s",
            added=found.added,
            changed=found.changed,
            same=found.same,
        ),
    )


@admin.get("/accounts/import")
@policy(action="account.manage")
def staff_table() -> ResponseReturnValue:
    """Ask for a table of accounts and posts."""
    return _page(staff.COLUMNS, "admin.import_staff")


@admin.post("/accounts/import")
@policy(action="account.manage", answer="S", audit="staff.import")
def import_staff() -> ResponseReturnValue:
    """Bring in a table of accounts and posts; the new passwords are shown this once."""
    page = (staff.COLUMNS, "admin.import_staff")
    professions = {code: title for code, title in role_titles().items() if code not in ROLES}
    try:
        rows = _uploaded(staff.COLUMNS)
    except SheetRefused as refusal:
        return _page(*page, refused=_said(refusal))
    found = staff.import_staff(session(), rows, professions=professions, by=me())
    # the rehearsal is undone before passwords are made: on SQLite the desk would wait for them
    session().rollback()
    if found.faults:
        _refused_as("staff.refused")
        return _page(*page, faults=_shown(found.faults, staff.COLUMNS))
    if found.accounts > MOST_PEOPLE:
        refused = _("一次最多 %(most)s 个新账号，请分几次导入", most=MOST_PEOPLE)
        return _page(*page, refused=refused)
    if "look" in request.form:
        done = _(
            "检查通过，没有存：新账号 %(accounts)s，新岗位 %(posts)s，已有 %(same)s",
            accounts=found.accounts,
            posts=found.posts,
            same=found.same,
        )
        return _page(*page, done=done)
    keys = staff.cut_keys(found.accounts)
    found = staff.import_staff(session(), rows, professions=professions, keys=keys, by=me())
    if found.faults:
        # somebody took a name in between
        session().rollback()
        return _page(*page, faults=_shown(found.faults, staff.COLUMNS))
    _note("staff.import", accounts=found.accounts, posts=found.posts)
    done = _(
        "已导入：新账号 %(accounts)s，新岗位 %(posts)s，已有 %(same)s",
        accounts=found.accounts,
        posts=found.posts,
        same=found.same,
    )
    return _page(*page, done=done, passwords=found.passwords)


def _refused_as(action: str) -> None:
    """Keep, beside the request that keeps nothing, that a table could not be taken: the admin's
    day page reminds of it until one is."""
    note_access(
        county=g.county_id,
        account_id=me(),
        action=action,
        target=f"county:{g.county_id}",
        at=now(),
    )


def _note(action: str, **counts: int) -> None:
    note_change(
        session(),
        action=action,
        actor_id=me(),
        target=f"county:{g.county_id}",
        at=now(),
        detail=counts,
    )
