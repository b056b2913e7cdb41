"""The desk: one-window intake, queue, and the pages of a case (T/ZSM 5.3.1)."""

from core.desk import (  # noqa: F401  importing them registers their views
    acts,
    appointments,
    approvals,
    calendar,
    clues,
    complaining,
    conferring,
    contact,
    danger,
    day,
    dossiers,
    duty,
    evaluation,
    families,
    files,
    flags,
    glass,
    improving,
    intake,
    items,
    joint,
    meetings,
    moves,
    opinions,
    own_forms,
    pages,
    papers,
    protection,
    rating,
    referring,
    registers,
    tables,
    team,
    thanking,
    unsealing,
    visits,
)
from core.desk.blueprints import cases, desk
from core.desk.brands import brands

__all__ = ["brands", "cases", "desk"]
