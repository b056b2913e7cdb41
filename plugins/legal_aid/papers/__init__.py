"""The papers of legal aid: what goes onto each (法律援助法 41 to 50).

``PAPERS`` maps a declared paper to its collector. None prints an address, a telephone, a number of
identity or the other side; of whom the law spares no paper about means can be made at all (32, 42).
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, ItemView
from plugins.legal_aid.papers import applying, letters, notices

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "application": applying.application,
    "means": applying.means,
    "promise": applying.promise,
    "exempt": applying.exempt,
    "told_once": notices.told_once,
    "transfer": letters.transfer,
    "received": notices.received,
    "advance": letters.advance,
    "decision": notices.decision,
    "objection": notices.objection,
    "assigned": notices.assigned,
    "ended": notices.ended,
    "report": letters.report,
    "callback": letters.callback,
}
