"""Put a word of filed minutes right: what stood there stays, with what stands there now and why.

Only words. Who came opened the minutes to people, and who does what by when was asked of them:
minutes that are wrong there are declared void and written anew (T/ZSM 5.5.2.2; decision 0049).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select

from core.cases.acting import Acting
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.meeting_forms import CORRECTION, LONGEST, OF_TOPIC
from core.cases.models_meetings import AnalysisMeeting, MeetingCorrection, MeetingTopic
from core.meetings.calling import changed
from core.meetings.reaching import HOLD, may_hold, open_meeting
from core.meetings.reading import meeting_out, was_there
from core.words import Form, Objection, Option


def may_correct(acting: Acting, meeting: AnalysisMeeting) -> bool:
    """Tell whether the viewer may put minutes right: she holds the meeting and sat there, or wrote
    it down."""
    return may_hold(acting, meeting) and was_there(acting, meeting)


def correct_minutes(
    acting: Acting, meeting_id: str, version: int, raw: Mapping[str, object]
) -> AnalysisMeeting:
    """Put one part right; raises Unknown, Forbidden, Stale, Invalid, or MoveRefused for a meeting
    that is void. A topic she may not read is none."""
    meeting = open_meeting(acting, meeting_id, lock=True)
    if not may_correct(acting, meeting):
        raise Forbidden(HOLD)
    if meeting.version != version:
        raise Stale(mine=version, theirs=meeting.version)
    if meeting.voided_at is not None:
        raise MoveRefused(Objection(text="这次会已经作废", code="meeting_void"))
    topics = [(one.id, one.id) for one in meeting_out(acting, meeting).topics if one.told]
    data = answers_to(acting, correction_form(topics), raw)
    part = str(data["part"])
    name = "risk" if part == "risk" else "text"
    now = str(data[name]).strip()
    if len(now) > LONGEST.get(part, len(now)):
        raise Invalid({name: ["太长了，请写短一点"]})
    topic = None
    if part in OF_TOPIC:
        topic = acting.session.get_one(MeetingTopic, (meeting.county_id, str(data["topic"])))
    was = _stood(meeting, topic, part)
    if part == "decision" and not was:
        raise Invalid({"part": ["这一项没有定过事；定下的事要交给人办，请作废重来"]})
    if now == was:
        raise Invalid({name: ["和原来的一样"]})
    _put(meeting, topic, part, now)
    row = MeetingCorrection(
        meeting_id=meeting.id,
        topic_id=topic.id if topic is not None else None,
        seq=_next(acting, meeting),
        part=part,
        by=acting.me,
        at=acting.at,
    )
    row.said = {"was": was, "now": now, "why": str(data["why"])}
    acting.session.add(row)
    changed(acting, meeting, "meeting.corrected")
    return meeting


def correction_form(topics: Sequence[tuple[str, str]]) -> Form:
    """Return the form with the topics that may be chosen, by id and name."""
    offered = tuple(Option(value=one, label=name) for one, name in topics)
    if not offered:
        return CORRECTION
    fields = tuple(
        replace(one, options=offered) if one.name == "topic" else one for one in CORRECTION.fields
    )
    return replace(CORRECTION, fields=fields)


def _stood(meeting: AnalysisMeeting, topic: MeetingTopic | None, part: str) -> str:
    if topic is None:
        return str((meeting.minutes or {}).get(part) or "")
    return {
        "discussion": topic.discussion,
        "decision": topic.decision,
        "risk": topic.risk,
    }[part] or ""


def _put(meeting: AnalysisMeeting, topic: MeetingTopic | None, part: str, now: str) -> None:
    if topic is None:
        meeting.minutes = {**(meeting.minutes or {}), part: now}
    elif part == "discussion":
        topic.discussion = now
    elif part == "decision":
        topic.decision = now
    else:
        topic.risk = now


def _next(acting: Acting, meeting: AnalysisMeeting) -> int:
    last = acting.session.scalars(
        select(func.max(MeetingCorrection.seq)).where(MeetingCorrection.meeting_id == meeting.id)
    ).one()
    return (last or 0) + 1
