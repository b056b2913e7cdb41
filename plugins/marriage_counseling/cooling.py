"""The two months of a registered divorce: thirty days to think, thirty days to come (民法典 1077).

Both ends are known from the day of the application, rolled over holidays by core's calendar
(民法典 203); an application that is taken back, or that nobody comes for, may be made again.
"""

from datetime import date

from core.api import (
    Clock,
    Effect,
    Law,
    Objection,
    StartClock,
    StepContext,
    StopClock,
    Unit,
    at_field,
    last_day,
    not_tomorrow,
    read_date,
)

COOLING, CLAIMING = "cooling_off", "certificate"
ARTICLE = "民法典第1077条"
CLOCKS = (
    Clock(
        code=COOLING,
        title="离婚冷静期",
        unit=Unit.DAYS,
        length=30,
        law=Law(name="民法典", article="第1077条"),
        warn_days=7,
    ),
    Clock(
        code=CLAIMING,
        title="申领离婚证",
        unit=Unit.DAYS,
        length=30,
        law=Law(name="民法典", article="第1077条"),
        warn_days=7,
    ),
)
STOPPED: tuple[Effect, ...] = (StopClock(clock=COOLING), StopClock(clock=CLAIMING))


def begun(applied: date | None) -> tuple[Effect, ...]:
    """Count both from the application: the second from the rolled end of the first."""
    if applied is None:
        return ()
    return (
        StartClock(clock=COOLING, from_date=applied),
        StartClock(clock=CLAIMING, after=COOLING),
    )


def end_of(ctx: StepContext, code: str) -> date | None:
    """Return the last day of one of the two, None when it does not run."""
    for clock in ctx.case.clocks:
        if clock.code == code and clock.item_id == ctx.item.id:
            return last_day(clock.due_at)
    return None


def may_happen(ctx: StepContext) -> tuple[Objection, ...]:
    """Hold what is told against the days: taken back inside the month, claimed inside the next."""
    now, on = ctx.data.get("now"), read_date(ctx.data.get("on"))
    if on is None:
        return ()
    if found := not_tomorrow(ctx):
        return found
    if now == "applied":
        return _applied(ctx, on)
    end, claim = end_of(ctx, COOLING), end_of(ctx, CLAIMING)
    if claim is None:
        return (at_field("now", "还没有离婚登记申请，先登记申请日。", "not_applied", ARTICLE),)
    early, over = end is not None and on <= end, end is None or on > end
    if now == "withdrawn" and over:
        text = "冷静期已经满了，不再是撤回；期满没有去领的，选“视为撤回”。"
        return (at_field("on", text, "too_late", ARTICLE),)
    if now in ("still", "certified") and early:
        return (at_field("on", "三十日冷静期还没有满。", "still_cooling", ARTICLE),)
    if now == "certified" and on > claim:
        text = "申领的三十日已经过了，视为撤回申请，要领证得重新申请。"
        return (at_field("on", text, "lapsed", ARTICLE),)
    if now == "lapsed" and ctx.today <= claim:
        text = "申领离婚证的三十日还没有满。"
        return (at_field("now", text, "not_lapsed", ARTICLE),)
    return ()


def _applied(ctx: StepContext, on: date) -> tuple[Objection, ...]:
    """A new application while one runs would give a spouse two months at once."""
    claim = end_of(ctx, CLAIMING)
    if claim is None or claim < ctx.today:
        return ()
    return (at_field("now", "已经有一次申请在走，撤回或者期满以后再登记。", "running", ARTICLE),)


def after_event(ctx: StepContext) -> tuple[Effect, ...]:
    """Move the clocks as the registry's counter moves."""
    now = ctx.data.get("now")
    if now == "applied":
        return (*STOPPED, *begun(read_date(ctx.data.get("on"))))
    if now == "still":
        # counted again: a holiday announced since the application moves the second month too
        end = end_of(ctx, COOLING)
        return (*STOPPED, StartClock(clock=CLAIMING, from_date=end)) if end else ()
    return () if now == "unknown" else STOPPED
