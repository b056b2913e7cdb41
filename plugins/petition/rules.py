"""Three lanes, their clocks, and what may never happen in them (信访工作条例; T/ZSM 5.4.2)."""

from datetime import timedelta

from core.api import (
    CloseItem,
    Effect,
    ExtendClock,
    FlagViolence,
    ItemView,
    Objection,
    OpenItem,
    RaiseConfidentiality,
    StartClock,
    StepContext,
    StopClock,
    Task,
    Value,
    read_date,
)

INFORM, OBJECT, HANDLE, REVIEW, FINAL = "inform", "object", "handle", "review", "final_review"
SEVERE, ACCEPT = "severe", "accept"
CITIZEN_DAYS = timedelta(days=30)
"""A citizen has thirty days to ask for a review (35, 36)."""


def statutory(ctx: StepContext) -> bool:
    """Say whether this county counts under 信访工作条例; it does unless it says otherwise."""
    return ctx.settings.get("petition_body") is not False


def _field(item: ItemView, form: str, name: str) -> Value:
    record = item.latest(f"petition.{form}")
    return record.data.get(name) if record else None


def may_register(ctx: StepContext) -> tuple[Objection, ...]:
    """Several visitors choose at most five to speak (20)."""
    heads, speakers = ctx.data.get("headcount"), ctx.data.get("representatives")
    many = ctx.data.get("form") == "visit" and isinstance(heads, int) and heads > 5
    if not many or (isinstance(speakers, int) and speakers <= 5):
        return ()
    return (
        Objection(
            text="多人走访请推选代表，不超过五人。",
            citation="信访工作条例第20条",
            code="representatives",
            field_name="representatives",
        ),
    )


def after_registration(ctx: StepContext) -> tuple[Effect, ...]:
    """Fifteen days to tell what becomes of it; five working days to say it is not ours (23)."""
    if not statutory(ctx):
        return ()
    sent = ctx.data.get("form") in ("forwarded", "assigned")
    return (StartClock(clock=INFORM), *((StartClock(clock=OBJECT),) if sent else ()))


def after_triage(ctx: StepContext) -> tuple[Effect, ...]:
    """Set the pace of the lane; a grave wrong seals the case and wakes the head."""
    lane, wrongs = ctx.data.get("lane"), ctx.data.get("wrongs")
    if lane == "help":
        return (StartClock(clock=ACCEPT),)
    if lane != "severe":
        return ()
    effects: list[Effect] = [
        RaiseConfidentiality(why="严重侵害"),
        StartClock(clock=SEVERE),
        Task(title="请即时打开办件处理", to="point_head", due_days=0),
    ]
    if isinstance(wrongs, list) and {"violence", "abuse"} & {str(one) for one in wrongs}:
        effects.append(FlagViolence(why="信访反映家庭暴力或虐待"))
        effects.append(OpenItem(service="legal_aid", why="受害人申请法律援助不审查经济困难"))
    return tuple(effects)


def may_notify(ctx: StepContext) -> tuple[Objection, ...]:
    """A decline tells where to go instead (31)."""
    if ctx.data.get("kind") != "declined" or ctx.data.get("other_way") is True:
        return ()
    return (
        Objection(
            text="不予受理的，先告诉当事人去哪里办。",
            citation="信访工作条例第31条",
            code="other_way",
            field_name="other_way",
        ),
    )


def after_notice(ctx: StepContext) -> tuple[Effect, ...]:
    """Stop the fifteen days; an accepted claim starts its sixty (34)."""
    effects: list[Effect] = [StopClock(clock=INFORM), StopClock(clock=OBJECT)]
    kind = ctx.data.get("kind")
    if kind == "declined":
        ended = CloseItem(outcome="declined", state="terminated", told_remedies=True)
        return (*effects, ended)
    claim = _field(ctx.item, "registration", "nature") == "claim"
    if kind == "accepted" and claim and statutory(ctx):
        effects.append(StartClock(clock=HANDLE, from_date=read_date(ctx.data.get("on"))))
    return tuple(effects)


def may_transfer(ctx: StepContext) -> tuple[Objection, ...]:
    """Hard stop 6: what accuses someone never goes to the accused (30)."""
    if ctx.data.get("to_accused") is not True:
        return ()
    return (
        Objection(
            text="不得把材料转给被反映的人员或单位，请换其他单位或上级。",
            citation="信访工作条例第30条",
            code="stop_six",
            field_name="to_accused",
        ),
    )


def after_transfer(ctx: StepContext) -> tuple[Effect, ...]:
    """The plea was handed on: the local clock stops, the answer is waited for."""
    due = read_date(ctx.data.get("answer_by"))
    waits = (Task(title="催对方单位反馈", to="owner", on=max(due, ctx.today)),) if due else ()
    return (StopClock(clock=ACCEPT), *waits)


def may_report(ctx: StepContext) -> tuple[Objection, ...]:
    """A minor's harm is reported to the police at least (未成年人保护法 11, 反家庭暴力法 14)."""
    to = ctx.data.get("to")
    must = _field(ctx.item, "triage", "must_report") is True
    if not must or (isinstance(to, list) and "police" in to):
        return ()
    return (
        Objection(
            text="未成年人或无、限制民事行为能力人受害的，要报公安机关。",
            citation="反家庭暴力法第14条、未成年人保护法第11条",
            code="police",
            field_name="to",
        ),
    )


def after_report(ctx: StepContext) -> tuple[Effect, ...]:
    """Reported; without a receipt someone keeps asking."""
    effects: list[Effect] = [StopClock(clock=SEVERE)]
    if not ctx.data.get("receipt"):
        effects.append(Task(title="催回执", to="owner"))
    return tuple(effects)


def may_extend(ctx: StepContext) -> tuple[Objection, ...]:
    """Extend once the citizen knows why (34)."""
    if ctx.data.get("told") is True:
        return ()
    return (
        Objection(
            text="先把延期理由告诉本人。",
            citation="信访工作条例第34条",
            code="told",
            field_name="told",
        ),
    )


def after_extension(ctx: StepContext) -> tuple[Effect, ...]:
    """Up to thirty days more."""
    return (ExtendClock(clock=HANDLE, why=str(ctx.data.get("why", ""))),)


def may_answer(ctx: StepContext) -> tuple[Objection, ...]:
    """Answer a question at once; anything else after triage, a grave wrong after reporting."""
    found: list[Objection] = []
    lane = _field(ctx.item, "triage", "lane")
    if lane is None and _field(ctx.item, "registration", "nature") != "consult":
        found.append(
            Objection(text="先甄别分道，再答复。", citation="T/ZSM 5.4.2", code="triage_first")
        )
    reported = "report" in ctx.item.done
    if _field(ctx.item, "triage", "must_report") is True and not reported:
        found.append(
            Objection(
                text="须先向公安机关报告，并登记报告情况。",
                citation="反家庭暴力法第14条、未成年人保护法第11条",
                code="stop_four",
            )
        )
    elif lane == "severe" and not reported and not ctx.data.get("no_report_why"):
        found.append(
            Objection(
                text="严重侵害要先通报有关部门；不通报的写明签字人和理由。",
                citation="T/ZSM 5.4.2",
                code="not_reported",
                field_name="no_report_why",
            )
        )
    return tuple(found)


def after_answer(ctx: StepContext) -> tuple[Effect, ...]:
    """Close, except a claim: its citizen may ask for a review within thirty days (35)."""
    stops = tuple(StopClock(clock=code) for code in (INFORM, OBJECT, HANDLE, SEVERE, ACCEPT))
    claim = _field(ctx.item, "registration", "nature") == "claim"
    if claim and statutory(ctx):
        on = read_date(ctx.data.get("on")) or ctx.today
        waiting = Task(title="看是否申请复查，没有的办结", on=max(on + CITIZEN_DAYS, ctx.today))
        return (*stops, waiting)
    return (*stops, CloseItem(outcome=str(ctx.data["result"])))


def may_review(ctx: StepContext) -> tuple[Objection, ...]:
    """A review follows an answer, the last one follows a review (35, 36)."""
    final = ctx.data.get("round") == "final"
    earlier = any(
        record.form == "petition.review" and record.data.get("opinion_on")
        for record in ctx.item.records
    )
    if not final or earlier:
        return ()
    return (
        Objection(
            text="先有复查意见，才能申请复核。",
            citation="信访工作条例第36条",
            code="review_first",
            field_name="round",
        ),
    )


def after_review(ctx: StepContext) -> tuple[Effect, ...]:
    """Thirty days for the opinion, from the request."""
    clock = FINAL if ctx.data.get("round") == "final" else REVIEW
    if ctx.data.get("opinion_on"):
        return (StopClock(clock=clock),)
    if not statutory(ctx):
        return ()
    return (StartClock(clock=clock, from_date=read_date(ctx.data.get("requested_on"))),)


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """End with the answer's result."""
    stops = (StopClock(clock=REVIEW), StopClock(clock=FINAL))
    result = str(_field(ctx.item, "answer", "result") or "answered")
    if ctx.data.get("why") == "withdrawn":
        return (*stops, CloseItem(outcome="withdrawn", state="terminated"))
    return (*stops, CloseItem(outcome=result, told_remedies=True))
