"""Who may be counselled together, and the two months of a registered divorce (T/ZSM 5.4.1)."""

from datetime import date

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    Objection,
    OpenItem,
    PartyView,
    RecordView,
    RecordWill,
    StartClock,
    StepContext,
    StopClock,
    Task,
    last_day,
    read_date,
    read_rows,
)

COOLING, CLAIMING = "cooling_off", "certificate"
BESIDE = frozenset({"reporter", "invited", "agent", "minor_child"})
RULE_8 = "全国妇联受理家庭暴力投诉工作规程第8条"


def after_booking(ctx: StepContext) -> tuple[Effect, ...]:
    """Count the cooling-off from the application (民法典 1077, first paragraph)."""
    applied = read_date(ctx.data.get("applied_on"))
    return (StartClock(clock=COOLING, from_date=applied),) if applied else ()


def may_consent(ctx: StepContext) -> tuple[Objection, ...]:
    """Nobody is counselled without knowing that one may leave."""
    return tuple(
        Objection(
            text="先告知自愿和保密，再开始辅导。",
            citation="MZ/T 084—2017附录A、附录C",
            code=name,
            field_name=name,
        )
        for name in ("voluntary", "confidential")
        if ctx.data.get(name) is not True
    )


def may_screen(ctx: StepContext) -> tuple[Objection, ...]:
    """Beside the other one, no answer about violence is worth anything."""
    if ctx.data.get("alone") is True:
        return ()
    return (
        Objection(
            text="初评要单独谈，请另约时间。", citation=RULE_8, code="not_alone", field_name="alone"
        ),
    )


def after_screening(ctx: StepContext) -> tuple[Effect, ...]:
    """Note the will about joint work; violence told here holds for the whole case."""
    effects: list[Effect] = [
        RecordWill(party_id=str(ctx.data["party"]), will=str(ctx.data["joint"]))
    ]
    violence = ctx.data.get("violence")
    if violence in ("past", "now"):
        effects.append(FlagViolence(why="单独初评时说明有家庭暴力"))
    if violence == "now":
        effects.append(Task(title="请即时打开办件处理", to="point_head", due_days=0))
    return tuple(effects)


def may_sit_together(ctx: StepContext) -> tuple[Objection, ...]:
    """Two sit down together only when both were seen alone, both want to, and none is afraid."""
    case, found = ctx.case, list[Objection]()
    if case.stop_one or case.order_in_force or case.violence or case.danger == "yes":
        found.append(
            Objection(
                text="涉及家庭暴力或有危险，不安排共同辅导，可以分别辅导。",
                citation="全国妇联受理家庭暴力投诉工作规程第10条、第11条",
                code="violence",
            )
        )
    elif case.danger != "no":
        found.append(
            Objection(text="危险情况还不清楚，先单独问清。", citation=RULE_8, code="danger_unknown")
        )
    spouses = [party for party in case.parties if party.role not in BESIDE and not party.minor]
    if any(party.willing == "refused" for party in spouses):
        found.append(
            Objection(text="不符合共同辅导条件，可以分别辅导。", citation="县规则", code="refused")
        )
    present = {row.get("party") for row in read_rows(ctx.data.get("present"))}
    if len(present) < 2:
        found.append(
            Objection(
                text="共同辅导要两个人都在。",
                citation="县规则",
                code="one_present",
                field_name="present",
            )
        )
    found += [
        Objection(
            text="%(name)s还没有单独初评。",
            citation=RULE_8,
            code="not_screened",
            values={"name": party.name or "有一方"},
        )
        for party in spouses
        if party.id in present and not _cleared(ctx, party)
    ]
    return tuple(found)


def _cleared(ctx: StepContext, party: PartyView) -> bool:
    """Say whether the newest screening of this person, alone, found no violence and a yes."""
    newest: RecordView | None = None
    for record in ctx.item.records:
        if record.form == "marriage_counseling.screen" and record.data.get("party") == party.id:
            newest = record
    return (
        newest is not None
        and newest.data.get("violence") == "none"
        and party.willing in ("agreed", "refused")
    )


def may_end_cooling(ctx: StepContext) -> tuple[Objection, ...]:
    """The month is over when its clock says so, holidays rolled; a withdrawal may come earlier."""
    end = _cooling_end(ctx)
    if ctx.data.get("now") != "still" or (end is not None and ctx.today > end):
        return ()
    return (
        Objection(text="三十日冷静期还没有满。", citation="民法典第1077条", code="still_cooling"),
    )


def after_cooling(ctx: StepContext) -> tuple[Effect, ...]:
    """The next thirty days count from the rolled end of the first (民法典 1077, second)."""
    if ctx.data.get("now") == "still":
        return (StopClock(clock=COOLING), StartClock(clock=CLAIMING, from_date=_cooling_end(ctx)))
    return (StopClock(clock=COOLING),) if ctx.data.get("now") == "withdrawn" else ()


def _cooling_end(ctx: StepContext) -> date | None:
    for clock in ctx.case.clocks:
        if clock.code == COOLING and clock.item_id == ctx.item.id:
            return last_day(clock.due_at)
    return None


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Do not send two to one table where one is afraid."""
    if ctx.data.get("result") == "mediation" and (ctx.case.stop_one or ctx.case.violence):
        return (
            Objection(
                text="涉及家庭暴力，不由辅导转调解，请选其他结果。",
                citation="全国妇联受理家庭暴力投诉工作规程第10条、第11条",
                code="violence",
                field_name="result",
            ),
        )
    return ()


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close with the result; a wish to mediate opens that function."""
    result = str(ctx.data["result"])
    opens = (OpenItem(service="mediation", why="辅导后双方愿意调解"),)
    ended = CloseItem(outcome=result, state="terminated" if result in STOPPED else "closed")
    stops = (StopClock(clock=COOLING), StopClock(clock=CLAIMING))
    return (*(opens if result == "mediation" else ()), *stops, ended)


STOPPED = frozenset({"stopped", "lost"})
