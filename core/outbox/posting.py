"""Put a message into the outbox, in the transaction of the change it tells of.

Nothing leaves the house from inside a request: a notice sent before the commit may tell of
something that never happened, and one sent after it may be lost with the process.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.clocks import now
from core.db import current_county, new_id
from core.outbox.models import OutboxMessage
from core.roster import Roster

Plain = str | int | bool | None

LONGEST = 120
"""Characters in one value of a payload: enough for ids and codes, not for what somebody said."""


def post(
    session: Session,
    kind: str,
    payload: Mapping[str, Plain],
    *,
    dedup_key: str | None = None,
    available_at: datetime | None = None,
) -> None:
    """Write a message in the caller's transaction; it is delivered after the commit.

    *payload* holds ids, codes and counts. *dedup_key* names what is told, once per county: a second
    message with the same key is dropped silently. *available_at* puts it off; None = at once.

    Raises ValueError for a payload that could hold a name or a text.
    """
    for name, value in payload.items():
        if not _is_plain(value):
            raise ValueError(f"payload {name!r} of {kind!r}: ids, codes and counts only")
    row = {
        "county_id": current_county(),
        "id": new_id(),
        "kind": kind,
        "payload": dict(payload),
        "dedup_key": dedup_key or new_id(),
        "created_at": now(),
        "available_at": available_at,
        "attempts": 0,
        "fault": "",
    }
    if dedup_key is None:
        session.execute(insert(OutboxMessage), [row])
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    # a look before the insert would race; the unique key decides
    session.execute(
        dialect.insert(OutboxMessage).on_conflict_do_nothing(
            index_elements=["county_id", "dedup_key"]
        ),
        [row],
    )


def post_event(
    session: Session,
    roster: Roster,
    hook: str,
    listening: Collection[str],
    payload: Mapping[str, Plain],
    *,
    key: str,
) -> None:
    """Write one message per plugin that answers *hook* and is *listening* now.

    Who learns of an event is judged when it is written: a function closed the same evening still
    learns of the morning. Each delivery has its own transaction and its own retries. *key* tells
    this event from others of its kind.
    """
    for one in roster.hooks(hook):
        if one.plugin in listening:
            post(
                session,
                f"event.{hook}",
                {**payload, "plugin": one.plugin},
                dedup_key=f"{hook}:{one.plugin}:{key}",
            )


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        # names and what people say are Chinese here; ids, codes and numbers are not
        return len(value) <= LONGEST and value.isascii()
    return value is None or isinstance(value, int)
