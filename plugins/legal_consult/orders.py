"""What an application for a protection order must heed (反家庭暴力法 23 to 31; 法释〔2022〕17号 2).

Warnings are read over shoulders: no task of this module says what it is about.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from core.api import (
    Clock,
    Effect,
    FlagViolence,
    ItemView,
    Law,
    Objection,
    RecordOrder,
    RequireReport,
    StartClock,
    StepContext,
    StopClock,
    Task,
    Unit,
    Value,
    at_field,
    not_tomorrow,
    read_date,
)
from plugins.legal_consult import told
from plugins.legal_consult.choices import VIOLENCE, WIDER
from plugins.legal_consult.limits import months_on
from plugins.legal_consult.sides import one_side_only

RULING, URGENT, REVIEW = "ruling", "ruling_urgent", "order_review"
LONGEST_MONTHS = 6
AHEAD = (30, 14, 7)
"""How many days before an order ends she is asked whether to extend it; the county's own rule."""
LAW = "反家庭暴力法"
CLOCKS = (
    Clock(
        code=RULING,
        title="法院作出裁定",
        unit=Unit.HOURS,
        length=72,
        law=Law(name=LAW, article="第28条"),
        warn_days=1,
    ),
    Clock(
        code=URGENT,
        title="法院作出裁定（紧急）",
        unit=Unit.HOURS,
        length=24,
        law=Law(name=LAW, article="第28条"),
        warn_days=1,
    ),
    Clock(
        code=REVIEW,
        title="申请复议",
        unit=Unit.DAYS,
        length=5,
        law=Law(name=LAW, article="第31条"),
        warn_days=2,
    ),
)


def fits(item: ItemView) -> bool:
    """Tell whether an application may follow: somebody was heard."""
    return "consult" in item.done


def may_apply(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse an applicant the law does not name, and what would be too late."""
    return (
        *one_side_only(ctx),
        *not_tomorrow(ctx, "last_on"),
        *_who(ctx),
        *_in_time(ctx),
    )


def _who(ctx: StepContext) -> Iterator[Objection]:
    data = ctx.data
    if data.get("against") and data.get("against") == data.get("client"):
        yield at_field("against", "申请人和被申请人是同一个人。", "same_person")
    if data.get("applied_by") in WIDER and data.get("unable") != "frail":
        yield at_field(
            "applied_by",
            "民政、残联、老年人组织只能为年老、残疾、重病的人代为申请。",
            "not_entitled",
            "法释〔2022〕17号第2条",
        )
    if data.get("unable") == "frail" and data.get("wish") is False:
        yield at_field(
            "wish", "要根据本人的意愿，先单独问本人。", "ask_her", "法释〔2022〕17号第2条"
        )


def _in_time(ctx: StepContext) -> Iterator[Objection]:
    until = read_date(ctx.data.get("old_until"))
    if until is not None and until < ctx.today:
        yield at_field(
            "old_until",
            "原保护令已经失效，请选“申请”，重新申请。",
            "too_late",
            "反家庭暴力法第30条",
        )


def after_application(ctx: StepContext) -> tuple[Effect, ...]:
    """Seal the case and ask for the papers to be brought to court today; who is under age or
    without full capacity was harmed, and that is reported (反家庭暴力法 14)."""
    filing = (
        FlagViolence(why="协助申请人身安全保护令"),
        Task(title="协助递交申请材料", to="owner", due_days=0),
    )
    earlier = any(_must_report(ctx, one.data) for one in told.filed(ctx.item, "order"))
    asked = told.data_of(ctx.item, "consult")
    if VIOLENCE in told.topics(ctx.item) and told.a_child(ctx.case, asked.get("client")):
        earlier = True
    if earlier or not _must_report(ctx, ctx.data):
        return filing  # once: a report on record is not asked for again
    return (*filing, RequireReport(why="无、限制民事行为能力人受侵害"))


def _must_report(ctx: StepContext, order: Mapping[str, Value]) -> bool:
    return told.a_child(ctx.case, order.get("client")) or order.get("unable") == "capacity"


def may_submit(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse a day that has not come."""
    return not_tomorrow(ctx, "at")


def after_submission(ctx: StepContext) -> tuple[Effect, ...]:
    """Let the court's hours run from when it took the application (民法典 201)."""
    said = ctx.data.get("at")
    at = datetime.fromisoformat(said) if isinstance(said, str) and said else None
    urgent = ctx.data.get("urgent") is True
    asked = RecordOrder(
        protects=str(ctx.data["client"]), stage="asked", on=at.date() if at else ctx.today
    )
    return (StartClock(clock=URGENT if urgent else RULING, from_moment=at), asked)


def may_record_ruling(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse an order longer than six months; one is never made ahead of time."""
    found = list(not_tomorrow(ctx, "made_on"))
    made, until = read_date(ctx.data.get("made_on")), read_date(ctx.data.get("until"))
    if made is not None and until is not None and until > months_on(made, LONGEST_MONTHS):
        found.append(
            at_field("until", "保护令不超过六个月，请核对日期。", "too_long", "反家庭暴力法第30条")
        )
    if made is not None and until is not None and until < made:
        found.append(at_field("until", "到期日在生效日以前，请核对日期。", "order_of_days"))
    return tuple(found)


def after_ruling(ctx: StepContext) -> tuple[Effect, ...]:
    """Stop the court's hours; ask for review or, before it ends, whether she wants it longer.

    An order that binds somebody ends every talk of peace: no override (hard stop 1)."""
    stop = (StopClock(clock=RULING), StopClock(clock=URGENT))
    made = read_date(ctx.data.get("made_on"))
    her = str(ctx.data["client"])
    if ctx.data.get("result") == "refused" and made is not None:
        no = RecordOrder(protects=her, stage="refused", on=made)
        return (*stop, no, StartClock(clock=REVIEW, from_date=made))
    until = read_date(ctx.data.get("until"))
    if until is None:
        return stop
    days = [until - timedelta(days=ahead) for ahead in AHEAD]
    live: tuple[Effect, ...] = (
        RecordOrder(protects=her, stage="made", on=made or ctx.today, until=until),
    )
    if until >= ctx.today:
        live += (FlagViolence(why="法院作出人身安全保护令", stop_one=True),)
    return (
        *stop,
        *live,
        *(Task(title="到期以前联系本人", to="owner", on=one) for one in days if one > ctx.today),
    )


def until(item: ItemView) -> date | None:
    """Return the last day of the order made, None without one."""
    return read_date(told.data_of(item, "ruling").get("until"))
