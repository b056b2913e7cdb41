"""What is known of a household, and whether a declared condition is met by it.

The matcher explains and never decides: what nobody has told, and what a county has not filled in,
stays unknown; only the body named beside a programme says yes or no (社会救助法 13; T/ZSM 5.4.7).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from core.api import ItemView, Value

MET, UNKNOWN, UNMET = "met", "unknown", "unmet"
FITS: Mapping[str, str] = {MET: "看来符合", UNKNOWN: "还要核", UNMET: "看来不符合"}
CONFIRMED_POOR = frozenset({"low_income", "low_income_single", "destitute", "rigid"})
ALREADY_POOR = CONFIRMED_POOR | {"edge"}
"""Who is confirmed as poor, 低保边缘 among them (社会救助法 13)."""
EDGE_PERCENT = 150
"""Income of a 低保边缘 household is below one and a half times the standard (低保办法 8)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What was told so far. "" and None mean that nobody asked; money is fen a month."""

    groups: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    existing: frozenset[str] | None = None
    urgent: bool | None = None
    per_head: int | None = None
    spending_percent: int | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


Test: TypeAlias = Callable[[Facts], bool | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """One condition of a programme, in plain words, with where it is written."""

    text: str
    law: str
    test: Test

    def judge(self, facts: Facts) -> str:
        """Return ``met``, ``unknown`` or ``unmet``."""
        said = self.test(facts)
        return UNKNOWN if said is None else MET if said else UNMET


def facts_of(item: ItemView, settings: Mapping[str, Value]) -> Facts:
    """Gather what discovery and the newest assessment told."""
    found = _data(item, "hardship_aid.discovery")
    assessed = _data(item, "hardship_aid.assessment")
    heads, income, spending = (
        _number(assessed.get(name)) for name in ("household", "income", "spending")
    )
    asked = ("assets", "able", "supporter", "illness", "disability", "compensated")
    existing, urgent = assessed.get("existing"), found.get("urgent")
    return Facts(
        groups=_codes(found.get("groups")),
        needs=_codes(found.get("needs")),
        existing=_codes(existing) if isinstance(existing, list) else None,
        urgent=urgent if isinstance(urgent, bool) else None,
        per_head=income // heads if income is not None and heads else None,
        spending_percent=spending * 100 // income if spending is not None and income else None,
        told={name: str(assessed[name]) for name in asked if assessed.get(name)},
        lines={name: one for name, one in settings.items() if isinstance(one, int)},
    )


def _data(item: ItemView, form: str) -> Mapping[str, Value]:
    record = item.latest(form)
    return record.data if record else {}


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _codes(value: Value) -> frozenset[str]:
    return frozenset(str(one) for one in value) if isinstance(value, list) else frozenset()


def income_below(line: str, percent: int = 100) -> Test:
    """Income a head is below *percent* of a line the county filled in."""

    def test(facts: Facts) -> bool | None:
        limit = facts.lines.get(line)
        if limit is None or facts.per_head is None:
            return None
        return facts.per_head * 100 < limit * percent

    return test


def spending_above(line: str) -> Test:
    """Necessary spending takes more of the income than the county's share."""

    def test(facts: Facts) -> bool | None:
        limit = facts.lines.get(line)
        if limit is None or facts.spending_percent is None:
            return None
        return facts.spending_percent > limit

    return test


def told(name: str, *yes: str) -> Test:
    """The answer to *name* is one of *yes*; unasked is unknown."""

    def test(facts: Facts) -> bool | None:
        return facts.told[name] in yes if name in facts.told else None

    return test


def either(*tests: Test) -> Test:
    """One of several is enough."""

    def test(facts: Facts) -> bool | None:
        said = [one(facts) for one in tests]
        return True if True in said else None if None in said else False

    return test


def among(*groups: str) -> Test:
    """The person belongs to one of these groups."""
    return lambda facts: bool(facts.groups & set(groups))


def needs(*wanted: str) -> Test:
    """One of these needs was named."""
    return lambda facts: bool(facts.needs & set(wanted))


def has_standing_aid(facts: Facts) -> bool | None:
    """The household is already confirmed as poor: recognised without new papers (42, 62)."""
    return None if facts.existing is None else bool(facts.existing & ALREADY_POOR)


def by_notice(facts: Facts) -> bool | None:
    """The year's notice says which other households count as poor, so nobody is ruled out here."""
    return True if facts.existing is not None and facts.existing & CONFIRMED_POOR else None


def is_urgent(facts: Facts) -> bool | None:
    """It cannot wait."""
    return facts.urgent


def not_yet(programme: str) -> Test:
    """The household has never had it."""
    return lambda facts: None if facts.existing is None else programme not in facts.existing
