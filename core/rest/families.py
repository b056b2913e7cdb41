"""A person with the family around, and what people of a case are to each other (GB/T 4761)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.comparing import alike
from core.cases.family import FamilyOut, PersonOut, family_of
from core.cases.here import acting
from core.cases.kin import links_of, people_of_cases, stated_in
from core.cases.models_family import SamePerson
from core.families.kinship import KIN
from core.privacy import mask_tail, shows
from core.rest.answers import CaseAnswer, Moment, Told
from core.rest.bodies import JoinBody, KinBody, VersionBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.rest.shapes import case_now
from core.web import Param

TAG = "people"


class KinAnswer(Schema):
    """`who` is `code` (GB/T 4761; ours begin with X) of `of`, both parties of the case. Without an
    `id` it is what the intake said."""

    id = fields.String(required=True)
    who = fields.String(required=True)
    of = fields.String(required=True)
    code = fields.String(required=True)
    title = Told(required=True)
    together = fields.Boolean()
    since = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)


class TieAnswer(Schema):
    """What somebody is to `of`, and the case it was told in."""

    of = fields.String(required=True)
    code = fields.String(required=True)
    title = Told(required=True)
    together = fields.Boolean()
    since = fields.Date(allow_none=True)
    until = fields.Date(allow_none=True)
    case = fields.String()


class FamilyMemberAnswer(Schema):
    """Somebody of the family; telephones masked but for the last four, no address."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    sex = fields.String()
    birth_date = fields.Date(allow_none=True)
    minor = fields.Boolean()
    phones = fields.List(fields.String())
    entries = fields.Integer(metadata={"description": "entries of the register joined in this one"})
    ties = fields.List(fields.Nested(TieAnswer))


class FamilyCaseAnswer(Schema):
    number = fields.String(required=True)
    state = fields.String()
    scenario = fields.String()
    received_at = Moment()


class FamilyAnswer(Schema):
    """Told from the cases whose people the caller sees; `more`: only the latest were followed."""

    person = fields.Nested(FamilyMemberAnswer, required=True)
    members = fields.List(fields.Nested(FamilyMemberAnswer), required=True)
    cases = fields.List(fields.Nested(FamilyCaseAnswer), required=True)
    more = fields.Boolean()


@call(
    "/<county>/people/<rowid:person_id>",
    action="case.read",
    tag=TAG,
    resource="person",
    gives=FamilyAnswer,
    answer="R",
)
def person(asked: dict[str, Any], person_id: str) -> dict[str, Any]:
    """Tell who belongs to this person's family and in which cases, as far as the caller's own cases
    tell."""
    return _family(family_of(acting(), person_id))


def _family(family: FamilyOut) -> dict[str, Any]:
    return {
        "person": _person(family.person),
        "members": [
            {
                **_person(one.person),
                "ties": [
                    {
                        "of": tie.of_id,
                        "code": tie.code,
                        "title": tie.title,
                        "together": tie.together,
                        "since": tie.since,
                        "until": tie.until,
                        "case": tie.number,
                    }
                    for tie in one.ties
                ],
            }
            for one in family.members
        ],
        "cases": family.cases,
        "more": family.more,
    }


def _person(one: PersonOut) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "sex": one.sex,
        "birth_date": one.birth_date,
        "minor": one.minor,
        "phones": [mask_tail(phone) for phone in one.phones],
        "entries": one.entries,
        "ties": [],
    }


@call(
    f"{CASE}/kin",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=KinAnswer(many=True),
    answer="R",
)
def kin(asked: dict[str, Any], number: str) -> list[dict[str, Any]]:
    """List what the people of the case are to each other; empty where the people are not shown."""
    here, case = acting(), g.target.case
    if not shows(g.case_reach).people:
        return []
    people = people_of_cases(here.session, {case.id})
    party_of = {person.id: party.id for party, person in reversed(people)}
    return [
        {
            "id": link.kin_id,
            "who": party_of.get(link.who, ""),
            "of": party_of.get(link.of, ""),
            "code": link.code,
            "title": KIN[link.code].title,
            "together": link.together,
            "since": link.since,
            "until": link.until,
        }
        for link in links_of(people, stated_in(here.session, {case.id}))
    ]


@call(
    f"{CASE}/kin",
    method="POST",
    action="case.move",
    tag=TAG,
    takes=KinBody,
    gives=CaseAnswer,
    answer="R",
    status=201,
    creates=True,
)
def state_kin(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Say that `who` is `code` of `of`, both parties of the case; said again, the later stands."""
    here = acting()
    # the form judges what a page would send
    data = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in body.items()
        if name != "version"
    }
    commands.state_kin(here, number, body["version"], data, key=idempotency_key())
    return case_now(here, number)


@call(
    f"{CASE}/kin/<rowid:kin_id>/back",
    method="POST",
    action="case.move",
    tag=TAG,
    takes=VersionBody,
    gives=CaseAnswer,
    answer="R",
)
def take_back_kin(body: dict[str, Any], number: str, kin_id: str) -> dict[str, Any]:
    """Take back a relation that was said wrongly."""
    here = acting()
    commands.take_back_kin(here, number, body["version"], kin_id)
    return case_now(here, number)


class AlikeAnswer(Schema):
    """An entry that may be the same person; the name is masked."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    birth_year = fields.Integer(allow_none=True)
    reasons = fields.List(Told())


class JoinAnswer(Schema):
    """A join of two entries: `kept` stands for both."""

    id = fields.String(required=True)
    kept = fields.String(required=True)
    other = fields.String(required=True)


@call(
    "/<county>/people/<rowid:person_id>/alike",
    action="person.merge",
    tag=TAG,
    resource="person",
    gives=AlikeAnswer(many=True),
    answer="S",
    query=(Param(name="q", most=40, default=""),),
)
def alike_persons(asked: dict[str, Any], person_id: str) -> list[dict[str, Any]]:
    """List entries that may be the same person, by what is equal or found by `q`; only those whose
    people the caller sees."""
    return [
        {
            "id": one.person_id,
            "name": one.name,
            "birth_year": one.year,
            "reasons": list(one.reasons),
        }
        for one in alike(acting(), person_id, asked["q"])
    ]


@call(
    "/<county>/people/<rowid:person_id>/same",
    method="POST",
    action="person.merge",
    tag=TAG,
    resource="person",
    takes=JoinBody,
    gives=JoinAnswer,
    answer="I",
    status=201,
    creates=True,
)
def join_persons(body: dict[str, Any], person_id: str) -> dict[str, Any]:
    """Say that `other` is the same person; nothing moves, and nobody sees more than before."""
    return _join(
        commands.join_persons(
            acting(), person_id, body["other"], body["reason"], key=idempotency_key()
        )
    )


@call(
    "/<county>/people/<rowid:person_id>/same/<rowid:join_id>/part",
    method="POST",
    action="person.merge",
    tag=TAG,
    resource="person",
    gives=JoinAnswer,
    answer="I",
)
def part_persons(person_id: str, join_id: str) -> dict[str, Any]:
    """Take a join away: the two entries are as they were."""
    return _join(commands.part_persons(acting(), person_id, join_id))


def _join(join: SamePerson) -> dict[str, Any]:
    return {"id": join.id, "kept": join.person_id, "other": join.other_id}
