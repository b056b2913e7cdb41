"""紧急查看 over the API: ask for a look, end it, read and review what was looked at (T/ZSM 5.6.4).

A look itself is for pages: every call about the case stays closed to who came through the glass.
Opening one asks the same proof as the page, and of a browser's session only: a token lies in a file
and proves nobody's presence.
"""

from __future__ import annotations

from typing import Any

from flask_login import current_user
from marshmallow import Schema, fields

from core.audit import note_access
from core.cases import commands
from core.cases.acting import Acting
from core.cases.errors import Invalid, MoveRefused, Unknown
from core.cases.glass import GlassOut, find_review, my_glasses, reviews
from core.cases.here import acting
from core.people.fresh import not_proven
from core.rest.answers import Moment, Told, listing
from core.rest.calls import call
from core.rest.fields import Answers, Body, Words
from core.rest.presence import only_who_signed_in
from core.rest.shapes import short_list

TAG = "emergency looks"
ONE = "/<county>/glass/<rowid:glass_id>"
REVIEW = "/<county>/glass/reviews/<rowid:glass_id>"
MOST = 50


class GlassAnswer(Schema):
    """One emergency look. ``number`` is told to who opened it while it is open, ``looks`` to who
    reviews; the reviewers learn no number."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    who = fields.String(required=True)
    ground = Told(required=True)
    reason = fields.String(required=True)
    opened_at = Moment(required=True)
    until = Moment(required=True)
    ended_at = Moment(required=True)
    looks = fields.Integer(required=True)
    last_look = Moment(required=True)
    verdict = Told(required=True)
    remark = fields.String(required=True)
    reviewer = fields.String(required=True)
    reviewed_at = Moment(required=True)


class GlassBody(Body):
    """The answers of the form `glass`, and what proves that the caller is here now: the code of the
    second factor, or the password where the house has none. It is kept nowhere."""

    proof = Words(required=True, longest=200)
    data = Answers(required=True)


class GlassReviewBody(Body):
    """The answers of the form `glass_review`."""

    data = Answers(required=True)


@call(
    "/<county>/glass",
    action="glass.break",
    tag=TAG,
    gives=listing(GlassAnswer, "Glasses"),
    answer="S",
    paged=True,
)
def glasses(asked: dict[str, Any]) -> dict[str, Any]:
    """List what the caller opened, the newest first."""
    return short_list(my_glasses(acting(), limit=MOST), asked, "glass", lambda one: one.id)


@call(
    "/<county>/glass",
    method="POST",
    action="glass.break",
    tag=TAG,
    takes=GlassBody,
    gives=GlassAnswer,
    answer="S",
)
def break_glass(body: dict[str, Any]) -> GlassOut:
    """Open one case for four hours, to read on its page; with a token always 409. Twice is once,
    and every try that fails is in the access log."""
    here = acting()
    try:
        _proven(body["proof"])
        row = commands.break_glass(here, body["data"])
    except (Invalid, MoveRefused):
        here.session.rollback()
        _note(here, "glass.refused")
        raise
    return _one(my_glasses(here, limit=MOST), row.id)


@call(f"{ONE}/close", method="POST", action="glass.break", tag=TAG, gives=GlassAnswer, answer="S")
def close_glass(glass_id: str) -> GlassOut:
    """Stop looking before the four hours are over."""
    here = acting()
    commands.close_glass(here, glass_id)
    here.session.flush()
    return _one(my_glasses(here, limit=MOST), glass_id)


@call(
    "/<county>/glass/reviews",
    action="glass.review",
    tag=TAG,
    gives=listing(GlassAnswer, "GlassReviews"),
    answer="S",
    paged=True,
)
def glass_reviews(asked: dict[str, Any]) -> dict[str, Any]:
    """List what waits for review, the oldest first, then what was reviewed."""
    here = acting()
    _note(here, "glass.review")
    return short_list(reviews(here, limit=MOST), asked, "glass_reviews", lambda one: one.id)


@call(REVIEW, action="glass.review", tag=TAG, gives=GlassAnswer, answer="S")
def glass_review(asked: dict[str, Any], glass_id: str) -> GlassOut:
    """Return one look that the caller may review."""
    here = acting()
    _note(here, "glass.review")
    if find_review(here, glass_id) is None:
        raise Unknown(glass_id)
    return _one(reviews(here, only=glass_id), glass_id)


@call(
    REVIEW,
    method="POST",
    action="glass.review",
    tag=TAG,
    takes=GlassReviewBody,
    gives=GlassAnswer,
    answer="S",
)
def review_glass(body: dict[str, Any], glass_id: str) -> GlassOut:
    """Say whether the look was needed, once it is over; reviewed is reviewed."""
    here = acting()
    commands.review_glass(here, glass_id, body["data"])
    return _one(reviews(here, only=glass_id), glass_id)


def _proven(proof: str) -> None:
    """Refuse whoever does not prove that she is here, now."""
    only_who_signed_in()
    why = not_proven(current_user, proof)
    if why:
        raise Invalid({"proof": [why]})


def _one(found: tuple[GlassOut, ...], glass_id: str) -> GlassOut:
    """Return the look of this id; Unknown for one that is not among them (any more)."""
    told = next((one for one in found if one.id == glass_id), None)
    if told is None:
        raise Unknown(glass_id)
    return told


def _note(here: Acting, action: str) -> None:
    """Write into the access log that somebody looked at, or tried, what has no case to name."""
    note_access(
        county=here.viewer.county, account_id=here.me, action=action, target="glass", at=here.at
    )
