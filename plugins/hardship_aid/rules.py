"""Where to apply, what is checked and posted, what follows a decision (社会救助法; T/ZSM 5.4.7)."""

from datetime import timedelta

from core.api import (
    Effect,
    ExtendClock,
    FlagViolence,
    Objection,
    RequireReport,
    StartClock,
    StepContext,
    StopClock,
    Task,
    Value,
    read_date,
)
from plugins.hardship_aid import ledger
from plugins.hardship_aid.clocks import PAYMENT, REFUSAL, SURVEY, TOWN, URGENT
from plugins.hardship_aid.programmes import PROGRAMMES

NOTICE_DAYS = 7
CHECKERS = 2
CHILDREN = frozenset({"child", "orphan"})
HARMED = frozenset({"violence", "harmed"})
RIGID_DAYS = 335
"""A household confirmed for rigid spending is one for twelve months (刚性办法 10)."""
EXTENDABLE = frozenset({"low_income", "rigid"})
"""The clocks that may run 45 working days instead of 30 (低保办法 22; 刚性办法 10)."""


def _last(ctx: StepContext, form: str, name: str) -> Value:
    record = ctx.item.latest(f"hardship_aid.{form}")
    return record.data.get(name) if record else None


def _clock(ctx: StepContext) -> str:
    """The decider's clock: shorter where the county handed 低保 down to its towns."""
    code = PROGRAMMES[str(ctx.data["programme"])].clock
    return TOWN if code == "low_income" and ctx.settings.get("delegated") is True else code


def after_discovery(ctx: StepContext) -> tuple[Effect, ...]:
    """Violence is violence wherever it is written down (反家庭暴力法 13, 14); report at once (39);
    what cannot wait does not (50); kin of staff go to the county."""
    effects: list[Effect] = [*_harmed(ctx)]
    if ctx.data.get("urgent") is True:
        effects += [StartClock(clock=URGENT), Task(title="先行帮扶", to="point_head", due_days=0)]
    if ctx.data.get("source") in ("screening", "village", "case"):
        effects.append(Task(title="报乡镇（街道）救助窗口", to="owner"))
    if ctx.data.get("kin_of_staff") is True:
        effects.append(Task(title="单独登记备案，请县里核查", to="county_head", due_days=3))
    return tuple(effects)


def _harmed(ctx: StepContext) -> tuple[Effect, ...]:
    groups = ctx.data.get("groups")
    told = frozenset(map(str, groups)) if isinstance(groups, list) else frozenset()
    whose = ctx.data.get("person")
    child = told & CHILDREN or any(one.minor for one in ctx.case.parties if one.id == whose)
    owed = (RequireReport(why="帮扶对象是受侵害的未成年人"),) if told & HARMED and child else ()
    flagged = (FlagViolence(why="帮扶对象是家暴受害人"),) if "violence" in told else ()
    return (*flagged, *owed)


def after_assessment(ctx: StepContext) -> tuple[Effect, ...]:
    """Look again on the day that was agreed."""
    day = read_date(ctx.data.get("review_on"))
    return (Task(title="复核", on=max(day, ctx.today)),) if day else ()


def may_apply(ctx: StepContext) -> tuple[Objection, ...]:
    """Apply where the law says (37), and twice for the same only when somebody looked."""
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
    if _had(ctx, code) and ctx.data.get("not_twice") is not True:
        found.append(
            Objection(
                text="已经在享受或者已经申请过这一项，核对不重复后再报。",
                citation="建议",
                code="already",
                field_name="not_twice",
            )
        )
    return tuple(found)


def _had(ctx: StepContext, code: str) -> bool:
    """Enjoyed already, granted here, or asked for and still out; missing papers may come in."""
    existing = _last(ctx, "assessment", "existing")
    if isinstance(existing, list) and code in existing:
        return True
    if ledger.decision(ctx.item, code) == ledger.GRANTED:
        return True
    before = ledger.last(ctx.item, "application", code)
    still_out = code in ledger.pending(ctx.item)
    return still_out and before.get("status") == "accepted"


def after_application(ctx: StepContext) -> tuple[Effect, ...]:
    """Count the days of whoever decides from acceptance; what is missing is told once (10)."""
    status = ctx.data.get("status")
    if status == "missing":
        return (Task(title="补齐申请材料", due_days=5),)
    if status == "sent":
        return (Task(title="问受理单位收到没有", due_days=3),)
    clock, start = _clock(ctx), read_date(ctx.data.get("on"))
    if not clock:
        return ()
    survey = (SURVEY,) if clock in ("low_income", TOWN) else ()
    return tuple(StartClock(clock=one, from_date=start) for one in (clock, *survey))


def may_send_up(ctx: StepContext) -> tuple[Objection, ...]:
    """Only what the county confirms, and while nobody has: not what it handed down to its towns."""
    code = str(ctx.data.get("programme"))
    one = PROGRAMMES[code]
    if code not in ledger.pending(ctx.item):
        text = "这一项没有等结果的申请。"
    elif not one.county_clock:
        text = "这一项不用报县里确认。"
    elif _clock(ctx) == TOWN:
        text = "低保确认已委托乡镇（街道），不用报县里。"
    else:
        return ()
    return (
        Objection(
            text=text,
            citation="最低生活保障审核确认办法第20条",
            code="send_up",
            field_name="programme",
        ),
    )


def after_sending_up(ctx: StepContext) -> tuple[Effect, ...]:
    """The town's own days end and the county's begin; the whole of 低保 runs on to its decision."""
    one = PROGRAMMES[str(ctx.data["programme"])]
    ends = () if one.clock == "low_income" else (StopClock(clock=one.clock),)
    return (*ends, StartClock(clock=one.county_clock, from_date=read_date(ctx.data.get("on"))))


def may_extend(ctx: StepContext) -> tuple[Objection, ...]:
    """Only what the rules let run longer, and only while it runs."""
    clock = _clock(ctx)
    running = {one.code for one in ctx.case.clocks if one.item_id == ctx.item.id}
    if clock in EXTENDABLE and clock in running:
        return ()
    return (
        Objection(
            text="这一项没有可以延长的期限。",
            citation="最低生活保障审核确认办法第22条",
            code="extend",
            field_name="programme",
        ),
    )


def after_extension(ctx: StepContext) -> tuple[Effect, ...]:
    """Fifteen working days more."""
    return (ExtendClock(clock=_clock(ctx), why=str(ctx.data.get("why"))),)


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


def after_visit(ctx: StepContext) -> tuple[Effect, ...]:
    """The survey has begun."""
    return (StopClock(clock=SURVEY),)


def may_post(ctx: StepContext) -> tuple[Objection, ...]:
    """Post seven days and nothing private; never a child, never someone in danger."""
    found: list[Objection] = []
    code = str(ctx.data.get("programme"))
    if ctx.case.violence or ctx.case.danger != "no":
        found.append(
            Objection(
                text="涉及安全的不公示，请联系县里另行核查。",
                citation="社会救助法第11条",
                code="unsafe",
            )
        )
    if code == "unattended_child":
        found.append(
            Objection(
                text="事实无人抚养儿童不公示。",
                citation="民发〔2019〕62号",
                code="child",
                field_name="programme",
            )
        )
    elif not PROGRAMMES[code].open_notice:
        found.append(
            Objection(
                text="这一项不用公示，不要把群众的事贴出去。",
                citation="社会救助法第11条",
                code="not_asked",
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
    """Only what was asked for is decided."""
    code = str(ctx.data.get("programme"))
    if code in ledger.applied(ctx.item):
        return ()
    return (
        Objection(
            text="这一项还没有申请过。",
            citation="T/ZSM 5.4.7",
            code="not_applied",
            field_name="programme",
        ),
    )


def after_decision(ctx: StepContext) -> tuple[Effect, ...]:
    """The clock of the decider stops; a refusal is told in writing (低保办法 21)."""
    day, code = read_date(ctx.data.get("on")), str(ctx.data["programme"])
    ends = (_clock(ctx), PROGRAMMES[code].county_clock)
    stops = tuple(StopClock(clock=clock) for clock in ends if clock)
    if ctx.data.get("decision") != ledger.REFUSED:
        return (*stops, *_granted(ctx, code))
    counted = PROGRAMMES[code].open_notice
    days = (StartClock(clock=REFUSAL, from_date=day),) if counted else ()
    return (*stops, *days, Task(title="书面告知理由", to="owner", due_days=3))


def _granted(ctx: StepContext, code: str) -> tuple[Effect, ...]:
    """Judicial aid is paid within days; what was confirmed for a year is asked for in time."""
    day = read_date(ctx.data.get("on"))
    if code == "judicial":
        return (StartClock(clock=PAYMENT, from_date=day),)
    if code == "rigid" and day is not None:
        title = "认定快满十二个月，问要不要重新申请"
        return (Task(title=title, on=max(day + timedelta(days=RIGID_DAYS), ctx.today)),)
    return ()


def may_tell(ctx: StepContext) -> tuple[Objection, ...]:
    """Only a refusal is told so."""
    code = str(ctx.data.get("programme"))
    if ledger.decision(ctx.item, code) == ledger.REFUSED:
        return ()
    return (
        Objection(
            text="这一项没有不予的决定。",
            citation="最低生活保障审核确认办法第21条",
            code="not_refused",
            field_name="programme",
        ),
    )


def after_telling(ctx: StepContext) -> tuple[Effect, ...]:
    """It was told in time or late; either way it was told."""
    return (StopClock(clock=REFUSAL),)
