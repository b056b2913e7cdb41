"""Service items: open one on a case, say which steps come next, end it when its function is gone.

Taking a step is `core.cases.commands.stepping` (T/ZSM 5.4).
"""

from __future__ import annotations

from core.cases.acting import Acting
from core.cases.danger.classes import GRAVE, class_so_far
from core.cases.errors import Forbidden, Invalid, MoveRefused, Unknown
from core.cases.faces import wear
from core.cases.facts import Facts
from core.cases.history import note, routing
from core.cases.loading import Loaded, open_case, require_running
from core.cases.models import CaseFile, ServiceItem
from core.cases.once import earlier_answer, remember
from core.cases.sealing import grant
from core.clocks.service import stop_all
from core.people.roles import may
from core.points.tree import ids_of
from core.roster import Roster, fitting_steps
from core.switches import hold_open
from core.words import (
    ItemState,
    ItemView,
    Objection,
    Service,
    State,
    Step,
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
    if declared.faces_both_parties and class_so_far(case.danger) == GRAVE:
        raise MoveRefused(
            Objection(
                text="有伤、有现实危险或者反复施暴，不能开“%(title)s”",
                citation="全国妇联受理家庭暴力投诉工作规程第10条",
                code="class_grave",
                values={"title": declared.title},
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
    return tuple(step for step in fitting if not out_of_turn(step, item))


def out_of_turn(step: Step, item: ItemView) -> bool:
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


def take_on(acting: Acting, case: CaseFile, item: ServiceItem) -> None:
    """Whoever works an item that waits for somebody owns it from then on."""
    if item.owner_id is None:
        item.owner_id = acting.me
        if case.sealed:
            grant(acting, case, acting.me, "item")


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
