"""心理疏导: counselling for one, for a couple, for a group, and a crisis branch (T/ZSM 5.4.5).

A counsellor listens and accompanies; diagnosis and treatment belong to medicine (精神卫生法 23,
51). What is said stays with the counsellor who heard it.
"""

from collections.abc import Iterable

from core.api import CaseView, County, Figure, Panel, Period, Service, Viewer, hookimpl
from plugins.psych.beside import on_the_case
from plugins.psych.counting import figures as computed
from plugins.psych.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def panels(case: CaseView, viewer: Viewer) -> Iterable[Panel]:
    """Keep the helplines in sight on a case with counselling in it."""
    return on_the_case(case)


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
