"""Service items: open one on a case, take its steps, end it when its function is gone.

A step's ``check`` and ``then`` are pure; core judges, files and applies in one transaction, so an
item is never half a step further.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.attachments import told_by_content
from core.cases.commands.filing import file_data, judged
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale, Unknown
from core.cases.faces import service_of, wear
from core.cases.facts import Args, Facts
from core.cases.guards import danger_cleared, nobody_refused, stop_one
from core.cases.history import note, routing
from core.cases.item_effects import apply_effect
from core.cases.items_of import context_of, item_with_records
from core.cases.loading import Loaded, open_case, require_running
from core.cases.models import CaseFile, ServiceItem
from core.cases.once import earlier_answer, remember
from core.cases.sealing import grant
from core.clocks.service import stop_all
from core.people.roles import may
from core.points.tree import ids_of
from core.roster import Roster, check_step, effects_of, fitting_steps, guard
from core.switches import hold_open
from core.words import (
    ItemState,
    ItemView,
    Objection,
    Service,
    State,
    Step,
    StepContext,
)

RUNNING = (ItemState.OPEN.value, ItemState.SUSPENDED.value)
CLAUSE = "T/ZSM 5.4"


def add_item(
    acting: Acting, case: CaseFile, service: str, *, at_intake: bool = False
) -> ServiceItem:
    """Open an item of *service* on *case*; raises MoveRefused when it may not be opened here.

    Who takes it in owns it when they hold one of its professions; else it waits for someone who
    does. A sealed case never waits in the open: its lead names the owner.
    """
    declared = acting.roster.services.get(service)
    path = ids_of(case.holder_path)
    if declared is None or not hold_open(acting.session, acting.board, service, path):
        raise MoveRefused(_not_open(acting, declared, service, path))
    if declared.faces_both_parties and case.stop_one:
        raise MoveRefused(
            Objection(
                text="有现实危险：不劝和、不调解，不能开“%(title)s”",
                citation="全国妇联受理家庭暴力投诉工作规程第11条",
                code="stop_one",
                values={"title": declared.title},
                field_name="services" if at_intake else "",
            )
        )
    wanted = {role.name for role in declared.roles}
    mine = bool(wanted & acting.viewer.roles) or not wanted
    item = ServiceItem(
        case_id=case.id,
        service=service,
        title=declared.title,
        state=ItemState.OPEN.value,
        step="",
        done=[],
        required_papers=[],
        version=1,
        owner_id=acting.me if mine else None,
        point_id=case.holder_id,
        opened_at=acting.at,
    )
    wear(acting, item, path)
    acting.session.add(item)
    acting.session.flush()
    if case.sealed:
        grant(acting, case, item.owner_id, "item")
    return item


def _not_open(
    acting: Acting, declared: Service | None, service: str, path: tuple[str, ...]
) -> Objection:
    state = acting.board.effective(service, path)
    text = "“%(title)s”在本点只办结、不受理" if state is State.CLOSING else "“%(title)s”在本点停用"
    title = declared.title if declared else service
    return Objection(
        text=text, citation=CLAUSE, code="not_open", values={"title": title}, field_name="services"
    )


def open_item(acting: Acting, number: str, service: str, *, key: str = "") -> ServiceItem:
    """加开服务: open another function on a running case."""
    loaded, facts, _reach = open_case(acting, number, lock=True)
    body = {"number": number, "service": service}
    known = earlier_answer(acting, key, "item", body)
    if known is not None:
        return next(item for item in loaded.items if item.id == known)
    _must_work(acting, facts, loaded, None)
    require_running(loaded)
    declared = acting.roster.services.get(service)
    again = declared is not None and declared.several
    running = [item for item in loaded.items if item.service == service and item.state in RUNNING]
    if running and not again:
        raise MoveRefused(
            Objection(text="这项服务已经在办", citation="T/ZSM 5.3.1", code="already_open")
        )
    before = routing(loaded.case)
    item = add_item(acting, loaded.case, service)
    loaded.case.version += 1
    note(
        acting,
        loaded.case,
        "open_item",
        before=before,
        item_id=item.id,
        detail={"service": service},
        quiet=True,
    )
    remember(acting, key, "item", body, item.id)
    acting.session.flush()
    return item


def _must_work(acting: Acting, facts: Facts, loaded: Loaded, item: ServiceItem | None) -> None:
    """Raise Forbidden unless the one who acts works this case or this item. A desk that holds the
    case may open another service on it, as it may at intake (T/ZSM 5.3.1)."""
    opens = item is None and may(acting.viewer.roles, "desk.use")
    if not may(acting.viewer.roles, "item.work") and not opens:
        raise Forbidden("item.work")
    case, me = loaded.case, acting.me
    if me in (case.handler_id, case.tracker_id) or me in facts.standing.team:
        return
    if item is None and me == case.lead_id:
        return
    if item is not None and item.owner_id == me:
        return
    raise Forbidden(case.number)


def find_item(loaded: Loaded, item_id: str) -> ServiceItem:
    """Return the item of the case; raise Unknown when it has none such."""
    for item in loaded.items:
        if item.id == item_id:
            return item
    raise Unknown(item_id)


def steps_open(roster: Roster, service: Service, item: ItemView) -> tuple[Step, ...]:
    """Return the steps that may come next, in the order declared."""
    if item.state is not ItemState.OPEN:
        return ()
    fitting = fitting_steps(roster, service, item)
    return tuple(step for step in fitting if not _out_of_turn(step, item))


def _out_of_turn(step: Step, item: ItemView) -> bool:
    if step.name in item.done and not step.repeats:
        return True
    return bool(step.after) and not set(step.after) & set(item.done)


def may_take(acting: Acting, loaded: Loaded, item: ServiceItem, step: Step) -> bool:
    """Tell whether the one who acts may take *step*.

    An item is worked by its owner; while it has none, by the case's handler. A step that names
    professions asks for one of them besides.
    """
    me = acting.me
    mine = item.owner_id == me or (item.owner_id is None and me == loaded.case.handler_id)
    return mine and (not step.roles or bool(step.roles & acting.viewer.roles))


def take_step(
    acting: Acting,
    number: str,
    item_id: str,
    step_name: str,
    version: int,
    raw: Mapping[str, object],
    *,
    key: str = "",
) -> ServiceItem:
    """Take one step of an item, filing its form in the same transaction.

    Raises Unknown, Forbidden, Stale (the item's version), Invalid (fields) or MoveRefused.
    """
    loaded, facts, _reach = open_case(acting, number, lock=True)
    item = find_item(loaded, item_id)
    body = {"item": item_id, "step": step_name, "data": told_by_content(acting, raw)}
    if earlier_answer(acting, key, "step", body) is not None:
        return item
    service, step = _step_of(acting, loaded, item, step_name)
    if not may_take(acting, loaded, item, step):
        raise Forbidden(step_name)
    if item.version != version:
        raise Stale(mine=version, theirs=item.version)
    view = item_with_records(acting, item)
    fitting = fitting_steps(acting.roster, service, view)
    objections = _in_turn(step, view, fitting) + _joint_lock(service, step, facts)
    if objections:
        raise MoveRefused(*objections)
    data = judged(acting, loaded, service.form(step.form), raw) if step.form else {}
    context = context_of(acting, loaded, item, view, data)
    _must_agree(acting, loaded, item, step, context)
    _carry_out(acting, loaded, item, service, step, context)
    remember(acting, key, "step", body, item.id)
    acting.session.flush()
    return item


def _step_of(
    acting: Acting, loaded: Loaded, item: ServiceItem, step_name: str
) -> tuple[Service, Step]:
    service = service_of(acting, item, loaded.path)
    if service is None:
        raise MoveRefused(
            Objection(
                text="这项功能没有装上，记录可看可印；请负责人写明理由后办结",
                citation=CLAUSE,
                code="absent",
            )
        )
    if not acting.board.works(item.service, loaded.path):
        raise MoveRefused(Objection(text="这项功能在本点停用", citation=CLAUSE, code="not_open"))
    try:
        return service, service.step(step_name)
    except KeyError:
        raise Unknown(step_name) from None


def _in_turn(step: Step, item: ItemView, fitting: tuple[Step, ...]) -> tuple[Objection, ...]:
    if item.state is not ItemState.OPEN:
        return (Objection(text="这项服务已经结束", citation=CLAUSE, code="item_closed"),)
    if step not in fitting or _out_of_turn(step, item):
        return (Objection(text="还没有轮到这一步", citation=CLAUSE, code="out_of_turn"),)
    return ()


def _joint_lock(service: Service, step: Step, facts: Facts) -> tuple[Objection, ...]:
    """The violence lock on joint work: core's, so no plugin can leave it out."""
    if not (step.sitting and service.faces_both_parties):
        return ()
    args = Args(preview=True)
    return stop_one(facts, args) + nobody_refused(facts, args) + danger_cleared(facts, args)


def _must_agree(
    acting: Acting, loaded: Loaded, item: ServiceItem, step: Step, context: StepContext
) -> None:
    objections = check_step(acting.roster, item.service, step, context)
    at_fields: dict[str, list[str]] = {}
    for one in objections:
        if one.field_name:
            at_fields.setdefault(one.field_name, []).append(one.text % one.values)
    if at_fields and all(one.field_name for one in objections):
        raise Invalid(at_fields)
    if not objections:
        asked = acting.board.asked(acting.roster, loaded.path)
        answers = guard(acting.roster, asked, case=context.case, act=step)
        objections = tuple(objection for _plugin, objection in answers.values)
    if objections:
        raise MoveRefused(*objections)


def _carry_out(
    acting: Acting,
    loaded: Loaded,
    item: ServiceItem,
    service: Service,
    step: Step,
    context: StepContext,
) -> None:
    case = loaded.case
    before = routing(case)
    record = None
    if step.form:
        record = file_data(
            acting,
            case,
            service.form(step.form),
            context.data,
            item_id=item.id,
            step=step.name,
            service=item.service,
        )
    wear(acting, item, loaded.path)
    item.done = [*item.done, step.name]
    item.step = step.name
    item.version += 1
    if item.owner_id is None:
        item.owner_id = acting.me
        if case.sealed:
            grant(acting, case, acting.me, "item")
    for effect in effects_of(acting.roster, item.service, step, context):
        apply_effect(acting, loaded, item, service, effect)
    note(
        acting,
        case,
        "step",
        before=before,
        item_id=item.id,
        text={"service": item.title, "step": step.title},
        detail={"service": item.service, "step": step.name, "record": record.id if record else ""},
        quiet=True,
    )


def end_orphan(acting: Acting, number: str, item_id: str, reason: str) -> ServiceItem:
    """Close an item whose function is not loaded; only the head of the point that holds it."""
    loaded, _facts, _reach = open_case(acting, number, lock=True)
    item = find_item(loaded, item_id)
    if item.service in acting.roster.services:
        raise MoveRefused(
            Objection(text="这项功能还在，请按步骤办结", citation=CLAUSE, code="not_orphan")
        )
    heads = {post.point.id for post in acting.viewer.posts if post.role == "point_head"}
    if not heads & set(loaded.path):
        raise Forbidden("end_orphan")
    if len(reason.strip()) < 2:
        raise Invalid({"reason": ["请写明理由，两个字以上"]})
    before = routing(loaded.case)
    item.state, item.outcome = ItemState.CLOSED.value, "function_gone"
    item.closed_at = acting.at
    item.version += 1
    stop_all(acting.session, case_id=loaded.case.id, item_id=item.id, at=acting.at)
    note(
        acting,
        loaded.case,
        "end_orphan",
        before=before,
        item_id=item.id,
        text={"reason": reason.strip()},
        quiet=True,
    )
    acting.session.flush()
    return item
