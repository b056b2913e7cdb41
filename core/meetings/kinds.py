"""The two papers of a meeting, and the 字 the minutes are numbered by."""

from __future__ import annotations

from typing import Final

from core.words import DocumentKind

AGENDA: Final = DocumentKind(
    name="agenda", title="月度分析会议程", template="meeting_agenda.typ", word=""
)
# a 字 of its own: the numbers of what was decided on one case stay without a gap
MINUTES_PAPER: Final = DocumentKind(
    name="minutes", title="月度分析会纪要", template="meeting_minutes.typ", word="析"
)
