"""Issue each of core's papers once from a case as it stands, and once from a sealed one.

The stories issue only what a step asks for; whoever opens 文书 in the practice county should find
every kind lying on some case (T/ZSM 4.3.2.1). A service's own papers follow its samples.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.errors import Refused
from core.cases.loading import open_case
from core.cases.models import CaseFile
from core.cases.offering import PaperKind, offered_kept, offered_papers, papers_of
from core.cases.papers import issue_paper
from core.cases.people_of import logins_of
from core.clocks.service import ClockRefused
from core.db import county_scope, db
from core.documents.models import Document
from core.documents.service import PaperRefused
from core.roster import Roster
from core.sandbox.filling import Cast
from core.sandbox.places import DEMO

LOOKED_THROUGH = 240
"""How many cases are looked through, the newest first: the rare papers lie further back."""
NEUTRAL = "_neutral"
"""The end of the name a slip has where its usual name would betray her."""
ABOVE = ("head",)
"""Who prints beside those who lead and work a case."""


def print_offered(app: Flask, roster: Roster) -> int:
    """Issue what nobody issued yet; return how many copies there are more.

    Told again, few come twice: those the case prints as another kind than was asked for.
    """
    people, copies = Cast(roster=roster), 0
    with county_scope(app, DEMO.code, read_only=True):
        session = db.session()
        printed = {
            (kind.removesuffix(NEUTRAL), sealed)
            for kind, sealed in session.execute(
                select(Document.kind, CaseFile.sealed).join(
                    CaseFile,
                    (CaseFile.county_id == Document.county_id) & (CaseFile.id == Document.case_id),
                )
            )
        }
        rows = session.execute(
            select(CaseFile.number, CaseFile.lead_id, CaseFile.handler_id)
            .where(CaseFile.merged_into_id.is_(None))
            .order_by(CaseFile.received_at.desc(), CaseFile.id)
            .limit(LOOKED_THROUGH)
        ).all()
        wanted = {one for row in rows for one in (row.lead_id, row.handler_id) if one}
        logins = logins_of(people.acting("head"), wanted)
    for row in rows:
        hands = dict.fromkeys(logins[one] for one in (row.lead_id, row.handler_id) if one in logins)
        with county_scope(app, DEMO.code):
            for login in (*hands, *ABOVE):
                copies += _print(people, login, row.number, printed)
            db.session.commit()
    return copies


def _print(people: Cast, login: str, number: str, printed: set[tuple[str, bool]]) -> int:
    """Issue what *login* may of the case and nobody printed; return how many."""
    try:
        acting = people.acting(login)
        sealed = open_case(acting, number)[0].case.sealed
        offers = [one for one in _offered(acting, number) if (one.name, sealed) not in printed]
    except (Refused, LookupError):
        return 0  # she may not know of it, or has left since
    copies = 0
    for one in offers:
        party = one.parties[0][0] if one.parties else ""
        try:
            with db.session.begin_nested():
                issue_paper(acting, number, one.name, party_id=party)
        except (Refused, ClockRefused, PaperRefused):
            continue
        printed.add((one.name, sealed))
        copies += 1
    return copies


def _offered(acting: Acting, number: str) -> Iterator[PaperKind]:
    loaded, facts, how_far = open_case(acting, number)
    issued = papers_of(acting, loaded, how_far)
    offered = offered_papers(acting, loaded, facts, how_far, issued=issued)
    yield from (one for one in offered if one.item_id is None)
    yield from offered_kept(acting, loaded, how_far)
