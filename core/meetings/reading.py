"""What of a meeting somebody is shown: the one projection of pages, API and papers.

That it is, who sat there and what it asks of whom is for who answers for the point; what was said
is for who was there. A topic of a case that is sealed to or kept from the reader is not there at
all, so nothing counts it (decision 0039).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from core.cases.acting import Acting
from core.cases.knowing import not_barred, not_sealed_to
from core.cases.meeting_forms import EXPECTED, POSTS
from core.cases.models import CaseFile, Task
from core.cases.models_meetings import (
    AnalysisMeeting,
    MeetingCorrection,
    MeetingPerson,
    MeetingTopic,
)
from core.cases.reading import names_of
from core.cases.visibility import found_visible_to
from core.meetings.agenda import Agenda, agenda_of
from core.meetings.reaching import heads_of, may_hold, not_kept_from, shown_to
from core.points.models import ServicePoint
from core.words import Value, read_rows

CALLED, HELD, VOID = "called", "held", "void"
STATES: Mapping[str, str] = {CALLED: "已召集", HELD: "开过了", VOID: "作废"}
PAGE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Seat:
    """Somebody asked to come. ``post`` and ``came`` are codes of the form."""

    post: str
    name: str
    came: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What was said and decided; ``number`` is empty for one of no case. Without ``told`` what was
    said is not for the reader; ``mine`` is a decision that is the reader's to carry out."""

    id: str
    number: str
    told: bool
    discussion: str
    risk: str
    decision: str
    owner: str
    due_on: date | None
    task_id: str
    done: bool
    mine: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """What of the minutes was put right. ``topic_id`` and ``number`` are empty for the whole; what
    stood there and what stands there now are codes for a risk."""

    topic_id: str
    number: str
    part: str
    was: str
    now: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingLine:
    """A meeting in a list."""

    id: str
    month: str
    on: date
    point: str
    points: int
    state: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingOut:
    """A meeting as its reader may see it. ``agenda`` stands until it is held."""

    id: str
    version: int
    month: str
    on: date
    state: str
    point: str
    points: tuple[str, ...]
    place: str
    called_by: str
    called_at: datetime
    host: str
    recorder: str
    number: str
    people: tuple[Seat, ...]
    missing: tuple[str, ...]
    agenda: Agenda | None
    topics: tuple[Topic, ...]
    next_steps: str
    corrections: tuple[Correction, ...]
    reason: str
    holds: bool
    was_there: bool


def state_of(meeting: AnalysisMeeting) -> str:
    """Return how a meeting stands, as one word."""
    if meeting.voided_at is not None:
        return VOID
    return CALLED if meeting.held_on is None else HELD


def meetings_of(
    acting: Acting, *, after: tuple[date, str] | None = None, size: int = PAGE
) -> tuple[tuple[MeetingLine, ...], tuple[date, str] | None]:
    """Return one page of the meetings the viewer sees, the latest first."""
    meeting = AnalysisMeeting
    # a name of its own: who sees a meeting is judged by points as well
    point = aliased(ServicePoint)
    query = (
        select(meeting, point.name)
        .join(
            point,
            and_(point.county_id == meeting.county_id, point.id == meeting.point_id),
        )
        .where(shown_to(acting.viewer))
        .order_by(meeting.on.desc(), meeting.id.desc())
        .limit(size + 1)
    )
    if after is not None:
        query = query.where(
            or_(meeting.on < after[0], and_(meeting.on == after[0], meeting.id < after[1]))
        )
    found = acting.session.execute(query).all()
    page = tuple(
        MeetingLine(
            id=row.id,
            month=row.month,
            on=row.held_on or row.on,
            point=name,
            points=len(row.points),
            state=state_of(row),
        )
        for row, name in found[:size]
    )
    last = found[size - 1][0] if len(found) > size else None
    return page, (last.on, last.id) if last is not None else None


def meetings_ahead(acting: Acting, *, limit: int = PAGE) -> tuple[MeetingLine, ...]:
    """Return the meetings that were called and not held yet: where the viewer was asked to come,
    and those of the points she heads herself; the nearest first, late ones before."""
    meeting, point, me = AnalysisMeeting, aliased(ServicePoint), acting.me
    rows = acting.session.execute(
        select(meeting, point.name)
        .join(point, and_(point.county_id == meeting.county_id, point.id == meeting.point_id))
        .where(
            meeting.held_on.is_(None),
            meeting.voided_at.is_(None),
            or_(
                meeting.called_by == me,
                meeting.point_id.in_([one.id for one in heads_of(acting.viewer)]),
                exists().where(
                    MeetingPerson.county_id == meeting.county_id,
                    MeetingPerson.meeting_id == meeting.id,
                    MeetingPerson.account_id == me,
                ),
            ),
        )
        .order_by(meeting.on, meeting.id)
        .limit(limit)
    ).all()
    return tuple(
        MeetingLine(
            id=row.id, month=row.month, on=row.on, point=name,
            points=len(row.points), state=state_of(row),
        )
        for row, name in rows
    )  # fmt: skip


def meeting_out(acting: Acting, meeting: AnalysisMeeting) -> MeetingOut:
    """Cut a meeting down to what its reader may see."""
    said: Mapping[str, Value] = meeting.minutes or meeting.called or {}
    people = read_rows(said.get("people"))
    ids = {str(row.get("who")) for row in people if row.get("who")}
    there = was_there(acting, meeting)
    topics, owners = _topics(acting, meeting, there)
    host = str(said.get("host") or "")
    names = names_of(acting, {*ids, host, meeting.called_by, meeting.recorder_id, *owners.values()})
    state = state_of(meeting)
    points = _names_of_points(acting, meeting.points)
    shown = tuple(
        _topic(acting, row, number, told, done, names.get(row.owner_id or "", ""))
        for row, number, told, done in topics
    )
    return MeetingOut(
        id=meeting.id,
        version=meeting.version,
        month=meeting.month,
        on=meeting.held_on or meeting.on,
        state=state,
        point=points.get(meeting.point_id, ""),
        points=tuple(points[one] for one in meeting.points if one in points),
        place=str(said.get("place") or ""),
        called_by=names.get(meeting.called_by, ""),
        called_at=meeting.called_at,
        host=names.get(host, ""),
        recorder=names.get(meeting.recorder_id or "", ""),
        number=meeting.number or "",
        people=tuple(
            Seat(
                post=str(row.get("post") or "other"),
                name=names.get(str(row.get("who")), "") or str(row.get("name") or ""),
                came=str(row.get("came") or ""),
            )
            for row in people
        ),
        missing=missing_posts(people, held=state == HELD),
        agenda=agenda_for(acting, meeting) if state == CALLED else None,
        topics=shown,
        next_steps=str(said.get("next_steps") or "") if there else "",
        corrections=_corrections(acting, meeting, shown, there) if state != CALLED else (),
        reason=(meeting.reason or "") if may_hold(acting, meeting) else "",
        holds=may_hold(acting, meeting) and state != VOID,
        was_there=there,
    )


def was_there(acting: Acting, meeting: AnalysisMeeting) -> bool:
    """Tell whether what was said in general is the viewer's to read: she came, or wrote it down."""
    rows = read_rows((meeting.minutes or {}).get("people"))
    came = {str(row.get("who")) for row in rows if row.get("came") == "yes"}
    return acting.me == meeting.recorder_id or acting.me in came


def missing_posts(people: Sequence[Mapping[str, Value]], *, held: bool) -> tuple[str, ...]:
    """Return which of the four the standard wants are not asked, or did not come once it was
    held, by the names of their posts."""
    there = {str(row.get("post")) for row in people if not held or row.get("came") == "yes"}
    return tuple(POSTS[one] for one in EXPECTED if one not in there)


def agenda_for(acting: Acting, meeting: AnalysisMeeting) -> Agenda:
    """Return what the meeting has to talk about, as far as the viewer may know of it."""
    accounts, names = asked_of(meeting)
    return agenda_of(acting, meeting.points, accounts, names)


def asked_of(meeting: AnalysisMeeting) -> tuple[frozenset[str], frozenset[str]]:
    """Return who is asked to a meeting: the accounts, and the names of those who have none. Whoever
    called it sits there."""
    said: Mapping[str, Value] = meeting.minutes or meeting.called or {}
    rows = read_rows(said.get("people"))
    accounts = {str(row["who"]) for row in rows if row.get("who")}
    names = {str(row["name"]) for row in rows if row.get("name")}
    return frozenset({*accounts, meeting.called_by}), frozenset(names)


def common_topics(acting: Acting, meeting: AnalysisMeeting) -> frozenset[str]:
    """Return the ids of the topics that may stand on a paper everybody at the table is handed:
    of a case that is neither sealed nor kept from one of them, nor from who prints."""
    accounts, _names = asked_of(meeting)
    return frozenset(
        acting.session.scalars(
            select(MeetingTopic.id)
            .outerjoin(CaseFile, _OF_TOPIC)
            .where(
                MeetingTopic.meeting_id == meeting.id,
                or_(
                    MeetingTopic.case_id.is_(None),
                    and_(
                        CaseFile.sealed.is_(False),
                        not_barred(acting.viewer),
                        not_kept_from(acting, accounts),
                    ),
                ),
            )
        )
    )


_OF_TOPIC = and_(CaseFile.county_id == MeetingTopic.county_id, CaseFile.id == MeetingTopic.case_id)
_Row = tuple[MeetingTopic, str, bool, bool]


def _topics(
    acting: Acting, meeting: AnalysisMeeting, there: bool
) -> tuple[list[_Row], dict[str, str]]:
    """Return the topics the viewer may know of, each with its number, whether what was said is
    hers to read, and whether what was decided is done; and their owners."""
    viewer, me = acting.viewer, acting.me
    known = and_(not_sealed_to(viewer), not_barred(viewer))
    rows = acting.session.execute(
        select(
            MeetingTopic,
            CaseFile.number,
            found_visible_to(viewer).label("visible"),
            Task.done_at,
        )
        .outerjoin(CaseFile, _OF_TOPIC)
        .outerjoin(
            Task,
            and_(Task.county_id == MeetingTopic.county_id, Task.id == MeetingTopic.task_id),
        )
        .where(
            MeetingTopic.meeting_id == meeting.id,
            or_(MeetingTopic.case_id.is_(None), known),
        )
        .order_by(MeetingTopic.seq)
    ).all()
    found: list[_Row] = []
    for topic, number, visible, done_at in rows:
        told = there or topic.owner_id == me
        if told or (topic.case_id is not None and visible):
            found.append((topic, number or "", told, done_at is not None))
    return found, {row[0].id: row[0].owner_id for row in found if row[0].owner_id}


def _corrections(
    acting: Acting, meeting: AnalysisMeeting, topics: Sequence[Topic], there: bool
) -> tuple[Correction, ...]:
    """Return what was put right of what the viewer reads, in its order; of a topic she may not read
    nothing tells that it was."""
    read = {one.id: one.number for one in topics if one.told}
    rows = [
        row
        for row in acting.session.scalars(
            select(MeetingCorrection)
            .where(MeetingCorrection.meeting_id == meeting.id)
            .order_by(MeetingCorrection.seq)
        )
        if (there if row.topic_id is None else row.topic_id in read)
    ]
    names = names_of(acting, {row.by for row in rows})
    return tuple(
        Correction(
            topic_id=row.topic_id or "",
            number=read.get(row.topic_id or "", ""),
            part=row.part,
            **{name: str((row.said or {}).get(name) or "") for name in ("was", "now", "why")},
            by=names.get(row.by, ""),
            at=row.at,
        )
        for row in rows
    )


def _topic(
    acting: Acting, row: MeetingTopic, number: str, told: bool, done: bool, owner: str
) -> Topic:
    return Topic(
        id=row.id,
        number=number,
        told=told,
        discussion=(row.discussion or "") if told else "",
        risk=row.risk if told else "",
        decision=(row.decision or "") if told else "",
        owner=owner,
        due_on=row.due_on,
        task_id=row.task_id or "",
        done=done,
        mine=row.owner_id == acting.me and row.task_id is not None,
    )


def _names_of_points(acting: Acting, ids: Collection[str]) -> dict[str, str]:
    rows = acting.session.execute(
        select(ServicePoint.id, ServicePoint.name).where(ServicePoint.id.in_(sorted(ids)))
    )
    return {row.id: row.name for row in rows}
