"""What a court hands over and gets back: acceptance, its days, the letter with the result.

Delegated before filing (委派) thirty days, entrusted after it (委托) fifteen or seven, counted from
the day the material was signed for; on the courts' platform three working days to accept (法释
〔2016〕14号 27; 法释〔2021〕23号 12). An ended matter of a court stays open until its letter went.
"""

from collections.abc import Callable

from core.api import (
    CloseItem,
    Effect,
    ExtendClock,
    ItemView,
    Objection,
    RequireDocument,
    StartClock,
    StepContext,
    StopClock,
    Task,
    Value,
    at_field,
    read_date,
)

MODES = ("court_delegated", "court_entrusted")
TERM = "term"
ACCEPT = "court_accept"
REPLY = "court_reply"
CLOCKS = {
    ("court_delegated", None): "court_delegated",
    ("court_entrusted", "ordinary"): "court_entrusted_ordinary",
    ("court_entrusted", "simple"): "court_entrusted_simple",
}
ENDED = Objection(
    text="这件调解已经结束，只差给法院回函。",
    citation="特邀调解规定第26条",
    code="ended",
)
NOT_ACCEPTED = Objection(
    text="还没有签收法院的材料，期限也还没有起算。",
    citation="特邀调解规定第27条",
    code="court_material",
)


def from_court(item: ItemView) -> bool:
    """Say whether a court handed this matter over."""
    return _application(item).get("start_mode") in MODES


def running_clock(item: ItemView) -> str:
    """Return the code of the clock this item works under: the court's, or the general one."""
    data = _application(item)
    procedure = data.get("procedure")
    key = (str(data.get("start_mode")), procedure if isinstance(procedure, str) else None)
    return CLOCKS.get(key, TERM)


def _application(item: ItemView) -> dict[str, Value]:
    record = item.latest("mediation.application")
    return dict(record.data) if record else {}


def ended(item: ItemView) -> str:
    """Return the outcome of a court's matter that ended and still owes its letter, else ""."""
    return next((step for step in ("terminate", "close") if step in item.done), "")


Check = Callable[[StepContext], tuple[Objection, ...]]


def while_open(check: Check | None = None) -> Check:
    """Return *check* behind the question whether the matter has not ended already."""

    def judge(ctx: StepContext) -> tuple[Objection, ...]:
        if ended(ctx.item):
            return (ENDED,)
        return check(ctx) if check else ()

    return judge


def accepted(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse to go on with a court's matter nobody has signed for."""
    if not from_court(ctx.item) or "accept_court" in ctx.item.done:
        return ()
    return (NOT_ACCEPTED,)


def after_hand_over(ctx: StepContext) -> tuple[Effect, ...]:
    """Start the three working days of the courts' platform (在线调解规则 12)."""
    if ctx.data.get("start_mode") in MODES and ctx.data.get("online") is True:
        return (StartClock(clock=ACCEPT, from_date=read_date(ctx.data.get("entrusted_on"))),)
    return ()


def may_accept(ctx: StepContext) -> tuple[Objection, ...]:
    """Sign only for what a court handed over, not before it did and not for tomorrow."""
    day = read_date(ctx.data.get("signed_on"))
    given = read_date(_application(ctx.item).get("entrusted_on"))
    if day is None:
        return ()
    if day > ctx.today:
        return (at_field("signed_on", "日期还没有到。", "future_date"),)
    if given is not None and day < given:
        return (at_field("signed_on", "不能早于法院移交的日期。", "before_hand_over"),)
    return ()


def after_accepting(ctx: StepContext) -> tuple[Effect, ...]:
    """Count the court's days from the signature; a refused hand-over goes back and ends."""
    if ctx.data.get("decision") == "returned":
        return (
            StopClock(clock=ACCEPT),
            Task(title="给法院退回材料并回函", to="owner", due_days=1),
            CloseItem(outcome="returned", state="terminated", told_remedies=True),
        )
    return (
        StopClock(clock=ACCEPT),
        StartClock(clock=running_clock(ctx.item), from_date=read_date(ctx.data.get("signed_on"))),
    )


def may_extend(ctx: StepContext) -> tuple[Objection, ...]:
    """Extend only what runs, by agreement of everyone, each asked himself (27)."""
    clock = running_clock(ctx.item)
    limit = {"court_entrusted_ordinary": 15, "court_entrusted_simple": 7}.get(clock, 30)
    days = ctx.data.get("days")
    if isinstance(days, int) and days > limit:
        return (at_field("days", "最多延长 %(limit)s 天。", "too_long", limit=str(limit)),)
    return ()


def after_extension(ctx: StepContext) -> tuple[Effect, ...]:
    """Extend whichever clock runs by the days agreed; a court is told."""
    days = ctx.data.get("days")
    extended = ExtendClock(
        clock=running_clock(ctx.item),
        why=str(ctx.data.get("why", "")),
        by=days if isinstance(days, int) else None,
    )
    if not from_court(ctx.item):
        return (extended,)
    return extended, Task(title="把延长期限告知法院", to="owner", due_days=1)


def end(ctx: StepContext, close: CloseItem) -> tuple[Effect, ...]:
    """End the matter as *close* says; one of a court first owes the court its letter."""
    stop = StopClock(clock=running_clock(ctx.item))
    if not from_court(ctx.item):
        return stop, close
    return stop, StartClock(clock=REPLY), RequireDocument(kind="court_reply")


def may_reply(ctx: StepContext) -> tuple[Objection, ...]:
    """Send the letter back only for what has ended."""
    if not ended(ctx.item):
        return (
            Objection(
                text="调解还没有结束，先办结案或终止。",
                citation="特邀调解规定第26条",
                code="not_ended",
            ),
        )
    day = read_date(ctx.data.get("on"))
    if day is not None and day > ctx.today:
        return (at_field("on", "日期还没有到。", "future_date"),)
    return ()
