"""The figures of 法律咨询: what was asked, how, who answered, where it led (T/ZSM 5.4.4)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from core.api import (
    CountedRecord,
    Figure,
    Option,
    Period,
    answers_counted,
    clocks_due,
    items_closed,
    points_counted,
    records_filed,
)
from plugins.legal_consult.choices import (
    ADVISERS,
    IN_VILLAGES,
    MODES,
    NAME,
    NEXT_STEPS,
    RULINGS,
    TOPICS,
    WRITINGS,
)
from plugins.legal_consult.orders import RULING, URGENT

CANCELLED = "cancelled"
VILLAGE = "village"
YES = "yes"
"""How a yes stands in the index."""


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    outcomes = [one.outcome for one in items_closed(NAME, period)]
    answered = [one for one in outcomes if one and one != CANCELLED]
    yield _figure("answered", len(answered))
    led = sum(one in ("mediation", "legal_aid") for one in answered)
    yield _figure("conversion", led, len(answered))
    yield _figure("cancelled", outcomes.count(CANCELLED), len(outcomes))
    filed = records_filed(NAME, period)
    asked, written = _of(filed, "consult"), _of(filed, "writing")
    minutes = (one.answers.get("minutes") for one in asked)
    yield _figure("minutes", sum(one for one in minutes if isinstance(one, int)))
    yield _figure("told_aid", _said(asked, "told_legal_aid").count(YES), len(asked))
    yield _figure("opinions", len(_of(filed, "opinion")))
    yield _figure("writings", len(written))
    yield _figure("limits", sum(bool(one) for one in _said(asked, "period")))
    yield _figure("orders", len({one.item for one in _of(filed, "order")}))
    due = [one for one in clocks_due(NAME, period) if one.code in (RULING, URGENT)]
    known = [one.state for one in due if one.state != "waiting"]
    yield _figure("ruled_in_time", known.count("in_time"), len(known))
    rulings = answers_counted(f"{NAME}.ruling", "result", [one.value for one in RULINGS], period)
    yield from (_figure(f"ruling_{one.value}", rulings[one.value]) for one in RULINGS)
    yield from _parts("mode", MODES, _said(asked, "mode"))
    yield from _parts("adviser", ADVISERS, _said(asked, "adviser"))
    topics = [topic for one in asked for topic in one.chosen.get("topics", ())]
    yield from _parts("topic", TOPICS, topics)
    yield from _parts("next", NEXT_STEPS, answered)
    yield from _parts("writing", WRITINGS, _said(written, "kind"))
    yield from _reach(asked)


def _reach(asked: Sequence[CountedRecord]) -> Iterator[Figure]:
    """Which villages had an adviser answer, and who came more than once."""
    villages = {
        one.point
        for one in asked
        if one.level == VILLAGE and one.answers.get("adviser") in IN_VILLAGES
    }
    yield _figure("villages", len(villages), points_counted(VILLAGE))
    came = Counter(one.about for one in asked if one.about is not None)
    yield _figure("again", sum(times > 1 for times in came.values()), len(came))


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _said(filed: Iterable[CountedRecord], field: str) -> list[object]:
    return [one.answers.get(field) for one in filed]


def _parts(part: str, given: Sequence[Option], said: Sequence[object]) -> Iterator[Figure]:
    counted = Counter(said)
    return (_figure(f"{part}_{one.value}", counted[one.value]) for one in given)


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
