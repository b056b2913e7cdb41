"""What a service offers the practice county: whole items, step by step, with synthetic answers.

A sample is written beside the service it belongs to, so that a changed form and its sample change
together; the practice county only supplies the people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.words.forms import Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Cast:
    """The people of a sample: ids of two parties of the case and of two members of staff."""

    applicant: str
    respondent: str
    staff: str
    colleague: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """One item from its first step to its last: pairs of step name and form data (empty for a
    step without a form), fit for a case of this situation. ``outcome`` is what it closes with;
    ``settles`` whether a quarrel that ends so is settled: the practice county tells the others in
    cases that go on elsewhere.

    ``papers`` are the names of those issued before a step that looks whether they lie there, or
    after which they come too late, by that step. One that happens ``seldom`` is told once for
    itself and followed by no quarrel, which would otherwise end so every time."""

    title: str
    scenario: str
    outcome: str
    steps: tuple[tuple[str, Mapping[str, Value]], ...]
    settles: bool = True
    papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seldom: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class EntrySample:
    """One entry of a register with the acts on it, as pairs of act and form data; ``login`` is the
    practice account that writes it."""

    register: str
    login: str
    data: Mapping[str, Value]
    acts: tuple[tuple[str, Mapping[str, Value]], ...] = ()
