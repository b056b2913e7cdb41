"""Every form of 心理疏导, the one that opens an item first (T/ZSM 5.4.5)."""

from plugins.psych.forms_after import CLOSING, CRISIS, REFERRAL, REPLY, SUPERVISION
from plugins.psych.forms_judging import REVIEW, SCREENING
from plugins.psych.forms_opening import BOOKING, CONSENT, INTAKE, PLAN, WITHDRAWAL
from plugins.psych.forms_room import COUPLE, GROUP, NOTE, SESSION

FORMS = (
    BOOKING,
    CONSENT,
    WITHDRAWAL,
    INTAKE,
    SCREENING,
    PLAN,
    SESSION,
    NOTE,
    COUPLE,
    GROUP,
    REVIEW,
    SUPERVISION,
    CRISIS,
    REFERRAL,
    REPLY,
    CLOSING,
)
