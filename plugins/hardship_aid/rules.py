"""Where to apply, what may be shown in public, who approves (社会救助法; T/ZSM 5.4.7)."""

from core.api import (
    CloseItem,
    Effect,
    Objection,
    StartClock,
    StepContext,
    StopClock,
    Task,
    Value,
    read_date,
)
from plugins.hardship_aid.programmes import CLOCKS, PROGRAMMES

URGENT = "urgent"
NOTICE_DAYS = 7
CHECKERS = 2


def _last(ctx: StepContext, form: str, name: str) -> Value:
    record = ctx.item.latest(f"hardship_aid.{form}")
    return record.data.get(name) if record else None


def after_discovery(ctx: StepContext) -> tuple[Effect, ...]:
    """Report at once (39); what cannot wait does not (50); kin of staff go to the county."""
    effects: list[Effect] = []
    if ctx.data.get("urgent") is True:
        effects += [StartClock(clock=URGENT), Task(title="先行帮扶", to="point_head", due_days=0)]
    if ctx.data.get("source") in ("screening", "village", "case"):
        effects.append(Task(title="报乡镇（街道）救助窗口", to="owner"))
    if ctx.data.get("kin_of_staff") is True:
        effects.append(Task(title="单独登记备案，请县里核查", to="county_head", due_days=3))
    return tuple(effects)


def after_assessment(ctx: StepContext) -> tuple[Effect, ...]:
    """Look again on the day that was agreed."""
    day = read_date(ctx.data.get("review_on"))
    return (Task(title="复核", on=max(day, ctx.today)),) if day else ()


def may_apply(ctx: StepContext) -> tuple[Objection, ...]:
    """Apply where the law says (37), and not twice for the same."""
    code, place = str(ctx.data.get("programme")), ctx.data.get("place")
    wanted, found = PROGRAMMES[code].place, list[Objection]()
    if wanted == "emergency" and place != "emergency":
        found.append(
            Objection(
                text="临时救助在急难发生地申请，不用回户籍地。",
                citation="社会救助法第37条",
                code="place",
                field_name="place",
            )
        )
    if wanted == "hukou" and place == "emergency":
        found.append(
            Objection(
                text="这一项在户籍所在地（按当地规定也可以在居住地）申请。",
                citation="社会救助法第37条",
                code="place",
                field_name="place",
            )
        )
    existing = _last(ctx, "assessment", "existing")
    if isinstance(existing, list) and code in existing:
        found.append(
            Objection(
                text="已经在享受这一项，请核对是否重复。",
                citation="建议",
                code="already",
                field_name="programme",
                waivable=True,
            )
        )
    return tuple(found)


def after_application(ctx: StepContext) -> tuple[Effect, ...]:
    """Count the days of whoever decides, where a rule gives some."""
    clock = PROGRAMMES[str(ctx.data["programme"])].clock
    return (StartClock(clock=clock, from_date=read_date(ctx.data.get("on"))),) if clock else ()


def after_first_aid(ctx: StepContext) -> tuple[Effect, ...]:
    """Help came; its papers follow (50)."""
    day = read_date(ctx.data.get("papers_by")) or ctx.today
    return (StopClock(clock=URGENT), Task(title="补办手续", on=max(day, ctx.today)))


def may_visit(ctx: StepContext) -> tuple[Objection, ...]:
    """Two go together (低保办法 16)."""
    visitors = ctx.data.get("visitors")
    if isinstance(visitors, int) and visitors >= CHECKERS:
        return ()
    return (
        Objection(
            text="入户核查不少于两人。",
            citation="最低生活保障审核确认办法第16条",
            code="two_visitors",
            field_name="visitors",
        ),
    )


def may_post(ctx: StepContext) -> tuple[Objection, ...]:
    """Post seven days and nothing private; never a child, never someone in danger."""
    found: list[Objection] = []
    if ctx.case.violence or ctx.case.danger != "no":
        found.append(
            Objection(
                text="涉及安全的不公示，请联系县里另行核查。",
                citation="社会救助法第11条",
                code="unsafe",
            )
        )
    if ctx.data.get("programme") == "unattended_child":
        found.append(
            Objection(
                text="事实无人抚养儿童不公示。",
                citation="民发〔2019〕62号",
                code="child",
                field_name="programme",
            )
        )
    if ctx.data.get("hidden") is not True:
        found.append(
            Objection(
                text="公示不写住址、病情和家里的事。",
                citation="社会救助法第11条",
                code="private",
                field_name="hidden",
            )
        )
    since, until = read_date(ctx.data.get("since")), read_date(ctx.data.get("until"))
    if since and until and (until - since).days < NOTICE_DAYS:
        found.append(
            Objection(
                text="公示要满七日。",
                citation="最低生活保障审核确认办法第19条",
                code="seven_days",
                field_name="until",
            )
        )
    return tuple(found)


def may_decide(ctx: StepContext) -> tuple[Objection, ...]:
    """Above the county's line a second person approves."""
    amount, line = ctx.data.get("amount"), ctx.settings.get("second_approval_above")
    if (
        not isinstance(amount, int)
        or not isinstance(line, int)
        or amount <= line
        or ctx.data.get("second_approver")
    ):
        return ()
    return (
        Objection(
            text="超过县里定的数额，请第二个人审批。",
            citation="县规则",
            code="second_approver",
            field_name="second_approver",
        ),
    )


def after_decision(ctx: StepContext) -> tuple[Effect, ...]:
    """The clock of the decider stops; a refusal is told in writing (低保办法 21)."""
    clock = PROGRAMMES[str(ctx.data["programme"])].clock
    stops = (StopClock(clock=clock),) if clock else ()
    if ctx.data.get("decision") == "refused":
        return (*stops, Task(title="书面告知理由", to="owner", due_days=3))
    return stops


def after_review(ctx: StepContext) -> tuple[Effect, ...]:
    """Look again."""
    day = read_date(ctx.data.get("next_on"))
    return (Task(title="复核", on=max(day, ctx.today)),) if day else ()


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Nobody leaves with empty hands and no address."""
    if ctx.data.get("reason") != "unmet" or ctx.data.get("told") is True:
        return ()
    return (
        Objection(
            text="没有合适项目的，先说明还可以找谁。",
            citation="社会救助法第39条",
            code="told",
            field_name="told",
        ),
    )


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Stop what runs and close."""
    stops = tuple(StopClock(clock=clock.code) for clock in CLOCKS)
    return (*stops, CloseItem(outcome=str(ctx.data["reason"])))
