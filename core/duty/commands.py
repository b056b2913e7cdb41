"""Plan, end, be away: the commands on the roster. They know no request and never commit.

Who answers for a point plans there and below, the administrator everywhere; somebody away may say
so oneself (T/ZSM 5.4; domain practice 值班表).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from core.audit import note_change
from core.duty.errors import DutyRefused, NotYours
from core.duty.finding import may_serve
from core.duty.models import DutyAway, DutyShift
from core.duty.pattern import DAY_MINUTES, DAYS
from core.duty.staff import reaches
from core.people.models import Account, Post
from core.people.roles import Scope, scope_of
from core.people.staff import at_point
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.words import Objection, Viewer

MANAGE: Final = "duty.manage"
MOST_SEATS: Final = 30
LONGEST_AWAY: Final = 366
SLOTS: Final = (0, 15, 20, 30, 40, 45, 50, 60, 90, 120)
"""How long a slot may be, in minutes; 0 for duty that is not booked (a hot line)."""

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Clerk:
    """Who plans, in which session, when."""

    session: Session
    viewer: Viewer
    at: datetime
    today: date


def may_plan(viewer: Viewer, path: tuple[str, ...]) -> bool:
    """Tell whether *viewer* plans the roster of the point at the end of *path*."""
    scopes = scope_of(viewer.roles, MANAGE)
    if Scope.COUNTY in scopes:
        return True
    heads = {post.point.id for post in viewer.posts if post.role == "point_head"}
    return Scope.SUBTREE in scopes and bool(heads & set(path))


def plan_shift(clerk: Clerk, typed: Mapping[str, str], services: Collection[str]) -> DutyShift:
    """Plan a shift from what was typed; raises NotYours, or DutyRefused naming each wrong field.

    ``services`` are the functions that work at the point. The same shift planned twice is one.
    """
    faults: list[Objection] = []
    point = _point(clerk, typed.get("point", ""), faults)
    service = typed.get("service", "")
    if service and service not in services:
        faults.append(_at("service", "这个点没有开这项功能"))
    once = typed.get("how", "weekly") == "once"
    first = _day(typed, "first_on", faults, needed=True) or clerk.today
    last = first if once else _day(typed, "last_on", faults)
    if last is not None and last < first:
        faults.append(_at("last_on", "结束日不能早于开始日"))
    elif last is not None and last < clerk.today:
        faults.append(_at("first_on" if once else "last_on", "这些日子已经过去了"))
    weekday = None if once else _weekday(typed.get("weekday", ""), faults)
    days = "all" if once else typed.get("days", "working")
    if days not in DAYS:
        faults.append(_at("days", "请从列表里选"))
    starts, ends = _minute(typed, "starts", faults), _minute(typed, "ends", faults)
    if starts is not None and ends is not None and ends <= starts:
        ends += DAY_MINUTES
    account = _staff(clerk, typed, "account", faults, needed=True, at=point)
    deputy = _staff(clerk, typed, "deputy", faults, at=point)
    if deputy is not None and deputy == account:
        faults.append(_at("deputy", "替班的要是另一个人"))
    slot, seats = _slots(typed, starts, ends, faults)
    if faults or point is None or account is None or starts is None or ends is None:
        raise DutyRefused(*faults)
    values = {
        "point_id": point.id,
        "service": service,
        "weekday": weekday,
        "days": days,
        "first_on": first,
        "last_on": last,
        "starts": starts,
        "ends": ends,
        "account_id": account,
        "deputy_id": deputy,
        "slot_minutes": slot,
        "seats": seats,
    }
    _one_at_a_time(clerk, point.id)
    same = clerk.session.scalars(select(DutyShift).filter_by(**values)).first()
    if same is not None:
        return same
    _not_twice(clerk, values)
    shift = DutyShift(**values, made_by=clerk.viewer.account_id, made_at=clerk.at)
    clerk.session.add(shift)
    clerk.session.flush()
    _note(clerk, "duty.planned", f"duty:{shift.id}", {"point": point.id, "service": service})
    return shift


def own_shift(clerk: Clerk, shift_id: str) -> DutyShift:
    """Return a shift that is the clerk's to end; raises LookupError, NotYours."""
    shift = clerk.session.get(DutyShift, (clerk.viewer.county, shift_id))
    if shift is None:
        raise LookupError(shift_id)
    point = clerk.session.get_one(ServicePoint, (clerk.viewer.county, shift.point_id))
    if not may_plan(clerk.viewer, ids_of(point.path)):
        raise NotYours(shift.point_id)
    return shift


def end_shift(clerk: Clerk, shift_id: str, last: date | None) -> DutyShift:
    """Plan the shift no further than *last*, today without one; a past day is not undone. Raises
    LookupError, NotYours, DutyRefused."""
    shift = own_shift(clerk, shift_id)
    until = last or clerk.today
    if until < clerk.today - timedelta(days=1):
        raise DutyRefused(_at("last_on", "过去的值班不能改"))
    if shift.last_on is not None and until > shift.last_on:
        raise DutyRefused(_at("last_on", "本来就只排到那一天之前，要接着排请另排一班"))
    if shift.last_on != until:
        shift.last_on = until
        clerk.session.flush()
        _note(clerk, "duty.ended", f"duty:{shift.id}", {"last_on": until.isoformat()})
    return shift


def end_all(clerk: Clerk, point_id: str) -> None:
    """Plan nothing at a point after today: it closes."""
    for shift in clerk.session.scalars(
        select(DutyShift).where(
            DutyShift.point_id == point_id,
            or_(DutyShift.last_on.is_(None), DutyShift.last_on > clerk.today),
        )
    ):
        shift.last_on = clerk.today
        detail = {"last_on": clerk.today.isoformat()}
        _note(clerk, "duty.ended", f"duty:{shift.id}", detail)


def day_said(said: str) -> date | None:
    """Return the day that was typed, None for none; raises DutyRefused for what is no day."""
    faults: list[Objection] = []
    day = _day({"last_on": said}, "last_on", faults)
    if faults:
        raise DutyRefused(*faults)
    return day


def note_away(clerk: Clerk, typed: Mapping[str, str]) -> DutyAway:
    """Note that somebody is away; oneself, or whom one plans for. The same note twice is one.
    Raises NotYours for anybody else, known or not, before anything is told of what was typed;
    DutyRefused naming each wrong field."""
    faults: list[Objection] = []
    _one_of_mine(clerk, typed.get("away", ""))
    account = _staff(clerk, typed, "away", faults, needed=True)
    deputy = _staff(clerk, typed, "stand_in", faults)
    first = _day(typed, "from_on", faults, needed=True)
    last = _day(typed, "until_on", faults) or first
    if deputy is not None and deputy == account:
        faults.append(_at("stand_in", "替班的要是另一个人"))
    if first is not None and last is not None:
        if last < first:
            faults.append(_at("until_on", "结束日不能早于开始日"))
        elif last < clerk.today:
            faults.append(_at("from_on", "这些日子已经过去了"))
        elif (last - first).days > LONGEST_AWAY:
            faults.append(_at("until_on", "最长写一年"))
    if faults or account is None or first is None or last is None:
        raise DutyRefused(*faults)
    known = clerk.session.scalars(
        select(DutyAway).where(
            DutyAway.account_id == account,
            DutyAway.first_on == first,
            DutyAway.last_on == last,
            DutyAway.deputy_id.is_(None) if deputy is None else DutyAway.deputy_id == deputy,
            DutyAway.taken_back_at.is_(None),
        )
    ).first()
    if known is not None:
        return known
    row = DutyAway(
        account_id=account,
        first_on=first,
        last_on=last,
        deputy_id=deputy,
        noted_by=clerk.viewer.account_id,
        noted_at=clerk.at,
    )
    clerk.session.add(row)
    clerk.session.flush()
    days = {"first_on": first.isoformat(), "last_on": last.isoformat()}
    _note(clerk, "duty.away", f"account:{account}", days)
    return row


def back_again(clerk: Clerk, away_id: str) -> DutyAway:
    """Take a note of absence back; taken back is taken back. Raises LookupError, NotYours."""
    row = clerk.session.get(DutyAway, (clerk.viewer.county, away_id))
    if row is None:
        raise LookupError(away_id)
    if not _speaks_for(clerk, row.account_id):
        raise NotYours(row.account_id)
    if row.taken_back_at is None:
        row.taken_back_at = clerk.at
        clerk.session.flush()
        _note(clerk, "duty.back", f"account:{row.account_id}", {})
    return row


def speaks_for(clerk: Clerk, account_ids: frozenset[str]) -> frozenset[str]:
    """Return whose absence the one who acts may note, among *account_ids*."""
    mine = account_ids & {clerk.viewer.account_id}
    rows = clerk.session.execute(
        select(Post.account_id, ServicePoint.path)
        .join(ServicePoint, at_point())
        .where(Post.account_id.in_(sorted(account_ids)), _held(clerk.today))
    )
    return mine | {row.account_id for row in rows if may_plan(clerk.viewer, ids_of(row.path))}


def _one_of_mine(clerk: Clerk, said: str) -> None:
    """Raise NotYours unless the account *said* by id or username is one the clerk speaks for: a
    name of nowhere and a colleague's elsewhere are not told apart. Who plans the whole county is
    told at the field that there is nobody of that name to plan."""
    if not said or Scope.COUNTY in scope_of(clerk.viewer.roles, MANAGE):
        return
    named = clerk.session.scalars(
        select(Account.id).where(or_(Account.id == said, Account.username == said.lower()))
    ).all()
    if not speaks_for(clerk, frozenset(named)):
        raise NotYours(said)


def _speaks_for(clerk: Clerk, account_id: str) -> bool:
    return account_id in speaks_for(clerk, frozenset({account_id}))


def _point(clerk: Clerk, point_id: str, faults: list[Objection]) -> ServicePoint | None:
    point = clerk.session.get(ServicePoint, (clerk.viewer.county, point_id[:13]))
    if point is None or not point.active:
        faults.append(_at("point", "没有这个服务点"))
        return None
    if not may_plan(clerk.viewer, ids_of(point.path)):
        raise NotYours(point.id)
    return point


def _staff(
    clerk: Clerk,
    typed: Mapping[str, str],
    name: str,
    faults: list[Objection],
    *,
    needed: bool = False,
    at: ServicePoint | None = None,
) -> str | None:
    """Return the account that was chosen, by id or username: somebody who may be on duty, *at*
    a point when one is given."""
    said = typed.get(name, "")
    if not said:
        if needed:
            faults.append(_at(name, "请选一个人"))
        return None
    rows = clerk.session.execute(
        select(Account.id, Post.role)
        .join(Post, Post.account_id == Account.id)
        .join(ServicePoint, at_point())
        .where(
            or_(Account.id == said, Account.username == said.lower()),
            Account.active.is_(True),
            _held(clerk.today),
            *([reaches(at)] if at is not None else []),
        )
    ).all()
    found = {row.id for row in rows if may_serve(row.role)}
    if len(found) != 1:
        faults.append(_at(name, "这个人不能排值班：要是窗口、承办人、负责人或专业人员"))
        return None
    return str(found.pop())


def _held(day: date) -> ColumnElement[bool]:
    # a post that begins later may be planned for already
    return or_(Post.ends_on.is_(None), Post.ends_on >= day)


def _day(
    typed: Mapping[str, str], name: str, faults: list[Objection], *, needed: bool = False
) -> date | None:
    said = typed.get(name, "")
    if not said:
        if needed:
            faults.append(_at(name, "请写日期"))
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", said, re.ASCII):
            raise ValueError(said)
        return date.fromisoformat(said)
    except ValueError:
        faults.append(_at(name, "日期要写成 2027-02-06 这样"))
        return None


def _weekday(said: str, faults: list[Objection]) -> int | None:
    if said in ("", "each"):
        return None
    if said not in ("0", "1", "2", "3", "4", "5", "6"):
        faults.append(_at("weekday", "请从列表里选"))
        return None
    return int(said)


def _minute(typed: Mapping[str, str], name: str, faults: list[Objection]) -> int | None:
    found = _TIME.fullmatch(typed.get(name, ""))
    if not found:
        faults.append(_at(name, "时间要写成 8:30 这样"))
        return None
    return int(found[1]) * 60 + int(found[2])


def _slots(
    typed: Mapping[str, str], starts: int | None, ends: int | None, faults: list[Objection]
) -> tuple[int, int]:
    said, seats = typed.get("slot_minutes", "") or "0", typed.get("seats", "") or "1"
    if not said.isascii() or not said.isdigit() or len(said) > 3 or int(said) not in SLOTS:
        faults.append(_at("slot_minutes", "请从列表里选"))
        return 0, 1
    if not seats.isascii() or not seats.isdigit() or len(seats) > 2:
        faults.append(_at("seats", "请写整数"))
        return 0, 1
    slot, count = int(said), int(seats)
    if not 1 <= count <= MOST_SEATS:
        faults.append(_at("seats", "每个时段约一到三十人"))
    if slot and starts is not None and ends is not None:
        if ends > DAY_MINUTES:
            faults.append(_at("ends", "过夜的值班不能预约，请分成两班"))
        elif ends - starts < slot:
            faults.append(_at("slot_minutes", "这一班还没有一个时段长"))
    return slot, count


def _not_twice(clerk: Clerk, values: Mapping[str, object]) -> None:
    """Refuse to plan somebody for the same hours of the same days at the same place again."""
    last = values["last_on"]
    found = clerk.session.scalars(
        select(DutyShift.id).where(
            DutyShift.account_id == values["account_id"],
            DutyShift.point_id == values["point_id"],
            DutyShift.service == values["service"],
            DutyShift.days == values["days"],
            DutyShift.weekday.is_(None)
            if values["weekday"] is None
            else DutyShift.weekday == values["weekday"],
            DutyShift.starts < values["ends"],
            DutyShift.ends > values["starts"],
            or_(DutyShift.last_on.is_(None), DutyShift.last_on >= values["first_on"]),
            *([DutyShift.first_on <= last] if last is not None else []),
        )
    ).first()
    if found is not None:
        raise DutyRefused(_at("starts", "这个人在这个点这段时间已经排了班"))


def _one_at_a_time(clerk: Clerk, point_id: str) -> None:
    """Two who plan the same point at once would each be judged without the other."""
    clerk.session.execute(
        select(ServicePoint.id).where(ServicePoint.id == point_id).with_for_update(key_share=True)
    )


def _at(field: str, text: str) -> Objection:
    return Objection(text=text, code="duty", field_name=field)


def _note(clerk: Clerk, action: str, target: str, detail: dict[str, str]) -> None:
    note_change(
        clerk.session,
        action=action,
        actor_id=clerk.viewer.account_id,
        target=target,
        at=clerk.at,
        detail=detail,
    )
