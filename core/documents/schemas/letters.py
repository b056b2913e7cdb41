"""Letters from one office or meeting to another, and to the person concerned."""

from typing import NotRequired, TypedDict

from core.documents.schemas.shared import Attempt, Deadline, Ground, Labelled, LawfulDeadline, Party


class AssignLetter(TypedDict):
    """交办单. ``parties`` only after the receiver accepted; ``to_person`` for a sealed case."""

    office: str
    to_office: str
    case_number: str
    services: list[str]
    situation: str
    accept_by: str
    finish_by: str
    contact: str
    asks: list[str]
    clocks: list[LawfulDeadline]
    to_person: NotRequired[str]
    parties: NotRequired[list[Party]]
    note: NotRequired[str]


class ReportLetter(TypedDict):
    """上报单. ``waiver`` says why fewer attempts than the county's policy were made."""

    office: str
    to_office: str
    case_number: str
    received_on: str
    services: list[str]
    situation: str
    contact: str
    reason: str
    urgent: bool
    summary: str
    attempts: list[Attempt]
    asks: list[str]
    attachments: list[str]
    waiver: NotRequired[str]
    parties: NotRequired[list[Party]]


class Measure(TypedDict):
    """One measure of a plan: what, which body, who, by when."""

    text: str
    body: str
    person: str
    due: str


class DisposalPlan(TypedDict):
    """处置方案, what an 联席会商 yields."""

    office: str
    case_number: str
    meeting_on: str
    meeting_number: str
    lead_body: str
    bodies: list[str]
    problem: str
    goal: str
    measures: list[Measure]
    safety: list[str]
    if_fails: str


class JointPart(TypedDict):
    """One point of a co-handling: which, who, what, by when."""

    office: str
    person: str
    duty: str
    due: str


class CoHandlingNotice(TypedDict):
    """联办通知: the county asks points of several towns to work one case together. Nobody of the
    family is named: it lies on several desks."""

    office: str
    case_number: str
    services: list[str]
    situation: str
    lead: str
    reply_by: str
    parts: list[JointPart]
    asks: list[str]


class Attendee(TypedDict):
    """Someone who sat in the meeting."""

    name: str
    unit: str
    post: str


class Topic(TypedDict):
    """One topic and what was decided."""

    title: str
    discussion: str
    decision: str


class Assignment(TypedDict):
    """What someone took on in the meeting."""

    text: str
    who: str
    due: str


class MinutesCorrection(TypedDict):
    """What of minutes was put right: what stood there, what stands there now, why, who, when."""

    part: str
    was: str
    now: str
    why: str
    corrected_by: str


class MeetingMinutes(TypedDict):
    """会商纪要. ``meeting`` is 联席会商, 联合会诊 or 家事纠纷分析会."""

    office: str
    meeting: str
    held_at: str
    place: str
    host: str
    recorder: str
    attendees: list[Attendee]
    absent: list[str]
    topics: list[Topic]
    tasks: list[Assignment]
    corrections: NotRequired[list[MinutesCorrection]]


class DatedText(TypedDict):
    """A day and what happened."""

    on: str
    text: str


class SupervisionLetter(TypedDict):
    """督办单."""

    office: str
    to_office: str
    case_number: str
    reply_by: str
    grounds: list[Ground]
    history: list[DatedText]
    asks: list[str]
    copies_to: list[str]


class LeadHandover(TypedDict):
    """首办责任移交单. ``told_visitor`` says when and how she was told."""

    office: str
    case_number: str
    received_on: str
    from_person: str
    from_office: str
    to_person: str
    to_office: str
    ground: str
    citation: str
    told_visitor: str
    handed: list[str]
    clocks: list[Deadline]


class Notice(TypedDict):
    """告知书. ``title`` is what stands on top; ``decision`` a full sentence with its full stop."""

    office: str
    title: str
    person: str
    requested_on: str
    decision: str
    grounds: list[Ground]
    routes: list[str]
    objection: str
    phone: str
    hotlines: list[str]


class ComplaintReply(TypedDict):
    """投诉答复书. ``to_person`` is empty for whoever gave no name; nobody else is named, nor the
    case."""

    office: str
    to_person: str
    received_on: str
    matter: str
    result: str
    found: str
    done: str
    replied_on: str


class ComplaintLonger(TypedDict):
    """延期答复告知书. Like the answer it names the complainant and nobody else."""

    office: str
    to_person: str
    received_on: str
    matter: str
    first_due: str
    due: str
    why: str
    agreed_on: str


class OutsideLetter(TypedDict):
    """转介函, with the slip its receiver sends back. ``disclosed`` is all that is told; ``consent``
    is the ground (个人信息保护法 13, 23, 29)."""

    office: str
    to_organisation: str
    subject: str
    consent: str
    urgency: str
    disclosed: list[Labelled]
    asks: list[str]
    reply_by: str
    contact: str


class ReferralLetter(TypedDict):
    """移送函. ``disclosed`` is all that is told; ``consent`` names the consent or the duty that
    allows it (个人信息保护法13, 23)."""

    office: str
    to_organisation: str
    opening: str
    subject: str
    basis: str
    consent: str
    disclosed: list[Labelled]
    asks: list[str]
    attachments: list[str]
    reply_by: str
    contact: str
