"""Papers about danger: kept with who works the case, never taken home (反家庭暴力法 13, 14, 30).

None of them has an address, and none tells what the other side said. The return to the court has no
free text at all: what somebody wrote down could tell where she lives (法发〔2022〕10号 四, 十八).
"""

from typing import TypedDict

from core.documents.schemas.shared import Labelled
from core.documents.schemas.sheets import FamilyMember


class Step(TypedDict):
    """One thing the rules ask for: what, how it stands, on which day, with what proof."""

    title: str
    state: str
    on: str
    note: str


class DangerRegister(TypedDict):
    """家庭暴力个案登记表 (妇联规程 6, 14). ``harm`` and ``earlier`` are her own words."""

    office: str
    case_number: str
    received_at: str
    channel: str
    contact: str
    situation: str
    people: list[FamilyMember]
    special: str
    summary: str
    earlier: str
    harm: str
    signs: str
    found: str
    grade: str
    orders: list[Step]
    steps: list[Step]
    services: str
    letters: list[Step]
    state: str


class ScaleLine(TypedDict):
    """One question and its answer."""

    text: str
    result: str


class DangerScaleSheet(TypedDict):
    """家庭暴力危险性预测量表: one assessment. ``which`` is the how manieth of the case."""

    office: str
    case_number: str
    which: str
    asked_at: str
    asked_by: str
    person: str
    facts: list[ScaleLine]
    answers: list[ScaleLine]
    special: list[ScaleLine]
    total: str
    special_said: str
    grade: str
    found: str
    said: str
    developers: str


class DutyReport(TypedDict):
    """强制报告单 (反家庭暴力法 14; 未成年人保护法 11). Who reported is not on it."""

    office: str
    case_number: str
    reported_on: str
    bodies: str
    station: str
    receipt: str
    filed_at: str


class OrderVisit(TypedDict):
    """回访记录单: one visit while a protection order binds (法发〔2022〕10号 十八)."""

    office: str
    case_number: str
    order: list[Labelled]
    visited_at: str
    method: str
    visitor: str
    person: str
    reached_by: str
    condition: str
    found: str
    next_on: str


class MadeVisit(TypedDict):
    """A visit as the court is told of it."""

    on: str
    method: str
    result: str


class OrderReturn(TypedDict):
    """回执: the visits under an order, signed by her and given back to the court at its end."""

    office: str
    to_organisation: str
    person: str
    order: list[Labelled]
    visits: list[MadeVisit]
    contact: str
