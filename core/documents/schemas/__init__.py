"""What each paper of core is made of: the promise between who collects and what is printed.

The collector reads a case through its addressee's projection; the template prints all it gets and
decides nothing. All values are ready to print: days as ``wording.day_text``, lists in their order,
empty text for unknown. Issuing adds ``Stamped`` itself. T/ZSM 附录B, 5.5, 5.6; 人民调解法27.
"""

from core.documents.schemas.letters import (
    AssignLetter,
    Assignment,
    Attendee,
    DatedText,
    DisposalPlan,
    LeadHandover,
    Measure,
    MeetingMinutes,
    Notice,
    ReferralLetter,
    ReportLetter,
    SupervisionLetter,
    Topic,
)
from core.documents.schemas.shared import (
    Attempt,
    Deadline,
    Ground,
    Labelled,
    LawfulDeadline,
    Party,
    Stamped,
)
from core.documents.schemas.sheets import (
    ClosedItem,
    ClosingReport,
    DossierCover,
    FollowUpRecord,
    IntakeReceipt,
    NeutralSlip,
    Performance,
    Piece,
    Visit,
)

__all__ = [
    "AssignLetter",
    "Assignment",
    "Attempt",
    "Attendee",
    "ClosedItem",
    "ClosingReport",
    "DatedText",
    "Deadline",
    "DisposalPlan",
    "DossierCover",
    "FollowUpRecord",
    "Ground",
    "IntakeReceipt",
    "Labelled",
    "LawfulDeadline",
    "LeadHandover",
    "Measure",
    "MeetingMinutes",
    "NeutralSlip",
    "Notice",
    "Party",
    "Performance",
    "Piece",
    "ReferralLetter",
    "ReportLetter",
    "Stamped",
    "SupervisionLetter",
    "Topic",
    "Visit",
]
