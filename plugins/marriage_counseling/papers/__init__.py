"""The papers of marriage counselling: what goes onto each (T/ZSM 5.4.1; MZ/T 084—2017).

``PAPERS`` maps a declared paper to its collector. None prints an address, a telephone or a number
of identity, and none in one spouse's hand holds a word of the other.
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, ItemView
from plugins.marriage_counseling.papers import letters, sheets

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "confidentiality": sheets.confidentiality,
    "privacy": sheets.privacy,
    "help_card": letters.help_card,
    "cooling": letters.cooling,
    "record": sheets.record,
    "pact": sheets.pact,
    "referral": letters.referral,
    "feedback": letters.feedback,
}
