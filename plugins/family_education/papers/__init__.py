"""The papers of family education: what goes onto each (T/ZSM 5.4.8; 家庭教育促进法 48, 49).

``PAPERS`` maps a declared paper to its collector. None prints an address, a telephone or a number
of identity; what leaves the house does not name the child (未成年人保护法 103).
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, ItemView
from plugins.family_education.papers import letters, sheets

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "intake_record": sheets.intake_record,
    "receipt": letters.receipt,
    "assessment": sheets.assessment,
    "plan": sheets.plan,
    "session": sheets.session,
    "urging": letters.urging,
    "lesson": sheets.lesson,
    "attendance": letters.attendance,
    "report": letters.report,
    "closing": sheets.closing,
}
