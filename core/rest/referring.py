"""转介: send a letter to another body, register its answer (T/ZSM 5.5.2.2, 5.6.1)."""

from __future__ import annotations

from typing import Any

from flask import g
from marshmallow import Schema, fields

from core.cases import commands
from core.cases.here import acting
from core.cases.referral_form import STATES, URGENCIES
from core.cases.referring import referrals_of
from core.points.partners import PARTNER_KINDS
from core.rest.answers import Moment, one_of
from core.rest.calls import call
from core.rest.cases import CASE
from core.rest.filing import filed, filing

TAG = "referrals"


class PartnerAnswer(Schema):
    """A body a letter may be sent to."""

    kind = one_of(PARTNER_KINDS)
    name = fields.String(required=True)


class PartnersAnswer(Schema):
    """The bodies the county wrote down."""

    partners = fields.List(fields.Nested(PartnerAnswer), required=True)


class ReferralAnswer(Schema):
    """One letter; what it says is its record, form `referral`."""

    id = fields.String(required=True)
    kind = one_of(PARTNER_KINDS)
    receiver = fields.String()
    urgency = one_of(URGENCIES)
    state = one_of(STATES)
    sent_at = Moment()
    due_at = Moment()
    ended_on = fields.Date(allow_none=True)
    late = fields.Boolean()


class ReferralsAnswer(Schema):
    """The letters of a case, the newest first; to who may send none those of her own items."""

    referrals = fields.List(fields.Nested(ReferralAnswer), required=True)


@call("/<county>/partners", action="case.list", tag=TAG, gives=PartnersAnswer)
def partners(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the bodies the county's letters may go to."""
    return {"partners": list(acting().settings["partners"])}


@call(
    f"{CASE}/referrals",
    action="case.read",
    tag=TAG,
    resource="case",
    gives=ReferralsAnswer,
    answer="R",
)
def referrals(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return the letters to other bodies and how far each is."""
    here = acting()
    sends = commands.may_refer(here, g.target, g.case_reach)
    return {"referrals": list(referrals_of(here, g.target, sends=sends))}


@filing(f"{CASE}/referrals", TAG)
def send_referral(body: dict[str, Any], number: str) -> dict[str, Any]:
    """Send a letter (form `referral`) to a body of the county's list."""
    return filed(commands.send_referral, number, body)


@filing(f"{CASE}/referrals/<referral_id>", TAG)
def answer_referral(body: dict[str, Any], number: str, referral_id: str) -> dict[str, Any]:
    """Register receipt, written answer, refusal or withdrawal (form `referral_reply`)."""
    return filed(commands.answer_referral, number, body, referral_id)
