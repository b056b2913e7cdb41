"""What was built and how to find it again: the accounts, points and cases of the tests' world."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from core.cases.numbers import check_character
from tests.authorization.cast import COUNTY

ANYWHERE = "990101-2026-ZZZZZZ-Z"


def number_of(tag: str, county: str = COUNTY) -> str:
    """A case number that is always the same for a tag."""
    symbols = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    digest = hashlib.sha256(tag.encode()).digest()
    body = f"{county}-2026-{''.join(symbols[one % 32] for one in digest[:6])}"
    return f"{body}-{check_character(body)}"


@dataclass(kw_only=True)
class Placed:
    """A case that was built: what its addresses are made of."""

    number: str
    case_id: str
    items: dict[str, str]
    measure: str = ""
    document: str = "0000000000000"


@dataclass(kw_only=True)
class World:
    """A database file with who and what is in it."""

    path: Path
    accounts: dict[str, str] = field(default_factory=dict)
    uniquifiers: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    points: dict[str, str] = field(default_factory=dict)
    far_points: dict[str, str] = field(default_factory=dict)
    cases: dict[str, Placed] = field(default_factory=dict)

    def copy(self, place: Path) -> Path:
        """Copy the database, so that a test may change it.

        Through SQLite and not as a file: an app may have it open, with half of what it wrote still
        in the log beside it.
        """
        with closing(sqlite3.connect(self.path)) as here, closing(sqlite3.connect(place)) as there:
            here.backup(there)
        return place
