"""The indicators over the API: the same numbers, formulas and silences as on the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import g

from core.cases.figures import place_for, report_of
from core.cases.here import roster
from core.clocks import today
from core.db import db
from core.rest.answers import IndicatorAnswer
from core.rest.calls import call
from core.statistics import BASES, Told
from core.web import Param


@call(
    "/<county>/indicators",
    action="figures.read",
    tag="figures",
    gives=IndicatorAnswer(many=True),
    query=(Param(name="period", kind="month"), Param(name="point", most=20, default="")),
)
def indicators(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the figures of a month (this month when none is named), of the county or a point."""
    month: date = asked["period"] or today()
    where = place_for(db.session(), g.viewer, asked["point"] or "")
    report = report_of(
        db.session(),
        g.viewer,
        roster(),
        where,
        (month.strftime("%Y-%m"),),
        today=today(),
        with_services=True,
    )
    told = [_shape(one, "") for one in report.told]
    for service in report.services:
        told += [_shape(one, service.name) for one in service.told]
    return told


def _shape(one: Told, service: str) -> dict[str, Any]:
    return {
        "code": one.indicator.code,
        "title": one.indicator.title,
        "value": one.value,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "formula": one.indicator.formula,
        "unit": one.indicator.unit,
        "version": one.indicator.version,
        "basis": "" if service else BASES[one.indicator.basis],
        "service": service,
        "suppressed": one.suppressed,
        "missing": one.missing,
        "beside": [{"title": title, "value": number} for title, number in one.beside],
    }
