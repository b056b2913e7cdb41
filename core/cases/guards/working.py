"""What has to be tried at a level before a case settles, fails, goes up or goes before a meeting.

附录 B, T/ZSM 5.5.2.1; how often is the county's own policy.
"""

from __future__ import annotations

from core.cases.facts import Args, Facts
from core.cases.guards.refusing import no
from core.words import WAIVERS, Level, Objection

COUNTY_RULE = "县规则"


def attempted_or_planned(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Settling needs an attempt at this level, or a plan whose measures are all done."""
    if facts.level is Level.LG:
        if facts.plan_state == "adopted" and not facts.measures_open:
            return ()
        return no("处置方案的措施还没有全部完成", "T/ZSM 5.5.2.1", "plan_open")
    if facts.attempt_open or facts.attempt_days:
        return ()
    return no("本级还没有调处过", "附录 B", "not_attempted")


def attempt_or_plan_open(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Only something that was begun can fail."""
    if facts.attempt_open or (facts.level is Level.LG and facts.plan_state == "adopted"):
        return ()
    return no("没有进行中的调处", "附录 B", "nothing_open")


def attempts_made(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Reporting up needs the policy's attempts at this level, or a waiver with its reason."""
    if facts.level is Level.L3:
        if facts.cross_county:
            return ()
        return no("县级调处不成的，提请联席会商", "T/ZSM 5.5.2.1", "meeting_instead")
    return _tried_or_waived(facts, args)


def meeting_due(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """The county convenes on arrival or after its own attempts, as the county's policy says."""
    if facts.level is Level.LG:
        return ()
    return _tried_or_waived(facts, args)


def no_open_plan(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A plan under way is carried out first; a meeting without a plan waits for its plan."""
    if facts.plan_state == "adopted":
        return no("处置方案正在执行", "T/ZSM 5.5.2.1", "plan_running")
    if facts.plan_state == "awaited":
        return no("上次会商还没有形成处置方案", "T/ZSM 5.5.2.1", "plan_awaited")
    return ()


def meeting_held(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A plan comes out of a meeting."""
    if facts.plan_state == "awaited":
        return ()
    return no("先召开联席会商", "T/ZSM 5.5.2.1", "no_meeting")


def _tried_or_waived(facts: Facts, args: Args) -> tuple[Objection, ...]:
    if facts.attempt_days >= facts.attempts_needed:
        return ()
    if args.waiver in WAIVERS and len(args.reason.strip()) >= 2:
        return ()
    return (
        Objection(
            text="本级调处 %(done)s / %(needed)s 次",
            citation=COUNTY_RULE,
            code="attempts",
            values={"done": str(facts.attempt_days), "needed": str(facts.attempts_needed)},
            waivable=True,
        ),
    )
