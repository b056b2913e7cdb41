"""The auditor's calls: read the two logs, verify the chain; metadata only (T/ZSM 5.6.4)."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.audit import note_access, verify
from core.audit.search import CHANGES, LOOKS, Asked, changes, head, key_of, looks, place_of
from core.cases.here import acting
from core.rest.answers import Moment, listing
from core.rest.calls import call
from core.rest.naming import account_id
from core.web import Page, Param, decode_cursor, page_of

AUDIT = "audit"


class EntryAnswer(Schema):
    """One line of a log: who, when, what, to which id. ``seq`` is 0 for a look."""

    id = fields.String(required=True)
    seq = fields.Integer(required=True)
    at = Moment(required=True)
    actor_id = fields.String(required=True)
    action = fields.String(required=True)
    target = fields.String(required=True)
    detail = fields.Dict(keys=fields.String(), values=fields.String())


class BreakAnswer(Schema):
    """Where the chain does not hold."""

    seq = fields.Integer(required=True)
    what = fields.String(required=True)


class ChainAnswer(Schema):
    """The state of the county's chain after reading all of it."""

    entries = fields.Integer(required=True)
    head = fields.String(required=True)
    breaks = fields.List(fields.Nested(BreakAnswer), required=True)


@call(
    "/<county>/audit",
    action="audit.read",
    tag=AUDIT,
    gives=listing(EntryAnswer, "Entries"),
    query=(
        Param(name="log", kind="choice", options=(CHANGES, LOOKS), default=CHANGES),
        Param(name="who", most=40, default=""),
        Param(name="action", most=40, default=""),
        Param(name="target", most=60, default=""),
        Param(name="first", kind="day"),
        Param(name="last", kind="day"),
    ),
    paged=True,
)
def audit(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the changes or the looks, newest first; the caller's own look is written down."""
    here, log, size = acting(), asked["log"], asked["page_size"]
    narrowed = Asked(
        actor_id=account_id(here, asked["who"], "who"),
        action=asked["action"],
        target=asked["target"],
        first=asked["first"],
        last=asked["last"],
    )
    _leave_trace("audit.read")
    after = decode_cursor(log, asked["after"]) if asked["after"] else ()
    read = changes if log == CHANGES else looks
    rows = read(here.session, narrowed, before=place_of(log, after), limit=size + 1)
    page: Page[Any] = page_of(rows, size, log, key_of)
    return {"items": page.items, "next": page.next}


@call("/<county>/audit/chain", action="audit.verify", tag=AUDIT, gives=ChainAnswer)
def chain(asked: dict[str, Any]) -> dict[str, Any]:
    """Read the whole chain and say where it breaks, if it does."""
    _leave_trace("audit.verify")
    entries, breaks = verify(acting().session)
    return {"entries": entries, "head": head(acting().session)[1], "breaks": breaks}


def _leave_trace(action: str) -> None:
    here = acting()
    note_access(county=g.county_id, account_id=here.me, action=action, target="audit", at=here.at)
