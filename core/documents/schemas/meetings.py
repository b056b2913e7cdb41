"""What stands on the agenda of a monthly meeting: numbers and situations, no names of parties."""

from __future__ import annotations

from typing import TypedDict


class AgendaSeat(TypedDict):
    """Who is asked to come, by post."""

    post: str
    name: str


class AgendaCase(TypedDict):
    """A case to talk about, and why."""

    number: str
    situation: str
    point: str
    why: str


class MeetingAgenda(TypedDict):
    """家事纠纷分析会议程."""

    office: str
    held_at: str
    place: str
    points: list[str]
    host: str
    attendees: list[AgendaSeat]
    cases: list[AgendaCase]
    note: str
