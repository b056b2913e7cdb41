"""Describe a form as JSON Schema (2020-12), for those who file records over the API.

It says what a caller should send; the judge stays the only judge. What depends on other fields is
told as ``x-shown-when``, since a condition reads the values that are left after hiding.
"""

from __future__ import annotations

import json
from typing import Any

from flask_babel import gettext as _

from core.forms.kinds import ID_LENGTH, LARGEST_NUMBER, LONG_TEXT_LENGTH, TEXT_LENGTH
from core.words import Field, Form, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATE = "^(18[5-9]|19[0-9]|20[0-9]|21[0-9])[0-9]-[0-9]{2}-[0-9]{2}$"
_DATETIME = _DATE[:-1] + "[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})?$"
_YUAN = "^([0-9]{1,13}|[0-9]{1,3}(,[0-9]{3}){1,4})(\\.[0-9]{1,2})?$"
_ID = f"^[0-9A-Za-z][0-9A-Za-z_.:-]{{0,{ID_LENGTH - 1}}}$"


def json_schema(form: Form) -> dict[str, Any]:
    """Return the JSON Schema of what the API takes as the data of *form*, titles translated."""
    schema = _object(form.fields)
    return {"$schema": DIALECT, "title": _(form.title), **schema, "x-version": form.version}


def _object(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {one.name: _property(one) for one in fields},
        "required": [one.name for one in fields if one.required and one.shown_when is None],
        "additionalProperties": False,
    }


def _property(field: Field) -> dict[str, Any]:
    schema = _value(field)
    if not field.required:
        schema = _or_null(schema)
    about: dict[str, Any] = {"title": _(field.label) if field.label else field.name}
    if field.help:
        about["description"] = _(field.help)
    if field.shown_when is not None:
        about["x-shown-when"] = json.loads(json.dumps(field.shown_when))
        about["x-required-when-shown"] = field.required
    about["x-kind"], about["x-sensitivity"] = field.kind.value, field.sensitivity.value
    if field.options:
        about["x-labels"] = {one.value: _(one.label) for one in field.options if not one.off}
    return {**about, **schema}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    loose = dict(schema)
    loose["type"] = [schema["type"], "null"]
    if "enum" in schema:
        loose["enum"] = [*schema["enum"], None]
    return loose


def _value(field: Field) -> dict[str, Any]:
    match field.kind:
        case Kind.TEXT | Kind.CITATION:
            return _text(field, TEXT_LENGTH)
        case Kind.LONG_TEXT:
            return _text(field, LONG_TEXT_LENGTH)
        case Kind.CHOICE:
            return {"type": "string", "enum": _offered(field)}
        case Kind.CHOICES:
            return _list({"type": "string", "enum": _offered(field)}, field)
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.NUMBER:
            return {
                "type": "integer",
                "minimum": -LARGEST_NUMBER if field.minimum is None else field.minimum,
                "maximum": LARGEST_NUMBER if field.maximum is None else field.maximum,
            }
        case Kind.MONEY:
            return {"type": "string", "pattern": _YUAN, "description": _("元，例如 1,234.50")}
        case Kind.DATE:
            return {"type": "string", "format": "date", "pattern": _DATE}
        case Kind.DATETIME:
            return {"type": "string", "pattern": _DATETIME}
        case Kind.PHONE:
            return {"type": "string", "maxLength": 40}
        case Kind.CITIZEN_ID:
            return {"type": "string", "pattern": "^[1-9][0-9]{14}([0-9]{2}[0-9Xx])?$"}
        case Kind.REGION:
            return {"type": "string", "pattern": "^[0-9]{2,15}$"}
        case Kind.SUB_FORM:
            return _list(_object(field.fields), field)
        case _:
            return {"type": "string", "pattern": _ID}


def _offered(field: Field) -> list[str]:
    return [one.value for one in field.options if not one.off]


def _text(field: Field, longest: int) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "maxLength": field.max_length or longest}
    least = field.min_length or int(field.required)
    return {**schema, "minLength": least} if least else schema


def _list(items: dict[str, Any], field: Field) -> dict[str, Any]:
    least = field.min_items or int(field.required)
    schema: dict[str, Any] = {"type": "array", "items": items, "maxItems": field.max_items}
    return {**schema, "minItems": least} if least else schema
