"""The papers of aid: what goes onto each (T/ZSM 5.4.7; 社会救助法 11).

``PAPERS`` maps a declared paper to its collector. None prints an address, a telephone or a number
of identity; letters and the public notice tell no illness and nothing of the family.
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, ItemView
from plugins.hardship_aid.papers import letters, sheets

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "report": letters.report,
    "assessment": sheets.assessment,
    "lists": sheets.lists,
    "application": sheets.application,
    "promise": sheets.promise,
    "mandate": sheets.mandate,
    "cancer_form": sheets.cancer_form,
    "referral": letters.referral,
    "judicial": letters.judicial,
    "job": letters.job,
    "visit": sheets.visit,
    "notice": letters.notice,
    "receipt": sheets.receipt,
    "ledger": sheets.ledger_sheet,
}
