"""The figures of 家风培育 for families: who sent them, how often, what became of it (T/ZSM 5.4.8).

An order is answered in time when the body that gave it was told before it lapsed (家庭教育促进法
49); problems and risks are sealed answers, of which only sums are told.
"""

from collections.abc import Iterable, Iterator

from core.api import (
    CountedRecord,
    Figure,
    Option,
    Period,
    answers_counted,
    clocks_due,
    items_closed,
    records_filed,
)
from plugins.family_education.choices import BODIES, MODES, PROBLEMS, RISKS, SOURCES
from plugins.family_education.clocks import ORDER
from plugins.family_education.indicators import NAME

BETTER = frozenset({"reached", "better"})
YES, MISSED = "yes", "no"
"""How a yes or no stands among the answers."""


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    filed, closed = records_filed(NAME, period), items_closed(NAME, period)
    taken = {one.item: one.answers for one in _of(filed, "intake")}
    yield _figure("taken", len(taken))
    yield _figure("improved", sum(one.outcome in BETTER for one in closed), len(closed))
    due = [one.state for one in clocks_due(NAME, period) if one.code == ORDER]
    in_time, late = due.count("in_time"), due.count("late")
    yield _figure("orders", in_time, in_time + late)
    replies = {one.item: one.answers.get("kept") for one in _of(filed, "reply")}
    yield _figure("orders_kept", [*replies.values()].count("all"), len(replies))
    booked = _of(filed, "session")
    came = [one for one in booked if one.answers.get("came") != MISSED]
    yield _figure("sessions", len(came))
    yield _figure("families", len({one.item for one in came}))
    yield _figure("absent", len(booked) - len(came), len(booked))
    elders = sum("grandparents" in one.chosen.get("who", ()) for one in came)
    yield _figure("elders", elders, len(came))
    urged = [one.answers.get("answer") for one in _of(filed, "urged")]
    yield _figure("urged", len(urged))
    yield _figure("refused", urged.count("refuses"), len(urged))
    yield _figure("lessons", len(_of(filed, "lesson")))
    yield from _among("source", SOURCES, (one.get("source") for one in taken.values()))
    yield from _among("body", BODIES, (one.get("order_kind") for one in taken.values()))
    yield from _among("mode", MODES, (one.answers.get("mode") for one in came))
    yield from _sums("problem", PROBLEMS, "intake", "problems", period)
    yield from _sums("risk", RISKS, "assessment", "risk", period)
    away = answers_counted(f"{NAME}.intake", "left_behind", (YES,), period)
    yield _figure("left_behind", away[YES])


def _among(
    prefix: str, choices: Iterable[Option], said: Iterable[str | int | None]
) -> Iterator[Figure]:
    every = [*said]
    return (_figure(f"{prefix}_{one.value}", every.count(one.value)) for one in choices)


def _sums(
    prefix: str, choices: Iterable[Option], form: str, asked: str, period: Period
) -> Iterator[Figure]:
    """Yield how often each choice was the answer; core sums up, no single answer comes here."""
    codes = [one.value for one in choices]
    told = answers_counted(f"{NAME}.{form}", asked, codes, period)
    return (_figure(f"{prefix}_{code}", told[code]) for code in codes)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
