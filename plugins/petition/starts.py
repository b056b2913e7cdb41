"""What the case already knows of an answer: a form opens with it, to be kept or changed.

Nothing here decides: no lane, no result and no consent is filled in for anybody.
"""

from collections.abc import Mapping

from core.api import StepContext, Value
from plugins.petition import told

Answers = Mapping[str, Value]
CAME_AS = {
    "walk_in": "visit",
    "letter": "letter",
    "phone": "call",
    "hotline_12338": "call",
    "hotline_12345": "forwarded",
    "online": "online",
    "assigned_from_above": "assigned",
    "department": "forwarded",
    "referral": "forwarded",
}
"""The form of a petition by the channel of its case."""


def today(ctx: StepContext) -> Answers:
    """Today."""
    return {"on": ctx.today.isoformat()}


def registering(ctx: StepContext) -> Answers:
    """What was asked at the window, and how it came."""
    known = {"form": CAME_AS.get(ctx.case.channel), "request": ctx.case.summary}
    return {name: one for name, one in known.items() if one}


def triaging(ctx: StepContext) -> Answers:
    """The triage as it stands; before the first, an earlier petition of this case still open."""
    known = told.data_of(ctx.item, "triage")
    if known:
        return {name: one for name, one in known.items() if name != "interest"}
    earlier = [
        one
        for one in ctx.case.items
        if one.service == "petition" and one.id != ctx.item.id and one.state.value == "open"
    ]
    return {"repeat": True, "repeat_of": ctx.case.number} if earlier else {}


def notifying(ctx: StepContext) -> Answers:
    """Today, in writing, and the way the triage points to."""
    where = told.answered(ctx.item, "triage", "jurisdiction")
    repeat = told.answered(ctx.item, "triage", "repeat") is True
    if repeat or where == "litigation":
        reason = "repeat" if repeat else "litigation"
        return {"on": ctx.today.isoformat(), "kind": "declined", "reason": reason}
    if where in ("lower", "other"):
        return {"on": ctx.today.isoformat(), "kind": "forwarded"}
    return {"on": ctx.today.isoformat()}


def reporting(ctx: StepContext) -> Answers:
    """Whom the law names; the last report, for the receipt that came later."""
    known = told.data_of(ctx.item, "report")
    if known and not known.get("receipt"):
        return known
    return {"to": ["police"]} if told.must_report(ctx.item) else {}


def feeding_back(ctx: StepContext) -> Answers:
    """The body that has owed its answer longest, else the one it was sent to last."""
    waiting = next((one.to for one in ctx.item.letters if one.waits), None)
    to = waiting or told.answered(ctx.item, "transfer", "to")
    return {"on": ctx.today.isoformat()} | ({"body": to} if to else {})


def answering(ctx: StepContext) -> Answers:
    """Today; in writing where the law asks for an opinion."""
    paper = {"how": "paper"} if told.is_claim(ctx.item) else {}
    return {"on": ctx.today.isoformat()} | paper


def reviewing(ctx: StepContext) -> Answers:
    """The round that is out, else the next one."""
    known = told.data_of(ctx.item, "review")
    if known and not known.get("opinion_on"):
        return known
    return {"round": "final" if told.opinions(ctx.item, "review") else "review"}
