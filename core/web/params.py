"""Read what stands after the question mark strictly, and walk long lists by key.

A list shows the next page by remembering the last row, never by counting rows from the start: the
hundredth page costs what the first costs. The remembered row travels in a signed cursor, so nobody
can ask a list to start at a row of her choosing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Generic, Literal, TypeVar

from flask import current_app, g, request
from flask_babel import gettext as _
from itsdangerous import BadData, URLSafeSerializer

from core.web.errors import Problem

Key = str | int | date | datetime | None
Row = TypeVar("Row")
Kind = Literal["text", "choice", "number", "day", "month", "flag", "code"]

PAGE_SIZE: Final = 20
LARGEST_PAGE: Final = 100
_LONGEST_CURSOR: Final = 600
_LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, kw_only=True, slots=True)
class Param:
    """One query parameter a page understands; ``most`` is the longest text or highest number.
    A ``code`` is one of the options, or a county's own code under one, as ``property:x1``."""

    name: str
    kind: Kind = "text"
    options: tuple[str, ...] = ()
    default: str | int | bool | date | None = None
    most: int = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class Page(Generic[Row]):
    """One page of a list and the cursor of the next, ``None`` at the end."""

    items: tuple[Row, ...]
    next: str | None


def read_query(*params: Param, paged: bool = False) -> dict[str, Any]:
    """Return the query as typed values, by name.

    With `paged`, ``after`` (the raw cursor) and ``page_size`` are understood too. Raises `Problem`
    422 naming each parameter that is unknown, doubled or no value of its kind: a misspelt filter
    must not quietly show everything.
    """
    known = {param.name: param for param in params}
    if paged:
        known["after"] = Param(name="after", most=_LONGEST_CURSOR)
        known["page_size"] = Param(
            name="page_size", kind="number", default=PAGE_SIZE, most=LARGEST_PAGE
        )
    values: dict[str, Any] = {name: param.default for name, param in known.items()}
    errors: dict[str, list[str]] = {}
    for name, given in request.args.lists():
        param = known.get(name)
        if param is None:
            errors[name[:40]] = [_("这里没有这个筛选条件")]
        elif len(given) > 1:
            errors[name] = [_("只能给一个值")]
        elif given[0] != "":
            try:
                values[name] = _value(param, given[0])
            except ValueError:
                errors[name] = [_("这个值用不了")]
    if paged and values["page_size"] == 0:
        errors["page_size"] = [_("这个值用不了")]
    if errors:
        raise Problem(422, errors=errors)
    return values


def _value(param: Param, text: str) -> str | int | bool | date:
    readers: Mapping[Kind, Callable[[Param, str], str | int | bool | date]] = {
        "text": _text,
        "choice": _choice,
        "code": _code,
        "number": _number,
        "day": _day,
        "month": _month,
        "flag": lambda _param, given: _flag(given),
    }
    return readers[param.kind](param, text)


def _text(param: Param, text: str) -> str:
    if len(text) > param.most or not text.isprintable():
        raise ValueError(param.name)
    return text.strip()


def _choice(param: Param, text: str) -> str:
    if text not in param.options:
        raise ValueError(param.name)
    return text


def _code(param: Param, text: str) -> str:
    above, _colon, own = text.partition(":")
    if above not in param.options or (text != above and not own.isalnum()) or len(own) > 10:
        raise ValueError(param.name)
    return text


def _number(param: Param, text: str) -> int:
    # int() would also take signs, spaces, underscores and the digits of other scripts.
    if not (text.isascii() and text.isdecimal()) or len(text) > _LONGEST_NUMBER:
        raise ValueError(param.name)
    number = int(text)
    if number > param.most:
        raise ValueError(param.name)
    return number


def _day(param: Param, text: str) -> date:
    day = date.fromisoformat(text)
    if day.isoformat() != text:  # fromisoformat also reads 20261122 and week dates
        raise ValueError(param.name)
    return day


def _month(param: Param, text: str) -> date:
    return _day(param, f"{text}-01")


def _flag(text: str) -> bool:
    if text not in ("0", "1"):
        raise ValueError(text)
    return text == "1"


def encode_cursor(purpose: str, key: Sequence[Key]) -> str:
    """Sign the sort key of the last row shown in the list `purpose` of the current county."""
    return _signer(purpose).dumps([_packed(part) for part in key])


def decode_cursor(purpose: str, text: str) -> tuple[Key, ...]:
    """Return the sort key in `text`; `Problem` 422 when it is not ours, for this list and county.

    The kinds come back as they went in: text, whole number, date, aware instant or nothing.
    """
    if len(text) > _LONGEST_CURSOR:
        raise _bad_cursor()
    try:
        parts = _signer(purpose).loads(text)
    except BadData:
        raise _bad_cursor() from None
    return tuple(_unpacked(part) for part in parts)


def page_of(
    rows: Sequence[Row], size: int, purpose: str, key: Callable[[Row], Sequence[Key]]
) -> Page[Row]:
    """Cut `rows` (read with ``limit(size + 1)``) to one page; the spare row says there is more."""
    shown = tuple(rows[:size])
    more = len(rows) > size
    return Page(items=shown, next=encode_cursor(purpose, key(shown[-1])) if more else None)


def _bad_cursor() -> Problem:
    return Problem(422, errors={"after": [_("翻页的位置已经失效，请从第一页看起")]})


def _signer(purpose: str) -> URLSafeSerializer:
    secret = current_app.secret_key
    if not secret:
        raise RuntimeError("cursors are signed; the application has no secret key")
    salt = f"cursor:{purpose}:{g.get('county_id') or ''}"
    return URLSafeSerializer(secret, salt=salt, signer_kwargs={"digest_method": hashlib.sha256})


def _packed(part: Key) -> object:
    if isinstance(part, datetime):
        return {"t": part.isoformat()}
    if isinstance(part, date):
        return {"d": part.isoformat()}
    return part


def _unpacked(part: Any) -> Key:
    if isinstance(part, dict):
        (kind, text), *_rest = part.items()
        return datetime.fromisoformat(text) if kind == "t" else date.fromisoformat(text)
    value: Key = part
    return value
