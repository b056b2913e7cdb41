"""The switch page: each function's state, a rehearsal before the change, red cards for what broke.

It shows numbers and no case. A refusal says why and what to do first (T/ZSM 5.4).
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.admin.blueprint import admin, me, session
from core.cases import counts_by_service, running_items, tally
from core.cases.here import roster
from core.points.models import ServicePoint
from core.points.service import tree
from core.points.tree import PointNode
from core.points.tree import view as point_view
from core.roster import CAUSES, Roster
from core.switches import (
    CLAUSES,
    StaleSwitch,
    SwitchRefused,
    board_here,
    clause_gaps,
    open_breakers,
    recent_faults,
    rehearse,
    reset_breaker,
    set_state,
    settings_form,
)
from core.web import Param, policy, read_query
from core.web.speech import spoken_with
from core.words import SWITCH_STATES, PointView, State


@dataclass(frozen=True, kw_only=True, slots=True)
class SwitchLine:
    """One function or brand on the page. ``narrowed`` counts the points with a row of their own;
    a brand is the face of ``brand_of`` at its ``points``, 0 for everywhere. ``asks``: it has a
    settings form for the county."""

    name: str
    title: str
    clause: str
    state: State
    version: int
    open_items: int
    narrowed: int
    brand_of: str = ""
    points: int = 0
    asks: bool = False


ASKED = (
    Param(name="plugin", most=40),
    Param(name="state", options=("", *(one.value for one in State))),
    Param(name="point", most=13),
)


def studio() -> PointView:
    """Return the county's own studio."""
    for node in tree(session()):
        for one in node.walk():
            if one.view.level == "county":
                return one.view
    raise LookupError("this county has no studio")


def place_of(point_id: str) -> PointView:
    """Return the point asked for, the studio by default; 404 for an unknown one."""
    if not point_id:
        return studio()
    point = session().get(ServicePoint, (g.county_id, point_id))
    if point is None or point.level == "city":
        abort(404)
    return point_view(point)


@admin.get("/services")
@policy(action="switch.set")
def services() -> ResponseReturnValue:
    """Show the switches; ``?plugin=&state=&point=`` rehearses a change."""
    asked = read_query(*ASKED)
    return _page(asked["plugin"] or "", asked["state"] or "", asked["point"] or "", (), 200)


def _page(
    plugin: str, state: str, point_id: str, refused: tuple[str, ...], status: int
) -> ResponseReturnValue:
    plugins, board, place = roster(), board_here(), place_of(point_id)
    if plugin and plugin not in plugins.known:
        abort(404)
    counts = counts_by_service(g.viewer)
    lines = [
        SwitchLine(
            name=name,
            title=plugins.declared(name).title,
            clause=plugins.services[name].clause if name in plugins.services else "",
            state=board.effective(name),
            version=_version(name, place),
            open_items=counts.get(name, 0),
            narrowed=sum(1 for row in board.rows if row.plugin == name and not row.county_wide),
            brand_of=_face_of(plugins, name),
            points=len(plugins.brands[name].points) if name in plugins.brands else 0,
            asks=settings_form(plugins, name) is not None,
        )
        for name in (*plugins.services, *plugins.brands)
    ]
    rehearsal = None
    if plugin and state:
        rehearsal = rehearse(
            board,
            roster=plugins,
            plugin=plugin,
            place=place,
            state=State(state),
            tally=tally(plugin, place, g.viewer),
            running_items=running_items,
        )
    return (
        render_template(
            "admin/services.html",
            lines=lines,
            picked=plugin,
            place=place,
            version=_version(plugin, place) if plugin else 0,
            rehearsal=rehearsal,
            refused=refused,
            nodes=[_shown(node, plugin) for node in tree(session())] if plugin else [],
            titles={one.name: one.title for one in lines},
            quarantined=[
                (one.name, _(CAUSES[one.cause], detail=one.detail)) for one in plugins.quarantined
            ],
            faults=recent_faults(session(), limit=10),
            breakers=open_breakers(session()),
            gaps=[(clause, CLAUSES.get(clause, "")) for clause in clause_gaps(board, plugins)],
            states=SWITCH_STATES,
        ),
        status,
    )


def _face_of(plugins: Roster, name: str) -> str:
    """Return the title of the service a brand is the face of, "" for a service."""
    brand = plugins.brands.get(name)
    return plugins.services[brand.service].title if brand else ""


def _version(plugin: str, place: PointView) -> int:
    row = board_here().row(plugin, place.id)
    return row.version if row else 0


def _shown(node: PointNode, plugin: str) -> dict[str, object]:
    """Return a node with its own state, and only those children that differ from their parent."""
    board = board_here()
    own = board.row(plugin, node.view.id)
    children = [_shown(child, plugin) for child in node.children]
    return {
        "id": node.view.id,
        "name": node.view.name,
        "level": node.view.level,
        "own": own.state if own else None,
        "state": board.effective(plugin, node.view.path),
        "children": [one for one in children if one["own"] is not None or one["children"]]
        if node.view.level == "town"
        else children,
        "rest": len([one for one in children if one["own"] is None and not one["children"]])
        if node.view.level == "town"
        else 0,
    }


@admin.post("/services")
@policy(action="switch.set", audit="switched")
def switch() -> ResponseReturnValue:
    """Set a switch, or show why it cannot be set now."""
    plugin = request.form.get("plugin", "")[:40]
    state = request.form.get("state", "")
    point_id = request.form.get("point", "")[:13]
    version = request.form.get("version", "")
    if state not in {one.value for one in State} or not version.isdigit():
        abort(422)
    if plugin not in roster().known:
        abort(404)
    place = place_of(point_id)
    try:
        set_state(
            session(),
            board_here(),
            roster=roster(),
            plugin=plugin,
            place=place,
            state=State(state),
            version=int(version),
            by=me(),
            running_items=running_items,
        )
    except SwitchRefused as refusal:
        session().rollback()
        texts = tuple(spoken_with(one.text, one.values) for one in refusal.reasons)
        return _page(plugin, state, point_id, texts, 409)
    except StaleSwitch:
        session().rollback()
        return _page(plugin, state, point_id, (_("别人刚刚改过这个开关，请看一眼再改"),), 409)
    flash(
        _(
            "%(place)s：%(state)s",
            place=place.name,
            state=_(SWITCH_STATES[State(state)]),
        ),
        "ok",
    )
    return redirect(url_for("admin.services", plugin=plugin, point=point_id or None), 303)


@admin.post("/services/reset")
@policy(action="plugin.health", audit="breaker.reset")
def reset() -> ResponseReturnValue:
    """Ask a plugin again after its faults were looked at."""
    reset_breaker(session(), request.form.get("plugin", "")[:40], by=me())
    return redirect(url_for("admin.services"), 303)
