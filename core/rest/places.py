"""The county's functions, their switches, their forms, and its points."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import gettext as _

from core.cases.casework_forms import CORE_FORMS
from core.cases.counting import running_items, tally
from core.cases.forms import intake_form
from core.cases.here import acting, roster
from core.db import db
from core.forms import json_schema
from core.points.service import tree
from core.points.tree import PointNode
from core.rest.answers import (
    FormAnswer,
    PointAnswer,
    RehearsalAnswer,
    ServiceAnswer,
    SwitchAnswer,
)
from core.rest.bodies import SwitchBody
from core.rest.calls import call
from core.rest.shapes import told
from core.switches import (
    Board,
    StaleSwitch,
    SwitchRefused,
    UnknownPlugin,
    board_here,
    load_board,
    rehearse,
    set_state,
)
from core.web import Param, Problem, Reason
from core.words import POINT_LEVELS, Brand, Field, Form, PointView, Service, State

PLACES = "places"


@call(
    "/<county>/services",
    action="switch.read",
    tag=PLACES,
    gives=ServiceAnswer(many=True),
)
def services(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the installed functions with their state in the county and where the caller sits."""
    board, here = board_here(), g.viewer.current.point.path
    return [_service(board, here, name) for name in roster()]


def _service(board: Board, here: tuple[str, ...], name: str) -> dict[str, Any]:
    declared, row = roster().declared(name), board.county_row(name)
    shape: dict[str, Any] = {
        "name": name,
        "title": declared.title,
        "clause": "" if isinstance(declared, Brand) else declared.clause,
        "kind": type(declared).__name__.lower(),
        "state": board.effective(name).value,
        "here": board.effective(name, here).value,
        "version": row.version if row else 0,
        "summary": declared.slogan if isinstance(declared, Brand) else declared.summary,
        "forms": [form.key for form in declared.forms],
    }
    if isinstance(declared, Service):
        shape["steps"] = [
            {
                "name": step.name,
                "title": _(step.title),
                "form": step.form,
                "after": list(step.after),
                "repeats": step.repeats,
            }
            for step in declared.steps
        ]
        shape["documents"] = [
            {"kind": f"{name}.{kind.name}", "title": _(kind.title)} for kind in declared.documents
        ]
    if isinstance(declared, Brand):
        shape["service"] = declared.service
        shape["points"] = list(declared.points)
    return shape


@call(
    "/<county>/switches/<plainname:plugin>",
    method="PUT",
    action="switch.set",
    tag=PLACES,
    takes=SwitchBody,
    gives=SwitchAnswer,
)
def put_switch(body: dict[str, Any], plugin: str) -> dict[str, Any]:
    """Switch a function for the county, or for a point and below."""
    session = db.session()
    board, where = load_board(session), place(body.get("point", ""))
    row = board.row(plugin, where.id)
    try:
        switch = set_state(
            session,
            board,
            roster=roster(),
            plugin=plugin,
            place=where,
            state=State(body["state"]),
            version=body.get("version", row.version if row else 0),
            by=g.viewer.account_id,
            running_items=running_items,
        )
    except UnknownPlugin:
        raise Problem(404) from None
    except StaleSwitch:
        raise Problem(
            409,
            _("别人刚刚改过，请看一眼最新的再办"),
            reasons=(Reason(text=_("版本已变")),),
        ) from None
    except SwitchRefused as refused:
        raise Problem(409, reasons=_reasons(refused)) from None
    return {
        "plugin": plugin,
        "point": where.code,
        "state": switch.state,
        "version": switch.version,
    }


def _reasons(refused: SwitchRefused) -> tuple[Reason, ...]:
    return tuple(
        Reason(text=one["text"], citation=one["citation"]) for one in told(refused.reasons)
    )


@call(
    "/<county>/switches/<plainname:plugin>/rehearsal",
    action="switch.set",
    tag=PLACES,
    gives=RehearsalAnswer,
    query=(
        Param(name="state", kind="choice", options=tuple(State), default=State.CLOSED.value),
        Param(name="point", most=20, default=""),
    ),
)
def rehearse_switch(asked: dict[str, Any], plugin: str) -> dict[str, Any]:
    """Say what a switch would do, without doing it."""
    where = place(asked["point"])
    try:
        found = rehearse(
            board_here(),
            roster=roster(),
            plugin=plugin,
            place=where,
            state=State(asked["state"]),
            tally=tally(plugin, where, g.viewer),
            running_items=running_items,
        )
    except UnknownPlugin:
        raise Problem(404) from None
    return {
        "plugin": plugin,
        "state": found.state.value,
        "point": where.code,
        "allowed": not found.reasons,
        "open_items": found.open_items,
        "clocks": found.clocks,
        "documents": found.documents,
        "points": found.points,
        "reasons": told(found.reasons),
        "clauses_left": found.clauses_left,
    }


def place(text: str) -> PointView:
    """Return the point with this id or code; the county studio for an empty text."""
    for node in _nodes():
        point = node.view
        if text in (point.id, point.code) or (not text and point.level == "county"):
            return point
    raise Problem(422, errors={"point": [_("没有这个服务点")]})


def _nodes() -> list[PointNode]:
    return [node for top in tree(db.session()) for node in top.walk()]


@call(
    "/<county>/points",
    action="switch.read",
    tag=PLACES,
    gives=PointAnswer(many=True),
    query=(Param(name="level", kind="choice", options=tuple(POINT_LEVELS), default=""),),
)
def points(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the nodes of the tree of points, parents before children, with what each offers."""
    board, level = board_here(), asked["level"]
    return [
        {
            "id": node.view.id,
            "code": node.view.code,
            "name": node.view.name,
            "level": node.view.level,
            "depth": node.depth,
            "parent": node.view.path[-2] if len(node.view.path) > 1 else None,
            "children": [child.view.id for child in node.children],
            "services": board.offered(roster(), node.view.path),
        }
        for node in _nodes()
        if level in ("", node.view.level)
    ]


@call("/<county>/forms/<plainname:key>", action="switch.read", tag=PLACES, gives=FormAnswer)
def form(asked: dict[str, Any], key: str) -> dict[str, Any]:
    """Return a form: core's own, or one of a function that works in the county."""
    found = _form(key)
    return {
        "key": found.key,
        "title": found.title,
        "version": found.version,
        "fields_": [_field(one) for one in found.fields],
        "json_schema": json_schema(found),
    }


def _form(key: str) -> Form:
    if key == "intake":
        return acting().asked(intake_form(roster().services.values()))
    if key in CORE_FORMS:
        return acting().asked(CORE_FORMS[key])
    try:
        plugin, found = roster().form(key)
    except KeyError:
        raise Problem(404) from None
    board, path = board_here(), g.viewer.current.point.path
    if not board.works(plugin):
        raise Problem(404)
    if plugin in roster().brands:
        return found
    # as it is asked where the caller sits: a brand may ask more there
    brand = board.brand_of(roster(), plugin, path)
    return acting().asked(found if brand is None else _asked_by(brand, key, found))


def _asked_by(brand: Brand, key: str, form: Form) -> Form:
    """Return the form as the brand's face asks it; a settings form stays as it is."""
    worn = roster().faces[brand.name]
    return next((one for one in worn.forms if one.key == key), form)


def _field(field: Field) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "name": field.name,
        "label": _(field.label) if field.label else field.name,
        "kind": field.kind.value,
        "required": field.required,
        "purpose": _(field.purpose),
        "sensitivity": field.sensitivity.value,
        "default": field.default,
    }
    if field.help:
        shape["help"] = _(field.help)
    if field.options:
        shape["options"] = [
            {"value": option.value, "label": _(option.label)}
            for option in field.options
            if not option.off
        ]
    if field.shown_when is not None:
        shape["shown_when"] = field.shown_when
    if field.fields:
        shape["fields"] = [_field(one) for one in field.fields]
    return shape
