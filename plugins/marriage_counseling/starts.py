"""What the item already knows of an answer: a form opens with it, to be kept or changed.

No yes, no wish and no finding is ever filled in for anybody.
"""

from collections.abc import Mapping

from core.api import StepContext, Value
from plugins.marriage_counseling import sides

Answers = Mapping[str, Value]
CHANNELS = {"registry": "registry", "court_delegated": "court", "court_entrusted": "court"}
"""By which door of the window a couple comes that somebody sent."""


def booking(ctx: StepContext) -> Answers:
    """Who sent them, as the window took it down; a registry's couple has applied."""
    referrer = CHANNELS.get(ctx.case.channel)
    if referrer is None:
        return {}
    found: dict[str, Value] = {"referrer": referrer}
    if referrer == "court":
        found["divorce_path"] = "lawsuit"
    return found


def consent(ctx: StepContext) -> Answers:
    """The next one nobody has asked yet, today."""
    return _next(ctx, "consent")


def screening(ctx: StepContext) -> Answers:
    """The next one who agreed and was not seen alone yet."""
    for party in sides.couple(ctx.case):
        if sides.agreed(ctx.item, party.id) and not sides.screened(ctx.item, party.id):
            return {"party": party.id}
    return {}


def facts(ctx: StepContext) -> Answers:
    """As it was last written."""
    return dict(sides.newest(ctx.item, "facts"))


def today(ctx: StepContext) -> Answers:
    """Today; whom it is about, where only one takes part."""
    staying = [one.id for one in sides.couple(ctx.case) if sides.agreed(ctx.item, one.id)]
    day: Answers = {"on": ctx.today.isoformat()}
    return {**day, "party": staying[0]} if len(staying) == 1 else day


def session(ctx: StepContext) -> Answers:
    """Today, in the way that was asked for, where it is one of those alone."""
    wanted = sides.newest(ctx.item, "booking").get("mode")
    return {**today(ctx), "mode": "alone" if wanted in (None, "joint") else wanted}


def together(ctx: StepContext) -> Answers:
    """Today, with everybody who agreed and was seen alone."""
    here: list[Value] = [
        {"party": one.id} for one in sides.couple(ctx.case) if sides.screened(ctx.item, one.id)
    ]
    return {"on": ctx.today.isoformat(), "present": here}


def pact(ctx: StepContext) -> Answers:
    """The pact as it stands, to be amended."""
    last = sides.newest(ctx.item, "pact")
    return {**together(ctx), **({"items": last["items"]} if last else {})}


def day(ctx: StepContext) -> Answers:
    """Today."""
    return {"on": ctx.today.isoformat()}


def _next(ctx: StepContext, form: str) -> Answers:
    for party in sides.couple(ctx.case):
        if not sides.filed(ctx.item, form, party.id):
            return {"party": party.id, "on": ctx.today.isoformat()}
    return {"on": ctx.today.isoformat()}
