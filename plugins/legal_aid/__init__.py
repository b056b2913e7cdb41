"""法律援助: we help to apply and keep track; the centre decides (T/ZSM 5.4.6, 法律援助法).

A victim of violence is never asked about money.
"""

from collections.abc import Iterable

from core.api import County, Figure, Period, Service, hookimpl
from plugins.legal_aid.counting import figures as computed
from plugins.legal_aid.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
