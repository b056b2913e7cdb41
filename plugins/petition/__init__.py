"""家事信访: letters, visits, calls and 12338 in three lanes (T/ZSM 5.4.2, 信访工作条例).

A question is answered, a plea is coordinated, a grave wrong goes to those who may investigate; what
accuses someone never travels to the accused.
"""

from collections.abc import Iterable

from core.api import County, Figure, IntakeView, Period, Service, Suggestion, hookimpl
from plugins.petition.counting import figures as computed
from plugins.petition.declaration import SERVICE

PETITIONED = frozenset({"hotline_12338", "letter"})


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def suggestions(intake: IntakeView) -> Iterable[Suggestion]:
    """Take what came as a petition for one: by the hotline or by letter (信访工作条例 17)."""
    if intake.channel in PETITIONED:
        yield Suggestion(service="petition", why="12338 来电、来信，按信访登记")


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
