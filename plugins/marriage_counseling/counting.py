"""The figures of 婚姻辅导, after the work table of MZ/T 084—2017 annex B (T/ZSM 5.4.1).

What one of the two wants is nobody's but theirs and in no count. What is sensitive, that an
application was taken back, what they quarrel about, is told as a sum of the county only, and kept
back while it stands for few.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from core.api import (
    CountedRecord,
    Figure,
    Option,
    Period,
    answers_counted,
    items_closed,
    records_filed,
)
from plugins.marriage_counseling.fields import MODES
from plugins.marriage_counseling.forms_after import CHANGES
from plugins.marriage_counseling.forms_opening import KINDS, REFERRERS
from plugins.marriage_counseling.forms_screening import CONFLICTS
from plugins.marriage_counseling.indicators import NAME

PARTING = frozenset({"divorce", "cooling"})
"""Kinds of counselling that begin with a wish to part."""
TOGETHER = frozenset({"reconciled", "deferred"})
BEFORE = frozenset({"before", "newlywed"})
KIND = f"{NAME}.booking.kind"
LOOK_BACK = timedelta(days=366)
"""How far back a booking is looked for, to tell the kind of a talk of today."""


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    known = records_filed(NAME, Period(first=period.first - LOOK_BACK, last=period.last))
    filed = [one for one in known if one.filed_on >= period.first]
    booked = {one.item: one.answers for one in _of(filed, "booking")}  # the newest stands
    kinds = [one.get("kind") for one in booked.values()]
    yield _figure("booked", len(booked))
    yield from _parts("kind", KINDS, kinds)
    yield _figure("early", sum(one in BEFORE for one in kinds), len(kinds))
    yield from _parts("from", REFERRERS, [one.get("referrer") for one in booked.values()])
    yield from _talks(filed, {one.item: one.answers.get("kind") for one in _of(known, "booking")})
    yield from _ended(period)
    said = [one.answers.get("satisfaction") for one in _of(filed, "closing")]
    asked = [one for one in said if one not in (None, "unasked")]
    yield _figure("satisfied", asked.count("good"), len(asked))
    yield _figure("content", asked.count("good") + asked.count("fair"), len(asked))
    yield from _sums(period)


def _talks(filed: Sequence[CountedRecord], kind_of: dict[int, object]) -> Iterator[Figure]:
    sittings = [*_of(filed, "session"), *_of(filed, "joint")]
    yield _figure("sessions", len(sittings))
    yield from _parts("talks", KINDS, [kind_of.get(one.item) for one in sittings])
    yield from _parts("mode", MODES, [one.answers.get("mode") for one in sittings])
    yield _figure("per_couple", len(sittings), len({one.item for one in sittings}))
    yield _figure("load", len(sittings), len({one.by for one in sittings}))


def _ended(period: Period) -> Iterator[Figure]:
    closed = items_closed(NAME, period)
    ended = [one.outcome for one in closed if one.answers.get(KIND) in PARTING]
    yield _figure("reconciled", ended.count("reconciled"), len(ended))
    yield _figure("deferred", ended.count("deferred"), len(ended))
    yield _figure("kept", sum(one in TOGETHER for one in ended), len(ended))
    yield _figure("parted", ended.count("divorce"), len(ended))
    yield _figure("declined", sum(one.outcome == "declined" for one in closed))


def _sums(period: Period) -> Iterator[Figure]:
    """Sums of sealed answers: keyed hashes are compared, no record is opened."""
    events = answers_counted(f"{NAME}.cooling", "now", ("withdrawn", "still"), period)
    yield _figure("withdrawn", events["withdrawn"], events["withdrawn"] + events["still"])
    for form, asked, prefix, choices in (
        ("evaluation", "change", "change", CHANGES),
        ("screen", "conflicts", "conflict", CONFLICTS),
    ):
        counted = answers_counted(f"{NAME}.{form}", asked, _values(choices), period)
        yield from (_figure(f"{prefix}_{code}", number) for code, number in counted.items())


def _values(choices: Iterable[Option]) -> list[str]:
    return [one.value for one in choices]


def _parts(prefix: str, choices: Iterable[Option], told: Iterable[object]) -> Iterator[Figure]:
    count = Counter(told)
    yield from (_figure(f"{prefix}_{one.value}", count[one.value]) for one in choices)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
