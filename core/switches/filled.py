"""What a county filled in on the settings form of a function, and the command that keeps it.

A function declares the questions, the county answers them once, and every step of the function
gets the answers (T/ZSM 4.3.1.2). Without an answer the form's own default holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import note_change
from core.clocks import local_date, now
from core.forms import judge
from core.points.service import tree
from core.roster import Roster
from core.switches.models import PluginSettings
from core.switches.service import StaleSwitch
from core.words import Form, Kind, Service, Support, Value


class SettingsRefused(Exception):
    """The answers do not hold; ``errors`` are texts by the path of the field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = dict(errors)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """The answers as they stand. ``version`` 0: the county never said anything."""

    form: Form
    values: Mapping[str, Value]
    version: int


def settings_form(roster: Roster, plugin: str) -> Form | None:
    """Return the settings form of an installed plugin, None when it has none or is not there."""
    if plugin not in roster.names:
        return None
    declared = roster.declared(plugin)
    return declared.settings if isinstance(declared, Service | Support) else None


def filled(session: Session, roster: Roster, plugin: str) -> Filled:
    """Return what the county filled in, defaults included; LookupError without such a form."""
    form = settings_form(roster, plugin)
    if form is None:
        raise LookupError(plugin)
    row = _row(session, plugin)
    return Filled(form=form, values=_whole(form, row), version=row.version if row else 0)


def settings_for(session: Session, roster: Roster, plugin: str) -> Mapping[str, Value]:
    """Return the answers a step gets; nothing for a plugin that asks nothing, and no query then."""
    form = settings_form(roster, plugin)
    return {} if form is None else _whole(form, _row(session, plugin))


def settings_choices(session: Session, form: Form) -> dict[str, list[tuple[str, str]]]:
    """Return what the form's pick lists offer: the county's points, when it asks for one."""
    asked = {field.kind for field in form.fields}
    asked |= {inner.kind for field in form.fields for inner in field.fields}
    if Kind.POINT not in asked:
        return {}
    nodes = (node for top in tree(session) for node in top.walk())
    return {Kind.POINT.value: [(node.view.id, node.view.name) for node in nodes]}


def keep_settings(
    session: Session,
    roster: Roster,
    plugin: str,
    *,
    raw: Mapping[str, object],
    version: int,
    by: str,
) -> Filled:
    """Keep the county's answers; raises LookupError, StaleSwitch or SettingsRefused.

    The audit entry names the questions that were answered anew, not the answers.
    """
    at = now()
    before = filled(session, roster, plugin)
    offered = settings_choices(session, before.form)
    verdict = judge(before.form, raw, today=local_date(at), choices=offered)
    if verdict.errors:
        raise SettingsRefused(verdict.errors)
    row = session.scalars(
        select(PluginSettings).where(PluginSettings.plugin == plugin).with_for_update()
    ).one_or_none()
    if version != (row.version if row else 0):
        raise StaleSwitch(None)
    if row is None:
        row = PluginSettings(plugin=plugin, version=0)
        session.add(row)
    row.data, row.form_version = dict(verdict.data), before.form.version
    row.version += 1
    row.changed_by, row.changed_at = by, at
    session.flush()
    values = _whole(before.form, row)
    changed = sorted(name for name in values if values[name] != before.values.get(name))
    note_change(
        session,
        action="service.settings",
        actor_id=by,
        target=f"service:{plugin}",
        at=at,
        detail={"fields": changed, "version": row.version},
    )
    return Filled(form=before.form, values=values, version=row.version)


def _row(session: Session, plugin: str) -> PluginSettings | None:
    return session.scalars(
        select(PluginSettings).where(PluginSettings.plugin == plugin)
    ).one_or_none()


def _whole(form: Form, row: PluginSettings | None) -> dict[str, Value]:
    """Answers of the present form only: what a later form no longer asks is left out."""
    kept = row.data if row else {}
    return {field.name: kept.get(field.name, field.default) for field in form.fields}
