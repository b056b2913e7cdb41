"""Orders are answered in time, and a hurt child comes first (家庭教育促进法 48, 49, 53)."""

from datetime import timedelta

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    Objection,
    OpenItem,
    RaiseConfidentiality,
    StepContext,
    Task,
    read_date,
)

REPLY_AHEAD = timedelta(days=7)
"""A week before an order lapses someone is reminded to report back: a habit of ours, not law."""


def _ordered(ctx: StepContext) -> bool:
    intake = ctx.item.latest("family_education.intake")
    return intake is not None and intake.data.get("source") == "ordered"


def after_intake(ctx: StepContext) -> tuple[Effect, ...]:
    """Remember the day an order lapses."""
    until = read_date(ctx.data.get("order_until"))
    if until is None:
        return ()
    return (Task(title="到期前回告", on=max(until - REPLY_AHEAD, ctx.today)),)


def after_looking(ctx: StepContext) -> tuple[Effect, ...]:
    """A child hurt, or likely so: seal, wake the head, open the lane that reports."""
    if ctx.data.get("hurt") in ("suspected", "yes"):
        return (
            FlagViolence(why="未成年人受到或疑似受到侵害"),
            Task(title="请即时打开办件处理", to="point_head", due_days=0),
            OpenItem(service="petition", why="须立即报告"),
        )
    if ctx.data.get("risk") == "high":
        return (
            RaiseConfidentiality(why="高风险家庭"),
            Task(title="请即时打开办件处理", to="point_head", due_days=0),
            OpenItem(service="petition", why="高风险家庭"),
        )
    return ()


def after_urging(ctx: StepContext) -> tuple[Effect, ...]:
    """Parents who refuse are a matter for the head, who may turn to the police (118)."""
    if ctx.data.get("answer") != "refuses":
        return ()
    return (Task(title="家长不接受指导，研究下一步", to="point_head", due_days=5),)


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """What was ordered is done before it is closed, and the body that ordered it is told."""
    if not _ordered(ctx):
        return ()
    found: list[Objection] = []
    if "session" not in ctx.item.done:
        found.append(
            Objection(
                text="责令的指导还没有做。",
                citation="家庭教育促进法第49条",
                code="not_guided",
            )
        )
    if ctx.data.get("reported_on") is None:
        found.append(
            Objection(
                text="还没有向责令的机关回告。",
                citation="家庭教育促进法第49条",
                code="not_reported",
                field_name="reported_on",
            )
        )
    return tuple(found)


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close with the result."""
    result = str(ctx.data["result"])
    return (CloseItem(outcome=result, state="terminated" if result == "stopped" else "closed"),)
