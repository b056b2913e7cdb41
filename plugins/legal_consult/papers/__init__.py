"""The papers of a consultation: what goes onto each (T/ZSM 5.4.4).

``PAPERS`` maps a declared paper to its collector. None prints an address, a telephone or a number
of identity: an application leaves room to write them by hand, for the court only.
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, ItemView
from plugins.legal_consult.papers import order, sheets, writings

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "register": sheets.register,
    "opinion": sheets.opinion,
    "order": order.application,
    "evidence": order.evidence,
    "help_record": order.help_record,
    "pleading": writings.pleading,
    "agreement": writings.agreement,
    "writing": writings.register,
}
