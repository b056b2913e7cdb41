"""困难帮扶: find the need, name what could help, apply, follow through (T/ZSM 5.4.7, 社会救助法).

Programmes are explained, never decided here; help that cannot wait comes before its papers.
"""

from collections.abc import Iterable

from core.api import County, Figure, Period, Service, hookimpl
from plugins.hardship_aid.counting import figures as computed
from plugins.hardship_aid.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
