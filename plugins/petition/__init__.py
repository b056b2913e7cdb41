"""家事信访: letters, visits, calls and 12338 in three lanes (T/ZSM 5.4.2, 信访工作条例).

A question is answered, a plea is coordinated, a grave wrong goes to those who may investigate; what
accuses someone never travels to the accused.
"""

from collections.abc import Iterable

from core.api import County, Figure, Period, Service, hookimpl
from plugins.petition.counting import figures as computed
from plugins.petition.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
