"""The page of figures of a county or of a point, and the same as a workbook.

The county's page is for who answers for the county; a head of a point sees her own point and those
below. Every number opens its formula; what is not computed yet says what it lacks.
"""

from __future__ import annotations

from typing import Any

from flask import Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from core.cases.figures import heads, may_lock, place_for, report_of, sees_county
from core.cases.here import roster
from core.cases.ledgers import LEDGERS
from core.cases.scheme_book import SchemeBook
from core.cases.schemes import SCHEMES
from core.clocks import today
from core.db import db
from core.figures.blueprint import figures
from core.figures.drawing import Drawn, draw
from core.figures.periods import offered, span_of
from core.figures.workbook import workbook_of
from core.points.models import ServicePoint
from core.points.service import county_settings
from core.sheets.writing import XLSX
from core.statistics import BASES, SMALLEST
from core.statistics.models import FigureMonth
from core.web import Param, policy, read_query
from core.words import Viewer

ASKED = (Param(name="period", most=7, default=""), Param(name="point", most=20, default=""))


def drawn(asked: dict[str, Any], *, with_services: bool = False) -> Drawn:
    """Read and gather the page that was asked for."""
    session, viewer, day = db.session(), g.viewer, today()
    span = span_of(asked["period"] or "", day)
    place = place_for(session, viewer, asked["point"] or "")
    report = report_of(
        session,
        viewer,
        roster(),
        place,
        span.months,
        today=day,
        trend=span.trend(),
        with_services=with_services,
    )
    scheme = SCHEMES[county_settings(session)["warning_scheme"]]
    book = SchemeBook(session, roster())
    return draw(session, viewer, roster(), report, span, today=day, scheme=scheme, book=book)


@figures.get("/")
@policy(action="figures.read")
def home() -> ResponseReturnValue:
    """Show the figures of a span, of the county or of a point."""
    asked = read_query(*ASKED)
    viewer: Viewer = g.viewer
    if not asked["point"] and not sees_county(viewer) and heads(viewer):
        # the page of a point has one address, whoever comes to it
        own = heads(viewer)[0].code
        return redirect(url_for("figures.home", period=request.args.get("period"), point=own))
    page = drawn(asked)
    return render_template(
        "figures/show.html",
        page=page,
        spans=offered(today()),
        ledgers=LEDGERS if page.place.answers else (),
        places=places_for(viewer),
        whole=sees_county(viewer),
        locked=_locked(page),
        lockable=may_lock(viewer, page.span.code, today()) and page.span.is_month,
        bases=BASES,
        smallest=SMALLEST,
    )


@figures.get("/services")
@policy(action="figures.read")
def services() -> ResponseReturnValue:
    """Show what each service declares and computes itself; one that fails shows only that."""
    viewer: Viewer = g.viewer
    page = drawn(read_query(*ASKED), with_services=True)
    return render_template(
        "figures/services.html",
        page=page,
        spans=offered(today()),
        ledgers=LEDGERS if page.place.answers else (),
        places=places_for(viewer),
        whole=sees_county(viewer),
        bases=BASES,
        listed=roster().services,
    )


@figures.get("/export.xlsx")
@policy(action="figures.read")
def export() -> ResponseReturnValue:
    """Give the same numbers as a workbook."""
    page = drawn(read_query(*ASKED), with_services=True)
    answer = Response(workbook_of(page), mimetype=XLSX)
    name = f"figures-{page.place.point.code if page.place.point else g.county_id}-{page.span.code}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def places_for(viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of the points the viewer answers for, in the order of the tree."""
    rows = db.session.execute(
        select(ServicePoint.id, ServicePoint.code, ServicePoint.name, ServicePoint.path)
        .where(ServicePoint.level != "city")
        .order_by(ServicePoint.code)
    ).all()
    own = {point.id for point in heads(viewer)}
    return tuple(
        (row.code, f"{'　' * max(row.path.count('/') - 3, 0)}{row.name}")
        for row in rows
        if sees_county(viewer) or own & set(row.path.strip("/").split("/"))
    )


def _locked(page: Drawn) -> dict[str, FigureMonth]:
    rows = db.session.scalars(select(FigureMonth).where(FigureMonth.month.in_(page.span.months)))
    return {row.month: row for row in rows}
