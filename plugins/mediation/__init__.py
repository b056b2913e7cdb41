"""家事调解: people's mediation of a family dispute, from application to performance (T/ZSM 5.4.3).

The thick service: it brings both sides together, so every rule that keeps a frightened person away
from the table is here, above what core locks for everyone (人民调解法 17, 妇联规程 11).
"""

from collections.abc import Iterable

from core.api import (
    CaseView,
    County,
    Figure,
    Filing,
    Move,
    Objection,
    Period,
    Service,
    Step,
    hookimpl,
)
from plugins.mediation import locks
from plugins.mediation.counting import figures as computed
from plugins.mediation.declaration import SERVICE


@hookimpl
def service() -> Service:
    """Declare the service."""
    return SERVICE


@hookimpl
def objections(case: CaseView, act: Move | Step | Filing) -> Iterable[Objection]:
    """Let no attempt begin before 受理审查."""
    return locks.before_attempt(case, act)


@hookimpl
def figures(county: County, period: Period) -> Iterable[Figure]:
    """Compute what is declared."""
    return computed(period)
