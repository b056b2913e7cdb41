"""Apply the effects a step returned. Plugins say what should follow; only core does it.

Lattice rule: an effect may raise confidentiality, flag danger or add requirements, never take one
back.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import singledispatch

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.effects import WITH_CASE
from core.cases.errors import Invalid, MoveRefused
from core.cases.loading import Loaded
from core.cases.models import Record, ServiceItem
from core.cases.partitions import OTHER_SIDE, SHARED
from core.cases.people_of import head_of
from core.cases.promises import live_promises, note_performance
from core.cases.protection import Entry, enter
from core.cases.protection_form import HEARD_OF, MADE, ORDER
from core.cases.referral_form import BASES, URGENCIES
from core.cases.sealing import seal, turn_violent
from core.cases.sent_letters import Letter, kept_from, move_on, send, still_out
from core.cases.tasks import ask
from core.clocks import last_day, local_date
from core.clocks.models import ClockRow
from core.clocks.service import at_day, extend, open_clocks, pause, resume, start, stop_all
from core.documents.models import Document
from core.documents.numbering import paper_name
from core.people.models import Account
from core.points.partners import LONGEST_PARTNER, Partner
from core.words import (
    CaseState,
    CloseItem,
    DangerAnswered,
    Effect,
    ExtendClock,
    FlagViolence,
    ItemState,
    LetterAnswered,
    Objection,
    OpenItem,
    PauseClock,
    RaiseConfidentiality,
    RecordOrder,
    RecordPerformance,
    RecordReport,
    RecordWill,
    RequireDocument,
    RequireReport,
    ResumeClock,
    SendLetter,
    Service,
    StartClock,
    StopClock,
    Task,
    Unit,
)


def apply_effect(
    acting: Acting, loaded: Loaded, item: ServiceItem, service: Service, effect: Effect
) -> None:
    """Apply one effect; raises TypeError for a kind core does not know."""
    _apply(effect, acting, loaded, item, service)


@singledispatch
def _apply(
    effect: object, acting: Acting, loaded: Loaded, item: ServiceItem, service: Service
) -> None:
    raise TypeError(f"no such effect: {effect!r}")


@_apply.register
def _(effect: StartClock, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    clock = next(one for one in s.clocks if one.code == effect.clock)
    # asked anew: an effect before this one may have started or stopped some
    running = {
        row.code: row
        for row in open_clocks(acting.session, loaded.case.id)
        if row.item_id == item.id and row.state != "breached"
    }
    if clock.code in running:
        return
    begins: date | datetime = effect.from_moment or effect.from_date or acting.at
    if effect.after:
        if effect.after not in running:
            raise MoveRefused(_not_running())
        begins = last_day(running[effect.after].due_at)
    row = start(
        acting.session,
        acting.calendar,
        clock=clock,
        case_id=loaded.case.id,
        item_id=item.id,
        from_=begins,
        until=effect.until,
        owner_id=item.owner_id,
        point_id=item.point_id,
    )
    if _stands(loaded) and row.due_at > acting.at and row.unit != Unit.MONTHS_VALID:
        pause(acting.session, acting.calendar, row, reason=WITH_CASE, at=acting.at)


@_apply.register
def _(effect: StopClock, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    stop_all(
        acting.session, case_id=loaded.case.id, item_id=item.id, code=effect.clock, at=acting.at
    )


def _not_running() -> Objection:
    return Objection(text="这个时限没有在走", citation="T/ZSM 5.4", code="no_clock")


@_apply.register
def _(effect: ExtendClock, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    running = _clocks_of(loaded, item, effect.clock, "running")
    if not running:
        raise MoveRefused(_not_running())
    for row in running:
        extend(acting.session, acting.calendar, row, basis=effect.why, by=effect.by, at=acting.at)


@_apply.register
def _(effect: PauseClock, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    clock = next(one for one in s.clocks if one.code == effect.clock)
    if effect.why not in clock.pauses:
        raise MoveRefused(
            Objection(text="这个时限不能因此暂停", citation=str(clock.law), code="no_pause")
        )
    moment = at_day(effect.on) if effect.on else acting.at
    for row in _clocks_of(loaded, item, effect.clock, "running"):
        if row.due_at > moment:
            pause(acting.session, acting.calendar, row, reason=effect.why, at=moment)


@_apply.register
def _(effect: ResumeClock, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    moment = at_day(effect.on) if effect.on else acting.at
    for row in _clocks_of(loaded, item, effect.clock, "paused"):
        if _stands(loaded):
            row.pause_reason = WITH_CASE  # what it waited for came; it goes on when the case does
        else:
            resume(acting.session, acting.calendar, row, at=moment)


def _stands(loaded: Loaded) -> bool:
    """Tell whether the case is suspended, so that no clock of it may run."""
    return loaded.case.state == CaseState.SUSPENDED.value


def _clocks_of(loaded: Loaded, item: ServiceItem, code: str, state: str) -> list[ClockRow]:
    return [
        row
        for row in loaded.clocks
        if row.item_id == item.id and row.code == code and row.state == state
    ]


@_apply.register
def _(effect: OpenItem, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    from core.cases.commands.items import add_item

    running = (ItemState.OPEN.value, ItemState.SUSPENDED.value)
    if any(one.service == effect.service and one.state in running for one in loaded.items):
        return
    try:
        add_item(acting, loaded.case, effect.service)
    except MoveRefused:
        ask(
            acting,
            loaded.case,
            title="需要的服务本点没有开，请联系上级点",
            account_id=loaded.case.lead_id,
            item_id=item.id,
        )


@_apply.register
def _(effect: Task, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    case = loaded.case
    county = next((one for one in loaded.points.values() if one.level == "county"), None)
    named = {
        "owner": item.owner_id or case.handler_id,
        "lead": case.lead_id,
        "point_head": head_of(acting, case.holder_id, loaded.barred_accounts),
        "county_head": head_of(acting, county.id, loaded.barred_accounts) if county else None,
    }[effect.to]
    if case.sealed and named not in {grant.account_id for grant in loaded.grants}:
        named = case.lead_id
    ask(
        acting,
        case,
        title=effect.title,
        account_id=named,
        item_id=item.id,
        due_days=effect.due_days,
        on=effect.on,
    )


@_apply.register
def _(
    effect: RaiseConfidentiality, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service
) -> None:
    seal(acting, loaded.case, loaded.items)


@_apply.register
def _(
    effect: RequireDocument, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service
) -> None:
    if effect.kind not in item.required_papers:
        item.required_papers = [*item.required_papers, effect.kind]


@_apply.register
def _(effect: RecordWill, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    for party, _person in loaded.parties:
        if party.id == effect.party_id:
            party.willing = effect.will
            return
    raise MoveRefused(
        Objection(text="这位不是本件的当事人", citation="人民调解法第17条", code="not_a_party")
    )


@_apply.register
def _(
    effect: RecordPerformance, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service
) -> None:
    promises = live_promises(acting.session, case_id=loaded.case.id, item_id=item.id)
    for promise in promises:
        if promise.number == effect.number:
            note_performance(acting, promise, effect.state, effect.on)
            return
    raise MoveRefused(
        Objection(text="没有这一项约定", citation="人民调解法第31条", code="no_promise")
    )


@_apply.register
def _(
    effect: DangerAnswered, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service
) -> None:
    case = loaded.case
    danger = dict(case.danger or {"now": "unknown", "flags": []})
    if effect.answer == "yes":
        danger["now"] = "yes"
        case.stop_one = True
        case.danger_cleared = False
        turn_violent(acting, case, loaded.items)
    elif danger["now"] != "yes":
        danger["now"] = effect.answer
        case.danger_cleared = True
    case.danger = danger


@_apply.register
def _(effect: FlagViolence, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    case = loaded.case
    case.stop_one = case.stop_one or effect.stop_one
    turn_violent(acting, case, loaded.items)


@_apply.register
def _(effect: RecordOrder, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    if not any(party.id == effect.protects for party, _person in loaded.parties):
        raise MoveRefused(
            Objection(
                text="这位不是本件的当事人", citation="反家庭暴力法第23条", code="not_a_party"
            )
        )
    if effect.stage not in HEARD_OF:
        raise ValueError(f"{s.name} may not say of an order that it is {effect.stage}")
    until, binding = effect.until, loaded.case.order_until
    if effect.stage == MADE and until is not None and binding is not None:
        until = max(until, binding)  # what a service says never takes anything off
    enter(
        acting,
        loaded,
        Entry(kind=ORDER, protects=effect.protects, stage=effect.stage, on=effect.on, until=until),
    )


@_apply.register
def _(effect: RequireReport, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    loaded.case.report_due = True


@_apply.register
def _(effect: RecordReport, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    from core.cases.commands.danger import file_report

    account = acting.session.get(Account, effect.by)
    raw = {
        "to": list(effect.to),
        "on": effect.on.isoformat(),
        "by": account.name if account else "",
        "receipt": effect.receipt,
    }
    try:
        file_report(acting, loaded.case, raw)
    except Invalid as wrong:
        raise MoveRefused(
            Objection(
                text="这份报告登记不了：报告要有公安、日期、报告人和回执",
                citation="反家庭暴力法第14条、未成年人保护法第11条",
                code="report_record",
            )
        ) from wrong


@_apply.register
def _(effect: SendLetter, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    name = effect.to.strip()[:LONGEST_PARTNER]
    if effect.ground not in BASES or effect.urgency not in URGENCIES:
        raise ValueError(f"{s.name} sends a letter without a ground or a degree core knows")
    if not name or kept_from(loaded, name):
        raise MoveRefused(
            Objection(text="请换一家单位", citation="信访工作条例第30条", code="kept_from")
        )
    known = {one["name"]: one for one in acting.settings["partners"]}
    hers = [party.id for party, _who in loaded.parties if party.role not in OTHER_SIDE]
    record = acting.session.scalars(
        select(Record).where(Record.item_id == item.id).order_by(Record.seq.desc()).limit(1)
    ).one()
    send(
        acting,
        loaded,
        Letter(
            to=known.get(name, Partner(kind="other", name=name)),
            party_id=effect.party or next(iter(hers), SHARED),
            record_id=record.id,
            urgency=effect.urgency,
            basis=effect.ground,
            item_id=item.id,
            until=effect.until,
        ),
    )


@_apply.register
def _(
    effect: LetterAnswered, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service
) -> None:
    row = still_out(acting, loaded, item.id, effect.letter)
    if row is not None:
        move_on(acting, loaded, row, "answered", max(effect.on, local_date(row.sent_at)))


@_apply.register
def _(effect: CloseItem, acting: Acting, loaded: Loaded, item: ServiceItem, s: Service) -> None:
    if item.required_papers and (effect.with_papers or effect.state == ItemState.CLOSED.value):
        issued = set(
            acting.session.scalars(
                select(Document.kind).where(Document.item_id == item.id, Document.state == "issued")
            )
        )
        names = {kind.name: paper_name(kind, s.name) for kind in s.documents}
        missing = [kind for kind in item.required_papers if names.get(kind) not in issued]
        if missing:
            titles = {kind.name: kind.title for kind in s.documents}
            raise MoveRefused(
                Objection(
                    text="还缺文书：%(papers)s",
                    citation="T/ZSM 5.4",
                    code="paper_missing",
                    values={"papers": "、".join(titles.get(one, one) for one in missing)},
                )
            )
    item.state, item.outcome = effect.state, effect.outcome
    item.told_remedies = item.told_remedies or effect.told_remedies
    item.closed_at = acting.at
    stop_all(acting.session, case_id=loaded.case.id, item_id=item.id, at=acting.at)
