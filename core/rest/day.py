"""The caller's day: what is due and what waits, as the page 我的今天 shows it (T/ZSM 5.6.1)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marshmallow import Schema, fields

from core.cases.day import AHEAD_DAYS, counts, items_waiting, my_items, promises_due, urgent_for_me
from core.cases.here import acting
from core.cases.loose_ends import files_lacking
from core.cases.visits import adrift, my_visits
from core.people.roles import may
from core.rest.answers import Moment, Told, VisitAnswer
from core.rest.calls import call

MOST = 20


class PromiseDueAnswer(Schema):
    """A promise that falls due; the case tells what it is."""

    number = fields.String(required=True)
    due_on = fields.Date(required=True)


class AdriftAnswer(Schema):
    """A case at or below the caller's points with visits that are late, or whose maker has left."""

    number = fields.String(required=True)
    planned_on = fields.Date(required=True)
    visits = fields.Integer(required=True)


class ItemDayAnswer(Schema):
    """A service item of the caller's, or one that waits for the caller's profession: whether it
    has a record, and which papers it lacks."""

    number = fields.String(required=True)
    item_id = fields.String(required=True, data_key="item")
    service = fields.String(required=True)
    title = Told()
    opened_at = Moment()
    noted = fields.Boolean(required=True)
    missing = fields.List(Told(), required=True)


class UrgentAnswer(Schema):
    """An urgent report that waits for the caller's word."""

    number = fields.String(required=True)
    sent_at = Moment()
    due_at = Moment()


class LevelCountAnswer(Schema):
    code = fields.String(required=True, attribute="level.code")
    label = Told(attribute="level.label")
    count = fields.Integer(required=True)


class FileLackingAnswer(Schema):
    """A settled case of the caller's own whose file lacks papers, and which."""

    number = fields.String(required=True)
    settled_at = Moment()
    missing = fields.List(Told(), required=True)


class CountsAnswer(Schema):
    """Numbers of what the caller answers for; sealed cases stay out of them."""

    running = fields.Integer()
    urgent_cases = fields.Integer()
    hops_waiting = fields.Integer()
    hops_late = fields.Integer()
    clocks_late = fields.Integer()
    visits_late = fields.Integer()
    reports_open = fields.Integer()
    ratings_asked = fields.Integer()
    levels = fields.List(fields.Nested(LevelCountAnswer))


class DayAnswer(Schema):
    """Lists stay empty for who works on no case, ``counts`` is null for who answers for none;
    hops and tasks have calls of their own."""

    urgent = fields.List(fields.Nested(UrgentAnswer), required=True)
    visits = fields.List(fields.Nested(VisitAnswer), required=True)
    promises = fields.List(fields.Nested(PromiseDueAnswer), required=True)
    adrift = fields.List(fields.Nested(AdriftAnswer), required=True)
    waiting = fields.List(fields.Nested(ItemDayAnswer), required=True)
    items = fields.List(fields.Nested(ItemDayAnswer), required=True)
    files = fields.List(fields.Nested(FileLackingAnswer), required=True)
    counts = fields.Nested(CountsAnswer, required=True, allow_none=True)


@call("/<county>/day", action="day.read", tag="waiting", gives=DayAnswer, answer="S")
def day(asked: dict[str, Any]) -> dict[str, Any]:
    """Tell what the caller's day holds, all roles added up."""
    here = acting()
    roles = here.viewer.roles
    works = may(roles, "case.move") or may(roles, "item.work")
    answers = may(roles, "case.supervise") or may(roles, "figures.read")
    until = here.today + timedelta(days=AHEAD_DAYS)
    return {
        "urgent": urgent_for_me(here, limit=MOST) if works else (),
        "visits": my_visits(here, until=until, limit=MOST) if works else (),
        "promises": promises_due(here, limit=MOST) if works else (),
        "adrift": adrift(here, limit=MOST) if works else (),
        "waiting": items_waiting(here, limit=MOST) if works else (),
        "items": my_items(here, limit=MOST) if works else (),
        "files": files_lacking(here, limit=MOST) if works else (),
        "counts": counts(here) if answers else None,
    }
