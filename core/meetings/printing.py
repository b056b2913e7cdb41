"""The two papers of a meeting: the agenda to hand round, and the minutes.

Set each time they are asked for and kept nowhere: the meeting is the record, and its number stands
on the minutes. A paper is read by everybody at the table, so a case stands on it only when it is
kept from none of them (T/ZSM 5.5.2.2; decision 0039).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.cases.acting import Acting
from core.cases.errors import MoveRefused, Unknown
from core.cases.meeting_forms import CAME, PARTS, POSTS, RISKS
from core.cases.models_meetings import AnalysisMeeting
from core.clocks import local_date
from core.documents.engine import TEMPLATES, render
from core.documents.schemas.letters import MeetingMinutes
from core.documents.schemas.letters import Topic as PaperTopic
from core.documents.schemas.meetings import MeetingAgenda
from core.documents.wording import day_text
from core.meetings.agenda import REASONS
from core.meetings.correcting import number_stood_for
from core.meetings.kinds import AGENDA, MINUTES_PAPER
from core.meetings.reading import CALLED, HELD, MeetingOut, Topic, common_topics, meeting_out
from core.words import SCENARIOS, DocumentKind, Objection

MEETING, GENERAL = "家事纠纷分析会", "一般工作"
Collector = Callable[[Acting, AnalysisMeeting, MeetingOut], Mapping[str, object]]


def paper_of(acting: Acting, meeting: AnalysisMeeting, name: str) -> bytes:
    """Return the paper *name* of a meeting as PDF; raises Unknown for one it does not give now to
    whoever asks, and MoveRefused for minutes she did not sit through."""
    out = meeting_out(acting, meeting)
    kind = next((one for one in printable(out) if one.name == name), None)
    if kind is None:
        raise Unknown(name)
    if kind is MINUTES_PAPER and not out.was_there:
        raise MoveRefused(Objection(text="纪要由到会的人或记录的人打印", code="was_not_there"))
    data = _COLLECT[name](acting, meeting, out)
    stamp = {
        "number": out.number,
        "verify_code": "",
        "issued_on": day_text(acting.today),
        "replaces": number_stood_for(acting, meeting) if kind is MINUTES_PAPER else "",
    }
    return render(TEMPLATES / kind.template, {**data, **stamp}, made=acting.at)


def printable(out: MeetingOut) -> tuple[DocumentKind, ...]:
    """Return the papers that can be asked for: the agenda until it is held, the minutes after, by
    whoever holds the meeting."""
    if not out.holds:
        return ()
    return (AGENDA,) if out.state == CALLED else (MINUTES_PAPER,) if out.state == HELD else ()


def _agenda(acting: Acting, meeting: AnalysisMeeting, out: MeetingOut) -> MeetingAgenda:
    lines = out.agenda.lines if out.agenda is not None else ()
    return MeetingAgenda(
        office=out.point,
        held_at=day_text(out.on),
        place=out.place,
        points=list(out.points),
        host=out.called_by,
        attendees=[{"post": POSTS[one.post], "name": one.name} for one in out.people],
        cases=[
            {
                "number": one.number,
                "situation": SCENARIOS.get(one.scenario, ""),
                "point": one.point,
                "why": "、".join(
                    one.level.label if reason == "grave" and one.level else REASONS[reason]
                    for reason in one.reasons
                ),
            }
            for one in lines
        ],
        note="还有没有列完的，请到系统里看。" if out.agenda is not None and out.agenda.more else "",
    )


def _minutes(acting: Acting, meeting: AnalysisMeeting, out: MeetingOut) -> MeetingMinutes:
    common = common_topics(acting, meeting)
    topics = [one for one in out.topics if one.told and one.id in common]
    said: list[PaperTopic] = [
        {
            "title": one.number or GENERAL,
            "discussion": "\n".join(part for part in (one.discussion, _risk(one)) if part),
            "decision": one.decision,
        }
        for one in topics
    ]
    if out.next_steps:
        said.append({"title": "下个月的工作", "discussion": "", "decision": out.next_steps})
    data = MeetingMinutes(
        office=out.point,
        meeting=MEETING,
        held_at=day_text(out.on),
        place=out.place,
        host=out.host,
        recorder=out.recorder,
        attendees=[
            {"name": one.name, "unit": "", "post": POSTS[one.post]}
            for one in out.people
            if one.came == "yes"
        ],
        absent=[f"{one.name}（{CAME[one.came]}）" for one in out.people if one.came != "yes"],
        topics=said,
        tasks=[
            {"text": one.decision, "who": one.owner, "due": day_text(one.due_on)}
            for one in topics
            if one.due_on is not None
        ],
    )
    printed = {one.id for one in topics}
    corrected = [one for one in out.corrections if not one.topic_id or one.topic_id in printed]
    if corrected:
        data["corrections"] = [
            {
                "part": "　".join(filter(None, (one.number, PARTS[one.part]))),
                "was": RISKS.get(one.was, one.was) if one.part == "risk" else one.was,
                "now": RISKS.get(one.now, one.now) if one.part == "risk" else one.now,
                "why": one.why,
                "corrected_by": "　".join((one.by, day_text(local_date(one.at)))),
            }
            for one in corrected
        ]
    return data


def _risk(topic: Topic) -> str:
    return "恶性案事件风险" + "：" + RISKS[topic.risk] if topic.risk else ""


_COLLECT: Mapping[str, Collector] = {AGENDA.name: _agenda, MINUTES_PAPER.name: _minutes}
