"""Registers: list, write, act on and void entries of what services keep beside their cases."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from marshmallow import Schema, fields, validate

from core.cases.here import acting
from core.registers import entries as commands
from core.registers.finding import books, find_book, may_enter
from core.registers.models import RegisterEntry
from core.registers.reading import entries, open_entry, told, totals
from core.rest.answers import Moment, listing
from core.rest.calls import call, idempotency_key
from core.rest.naming import with_ids
from core.web import Param, decode_cursor, encode_cursor
from core.words import Form

TAG = "registers"
PLACE = "/<county>/registers/<plainname:service>/<plainname:register>"
SINCE = Param(name="since", kind="day", default=None)
UNTIL = Param(name="until", kind="day", default=None)
POINT = Param(name="point", most=20, default="")


class RegisterAnswer(Schema):
    """A register: its form, and whether the caller may write a new entry here."""

    service = fields.String(required=True)
    name = fields.String(required=True)
    title = fields.String(required=True)
    form = fields.String(required=True)
    enters = fields.Boolean(required=True)


class RegisterLineAnswer(Schema):
    """One line of a register."""

    id = fields.String(required=True)
    on = fields.Date(required=True)
    number = fields.String(required=True)
    stage = fields.String(required=True)
    point = fields.String(required=True)
    void = fields.Boolean(required=True)
    cells = fields.List(fields.String(), required=True)


class RegisterPage(listing(RegisterLineAnswer, "RegisterLines")):  # type: ignore[misc]  # made here
    """A page of a register, with what the whole span adds up to."""

    count = fields.Integer(required=True)
    sums = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class RegisterEntryAnswer(Schema):
    """One entry; ``lines`` are what it says, as far as the caller may read it."""

    id = fields.String(required=True)
    version = fields.Integer(required=True)
    on = fields.Date(required=True)
    number = fields.String(required=True)
    stage = fields.String(required=True)
    filed_at = Moment(required=True)
    void = fields.Boolean(required=True)
    lines = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class RegisterEntryBody(Schema):
    """The answers of the register's form."""

    data = fields.Dict(keys=fields.String(), required=True)


class RegisterActBody(Schema):
    """An act on an entry with the answers of its form; ``void`` takes ``reason`` instead."""

    act = fields.String(required=True, validate=validate.Length(max=40))
    version = fields.Integer(required=True, strict=True)
    data = fields.Dict(keys=fields.String(), load_default=dict)
    reason = fields.String(load_default="", validate=validate.Length(max=200))


@call(
    "/<county>/registers",
    action="register.read",
    tag=TAG,
    gives=RegisterAnswer(many=True),
)
def registers(asked: dict[str, Any]) -> list[dict[str, Any]]:
    """List the registers there are at the caller's points."""
    here = acting()
    return [
        {
            "service": book.service.name,
            "name": book.register.name,
            "title": book.register.title,
            "form": book.register.form.key,
            "enters": may_enter(here, book),
        }
        for book in books(here)
    ]


@call(
    PLACE,
    action="register.read",
    tag=TAG,
    gives=RegisterPage,
    query=(SINCE, UNTIL, POINT),
    paged=True,
    answer="S",
)
def register_entries(asked: dict[str, Any], service: str, register: str) -> dict[str, Any]:
    """List entries, the latest first; this year's unless `since` and `until` say otherwise."""
    here = acting()
    book = find_book(here, service, register)
    first = asked["since"] or date(here.today.year, 1, 1)
    last = asked["until"] or date(here.today.year, 12, 31)
    purpose = f"rest:{service}.{register}"
    after = (
        cast("tuple[date, str]", decode_cursor(purpose, asked["after"])) if asked["after"] else None
    )
    lines, following = entries(
        here, book, first, last, point=asked["point"], after=after, size=asked["page_size"]
    )
    count, sums = totals(here, book, first, last, point=asked["point"])
    return {
        "items": lines,
        "next": encode_cursor(purpose, following) if following else None,
        "count": count,
        "sums": sums,
        **({"total": min(count, 10_000)} if asked["count"] else {}),
    }


@call(
    PLACE,
    method="POST",
    action="register.keep",
    tag=TAG,
    takes=RegisterEntryBody,
    gives=RegisterEntryAnswer,
    status=201,
    creates=True,
    answer="S",
)
def enter_register(body: dict[str, Any], service: str, register: str) -> dict[str, Any]:
    """Write an entry of the point the caller works for."""
    here = acting()
    book = find_book(here, service, register)
    raw = with_ids(here, book.register.form.fields, body["data"])
    entry = commands.enter(here, service, register, raw, key=idempotency_key())
    return _answer(service, register, entry)


@call(
    f"{PLACE}/<rowid:entry_id>",
    action="register.read",
    tag=TAG,
    gives=RegisterEntryAnswer,
    answer="S",
)
def register_entry(
    asked: dict[str, Any], service: str, register: str, entry_id: str
) -> dict[str, Any]:
    """Read one entry."""
    here = acting()
    return _answer(
        service, register, open_entry(here, find_book(here, service, register), entry_id).entry
    )


@call(
    f"{PLACE}/<rowid:entry_id>/acts",
    method="POST",
    action="register.keep",
    tag=TAG,
    takes=RegisterActBody,
    gives=RegisterEntryAnswer,
    answer="S",
)
def act_on_entry(
    body: dict[str, Any], service: str, register: str, entry_id: str
) -> dict[str, Any]:
    """Take an act of the register, `correct` the entry, or declare it `void`."""
    here = acting()
    book = find_book(here, service, register)
    name, version = body["act"], body["version"]
    if name == "void":
        entry = commands.void(here, book, entry_id, version, body["reason"])
    elif name == "correct":
        raw = with_ids(here, book.register.form.fields, body["data"])
        entry = commands.correct(here, book, entry_id, version, raw)
    else:
        form = next((one.form for one in book.register.acts if one.name == name), None)
        raw = with_ids(here, _fields(form), body["data"])
        entry = commands.act(here, book, entry_id, name, version, raw)
    return _answer(service, register, entry)


def _fields(form: Form | None) -> Any:
    return form.fields if form is not None else ()


def _answer(service: str, register: str, entry: RegisterEntry) -> dict[str, Any]:
    here = acting()
    book = find_book(here, service, register)
    opened = open_entry(here, book, entry.id)
    return {
        "id": entry.id,
        "version": entry.version,
        "on": entry.on,
        "number": entry.number or "",
        "stage": entry.stage,
        "filed_at": entry.filed_at,
        "void": entry.voided_at is not None,
        "lines": {line.name: line.value for line in told(here, book, opened) if not line.rows},
    }
