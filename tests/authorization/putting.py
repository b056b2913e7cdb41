"""Write one case of the tests' world, standing in any way the tables allow.

Rows are written directly and not through the commands: a case must be able to stand also where
today's commands would not bring it.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from core.cases.models import (
    CaseBarrier,
    CaseEvent,
    CaseFile,
    CaseGrant,
    CasePoint,
    CoHandling,
    CoPart,
    Glass,
    Measure,
    Meeting,
    Party,
    ServiceItem,
    Task,
    Transfer,
)
from core.clocks import now
from core.clocks.models import ClockRow
from core.db import db
from core.families.service import remember_person
from core.points.models import ServicePoint
from core.words import LEVEL_OF_POINT
from tests.authorization.cast import COUNTY, Sketch
from tests.authorization.placed import Placed, World


def put_case(world: World, sketch: Sketch, number: str, **more: Any) -> Placed:
    """Write a case as *sketch* says, with two parties, history, a clock and a meeting."""
    session, moment = db.session(), now()
    points = world.points if sketch.county == COUNTY else world.far_points
    who = {"": None, None: None, **world.accounts}
    holder = session.get_one(ServicePoint, (sketch.county, points[sketch.holder]))
    received = points[sketch.received_at_point]
    case = CaseFile(
        number=number,
        version=3,
        channel="walk_in",
        scenario="property",
        summary=more.get("summary", "老房子归谁说不拢"),
        danger=more.get("danger", {"now": "no", "flags": []}),
        keep_away=more.get("keep_away"),
        state=sketch.state,
        state_before="in_progress",
        level=LEVEL_OF_POINT[holder.level].value,
        received_level="L2",
        confidentiality="C3" if sketch.sealed else "C2",
        sealed=sketch.sealed,
        violence=sketch.sealed,
        point_id=received,
        holder_id=holder.id,
        holder_path=holder.path,
        escalated=sketch.escalated,
        first_handler_id=world.accounts[sketch.first],
        lead_id=world.accounts[sketch.leader],
        handler_id=who[sketch.handler],
        tracker_id=who[sketch.tracker],
        received_at=moment,
        changed_at=moment,
        previous_id=more.get("previous_id"),
    )
    session.add(case)
    session.flush()
    _add_parties(case, moment, more.get("parties") or (("林小满", "13811112222", ""),))
    items = _add_items(world, case, sketch, holder, moment)
    _add_lists(world, case, sketch, points, moment)
    meeting = Meeting(
        case_id=case.id,
        held_on=moment.date(),
        present=[],
        convened_by=case.lead_id,
        plan_state="adopted",
        plan="分期履行",
    )
    session.add(meeting)
    session.flush()
    measure = Measure(
        case_id=case.id,
        meeting_id=meeting.id,
        body="民政",
        text="上门一次",
        due_on=moment.date(),
    )
    session.add(measure)
    session.add(
        CaseEvent(case_id=case.id, seq=1, kind="receive", actor_id=case.first_handler_id, at=moment)
    )
    case.events = 1
    session.flush()
    return Placed(number=number, case_id=case.id, items=items, measure=measure.id)


def _add_parties(case: CaseFile, moment: Any, people: tuple[tuple[str, str, str], ...]) -> None:
    session = db.session()
    for position, (name, phone, id_no) in enumerate(people):
        person = remember_person(session, at=moment, name=name, phone=phone, id_no=id_no, sex="F")
        session.add(
            Party(
                case_id=case.id,
                person_id=person.id,
                position=position,
                role="applicant" if position == 0 else "respondent",
                relation="self" if position == 0 else "spouse",
            )
        )


def _add_items(
    world: World, case: CaseFile, sketch: Sketch, holder: ServicePoint, moment: Any
) -> dict[str, str]:
    session, items = db.session(), {}
    for position, (service, owner) in enumerate(sketch.items.items()):
        item = ServiceItem(
            case_id=case.id,
            service=service,
            title=service,
            owner_id=world.accounts[owner] if owner else None,
            point_id=holder.id,
            opened_at=moment + timedelta(minutes=position),
        )
        session.add(item)
        session.flush()
        items[service] = item.id
        session.add(
            ClockRow(
                case_id=case.id,
                item_id=item.id,
                owner_id=item.owner_id,
                code="due",
                title="办理期限",
                citation="T/ZSM 5.4",
                unit="workdays",
                length=10,
                started_at=moment,
                due_at=moment + timedelta(days=10),
            )
        )
    return items


def _add_lists(
    world: World, case: CaseFile, sketch: Sketch, points: Mapping[str, str], moment: Any
) -> None:
    session = db.session()
    for login, why in sketch.named.items():
        session.add(
            CaseGrant(case_id=case.id, account_id=world.accounts[login], why=why, since=moment)
        )
    for login, why in sketch.named_once.items():
        session.add(
            CaseGrant(
                case_id=case.id,
                account_id=world.accounts[login],
                why=why,
                since=moment,
                until=moment,
            )
        )
    for login in sketch.glass:
        session.add(
            Glass(
                case_id=case.id,
                account_id=world.accounts[login],
                ground="life",
                reason="联系不上名单上的人",
                opened_at=moment,
                until=moment + timedelta(hours=4),
            )
        )
    for login in sketch.barred:
        session.add(
            CaseBarrier(
                case_id=case.id,
                kind="keep_away",
                account_id=world.accounts[login],
                since=moment,
            )
        )
    for tag in sketch.barred_points:
        session.add(
            CaseBarrier(case_id=case.id, kind="keep_away", point_id=points[tag], since=moment)
        )
    _add_joint(world, case, sketch, points, moment)
    for tag in sketch.co_points:
        session.add(CasePoint(case_id=case.id, point_id=points[tag], since=moment))
    if sketch.pending:
        session.add(
            Transfer(
                case_id=case.id,
                kind="escalate",
                from_point_id=case.holder_id,
                to_point_id=points[sketch.pending],
                to_account_id=world.accounts[sketch.pending_to] if sketch.pending_to else None,
                sent_by=case.first_handler_id,
                state_before="in_progress",
                sealed=sketch.sealed,
                sent_at=moment,
                due_at=moment + timedelta(days=1),
            )
        )
    session.add(
        Task(
            case_id=case.id,
            title="请回访",
            account_id=None,
            point_id=case.holder_id,
            sealed=sketch.sealed,
            created_at=moment,
            due_on=moment.date(),
        )
    )
    session.flush()


def _add_joint(
    world: World, case: CaseFile, sketch: Sketch, points: Mapping[str, str], moment: Any
) -> None:
    """Put an order behind who was named for a co-handling: each but the lead has a part."""
    named = [login for login, why in sketch.named.items() if why == "co"]
    if not named:
        return
    session = db.session()
    order = CoHandling(
        case_id=case.id, lead_id=case.lead_id, ordered_at=moment, ordered_by=case.lead_id
    )
    session.add(order)
    session.flush()
    parts = [login for login in named if login != sketch.leader]
    for login, point_id in zip(parts, points.values(), strict=False):
        session.add(
            CoPart(
                case_id=case.id,
                order_id=order.id,
                point_id=point_id,
                account_id=world.accounts[login],
                duty="上门问一问",
                due_on=moment.date() + timedelta(days=10),
                reply_by=moment + timedelta(days=1),
            )
        )
