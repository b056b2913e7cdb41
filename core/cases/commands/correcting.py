"""Correct an intake on the day it was taken: the clerk's own slips, with no supervisor (audited).

What is typed wrong in the morning and found at noon should not need a form. A correction may raise
the violence flag and seal the case; it never lowers either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

from sqlalchemy import func, select

from core.cases.acting import Acting
from core.cases.campaigns import campaign_of
from core.cases.casework_forms import CORRECTION
from core.cases.commands.entering import day_of
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.history import note, routing
from core.cases.kin import stated_in
from core.cases.loading import Loaded, open_case
from core.cases.models import Party
from core.cases.reported import put_said
from core.cases.sealing import judged, minor_harmed, seal, turn_violent
from core.clocks import local_date
from core.families import remember_person
from core.families.models import Person
from core.families.service import fill_person, rename_person
from core.forms.codes import OWN
from core.words import Objection

OPEN_STATES = ("clue", "received", "assigned", "in_progress")


def may_correct(acting: Acting, loaded: Loaded) -> bool:
    """Tell whether the one who acts may still correct the intake: own, and of today."""
    case = loaded.case
    return (
        case.first_handler_id == acting.me
        and case.holder_id == case.point_id
        and case.state in OPEN_STATES
        and local_date(case.received_at) == acting.today
    )


def current_answers(loaded: Loaded) -> dict[str, object]:
    """Return the intake as it stands, to draw the correction form from."""
    case = loaded.case
    return {
        "scenario": case.scenario_own or case.scenario,
        "summary": case.summary or "",
        "channel": case.channel_own or case.channel,
        "channel_ref": case.channel_ref or "",
        "campaign": case.campaign,
        "found_on": case.found_on.isoformat() if case.found_on else "",
        "came": case.came or "",
        "reply_by": case.reply_by,
        "parties": [
            {
                "role": party.role,
                "relation": party.relation_own or party.relation,
                "name": (person.name or "") if person else "",
                "phone": (person.phone or "") if person else "",
                "birth_date": person.birth_date.isoformat() if person and person.birth_date else "",
                "sex": person.sex if person else "",
            }
            for party, person in loaded.parties
        ],
    }


def correct_intake(acting: Acting, number: str, version: int, raw: Mapping[str, object]) -> Loaded:
    """Carry the corrections out; raises Forbidden, Stale, Invalid, or MoveRefused the day after."""
    loaded, facts, _reach = open_case(acting, number, lock=True)
    case = loaded.case
    if case.first_handler_id != acting.me:
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    if not may_correct(acting, loaded):
        raise MoveRefused(
            Objection(
                text="只能在登记当天、交出去之前由本人更正",
                citation="县规则",
                code="too_late",
            )
        )
    data = answers_to(acting, acting.asked(CORRECTION), raw)
    rows = cast(list[dict[str, object]], data.get("parties") or [])
    if len(rows) != len(loaded.parties):
        raise Invalid({"parties": ["更正时不能增减人；要加人请在办件里加"]})
    campaign = campaign_of(acting, data, kept=case.campaign)
    before, changed = routing(case), []
    for name in ("scenario", "summary", "channel", "channel_ref", "reply_by"):
        value = data.get(name) or None
        if (getattr(case, name) or None) != value:
            setattr(case, name, value)
            changed.append(name)
    case.scenario_own = str(data.get("scenario" + OWN) or "")
    case.channel_own = str(data.get("channel" + OWN) or "")
    if campaign != case.campaign:
        case.campaign = campaign
        changed.append("campaign")
    changed += put_said(acting, case, data)
    for row, (party, person) in zip(rows, loaded.parties, strict=True):
        if _correct_party(acting, row, party, person):
            changed.append("parties")
    _judge_again(acting, loaded, rows)
    case.version += 1
    note(acting, case, "fix", before=before, detail={"fields": sorted(set(changed))}, quiet=True)
    acting.session.flush()
    return loaded


def _correct_party(
    acting: Acting, row: Mapping[str, object], party: Party, person: Person | None
) -> bool:
    """Correct one party; a person known from other cases is left alone and a new entry made, with
    all that was known under that name; under another name it is somebody else."""
    party.role = str(row.get("role") or party.role)
    party.relation = str(row.get("relation") or "")
    party.relation_own = str(row.get("relation" + OWN) or "")
    said = {
        "name": str(row.get("name") or ""),
        "phone": str(row.get("phone") or ""),
        "sex": str(row.get("sex") or ""),
        "birth_date": day_of(row.get("birth_date")),
    }
    if person is not None and all(
        (getattr(person, key) or None) == (value or None) for key, value in said.items()
    ):
        return False
    alone = (
        person is not None
        and not acting.session.scalars(
            select(func.count())
            .select_from(Party)
            .where(Party.person_id == person.id, Party.id != party.id)
        ).one()
    )
    if person is not None and alone:
        rename_person(acting.session, person, **said)  # type: ignore[arg-type]  # one mixed record
    else:
        fresh = remember_person(acting.session, at=acting.at, **said)  # type: ignore[arg-type]  # as above
        if person is not None and person.name == said["name"]:
            fill_person(
                acting.session,
                fresh,
                id_no=person.id_no or "",
                phone="",
                sex="",
                birth_date=None,
                place_id=person.place_id,
                address=person.address or "",
                address_secret=person.address_secret,
            )
            fresh.safe_contact = person.safe_contact
        if person is not None:
            _follow(acting, party.case_id, person.id, fresh.id)
        party.person_id = fresh.id
    return True


def _follow(acting: Acting, case_id: str, former: str, now: str) -> None:
    """What was said in this case of the one entry holds for the one that took its place."""
    for stated in stated_in(acting.session, {case_id}):
        stated.person_id = now if stated.person_id == former else stated.person_id
        stated.of_id = now if stated.of_id == former else stated.of_id


def _judge_again(acting: Acting, loaded: Loaded, parties: Iterable[Mapping[str, object]]) -> None:
    case, danger = loaded.case, loaded.case.danger or {}
    violence, stop = judged(
        scenario=case.scenario,
        scenarios=case.scenarios,
        summary=case.summary or "",
        danger=str(danger.get("now", "unknown")),
        flags=danger.get("flags", []),
    )
    violence = case.violence or violence
    case.stop_one = case.stop_one or stop
    harmed = minor_harmed(
        scenario=case.scenario,
        flags=danger.get("flags", []),
        parties=[{**one, "birth_date": day_of(one.get("birth_date"))} for one in parties],
        today=acting.today,
    )
    if harmed and not case.minor_victim:
        case.minor_victim = case.report_due = True
    if violence:
        turn_violent(acting, case, loaded.items)
    elif case.minor_victim:
        seal(acting, case, loaded.items)
