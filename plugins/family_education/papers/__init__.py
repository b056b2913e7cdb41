"""The papers of family education: what goes onto each (T/ZSM 5.4.8; 家庭教育促进法 48, 49).

``PAPERS`` maps a declared paper to its collector, ``ENTRIES`` what is printed from a register. None
prints an address, a telephone or a number of identity; what leaves the house does not name the
child (未成年人保护法 103).
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, EntryView, ItemView
from plugins.family_education.papers import entries, letters, sheets

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "intake_record": sheets.intake_record,
    "receipt": letters.receipt,
    "assessment": sheets.assessment,
    "plan": sheets.plan,
    "session": sheets.session,
    "urging": letters.urging,
    "urged_record": sheets.urged_record,
    "lesson": sheets.lesson,
    "attendance": letters.attendance,
    "report": letters.report,
    "closing": sheets.closing,
}
ENTRIES: Mapping[str, Callable[[EntryView], Mapping[str, object]]] = {
    "events.sign_in": entries.event_sign_in,
    "events.summary": entries.summary,
    "courses.schedule": entries.schedule,
    "courses.sign_in": entries.course_sign_in,
    "honours.posting": entries.posting,
    "honours.certificate": entries.certificate,
}
