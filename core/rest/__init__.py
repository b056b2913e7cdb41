"""The JSON API, described by OpenAPI 3.1 (T/ZSM 4.3.1.1).

Thin on purpose: each call judges what was sent, runs one command of core.cases or one projection
of it, and answers. What a viewer may see is decided below, never here.
"""

from __future__ import annotations

from flask import Flask

# the calls exist once these are imported
from core.rest import (
    appointments,
    approvals,
    audit,
    cases,
    clues,
    codes,
    complaints,
    conferences,
    danger,
    day,
    duty,
    families,
    figures,
    files,
    flags,
    glass,
    improvements,
    items,
    joint,
    meetings,
    moves,
    opinions,
    papers,
    people,
    places,
    rating,
    referring,
    registers,
    settings,
    team,
    thanks,
    unsealing,
    visits,
    waiting,
)
from core.rest.spec import describe

__all__ = [
    "appointments",
    "approvals",
    "audit",
    "cases",
    "clues",
    "codes",
    "complaints",
    "conferences",
    "danger",
    "day",
    "duty",
    "families",
    "figures",
    "files",
    "flags",
    "glass",
    "improvements",
    "init_rest",
    "items",
    "joint",
    "meetings",
    "moves",
    "opinions",
    "papers",
    "people",
    "places",
    "rating",
    "referring",
    "registers",
    "settings",
    "team",
    "thanks",
    "unsealing",
    "visits",
    "waiting",
]


def init_rest(app: Flask) -> None:
    """Register the API and its description on *app*."""
    describe(app)
