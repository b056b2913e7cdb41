"""The figures of the registers: events and heads, training and service, honours (T/ZSM 5.5.3.2,
4.2.4.2).

Whoever was trained is told apart by number and never by name; two days of a volunteer and five of
staff count as enough, and only what was held together.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from core.api import (
    CountedEntry,
    Figure,
    Option,
    Period,
    Register,
    entries_counted,
    points_counted,
)
from plugins.family_education.indicators import NAME
from plugins.family_education.registers import COURSES, EVENTS, HONOURS, POINTS, VOLUNTEERING
from plugins.family_education.registers.courses import KINDS, SERVICES
from plugins.family_education.registers.events import THREE_VIEWS, TOPICS, TYPES
from plugins.family_education.registers.honours import KINDS as HONOUR_KINDS

ENOUGH = {"staff": 10, "volunteer": 4}
"""Half days: five days of staff, two of volunteers."""
SERVED = 2
Books = dict[str, tuple[CountedEntry, ...]]


def books_of(period: Period) -> Books:
    """Return what the registers hold of *period*."""
    return {one.name: entries_counted(one, NAME, period) for one in _COUNTED}


_COUNTED: tuple[Register, ...] = (EVENTS, COURSES, VOLUNTEERING, HONOURS, POINTS)


def figures(period: Period) -> Iterator[Figure]:
    """Yield the figures of every register for *period*."""
    books = books_of(period)
    yield from _events(books["events"])
    yield from _training(books["courses"])
    yield from _service(books["volunteering"])
    awarded = [one for one in books["honours"] if one.stage == "awarded"]
    yield _figure("honours", len(awarded))
    kinds = [one.answers.get("kind") for one in awarded]
    yield from (_figure(f"honour_{one.value}", kinds.count(one.value)) for one in HONOUR_KINDS)
    earned = [one for one in books["points"] if one.answers.get("kind") == "earn"]
    yield _figure("points", len(earned))


def _events(entries: tuple[CountedEntry, ...]) -> Iterator[Figure]:
    held = [one for one in entries if one.answers.get("heads") is not None]
    yield _figure("events", len(held))
    for code, name in (
        ("event_heads", "heads"),
        ("event_women", "women"),
        ("event_children", "children"),
        ("event_men", "men"),
    ):
        yield _figure(code, sum(_number(one, name) for one in held))
    topics = [one.chosen.get("topics", frozenset()) for one in held]
    yield _figure("three_views", sum(bool(one & THREE_VIEWS) for one in topics))
    for topic in TOPICS:
        yield _figure(f"topic_{topic.value}", sum(topic.value in one for one in topics))
    yield from _kinds("event", TYPES, "type", held)
    villages = {one.point for one in held if one.level == "village"}
    yield _figure("villages", len(villages), points_counted("village"))


def _training(entries: tuple[CountedEntry, ...]) -> Iterator[Figure]:
    taught = [one for one in entries if one.answers.get("kind") != "alone"]
    yield _figure("courses", len(taught))
    yield from _kinds("course", KINDS, "kind", entries)
    yield _figure("course_hours", sum(_number(one, "hours") for one in taught))
    halves: Counter[tuple[object, object]] = Counter()
    trainees = 0
    for one in entries:
        if one.answers.get("kind") != "team":
            continue
        for row in one.rows.get("people", ()):
            trainees += 1
            days = row.get("halves")
            halves[_person(row), row.get("group")] += days if isinstance(days, int) else 0
    enough = sum(days >= ENOUGH[str(group)] for (_who, group), days in halves.items())
    yield _figure("trainees", trainees)
    yield _figure("trained", enough, len(halves))


def _service(entries: tuple[CountedEntry, ...]) -> Iterator[Figure]:
    times: Counter[object] = Counter()
    hours = 0
    for one in entries:
        people = one.rows.get("people", ())
        hours += _number(one, "hours") * len(people)
        times.update({_person(row) for row in people})
    yield _figure("services", len(entries))
    yield from _kinds("served", SERVICES, "kind", entries)
    yield _figure("service_hours", hours)
    yield _figure("volunteers", sum(count >= SERVED for count in times.values()), len(times))


def _kinds(
    prefix: str, choices: Iterable[Option], asked: str, entries: Iterable[CountedEntry]
) -> Iterator[Figure]:
    said = [one.answers.get(asked) for one in entries]
    return (_figure(f"{prefix}_{one.value}", said.count(one.value)) for one in choices)


def _person(row: Mapping[str, str | int]) -> object:
    """Return the number by which a row's person is told apart."""
    return row.get("staff", row.get("name"))


def _number(entry: CountedEntry, name: str) -> int:
    value = entry.answers.get(name)
    return value if isinstance(value, int) else 0


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
