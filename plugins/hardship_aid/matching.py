"""The policy matcher: which programmes are worth a look, condition by condition (T/ZSM 5.4.7).

It answers 谁能给、给多少、要什么材料 from a table and what was told; who decides is named beside
each line, and the officer may write down something else than it proposes.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.api import StepContext, Value
from plugins.hardship_aid.conditions import MET, UNKNOWN, UNMET, Condition, Facts, facts_of
from plugins.hardship_aid.programmes import PROGRAMMES, Programme

ORDER = (MET, UNKNOWN, UNMET)


@dataclass(frozen=True, kw_only=True, slots=True)
class Explained:
    """A programme with the answer to each of its conditions. ``fit`` sums them up."""

    code: str
    programme: Programme
    answers: tuple[tuple[Condition, str], ...]

    @property
    def fit(self) -> str:
        said = {answer for _condition, answer in self.answers}
        return UNMET if UNMET in said else UNKNOWN if UNKNOWN in said or not said else MET


def explain(facts: Facts) -> tuple[Explained, ...]:
    """Return the programmes that serve a need which was named, the best founded first."""
    found = [
        Explained(
            code=code,
            programme=one,
            answers=tuple((each, each.judge(facts)) for each in one.conditions),
        )
        for code, one in PROGRAMMES.items()
        if one.serves & facts.needs
    ]
    return tuple(sorted(found, key=lambda one: ORDER.index(one.fit)))


def explained(ctx: StepContext) -> tuple[Explained, ...]:
    """Explain for the household of this item, by the county's own lines."""
    return explain(facts_of(ctx.item, ctx.settings))


def proposed(ctx: StepContext) -> Mapping[str, Value]:
    """Fill the list with what is not ruled out; what the officer changes or strikes stands."""
    rows: list[Value] = [
        {"programme": one.code, "fit": one.fit} for one in explained(ctx) if one.fit != UNMET
    ]
    return {"programmes": rows} if rows else {}
