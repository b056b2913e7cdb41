"""The ledgers inspectors ask for, to print and as a workbook; each adds up to its figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from core.cases.errors import Forbidden
from core.cases.figures import heads, place_for, sees_county
from core.cases.here import roster
from core.cases.ledgers import LEDGERS, LedgerPage, ledger_named, read_ledger
from core.cases.scheme_book import SchemeBook
from core.clocks import local_date, today
from core.db import db
from core.figures.blueprint import figures
from core.figures.pages import ASKED, places_for
from core.figures.periods import Span, offered, span_of
from core.points.models import ServicePoint
from core.sheets.writing import XLSX, Cell, write
from core.web import policy, read_query
from core.words import CASE_STATES, CHANNELS, LEVEL_TITLES, SCENARIOS, Viewer

ON_PAGE, IN_FILE = 500, 20_000
SEALED = "C3 密封"
HOPS: Mapping[str, str] = {"assign": "交办", "escalate": "上报"}
HOP_STATES: Mapping[str, str] = {
    "pending": "待接收",
    "accepted": "已接收",
    "sent_back": "已退回",
    "expired": "逾期未接",
    "cancelled": "已取消",
}
PLANS: Mapping[str, str] = {
    "awaited": "等处置方案",
    "adopted": "方案执行中",
    "done": "方案已落实",
    "failed": "方案未落实",
    "none": "没有方案",
}
HEADS: Mapping[str, str] = {
    "day": "日期",
    "number": "办件号",
    "scenario": "什么事",
    "state": "状态",
    "channel": "来源",
    "campaign": "专项行动",
    "ended": "办结日期",
    "level": "层级",
    "limit": "化解期限",
    "settled": "化解日期",
    "archived": "归档日期",
    "hop": "交办或上报",
    "to": "到哪里",
    "due": "接收期限",
    "hop_state": "接收情况",
    "warning": "预警等级",
    "warned": "评定日期",
    "planned": "计划日期",
    "done": "完成日期",
    "missed": "没联系上",
    "held": "会商日期",
    "plan": "处置方案",
    "adopted": "方案日期",
    "point": "服务点",
}
CODES: Mapping[str, Mapping[Any, str]] = {
    "scenario": SCENARIOS,
    "state": CASE_STATES,
    "channel": CHANNELS,
    "level": LEVEL_TITLES,
    "hop": HOPS,
    "hop_state": HOP_STATES,
    "plan": PLANS,
}
UNTOLD = frozenset({"scenario", "channel", "campaign", "warning"})
"""What a list does not say of a sealed case, also to those who may open it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A ledger in words, ready for the page and the workbook."""

    page: LedgerPage
    span: Span
    place: str
    code: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: int

    @property
    def title(self) -> str:
        """The ledger's title in the reader's language."""
        return str(_(self.page.ledger.title))


def sheet_of(name: str, most: int) -> Sheet:
    """Return a ledger as it was asked for, up to *most* rows of it."""
    session, viewer = db.session(), g.viewer
    asked = read_query(*ASKED)
    place = place_for(session, viewer, asked["point"] or "")
    if not place.answers:
        # a ledger lists cases; who only receives figures has no case to list
        raise Forbidden("figures.read")
    ledger = ledger_named(name)
    if ledger is None:
        abort(404)
    span = span_of(asked["period"] or "", today())
    page = read_ledger(
        session, viewer, place, ledger, span.months, today=today().isoformat(), most=most
    )
    columns = (*ledger.columns, "point")
    book = SchemeBook(session, roster())
    names = _points({str(row["to"]) for row in page.rows if "to" in row})
    return Sheet(
        page=page,
        span=span,
        place=place.point.name if place.point else _("全县"),
        code=place.point.code if place.point else "",
        heads=tuple(_(HEADS[one]) for one in columns),
        rows=tuple(tuple(_said(one, row, names, book) for one in columns) for row in page.rows),
        numbers=columns.index("number"),
    )


def _points(ids: set[str]) -> dict[str, str]:
    if not ids:
        return {}
    rows = db.session.execute(
        select(ServicePoint.id, ServicePoint.name).where(ServicePoint.id.in_(sorted(ids)))
    )
    return {row.id: row.name for row in rows}


def _said(column: str, row: Mapping[str, Any], points: Mapping[str, str], book: SchemeBook) -> Cell:
    value: Any = row[column]
    if row["sealed"] and column in UNTOLD:
        return str(_(SEALED))
    if column in CODES:
        return str(_(CODES[column][value]) if value in CODES[column] else value or "—")
    if column == "warning":
        level = book.level(row["scheme"], value)
        return str(_(level.label)) if level else str(value)
    if column == "to":
        return points.get(value, "—")
    if isinstance(value, datetime):
        return local_date(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "—" if value in (None, "") else int(value) if isinstance(value, int) else str(value)


@figures.get("/ledgers/")
@policy(action="figures.read")
def all_ledgers() -> ResponseReturnValue:
    """Begin with the first ledger."""
    return redirect(url_for("figures.ledger", name=LEDGERS[0].name))


@figures.get("/ledgers/<name>")
@policy(action="figures.read", answer="S")
def ledger(name: str) -> ResponseReturnValue:
    """Show a ledger of a span, of the county or of a point."""
    viewer: Viewer = g.viewer
    if not request.args.get("point") and not sees_county(viewer) and heads(viewer):
        own, period = heads(viewer)[0].code, request.args.get("period")
        return redirect(url_for("figures.ledger", name=name, period=period, point=own))
    sheet = sheet_of(name, ON_PAGE)
    return render_template(
        "figures/ledger.html",
        sheet=sheet,
        ledgers=LEDGERS,
        spans=offered(today()),
        places=places_for(viewer),
        whole=sees_county(viewer),
        summary=summary_of(sheet),
    )


@figures.get("/ledgers/<name>.xlsx")
@policy(action="figures.read", answer="S")
def ledger_file(name: str) -> ResponseReturnValue:
    """Give a ledger as a workbook."""
    sheet = sheet_of(name, IN_FILE)
    about = [_("%(title)s　%(place)s　%(span)s", title=sheet.title, place=sheet.place,
               span=sheet.span.title), summary_of(sheet)]  # fmt: skip
    answer = Response(write([(sheet.title, sheet.heads, sheet.rows)], about), mimetype=XLSX)
    file = f"ledger-{name}-{sheet.code or g.county_id}-{sheet.span.code}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return answer


def summary_of(sheet: Sheet) -> str:
    """Return the line under a ledger: what it adds up to and what it does not list."""
    page = sheet.page
    unit = _(page.ledger.unit)
    told = _("合计 %(total)s %(unit)s", total=page.total, unit=unit)
    if page.unlisted:
        told += _("；另有 %(count)s %(unit)s只计数、不列出（密封、回避或超出您能看的）",
                  count=page.unlisted, unit=unit)  # fmt: skip
    if page.frozen:
        told += _("；合计按月份锁定时的数，列出的是现在的")
    return str(told)
