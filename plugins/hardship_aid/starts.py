"""What the item already knows of an answer: a form opens with it, to be kept or changed.

Nothing here decides: no grant, no approval and no consent is filled in for anybody.
"""

from collections.abc import Mapping
from datetime import timedelta

from core.api import ItemView, StepContext, Value
from plugins.hardship_aid import ledger
from plugins.hardship_aid.conditions import MET
from plugins.hardship_aid.programmes import PROGRAMMES

Answers = Mapping[str, Value]
REVIEW_DAYS = 180
"""Half a year, as 低保 is looked at again where income is unsteady (低保办法 31)."""


def today(ctx: StepContext) -> Answers:
    """Today."""
    return {"on": ctx.today.isoformat()}


def assessing(ctx: StepContext) -> Answers:
    """The file as it was last written, or whom it is about and a day to look again."""
    known = ctx.item.latest("hardship_aid.assessment")
    if known:
        return {name: one for name, one in known.data.items() if name != "review_on"}
    found = ctx.item.latest("hardship_aid.discovery")
    return {
        "person": found.data.get("person") if found else None,
        "review_on": (ctx.today + timedelta(days=REVIEW_DAYS)).isoformat(),
    }


def applying(ctx: StepContext) -> Answers:
    """The first programme nobody applied for yet, what was helped first before all others."""
    listed = [
        str(row.get("programme")) for row in ledger.matched(ctx.item) if row.get("fit") == MET
    ]
    if ledger.papers_owed(ctx.item):
        listed.insert(0, ledger.FIRST)
    for code in listed:
        if code in PROGRAMMES and code not in ledger.applied(ctx.item):
            place = PROGRAMMES[code].place
            return {"programme": code, "on": ctx.today.isoformat()} | (
                {"place": place} if place else {}
            )
    return today(ctx)


def posting(ctx: StepContext) -> Answers:
    """Seven days from today, for the first programme that asks for it."""
    asked = [code for code in ledger.pending(ctx.item) if PROGRAMMES[code].open_notice]
    return {
        "programme": asked[0] if asked else None,
        "since": ctx.today.isoformat(),
        "until": (ctx.today + timedelta(days=7)).isoformat(),
    }


def waits_for_county(item: ItemView) -> bool:
    """Tell whether something is out that the county confirms."""
    return any(PROGRAMMES[code].county_clock for code in ledger.pending(item))


def sending_up(ctx: StepContext) -> Answers:
    """What the county confirms and has not yet, today."""
    out = [code for code in ledger.pending(ctx.item) if PROGRAMMES[code].county_clock]
    return {"programme": out[0] if out else None, "on": ctx.today.isoformat()}


def delivering(ctx: StepContext) -> Answers:
    """What was granted and not given yet."""
    given = {one.programme for one in ledger.given(ctx.item)}
    for code in ledger.applied(ctx.item):
        if ledger.decision(ctx.item, code) == ledger.GRANTED and code not in given:
            amount = ledger.last(ctx.item, "decision", code).get("amount")
            return {"programme": code, "on": ctx.today.isoformat(), "amount": amount}
    return today(ctx)


def refused(item: ItemView) -> bool:
    """Tell whether a refusal stands: only then there is something to tell."""
    return any(ledger.decision(item, code) == ledger.REFUSED for code in ledger.applied(item))
