"""The description of the API (OpenAPI 3.1) and the page to browse it; both hold no data.

The description is made from the same declarations the calls run on. What depends on the installed
plugins, the intake form, is filled in when it is asked for.
"""

from __future__ import annotations

from copy import deepcopy
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import flask_swagger_ui
from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    jsonify,
    render_template,
    send_from_directory,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_smorest import Api
from flask_smorest.utils import prepare_response
from marshmallow import fields

from core.cases.clue_form import CLUE
from core.cases.forms import intake_form
from core.cases.here import roster
from core.forms import json_schema
from core.rest.answers import Moment, ProblemAnswer, Told
from core.rest.bodies import PlanBody, PlanField
from core.rest.calls import CONVERTERS, api
from core.rest.fields import DAY, LARGEST, Answers, Code, Day, Flag, Inner, Several, Whole, Words
from core.web import policy

EXTENSION: Final = "jiahe.rest"
PROBLEM: Final = "application/problem+json"
VERSION: Final = "1.0.0"
TITLE: Final = "家和 Jiahe"
ABOUT: Final = """\
Sign in with a bearer token (`jiahe token create USER`), or with the session of a browser; writing
with a session needs the header `X-CSRFToken`. A header wins over a cookie.

Errors are `application/problem+json`: `errors {field: [text]}` with 422, `reasons [{text,
citation}]` with 409. What does not exist and what the caller may not know of answer the same 404.
Lists are `{items, next}`; send `next` back as `after`. `?count=1` adds `total`, counted to 10,000.
"""
_ASSETS: Final = Path(flask_swagger_ui.__file__).parent / "dist"
_SHOWN: Final = frozenset({"swagger-ui.css", "swagger-ui-bundle.js"})
# beside the calls: what describes them is not described
docs = Blueprint("rest_docs", __name__, url_prefix="/api/v1", template_folder="templates")


class JsonApi(Api):  # type: ignore[misc]  # the package has no types
    """flask-smorest without its error handler, which would answer for pages too."""

    ERROR_SCHEMA = ProblemAnswer

    def _register_error_handlers(self) -> None:
        """Leave errors to core.web: one way of telling them for all doors."""

    def _register_responses(self) -> None:
        for status in HTTPStatus:
            self._register_problem(status.name, status.phrase)
        self._register_problem(self.DEFAULT_ERROR_RESPONSE_NAME, "Any other refusal")

    def _register_problem(self, name: str, phrase: str) -> None:
        response = {"description": phrase, "schema": ProblemAnswer}
        prepare_response(response, self.spec, PROBLEM)
        self.spec.components.response(name, response, lazy=True)


def describe(app: Flask) -> None:
    """Register the calls and their description on *app*."""
    described = JsonApi(
        app,
        spec_kwargs={
            "title": TITLE,
            "version": VERSION,
            "openapi_version": "3.1.0",
            "info": {"description": ABOUT},
            "security": [{"bearer": []}, {"session": []}],
        },
    )
    described.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    described.spec.components.security_scheme(
        "session", {"type": "apiKey", "in": "cookie", "name": app.config["SESSION_COOKIE_NAME"]}
    )
    for name, converter in CONVERTERS.items():
        app.url_map.converters[name] = converter
        described.register_converter(converter, _pattern_of)
    described.ma_plugin.converter.add_attribute_function(_property)
    app.extensions[EXTENSION] = described
    described.register_blueprint(api)
    app.register_blueprint(docs)


def _pattern_of(converter: Any) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{converter.regex}$"}


def _property(self: Any, field: fields.Field[Any], **_kwargs: Any) -> dict[str, Any]:
    """Say what our own fields take; apispec knows only marshmallow's."""
    match field:
        case PlanField():
            told = self.resolve_nested_schema(PlanBody)
            measures = self.field2property(PlanBody().fields["measures"])
            return {"anyOf": [{"type": "string", "maxLength": field.longest}, told, measures]}
        case Whole():
            return {"type": "integer", "minimum": 0, "maximum": LARGEST}
        case Flag():
            return {"type": "boolean"}
        case Day():
            return {"type": "string", "format": "date", "pattern": DAY}
        case Answers():
            return {"type": "object"}
        case Moment():
            return {"type": "string", "format": "date-time"}
        case Told():
            return {"type": "string"}
        case Several():
            inner = self.field2property(field.entry)
            return {"type": "array", "items": inner, "maxItems": field.most}
        case Inner():
            return dict(self.resolve_nested_schema(field.schema))
        case Words() | Code():
            return {"type": "string"}
    return {}


@docs.get("/openapi.json")
@policy(action="read_api", scope="public", answer="P")
def openapi() -> ResponseReturnValue:
    """Describe the API with the forms of the installed plugins."""
    described: dict[str, Any] = deepcopy(current_app.extensions[EXTENSION].spec.to_dict())
    intake = json_schema(intake_form(roster().services.values()))
    described["components"]["schemas"]["Intake"] = intake
    described["components"]["schemas"]["Clue"] = json_schema(CLUE)
    return jsonify(described)


@docs.get("/docs")
@policy(action="read_api", scope="public", answer="P")
def browse() -> ResponseReturnValue:
    """Show the description as a page to read and try."""
    return render_template(
        "rest/docs.html", address=url_for("rest_docs.openapi"), version=VERSION, title=TITLE
    )


@docs.get("/docs/<path:filename>")
@policy(action="read_api", scope="public", answer="P")
def browse_asset(filename: str) -> ResponseReturnValue:
    """Serve what the page needs out of the installed package; nothing comes from elsewhere."""
    if filename not in _SHOWN:
        abort(404)
    return send_from_directory(_ASSETS, filename, max_age=86400)
