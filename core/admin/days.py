"""The day table: holidays, make-up days and local days, official or 暂定 (国办 yearly notice)."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from core.admin.blueprint import admin, me, session
from core.audit import note_change
from core.clocks import OFFICIAL_THROUGH, DayStatus, now
from core.clocks.days import DayTableRefused, import_days, load_calendar, read_days
from core.clocks.models import CalendarDay
from core.clocks.service import recompute
from core.web import policy

LONGEST = 60_000


def _page(
    typed: str, faults: tuple[str, ...], status: int = 200, *, source: str = "local"
) -> ResponseReturnValue:
    rows = session().scalars(select(CalendarDay).order_by(CalendarDay.date)).all()
    return (
        render_template(
            "admin/days.html",
            rows=rows,
            typed=typed,
            source=source,
            faults=faults,
            through=OFFICIAL_THROUGH,
            moved=None,
        ),
        status,
    )


@admin.get("/days")
@policy(action="day.manage")
def days() -> ResponseReturnValue:
    """Show what the county entered beside the built-in calendar."""
    return _page("", ())


@admin.post("/days")
@policy(action="day.manage", audit="days.imported")
def import_table() -> ResponseReturnValue:
    """Take a table of days and count every open deadline again; each that moved is audited."""
    text = request.form.get("days", "")
    source = request.form.get("source", "").strip()[:60] or "local"
    official = request.form.get("status", "") != DayStatus.PROVISIONAL.value
    status = DayStatus.OFFICIAL if official else DayStatus.PROVISIONAL
    if len(text) > LONGEST:
        return _page("", (_("一次最多导入一千行左右，请分开导入"),), 413, source=source)
    try:
        changed = import_days(session(), read_days(text, source=source, status=status))
    except DayTableRefused as refusal:
        session().rollback()
        return _page(text, refusal.faults, 422, source=source)
    moved = recompute(session(), load_calendar(session()))
    for row in changed:
        _note("day.set", f"day:{row.date.isoformat()}", {"kind": row.kind, "status": row.status})
    for one in moved:
        _note(
            "clock.moved",
            f"clock:{one.row.id}",
            {"before": one.before.at.isoformat(), "after": one.after.at.isoformat()},
        )
    flash(
        _("已导入 %(days)s 天，%(clocks)s 个时限随之改变", days=len(changed), clocks=len(moved)),
        "ok",
    )
    return redirect(url_for("admin.days"), 303)


def _note(action: str, target: str, detail: dict[str, str]) -> None:
    note_change(session(), action=action, actor_id=me(), target=target, at=now(), detail=detail)
