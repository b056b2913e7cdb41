"""Issue a paper so that no writer waits for the press: set it first, then write it down.

The copy is made in a look of its own, outside the writing transaction, under the number that is
probably next. If another paper took that number meanwhile, or the case changed, the command sets it
again inside: numbers stay without a gap and no copy tells what is no longer so (decision 0018).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from flask import current_app

from core.cases.acting import Acting
from core.cases.errors import Refused
from core.cases.papers import issue_paper, press_paper
from core.db import county_scope, db
from core.documents.models import Document
from core.documents.press import Pressed


class About(TypedDict):
    """Whom a copy is for, of which item, about which filed form; "" for none."""

    party_id: str
    item_id: str
    record_id: str


def issue_pressed(
    acting: Acting,
    number: str,
    kind: str,
    *,
    party_id: str = "",
    item_id: str = "",
    record_id: str = "",
    key: str = "",
) -> Document:
    """As ``issue_paper``, for a request that has written nothing yet: it starts again inside."""
    about: About = {"party_id": party_id, "item_id": item_id, "record_id": record_id}
    pressed = _pressed(acting, number, kind, about, key)
    return issue_paper(acting, number, kind, **about, key=key, pressed=pressed)


def _pressed(acting: Acting, number: str, kind: str, about: About, key: str) -> Pressed | None:
    """Return the copy set ahead; None when the command would refuse, which then says why."""
    acting.session.rollback()  # judging the request has begun a transaction: let the lock go
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the proxy's
    with county_scope(app, acting.viewer.county, read_only=True):
        aside = replace(acting, session=db.session())
        try:
            press = press_paper(aside, number, kind, **about, key=key)
        except Refused:
            return None
    return press() if press is not None else None
