"""Write the minutes of a meeting: who came, what was said of which case, who does what by when.

Each decision becomes a task of its owner, with its day; a decision about a case hangs on the case,
so that it is gone for whoever must not know of it any more (T/ZSM 5.5.2.2).
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.commands import finish_task
from core.cases.errors import Invalid, MoveRefused, Unknown
from core.cases.meeting_forms import MINUTES
from core.cases.models import CaseFile, Task
from core.cases.models_meetings import AnalysisMeeting, MeetingPoint, MeetingTopic
from core.cases.papers import office_of
from core.cases.tasks import ask
from core.documents.numbering import take_number
from core.meetings.agenda import may_be_discussed
from core.meetings.calling import ask_to_come, changed, judged, opened
from core.meetings.kinds import MINUTES_PAPER
from core.words import Objection, Value, read_date, read_rows

TASK_TITLE = "落实分析会定下的事"
TASK = "meeting"
Row = Mapping[str, Value]


def hold_meeting(
    acting: Acting, meeting_id: str, version: int, raw: Mapping[str, object]
) -> AnalysisMeeting:
    """File the minutes; once, for what was decided is asked of people from then on."""
    meeting, desk = opened(acting, meeting_id, version)
    if meeting.held_on is not None:
        raise MoveRefused(Objection(text="会已经开过，写错了请作废重来", code="meeting_held"))
    data = judged(acting, MINUTES, raw, desk, meeting.points)
    on = read_date(data.get("on"))
    if on is None or on > acting.today:
        raise Invalid({"on": ["开过了才能记，日期不能在今天以后"]})
    if on.strftime("%Y-%m") != meeting.month:
        raise Invalid({"on": ["要在召集的那个月里；换了月份请先改召集"]})
    topics = tuple(
        (place, row)
        for place, row in enumerate(read_rows(data.get("topics")))
        if row.get("discussion") or row.get("decision") or row.get("risk")
    )
    cases = _cases(acting, data, topics)
    meeting.held_on, meeting.held_at, meeting.recorder_id = on, acting.at, acting.me
    meeting.minutes = {name: value for name, value in data.items() if name != "topics"}
    meeting.number = take_number(
        acting.county_session,
        office=office_of(acting, meeting.point_id),
        kind=MINUTES_PAPER,
        year=on.year,
        sealed=False,
        owner="meeting",
    )
    for seat in acting.session.scalars(
        select(MeetingPoint).where(MeetingPoint.meeting_id == meeting.id)
    ):
        seat.held = True
    ask_to_come(acting, meeting, data)
    for seq, (place, row) in enumerate(topics, 1):
        _file(acting, meeting, seq, row, cases.get(place))
    changed(acting, meeting, "meeting.held")
    return meeting


def _cases(
    acting: Acting, data: Mapping[str, Value], topics: tuple[tuple[int, Row], ...]
) -> dict[int, CaseFile]:
    """Return the case of each topic that names one; raises Invalid at every other number. A case
    that is sealed, unknown to the viewer or kept from somebody who came is not told apart."""
    people = read_rows(data.get("people"))
    there = {str(row["who"]) for row in people if row.get("who")}
    names = {str(row["name"]) for row in people if row.get("name")}
    numbers = {str(row["number"]).strip().upper() for _p, row in topics if row.get("number")}
    open_here = may_be_discussed(acting, numbers, there, names)
    wrong: dict[str, list[str]] = {}
    found: dict[int, CaseFile] = {}
    for place, row in topics:
        number = str(row.get("number") or "").strip().upper()
        if not number:
            continue
        if number not in open_here:
            wrong[f"topics.{place}.number"] = ["没有这一件，或不能在这次会上议"]
            continue
        owner = str(row.get("owner") or "")
        if owner and owner not in there and not may_be_discussed(acting, {number}, {owner}, ()):
            wrong[f"topics.{place}.owner"] = ["这一件不能交给这个人，请换一位"]
            continue
        case = acting.session.get_one(CaseFile, (acting.viewer.county, open_here[number]))
        found[place] = case
    if wrong:
        raise Invalid(wrong)
    return found


def _file(
    acting: Acting, meeting: AnalysisMeeting, seq: int, row: Row, case: CaseFile | None
) -> None:
    owner, due = str(row.get("owner") or "") or None, read_date(row.get("due"))
    task = None
    if row.get("decision") and due is not None:
        task = (
            ask(acting, case, title=TASK_TITLE, account_id=owner, kind=TASK, on=due)
            if case is not None
            else Task(
                title=TASK_TITLE,
                kind=TASK,
                account_id=owner,
                created_at=acting.at,
                due_on=due,
            )
        )
        task.meeting_id = meeting.id
        acting.session.add(task)
        acting.session.flush()
    acting.session.add(
        MeetingTopic(
            meeting_id=meeting.id,
            seq=seq,
            case_id=case.id if case is not None else None,
            risk=str(row.get("risk") or ""),
            discussion=row.get("discussion") or None,
            decision=row.get("decision") or None,
            owner_id=owner,
            due_on=due if task is not None else None,
            task_id=task.id if task is not None else None,
        )
    )


def finish_decision(acting: Acting, meeting_id: str, task_id: str) -> None:
    """Say that what the meeting asked of the viewer is done; twice changes nothing."""
    task = acting.session.get(Task, (acting.viewer.county, task_id))
    if task is None or task.meeting_id != meeting_id:
        raise Unknown(task_id)
    finish_task(acting, task_id)
