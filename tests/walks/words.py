"""What the walks say and hear: the same words whether pages or JSON carry them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A service point of the practice county."""

    id: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Who:
    """A party of the case, by name, inside the answers of a form."""

    name: str


@dataclass(frozen=True, slots=True)
class Staff:
    """A colleague, by login, inside the answers of a form."""

    login: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What came of an act. ``reasons`` are the sentences that said no, with their articles."""

    ok: bool
    reasons: tuple[str, ...] = ()
    number: str = ""

    def says(self, words: str) -> bool:
        """Tell whether it was refused in these words."""
        return not self.ok and any(words in one for one in self.reasons)


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemSeen:
    """A service item as shown on the case."""

    id: str
    title: str
    state: str
    owner: str
    steps: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """A case as somebody sees it. People and places by their names, codes for the rest."""

    number: str
    state: str
    stage: str
    level: str
    confidentiality: str
    holder: str
    handler: str
    lead: str
    first_handler: str
    tracker: str
    attempts: str
    story: bool
    items: tuple[ItemSeen, ...]
    moves: frozenset[str]
    why_not: Mapping[str, tuple[str, ...]]
    text: str

    def item(self, title: str) -> ItemSeen:
        """Return the newest item with this title."""
        return [one for one in self.items if one.title == title][-1]

    def is_told(self, move: str, words: str) -> bool:
        """Tell whether the case says these words about why *move* is not open."""
        return any(words in one for one in self.why_not.get(move, ()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """A party as told at the window. ``place`` is where they live, as people say it."""

    name: str
    role: str = "applicant"
    relation: str = ""
    phone: str = ""
    id_no: str = ""
    place: Place | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What is told at the window."""

    summary: str = "分家时老房子归谁说不拢"
    scenario: str = "property"
    danger: str = "no"
    flags: tuple[str, ...] = ()
    people: tuple[Person, ...] = (
        Person(name="周桂芬", relation="self", phone="13800138000"),
        Person(name="陈建军", role="respondent", relation="sibling"),
    )
    services: tuple[str, ...] = ("legal_consult",)
    channel: str = "walk_in"
    channel_ref: str = ""
    campaign: str = ""
    keep_away: tuple[Mapping[str, Any], ...] = ()
    answer: str = ""
    not_family: str = ""
    anonymous: bool = False

    def but(self, **changes: Any) -> Visit:
        """Return the same visit with some things told otherwise."""
        return replace(self, **changes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """What a move is made with. ``to`` names a point, ``to_person`` a colleague by login,
    ``present`` people by name, parties or not."""

    reason: str = ""
    to: Place | None = None
    to_person: str = ""
    waiver: str = ""
    outcome: str = ""
    told_remedies: bool = False
    plan: str = ""
    measures: Sequence[tuple[str, str, str]] = ()
    present: Sequence[str] = ()
    on: str = ""
    into: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Colleague:
    """An account of the practice county."""

    id: str
    login: str
    name: str


@dataclass(kw_only=True, slots=True)
class House:
    """Places and colleagues by the names the walks use."""

    places: dict[str, Place] = field(default_factory=dict)
    staff: dict[str, Colleague] = field(default_factory=dict)


class Actor(Protocol):
    """Somebody at work, through pages or through the API; the stories know no difference."""

    login: str
    me: Colleague
    house: House

    def receive(self, visit: Visit) -> Outcome: ...
    def sees(self, number: str) -> Seen | None: ...
    def everything(self, number: str) -> str: ...
    def move(self, number: str, move: str, **asked: Any) -> Outcome: ...
    def open_item(self, number: str, service: str) -> Outcome: ...
    def take_step(
        self, number: str, service: str, step: str, data: Mapping[str, Any] | None = None
    ) -> Outcome: ...
    def claim(self, number: str, service: str) -> Outcome: ...
    def give_item(self, number: str, service: str, login: str) -> Outcome: ...
    def give_case(self, number: str, login: str) -> Outcome: ...
    def ask_alone(self, number: str, danger: str, *, alone: bool = True) -> Outcome: ...
    def report(self, number: str, **data: Any) -> Outcome: ...
    def protect(self, number: str, **data: Any) -> Outcome: ...
    def follow_up(self, number: str, **data: Any) -> Outcome: ...
    def thank(self, number: str, **data: Any) -> Outcome: ...
    def figure(self, title: str, period: str) -> str: ...
    def plan_visit(self, number: str, kind: str, day: str) -> Outcome: ...
    def co_handling(self, number: str, part: str, data: Mapping[str, Any]) -> Outcome: ...
    def visits(self) -> list[str]: ...
    def measure_done(self, number: str, place: int = 0) -> Outcome: ...
    def issue_paper(self, number: str, kind: str, to: str = "") -> str: ...
    def issue_every_paper(self, number: str) -> str: ...
    def dossier(self, number: str) -> tuple[str, str]: ...
    def archive(self) -> str: ...
    def listed(self, **narrowed: str) -> list[str]: ...
    def incoming(self) -> list[str]: ...
    def tasks(self) -> list[tuple[str, str]]: ...
    def search(self, text: str) -> str: ...
    def switch(self, plugin: str, state: str) -> Outcome: ...
    def status_of(self, path: str) -> int: ...
