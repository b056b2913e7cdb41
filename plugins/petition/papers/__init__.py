"""The papers of a petition: what goes onto each (信访工作条例 23, 32, 34 to 36).

``PAPERS`` maps a declared paper to its collector. None prints an address, a telephone or a number
of identity; what leaves the house names nobody who asked not to be named (妇女权益保障法 72).
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, ItemView
from plugins.petition.papers import letters, notices

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "register": notices.register,
    "accepted": notices.accepted,
    "forwarded": notices.forwarded,
    "declined": notices.declined,
    "objection": letters.objection,
    "report": letters.report,
    "lead": letters.lead,
    "transfer": letters.transfer,
    "clue": letters.clue,
    "prompt": letters.prompt,
    "urging": letters.urging,
    "extension": notices.extension,
    "reply": notices.reply,
    "opinion": notices.opinion,
    "review": notices.review,
    "final": notices.final,
}
