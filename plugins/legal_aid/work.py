"""The lawyer's work, the end of the aid, how it was, and the close (法律援助法 46, 48 to 50)."""

from core.api import (
    CloseItem,
    Effect,
    Objection,
    StepContext,
    StopClock,
    Task,
    at_field,
    not_tomorrow,
)
from plugins.legal_aid import told
from plugins.legal_aid.choices import SERVED
from plugins.legal_aid.clocks import ASSIGN, CLOCKS, MEET
from plugins.legal_aid.rules import same_person


def may_work(ctx: StepContext) -> tuple[Objection, ...]:
    """Her own, and nothing before it happened."""
    return (*same_person(ctx), *not_tomorrow(ctx))


def after_progress(ctx: StepContext) -> tuple[Effect, ...]:
    """The meeting took place; what was heard is passed on (46)."""
    met = (StopClock(clock=MEET),) if ctx.data.get("met") is True else ()
    if ctx.data.get("told") is True:
        return met
    return (*met, Task(title="把办理进度告诉本人", to="owner", due_days=2))


def may_end(ctx: StepContext) -> tuple[Objection, ...]:
    """Only aid that was given ends, and she is told that she may object (48, 49)."""
    found = [*may_work(ctx)]
    if ctx.data.get("told") is not True:
        text = "请告诉受援人可以提出异议。"
        found.append(at_field("told", text, "told", "法律援助法第49条"))
    return tuple(found)


def after_end(ctx: StepContext) -> tuple[Effect, ...]:
    """What ran for the lawyer stops; means are no reason where they were none to begin with."""
    stops = (StopClock(clock=ASSIGN), StopClock(clock=MEET))
    if ctx.data.get("ground") == "means" and told.spared_item(ctx.item):
        return (*stops, Task(title="终止的理由和法律不符，请帮助提出异议", to="owner", due_days=1))
    return stops


def may_report(ctx: StepContext) -> tuple[Objection, ...]:
    """A result of the work needs somebody who did it."""
    found = [*may_work(ctx)]
    if told.ended(ctx.item):
        found.append(
            Objection(
                text="援助已经终止，没有结案报告。", citation="法律援助法第48条", code="ended"
            )
        )
    return tuple(found)


def may_call(ctx: StepContext) -> tuple[Objection, ...]:
    """Where somebody may be listening only the agreed way is safe (法发〔2022〕10号)."""
    found = [*may_work(ctx)]
    if not (ctx.case.violence or told.violent(told.data_of(ctx.item, "application"))):
        return tuple(found)
    cite = "法发〔2022〕10号"
    if ctx.data.get("safe") is not True:
        text = "只按约定的安全方式联系；联系过了再填。"
        found.append(at_field("safe", text, "unsafe", cite))
    if ctx.data.get("way") == "line":
        text = "这一件不发短信、不发网上链接。"
        found.append(at_field("way", text, "no_line", cite))
    return tuple(found)


def after_call(ctx: StepContext) -> tuple[Effect, ...]:
    """Who is not content is heard by the head; who was not reached is asked again."""
    score = ctx.data.get("score")
    if score == "poor":
        return (Task(title="援助质量回访不满意，请改进", to="point_head", due_days=3),)
    return (Task(title="再联系一次，做质量回访", due_days=5),) if score == "unreached" else ()


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Each end needs what it is the end of, and no objection may be out."""
    way, item = ctx.data.get("way"), ctx.item
    found = list[Objection]()
    if told.objecting(item) and way != "withdrawn":
        text = "异议还没有审查完。"
        found.append(at_field("way", text, "objection_out", "法律援助法第49条"))
    if way == "served":
        found += _served(ctx)
    if way == "refused" and told.decision(item) != "refused":
        found.append(at_field("way", "没有不予援助的决定。", "no_refusal", "法律援助法第43条"))
    if way == "ended" and not told.ended(item):
        text = "先填“终止援助”，写明是哪一种情形。"
        found.append(at_field("way", text, "no_end", "法律援助法第48条"))
    return tuple(found)


def _served(ctx: StepContext) -> list[Objection]:
    item, found = ctx.item, list[Objection]()
    if "report" not in item.done or told.ended(item):
        text = "还没有律师的结案报告。"
        found.append(at_field("way", text, "no_report", "法律援助法第50条"))
    if told.decision(item) != "granted":
        text = "还没有给予援助的决定；先行提供的，先补办手续。"
        found.append(at_field("way", text, "not_granted", "法律援助法第43条、第44条"))
    if "callback" not in item.done:
        found.append(at_field("way", "还没有做质量回访。", "no_callback", "T/ZSM 5.4.6"))
    return found


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Stop everything and close with the result of the work, or how it ended."""
    way = str(ctx.data["way"])
    outcome = str(told.answered(ctx.item, "report", "result")) if way == "served" else way
    stops = tuple(StopClock(clock=one.code) for one in CLOCKS)
    state = "closed" if outcome in SERVED else "terminated"
    remedies = way in ("refused", "ended")
    return (*stops, CloseItem(outcome=outcome, state=state, told_remedies=remedies))
