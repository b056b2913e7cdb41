"""The county's own answers to what a function asks: its settings form, drawn as any form is.

A second approval above which amount, whose clocks apply: declared by the function, decided by the
county, told to every step (T/ZSM 4.3.1.2). Numbers and rules, no case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.admin.blueprint import admin, me, session
from core.cases.here import roster
from core.forms import draw, read, wants_redraw
from core.switches import (
    Filled,
    SettingsRefused,
    StaleSwitch,
    filled,
    keep_settings,
    settings_choices,
)
from core.web import policy
from core.web.speech import spoken_each


@admin.get("/services/<plugin>/settings")
@policy(action="switch.set")
def service_settings(plugin: str) -> ResponseReturnValue:
    """Show what the county decided for a function."""
    now_filled = _filled(plugin)
    return _page(plugin, now_filled, now_filled.values, {}, "", 200)


@admin.post("/services/<plugin>/settings")
@policy(action="switch.set", audit="service.settings")
def keep_service_settings(plugin: str) -> ResponseReturnValue:
    """Keep the county's answers; the next step of any case gets them."""
    before = _filled(plugin)
    raw = read(before.form, request.form)
    version = request.form.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        abort(422)
    if wants_redraw(request.form):
        return _page(plugin, before, raw, {}, "", 200, int(version))
    try:
        keep_settings(session(), roster(), plugin, raw=raw, version=int(version), by=me())
    except SettingsRefused as refusal:
        session().rollback()
        return _page(plugin, before, raw, spoken_each(refusal.errors), "", 422)
    except StaleSwitch:
        session().rollback()
        text = _("别人刚刚改过这些设置。您写的都在，请核对后再存。")
        return _page(plugin, _filled(plugin), raw, {}, text, 409)
    flash(_("已存：%(form)s", form=_(before.form.title)), "ok")
    return redirect(url_for("admin.service_settings", plugin=plugin), 303)


def _filled(plugin: str) -> Filled:
    try:
        return filled(session(), roster(), plugin)
    except LookupError:
        abort(404)


def _page(
    plugin: str,
    now_filled: Filled,
    raw: Mapping[str, Any],
    wrong: Mapping[str, list[str]],
    stale: str,
    status: int,
    seen: int | None = None,
) -> ResponseReturnValue:
    html = render_template(
        "admin/service_settings.html",
        plugin=plugin,
        title=roster().declared(plugin).title,
        form=now_filled.form,
        fields=draw(
            now_filled.form, raw, wrong, choices=settings_choices(session(), now_filled.form)
        ),
        version=now_filled.version if seen is None else seen,
        stale=stale,
    )
    return html, status
