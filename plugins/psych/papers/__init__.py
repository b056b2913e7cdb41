"""The papers of counselling: what goes onto each (T/ZSM 5.4.5; 精神卫生法 4, 23).

``PAPERS`` maps a declared paper to its collector. A process note is in none; none prints an
address, a telephone or a number of identity; what leaves the house tells no diagnosis, for nobody
here may make one.
"""

from collections.abc import Callable, Mapping

from core.api import CaseView, ItemView
from plugins.psych.papers import letters, sheets

Collector = Callable[[CaseView, ItemView, str], Mapping[str, object]]

PAPERS: Mapping[str, Collector] = {
    "appointment": letters.appointment,
    "consent": letters.consent,
    "case_record": sheets.case_record,
    "screening": sheets.screening,
    "group": sheets.group,
    "crisis": sheets.crisis,
    "advice": letters.advice,
    "referral": letters.referral,
    "reply": letters.reply,
    "closing": sheets.closing,
}
