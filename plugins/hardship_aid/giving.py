"""Help first and papers later; what is given, looked at again, and ended (社会救助法 50)."""

from datetime import timedelta

from core.api import (
    CloseItem,
    Effect,
    ItemView,
    Objection,
    Second,
    SecondPerson,
    StartClock,
    StepContext,
    StopClock,
    Task,
    read_date,
)
from plugins.hardship_aid import ledger
from plugins.hardship_aid.clocks import CLOCKS, PAPERS, PAYMENT, URGENT
from plugins.hardship_aid.programmes import PROGRAMMES

RETENTION_DAYS = 90
"""A job counts as kept after three months (T/ZSM 5.4.7)."""
GONE = frozenset({"moved", "died", "own_wish"})
"""Ends that wait for nobody's papers or decision."""


def second_person(*fields: str) -> Second:
    """Return who has to agree to *fields* of a step: above the county's line a second person, who
    signs in; nobody below it, or where the county drew none (T/ZSM 5.4.7)."""

    def asked(ctx: StepContext) -> SecondPerson | None:
        amount, line = ctx.data.get("amount"), ctx.settings.get("second_approval_above")
        if not isinstance(amount, int) or not isinstance(line, int) or amount <= line:
            return None
        return SecondPerson(
            why="超过县里定的 %(amount)s 元，要第二个人登录审批",
            values={"amount": f"{line // 100:,}.{line % 100:02d}"},
            fields=fields,
            citation="县规则",
        )

    return asked


def may_help_first(ctx: StepContext) -> tuple[Objection, ...]:
    """Papers come after the help, not before it; nobody waits for them."""
    found: list[Objection] = []
    day, papers = read_date(ctx.data.get("on")), read_date(ctx.data.get("papers_by"))
    if day and day > ctx.today:
        found.append(
            Objection(text="日期还没有到。", citation="建议", code="future", field_name="on")
        )
    if day and papers and papers < day:
        found.append(
            Objection(
                text="先救助、后补手续，补手续的日期不会早于救助。",
                citation="社会救助法第50条",
                code="papers_first",
                field_name="papers_by",
            )
        )
    return tuple(found)


def after_first_aid(ctx: StepContext) -> tuple[Effect, ...]:
    """Help came; a clock and a task bring its papers in (50)."""
    day = read_date(ctx.data.get("papers_by")) or ctx.today
    return (
        StopClock(clock=URGENT),
        StartClock(clock=PAPERS, from_date=read_date(ctx.data.get("on"))),
        Task(title="补办手续", on=max(day, ctx.today)),
    )


def owes_papers(item: ItemView) -> bool:
    """The step belongs to what was helped first."""
    return ledger.papers_owed(item)


def after_papers(ctx: StepContext) -> tuple[Effect, ...]:
    """They are in."""
    return (StopClock(clock=PAPERS),)


def may_deliver(ctx: StepContext) -> tuple[Objection, ...]:
    """Give what was decided; what nobody decides needs a second person above the line."""
    code = str(ctx.data.get("programme"))
    found: list[Objection] = []
    decided = ledger.decision(ctx.item, code)
    if not PROGRAMMES[code].direct and decided != ledger.GRANTED:
        found.append(
            Objection(
                text="这一项还没有给予的决定；等不及的，走先行救助。",
                citation="社会救助法第50条",
                code="undecided",
                field_name="programme",
            )
        )
    if ctx.data.get("photo") and ctx.data.get("photo_agreed") is not True:
        found.append(
            Objection(
                text="本人不同意的，不留照片。",
                citation="个人信息保护法第29条",
                code="photo",
                field_name="photo_agreed",
            )
        )
    return tuple(found)


_GIFT = second_person("programme", "kind", "amount")


def second_for_gift(ctx: StepContext) -> SecondPerson | None:
    """What somebody decided needs no second agreement when it is handed over."""
    return _GIFT(ctx) if PROGRAMMES[str(ctx.data.get("programme"))].direct else None


def after_delivery(ctx: StepContext) -> tuple[Effect, ...]:
    """A job is asked after in three months; 司法救助 has been paid."""
    paid = (StopClock(clock=PAYMENT),) if ctx.data.get("programme") == "judicial" else ()
    start = read_date(ctx.data.get("started_on"))
    if start is None:
        return paid
    day = start + timedelta(days=RETENTION_DAYS)
    return (*paid, Task(title="看看是否还在岗", on=max(day, ctx.today)))


def after_review(ctx: StepContext) -> tuple[Effect, ...]:
    """Look again."""
    day = read_date(ctx.data.get("next_on"))
    return (Task(title="复核", on=max(day, ctx.today)),) if day else ()


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Nobody leaves with empty hands and no address, with papers owed or an answer still out."""
    reason = str(ctx.data.get("reason"))
    found: list[Objection] = []
    if reason == "unmet" and ctx.data.get("told") is not True:
        found.append(
            Objection(
                text="没有合适项目的，先说明还可以找谁。",
                citation="社会救助法第39条",
                code="told",
                field_name="told",
            )
        )
    if reason not in GONE and ledger.papers_owed(ctx.item):
        found.append(
            Objection(
                text="先行救助的手续还没有补。", citation="社会救助法第50条", code="papers_owed"
            )
        )
    if reason not in GONE and ledger.pending(ctx.item):
        found.append(Objection(text="还有申请没有结果。", citation="T/ZSM 5.4.7", code="pending"))
    return tuple(found)


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Stop what runs and close."""
    stops = tuple(StopClock(clock=clock.code) for clock in CLOCKS)
    return (*stops, CloseItem(outcome=str(ctx.data["reason"])))
