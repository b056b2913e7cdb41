"""Consent, risk, and who may be seen together (精神卫生法 23, 28, 51; T/ZSM 5.4.5)."""

from core.api import (
    CloseItem,
    Effect,
    Objection,
    RaiseConfidentiality,
    RecordView,
    StartClock,
    StepContext,
    StopClock,
    Task,
    read_rows,
)

CONTACT = "crisis_contact"
HIGH = frozenset({"plan", "act"})
NO_SHOWS = 3


def _newest(ctx: StepContext, form: str, client: object = None) -> RecordView | None:
    for record in reversed(ctx.item.records):
        if record.form == f"psych.{form}" and client in (None, record.data.get("client")):
            return record
    return None


def _minor(ctx: StepContext) -> bool:
    client = ctx.data.get("client")
    booked = _newest(ctx, "booking", client)
    said = booked is not None and booked.data.get("client_kind") == "minor"
    return said or any(party.minor for party in ctx.case.parties if party.id == client)


def may_consent(ctx: StepContext) -> tuple[Objection, ...]:
    """Begin with an informed yes; for a child also the guardian's, unless the guardian harms."""
    found: list[Objection] = []
    for name, text in (("limits", "先说明保密的例外。"), ("agreed", "本人不同意的，不开始疏导。")):
        if ctx.data.get(name) is not True:
            found.append(
                Objection(text=text, citation="精神卫生法第23条", code=name, field_name=name)
            )
    if _minor(ctx):
        guardian = ctx.data.get("guardian")
        other = guardian == "harmful" and ctx.data.get("other_path") is True
        if guardian != "agreed" and not other:
            found.append(
                Objection(
                    text="未成年人要监护人同意；监护人施害的，走其他监护人或民政部门。",
                    citation="个人信息保护法第31条、未成年人保护法第92条",
                    code="guardian",
                    field_name="guardian",
                )
            )
    return tuple(found)


def after_consent(ctx: StepContext) -> tuple[Effect, ...]:
    """A guardian who harms is a matter for the head, today."""
    if ctx.data.get("guardian") != "harmful":
        return ()
    return (
        RaiseConfidentiality(why="监护人涉嫌侵害未成年人"),
        Task(title="请即时打开办件处理", to="point_head", due_days=0),
    )


def may_begin(ctx: StepContext) -> tuple[Objection, ...]:
    """One counsellor does not see both spouses alone; nobody is seen without consent."""
    found = list(consented(ctx))
    if ctx.data.get("served_other") is True:
        found.append(
            Objection(
                text="另一方正由同一位咨询师接待，请换一位。",
                citation="县规则",
                code="served_other",
                field_name="served_other",
            )
        )
    return tuple(found)


def consented(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse to write about a client who has not agreed."""
    if _newest(ctx, "consent", ctx.data.get("client")) is not None:
        return ()
    return (
        Objection(
            text="这位来访者还没有签知情同意。",
            citation="精神卫生法第23条",
            code="no_consent",
            field_name="client",
        ),
    )


def after_risk(ctx: StepContext) -> tuple[Effect, ...]:
    """A plan or an act starts the crisis branch; no diagnosis, only advice to see a doctor."""
    effects: list[Effect] = []
    if HIGH & {ctx.data.get(name) for name in ("risk", "risk_self", "risk_other")}:
        effects += [
            RaiseConfidentiality(why="有自伤或伤人风险"),
            StartClock(clock=CONTACT),
            Task(title="请即时打开办件处理", to="point_head", due_days=0),
        ]
    if ctx.data.get("suspected") is True:
        effects.append(Task(title="当面说明并记录答复", to="owner"))
    if ctx.data.get("came") == "no" and _missed(ctx) + 1 == NO_SHOWS:
        effects.append(Task(title="连续三次未到，重新约", to="owner"))
    return tuple(effects)


def _missed(ctx: StepContext) -> int:
    """Count the client's sessions missed in a row, up to now."""
    missed = 0
    for record in reversed(ctx.item.records):
        if record.form == "psych.session" and record.data.get("client") == ctx.data.get("client"):
            if record.data.get("came") != "no":
                break
            missed += 1
    return missed


def may_sit_together(ctx: StepContext) -> tuple[Objection, ...]:
    """Several at once only when each said yes alone and nobody is afraid (妇联规程 8, 10, 11)."""
    case, found = ctx.case, list[Objection]()
    if case.stop_one or case.order_in_force or case.violence or case.danger != "no":
        found.append(
            Objection(
                text="涉及家庭暴力、有危险或情况不清，不安排共同会谈，可以分别进行。",
                citation="全国妇联受理家庭暴力投诉工作规程第8条、第10条、第11条",
                code="violence",
            )
        )
    rows = read_rows(ctx.data.get("present"))
    if any(row.get("willing") is not True for row in rows):
        found.append(
            Objection(
                text="有人还没有单独问过，或者不愿意一起谈。",
                citation="县规则",
                code="not_willing",
                field_name="present",
            )
        )
    return tuple(found)


def may_act(ctx: StepContext) -> tuple[Objection, ...]:
    """In a crisis the supervisor knows the same day."""
    done = ctx.data.get("done")
    if isinstance(done, list) and "supervisor" in done:
        return ()
    return (
        Objection(text="当天要报告督导。", citation="县规则", code="supervisor", field_name="done"),
    )


def after_crisis(ctx: StepContext) -> tuple[Effect, ...]:
    """Contact was made: the day-long clock stops, or starts anew while things are unsteady."""
    if ctx.data.get("contact_at") is None:
        return ()
    if ctx.data.get("now") in ("calm", "hospital"):
        return (StopClock(clock=CONTACT),)
    return (StopClock(clock=CONTACT), StartClock(clock=CONTACT))


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Do not let go of someone at risk: the last word about each must be a calm one."""
    open_risks: dict[object, bool] = {}
    for record in ctx.item.records:
        data, client = record.data, record.data.get("client")
        if HIGH & {data.get(name) for name in ("risk", "risk_self", "risk_other")}:
            open_risks[client] = True
        elif record.form == "psych.crisis":
            open_risks[client] = data.get("now") not in ("calm", "hospital")
    if not any(open_risks.values()):
        return ()
    return (
        Objection(
            text="还有人处在危机中，先处置到平稳或送医。",
            citation="精神卫生法第28条",
            code="at_risk",
        ),
    )


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close with the result."""
    result = str(ctx.data["result"])
    state = "terminated" if result == "dropped" else "closed"
    return (StopClock(clock=CONTACT), CloseItem(outcome=result, state=state))
