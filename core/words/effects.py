"""What a step may bring about: values its pure ``then`` returns, for core to apply.

Lattice rule: an effect raises confidentiality, flags danger or adds a requirement; there is none
that takes one back (T/ZSM 5.6.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True, kw_only=True, slots=True)
class StartClock:
    """Start a declared clock of the item, counted from ``from_date``, or from ``from_moment`` (with
    its time zone) where hours run from it; from now without either. A clock that already runs keeps
    its start. ``until`` is a last day somebody else has set, a court in its order: then that day
    counts, to its end and not moved, and the declared length does not. ``after`` names another
    running clock of the item from whose last day it counts, so that both ends are known from the
    first day."""

    clock: str
    from_date: date | None = None
    from_moment: datetime | None = None
    until: date | None = None
    after: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class StopClock:
    """Stop a clock of the item; nothing happens when it does not run."""

    clock: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtendClock:
    """Extend a running clock of the item by the ``extension`` it declares, or by ``by`` of its
    unit; past what it declares, or for a clock that declares none, core refuses the step."""

    clock: str
    why: str = ""
    by: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PauseClock:
    """Let a running clock of the item stand still from ``on`` (today when None), because others
    are waited for; ``why`` is one of the ``pauses`` it declares, or core refuses the step. One
    that does not run, or has run out, stays as it is."""

    clock: str
    why: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResumeClock:
    """Let a paused clock of the item go on from ``on`` (today when None) with what was left;
    nothing happens when it does not stand still. In a suspended case it goes on when that does."""

    clock: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenItem:
    """Open another service on the same case, when it is open at the point; else a task says so."""

    service: str
    why: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """Ask someone to do something: ``to`` is owner, lead, point_head or county_head; due after
    ``due_days`` working days, or ``on`` a given day. The title is read over shoulders: it never
    names a person or tells a situation."""

    title: str
    to: str = "owner"
    due_days: int = 1
    on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RaiseConfidentiality:
    """Seal the case (C3). There is no opposite effect: what a plugin returns may only raise."""

    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RequireDocument:
    """The item cannot close before a paper of this kind was issued."""

    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordWill:
    """Note a party's own answer about joint work: ``agreed``, ``refused`` or ``unreachable``."""

    party_id: str
    will: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordPerformance:
    """Note how a promise of the item is kept: ``number`` as in ``ItemView.promises``, ``state`` a
    code of ``PROMISE_STATES``, ``on`` the day it was looked into (today when None)."""

    number: int
    state: str
    on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DangerAnswered:
    """The danger question was put to someone alone and answered: ``no`` or ``yes``.

    Core fills an open answer (不清楚, 不便问) and may turn ``no`` into ``yes``; a ``yes`` is never
    taken back by an effect."""

    answer: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FlagViolence:
    """Flag the case as violent, whatever it was called; seals it and locks joint services."""

    why: str
    stop_one: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordOrder:
    """Tell core what became of a protection order for *protects*, a party: ``stage`` is asked,
    made or refused, ``until`` the last day of one that was made. While it binds nobody is brought
    together, whichever service heard of it; that it was revoked is for core's own form. The service
    keeps its own clocks (反家庭暴力法 28–32)."""

    protects: str
    stage: str
    on: date
    until: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class RequireReport:
    """Note that the law asks for a report to the police (反家庭暴力法 14, 未成年人保护法 11): no
    way out of the case is open until it is on record, by `RecordReport` or on core's own form."""

    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordReport:
    """File core's report record with what a step was told: ``to`` as core's form has it (police
    among them, or core refuses the step), ``by`` a staff id, ``receipt`` a number or a name."""

    to: tuple[str, ...]
    on: date
    by: str
    receipt: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SendLetter:
    """The form of this step went to another body as a letter: core keeps its receipt, its answer,
    a refusal and the clock, and chases the answer until ``until``, without a day by ``urgency``
    (hours, day, days, none). ``ground`` says why it may be told: consent, report, life or duty;
    ``party`` is whom it is about, the first of her side when "". Core refuses the step for a body
    to be kept from the case, or that is the other side."""

    to: str
    ground: str
    until: date | None = None
    urgency: str = "none"
    party: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterAnswered:
    """A body answered in writing: the ``letter`` of this item, named by its ``LetterView.record``,
    ends. Nothing happens when it does not wait."""

    letter: str
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class CloseItem:
    """Close the item; ``state`` is ``closed``, ``terminated`` or ``handed_over``; ``outcome`` is a
    code of the service; ``told_remedies`` = the citizen was told the other lawful channels. An item
    closes only with its required papers; ended otherwise it needs them only ``with_papers``."""

    outcome: str
    state: str = "closed"
    told_remedies: bool = False
    with_papers: bool = False


Effect: TypeAlias = (
    StartClock
    | StopClock
    | ExtendClock
    | PauseClock
    | ResumeClock
    | OpenItem
    | Task
    | RaiseConfidentiality
    | RequireDocument
    | RecordWill
    | RecordPerformance
    | DangerAnswered
    | FlagViolence
    | RecordOrder
    | RequireReport
    | RecordReport
    | SendLetter
    | LetterAnswered
    | CloseItem
)
