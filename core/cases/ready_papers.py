"""Which of core's papers a case has the contents for: one pure question a kind.

A page asks this of every kind, so nothing is looked up here; what goes into a paper is collected
only when it is issued (T/ZSM 4.3.2.1).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.cases.contact import guarded
from core.cases.loading import ENDED_STATES, Loaded
from core.cases.paperwork import neutral
from core.cases.party_papers import has_agent
from core.words import CaseState

DONE = frozenset({CaseState.SETTLED, CaseState.UNSETTLED, CaseState.FOLLOWUP, CaseState.ARCHIVED})
WORKED = DONE | {CaseState.IN_PROGRESS}
TOLD = frozenset({CaseState.NOT_ACCEPTED, CaseState.UNSETTLED, CaseState.ARCHIVED})


def _hopped(kind: str) -> Callable[[Loaded], bool]:
    return lambda loaded: any(one.kind == kind for one in loaded.transfers)


def _running(loaded: Loaded) -> bool:
    return loaded.case.state not in ENDED_STATES


READY: Mapping[str, Callable[[Loaded], bool]] = {
    "intake_receipt": lambda loaded: not neutral(loaded),
    "intake_receipt_neutral": neutral,
    "closing_report": lambda loaded: loaded.case.state in DONE,
    "assign_letter": _hopped("assign"),
    "report_letter": _hopped("escalate"),
    "co_handling_notice": lambda loaded: loaded.joint is not None,
    "disposal_plan": lambda loaded: any(one.adopted_at for one in loaded.meetings),
    "meeting_minutes": lambda loaded: bool(loaded.meetings),
    "conference_minutes": lambda loaded: loaded.case.conferred_on is not None,
    "lead_handover": lambda loaded: loaded.case.lead_id != loaded.case.first_handler_id,
    "supervision_letter": _running,
    "notice": lambda loaded: loaded.case.state in TOLD,
    "referral_letter": lambda loaded: loaded.case.state == CaseState.TRANSFERRED_OUT,
    "outside_letter": lambda loaded: any(one.item_id is None for one in loaded.referrals),
    "followup_record": lambda loaded: any(one.record_id for one in loaded.follow_ups),
    "dossier_cover": lambda loaded: loaded.case.state in WORKED and bool(loaded.items),
    "key_family_form": lambda loaded: bool(loaded.parties) and _running(loaded),
    "satisfaction_form": lambda loaded: bool(loaded.items) and not neutral(loaded),
    "rights_notice": lambda loaded: bool(loaded.parties) and not guarded(loaded),
    "rights_leaflet": guarded,
    "consent_form": lambda loaded: bool(loaded.parties) and not guarded(loaded),
    "consent_kept": lambda loaded: bool(loaded.parties) and guarded(loaded),
    "authorisation": has_agent,
    "danger_register": lambda loaded: loaded.case.violence,
    "danger_scale_sheet": lambda loaded: True,  # a scale that told of nothing leaves no trace here
    "duty_report": lambda loaded: True,
    "order_visit": lambda loaded: any(one.record_id for one in loaded.follow_ups),
    "order_return": lambda loaded: any(one.record_id for one in loaded.follow_ups),
}
"""What each kind waits for. A receipt for nobody safe to write to is the neutral slip instead; a
sheet to take home is offered only where it may lie on a table; nobody is pressed, and no family
entered in the register, on a case that has ended."""
