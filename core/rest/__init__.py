"""The JSON API, described by OpenAPI 3.1 (T/ZSM 4.3.1.1).

Thin on purpose: each call judges what was sent, runs one command of core.cases or one projection
of it, and answers. What a viewer may see is decided below, never here.
"""

from __future__ import annotations

from flask import Flask

# the calls exist once these are imported
from core.rest import (
    approvals,
    audit,
    cases,
    clues,
    codes,
    conferences,
    danger,
    day,
    families,
    figures,
    files,
    flags,
    items,
    joint,
    meetings,
    moves,
    papers,
    people,
    places,
    rating,
    referring,
    registers,
    settings,
    team,
    thanks,
    visits,
    waiting,
)
from core.rest.spec import describe

__all__ = [
    "approvals",
    "audit",
    "cases",
    "clues",
    "codes",
    "conferences",
    "danger",
    "day",
    "families",
    "figures",
    "files",
    "flags",
    "init_rest",
    "items",
    "joint",
    "meetings",
    "moves",
    "papers",
    "people",
    "places",
    "rating",
    "referring",
    "registers",
    "settings",
    "team",
    "thanks",
    "visits",
    "waiting",
]


def init_rest(app: Flask) -> None:
    """Register the API and its description on *app*."""
    describe(app)
