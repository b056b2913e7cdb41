"""What a plugin declares it is, what its steps may do, and what the core may be asked.

A service is a value. Handling logic lives in its steps: ``check`` is pure and returns objections,
``then`` is pure and returns effects, which core applies in the transaction of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from core.words.cases import CaseView, ItemView
from core.words.clocks import Clock
from core.words.documents import DocumentKind, FileMeter
from core.words.effects import Effect
from core.words.figures import Indicator
from core.words.forms import CodeList, Field, Form, Value
from core.words.registers import Register
from core.words.triage import SuggestRule
from core.words.warnings import WarningScheme

if TYPE_CHECKING:
    from flask import Blueprint

API = 1


class State(StrEnum):
    """A switch: 受理, 只办结不受理, 停用. Order matters: a lower point may only narrow."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"

    @property
    def rank(self) -> int:
        return ("open", "closing", "closed").index(self.value)


SWITCH_STATES: Mapping[State, str] = {
    State.OPEN: "受理",
    State.CLOSING: "只办结",
    State.CLOSED: "停用",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Objection:
    """A reason why something may not be done. ``citation`` is an article, 县规则 or 建议.

    ``text`` may hold ``%(name)s`` places filled from ``values`` after translation. ``code`` is
    stable for scripts; ``waivable`` by a point head with a reason; ``field_name`` pins it to a
    field of the form.
    """

    text: str
    citation: str = ""
    code: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    waivable: bool = False
    field_name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """A small block on the case page: title and plain lines. A ``folded`` one shows its title
    until it is opened: for what somebody who looks at the screen from the side must not read. One
    that comes ``first`` stands above everything else on the page of its item: what has to be read
    before anybody is heard."""

    title: str
    lines: tuple[str, ...]
    folded: bool = False
    first: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class StepContext:
    """What a step's pure functions get: the case, their item, the form's data, today, and what
    the county filled in on the service's ``settings`` form. ``professions`` are the roles of the
    service which the one who looks holds; ``served`` the parties of this case that they have
    already served elsewhere, for a `Service` that is ``one_sided``."""

    case: CaseView
    item: ItemView
    data: Mapping[str, Value]
    today: date
    settings: Mapping[str, Value] = field(default_factory=dict)
    professions: frozenset[str] = frozenset()
    served: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondPerson:
    """What a second person is asked to agree to before a step may be taken.

    ``fields`` name the answers of the step's form the agreement is about: they are shown to the
    second person as the form shows them, and another answer needs another agreement. A restricted
    field is never shown. ``why`` says why one person is not enough, in words that tell nothing of
    a family; ``values`` fill its ``%(name)s`` places; ``citation`` is an article or 县规则.
    """

    why: str
    fields: tuple[str, ...]
    citation: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


Check: TypeAlias = Callable[[StepContext], tuple[Objection, ...]]
Then: TypeAlias = Callable[[StepContext], tuple[Effect, ...]]
Fits: TypeAlias = Callable[[ItemView], bool]
Start: TypeAlias = Callable[[StepContext], Mapping[str, Value]]
Beside: TypeAlias = Callable[[StepContext], tuple[Panel, ...]]
Second: TypeAlias = Callable[[StepContext], SecondPerson | None]


Dossier: TypeAlias = Callable[[StepContext], FileMeter | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One act of a service. ``after`` names the steps of which one must be done before;
    ``repeats`` allows it again; ``optional`` steps may be passed over; ``closes`` marks the
    regular end, but what closes an item is always the CloseItem a step returns.
    ``sitting`` brings both parties together, so the lock on joint work applies to it.
    ``fits`` is pure and says whether the step belongs to this item at all; without it, it does.
    A step that does not fit is neither shown nor taken.
    ``start`` is pure and says what the case already knows of the answers: the page opens with
    them filled in, to be changed or kept; nothing is stored that was not sent.
    ``kept``: that this step was taken tells already what was found, so only who works the item
    learns of it: no record, no line among the steps, and a history that says no more than that a
    record was kept.
    ``second`` is pure and says whether a second person has to agree first, who signs in with an
    account of their own; None while one person is enough. Core asks, keeps and proves it."""

    name: str
    title: str
    form: str = ""
    roles: frozenset[str] = frozenset()
    after: tuple[str, ...] = ()
    repeats: bool = False
    optional: bool = False
    sitting: bool = False
    closes: bool = False
    kept: bool = False
    check: Check | None = None
    then: Then | None = None
    fits: Fits | None = None
    start: Start | None = None
    second: Second | None = None
    help: str = ""
    law: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A professional role a service brings, e.g. a counsellor."""

    name: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """One of the service functions of T/ZSM 5.4 (or a local one).

    ``forms[0]`` is the intake form of the item. ``faces_both_parties`` has no default: the
    violence lock refuses those services, and core never needs to know a name. ``roles`` are the
    professions that may own its items; core's own roles may be named in steps too. ``beside`` is
    pure and puts small blocks beside an item, from its own records: what is missing, what is due.
    ``dossier`` is pure and tells which pieces the item's file asks for and which are there; None
    while the item has none yet. Core adds its own and binds the file. ``code_lists`` are choices
    of its forms that a county may shape. ``several`` lets a case have more than one running item,
    each with its own owner and its own people: two who may not share a counsellor. ``one_sided``
    services bind who works them to one side: `StepContext.served` then tells a member of their
    professions, and nobody else, whom of this case they have worked for in an item of such a
    service of the same profession, here or in another case.
    ``registers`` are what it keeps beside its cases.
    """

    name: str
    title: str
    clause: str
    summary: str
    faces_both_parties: bool
    forms: tuple[Form, ...]
    steps: tuple[Step, ...]
    roles: tuple[Role, ...] = ()
    documents: tuple[DocumentKind, ...] = ()
    clocks: tuple[Clock, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    suggests: tuple[SuggestRule, ...] = ()
    settings: Form | None = None
    code_lists: tuple[CodeList, ...] = ()
    blueprint: Blueprint | None = None
    beside: Beside | None = None
    dossier: Dossier | None = None
    fallback_help: str = ""
    several: bool = False
    one_sided: bool = False
    registers: tuple[Register, ...] = ()
    closing_outcomes: Mapping[str, str] = field(default_factory=dict)
    api: int = API

    def form(self, key: str) -> Form:
        """Return the form *key*; raise KeyError when the service has none."""
        for form in self.forms:
            if form.key == key:
                return form
        raise KeyError(key)

    def step(self, name: str) -> Step:
        """Return the step *name*; raise KeyError when the service has none."""
        for step in self.steps:
            if step.name == name:
                return step
        raise KeyError(name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """A plugin around the case that is no service of its own."""

    name: str
    title: str
    clause: str
    summary: str
    forms: tuple[Form, ...] = ()
    settings: Form | None = None
    code_lists: tuple[CodeList, ...] = ()
    blueprint: Blueprint | None = None
    api: int = API


@dataclass(frozen=True, kw_only=True, slots=True)
class Leader:
    """The card of whoever gives a brand its face: shown beside its work, never a login."""

    name: str
    title: str = ""
    phone: str = ""
    intro: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Brand:
    """A local face of a service: its name and leader, more questions, more steps.

    It stands at the service points whose codes are in ``points`` and below them, everywhere in the
    county when there are none, and only where it and its service are switched on. It may only add:
    ``extra_fields`` go behind the fields of the service's forms, by form key; ``extra_steps`` are
    called ``<brand>_…``, have a form or none, and hold no logic, so they can neither object nor
    close an item. ``logo`` is a picture beside the declaration (PNG, or SVG without scripts);
    ``report_title`` stands over the brand's own figures. ``warning`` is a scheme of its own,
    called as the brand is, by which families are graded at its points; ``warning_scheme`` is the
    code of a shipped one instead, when it is another than the county's.
    """

    name: str
    service: str
    title: str
    slogan: str = ""
    logo: str = ""
    leader: Leader | None = None
    points: tuple[str, ...] = ()
    extra_fields: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    forms: tuple[Form, ...] = ()
    extra_steps: tuple[Step, ...] = ()
    report_title: str = ""
    warning_scheme: str = ""
    warning: WarningScheme | None = None
    api: int = API


Declared: TypeAlias = Service | Support | Brand


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing:
    """An attempt to file a record, for ``objections``."""

    form: str
    data: Mapping[str, Value]
