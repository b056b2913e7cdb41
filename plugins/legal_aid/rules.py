"""Seven days, three days, five days, and who is never asked about money (法律援助法 32 to 49)."""

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    Objection,
    StartClock,
    StepContext,
    StopClock,
    Task,
    Value,
    read_date,
)

SUBMIT, DECIDE, ASSIGN, REVIEW, MEET = "submit", "decide", "assign", "objection", "meet_minor"
SHORT_NOTICE_DAYS = 7
SERVED = frozenset({"won", "partly", "mediated", "lost", "done"})


def _last(ctx: StepContext, form: str, name: str) -> Value:
    record = ctx.item.latest(f"legal_aid.{form}")
    return record.data.get(name) if record else None


def may_apply(ctx: StepContext) -> tuple[Objection, ...]:
    """Who harmed the applicant does not apply for her; means are promised or exempt."""
    found: list[Objection] = []
    if ctx.data.get("guardian_harmed") is True:
        found.append(
            Objection(
                text="侵害人不能代为申请，请其他法定代理人或近亲属来办。",
                citation="法律援助法第40条",
                code="guardian_harmed",
                field_name="guardian_harmed",
            )
        )
    if ctx.data.get("promised") is False and ctx.data.get("income") is None:
        found.append(
            Objection(
                text="请签诚信承诺，或者写明家庭收入。",
                citation="法律援助法第41条",
                code="means",
                field_name="promised",
            )
        )
    return tuple(found)


def after_applying(ctx: StepContext) -> tuple[Effect, ...]:
    """Hurry for a victim (应援快援), and where a period lapses or a measure cannot wait (44)."""
    effects: list[Effect] = []
    if ctx.data.get("victim") is True:
        effects += [
            FlagViolence(why="申请人是家暴、虐待或遗弃的受害人"),
            StartClock(clock=SUBMIT),
        ]
    lapses = read_date(ctx.data.get("limitation_on"))
    short = lapses is not None and 0 <= (lapses - ctx.today).days < SHORT_NOTICE_DAYS
    if short or ctx.data.get("urgent_measure") is True:
        effects.append(Task(title="请法律援助中心先行提供", to="owner", due_days=0))
    return tuple(effects)


def after_submission(ctx: StepContext) -> tuple[Effect, ...]:
    """The bundle left the house."""
    return (StopClock(clock=SUBMIT),)


def after_acceptance(ctx: StepContext) -> tuple[Effect, ...]:
    """Seven days to decide (43)."""
    return (StartClock(clock=DECIDE, from_date=read_date(ctx.data.get("on"))),)


def after_advance(ctx: StepContext) -> tuple[Effect, ...]:
    """Help first, papers later (44)."""
    due = read_date(ctx.data.get("papers_by"))
    return (Task(title="补办援助手续", on=max(due, ctx.today)),) if due else ()


def may_decide(ctx: StepContext) -> tuple[Objection, ...]:
    """A refusal is told together with the way to object (49)."""
    if ctx.data.get("decision") != "refused" or ctx.data.get("told") is True:
        return ()
    return (
        Objection(
            text="请告诉申请人可以提出异议。",
            citation="法律援助法第49条",
            code="told",
            field_name="told",
        ),
    )


def after_decision(ctx: StepContext) -> tuple[Effect, ...]:
    """Three days to assign, once granted (43)."""
    decision = ctx.data.get("decision")
    if decision == "granted":
        day = read_date(ctx.data.get("on"))
        return (StopClock(clock=DECIDE), StartClock(clock=ASSIGN, from_date=day))
    if decision == "withdrawn":
        return (StopClock(clock=DECIDE), CloseItem(outcome="withdrawn", state="terminated"))
    return (StopClock(clock=DECIDE),)


def may_object(ctx: StepContext) -> tuple[Objection, ...]:
    """There is something to object to."""
    if _last(ctx, "decision", "decision") == "refused":
        return ()
    return (Objection(text="没有不予援助的决定。", citation="法律援助法第49条", code="no_refusal"),)


def after_objection(ctx: StepContext) -> tuple[Effect, ...]:
    """Five days for the justice bureau (49)."""
    if ctx.data.get("result") == "pending":
        return (StartClock(clock=REVIEW, from_date=read_date(ctx.data.get("on"))),)
    again = (Task(title="请中心重新决定", to="owner"),)
    return (StopClock(clock=REVIEW), *(again if ctx.data.get("result") == "corrected" else ()))


def may_assign(ctx: StepContext) -> tuple[Objection, ...]:
    """Assign what was granted, or what is given in advance; a victim gets experience (5.4.6)."""
    found: list[Objection] = []
    granted = _last(ctx, "decision", "decision") == "granted"
    if not granted and "advance" not in ctx.item.done:
        found.append(
            Objection(
                text="还没有给予援助的决定。", citation="法律援助法第43条", code="not_granted"
            )
        )
    if _last(ctx, "application", "victim") is True and ctx.data.get("years") is None:
        found.append(
            Objection(
                text="受家暴的，优先指派经验丰富的律师，请填执业年限。",
                citation="T/ZSM 5.4.6",
                code="experience",
                field_name="years",
                waivable=True,
            )
        )
    return tuple(found)


def after_assignment(ctx: StepContext) -> tuple[Effect, ...]:
    """Assigned; a minor victim is met within five working days."""
    meet = (StartClock(clock=MEET, from_date=read_date(ctx.data.get("on"))),)
    return (StopClock(clock=ASSIGN), *(meet if ctx.data.get("minor_victim") is True else ()))


def after_progress(ctx: StepContext) -> tuple[Effect, ...]:
    """The meeting took place."""
    return (StopClock(clock=MEET),) if ctx.data.get("met") is True else ()


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """A result of the work needs someone who did it; a refusal needs the decision."""
    result = ctx.data.get("result")
    if result in SERVED and "assign" not in ctx.item.done:
        return (
            Objection(
                text="还没有指派，不能写办理结果。",
                citation="法律援助法第43条",
                code="not_assigned",
                field_name="result",
            ),
        )
    if result == "refused" and _last(ctx, "decision", "decision") != "refused":
        return (
            Objection(
                text="没有不予援助的决定。",
                citation="法律援助法第43条",
                code="no_refusal",
                field_name="result",
            ),
        )
    return ()


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Stop everything and close."""
    result = str(ctx.data["result"])
    stops = tuple(StopClock(clock=code) for code in (SUBMIT, DECIDE, ASSIGN, REVIEW, MEET))
    state = "closed" if result in SERVED else "terminated"
    return (*stops, CloseItem(outcome=result, state=state, told_remedies=result == "refused"))
