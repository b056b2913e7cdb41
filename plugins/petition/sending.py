"""A petition on its way: handed on, reported, pressed for, shared (信访工作条例 22, 30, 33, 37).

What accuses somebody never goes to the accused (hard stop 6); a women's federation may press a
department that does not act (妇女权益保障法 73) and tell the procuratorate (77).
"""

from core.api import (
    Effect,
    LetterAnswered,
    Objection,
    OpenItem,
    RecordReport,
    SendLetter,
    StepContext,
    StopClock,
    Task,
    Value,
    at_field,
    not_tomorrow,
    read_date,
)
from plugins.petition import told
from plugins.petition.rules import ACCEPT, DUTY, SEVERE

REPORTED_AS = {"police": "police", "civil": "civil_affairs", "education": "education"}
"""Our bodies by the codes of core's own report record."""
GROUNDS = {"consent": "consent", "duty": "duty", "emergency": "life"}
"""Why material may leave, by core's words for it."""
UNDER_WAY = "underway"
LADDER = ("prompt", "opinion", "inspection")


def not_to_the_accused(ctx: StepContext) -> tuple[Objection, ...]:
    """Hard stop 6: what accuses someone never goes to the accused (30)."""
    text = "不得把材料转给被反映的人员或单位，请换其他单位或上级。"
    law = "信访工作条例第30条"
    if ctx.data.get("to_accused") is True:
        return (at_field("to_accused", text, "stop_six", law),)
    if told.names_the_accused(ctx.case, ctx.item, ctx.data.get("to")):
        return (at_field("to", text, "stop_six", law),)
    return ()


def may_transfer(ctx: StepContext) -> tuple[Objection, ...]:
    """Never to the accused; what is assigned is to be answered by a day (22, 30)."""
    found = (*not_to_the_accused(ctx), *not_tomorrow(ctx))
    if ctx.data.get("kind") == "assign" and not ctx.data.get("answer_by"):
        missing = at_field("answer_by", "交办的写明何时报结果。", "answer_by", "信访工作条例第22条")
        return (*found, missing)
    return found


def _waits(ctx: StepContext) -> tuple[Task, ...]:
    due = read_date(ctx.data.get("answer_by"))
    if due is None:
        return ()
    return (Task(title="催对方单位反馈", to="owner", on=max(due, ctx.today)),)


def after_transfer(ctx: StepContext) -> tuple[Effect, ...]:
    """The plea was handed on: the local clock stops, and core waits for receipt and answer."""
    data = ctx.data
    letter = SendLetter(
        to=str(data["to"]),
        ground=GROUNDS[str(data["basis"])],
        until=read_date(data.get("answer_by")),
    )
    return (StopClock(clock=ACCEPT), letter)


def after_feedback(ctx: StepContext) -> tuple[Effect, ...]:
    """What a body says is still under way is no answer yet; anything else ends its letter."""
    on = read_date(ctx.data.get("on"))
    if ctx.data.get("handled") == UNDER_WAY or on is None:
        return ()
    letter = told.waiting_for(ctx.item, ctx.data.get("body"))
    return (LetterAnswered(letter=letter.record, on=on),) if letter else ()


def may_report(ctx: StepContext) -> tuple[Objection, ...]:
    """A minor's harm is reported to the police at least (未成年人保护法 11, 反家庭暴力法 14)."""
    early = not_tomorrow(ctx, "at")
    if not told.must_report(ctx.item) or "police" in _to(ctx.data.get("to")):
        return early
    text = "未成年人或无、限制民事行为能力人受害的，要报公安机关。"
    return (*early, at_field("to", text, "police", DUTY))


def after_report(ctx: StepContext) -> tuple[Effect, ...]:
    """Reported; with a receipt it stands on the case's own record, without someone keeps asking."""
    effects: list[Effect] = [StopClock(clock=SEVERE)]
    receipt, on = ctx.data.get("receipt"), read_date(ctx.data.get("at"))
    if not receipt:
        effects.append(Task(title="催回执", to="owner"))
    elif on is not None and "police" in _to(ctx.data.get("to")):
        effects.append(
            RecordReport(
                to=tuple(REPORTED_AS[one] for one in _to(ctx.data["to"]) if one in REPORTED_AS),
                on=on,
                by=str(ctx.data.get("by")),
                receipt=str(receipt),
            )
        )
    return tuple(effects)


def may_send_clue(ctx: StepContext) -> tuple[Objection, ...]:
    """A clue goes out on a day that has come, and never to the accused."""
    return (*not_to_the_accused(ctx), *not_tomorrow(ctx))


def may_press(ctx: StepContext) -> tuple[Objection, ...]:
    """Press only whom it was put to before; where a province says so, step by step (73)."""
    found = [*not_to_the_accused(ctx), *not_tomorrow(ctx)]
    if not {"transfer", "report"} & set(ctx.item.done):
        found.append(
            Objection(
                text="先转给或通报有关部门；不处理、处理不当的，再督促。",
                citation="妇女权益保障法第73条",
                code="asked_first",
            )
        )
    kind = str(ctx.data.get("kind"))
    done = {one.data.get("kind") for one in told.filed(ctx.item, "pressing")}
    before = set(LADDER[: LADDER.index(kind)]) if kind in LADDER else set()
    if ctx.settings.get("prompt_first") is True and not before <= done:
        found.append(
            at_field(
                "kind",
                "先发提示函，再发意见书，还不处理的才提请督查。",
                "prompt_first",
                "县规则",
            )
        )
    return tuple(found)


def after_pressing(ctx: StepContext) -> tuple[Effect, ...]:
    """Wait for the answer."""
    return _waits(ctx)


def may_go_on(ctx: StepContext) -> tuple[Objection, ...]:
    """Bring nobody to a table where there is danger or violence (hard stop 1)."""
    found = list(not_tomorrow(ctx))
    grave = ctx.case.violence or ctx.case.stop_one or ctx.case.order_in_force
    if "mediation" in _to(ctx.data.get("also")) and (grave or told.severe(ctx.item)):
        found.append(
            at_field(
                "also",
                "有暴力、严重侵害的，不作调解。",
                "no_mediation",
                "全国妇联受理家庭暴力投诉工作规程第11条",
            )
        )
    return tuple(found)


def after_progress(ctx: StepContext) -> tuple[Effect, ...]:
    """Open what else is needed: both sides may mediate (33), who is poor is helped (37)."""
    return tuple(OpenItem(service=one, why="信访中请求协办") for one in _to(ctx.data.get("also")))


def _to(value: Value) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
