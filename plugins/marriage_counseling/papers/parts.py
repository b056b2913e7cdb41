"""Whose paper it is, and the lines every paper of counselling carries."""

from core.api import CaseView, PartyView
from plugins.marriage_counseling import sides

FREE = "参加辅导完全自愿，不收费，随时可以停下；参加不参加，都不影响办理登记，也不影响向法院起诉。"
HELP = "遇到危险打 110；妇联 12338，法律援助 12348，心里过不去 12356。"


def holder_of(case: CaseView, holder: str) -> PartyView:
    """Return whose copy it is; LookupError for whoever is not counselled.

    Without a *holder* the first of them stands: it tells whether there is such a paper at all.
    """
    found = next((one for one in sides.couple(case) if holder in ("", one.id)), None)
    if found is None:
        raise LookupError("not one of the couple")
    return found
