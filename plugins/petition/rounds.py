"""The answer and the two rounds after it: asked in time, each once, then no more (34 to 36)."""

from datetime import date, timedelta

from core.api import (
    CloseItem,
    Effect,
    ExtendClock,
    Objection,
    RequireDocument,
    StartClock,
    StepContext,
    StopClock,
    Task,
    at_field,
    not_tomorrow,
    read_date,
)
from plugins.petition import told
from plugins.petition.rules import (
    ASK_FINAL,
    ASK_REVIEW,
    FINAL,
    HANDLE,
    REVIEW,
    WORKING,
    reported_first,
    reported_or_signed,
    statutory,
)

CITIZEN_DAYS = timedelta(days=30)
"""A citizen has thirty days to ask for a review, and thirty more for the last one (35, 36)."""
LAWS = {"review": "信访工作条例第35条", "final": "信访工作条例第36条"}
ASKING = {"review": ASK_REVIEW, "final": ASK_FINAL}
GIVING = {"review": REVIEW, "final": FINAL}


def may_extend(ctx: StepContext) -> tuple[Objection, ...]:
    """Extend once the citizen knows why (34)."""
    if ctx.data.get("told") is True:
        return ()
    return (at_field("told", "先把延期理由告诉本人。", "told", "信访工作条例第34条"),)


def after_extension(ctx: StepContext) -> tuple[Effect, ...]:
    """Up to thirty days more."""
    days = ctx.data.get("days")
    by = days if isinstance(days, int) else None
    return (ExtendClock(clock=HANDLE, why=str(ctx.data.get("why", "")), by=by),)


def may_answer(ctx: StepContext) -> tuple[Objection, ...]:
    """Answer a question at once; anything else after triage, a grave wrong after reporting."""
    found: list[Objection] = []
    triaged = bool(told.filed(ctx.item, "triage"))
    if not triaged and told.answered(ctx.item, "registration", "nature") != "consult":
        found.append(
            Objection(text="先甄别分道，再答复。", citation="T/ZSM 5.4.2", code="triage_first")
        )
    found += reported_or_signed(ctx)
    found += not_tomorrow(ctx)
    if (
        ctx.data.get("result") == "no_more"
        and told.answered(ctx.item, "triage", "repeat") is not True
    ):
        found.append(
            at_field(
                "result",
                "复核意见作出以后又来的才不再受理；先在甄别里写明原来那一件。",
                "no_more",
                "信访工作条例第36条",
            )
        )
    return (*found, *_opinion(ctx))


def _opinion(ctx: StepContext) -> tuple[Objection, ...]:
    """A claim gets an opinion in writing, with facts, reasons and the articles (32, 34)."""
    if not (told.is_claim(ctx.item) and statutory(ctx)):
        return ()
    law = "信访工作条例第32条"
    found = []
    if ctx.data.get("how") != "paper":
        text = "申诉求决的，出具书面的处理意见书。"
        found.append(at_field("how", text, "in_writing", "信访工作条例第34条"))
    if not ctx.data.get("found"):
        found.append(at_field("found", "写明查明的事实和理由。", "found", law))
    if not ctx.data.get("basis"):
        found.append(at_field("basis", "写明依据的条文。", "basis", law))
    return tuple(found)


def after_answer(ctx: StepContext) -> tuple[Effect, ...]:
    """Close, except a claim: its citizen may ask for a review within thirty days (35)."""
    stops = tuple(StopClock(clock=code) for code in WORKING)
    if not (told.is_claim(ctx.item) and statutory(ctx)):
        return (*stops, CloseItem(outcome=str(ctx.data["result"])))
    got = _got(ctx)
    return (
        *stops,
        RequireDocument(kind="opinion"),
        StartClock(clock=ASK_REVIEW, from_date=got),
        Task(title="看是否申请复查，没有的办结", on=max(got + CITIZEN_DAYS, ctx.today)),
    )


def _got(ctx: StepContext) -> date:
    return read_date(ctx.data.get("received_on")) or read_date(ctx.data.get("on")) or ctx.today


def may_review(ctx: StepContext) -> tuple[Objection, ...]:
    """A round once, in its order, asked within thirty days, its opinion not before (35, 36)."""
    round_ = str(ctx.data.get("round"))
    law = LAWS[round_]
    if round_ == "final" and not told.opinions(ctx.item, "review"):
        return (at_field("round", "先有复查意见，才能申请复核。", "review_first", law),)
    if told.opinions(ctx.item, round_):
        return (at_field("round", "这一轮的意见已经作出，不再重复。", "round_over", law),)
    found = []
    on, given = read_date(ctx.data.get("requested_on")), read_date(ctx.data.get("opinion_on"))
    limit = told.until(ctx, ASKING[round_])
    if on is not None and on > ctx.today:
        found.append(at_field("requested_on", "日期还没有到。", "future_date"))
    elif on is not None and limit is not None and on > limit:
        found.append(
            at_field(
                "requested_on",
                "申请期限到 %(day)s 为止，已经过了。",
                "asked_late",
                law,
                day=limit.isoformat(),
            )
        )
    if given is not None and (given > ctx.today or (on is not None and given < on)):
        text = "意见不能早于申请，也不能晚于今天。"
        found.append(at_field("opinion_on", text, "opinion_day"))
    return tuple(found)


def after_review(ctx: StepContext) -> tuple[Effect, ...]:
    """Thirty days for the opinion from the request; thirty to ask on from the opinion."""
    round_ = str(ctx.data.get("round"))
    clock, given = GIVING[round_], read_date(ctx.data.get("opinion_on"))
    effects: list[Effect] = [StopClock(clock=ASKING[round_])]
    if not statutory(ctx):
        return ()
    if given is None:
        on = read_date(ctx.data.get("requested_on"))
        if told.asked(ctx.item, round_):
            days = ctx.data.get("hearing_days")
            by = days if isinstance(days, int) else 0
            return (ExtendClock(clock=clock, why="听证", by=by),) if by else ()
        return (*effects, StartClock(clock=clock, from_date=on))
    effects.append(StopClock(clock=clock))
    if round_ == "review":
        effects.append(StartClock(clock=ASK_FINAL, from_date=given))
        due = max(given + CITIZEN_DAYS, ctx.today)
        effects.append(Task(title="看是否申请复核，没有的办结", on=due))
    return tuple(effects)


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Not while a round is out, not before the citizen's days are over (35, 36)."""
    why = ctx.data.get("why")
    found = list(reported_or_signed(ctx) if why == "withdrawn" else reported_first(ctx))
    if why != "withdrawn" and told.unanswered(ctx.item):
        text = "还没有答复；答复以前只有本人撤回的可以办结。"
        return (*found, at_field("why", text, "answer_first", "信访工作条例第34条"))
    if why != "withdrawn" and any(told.asked(ctx.item, one) for one in LAWS):
        text = "复查、复核意见还没有作出。"
        found.append(at_field("why", text, "round_open", "信访工作条例第35条、第36条"))
    if why == "final" and not told.opinions(ctx.item, "final"):
        found.append(at_field("why", "还没有复核意见。", "no_final", LAWS["final"]))
    limits = [told.until(ctx, one) for one in ASKING.values()]
    limit = max((one for one in limits if one is not None), default=None)
    if why == "expired" and limit is not None and ctx.today <= limit:
        found.append(
            at_field(
                "why",
                "本人申请的期限到 %(day)s，还没有过。",
                "not_expired",
                LAWS["review"],
                day=limit.isoformat(),
            )
        )
    return tuple(found)


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """End with the answer's result."""
    clocks = (*WORKING, *GIVING.values(), *ASKING.values())
    stops = tuple(StopClock(clock=one) for one in clocks)
    if ctx.data.get("why") == "withdrawn":
        return (*stops, CloseItem(outcome="withdrawn", state="terminated"))
    result = str(told.answered(ctx.item, "answer", "result") or "answered")
    return (*stops, CloseItem(outcome=result, told_remedies=True))
