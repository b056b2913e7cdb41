"""The county's points: the tree, a new point, another name, closing one (T/ZSM 3.2, 4.1.1.1)."""

from __future__ import annotations

import re
from collections import defaultdict

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from sqlalchemy import func, select

from core.admin.blueprint import admin, me, session
from core.appointments.reading import booked_from
from core.audit import note_change
from core.cases.lifecycle import ENDED
from core.cases.models import CaseFile
from core.cases.schemes import SCHEMES
from core.clocks import now, today
from core.duty.commands import Clerk, end_all
from core.points.hotlines import lines_as_typed, lines_in
from core.points.models import ServicePoint
from core.points.partners import partners_as_typed, partners_in
from core.points.service import (
    PointRefused,
    add_point,
    change_settings,
    close_point,
    county_settings,
    rename,
    tree,
)
from core.points.settings import campaigns_in
from core.web import policy
from core.web.speech import spoken_with
from core.words import POINT_LEVELS, Objection

TYPED = ("code", "name", "level", "parent", "neutral_name", "host", "address", "phone")
NUMBERS = (
    "accept_by_workdays",
    "urgent_ack_minutes",
    "resolve_days",
    "order_visit_days",
    "complaint_days",
    "improve_days",
    "draft_days",
    "files_mb",
)
LINES = {"campaigns": campaigns_in, "partners": partners_in, "hotlines": lines_in}
"""Rules that are a list, a line each, and how a line is read."""
RULES = (*NUMBERS, "followup_days", *LINES)
LONGEST_RULE = {"campaigns": 6000, "partners": 12_000, "hotlines": 1000}


def _page(
    typed: dict[str, str], errors: dict[str, list[str]], status: int = 200, *, at: str = ""
) -> ResponseReturnValue:
    """Draw the page; *at* is the point whose renaming was refused, "" for the other forms."""
    nodes = [one for node in tree(session(), closed=True) for one in node.walk()]
    return (
        render_template(
            "admin/points.html",
            nodes=nodes,
            levels={level: _(title) for level, title in POINT_LEVELS.items()},
            typed=defaultdict(str, typed),
            errors=defaultdict(list, errors),
            told={f"{name}-{at}" if at and name else name: said for name, said in errors.items()},
            at=at,
            # what was typed stands in the field again when it is refused
            schemes=[(one.code, _(one.title)) for one in SCHEMES.values()],
            settings={**_rules(), **{name: typed[name] for name in RULES if name in typed}},
        ),
        status,
    )


def _rules() -> dict[str, object]:
    """Return the county's rules as they are typed: the days of visits in one line, a campaign on
    each line."""
    rules = county_settings(session())
    return {
        **rules,
        "followup_days": "，".join(str(day) for day in rules["followup_days"]),
        "campaigns": "\n".join(
            f"{one['name']} {one['first']} {one['last']}" for one in rules["campaigns"]
        ),
        "partners": partners_as_typed(rules["partners"], coded=str(get_locale()) == "en"),
        "hotlines": lines_as_typed(rules["hotlines"]),
    }


def _wrong(refusal: PointRefused) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in refusal.reasons:
        found.setdefault(one.field_name or "", []).append(spoken_with(one.text, one.values))
    return found


def _point(point_id: str) -> ServicePoint:
    point = session().get(ServicePoint, (g.county_id, point_id))
    if point is None:
        abort(404)
    return point


def _note(action: str, point_id: str) -> None:
    note_change(session(), action=action, actor_id=me(), target=f"point:{point_id}", at=now())


@admin.get("/points")
@policy(action="point.manage")
def points() -> ResponseReturnValue:
    """Show the tree of points and the county's own rules."""
    return _page({}, {})


@admin.post("/points")
@policy(action="point.manage", audit="point.added")
def new_point() -> ResponseReturnValue:
    """Add a point under another."""
    typed = {name: request.form.get(name, "").strip()[:200] for name in TYPED}
    try:
        point = add_point(
            session(),
            code=typed["code"],
            name=typed["name"],
            level=typed["level"],
            parent_id=typed["parent"] or None,
            neutral_name=typed["neutral_name"],
            host=typed["host"],
            address=typed["address"],
            phone=typed["phone"],
        )
    except PointRefused as refusal:
        session().rollback()
        return _page(typed, _wrong(refusal), 422)
    _note("point.added", point.id)
    flash(_("已添加 %(name)s", name=point.name), "ok")
    return redirect(url_for("admin.points"), 303)


@admin.post("/points/<point_id>")
@policy(action="point.manage", audit="point.changed")
def change_point(point_id: str) -> ResponseReturnValue:
    """Give a point another name."""
    point = _point(point_id)
    typed = {name: request.form.get(name, "")[:80] for name in ("name", "neutral_name")}
    try:
        rename(session(), point, **typed)
    except PointRefused as refusal:
        session().rollback()
        return _page(typed, _wrong(refusal), 422, at=point_id)
    _note("point.renamed", point_id)
    return redirect(url_for("admin.points"), 303)


@admin.post("/points/<point_id>/close")
@policy(action="point.manage", audit="point.changed")
def shut_point(point_id: str) -> ResponseReturnValue:
    """Close a point, and its roster with it; refused while it holds cases, of which a sealed one
    betrays no number, or expects people."""
    point = _point(point_id)
    held = select(func.count()).where(
        CaseFile.holder_id == point.id, CaseFile.state.not_in([one.value for one in ENDED])
    )
    seen = session().scalars(held.where(CaseFile.sealed.is_(False))).one()
    try:
        if not seen and session().scalars(held).one():
            raise PointRefused(Objection(text="还有办件没有办结", code="cases"))
        booked = booked_from(session(), point.id, today())
        close_point(session(), point, open_cases=seen, booked=booked)
        end_all(Clerk(session=session(), viewer=g.viewer, at=now(), today=today()), point.id)
    except PointRefused as refusal:
        session().rollback()
        return _page({}, _wrong(refusal), 409)
    _note("point.closed", point_id)
    return redirect(url_for("admin.points"), 303)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 6


@admin.post("/settings")
@policy(action="point.manage", audit="settings.changed")
def settings() -> ResponseReturnValue:
    """Change the county's own rules: attempts policy, default limits, days of visits."""
    changes: dict[str, object] = {
        name: request.form.get(name, "") for name in ("attempts", "warning_scheme")
    }
    errors: dict[str, list[str]] = {}
    typed = {
        name: request.form.get(name, "").strip()[: LONGEST_RULE.get(name, 80)] for name in RULES
    }
    for name in NUMBERS:
        if name not in request.form:
            del typed[name]
        elif _is_number(typed[name]):
            changes[name] = int(typed[name])
        else:
            errors[name] = [_("请写整数")]
    days = [one for one in re.split(r"[，,、\s]+", typed["followup_days"]) if one]
    if all(_is_number(one) for one in days):
        changes["followup_days"] = [int(one) for one in days]
    else:
        errors["followup_days"] = [_("请写整数，用逗号隔开")]
    for name, read_lines in LINES.items():
        if name in request.form:
            changes[name] = read_lines(typed[name].splitlines())
        else:
            del typed[name]
    if errors:
        return _page(typed, errors, 422)
    try:
        change_settings(session(), g.county_id, changes)
    except PointRefused as refusal:
        session().rollback()
        return _page(typed, _wrong(refusal), 422)
    note_change(
        session(),
        action="settings.changed",
        actor_id=me(),
        target="county",
        at=now(),
        detail=changes,
    )
    flash(_("县规则已改，下一次点击起生效"), "ok")
    return redirect(url_for("admin.points"), 303)
