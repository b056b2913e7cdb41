"""Papers by which somebody is told and agrees: rights, personal information, acting for another.

Each is for one person and tells of nobody else but those who act for her (个人信息保护法 14, 17,
23; 人民调解法 23, 24). What is signed is left to the pen.
"""

from typing import TypedDict

from core.documents.schemas.shared import Ground, Labelled


class RightsNotice(TypedDict):
    """权利义务告知书. ``complaints`` are the ways to complain, ``hotlines`` the public numbers."""

    office: str
    person: str
    requested_on: str
    rights: list[Ground]
    duties: list[Ground]
    complaints: list[Labelled]
    hotlines: list[Labelled]


class RightsLeaflet(TypedDict):
    """服务须知: the same for everybody, with nobody's name, day or number on it."""

    office: str
    rights: list[str]
    complaints: list[Labelled]
    hotlines: list[Labelled]


class KeptItem(TypedDict):
    """One kind of information that is on record, what it is for, and whether it is sensitive."""

    label: str
    purpose: str
    sensitive: str


class Receiver(TypedDict):
    """A body that was told: of what, on which ground, since when, and how it stands."""

    to: str
    told: str
    ground: str
    on: str
    state: str


class ConsentForm(TypedDict):
    """个人信息告知与单独同意书. ``child`` says what holds for somebody under fourteen, empty for
    others; ``guardian`` who signs for them; ``stays`` that nobody takes this copy home."""

    office: str
    person: str
    basis: str
    services: str
    information: list[KeptItem]
    receivers: list[Receiver]
    kept_for: str
    rights: list[Ground]
    phone: str
    child: str
    guardian: str
    stays: str


class Authorisation(TypedDict):
    """授权委托书. What no record holds is empty here and a line to write on there."""

    office: str
    principal: str
    agent: str
    relation: str
    case_number: str
    services: str
