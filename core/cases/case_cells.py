"""What a case itself is counted under, in every measure; pure, from its columns alone.

What hangs on a case, and how the book is kept, is said in `core.cases.counted`; a change of what is
counted here raises its edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from core.cases.outcomes import DISPUTES, ENDED_STATES, outcome_of
from core.cases.returning import HIDDEN, watched_until
from core.cases.schemes import SCHEMES, counted_as
from core.clocks import local_date
from core.points.settings import DEFAULTS
from core.statistics import NOW, Cell
from core.statistics.keeping import Values
from core.words import CaseState

CONTACTS = frozenset({"walk_in", "phone", "letter", "hotline_12338", "online"})
"""Where people themselves turn to a window; what an office hands on is no reception."""
DAYS = ((1, "d1"), (3, "d3"), (7, "d7"), (30, "d30"))
NO_TAKING = frozenset({"clue", "not_accepted"})


def month_of(day: date | datetime) -> str:
    """Return the month a moment (read in Shanghai) or a day falls into, as ``2026-11``."""
    return (local_date(day) if isinstance(day, datetime) else day).strftime("%Y-%m")


def cells_of_case(case: Values, _itself: Values) -> Iterator[Cell]:
    """Yield what one case adds one to."""
    outcome, here = outcome_of(case), case["point_id"]
    received = case["received_at"]
    yield Cell(
        month=month_of(received),
        measure="received",
        point_id=here,
        category=case["scenario"] or "",
        standing=outcome,
    )
    yield Cell(
        month=month_of(received), measure="channel", point_id=here,
        category=case["channel"], standing=outcome,
    )  # fmt: skip
    yield from _of_telling(case, outcome)
    if case["campaign"]:
        yield Cell(
            month=month_of(received), measure="campaign", point_id=here,
            category=case["campaign"], standing=outcome,
        )  # fmt: skip
    if case["from_clue"] or outcome == "clue":
        clue = (
            outcome if outcome != "clue" else "closed" if case["state"] in ENDED_STATES else "open"
        )
        yield Cell(
            month=month_of(received), measure="clue", point_id=here,
            standing=clue if outcome == "clue" else "case",
        )  # fmt: skip
    if outcome in DISPUTES:
        limit = case["settle_by"] or local_date(received) + timedelta(days=DEFAULTS["resolve_days"])
        yield Cell(
            month=month_of(limit), measure="limit", point_id=here,
            category=f"{limit.day:02d}", standing=_in_time(case, outcome, limit),
        )  # fmt: skip
    if outcome == "settled":
        yield Cell(
            month=month_of(case["settled_at"]),
            measure="settled",
            point_id=case["holder_id"],
            category=case["level"],
        )
    if case["warning"] and case["state"] not in ENDED_STATES:
        yield Cell(
            month=NOW,
            measure="warning",
            point_id=case["holder_id"],
            category=counted_as(case["warning_scheme"], case["warning"]),
            standing="gravest" if _is_gravest(case) else "",
        )
    if outcome == "clue":
        return
    if case["violence"] and outcome not in ("merged", "not_accepted"):
        yield Cell(
            month=month_of(received), measure="violence", point_id=here,
            standing="again" if case["repeated"] else "first",
        )  # fmt: skip
        if case["police_told"]:
            yield Cell(
                month=month_of(received), measure="police", point_id=here,
                standing="warned" if case["warned"] else "told",
            )  # fmt: skip
    if case["state"] in ENDED_STATES:
        ended = case["ended_at"] or case["archived_at"] or case["changed_at"]
        yield Cell(month=month_of(ended), measure="ended", point_id=here, standing=outcome)
        if case["state"] == CaseState.ARCHIVED.value and outcome in DISPUTES:
            yield from _of_closure(case, local_date(ended))
    else:
        yield Cell(month=NOW, measure="open", point_id=here)


def _of_telling(case: Values, outcome: str) -> Iterator[Cell]:
    """How long it took from finding out to taking up, and how many people came. Whether it goes on
    with an earlier case changes nothing: that one may be sealed from whoever reads the sum."""
    month, here, received = month_of(case["received_at"]), case["point_id"], case["received_at"]
    if outcome not in NO_TAKING:
        reported = local_date(received) if case["from_clue"] else None
        found, taken = case["found_on"] or reported, case["taken_on"] or local_date(received)
        if case["from_clue"] and case["taken_on"] is None:
            found = None
        yield Cell(month=month, measure="delay", point_id=here, standing=_delay(found, taken))
    if case["from_clue"] or case["channel"] not in CONTACTS:
        return
    said = "told" if case["came"] else "guessed"
    yield Cell(month=month, measure="contact", point_id=here, standing=said)
    for _person in range(case["came"] or 1):
        yield Cell(month=month, measure="came", point_id=here, standing=said)


def _delay(found: date | None, taken: date) -> str:
    if found is None:
        return "unsaid"
    days = (taken - found).days
    return next((name for most, name in DAYS if days <= most), "more")


def _of_closure(case: Values, closed: date) -> Iterator[Cell]:
    """Counted where the days run out in which the family may come back: of a month that is
    locked the number would otherwise be none for good."""
    last, here = watched_until(closed), case["point_id"]
    month, day = month_of(last), f"{last.day:02d}"
    yield Cell(month=month, measure="closure", point_id=here, category=day)
    if case["returned"]:
        yield Cell(
            month=month, measure="returned", point_id=here, category=day,
            county_only=case["returned"] == HIDDEN,
        )  # fmt: skip


def _is_gravest(case: Values) -> bool:
    """A shipped scheme tells by itself; of a brand's own the case keeps what was decided."""
    scheme = SCHEMES.get(case["warning_scheme"])
    if scheme is None:
        return bool(case["warning_gravest"])
    return bool(case["warning"] == scheme.levels[-1].code)


def _in_time(case: Values, outcome: str, limit: date) -> str:
    if outcome != "settled":
        return outcome
    return "in_time" if local_date(case["settled_at"]) <= limit else "late"
