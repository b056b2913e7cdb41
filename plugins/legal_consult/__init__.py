"""法律咨询: a lawyer's answer at the window, in one page (T/ZSM 5.4.4).

What is asked is answered and closed with one save. Only what was promised in writing keeps the item
open: an opinion, a drafted paper, an application for a protection order.
"""

from collections.abc import Iterable

from core.api import CaseView, County, Figure, Panel, Period, Service, Viewer, hookimpl
from plugins.legal_consult.beside import on_the_case
from plugins.legal_consult.counting import figures as computed
from plugins.legal_consult.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def panels(case: CaseView, viewer: Viewer) -> Iterable[Panel]:
    """Keep the number of legal aid in sight while a consultation runs."""
    return on_the_case(case)


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
