"""Every form of 婚姻辅导, the one that opens an item first (T/ZSM 5.4.1; MZ/T 084—2017).

What one spouse says is in that spouse's own partition: the forms that ask for it are ``about`` the
person asked.
"""

from plugins.marriage_counseling.forms_after import (
    CLOSING,
    COOLING,
    EVALUATION,
    REFERRAL,
    REPLY,
    VISIT,
)
from plugins.marriage_counseling.forms_opening import BOOKING, CONSENT, FACTS, PLAN
from plugins.marriage_counseling.forms_room import JOINT, PACT, SESSION
from plugins.marriage_counseling.forms_screening import SCREEN

FORMS = (
    BOOKING,
    CONSENT,
    FACTS,
    SCREEN,
    PLAN,
    SESSION,
    JOINT,
    PACT,
    COOLING,
    EVALUATION,
    REFERRAL,
    REPLY,
    VISIT,
    CLOSING,
)
