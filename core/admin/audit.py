"""The auditor's page: who did or saw what and when, by filters, and whether the chain holds.

Metadata only: of a case its id, of a person an account; no number, no name of a party, no text.
The auditor's own searches leave a trace as everybody's looks do (GB/T 22239-2019 8.1.4.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.admin.blueprint import admin, me, session
from core.audit import note_access, verify
from core.audit.search import (
    CHANGES,
    LOOKS,
    Asked,
    Entry,
    changes,
    head,
    key_of,
    looks,
    place_of,
)
from core.cases.events import action_titles
from core.clocks import now
from core.people.service import find_account
from core.people.staff import accounts_named
from core.web import Param, Problem, decode_cursor, page_of, policy, read_query

PAGE = 50
FILTERS = (
    Param(name="log", kind="choice", options=(CHANGES, LOOKS), default=CHANGES),
    Param(name="who", most=40),
    Param(name="action", most=40),
    Param(name="target", most=60),
    Param(name="first", kind="day"),
    Param(name="last", kind="day"),
)


@admin.get("/audit")
@policy(action="audit.read", audit="audit.seen")
def audit() -> ResponseReturnValue:
    """Show one page of a log, newest first, and where the chain stands."""
    asked = _asked()
    _leave_trace("audit.read")
    page = page_of(_entries(asked), PAGE, asked["log"], key_of)
    kept: dict[str, Any] = {
        name: value for name, value in request.args.items() if name != "after" and value
    }
    return _draw(
        asked,
        lines=page.items,
        next_url=url_for("admin.audit", **{**kept, "after": page.next}) if page.next else None,
        first_url=url_for("admin.audit", **kept) if asked["after"] else None,
    )


@admin.get("/audit/chain")
@policy(action="audit.verify", audit="audit.verified")
def audit_chain() -> ResponseReturnValue:
    """Read the whole chain and say whether it holds; nothing waits for it, for it only reads."""
    _leave_trace("audit.verify")
    entries, breaks = verify(session())
    asked = {param.name: param.default for param in FILTERS}
    return _draw(asked, lines=(), checked=entries, breaks=breaks)


def _draw(asked: Mapping[str, Any], *, lines: tuple[Entry, ...], **more: Any) -> str:
    seq, digest = head(session())
    return render_template(
        "admin/audit.html",
        asked=asked,
        lines=lines,
        titles=action_titles(),
        people=accounts_named(session(), {line.actor_id for line in lines}),
        seq=seq,
        digest=digest,
        **{"checked": None, "breaks": (), "next_url": None, "first_url": None, **more},
    )


def _asked() -> dict[str, Any]:
    asked = read_query(*FILTERS, paged=True)
    if asked["first"] and asked["last"] and asked["first"] > asked["last"]:
        raise Problem(422, errors={"last": [_("结束日不能早于开始日")]})
    return asked


def _entries(asked: Mapping[str, Any]) -> tuple[Entry, ...]:
    """Return one page of the log and a row more; nothing for a name that no account has."""
    who = (asked["who"] or "").strip()
    account = find_account(session(), who) if who else None
    if who and account is None:
        return ()
    narrowed = Asked(
        actor_id=account.id if account else "",
        action=(asked["action"] or "").strip(),
        target=(asked["target"] or "").strip(),
        first=asked["first"],
        last=asked["last"],
    )
    after = decode_cursor(asked["log"], asked["after"]) if asked["after"] else ()
    read = changes if asked["log"] == CHANGES else looks
    return read(session(), narrowed, before=place_of(asked["log"], after), limit=PAGE + 1)


def _leave_trace(action: str) -> None:
    note_access(county=g.county_id, account_id=me(), action=action, target="audit", at=now())
