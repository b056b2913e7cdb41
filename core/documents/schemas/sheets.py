"""Receipts, forms and the dossier: papers that stay with a person or in the file."""

from typing import NotRequired, TypedDict

from core.documents.schemas.shared import Attempt, Labelled, Party


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


class FamilyMember(TypedDict):
    """One person of the household, by the relation to the householder."""

    relation: str
    name: str
    sex: str
    age: str
    note: str


class DatedDeed(TypedDict):
    """What somebody did on a day, and what came of it."""

    on: str
    who: str
    text: str


class KeyFamilyForm(TypedDict):
    """重点家庭登记表, 附录A (T/ZSM 5.5.1). Violence is a label only: no order's number, no address
    of somebody in danger. ``circle`` says who may know of the sheet (T/ZSM 5.6.4)."""

    office: str
    entry_number: str
    registered_on: str
    registrar: str
    phone: str
    householder: str
    householder_sex: str
    householder_born: str
    householder_phone: str
    address: str
    members: list[FamilyMember]
    family_kinds: str
    conflict_main: str
    conflict_others: str
    cause: str
    violence: str
    vulnerable: str
    earlier: str
    risk: str
    risk_reason: str
    rated: str
    needs: str
    measures: list[DatedDeed]
    responsible: list[Labelled]
    visit_every: str
    reported: str
    visits: list[DatedDeed]
    ended: str
    secrecy: str
    circle: str


class SatisfactionForm(TypedDict):
    """满意度调查表, 附录C (T/ZSM 6.1). Nameless: neither a person nor a case number stands on it.
    ``asks_performance`` only where something was agreed; ``asks_safety`` only on a safe way."""

    office: str
    served_on: str
    services: list[str]
    asks_performance: bool
    asks_safety: bool


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
