"""登记簿: what a service keeps beside its cases, because it belongs to no family's dispute.

An evening for parents, an honour, an hour of training: one form filled in by a point, found again
by its day, added up for inspectors (T/ZSM 5.5.3.2, 4.2.4.2). It names nobody of a case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from core.words.documents import DocumentKind
from core.words.forms import Form, Value

if TYPE_CHECKING:
    from core.words.services import Objection


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryView:
    """One entry as its service sees it. ``acts`` are what was filed on it since, oldest first, as
    pairs of the act's name and its answers; ``names`` spells the ids of colleagues in them."""

    id: str
    register: str
    on: date
    number: str
    stage: str
    point: str
    data: Mapping[str, Value]
    acts: tuple[tuple[str, Mapping[str, Value]], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    def latest(self, act: str) -> Mapping[str, Value]:
        """Return the newest answers of *act*, empty when it was not taken."""
        return next((data for name, data in reversed(self.acts) if name == act), {})


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryContext:
    """What the pure functions of a register get: the answers at hand, the entry they are about
    (None for a new one), and ``others``: the point's other entries that say the same where the
    register asks ``same``, oldest first."""

    data: Mapping[str, Value]
    today: date
    entry: EntryView | None = None
    others: tuple[EntryView, ...] = ()
    settings: Mapping[str, Value] = field(default_factory=dict)


EntryCheck: TypeAlias = Callable[[EntryContext], "tuple[Objection, ...]"]
Leads: TypeAlias = Callable[[EntryContext], str]


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterAct:
    """What may happen to an entry later: a form, the stages it is for, and the stage it leads to.
    ``leads`` is pure."""

    name: str
    title: str
    form: Form
    after: frozenset[str]
    leads: Leads
    check: EntryCheck | None = None
    help: str = ""
    law: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """A book of entries, each of one form and of the point that keeps it.

    ``day`` names the DATE field an entry stands under; ``shown`` the fields a list shows; ``sums``
    the NUMBER and MONEY fields it adds up. ``roles`` may write (core's and the service's; all whose
    role keeps registers when empty). ``stages`` are where an entry can stand, the first where it
    begins, and ``acts`` lead on; ``fixed`` are stages in which it is not corrected any more.
    ``same`` names the TEXT field that says whose entry it is. ``word`` numbers entries, as a
    paper's does. ``papers`` are printed from an entry; their collectors stand in the ``ENTRIES`` of
    the plugin's ``papers``, by ``<register>.<name>``. ``voids`` says what stands in the way of
    declaring an entry void. ``figures`` are the codes of the service's own indicators that the
    entries add up to: one that names any stands among the county's ledgers, with these numbers
    under it. No field is restricted: nobody's secret belongs here."""

    name: str
    title: str
    form: Form
    day: str
    shown: tuple[str, ...]
    sums: tuple[str, ...] = ()
    roles: frozenset[str] = frozenset()
    stages: Mapping[str, str] = field(default_factory=dict)
    fixed: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    acts: tuple[RegisterAct, ...] = ()
    same: str = ""
    word: str = ""
    check: EntryCheck | None = None
    voids: EntryCheck | None = None
    papers: tuple[DocumentKind, ...] = ()
    figures: tuple[str, ...] = ()
    help: str = ""
    law: str = ""

    def act(self, name: str) -> RegisterAct:
        """Return the act *name*; raise KeyError when the register has none."""
        for one in self.acts:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def forms(self) -> tuple[Form, ...]:
        """All forms of the register: its entry's and those of its acts."""
        return (self.form, *(one.form for one in self.acts))


@dataclass(frozen=True, kw_only=True, slots=True)
class CountedEntry:
    """An entry as figures see it: ``answers`` are those of the fields marked ``index`` that are
    neither sensitive nor restricted, ``chosen`` every choice where several may be made, ``rows``
    those of sub-forms. Points and colleagues are numbers that tell them apart within one answer."""

    on: date
    stage: str
    level: str
    point: int
    answers: Mapping[str, str | int] = field(default_factory=dict)
    chosen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rows: Mapping[str, tuple[Mapping[str, str | int], ...]] = field(default_factory=dict)
