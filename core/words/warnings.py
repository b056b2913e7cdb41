"""Warning schemes: how a place grades families at risk, as data (T/ZSM 5.5.3.1; no national scale).

A scheme only proposes. A person decides, gives a reason, and answers for it (个人信息保护法 24).
"""

from __future__ import annotations

from dataclasses import dataclass

from core.words.forms import Condition, Option


@dataclass(frozen=True, kw_only=True, slots=True)
class Ground:
    """Why a level is proposed. ``when`` is a condition over what core knows of the case
    (``WARNING_FACTS``) and over ``factors``, what the one who rates has ticked."""

    code: str
    text: str
    when: Condition


@dataclass(frozen=True, kw_only=True, slots=True)
class WarningLevel:
    """One level. ``shape`` is how it is drawn: square, triangle, circle or ring, never by colour
    alone. ``responsible`` is the level of the point that answers for it; ``first_action_days`` are
    working days (0 = the same day), ``visit_every_days`` natural days; None = left to the place."""

    code: str
    label: str
    shape: str
    responsible: str = ""
    first_action_days: int | None = None
    visit_every_days: int | None = None
    grounds: tuple[Ground, ...] = ()
    help: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WarningScheme:
    """A set of levels from the lightest to the gravest: the place in the tuple is the rank, so that
    一级 may be the lightest here and the gravest elsewhere. ``factors`` are what a person ticks."""

    code: str
    title: str
    levels: tuple[WarningLevel, ...]
    factors: tuple[Option, ...] = ()
    source: str = ""

    def level(self, code: str) -> WarningLevel:
        """Return the level *code*; raise KeyError when the scheme has none such."""
        return self.levels[self.rank(code)]

    def rank(self, code: str) -> int:
        """Return how grave the level *code* is, 0 the lightest; raise KeyError for no level."""
        for place, one in enumerate(self.levels):
            if one.code == code:
                return place
        raise KeyError(code)

    def below_gravest(self, code: str) -> int:
        """Return how many levels are graver than *code*; raise KeyError for no level."""
        return len(self.levels) - 1 - self.rank(code)


WARNING_FACTS = (
    "stop_one",
    "violence",
    "minor_victim",
    "report_due",
    "danger",
    "flags",
    "scenario",
    "scenarios",
    "found",
    "duty",
    "settled",
    "tried_in_vain",
    "tried_often",
    "beyond_village",
    "promise_refused",
    "factors",
)
"""What a ground may ask about: flags of danger, situations, what the last visit found, whether a
duty to visit is open, whether it is settled, was tried in vain (once, three times), went beyond
the village, a promise was refused, and the factors that were ticked."""
