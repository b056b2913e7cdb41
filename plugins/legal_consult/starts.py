"""What the case already knows of an answer: a form opens with it, to be kept or changed.

No judgement is filled in for anybody: no conflict, no yes, no ruling.
"""

from collections.abc import Mapping

from core.api import StepContext, Value
from plugins.legal_consult import told
from plugins.legal_consult.choices import LAWYER
from plugins.legal_consult.papers.parts import our_record
from plugins.legal_consult.sides import OTHER, clients

Answers = Mapping[str, Value]
ASKING = ("applicant", "victim", "reporter")
RELATED = {
    "spouse": "spouse",
    "ex_spouse": "ex",
    "dating": "dating",
    "ex_dating": "dating",
    "parent": "parent",
    "child": "parent",
    "cohabitant": "living",
    "sibling": "family",
    "grandparent": "family",
    "grandchild": "family",
    "in_law": "family",
}
"""How an application says what a case says of somebody's relation to the one who asks."""


def _client(ctx: StepContext) -> Answers:
    """Whom the item is for, else the one person who asked."""
    known = clients(ctx.item)
    if not known:
        known = tuple(one.id for one in ctx.case.parties if one.role in ASKING)
    return {"client": known[0]} if len(known) == 1 else {}


def _other(ctx: StepContext) -> str:
    """The one on the other side, "" when there are none or several."""
    against = [one.id for one in ctx.case.parties if one.role in OTHER]
    return against[0] if len(against) == 1 else ""


def _court(ctx: StepContext) -> Answers:
    court = ctx.settings.get("court")
    return {"court": court} if court else {}


def appointing(ctx: StepContext) -> Answers:
    """Face to face, as most come."""
    return {"mode": "visit"}


def consulting(ctx: StepContext) -> Answers:
    """Who asks, what was asked at the window, and that a lawyer is a lawyer."""
    said: dict[str, Value] = {**_client(ctx), "mode": "visit", "next_step": "own"}
    said["opinion_wanted"] = False
    booked = told.data_of(ctx.item, "appointment").get("mode")
    if booked:
        said["mode"] = booked
    if ctx.case.summary:
        said["question"] = ctx.case.summary
    if LAWYER in ctx.professions:
        said["adviser"] = LAWYER
    return said


def opining(ctx: StepContext) -> Answers:
    """Today, in whose name the answer was given, on what."""
    asked = told.data_of(ctx.item, "consult")
    known: dict[str, Value] = {
        "facts": asked.get("question"),
        "text": asked.get("answer"),
        "basis": told.articles(asked),
        "adviser": asked.get("adviser"),
        "adviser_name": asked.get("adviser_name"),
    }
    return {
        **_client(ctx),
        "way": "person",
        "handed_on": ctx.today.isoformat(),
        **{name: one for name, one in known.items() if one},
    }


def applying(ctx: StepContext) -> Answers:
    """Who against whom, before which court; her own statement and our record are two proofs,
    a letter of warning or a punishment that is on record the third."""
    last = told.data_of(ctx.item, "order")
    if last:
        return last
    said: dict[str, Value] = {"kind": "new", "applied_by": "self", **_client(ctx), **_court(ctx)}
    against = _other(ctx)
    if against:
        relation = next(one.relation for one in ctx.case.parties if one.id == against)
        said["against"] = against
        if relation in RELATED:
            said["relation"] = RELATED[relation]
    if told.data_of(ctx.item, "consult").get("question"):
        said["facts"] = told.data_of(ctx.item, "consult")["question"]
    proofs: list[Value] = [
        {"kind": "statement", "state": "there"},
        {"kind": "requests", "state": "there", "what": our_record(ctx.case.number)},
    ]
    if ctx.case.warned:
        proofs.append({"kind": "warning", "state": "fetch"})
    said["evidence"] = proofs
    return said


def submitting(ctx: StepContext) -> Answers:
    """As it was applied for."""
    urgent = told.data_of(ctx.item, "order").get("urgent")
    return {**_client(ctx), **({"urgent": urgent} if isinstance(urgent, bool) else {})}


def ruled(ctx: StepContext) -> Answers:
    """Whose order it is, and what was asked for."""
    measures = told.data_of(ctx.item, "order").get("measures")
    return {**_client(ctx), **({"measures": measures} if measures else {})}


def writing(ctx: StepContext) -> Answers:
    """For whom, against whom, today."""
    said: dict[str, Value] = {**_client(ctx), **_court(ctx), "handed_on": ctx.today.isoformat()}
    against = _other(ctx)
    return {**said, "other": against} if against else said


def closing(ctx: StepContext) -> Answers:
    """The way chosen when the question was answered."""
    step = told.data_of(ctx.item, "consult").get("next_step")
    return {"next_step": step} if step else {}
