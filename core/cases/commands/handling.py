"""Who works what: name a case's handler, an item's owner; finish a measure of a plan."""

from __future__ import annotations

from core.cases.acting import Acting
from core.cases.choosing import may_name
from core.cases.commands.items import find_item
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale, Unknown
from core.cases.history import note, routing
from core.cases.lifecycle import By
from core.cases.loading import Loaded, open_case, require_running
from core.cases.models import ServiceItem
from core.cases.sealing import follow_parts
from core.cases.tasks import ask
from core.words import ItemState, Objection


def assign_handler(acting: Acting, number: str, version: int, account_id: str) -> Loaded:
    """派给同事: the holder's head, desk or present handler names who works the case here.

    Somebody with a handler's post at the holder may also take it on (接手), unless it is sealed.
    """
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    if not facts.relations & {By.HOLDER_HEAD, By.HOLDER_DESK, By.HANDLER}:
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    require_running(loaded)
    may_name(acting, loaded, how_far, account_id, case.holder_id)
    before = routing(case)
    former, case.handler_id = case.handler_id, account_id
    for item in loaded.items:
        if item.state == ItemState.OPEN.value and item.owner_id == former:
            roles = acting.roster.services.get(item.service)
            if roles is None or not roles.roles:
                item.owner_id = account_id
    follow_parts(acting, case)
    case.version += 1
    if account_id != acting.me:
        ask(acting, case, title="有办件派给您", account_id=account_id, kind="handed")
    note(acting, case, "assign_handler", before=before, quiet=True)
    acting.session.flush()
    return loaded


def assign_item(
    acting: Acting, number: str, item_id: str, version: int, account_id: str
) -> ServiceItem:
    """Name an item's owner, or take an unowned one on (认领) when holding its profession."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    item = find_item(loaded, item_id)
    service = acting.roster.services.get(item.service)
    wanted = {role.name for role in service.roles} if service else set()
    claiming = account_id == acting.me and item.owner_id is None and wanted & acting.viewer.roles
    naming = facts.relations & {By.LEAD, By.HANDLER, By.HOLDER_HEAD, By.ITEM_OWNER}
    if not claiming and not naming:
        raise Forbidden(item_id)
    if item.version != version:
        raise Stale(mine=version, theirs=item.version)
    if item.state != ItemState.OPEN.value:
        raise MoveRefused(
            Objection(text="这项服务已经结束", citation="T/ZSM 5.4", code="item_closed")
        )
    may_name(acting, loaded, how_far, account_id)
    before = routing(loaded.case)
    item.owner_id = account_id
    item.version += 1
    follow_parts(acting, loaded.case)
    if account_id != acting.me:
        ask(
            acting,
            loaded.case,
            title="有服务事项派给您",
            account_id=account_id,
            kind="handed",
            item_id=item.id,
        )
    note(
        acting,
        loaded.case,
        "assign_item",
        before=before,
        item_id=item.id,
        detail={"owner": account_id},
        quiet=True,
    )
    acting.session.flush()
    return item


def finish_measure(acting: Acting, number: str, measure_id: str, version: int) -> Loaded:
    """Mark a measure of the plan as done."""
    loaded, facts, _reach = open_case(acting, number, lock=True)
    if not facts.relations & {By.COUNTY_HEAD, By.HANDLER, By.LEAD}:
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    measure = next((one for one in loaded.measures if one.id == measure_id), None)
    if measure is None:
        raise Unknown(measure_id)
    if measure.done_on is not None:
        raise Invalid({"measure": ["这项措施已经完成"]})
    before = routing(loaded.case)
    measure.done_on = acting.today
    loaded.case.version += 1
    note(
        acting,
        loaded.case,
        "measure_done",
        before=before,
        text={"body": measure.body},
        detail={"measure": measure.id},
        quiet=True,
    )
    acting.session.flush()
    return loaded
