"""A petition taken in, put into its lane, told of, sent back (信访工作条例 19 to 31)."""

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    Objection,
    OpenItem,
    RaiseConfidentiality,
    RequireReport,
    StartClock,
    StepContext,
    StopClock,
    Task,
    at_field,
    not_tomorrow,
    read_date,
)
from plugins.petition import told

INFORM, OBJECT, HANDLE, REVIEW, FINAL = "inform", "object", "handle", "review", "final_review"
ASK_REVIEW, ASK_FINAL = "ask_review", "ask_final"
SEVERE, ACCEPT = "severe", "accept"
WORKING = (INFORM, OBJECT, HANDLE, SEVERE, ACCEPT)
"""The clocks of whoever works the petition; those of a round are apart."""
WRITTEN = ("handed", "paper")
DUTY = "反家庭暴力法第14条、未成年人保护法第11条"


def statutory(ctx: StepContext) -> bool:
    """Say whether this county counts under 信访工作条例; it does unless it says otherwise."""
    return ctx.settings.get("petition_body") is not False


def reported_first(ctx: StepContext) -> tuple[Objection, ...]:
    """Hard stop 4: nothing ends before the report the law asks for is on record."""
    if not told.report_owed(ctx.item):
        return ()
    return (
        Objection(
            text="须先向公安机关报告，并登记报告情况。",
            citation=DUTY,
            code="stop_four",
        ),
    )


def reported_or_signed(ctx: StepContext) -> tuple[Objection, ...]:
    """No grave wrong ends before it was reported, or somebody signed for not reporting it.

    What the law itself asks to be reported has no such way out (hard stop 4).
    """
    owed = reported_first(ctx)
    if owed or not told.severe(ctx.item) or "report" in ctx.item.done:
        return owed
    if ctx.data.get("no_report_by") and ctx.data.get("no_report_why"):
        return ()
    missing = "no_report_why" if ctx.data.get("no_report_by") else "no_report_by"
    text = "严重侵害要先通报有关部门；不通报的写明签字人和理由。"
    return (at_field(missing, text, "not_reported", "T/ZSM 5.4.2"),)


def may_register(ctx: StepContext) -> tuple[Objection, ...]:
    """Several visitors choose at most five to speak (20)."""
    heads, speakers = ctx.data.get("headcount"), ctx.data.get("representatives")
    many = ctx.data.get("form") == "visit" and isinstance(heads, int) and heads > 5
    if not many or (isinstance(speakers, int) and speakers <= 5):
        return ()
    return (
        at_field(
            "representatives",
            "多人走访请推选代表，不超过五人。",
            "representatives",
            "信访工作条例第20条",
        ),
    )


def after_registration(ctx: StepContext) -> tuple[Effect, ...]:
    """Fifteen days to tell what becomes of it, five working days to say it is not ours (23).

    Nobody can be told whose name and address are unclear, so no days run for that.
    """
    if not statutory(ctx):
        return ()
    effects: list[Effect] = []
    if ctx.data.get("reachable") is not False:
        effects.append(StartClock(clock=INFORM))
    if ctx.data.get("form") in told.FORWARDED:
        effects.append(StartClock(clock=OBJECT))
    return tuple(effects)


def may_triage(ctx: StepContext) -> tuple[Objection, ...]:
    """Whoever has an interest steps back (28); a child's harm is always reported (11)."""
    found = []
    if ctx.data.get("interest") is True:
        found.append(
            at_field("interest", "请回避，换别人办这件信访。", "recuse", "信访工作条例第28条")
        )
    wronged = ctx.data.get("wronged")
    child = isinstance(wronged, list) and "child" in wronged
    victim = any(one.role == "victim" and one.minor for one in ctx.case.parties)
    grave = ctx.data.get("lane") == "severe" and (child or victim)
    if grave and ctx.data.get("must_report") is not True:
        found.append(
            at_field(
                "must_report",
                "未成年人受侵害的，必须报告。",
                "child",
                "未成年人保护法第11条",
            )
        )
    return tuple(found)


def after_triage(ctx: StepContext) -> tuple[Effect, ...]:
    """Set the pace of the lane; a grave wrong seals the case and wakes the head."""
    lane, wrongs = ctx.data.get("lane"), ctx.data.get("wrongs")
    if lane == "help":
        return (StartClock(clock=ACCEPT),)
    if lane != "severe":
        return (StopClock(clock=ACCEPT),)
    effects: list[Effect] = [
        RaiseConfidentiality(why="严重侵害"),
        StopClock(clock=ACCEPT),
        StartClock(clock=SEVERE),
        Task(title="请即时打开办件处理", to="point_head", due_days=0),
    ]
    if ctx.data.get("must_report") is True and not told.police_told(ctx.item):
        effects.append(RequireReport(why="信访反映未成年人或无、限制民事行为能力人受侵害"))
    if isinstance(wrongs, list) and {"violence", "abuse"} & {str(one) for one in wrongs}:
        effects.append(FlagViolence(why="信访反映家庭暴力或虐待"))
        effects.append(OpenItem(service="legal_aid", why="受害人申请法律援助不审查经济困难"))
    return tuple(effects)


def may_notify(ctx: StepContext) -> tuple[Objection, ...]:
    """Accept only what is ours and new; a decline says where to go (19, 23, 31)."""
    kind = ctx.data.get("kind")
    found = [*not_tomorrow(ctx)]
    if kind == "accepted":
        found += _may_accept(ctx)
    if kind == "declined":
        found += reported_or_signed(ctx)
        if ctx.data.get("other_way") is not True:
            found.append(
                at_field(
                    "other_way",
                    "不予受理的，先告诉当事人去哪里办。",
                    "other_way",
                    "信访工作条例第31条",
                )
            )
    # a letter may be the wrong thing to bring into the home of somebody who is beaten there
    spared = ctx.case.violence or told.answered(ctx.item, "registration", "reachable") is False
    if statutory(ctx) and ctx.data.get("way") not in WRITTEN and not spared:
        found.append(
            at_field(
                "way",
                "要书面告知：当场给，或者十五日内送达。",
                "in_writing",
                "信访工作条例第23条",
            )
        )
    return tuple(found)


def _may_accept(ctx: StepContext) -> tuple[Objection, ...]:
    if told.answered(ctx.item, "triage", "repeat") is True:
        return (
            at_field(
                "kind",
                "同一事项已经受理、正在办理的，不再受理；告诉本人由谁在办。",
                "repeat",
                "信访工作条例第19条",
            ),
        )
    where = told.answered(ctx.item, "triage", "jurisdiction")
    if where == "litigation":
        text = "涉法涉诉的引导到法定途径，不作信访受理。"
    elif where in ("lower", "other"):
        text = "不是本单位职权的，转送有权处理的单位。"
    else:
        return ()
    return (at_field("kind", text, "not_ours", "信访工作条例第28条、第31条"),)


def after_notice(ctx: StepContext) -> tuple[Effect, ...]:
    """Stop the fifteen days; an accepted claim starts its sixty (34)."""
    effects: list[Effect] = [StopClock(clock=INFORM), StopClock(clock=OBJECT)]
    kind = ctx.data.get("kind")
    if kind == "declined":
        stops = tuple(StopClock(clock=code) for code in WORKING)
        ended = CloseItem(outcome="declined", state="terminated", told_remedies=True)
        return (*stops, ended)
    if kind == "accepted" and told.is_claim(ctx.item) and statutory(ctx):
        effects.append(StartClock(clock=HANDLE, from_date=read_date(ctx.data.get("on"))))
    return tuple(effects)


def may_object(ctx: StepContext) -> tuple[Objection, ...]:
    """Send back within five working days, with reasons, and what was not accepted (23)."""
    ends = ctx.data.get("agreed") is True
    found = [*(reported_or_signed(ctx) if ends else reported_first(ctx)), *not_tomorrow(ctx)]
    if any(one.data.get("kind") == "accepted" for one in told.filed(ctx.item, "notice")):
        found.append(
            Objection(
                text="已经告知受理的，不再提管辖异议。",
                citation="信访工作条例第23条",
                code="accepted",
            )
        )
    day, limit = read_date(ctx.data.get("on")), told.until(ctx, OBJECT)
    if day is not None and limit is not None and day > limit:
        found.append(
            at_field(
                "on",
                "五个工作日已过（%(day)s），应当办理。",
                "object_late",
                "信访工作条例第23条",
                day=limit.isoformat(),
            )
        )
    return tuple(found)


def after_objection(ctx: StepContext) -> tuple[Effect, ...]:
    """Raised in time; it goes back only once the other body agrees."""
    if ctx.data.get("agreed") is not True:
        return (StopClock(clock=OBJECT), Task(title="问对方是否同意管辖异议", due_days=2))
    stops = tuple(StopClock(clock=code) for code in WORKING)
    return (*stops, CloseItem(outcome="sent_back", state="handed_over"))
