"""Danger to oneself or others: what is done at once, and until when (精神卫生法 28).

Ask directly, leave nobody alone, take away what could be used, call 110 or 120 when there is an act
or a plan with the means at hand, tell the guardian of a child unless the guardian is the danger,
of a grown-up somebody they trust, give 12356, tell the supervisor the same day, be in touch again
within 24 hours.
"""

from datetime import datetime

from core.api import (
    Effect,
    Objection,
    RaiseConfidentiality,
    StartClock,
    StepContext,
    StopClock,
    Task,
    read_rows,
)
from plugins.psych import clients
from plugins.psych.clients import moment
from plugins.psych.fields import HIGH
from plugins.psych.refusing import LOCAL, at

CONTACT = "crisis_contact"
OUTSIDE = frozenset({"guardian", "emergency", "reported"})
"""Who beside the house can keep somebody safe, one of them at least is told."""
HELPLINES = ("110", "120", "12356")
LAW = "精神卫生法第28条"


def alarm() -> tuple[Effect, ...]:
    """Seal the case, start the day until the next contact, call the head; nothing is said why."""
    return (
        RaiseConfidentiality(why="有自伤或伤人风险"),
        StartClock(clock=CONTACT),
        Task(title="请即时打开办件处理", to="point_head", due_days=0),
    )


def after_risk(ctx: StepContext) -> tuple[Effect, ...]:
    """A plan or an act starts the crisis branch; no diagnosis, only advice to see a doctor.

    Only what a person asked and judged counts here, never a score.
    """
    effects: list[Effect] = []
    if HIGH & {ctx.data.get(name) for name in clients.SAID}:
        effects += alarm()
    if ctx.data.get("suspected") is True:
        effects.append(Task(title="当面说明并记录答复", to="owner"))
    if ctx.data.get("came") == "no":
        again = clients.missed(ctx.item, ctx.data.get("client")) + 1
        if again == clients.NO_SHOWS:
            effects.append(Task(title="连续三次未到，重新约", to="owner"))
    return tuple(effects)


def may_act(ctx: StepContext) -> tuple[Objection, ...]:
    """Object to a protocol with a gap; the gap is named, so that it can be done now."""
    rows = read_rows(ctx.data.get("done"))
    done = {str(row.get("what")) for row in rows}
    level, at_hand = ctx.data.get("level"), ctx.data.get("at_hand") is True
    found: list[Objection] = []

    def lacks(text: str, code: str, citation: str = LOCAL) -> None:
        found.append(at("done", text, code, citation))

    if "asked" not in done:
        lacks("先直接问本人。", "asked")
    if "company" not in done:
        lacks("不要让人独处。", "company", LAW)
    if at_hand and not done & {"means", "emergency"}:
        lacks("工具、药物先拿走。", "means", LAW)
    calls = level == "act" or (level == "plan" and at_hand)
    if calls and "emergency" not in done:
        lacks("有行为的、有计划又有工具的，打 110 或 120。", "emergency", LAW)
    if clients.minor(ctx.case, ctx.item, ctx.data.get("client")):
        found += _guardian(ctx, done)
    elif level in HIGH and not calls and not done & OUTSIDE:
        # whom she trusts, not whoever is next of kin: he may be the danger
        lacks("告诉本人信得过的人，找不到的打 110、120，不要只有咨询师知道。", "told_nobody", LAW)
    if "hotline" not in done:
        lacks("告诉本人心理热线 12356。", "hotline")
    since = moment(ctx.data.get("found_at"))
    told = [moment(row.get("at")) for row in rows if row.get("what") == "supervisor"]
    if not told:
        lacks("当天要报告督导。", "supervisor")
    elif since and all(one and one.date() > since.date() for one in told):
        lacks("督导是当天报告，写的时间晚了。请核对时间，没有当天报告的写明。", "supervisor_late")
    return (*found, *_order(ctx, since))


def _guardian(ctx: StepContext, done: set[str]) -> tuple[Objection, ...]:
    said = clients.newest(ctx.item, "consent", ctx.data.get("client")) or {}
    if said.get("guardian") == "harmful":
        if "reported" in done:
            return ()
        text = "监护人就是伤害孩子的人，报告公安、民政，不要先告诉监护人。"
        return (at("done", text, "reported", "未成年人保护法第11条"),)
    if done & {"guardian", "reported"}:
        return ()
    return (at("done", "未成年人要告诉监护人。", "guardian_told", LAW),)


def _order(ctx: StepContext, since: datetime | None) -> tuple[Objection, ...]:
    again = moment(ctx.data.get("contact_at"))
    if since and again and again < since:
        return (at("contact_at", "再次联系不会早于发现的时间。", "before"),)
    return ()


def after_crisis(ctx: StepContext) -> tuple[Effect, ...]:
    """Contact was made: the day-long clock stops, or starts anew while things are unsteady.

    A crisis first told here alarms like one told in a talk.
    """
    known = ctx.data.get("client") in clients.at_risk(ctx.item)
    effects: tuple[Effect, ...] = () if known else alarm()
    if ctx.data.get("contact_at") is None:
        return effects
    if ctx.data.get("now") in clients.SETTLED:
        return (*effects, StopClock(clock=CONTACT))
    return (*effects, StopClock(clock=CONTACT), StartClock(clock=CONTACT))
