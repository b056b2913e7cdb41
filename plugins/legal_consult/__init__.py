"""法律咨询: a lawyer's answer at the window, in one page (T/ZSM 5.4.4).

The thin service: declarations and four small rules, so that whoever writes the next one sees how
little is needed.
"""

from collections.abc import Iterable

from core.api import County, Figure, Period, Service, hookimpl
from plugins.legal_consult.counting import figures as computed
from plugins.legal_consult.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
