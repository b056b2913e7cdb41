"""婚姻辅导: counselling before and in marriage, the cooling-off month included (T/ZSM 5.4.1).

Each spouse is first seen alone; only two who both want to, and neither of whom is afraid, sit down
together.
"""

from collections.abc import Iterable

from core.api import CaseView, County, Figure, Panel, Period, Service, Viewer, hookimpl
from plugins.marriage_counseling.beside import on_the_case
from plugins.marriage_counseling.counting import figures as computed
from plugins.marriage_counseling.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def panels(case: CaseView, viewer: Viewer) -> Iterable[Panel]:
    """Say until when an application can be taken back, while counselling runs."""
    return on_the_case(case)


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
