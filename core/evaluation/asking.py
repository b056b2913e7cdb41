"""Whom of a case one may ask what they think, and how: the rules, and the one command.

A question that reaches the wrong eyes tells of the case. So whoever is spoken of as violent is not
asked about another's service, and where a wrong contact could harm, nothing goes to a telephone,
not even a code to scan, unless she said that it may (妇联规程第13条; T/ZSM 6.1, 附录 C).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.cases.acting import Acting
from core.cases.contact import contact_of, guarded, may_reach, never
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.evaluation_forms import ASKING, CALL, HERE, PAPER, SCAN, SMS, WAYS
from core.cases.facts import Facts
from core.cases.history import note, routing
from core.cases.loading import Loaded, open_case
from core.cases.models import Party, Record, ServiceItem
from core.cases.models_evaluation import Survey
from core.cases.once import earlier_answer, remember
from core.cases.partitions import OTHER_SIDE
from core.cases.reading import names_of
from core.cases.served import BESIDE
from core.families.models import Person
from core.forms import judge
from core.people.tokens import fingerprint
from core.privacy import Reach, shows
from core.words import Form, ItemState, Kind, Objection, Option

VALID_DAYS: Final = 30
"""Natural days an invitation may be answered (附录 C)."""
RUNNING: Final = (ItemState.OPEN.value, ItemState.SUSPENDED.value)
ONLINE: Final = (SCAN, SMS)
NOT_HOME: Final = "纸会被别人看到，请本人在这里当面填"
NOT_SAID: Final = "本人没有说手机上可以收到我们的消息，请本人在这里当面填"


def may_ask(acting: Acting, loaded: Loaded, how_far: Reach) -> bool:
    """Tell whether the one who acts works, leads or follows the case and sees its people."""
    case, owners = loaded.case, {item.owner_id for item in loaded.items}
    return shows(how_far).people and acting.me in {
        case.lead_id,
        case.handler_id,
        case.tracker_id,
        *owners,
    }


def items_asked(loaded: Loaded) -> tuple[ServiceItem, ...]:
    """Return the items there is something to say about: closed, or of a case that was settled."""
    settled = loaded.case.settled_at is not None
    return tuple(one for one in loaded.items if settled or one.state not in RUNNING)


def people_asked(loaded: Loaded, facts: Facts) -> tuple[tuple[Party, Person], ...]:
    """Return whom one may ask at all: those the case is about and who are of age; where there was
    violence, not the other side."""
    minors = {one.id for one in facts.view.parties if one.minor}
    sides = OTHER_SIDE if loaded.case.violence else {"alleged"}
    return tuple(
        (party, person)
        for party, person in loaded.parties
        if person is not None and party.id not in minors and party.role not in BESIDE | sides
    )


def why_not(acting: Acting, loaded: Loaded, person: Person | None, way: str) -> str:
    """Return why somebody is not asked this way at this moment, "" when she may be."""
    safe, careful = contact_of(person), guarded(loaded)
    if way == HERE:
        return ""
    if way == PAPER:
        return NOT_HOME if careful else ""
    if way == CALL:
        return may_reach(safe, "phone", acting.at, is_guarded=careful)
    if way == SMS:
        return may_reach(safe, "sms", acting.at, is_guarded=careful)
    # a page that was opened stays in the telephone, whoever holds it next
    return NOT_SAID if never(safe, "sms", is_guarded=careful) else ""


def asking_form(loaded: Loaded) -> Form:
    """Return 请人评价 as it is asked of this case."""
    offered = tuple(Option(value=one.id, label=one.title) for one in items_asked(loaded))
    fields = tuple(
        replace(one, options=offered) if one.name == "item" else one for one in ASKING.fields
    )
    return replace(ASKING, fields=fields)


def ask_opinion(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Survey:
    """Ask somebody about an item; raises Forbidden, Stale, Invalid, or MoveRefused while there is
    nothing to say anything about. An earlier question that was not answered ends with it."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "survey", body)
    if known is not None:
        return acting.session.get_one(Survey, (case.county_id, known))
    if not may_ask(acting, loaded, how_far):
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    if not items_asked(loaded):
        raise MoveRefused(Objection(text="还没有办完的服务，办完再请人评价", code="not_done"))
    people = {party.id: person for party, person in people_asked(loaded, facts)}
    choices = {Kind.PARTY.value: [(one, one) for one in people]}
    verdict = judge(asking_form(loaded), raw, today=acting.today, choices=choices)
    if verdict.errors:
        raise Invalid(verdict.errors)
    item_id, party_id, way = (str(verdict.data[name]) for name in ("item", "party", "way"))
    item = next(one for one in loaded.items if one.id == item_id)
    if not _was_served(acting, loaded, item, party_id):
        raise Invalid({"party": ["这项服务不是给这一位的"]})
    if refusal := why_not(acting, loaded, people[party_id], way):
        raise Invalid({"way": [refusal]})
    _end_earlier(acting, item_id, party_id)
    secret = secrets.token_urlsafe(16) if way in ONLINE else None
    row = Survey(
        case_id=case.id,
        item_id=item.id,
        party_id=party_id,
        point_id=item.point_id,
        service=item.service,
        way=way,
        token_hash=fingerprint(secret) if secret else None,
        asked_on=acting.today,
        asked_by=acting.me,
        until=acting.today + timedelta(days=VALID_DAYS),
    )
    row.token = secret
    before = routing(case)
    acting.session.add(row)
    acting.session.flush()
    case.version += 1
    note(
        acting, case, "survey", before=before, item_id=item.id, detail={"way": way}, quiet=True
    )  # fmt: skip
    remember(acting, key, "survey", body, row.id)
    acting.session.flush()
    return row


def _was_served(acting: Acting, loaded: Loaded, item: ServiceItem, party_id: str) -> bool:
    """Tell whether an item was for a party: a service of one side is the other's only where what
    was written in it is about them."""
    declared = acting.roster.services.get(item.service)
    if declared is None or not declared.one_sided:
        return True
    about = set(
        acting.session.scalars(select(Record.about).where(Record.item_id == item.id).distinct())
    )
    parties = {party.id: party.role for party, _person in loaded.parties}
    named = about & parties.keys()
    return party_id in named if named else parties[party_id] not in OTHER_SIDE


def _end_earlier(acting: Acting, item_id: str, party_id: str) -> None:
    rows = acting.session.scalars(
        select(Survey).where(Survey.item_id == item_id, Survey.party_id == party_id)
    ).all()
    if any(one.answered for one in rows):
        raise Invalid({"party": ["这一项已经评价过了"]})
    for one in rows:
        one.ended, one.token_hash, one.token = True, None, None


def close_every_link(session: Session) -> None:
    """Let no link of the county lead anywhere: an old state may hold one open that was ended since,
    because it may not be on that telephone any more. Who was asked stays; one asks anew."""
    for row in session.scalars(select(Survey).where(Survey.token_hash.is_not(None))):
        row.token_hash, row.token = None, None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One question put, as whoever works the case sees it: how, when, whether it came back, and
    what she wants done. Not what was answered, and not on which day."""

    id: str
    service: str
    title: str
    party_id: str
    way: str
    way_title: str
    asked_on: date
    until: date
    state: str
    by: str
    calls: tuple[str, ...]


WAITING, CAME, OVER = "waiting", "came", "over"
ASKED_STATES: Mapping[str, str] = {WAITING: "等答复", CAME: "收到了", OVER: "过期或另请了"}


def state_of(row: Survey, today: date) -> str:
    """Return how a question stands, as one word."""
    if row.answered:
        return CAME
    return OVER if row.ended or row.until < today else WAITING


def asked_of(acting: Acting, loaded: Loaded, how_far: Reach) -> tuple[Asked, ...]:
    """Return what was asked on the case, the newest first, to who may ask."""
    if not may_ask(acting, loaded, how_far):
        return ()
    rows = acting.session.scalars(
        select(Survey)
        .where(Survey.case_id == loaded.case.id)
        .order_by(Survey.asked_on.desc(), Survey.id)
    ).all()
    titles = {one.id: one.title for one in loaded.items}
    names = names_of(acting, {one.asked_by for one in rows})
    return tuple(
        Asked(
            id=one.id,
            service=one.service,
            title=titles.get(one.item_id, one.service),
            party_id=one.party_id,
            way=one.way,
            way_title=WAYS.get(one.way, one.way),
            asked_on=one.asked_on,
            until=one.until,
            state=state_of(one, acting.today),
            by=names.get(one.asked_by, ""),
            calls=tuple(sorted(str(call) for call in one.calls or ())),
        )
        for one in rows
    )
