"""What people answered to 附录 C, as somebody may read it: the one projection of pages and API.

Answers come out as sums, and what people wrote apart from how they ticked: the two together, in a
village of one case a month, would be a signature. The same goes for what subtracting one sum from
another leaves (T/ZSM 6.1; decision 0046).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from core.cases.acting import Acting
from core.cases.evaluation_forms import FIVE, KEPT, RECOMMENDS, SOLVED, SURVEY, WHO
from core.cases.models_evaluation import SurveyAnswer
from core.evaluation.reaching import answers_read_by
from core.statistics.hiding import SMALLEST
from core.words import Value

MOST_WORDS: Final = 100
_SCALES: Mapping[str, Mapping[str, str]] = {
    "solved": SOLVED,
    "kept": KEPT,
    "recommends": RECOMMENDS,
    "who": WHO,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """How the answers to one question are spread: by the words of each step, how many."""

    name: str
    label: str
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """What somebody wrote, and not how she ticked: of which function and month where five answers
    or more are of it, else of none."""

    month: str
    service: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """The answers of a span at the viewer's points. ``spreads`` and ``words`` are empty under five
    answers of months that are over, and where subtracting would leave fewer."""

    answers: int
    spreads: tuple[Spread, ...]
    words: tuple[Said, ...]


def tally(acting: Acting, months: Sequence[str], *, service: str = "") -> Tally:
    """Return the answers of *months* that the viewer reads, of one function or of all.

    The running month is counted only: read before and after a question came back, its spread would
    be that answer. A function is told apart, and a span, where none of its parts is left over that
    is too small to be told itself.
    """
    row = SurveyAnswer
    found = acting.session.scalars(
        # by the id, which is random: an order by time would be a trace
        select(row).where(row.month.in_(months), answers_read_by(acting.viewer)).order_by(row.id)
    ).all()
    asked = [one for one in found if not service or one.service == service]
    running = acting.today.strftime("%Y-%m")
    over = [one for one in found if one.month < running]
    rows = [one for one in over if not service or one.service == service]
    by_month = Counter(one.month for one in rows)
    by_service = Counter(one.service for one in over)
    if len(rows) < SMALLEST or _leaves_few(by_month) or (service and _leaves_few(by_service)):
        return Tally(answers=len(asked), spreads=(), words=())
    titles = {name: one.title for name, one in acting.roster.services.items()}
    told = [{"overall": one.overall, **(one.data or {})} for one in rows]  # unsealed once each
    said = tuple(
        Said(
            month=one.month if by_month[one.month] >= SMALLEST else "",
            service=titles.get(one.service, one.service)
            if by_service[one.service] >= SMALLEST
            else "",
            words=str(data["words"]),
        )
        for one, data in zip(rows, told, strict=True)
        if data.get("words")
    )
    return Tally(answers=len(asked), spreads=_spreads(told), words=said[:MOST_WORDS])


def _leaves_few(parts: Counter[str]) -> bool:
    """Tell whether the whole less the parts that can be told is somebody, and fewer than five."""
    left = sum(count for count in parts.values() if count < SMALLEST)
    return 0 < left < SMALLEST


def answers_in(acting: Acting, month: str) -> int:
    """Return how many answers of a month the viewer reads."""
    row = SurveyAnswer
    return acting.session.scalars(
        select(func.count())
        .select_from(row)
        .where(row.month == month, answers_read_by(acting.viewer))
    ).one()


def _spreads(told: Sequence[Mapping[str, Value]]) -> tuple[Spread, ...]:
    found = []
    for field in SURVEY.fields:
        if field.name in ("fees", "safe", "words", "call"):
            continue
        counts = Counter(str(data.get(field.name) or "") for data in told)
        found.append(_spread(field.name, _SCALES.get(field.name, FIVE), counts))
    return tuple(one for one in found if any(count for _word, count in one.counts))


def _spread(name: str, scale: Mapping[str, str], counts: Counter[str]) -> Spread:
    return Spread(
        name=name,
        label=SURVEY.field(name).label,
        counts=tuple((word, counts[code]) for code, word in scale.items()),
    )
