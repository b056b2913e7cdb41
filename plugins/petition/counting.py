"""The figures of 家事信访, counted from what was filed (信访工作条例 17; 附录D).

件次 are petitions, 人次 are people; both are counted on the day of registration.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from core.api import (
    CountedClock,
    CountedRecord,
    Figure,
    Option,
    Period,
    clocks_due,
    items_closed,
    records_filed,
)
from plugins.petition.choices import HANDLED, LANES, NATURES, RESULTS, TOPICS, WAYS
from plugins.petition.indicators import CLOCKS, NAME, SITUATIONS

CALL, SEVERE = "call", "severe"
SOLVED = frozenset({"solved", "partly"})
JUDGED = SOLVED | {"unsupported"}
OVERTURNED = frozenset({"changed", "revoked"})
KEPT = "yes"
"""How a yes stands in the index."""


def figures(period: Period) -> Iterator[Figure]:
    """Yield every declared figure for *period*."""
    filed = records_filed(NAME, period)
    registered, results = _of(filed, "registration"), _said(_of(filed, "answer"), "result")
    lanes = _newest(_of(filed, "triage"))
    yield _figure("received", len(registered))
    yield _figure("heads", sum(_number(one, "headcount") for one in registered))
    yield from _in_time(period)
    repeated = sum(one.answers.get("repeat") == KEPT for one in lanes.values())
    yield _figure("repeats", repeated, len(lanes))
    judged = [one for one in results if one in JUDGED]
    yield _figure("solved", sum(one in SOLVED for one in judged), len(judged))
    yield from _on_the_way(filed)
    called = [
        one
        for one in items_closed(NAME, period)
        if one.answers.get("petition.registration.form") == CALL
    ]
    yield _figure("calls", len(called))
    yield from _calls(filed, registered)
    severe = {item for item, one in lanes.items() if one.answers.get("lane") == SEVERE}
    told = _items(_of(filed, "report"))
    yield _figure("reported", len(severe & told), len(severe))
    yield from _parts("form", WAYS, _said(registered, "form"))
    yield from _heads(registered, lanes)
    yield from _parts("nature", NATURES, _said(registered, "nature"))
    yield from _parts("lane", LANES, _said(lanes.values(), "lane"))
    yield from _parts("scenario", SITUATIONS, [one.scenario for one in registered])
    yield from _parts("result", RESULTS, results)
    grave = [one for item, one in _newest(_of(filed, "feedback")).items() if item in severe]
    yield from _parts("severe", HANDLED, _said(grave, "handled"))
    topics = [topic for one in registered for topic in one.chosen.get("topics", ())]
    yield from _parts("topic", TOPICS, topics)


def _heads(
    registered: Sequence[CountedRecord], lanes: Mapping[int, CountedRecord]
) -> Iterator[Figure]:
    """人次 beside each 件次: the people of what was registered, by the same four divisions."""
    lane_of = {item: one.answers.get("lane") for item, one in lanes.items()}
    divided: tuple[tuple[str, Sequence[Option], Callable[[CountedRecord], object]], ...] = (
        ("form", WAYS, lambda one: one.answers.get("form")),
        ("nature", NATURES, lambda one: one.answers.get("nature")),
        ("lane", LANES, lambda one: lane_of.get(one.item)),
        ("scenario", SITUATIONS, lambda one: one.scenario),
    )
    for part, given, of in divided:
        heads: Counter[object] = Counter()
        for one in registered:
            heads[of(one)] += _number(one, "headcount")
        yield from (_figure(f"heads_{part}_{one.value}", heads[one.value]) for one in given)


def _calls(filed: Sequence[CountedRecord], registered: Sequence[CountedRecord]) -> Iterator[Figure]:
    """What a hotline reports: answered on the line, or handed on (妇女权益保障法 76)."""
    calls = {one.item for one in registered if one.answers.get("form") == CALL}
    sent = calls & (_items(_of(filed, "transfer")) | _items(_of(filed, "report")))
    at_once = (calls & _items(_of(filed, "answer"))) - sent
    yield _figure("calls_at_once", len(at_once), len(calls))
    yield _figure("calls_sent", len(sent))


def _in_time(period: Period) -> Iterator[Figure]:
    clocks = clocks_due(NAME, period)
    for code, (clock, _title, _formula) in CLOCKS.items():
        yield _kept(code, [one for one in clocks if one.code == clock])


def _on_the_way(filed: Sequence[CountedRecord]) -> Iterator[Figure]:
    """Told, extended, sent and answered, pressed: a petition counts once, a letter each time."""
    notices = _newest(_of(filed, "notice"))
    kinds = _said(notices.values(), "kind")
    accepted = {item for item, one in notices.items() if one.answers.get("kind") == "accepted"}
    yield _figure("declined", kinds.count("declined"), len(kinds))
    yield _figure("extended", len(accepted & _items(_of(filed, "extension"))), len(accepted))
    sent, back = _items(_of(filed, "transfer")), _items(_of(filed, "feedback"))
    yield _figure("assigned", len(sent & back), len(sent))
    opinions = [one for one in _said(_of(filed, "review"), "result") if one]
    yield _figure("overturned", sum(one in OVERTURNED for one in opinions), len(opinions))
    yield _figure("pressed", len(_of(filed, "pressing")))
    yield _figure("clues", len(_of(filed, "clue")))


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _newest(filed: Iterable[CountedRecord]) -> Mapping[int, CountedRecord]:
    return {one.item: one for one in filed}


def _items(filed: Iterable[CountedRecord]) -> set[int]:
    return {one.item for one in filed}


def _said(filed: Iterable[CountedRecord], field: str) -> list[object]:
    return [one.answers.get(field) for one in filed]


def _number(record: CountedRecord, field: str) -> int:
    told = record.answers.get(field)
    return told if isinstance(told, int) else 0


def _parts(part: str, given: Sequence[Option], said: Sequence[object]) -> Iterator[Figure]:
    counted = Counter(said)
    return (_figure(f"{part}_{one.value}", counted[one.value]) for one in given)


def _kept(code: str, clocks: Iterable[CountedClock]) -> Figure:
    due = [one.state for one in clocks if one.state != "waiting"]
    return _figure(code, due.count("in_time"), len(due))


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
