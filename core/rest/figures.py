"""Indicators that follow from the cases themselves."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from flask import g

from core.cases.figures import count_cases_of
from core.clocks import today
from core.db import db
from core.rest.answers import IndicatorAnswer
from core.rest.calls import call
from core.rest.places import place
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
    first: date = asked["period"] or today().replace(day=1)
    last = first.replace(day=monthrange(first.year, first.month)[1])
    where = place(asked["point"]) if asked["point"] else None
    return [
        {
            "code": one.indicator.code,
            "title": one.indicator.title,
            "value": one.value,
            "numerator": one.value,
            "denominator": None,
            "formula": one.indicator.formula,
            "unit": one.indicator.unit,
            "suppressed": one.suppressed,
        }
        for one in count_cases_of(
            db.session(), first=first, last=last, place=where, viewer=g.viewer
        )
    ]
