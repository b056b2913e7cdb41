"""Form a special team, change it, and file the four parts of its loop (T/ZSM 5.6.3).

Only a head forms one. Who is on the list sees what the list says; who leaves it loses that at
once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.choosing import may_name
from core.cases.commands.filing import file_data
from core.cases.commands.sent import answers_to, must_go_on
from core.cases.errors import Forbidden, Invalid, MoveRefused
from core.cases.facts import Facts
from core.cases.history import note, routing
from core.cases.lifecycle import ENDED, By
from core.cases.loading import SPECIAL, WATCHING, Loaded, open_case
from core.cases.models import CaseFile, CaseGrant, Record
from core.cases.once import earlier_answer, remember
from core.cases.sealing import grant
from core.cases.tasks import ask
from core.cases.team_forms import LOOP, TEAM
from core.words import Objection

HEADS = frozenset({By.HOLDER_HEAD, By.SUPERIOR_HEAD, By.COUNTY_HEAD})
WHY = {"all": "special", "process": "watch"}


def may_form(facts: Facts) -> bool:
    """Tell whether the one who acts may form or change the team."""
    return bool(facts.relations & HEADS) and facts.state not in ENDED


def may_file_loop(acting: Acting, loaded: Loaded, facts: Facts) -> bool:
    """Tell whether the one who acts works in the team or on the case."""
    works = acting.me in (loaded.case.handler_id, loaded.case.tracker_id)
    return loaded.special and (works or acting.me in facts.standing.team)


def form_team(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Loaded:
    """Put the list in force; raises Forbidden, Stale, Invalid, or MoveRefused once it has ended.

    Nobody the case must be kept from can be named: it is told as if there were no such colleague
    to choose.
    """
    loaded, facts, how_far = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    if earlier_answer(acting, key, "team", body) is not None:
        return loaded
    if not facts.relations & HEADS:
        raise Forbidden(number)
    must_go_on(facts, version)
    data = answers_to(acting, TEAM, raw)
    case, before = loaded.case, routing(loaded.case)
    seats = {row["account"]: row["sees"] for row in cast(list[dict[str, str]], data["seats"])}
    for place, account_id in enumerate(seats):
        try:
            may_name(acting, loaded, how_far, account_id)
        except MoveRefused as refusal:
            texts = [one.text for one in refusal.objections]
            raise Invalid({f"seats.{place}.account": texts}) from None
    _open_to(acting, case, seats)
    file_data(acting, case, TEAM, data)
    case.version += 1
    note(acting, case, "team", before=before, detail={"members": sorted(seats)}, quiet=True)
    remember(acting, key, "team", body, case.number)
    acting.session.flush()
    return loaded


def _open_to(acting: Acting, case: CaseFile, seats: Mapping[str, str]) -> None:
    """Grant what the list says and end what it no longer says."""
    known = set()
    for row in acting.session.scalars(
        select(CaseGrant).where(
            CaseGrant.case_id == case.id,
            CaseGrant.why.in_(SPECIAL | WATCHING),
            CaseGrant.until.is_(None),
        )
    ):
        known.add(row.account_id)
        if WHY.get(seats.get(row.account_id, "")) != row.why:
            row.until = acting.at
    acting.session.flush()
    for account_id, sees in seats.items():
        grant(acting, case, account_id, WHY[sees])
        if account_id not in known and account_id != acting.me:
            ask(acting, case, title="请参加专班", account_id=account_id, kind="handed")


def file_loop(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File what was done in one part of the loop; raises as ``form_team`` does."""
    loaded, facts, _reach = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "loop", body)
    if known is not None:
        return acting.session.get_one(Record, (loaded.case.county_id, known))
    if not loaded.special:
        raise MoveRefused(Objection(text="本件没有专班", citation="T/ZSM 5.6.3", code="no_team"))
    if not may_file_loop(acting, loaded, facts):
        raise Forbidden(number)
    must_go_on(facts, version)
    data = answers_to(acting, LOOP, raw)
    if str(data["on"]) > acting.today.isoformat():
        raise Invalid({"on": ["日期还没有到"]})
    case, before = loaded.case, routing(loaded.case)
    record = file_data(acting, case, LOOP, data)
    case.version += 1
    note(acting, case, "loop", before=before, detail={"part": str(data["part"])}, quiet=True)
    remember(acting, key, "loop", body, record.id)
    acting.session.flush()
    return record
