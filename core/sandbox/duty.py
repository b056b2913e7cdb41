"""The roster of the practice county: the window every working day, each profession by turns.

It begins today: the two years told before knew no roster (T/ZSM 5.4).
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clocks import now, today
from core.duty.models import DutyAway, DutyShift
from core.people.models import Post
from core.points.models import ServicePoint
from core.roster import Roster

WORKING_WEEK = 5


def plan_roster(session: Session, roster: Roster) -> None:
    """Plan the county studio's weeks: the window with the head standing in, then a morning and an
    afternoon of every function that has people there; one of them is away next week."""
    studio = session.scalars(
        select(ServicePoint).where(ServicePoint.level == "county").order_by(ServicePoint.code)
    ).first()
    if studio is None:
        return
    staff: dict[str, list[str]] = {}
    for post in session.scalars(
        select(Post).where(Post.point_id == studio.id).order_by(Post.starts_on, Post.account_id)
    ):
        staff.setdefault(post.role, []).append(post.account_id)
    heads = staff.get("point_head", [])
    for account_id in staff.get("front_desk", [])[:1]:
        _plan(session, studio, account_id, deputy=heads[0] if heads else None)
    for place, (name, service) in enumerate(roster.services.items()):
        people = [one for role in service.roles for one in staff.get(role.name, [])]
        for turn, account_id in enumerate(people[:2]):
            _plan(
                session,
                studio,
                account_id,
                service=name,
                weekday=(place + turn) % WORKING_WEEK,
                starts=8 * 60 + 30 if turn == 0 else 14 * 60,
                ends=11 * 60 + 30 if turn == 0 else 17 * 60,
                slot=60 if place % 2 else 30,
            )
    for account_id in staff.get("front_desk", [])[:1]:
        away = today() + timedelta(days=7 - today().weekday())
        session.add(
            DutyAway(
                account_id=account_id,
                first_on=away,
                last_on=away + timedelta(days=1),
                deputy_id=None,
                noted_by=account_id,
                noted_at=now(),
            )
        )


def _plan(
    session: Session,
    studio: ServicePoint,
    account_id: str,
    *,
    service: str = "",
    weekday: int | None = None,
    starts: int = 8 * 60 + 30,
    ends: int = 17 * 60 + 30,
    slot: int = 0,
    deputy: str | None = None,
) -> None:
    session.add(
        DutyShift(
            point_id=studio.id,
            service=service,
            weekday=weekday,
            days="working",
            first_on=today(),
            last_on=None,
            starts=starts,
            ends=ends,
            account_id=account_id,
            deputy_id=deputy,
            slot_minutes=slot,
            seats=1,
            made_by=account_id,
            made_at=now(),
        )
    )
