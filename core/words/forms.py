"""The declared form: one frozen value from which every product is derived.

A form is written once, as data, so that the HTML page, the JSON API, the import, the print view and
the stored snapshot can never disagree about what a field is (T/ZSM 5.3.1, one window one form).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from core.words.promises import Promises

if TYPE_CHECKING:
    from core.words.services import Objection

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"
Condition: TypeAlias = Mapping[str, object]
"""A small JSON tree: ``{"field": "kind", "is": "cash"}``, ``{"field": …, "in": […]}``,
``{"field": …, "has": x}`` (multi-choice), ``{"field": …, "filled": true}``,
``{"all": […]}``, ``{"any": […]}``, ``{"not": …}``.

``is`` and ``in`` compare a CHOICE or a YES_NO, ``has`` a CHOICES, ``filled`` anything. In a row of
a sub-form the row's own fields come first, then those around it. A hidden field counts as empty."""


class Kind(StrEnum):
    """What a field holds. Money is whole fen, dates ISO 8601, files staged-file ids.

    What is typed or sent is stricter to say: money is text in yuan (``1,234.50``) on a page and in
    JSON alike, a date is ``2026-11-22``, a moment ``2026-11-22 14:30`` in Shanghai, kept as
    ``2026-11-22T14:30+08:00``; a phone is kept in one spelling, a citizen id with a capital X."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    DATE = "date"
    DATETIME = "datetime"
    NUMBER = "number"
    MONEY = "money"
    PERSON = "person"
    PHONE = "phone"
    CITIZEN_ID = "citizen_id"
    REGION = "region"
    STAFF = "staff"
    POINT = "point"
    PARTY = "party"
    FILE = "file"
    SIGNATURE = "signature"
    SUB_FORM = "sub_form"
    CITATION = "citation"


class Sensitivity(StrEnum):
    """P public, I internal, S sensitive (masked, revealing is logged), R restricted (sealed)."""

    PUBLIC = "P"
    INTERNAL = "I"
    SENSITIVE = "S"
    RESTRICTED = "R"

    @property
    def rank(self) -> int:
        return "PISR".index(self.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One entry of a choice; ``value`` is stored and sent, ``label`` is shown.

    ``off`` is a code the county disabled: it reads as before and is not offered any more."""

    value: str
    label: str
    help: str = ""
    off: bool = False


def options(**labels: str) -> tuple[Option, ...]:
    """Write a short option list as ``options(cash="现金", goods="物资")``."""
    return tuple(Option(value=value, label=label) for value, label in labels.items())


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeList:
    """A list of choices a county may shape: rename, order, disable, and ``extends``: add to.

    A field takes part by naming the list in ``codes`` and offering all or some of its ``options``.
    ``fixed`` are the codes of a law or standard (``law`` says which), and those a rule or a default
    of yours needs: they keep their words and are never disabled. A county's own code always stands
    under one of yours, and that is the one your rules, figures and papers get: what a county adds
    can be read and told apart, and never changes what is counted or decided."""

    name: str
    title: str
    options: tuple[Option, ...]
    fixed: frozenset[str] = frozenset()
    extends: bool = False
    law: str = ""


def read_date(value: Value) -> date | None:
    """Return the date a DATE or DATETIME field holds, None when it holds none."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else None


def read_moment(value: Value) -> datetime | None:
    """Return the moment a DATETIME field holds, with its offset; None when it holds none."""
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def read_rows(value: Value) -> tuple[Mapping[str, Value], ...]:
    """Return the rows of a SUB_FORM field; empty when it was left out."""
    return tuple(row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One question. ``purpose`` names who needs the answer: a rule, document, statistic,
    hand-over or law; a field without one does not belong on a form.

    ``required`` counts only while the field is shown; ``default`` fills a new page and nothing
    else. ``minimum`` and ``maximum`` bound a NUMBER, or MONEY in fen; lengths bound texts (200
    and, for LONG_TEXT, 5000 where ``max_length`` is 0); items bound CHOICES and SUB_FORM.
    ``codes`` names the `CodeList` a CHOICE or CHOICES takes its options from."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    purpose: str
    options: tuple[Option, ...] = ()
    required: bool = False
    shown_when: Condition | None = None
    sensitivity: Sensitivity = Sensitivity.INTERNAL
    index: bool = False
    help: str = ""
    law: str = ""
    fields: tuple[Field, ...] = ()
    min_items: int = 0
    max_items: int = 30
    min_length: int = 0
    max_length: int = 0
    minimum: int | None = None
    maximum: int | None = None
    placeholder: str = ""
    default: Value = None
    codes: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A form of a given version. ``check`` judges fields against each other and is pure:
    it gets the valid data and returns objections (empty = fine). ``about`` is ``shared``, or names
    the PARTY field that says whose partition a record belongs to. ``author_only`` seals every
    record of the form to the person who wrote it. ``promises`` says which rows are what parties
    promised each other; core then asks at every visit how it is kept."""

    key: str
    title: str
    version: int = 1
    fields: tuple[Field, ...]
    check: Callable[[Mapping[str, Value]], tuple[Objection, ...]] | None = None
    about: str = "shared"
    author_only: bool = False
    intro: str = ""
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    promises: Promises | None = None

    def field(self, name: str) -> Field:
        """Return the field called *name*; raise KeyError when the form has none."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)
