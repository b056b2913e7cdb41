"""Invented example data for every paper, by the rooms the papers are of; the names follow the
sandbox, no real person.
"""

from __future__ import annotations

from pathlib import Path

import plugins
from core.documents.engine import TEMPLATES
from core.documents.kinds import PAPERS
from tests.core.documents.examples.common import MADE, STAMP
from tests.core.documents.examples.danger import DUTY, REGISTER, RETURNED, SCALED, UNDER_ORDER
from tests.core.documents.examples.going import (
    ASSIGN,
    HANDOVER,
    JOINT,
    OUTSIDE,
    REFERRAL,
    REPORT,
    SUPERVISION,
)
from tests.core.documents.examples.person import (
    AUTHORISED,
    CONSENT,
    LEAFLET,
    NOTICE,
    RECEIPT,
    RIGHTS,
    SATISFACTION,
    SLIP,
)
from tests.core.documents.examples.working import (
    AGREEMENT,
    CLOSING,
    COVER,
    FOLLOWUP,
    KEY_FAMILY,
    MINUTES,
    PLAN,
)

__all__ = ["AGREEMENT", "AGREEMENT_TEMPLATE", "ALL", "CORE", "MADE", "SLIP", "STAMP"]

CORE = {
    "intake_receipt": RECEIPT,
    "intake_receipt_neutral": SLIP,
    "assign_letter": ASSIGN,
    "report_letter": REPORT,
    "closing_report": CLOSING,
    "disposal_plan": PLAN,
    "meeting_minutes": MINUTES,
    "conference_minutes": {**MINUTES, "meeting": "联合会诊"},
    "followup_record": FOLLOWUP,
    "supervision_letter": SUPERVISION,
    "co_handling_notice": JOINT,
    "lead_handover": HANDOVER,
    "notice": NOTICE,
    "referral_letter": REFERRAL,
    "outside_letter": OUTSIDE,
    "dossier_cover": COVER,
    "key_family_form": KEY_FAMILY,
    "satisfaction_form": SATISFACTION,
    "rights_notice": RIGHTS,
    "rights_leaflet": LEAFLET,
    "consent_form": CONSENT,
    "consent_kept": CONSENT,
    "authorisation": AUTHORISED,
    "danger_register": REGISTER,
    "danger_scale_sheet": SCALED,
    "duty_report": DUTY,
    "order_visit": UNDER_ORDER,
    "order_return": RETURNED,
}
AGREEMENT_TEMPLATE = Path(plugins.__path__[0]) / "mediation" / "documents" / "agreement.typ"
# name -> (template, data of its collector)
ALL = {
    **{name: (TEMPLATES / PAPERS[name].template, data) for name, data in CORE.items()},
    "agreement": (AGREEMENT_TEMPLATE, AGREEMENT),
}
