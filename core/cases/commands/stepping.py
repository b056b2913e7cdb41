"""Take a step of an item: judged, filed and carried out in one transaction.

A step's ``check``, ``second`` and ``then`` are pure; core judges, asks for a second person's
agreement where one is needed, files and applies, so an item is never half a step further.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.approving import lapsed
from core.cases.attachments import told_by_content
from core.cases.commands.filing import file_data, judged
from core.cases.commands.items import CLAUSE, find_item, may_take, out_of_turn, take_on
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale, Unknown
from core.cases.faces import service_of, wear
from core.cases.facts import Args, Facts
from core.cases.guards.sitting import class_allows, danger_cleared, nobody_refused, stop_one
from core.cases.history import note, routing
from core.cases.item_effects import apply_effect
from core.cases.items_of import context_of, item_with_records
from core.cases.loading import Loaded, open_case
from core.cases.models import Approval, Record, ServiceItem
from core.cases.once import earlier_answer, remember
from core.roster import check_step, effects_of, fitting_steps, guard, second_of
from core.words import (
    ItemState,
    ItemView,
    Objection,
    SecondPerson,
    Service,
    Step,
    StepContext,
    Value,
)

KEPT_STEP = "承办人留存的记录"
"""What the history calls a step of which only who works the item may learn."""


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
    service, step, context = judged_step(acting, loaded, facts, item, step_name, version, raw)
    agreed = agreement(acting, item, step, context)
    record = _carry_out(acting, loaded, item, service, step, context)
    if agreed is not None:
        agreed.state, agreed.record_id = "used", record.id if record else None
        agreed.version += 1
    remember(acting, key, "step", body, item.id)
    acting.session.flush()
    return item


def judged_step(
    acting: Acting,
    loaded: Loaded,
    facts: Facts,
    item: ServiceItem,
    step_name: str,
    version: int,
    raw: Mapping[str, object],
) -> tuple[Service, Step, StepContext]:
    """Return a step that may be taken now with what it is asked with; raises as `take_step`."""
    service, step = step_of(acting, loaded, item, step_name)
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
    return service, step, context


def agreement(
    acting: Acting, item: ServiceItem, step: Step, context: StepContext
) -> Approval | None:
    """Return the second person's agreement a step needs, None when it needs none.

    Raises MoveRefused while nobody else has agreed to just these answers, or did so too long ago;
    the agreement of who takes the step now is none, also when it was given before the item became
    theirs.
    """
    wanted = second_of(acting.roster, item.service, step, context)
    if wanted is None:
        return None
    about = told_of(wanted, context)
    rows = acting.session.scalars(
        select(Approval)
        .where(Approval.item_id == item.id, Approval.step == step.name, Approval.state == "agreed")
        .order_by(Approval.asked_at)
    )
    for row in rows:
        if row.about == about and row.ended_by != acting.me and not lapsed(row, acting.at):
            return row
    raise MoveRefused(
        Objection(
            text=wanted.why, citation=wanted.citation, code="second_person", values=wanted.values
        )
    )


def told_of(wanted: SecondPerson, context: StepContext) -> dict[str, Value]:
    """Return the answers a second person agrees to."""
    return {name: context.data[name] for name in wanted.fields if name in context.data}


def step_of(
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
    if step not in fitting or out_of_turn(step, item):
        return (Objection(text="还没有轮到这一步", citation=CLAUSE, code="out_of_turn"),)
    return ()


def _joint_lock(service: Service, step: Step, facts: Facts) -> tuple[Objection, ...]:
    """The violence lock on joint work: core's, so no plugin can leave it out."""
    if not (step.sitting and service.faces_both_parties):
        return ()
    args = Args(preview=True, sitting=True)
    locks = (stop_one, nobody_refused, danger_cleared, class_allows)
    return tuple(objection for lock in locks for objection in lock(facts, args))


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
) -> Record | None:
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
    take_on(acting, case, item)
    for effect in effects_of(acting.roster, item.service, step, context):
        apply_effect(acting, loaded, item, service, effect)
    note(
        acting,
        case,
        "step",
        before=before,
        item_id=item.id,
        # that such a step was taken tells what was found; its owner finds the record in the item
        text={"service": item.title, "step": KEPT_STEP if step.kept else step.title},
        detail={
            "service": item.service,
            "step": "" if step.kept else step.name,
            "record": record.id if record else "",
        },
        quiet=True,
    )
    return record
