"""The code lists of the county, for who fills our forms from elsewhere (T/ZSM 4.3.1.1)."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from marshmallow import Schema, fields

from core.cases.code_lists import Shaped, shaped_lists
from core.cases.here import roster
from core.db import db
from core.forms.codes import UNDER, shared
from core.rest.calls import call
from core.rest.places import PLACES


class CodeAnswer(Schema):
    """``under`` is the shared code a county's own one stands under and is counted with."""

    value = fields.String(required=True)
    label = fields.String(required=True)
    under = fields.String()
    fixed = fields.Boolean(required=True)
    disabled = fields.Boolean(required=True)


class CodeListAnswer(Schema):
    """A list of choices; ``law`` is where its fixed codes come from."""

    name = fields.String(required=True)
    title = fields.String(required=True)
    law = fields.String()
    extends = fields.Boolean(required=True)
    codes = fields.List(fields.Nested(CodeAnswer), required=True)


@call("/<county>/code-lists", action="switch.read", tag=PLACES, gives=CodeListAnswer(many=True))
def code_lists(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the code lists as the county shaped them, disabled codes marked."""
    return [_code_list(one) for one in shaped_lists(db.session(), roster())]


def _code_list(one: Shaped) -> dict[str, Any]:
    return {
        "name": one.declared.name,
        "title": _(one.declared.title),
        "law": _(one.declared.law) if one.declared.law else "",
        "extends": one.declared.extends,
        "codes": [
            {
                "value": option.value,
                "label": _(option.label),
                "under": shared(option.value) if UNDER in option.value else "",
                "fixed": one.fixed(option.value),
                "disabled": option.off,
            }
            for option in one.options
        ],
    }
