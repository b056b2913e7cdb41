"""家风培育: guidance for parents and the others at home, asked for or ordered (T/ZSM 5.4.8).

Free, and never a punishment; but where a child is hurt, guidance gives way to protection
(家庭教育促进法 31, 49, 53).
"""

from collections.abc import Iterable

from core.api import County, Figure, Period, Service, hookimpl
from plugins.family_education.counting import figures as of_families
from plugins.family_education.counting_books import figures as of_books
from plugins.family_education.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    yield from of_families(period)
    yield from of_books(period)
