"""Call a meeting, change what was called, declare one void. Commands know no request.

A point meets once a month; a joint meeting takes the month of each point that holds it along, so
that no point is counted twice and none is forgotten (T/ZSM 5.5.2.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import and_, select

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.meeting_forms import CALLING
from core.cases.models import Task
from core.cases.models_meetings import AnalysisMeeting, MeetingPerson, MeetingPoint
from core.cases.once import earlier_answer, remember
from core.cases.reading import names_of
from core.meetings.reaching import (
    HOLD,
    colleagues_for,
    desk_of,
    may_hold,
    open_meeting,
    points_below,
)
from core.points.models import ServicePoint
from core.points.tree import view as point_view
from core.words import Form, Kind, Objection, PointView, Value, read_date, read_rows

MOST_REASON = 200


def call_meeting(
    acting: Acting, raw: Mapping[str, object], *, point: str = "", key: str = ""
) -> AnalysisMeeting:
    """Call the meeting of a point the viewer heads (*point*, id or code; else the present one);
    raises Invalid, Forbidden."""
    desk = desk_of(acting, point)
    body = {"point": desk.id, **raw}
    known = earlier_answer(acting, key, "meeting", body)
    if known is not None:
        return acting.session.get_one(AnalysisMeeting, (acting.viewer.county, known))
    data = judged(acting, CALLING, raw, desk)
    on = _day(data)
    points = _points(acting, desk, data)
    _keep_month_free(acting, points, on.strftime("%Y-%m"))
    meeting = AnalysisMeeting(
        point_id=desk.id,
        month=on.strftime("%Y-%m"),
        on=on,
        points=points,
        called_by=acting.me,
        called_at=acting.at,
        called=data,
    )
    acting.session.add(meeting)
    acting.session.flush()
    _take(acting, meeting)
    ask_to_come(acting, meeting, data)
    noted(acting, meeting, "meeting.called")
    remember(acting, key, "meeting", body, meeting.id)
    return meeting


def change_meeting(
    acting: Acting, meeting_id: str, version: int, raw: Mapping[str, object]
) -> AnalysisMeeting:
    """Put right what was called, as long as it was not held."""
    meeting, desk = opened(acting, meeting_id, version)
    if meeting.held_on is not None:
        raise MoveRefused(Objection(text="会已经开过，写错了请作废重来", code="meeting_held"))
    data = judged(acting, CALLING, raw, desk)
    on = _day(data)
    points = _points(acting, desk, data)
    _keep_month_free(acting, points, on.strftime("%Y-%m"), but=meeting.id)
    _give_back(acting, meeting)
    meeting.on, meeting.month, meeting.points = on, on.strftime("%Y-%m"), points
    meeting.called = data
    _take(acting, meeting)
    ask_to_come(acting, meeting, data)
    changed(acting, meeting, "meeting.changed")
    return meeting


def void_meeting(acting: Acting, meeting_id: str, version: int, reason: str) -> AnalysisMeeting:
    """Declare a meeting void, with a reason: it stays to be read, its month is free again, and what
    it asked of anybody is asked no more."""
    meeting, _desk = opened(acting, meeting_id, version)
    said = reason.strip()[:MOST_REASON]
    if not said:
        raise Invalid({"reason": ["请写为什么作废"]})
    _give_back(acting, meeting)
    for task in acting.session.scalars(
        select(Task).where(Task.meeting_id == meeting.id, Task.done_at.is_(None))
    ):
        task.done_at, task.done_by = acting.at, acting.me
    meeting.voided_at, meeting.voided_by, meeting.reason = acting.at, acting.me, said
    changed(acting, meeting, "meeting.voided")
    return meeting


def opened(acting: Acting, meeting_id: str, version: int) -> tuple[AnalysisMeeting, PointView]:
    """Return a meeting that is the viewer's to change, as it stands once it is her turn."""
    meeting = open_meeting(acting, meeting_id, lock=True)
    if not may_hold(acting, meeting):
        raise Forbidden(HOLD)
    if meeting.version != version:
        raise Stale(mine=version, theirs=meeting.version)
    if meeting.voided_at is not None:
        raise MoveRefused(Objection(text="这次会已经作废", code="meeting_void"))
    row = acting.session.get_one(ServicePoint, (acting.viewer.county, meeting.point_id))
    return meeting, point_view(row)


def judged(
    acting: Acting,
    form: Form,
    raw: Mapping[str, object],
    desk: PointView,
    points: Sequence[str] = (),
) -> dict[str, Value]:
    """Return the answers to *form*; raises Invalid with texts at the fields."""
    return answers_to(acting, form, raw, choices=choices_for(acting, desk, points))


def choices_for(
    acting: Acting, desk: PointView, points: Sequence[str] = ()
) -> dict[str, list[tuple[str, str]]]:
    """Return whom and which points a form of a meeting of *desk* may name."""
    return {
        Kind.STAFF.value: colleagues_for(acting, desk, points),
        Kind.POINT.value: points_below(acting, desk),
    }


def still_chosen(
    acting: Acting, desk: PointView, points: Sequence[str], people: Value
) -> list[dict[str, Value]]:
    """Return the rows of who was asked, as a form may name them now: who left stands by name, as
    somebody from outside does."""
    rows = read_rows(people)
    staff = {account for account, _name in colleagues_for(acting, desk, points)}
    gone = {str(row["who"]) for row in rows if row.get("who")} - staff
    names = names_of(acting, set(gone))
    return [
        {**row, "who": None, "name": names.get(str(row["who"]), "")}
        if row.get("who") in gone
        else {**row}
        for row in rows
    ]


def ask_to_come(acting: Acting, meeting: AnalysisMeeting, data: Mapping[str, Value]) -> None:
    """Write down which colleagues are asked, or came; whoever is not named any more is not."""
    wanted = {
        str(row["who"]): row.get("came") == "yes"
        for row in read_rows(data.get("people"))
        if row.get("who")
    }
    kept = {
        row.account_id: row
        for row in acting.session.scalars(
            select(MeetingPerson).where(MeetingPerson.meeting_id == meeting.id)
        )
    }
    for account_id, row in kept.items():
        if account_id not in wanted:
            acting.session.delete(row)
    for account_id, came in sorted(wanted.items()):
        if account_id in kept:
            kept[account_id].came = came
        else:
            acting.session.add(
                MeetingPerson(meeting_id=meeting.id, account_id=account_id, came=came)
            )


def changed(acting: Acting, meeting: AnalysisMeeting, action: str) -> None:
    """Count a change and note it in the county's chain, without a word of what was said."""
    meeting.version += 1
    acting.session.flush()
    noted(acting, meeting, action)


def noted(acting: Acting, meeting: AnalysisMeeting, action: str) -> None:
    """Note what happened to a meeting."""
    note_change(
        acting.session,
        action=action,
        actor_id=acting.me,
        target=f"meeting:{meeting.id}",
        at=acting.at,
        detail={"month": meeting.month, "points": len(meeting.points)},
    )


def _day(data: Mapping[str, Value]) -> date:
    on = read_date(data.get("on"))
    if on is None:
        raise Invalid({"on": ["请写日期"]})
    return on


def _points(acting: Acting, desk: PointView, data: Mapping[str, Value]) -> list[str]:
    """Return the points whose meeting it is, the one that called first."""
    if data.get("jointly") == "all":
        along = [one for one, _name in points_below(acting, desk)]
    elif data.get("jointly") == "some":
        along = [str(row["point"]) for row in read_rows(data.get("points")) if row.get("point")]
    else:
        along = []
    return list(dict.fromkeys([desk.id, *along]))


def _keep_month_free(acting: Acting, points: Sequence[str], month: str, but: str = "") -> None:
    """Refuse a month that one of *points* has a meeting in already. One who asks after another
    waits here: two at once would each find the month free."""
    acting.session.execute(
        select(ServicePoint.id)
        .where(ServicePoint.id.in_(sorted(points)))
        .order_by(ServicePoint.id)
        .with_for_update(key_share=True)
    ).all()
    taken = acting.session.scalars(
        select(ServicePoint.name)
        .join(
            MeetingPoint,
            and_(
                MeetingPoint.county_id == ServicePoint.county_id,
                MeetingPoint.point_id == ServicePoint.id,
            ),
        )
        .where(
            ServicePoint.id.in_(sorted(points)),
            MeetingPoint.month == month,
            MeetingPoint.meeting_id != but,
        )
        .order_by(ServicePoint.code)
    ).all()
    if taken:
        raise MoveRefused(
            Objection(
                text="%(points)s这个月已经有一次分析会",
                citation="T/ZSM 5.5.2.2",
                code="month_taken",
                values={"points": "、".join(taken)},
                field_name="on",
            )
        )


def _take(acting: Acting, meeting: AnalysisMeeting) -> None:
    for point_id in meeting.points:
        acting.session.add(
            MeetingPoint(
                meeting_id=meeting.id,
                point_id=point_id,
                month=meeting.month,
                held=meeting.held_on is not None,
            )
        )


def _give_back(acting: Acting, meeting: AnalysisMeeting) -> None:
    rows = acting.session.scalars(
        select(MeetingPoint).where(MeetingPoint.meeting_id == meeting.id)
    ).all()
    for row in rows:
        acting.session.delete(row)
    acting.session.flush()
