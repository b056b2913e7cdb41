"""What several papers have in common, and what issuing adds to each."""

from typing import TypedDict


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
