"""What follows from the centre's acts and the bureau's: 7, 3 and 5 days (法律援助法 43, 44, 49)."""

from core.api import (
    CloseItem,
    Effect,
    Objection,
    StartClock,
    StepContext,
    StopClock,
    Task,
    at_field,
    not_tomorrow,
    read_date,
)
from plugins.legal_aid import told
from plugins.legal_aid.clocks import ASSIGN, DECIDE, MEET, REVIEW
from plugins.legal_aid.rules import same_person
from plugins.legal_aid.settings import experienced_in


def _not_before(ctx: StepContext, form: str, text: str, field: str = "on") -> tuple[Objection, ...]:
    on, earlier = read_date(ctx.data.get(field)), told.day_of(ctx.item, form)
    if on is None or earlier is None or on >= earlier:
        return ()
    return (at_field(field, text, "too_early", "法律援助法第43条"),)


def may_accept(ctx: StepContext) -> tuple[Objection, ...]:
    """It arrives after it left."""
    early = _not_before(ctx, "submission", "收到的日期不会早于移送的日期。")
    return (*not_tomorrow(ctx), *early)


def after_acceptance(ctx: StepContext) -> tuple[Effect, ...]:
    """Seven days to decide (43)."""
    return (StartClock(clock=DECIDE, from_date=read_date(ctx.data.get("on"))),)


def may_advance(ctx: StepContext) -> tuple[Objection, ...]:
    """Help first, papers later (44)."""
    found, on = [*not_tomorrow(ctx)], read_date(ctx.data.get("on"))
    papers = read_date(ctx.data.get("papers_by"))
    if on and papers and papers < on:
        text = "先提供、后补手续，补手续的日期不会早于先行提供。"
        found.append(at_field("papers_by", text, "papers_first", "法律援助法第44条"))
    return tuple(found)


def after_advance(ctx: StepContext) -> tuple[Effect, ...]:
    """Somebody fetches the papers."""
    due = read_date(ctx.data.get("papers_by")) or ctx.today
    return (Task(title="补办援助手续", on=max(due, ctx.today)),)


def may_decide(ctx: StepContext) -> tuple[Objection, ...]:
    """A refusal is told with the way to object (49); silence counts only after being told (43)."""
    data = ctx.data
    early = _not_before(ctx, "acceptance", "决定的日期不会早于中心收到的日期。")
    found = [*same_person(ctx), *not_tomorrow(ctx), *early]
    if data.get("decision") == "refused" and data.get("told") is not True:
        text = "请告诉申请人可以提出异议。"
        found.append(at_field("told", text, "told", "法律援助法第49条"))
    if data.get("taken_back") == "deemed" and not told.waits_for_papers(ctx.item):
        text = "没有告知过补正、或者已经补齐的，不能视为撤回。"
        found.append(at_field("taken_back", text, "not_deemed", "法律援助法第43条"))
    return tuple(found)


def after_decision(ctx: StepContext) -> tuple[Effect, ...]:
    """Three days to assign, once granted (43); a reason the law does not know is objected to."""
    decision, stop = ctx.data.get("decision"), StopClock(clock=DECIDE)
    if decision == "granted":
        if told.helped(ctx.item):
            return (stop,)
        return (stop, StartClock(clock=ASSIGN, from_date=read_date(ctx.data.get("on"))))
    if decision == "withdrawn":
        return (stop, CloseItem(outcome="withdrawn", state="terminated"))
    if ctx.data.get("reason") == "means" and told.spared_item(ctx.item):
        return (stop, Task(title="不予的理由和法律不符，请帮助提出异议", to="owner", due_days=1))
    return (stop,)


def may_object(ctx: StepContext) -> tuple[Objection, ...]:
    """What is answered was asked before; upheld, she is told where else to go (49)."""
    found = [*same_person(ctx), *not_tomorrow(ctx), *not_tomorrow(ctx, "answered_on")]
    on, answered = read_date(ctx.data.get("on")), read_date(ctx.data.get("answered_on"))
    if on and answered and answered < on:
        text = "审查的日期不会早于提出的日期。"
        found.append(at_field("answered_on", text, "too_early", "法律援助法第49条"))
    if ctx.data.get("told_next") is False:
        text = "维持的，请告诉申请人还可以申请行政复议、提起行政诉讼。"
        found.append(at_field("told_next", text, "told_next", "法律援助法第49条"))
    return tuple(found)


def after_objection(ctx: StepContext) -> tuple[Effect, ...]:
    """Five days for the justice bureau (49)."""
    result = ctx.data.get("result")
    if result == "pending":
        return (StartClock(clock=REVIEW, from_date=read_date(ctx.data.get("on"))),)
    again = (Task(title="请中心重新决定", to="owner"),)
    return (StopClock(clock=REVIEW), *(again if result == "corrected" else ()))


def may_assign(ctx: StepContext) -> tuple[Objection, ...]:
    """Assign what was granted, or what is given in advance; a victim gets experience (5.4.6)."""
    found = [*same_person(ctx), *not_tomorrow(ctx)]
    granted = told.decision(ctx.item) == "granted"
    if not granted and not told.owes_papers(ctx.item):
        found.append(
            Objection(
                text="还没有给予援助的决定。", citation="法律援助法第43条", code="not_granted"
            )
        )
    if granted and not told.helped(ctx.item) and "advance" not in ctx.item.done:
        found += _not_before(ctx, "decision", "指派的日期不会早于决定的日期。")
    if told.victim(ctx.item):
        found += _experience(ctx)
    return tuple(found)


def _experience(ctx: StepContext) -> tuple[Objection, ...]:
    years, wanted = ctx.data.get("years"), experienced_in(ctx.settings)
    if not isinstance(years, int):
        text = "请填执业年限：这一件优先指派经验丰富的律师。"
        return (at_field("years", text, "experience", "T/ZSM 5.4.6"),)
    if years >= wanted or ctx.data.get("why_less"):
        return ()
    text = "执业不到 %(years)s 年，请中心换一位；确实没有的写明怎么办。"
    return (at_field("why_less", text, "experience", "T/ZSM 5.4.6", years=str(wanted)),)


def after_assignment(ctx: StepContext) -> tuple[Effect, ...]:
    """Assigned; a minor victim is met within five working days."""
    meet = (StartClock(clock=MEET, from_date=read_date(ctx.data.get("on"))),)
    return (StopClock(clock=ASSIGN), *(meet if ctx.data.get("minor_victim") is True else ()))
