"""The papers of a mediation: what goes onto each, and in whose name (人民调解法 28, 29, 33).

``PAPERS`` maps a declared paper to its collector: case, item and the holder of the copy (a party's
id, or "" for the committee's own) to the data its template asks for. ``ISSUERS`` names the body
whose number series a paper takes: agreements, numbers and files are the committee's, not the
point's. A party's particulars are collected for its own copy only.
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, Issuer, ItemView
from plugins.mediation.papers import letters, sheets
from plugins.mediation.papers.agreement import agreement

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "application": sheets.application,
    "register": sheets.register,
    "rights": sheets.rights,
    "appointment": sheets.appointment,
    "investigation": sheets.investigation,
    "summons": letters.summons,
    "sitting": sheets.sitting,
    "agreement": agreement,
    "oral_register": sheets.oral_register,
    "confirmation": letters.confirmation,
    "termination": letters.termination,
    "delivery": sheets.delivery,
    "hand_over": letters.hand_over,
    "court_extension": letters.court_extension,
    "court_reply": letters.court_reply,
    "police": letters.police,
    "subsidy": sheets.subsidy,
}


def issuer(case: CaseView, item: ItemView) -> Issuer | None:
    """Return the committee that mediates, None before it was named or when it has no word."""
    record = item.latest("mediation.mediators")
    word = record.data.get("committee_word") if record else None
    return Issuer(word=word) if isinstance(word, str) and word else None


ISSUERS = {name: issuer for name in PAPERS}
