"""培训志愿台账: what the registers of training and service hold, and the figures they add up to.

The figures are told exactly as the page of figures tells them, those of a locked month as they were
kept, so that the ledger an inspector is handed never says another number (T/ZSM 4.2.4.2, 附录D).
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import g
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases.errors import Forbidden
from core.cases.figures import Place, figures_of_service, place_for
from core.cases.here import acting, roster
from core.cases.service_figures import ServiceFigures, first_day, last_day_of
from core.clocks import today
from core.db import db
from core.figures.blueprint import figures
from core.figures.pages import ASKED
from core.figures.parts import Part, Sheet, in_a_workbook, shown
from core.figures.periods import Span, span_of
from core.registers.ledger import LedgerBook, ledger_books, read_ledger_book
from core.statistics import locked_months
from core.web import policy, read_query
from core.words import Viewer

NAME = "training"


def _sheet(most: int) -> Sheet:
    session, viewer = db.session(), g.viewer
    asked = read_query(*ASKED)
    place = place_for(session, viewer, asked["point"] or "")
    if not place.answers:
        # entries are for who answers for the place; who only receives figures has them already
        raise Forbidden("figures.read")
    span = span_of(asked["period"] or "", today())
    here = acting()
    first, last = first_day(span.months[0]), last_day_of(span.months[-1])
    kept = [
        read_ledger_book(here, book, first, last, place=place.point, most=most)
        for book in ledger_books(here)
    ]
    frozen = not place.below_county and span.is_month and span.code in locked_months(session)
    numbers = _numbers(viewer, place, span, {one.book.service.name for one in kept})
    return Sheet(
        title=_("培训志愿台账"),
        parts=tuple(_part(one, numbers, frozen=frozen) for one in kept),
        span=span,
        place=place.point.name if place.point else _("全县"),
        code=place.point.code if place.point else "",
    )


def _numbers(
    viewer: Viewer, place: Place, span: Span, services: set[str]
) -> Mapping[str, ServiceFigures]:
    session, known = db.session(), roster()
    return {
        name: figures_of_service(session, known, viewer.county, place, span.months, name)
        for name in sorted(services)
    }


def _part(kept: LedgerBook, numbers: Mapping[str, ServiceFigures], *, frozen: bool) -> Part:
    register = kept.book.register
    summary = _("合计 %(count)s 条", count=kept.count)
    for name, number in kept.sums.items():
        summary += _("；") + f"{_(register.form.field(name).label)} {number}"
    if frozen:
        summary += _("；下面的指标是月份锁定时的数，列出的是现在的")
    shown = [_(register.form.field(name).label) for name in register.shown]
    return Part(
        title=_(register.title),
        heads=(_("日期"), _("编号"), *shown, _("服务点")),
        rows=tuple((one.on.isoformat(), one.number, *one.cells, one.point) for one in kept.lines),
        summary=summary,
        more=kept.more,
        told=tuple(
            one
            for one in numbers[kept.book.service.name].told
            if one.indicator.code in register.figures
        ),
    )


@figures.get("/ledgers/training")
@policy(action="figures.read", answer="S")
def training() -> ResponseReturnValue:
    """Show what was taught and what volunteers did in a span, in the county or at a point."""
    return shown(NAME, _sheet)


@figures.get("/ledgers/training.xlsx")
@policy(action="figures.read", answer="S")
def training_file() -> ResponseReturnValue:
    """Give the same as a workbook: a sheet a register, with its figures under its rows."""
    return in_a_workbook(NAME, _sheet, named=_("登记簿"))
