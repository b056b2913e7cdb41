"""Hops between points: sent, accepted, sent back, expired.

Until a hop is accepted the sender stays holder. Acceptance moves the holder only; the lead stays
with the first handler (T/ZSM 5.6.1, 谁接待谁牵头).
"""

from __future__ import annotations

from core.cases.acting import Acting
from core.cases.choosing import may_name
from core.cases.errors import MoveRefused
from core.cases.facts import Args, Facts
from core.cases.loading import Loaded
from core.cases.models import Transfer
from core.cases.people_of import head_of
from core.cases.sealing import follow_parts, grant
from core.cases.tasks import ask
from core.clocks.service import start, stop_all
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.privacy import Reach, reach
from core.words import LEVEL_OF_POINT, Clock, ItemState, Law, Objection, Unit

ACCEPT_CODE = "accept_by"


def accept_clock(workdays: int) -> Clock:
    """Return the clock of a hop: one working day unless the county says otherwise."""
    return Clock(
        code=ACCEPT_CODE,
        title="接收期限",
        unit=Unit.WORKDAYS,
        length=workdays,
        law=Law(name="县内规定", local=True),
        warn_days=1,
    )


def send(
    acting: Acting, loaded: Loaded, facts: Facts, *, kind: str, to: str, args: Args
) -> Transfer:
    """Send the case one hop to the point *to*; a sealed hop names its one receiver."""
    case = loaded.case
    named = args.to_account
    if case.sealed and not named:
        named = head_of(acting, to, loaded.barred_accounts) or ""
    if case.sealed and not named:
        raise MoveRefused(
            Objection(
                text="密封件须指名接收人，对方点没有可以指名的人",
                citation="T/ZSM 5.6.4",
                code="nobody_to_name",
            )
        )
    if named:
        may_name(acting, loaded, reach(acting.viewer, facts.standing), named, to)
    clock = accept_clock(acting.settings["accept_by_workdays"])
    row = start(
        acting.session,
        acting.calendar,
        clock=clock,
        case_id=case.id,
        from_=acting.at,
        owner_id=named or None,
        point_id=to,
    )
    transfer = Transfer(
        case_id=case.id,
        kind=kind,
        from_point_id=case.holder_id,
        to_point_id=to,
        to_account_id=named or None,
        sent_by=acting.me,
        state_before=facts.state.value,  # the edge has set the new state already
        waiver=args.waiver,
        reason=args.reason.strip() or None,
        sealed=case.sealed,
        sent_at=acting.at,
        due_at=row.due_at,
    )
    acting.session.add(transfer)
    return transfer


def answer_transfer(acting: Acting, loaded: Loaded, *, accepted: bool, args: Args) -> None:
    """Accept or send back the pending hop."""
    case, pending = loaded.case, loaded.pending
    if pending is None:
        raise LookupError("guard pending_transfer let an answer to nothing pass")
    stop_all(acting.session, case_id=case.id, code=ACCEPT_CODE, at=acting.at)
    pending.ended_at, pending.ended_by = acting.at, acting.me
    pending.answer = args.reason.strip() or None
    if accepted:
        pending.state = "accepted"
        _move_holder(acting, loaded, pending, args.to_account or acting.me)
        return
    pending.state = "sent_back"
    case.state = pending.state_before
    ask(acting, case, title="对方退回，请看理由", account_id=pending.sent_by, kind="handed")
    earlier = [
        one
        for one in loaded.transfers
        if one.state == "sent_back" and one.to_point_id == pending.to_point_id
    ]
    if len(earlier) >= 2:
        supervise_superior(acting, loaded, pending)


def _move_holder(acting: Acting, loaded: Loaded, transfer: Transfer, handler: str) -> None:
    case = loaded.case
    target = acting.session.get_one(ServicePoint, (case.county_id, transfer.to_point_id))
    if handler != acting.me:
        # who is about to take it in is not told of the wishes by naming colleagues
        may_name(acting, loaded, Reach.PROCESS, handler, target.id)
    former = case.handler_id
    case.holder_id, case.holder_path = target.id, target.path
    case.level = LEVEL_OF_POINT[target.level].value
    case.handler_id = handler
    case.escalated = transfer.kind == "escalate"
    for item in loaded.items:
        running = item.state == ItemState.OPEN.value and item.owner_id in (None, former)
        open_there = acting.board.works(item.service, ids_of(target.path))
        if running and open_there:
            item.point_id = target.id
            item.owner_id = handler if item.owner_id else None
    follow_parts(acting, case)


def supervise_superior(acting: Acting, loaded: Loaded, transfer: Transfer) -> None:
    """Raise 督办 to the head of the nearest point above both ends of the hop."""
    ends = [loaded.points[one].path for one in (transfer.from_point_id, transfer.to_point_id)]
    shared = [
        part
        for part in ends[0].split("/")
        if part and part in ends[1].split("/") and part not in loaded.barred_points
    ]
    for point_id in reversed(shared):
        named = head_of(acting, point_id, loaded.barred_accounts)
        if named:
            ask(
                acting,
                loaded.case,
                title="流转受阻，请督办",
                account_id=named,
                kind="supervise",
            )
            if loaded.case.sealed:
                grant(acting, loaded.case, named, "supervise")
            return


def expire(acting: Acting, loaded: Loaded) -> bool:
    """End a hop nobody answered in time: the holder stays where he is, 督办 goes up."""
    pending = loaded.pending
    if pending is None or pending.due_at > acting.at:
        return False
    stop_all(acting.session, case_id=loaded.case.id, code=ACCEPT_CODE, at=acting.at)
    pending.state, pending.ended_at = "expired", acting.at
    loaded.case.state = pending.state_before
    supervise_superior(acting, loaded, pending)
    return True
