"""What the county decides for one function: read it, set it (T/ZSM 4.3.1.2)."""

from __future__ import annotations

from typing import Any

from flask import g
from flask_babel import gettext as _
from marshmallow import Schema, fields

from core.cases.here import acting, roster
from core.db import db
from core.rest.bodies import FormBody
from core.rest.calls import call
from core.rest.naming import with_ids
from core.rest.places import PLACES
from core.switches import Filled, SettingsRefused, StaleSwitch, filled, keep_settings
from core.web import Problem, Reason
from core.web.speech import spoken_each

SETTINGS = "/<county>/services/<plainname:plugin>/settings"


class SettingsAnswer(Schema):
    """The answers as they stand, defaults included; `GET forms/{form}` says what each means."""

    plugin = fields.String(required=True)
    form = fields.String(required=True)
    values = fields.Dict(keys=fields.String(), required=True)
    version = fields.Integer(required=True)


@call(SETTINGS, action="switch.set", tag=PLACES, gives=SettingsAnswer)
def service_settings(asked: dict[str, Any], plugin: str) -> dict[str, Any]:
    """Return what the county filled in on the settings form of a function."""
    try:
        return _shape(plugin, filled(db.session(), roster(), plugin))
    except LookupError:
        raise Problem(404) from None


@call(SETTINGS, method="PUT", action="switch.set", tag=PLACES, takes=FormBody, gives=SettingsAnswer)
def put_service_settings(body: dict[str, Any], plugin: str) -> dict[str, Any]:
    """Keep the county's answers, quoting the version that was seen (0 when there was none)."""
    here = acting()
    try:
        form = filled(here.session, here.roster, plugin).form
        kept = keep_settings(
            here.session,
            here.roster,
            plugin,
            raw=with_ids(here, form.fields, body["data"]),
            version=body["version"],
            by=g.viewer.account_id,
        )
    except LookupError:
        raise Problem(404) from None
    except SettingsRefused as refusal:
        raise Problem(422, errors=spoken_each(refusal.errors)) from None
    except StaleSwitch:
        raise Problem(
            409,
            _("别人刚刚改过，请看一眼最新的再办"),
            reasons=(Reason(text=_("版本已变")),),
        ) from None
    return _shape(plugin, kept)


def _shape(plugin: str, now_filled: Filled) -> dict[str, Any]:
    return {
        "plugin": plugin,
        "form": now_filled.form.key,
        "values": dict(now_filled.values),
        "version": now_filled.version,
    }
