"""What the case already knows of an answer: a form opens with it, to be kept or changed.

Nothing here decides: no yes, no signature and no result is filled in for anybody.
"""

from collections.abc import Mapping

from core.api import ItemView, PartyView, StepContext, Value, read_rows
from plugins.mediation import after, committee, dossier, locks

Answers = Mapping[str, Value]


def _today(ctx: StepContext) -> str:
    return ctx.today.isoformat()


def _latest(item: ItemView, form: str) -> Answers:
    record = item.latest(form)
    return record.data if record else {}


CAME = {
    "court_delegated": {"start_mode": "court_delegated", "mediation_kind": "judicial"},
    "court_entrusted": {"start_mode": "court_entrusted", "mediation_kind": "judicial"},
    "police_weekly": {"start_mode": "police"},
    "department": {"start_mode": "department"},
    "door_visit": {"start_mode": "own"},
    "grid": {"start_mode": "own"},
    "found": {"start_mode": "own"},
}
"""How a dispute came, by the channel of its case."""


def applying(ctx: StepContext) -> Answers:
    """How it came, as the window took it down. What was said there is never copied: both sides
    sign the register that prints the claims."""
    return CAME.get(ctx.case.channel, {})


def asking(ctx: StepContext) -> Answers:
    """The next one nobody has asked yet."""
    for party in locks.deciding(ctx):
        if locks.will_of(ctx.item, party.id) is None:
            return {"party": party.id, "asked_on": _today(ctx)}
    return {"asked_on": _today(ctx)}


def telling(ctx: StepContext) -> Answers:
    """Today."""
    return {"told_on": _today(ctx)}


def accepting(ctx: StepContext) -> Answers:
    """Today."""
    return {"signed_on": _today(ctx)}


def extending(ctx: StepContext) -> Answers:
    """Today."""
    return {"agreed_on": _today(ctx)}


def appointing(ctx: StepContext) -> Answers:
    """The committee that serves this point, and whoever was chosen last."""
    known = _latest(ctx.item, "mediation.mediators")
    if known:
        return {name: value for name, value in known.items() if name != "recused"}
    own = committee.serving(ctx.settings, ctx.item.point)
    if own is None or after.kind_of(ctx.item) not in ("people", "federation"):
        return {}
    return {"committee": own.name, "committee_word": own.word}


def looking_into(ctx: StepContext) -> Answers:
    """Today."""
    return {"on": _today(ctx)}


def receiving(ctx: StepContext) -> Answers:
    """Today."""
    return {"received_on": _today(ctx)}


def sitting(ctx: StepContext) -> Answers:
    """Everyone who has said yes himself, at the place of the last sitting."""
    return {
        "on": _today(ctx),
        "place": _latest(ctx.item, "mediation.session").get("place"),
        "present": [
            {"party": party.id, "how": "self", "by": "in_person"} for party in _willing(ctx)
        ],
    }


def _willing(ctx: StepContext) -> tuple[PartyView, ...]:
    return tuple(party for party in locks.deciding(ctx) if party.willing == "agreed")


def agreeing(ctx: StepContext) -> Answers:
    """The draft before, or the committee and the day."""
    known = _latest(ctx.item, "mediation.agreement")
    if known:
        return known
    return {
        "committee": _latest(ctx.item, "mediation.mediators").get("committee"),
        "agreed_on": _today(ctx),
        "place": _latest(ctx.item, "mediation.session").get("place"),
    }


def signing(ctx: StepContext) -> Answers:
    """A row for everyone who has to sign; the days are for them to tell."""
    items = read_rows(_latest(ctx.item, "mediation.agreement").get("items"))
    bound = {row.get(side) for row in items for side in ("payer", "payee")}
    rows: list[Value] = [
        {"party": party.id}
        for party in locks.deciding(ctx)
        if party.id in bound or party.willing == "agreed"
    ]
    chosen = read_rows(_latest(ctx.item, "mediation.mediators").get("mediators"))
    return {"signatures": rows, "mediator": chosen[0].get("mediator") if chosen else None}


def performing(ctx: StepContext) -> Answers:
    """A row for each promise, as it was last seen, here or at a visit."""
    told: dict[object, Mapping[str, Value]] = {}
    for record in ctx.item.records:
        if record.form == "mediation.agreement":
            told = {}
        elif record.form == "mediation.performance":
            told |= {row.get("number"): row for row in read_rows(record.data.get("items"))}
    seen = after.last_seen(ctx.item)
    rows: list[Value] = []
    for number in range(1, dossier.promises(ctx.item) + 1):
        row = told.get(number)
        state = seen.get(number)
        if row is None or row.get("state") != state:
            row = {"number": number} | ({"state": state} if state else {})
        rows.append(dict(row))
    return {"on": _today(ctx), "items": rows}


def confirming(ctx: StepContext) -> Answers:
    """Today, and the court asked before."""
    known = _latest(ctx.item, "mediation.confirmation")
    return {"on": _today(ctx), "court": known.get("court")}


def claiming(ctx: StepContext) -> Answers:
    """The tier the criteria propose, what the county pays for it, and who mediated."""
    tier = dossier.proposed(ctx)
    return {
        "difficulty": tier,
        "amount": after.rate(ctx.settings, tier),
        "claimants": [{"mediator": one} for one in sorted(after.appointed(ctx.item))],
    }


def closing(ctx: StepContext) -> Answers:
    """The tier claimed or proposed, and how far the confirmation got."""
    claim = _latest(ctx.item, "mediation.subsidy")
    return {
        "difficulty": claim.get("difficulty") or dossier.proposed(ctx),
        "difficulty_why": claim.get("difficulty_why"),
        "confirmation": _latest(ctx.item, "mediation.confirmation").get("status"),
    }
