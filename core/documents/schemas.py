"""What each paper of core is made of: the promise between who collects and what is printed.

The collector reads a case through its addressee's projection; the template prints all it gets and
decides nothing. All values are ready to print: days as ``wording.day_text``, lists in their order,
empty text for unknown. Issuing adds ``Stamped`` itself. T/ZSM 附录B, 5.5, 5.6; 人民调解法27.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict


class Stamped(TypedDict):
    """What issuing adds to every paper; collectors leave these out. ``replaces`` is the number of
    the void copy this one stands in for, else empty; an undated paper has no ``issued_on``."""

    number: str
    verify_code: str
    issued_on: str
    replaces: str


class Labelled(TypedDict):
    """A label and its text."""

    label: str
    text: str


class Party(TypedDict):
    """A person as this addressee may see her; ``relation`` is the relation to the applicant."""

    role: str
    name: str
    relation: str


class Attempt(TypedDict):
    """One dated attempt with who was present (T/ZSM 附录B)."""

    level: str
    on: str
    present: str
    result: str


class Ground(TypedDict):
    """A reason and the article it rests on."""

    text: str
    citation: str


class Deadline(TypedDict):
    """A running clock."""

    title: str
    due: str


class LawfulDeadline(Deadline):
    """A running clock with its citation."""

    law: str


class IntakeReceipt(TypedDict):
    """受理回执. Never the situation, never another person (民事案件诉讼时效规定12: proves the
    day of the request). ``qr`` comes from ``squares.code_rows``, empty for none."""

    office: str
    visitor: str
    requested_on: str
    received_at: str
    desk: str
    first_handler: str
    next_step: str
    reply_way: str
    code: str
    qr: list[list[int]]
    rules: list[str]
    address: str
    hours: str
    phones: list[str]


class NeutralSlip(TypedDict):
    """联系卡: for dv or keep_away. ``office`` is the neutral office name."""

    office: str
    code: str
    phone: str


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


class ClosedItem(TypedDict):
    """One service of the case and how it ended."""

    service: str
    owner: str
    result: str
    closed_on: str


class Visit(TypedDict):
    """One follow-up."""

    on: str
    method: str
    result: str


class ClosingReport(TypedDict):
    """结案报告表. ``loop`` (排查/化解/教育/稳控) only for 一案一专班."""

    office: str
    case_number: str
    secrecy: str
    received_on: str
    closed_on: str
    days: str
    channel: str
    situation: str
    level: str
    first_handler: str
    lead: str
    holder: str
    tracker: str
    parties: list[Party]
    items: list[ClosedItem]
    facts: str
    attempts: list[Attempt]
    outcome: str
    agreement: str
    performance: str
    told_remedies: str
    followups: list[Visit]
    loop: NotRequired[list[Labelled]]


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


class Performance(TypedDict):
    """One promise of the agreement and where it stands."""

    text: str
    due: str
    state: str


class FollowUpRecord(TypedDict):
    """回访记录. ``reached_by`` says the safe way that was used."""

    office: str
    case_number: str
    kind: str
    planned_on: str
    done_at: str
    method: str
    visitor: str
    person: str
    reached_by: str
    performance: list[Performance]
    found: str
    condition: str
    risk: str
    risk_reason: str
    next_step: str
    next_on: str


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


class Piece(TypedDict):
    """One paper in the file; ``pages`` is a page count or range as text."""

    number: str
    title: str
    on: str
    pages: str
    note: str


class DossierCover(TypedDict):
    """卷宗封面 and 卷内目录. ``heading`` is what the file is called, without a situation when
    the cover will be seen by others."""

    office: str
    heading: str
    case_number: str
    handler: str
    year: str
    received_on: str
    closed_on: str
    outcome: str
    secrecy: str
    retention: str
    archived_on: str
    pieces: list[Piece]
    note: str
