"""The forms of 家事调解, in the order of the work; the first one opens the item (T/ZSM 5.4.3)."""

from plugins.mediation.forms.admission import REVIEW
from plugins.mediation.forms.after import HAND_OVER, POLICE, SUBSIDY
from plugins.mediation.forms.agreement import AGREEMENT
from plugins.mediation.forms.court import ACCEPTANCE, REPLY
from plugins.mediation.forms.ending import (
    CLOSING,
    CONFIRMATION,
    PERFORMANCE,
    SIGNING,
    TERMINATION,
)
from plugins.mediation.forms.opening import APPLICATION, EXTENSION, WILL
from plugins.mediation.forms.preparing import MEDIATORS, RIGHTS
from plugins.mediation.forms.sitting import EVIDENCE, INVESTIGATION, SESSION, SUMMONS

FORMS = (
    APPLICATION,
    ACCEPTANCE,
    WILL,
    REVIEW,
    RIGHTS,
    MEDIATORS,
    INVESTIGATION,
    EVIDENCE,
    EXTENSION,
    HAND_OVER,
    SUMMONS,
    SESSION,
    AGREEMENT,
    SIGNING,
    CONFIRMATION,
    PERFORMANCE,
    POLICE,
    SUBSIDY,
    CLOSING,
    TERMINATION,
    REPLY,
)
