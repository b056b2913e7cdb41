"""What may be sent: one schema a call, judged before any command hears of it (4.3.1.1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import marshmallow

from core.cases.visits import VISIT_KINDS
from core.families.kinship import KIN
from core.rest.fields import Answers, Body, Code, Day, Flag, Inner, Several, Whole, Words
from core.words import WAIVERS, Move, State

LONG = 2000
REASON = 1000
ID = 13
MOST_PRESENT = 40
MOST_MEASURES = 30


class Intake(Body):
    """The intake form itself judges what is inside; its JSON Schema stands in the description."""

    class Meta:
        unknown = marshmallow.INCLUDE


class ClueBody(Body):
    """The clue form itself judges what is inside; its JSON Schema stands in the description."""

    class Meta:
        unknown = marshmallow.INCLUDE


class SwitchBody(Body):
    """A function's new state; ``point`` is an id or code, the county studio when left out."""

    state = Code(list(State), required=True)
    point = Words(longest=20)
    version = Whole()


class MeasureBody(Body):
    """One measure of a plan: who is responsible, what, until when."""

    body = Words(required=True, longest=80)
    text = Words(required=True, longest=REASON)
    due_on = Day(required=True)


class PlanBody(Body):
    """A plan with its measures."""

    text = Words(longest=LONG)
    measures = Several(Inner(MeasureBody), most=MOST_MEASURES, load_default=list)


class PlanField(Words):
    """A plan as one text, as an object with its measures, or as the list of them."""

    def _deserialize(
        self, value: object, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> Any:
        if isinstance(value, list):
            value = {"measures": value}
        if isinstance(value, dict):
            return Inner(PlanBody).deserialize(value)
        return {"text": super()._deserialize(value, attr, data, **kwargs), "measures": []}


class MoveBody(Body):
    """A move and what it needs. ``to`` is a point for most moves; the account that takes the lead,
    the case that goes on, or the organisation, where the move names one of these."""

    move = Code(list(Move), required=True)
    version = Whole(required=True)
    reason = Words(longest=REASON, load_default="")
    to = Words(load_default="")
    to_account = Words(load_default="")
    waiver = Code(list(WAIVERS))
    outcome = Words(longest=REASON, load_default="")
    told_remedies = Flag(load_default=False)
    plan = PlanField(longest=LONG)
    measures = Several(Inner(MeasureBody), most=MOST_MEASURES, load_default=list)
    present = Several(Words(required=True), most=MOST_PRESENT, load_default=list)
    on = Day()
    into = Words(longest=24, load_default="")


class ItemBody(Body):
    """Another function to open on the case."""

    service = Words(required=True, longest=40)


class RecordBody(Body):
    """A form of the item's service, filed beside its steps."""

    form = Words(required=True, longest=80)
    data = Answers(required=True)
    version = Whole(required=True)


class StepBody(Body):
    """A step; ``data`` files the step's form in the same transaction."""

    step = Words(required=True, longest=40)
    version = Whole(required=True)
    data = Answers(load_default=dict)


class SecondBody(StepBody):
    """A step's answers for a second person to agree to; ``second`` is a username or an id."""

    second = Words(required=True, longest=40)


class SecondAnswerBody(Body):
    """The second person's answer, quoting the version of the question; a refusal says why."""

    answer = Code(["agreed", "refused"], required=True)
    reason = Words(longest=300, load_default="")
    version = Whole(required=True)


class FormBody(Body):
    """The answers of one of core's own forms, quoting the version of the case."""

    version = Whole(required=True)
    data = Answers(required=True)


class AnswersBody(Body):
    """The answers of one of core's own forms that changes nothing that is there already."""

    data = Answers(required=True)


class VisitPlanBody(Body):
    """One more visit: its kind and day; for `warning_letter` the day the letter was served."""

    version = Whole(required=True)
    kind = Code(list(VISIT_KINDS), required=True)
    planned_on = Day(required=True)


class RatingBody(Body):
    """A level of the county's scheme, why, and what else is known (`factors` of the scheme)."""

    version = Whole(required=True)
    level = Words(required=True, longest=20)
    reason = Words(required=True, longest=500)
    factors = Several(Words(required=True, longest=40), most=40, load_default=list)


class RatingAnswerBody(Body):
    """Whether a second person agrees to the lower level."""

    version = Whole(required=True)
    agree = Flag(required=True)


class KinBody(Body):
    """`who` is `code` of `of`: two parties by id, a code of GB/T 4761 or one of ours."""

    version = Whole(required=True)
    who = Words(required=True, longest=ID)
    of = Words(required=True, longest=ID)
    code = Code(list(KIN), required=True)
    together = Flag(load_default=False)
    since = Day()
    until = Day()


class JoinBody(Body):
    """The other entry of the same person, and how that was established."""

    other = Words(required=True, longest=ID)
    reason = Words(required=True, longest=200)


class FlagOffBody(Body):
    """Why a flag is taken off."""

    version = Whole(required=True)
    reason = Words(required=True, longest=300)


class AccountBody(Body):
    """Who is to work it: a username or an account id."""

    version = Whole(required=True)
    account = Words(required=True)


class VersionBody(Body):
    """Nothing but the version that was seen."""

    version = Whole(required=True)


class PaperBody(Body):
    """A paper to issue: its kind, whom it is for where it is for one party, and which filed form it
    tells where it tells one of several."""

    kind = Words(required=True, longest=80)
    party = Words(longest=ID, load_default="")
    item = Words(longest=ID, load_default="")
    record = Words(longest=ID, load_default="")


class VoidBody(Body):
    """Why a copy is declared void."""

    reason = Words(required=True, longest=200)
