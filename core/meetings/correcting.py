"""Minutes that stand for others: a meeting that is called again after it was declared void.

What was filed is never changed. The month is called anew, its minutes open with what the old ones
say, as far as their writer may still know of it, and name the number they stand for
(T/ZSM 5.5.2.2).
"""

from __future__ import annotations

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.models_meetings import AnalysisMeeting, MeetingTopic
from core.meetings.reading import meeting_out
from core.words import Value


def stands_for(acting: Acting, meeting: AnalysisMeeting) -> AnalysisMeeting | None:
    """Return the meeting of the same point and month that had been held and declared void, the last
    one, when this one was called."""
    return acting.session.scalars(
        select(AnalysisMeeting)
        .where(
            AnalysisMeeting.point_id == meeting.point_id,
            AnalysisMeeting.month == meeting.month,
            AnalysisMeeting.held_on.is_not(None),
            AnalysisMeeting.voided_at <= meeting.called_at,
        )
        .order_by(AnalysisMeeting.voided_at.desc(), AnalysisMeeting.id)
        .limit(1)
    ).first()


def number_stood_for(acting: Acting, meeting: AnalysisMeeting) -> str:
    """Return the number these minutes stand for, "" for minutes that are the first."""
    old = stands_for(acting, meeting)
    return (old.number or "") if old is not None else ""


def as_it_was_said(acting: Acting, old: AnalysisMeeting) -> dict[str, Value]:
    """Return the answers of the minutes *old*, to be put right. What was said of a case that may no
    longer be told to who writes is left out, as it is on their page."""
    out = meeting_out(acting, old)
    rows = {
        row.id: row
        for row in acting.session.scalars(
            select(MeetingTopic).where(MeetingTopic.meeting_id == old.id)
        )
    }
    return {
        **(old.minutes or {}),
        "next_steps": out.next_steps,
        "topics": [
            {
                "number": one.number,
                "discussion": one.discussion,
                "risk": one.risk,
                "decision": one.decision,
                "owner": rows[one.id].owner_id or "",
                "due": one.due_on.isoformat() if one.due_on else "",
            }
            for one in out.topics
            if one.told
        ],
    }
