"""Declare a call once: address, who may, what it takes and gives; route and description follow.

flask-smorest is used through this one typed function. Its error handler stays out (it would turn
every page's errors into JSON), and no call can be made without a policy (T/ZSM 4.3.1.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, Final, Literal, TypeAlias, TypeVar

import marshmallow
from flask import g, request
from flask_babel import gettext as _
from flask_smorest import Blueprint
from sqlalchemy.exc import IntegrityError
from werkzeug.routing import BaseConverter

from core.db import db
from core.rest.parser import BodyParser
from core.web import Param, Problem, policy, read_query

View = TypeVar("View", bound=Callable[..., Any])
Schema: TypeAlias = type[marshmallow.Schema] | marshmallow.Schema
Answer = Literal["P", "I", "S", "R"]

KEY_HEADER: Final = "Idempotency-Key"
LONGEST_KEY: Final = 80
COUNT: Final = Param(name="count", kind="flag", default=False)
LARGEST_COUNT: Final = 10_000
JSON: Final = "application/json"
COUNTY_PATTERN: Final = "^[0-9]{6}$"

api = Blueprint("rest", __name__, url_prefix="/api/v1")
api.ARGUMENTS_PARSER = BodyParser()


class CaseNumber(BaseConverter):
    """A case number as it stands in an address; anything else is no address of ours."""

    regex = "[0-9A-Z-]{1,24}"


class RowId(BaseConverter):
    """The id of a row."""

    regex = "[0-9a-z]{13}"


class PlainName(BaseConverter):
    """The name of a plugin or the key of a form."""

    regex = "[0-9a-z][0-9a-z_.]{0,79}"


CONVERTERS: Final[Mapping[str, type[BaseConverter]]] = {
    "casenumber": CaseNumber,
    "rowid": RowId,
    "plainname": PlainName,
}


def call(
    rule: str,
    *,
    action: str,
    tag: str,
    gives: Schema | None,
    method: Literal["GET", "POST", "PUT"] = "GET",
    takes: Schema | None = None,
    query: Sequence[Param] = (),
    paged: bool = False,
    resource: str | None = None,
    answer: Answer = "I",
    status: int = 200,
    creates: bool = False,
    content_type: str = JSON,
    uploads: dict[str, Any] | None = None,
) -> Callable[[View], View]:
    """Make a view a call of the API.

    A GET view is called with its query as typed values first, a writing one with its judged body.
    ``creates`` lets callers send an Idempotency-Key: the same key and body get the first answer
    again, another body 422. ``uploads`` describes a body in parts, which the view reads itself.
    """

    def declare(view: View) -> View:
        judged = policy(action=action, resource=resource, answer=answer)(view)
        run: Any = _asking(judged, (*query, *((COUNT,) if paged else ())), paged=paged)
        if method != "GET":
            run = _again_when_two_met(judged) if creates else judged
        if takes is not None:
            run = api.arguments(takes)(run)
        run = api.response(status, gives, content_type=content_type)(run)
        if uploads is not None:
            run = api.doc(requestBody=uploads)(run)
        run = api.doc(**_description(view, query, paged=paged, method=method, creates=creates))(run)
        api.route(rule, methods=[method], tags=[tag], parameters=[COUNTY_PARAMETER])(run)
        return view

    return declare


COUNTY_PARAMETER: Final[dict[str, Any]] = {
    "in": "path",
    "name": "county",
    "schema": {"type": "string", "pattern": COUNTY_PATTERN},
    "example": "990101",
}


def _asking(view: Callable[..., Any], query: Sequence[Param], *, paged: bool) -> Any:
    @wraps(view)
    def run(**place: Any) -> Any:
        return view(read_query(*query, paged=paged), **place)

    return run


def _again_when_two_met(view: Callable[..., Any]) -> Any:
    """Run once more when the same key was used twice at the same moment: the second then finds
    the answer of the first."""

    @wraps(view)
    def run(*sent: Any, **place: Any) -> Any:
        try:
            return view(*sent, **place)
        except IntegrityError:
            if KEY_HEADER not in request.headers:
                raise
            db.session.rollback()
            g.pop("acting", None)
            return view(*sent, **place)

    return run


def idempotency_key() -> str:
    """Return the caller's key, "" without one; 422 for one that cannot be kept."""
    key = request.headers.get(KEY_HEADER, "")
    if len(key) > LONGEST_KEY or not key.isascii() or not (key.isprintable() or not key):
        raise Problem(422, errors={KEY_HEADER: [_("提交编号最多 80 个字母、数字或符号")]})
    return key


def _description(
    view: Callable[..., Any], query: Sequence[Param], *, paged: bool, method: str, creates: bool
) -> dict[str, Any]:
    refusals = {401: "UNAUTHORIZED", 403: "FORBIDDEN", 404: "NOT_FOUND"}
    refusals[422] = "UNPROCESSABLE_ENTITY"
    parameters = [_parameter(param) for param in query]
    if paged:
        parameters += [_AFTER, _PAGE_SIZE, _parameter(COUNT)]
    if method != "GET":
        refusals |= {
            400: "BAD_REQUEST",
            409: "CONFLICT",
            413: "REQUEST_ENTITY_TOO_LARGE",
            415: "UNSUPPORTED_MEDIA_TYPE",
        }
    if creates:
        parameters.append(_KEY)
    return {
        "operationId": view.__name__,
        "responses": refusals,
        **({"parameters": parameters} if parameters else {}),
    }


_AFTER: Final = {
    "in": "query",
    "name": "after",
    "schema": {"type": "string"},
    "description": "`next` of the page before",
}
_PAGE_SIZE: Final = {
    "in": "query",
    "name": "page_size",
    "schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
}
_KEY: Final = {
    "in": "header",
    "name": KEY_HEADER,
    "schema": {"type": "string", "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
    "description": "the same key and body get the first answer again; another body 422",
}


def _parameter(param: Param) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if param.kind == "flag":
        schema = {"type": "string", "enum": ["0", "1"]}
    elif param.kind == "choice":
        schema["enum"] = [str(option) for option in param.options]
    elif param.kind == "month":
        schema["pattern"] = "^[0-9]{4}-[0-9]{2}$"
    else:
        schema["maxLength"] = param.most
    return {"in": "query", "name": param.name, "schema": schema}
