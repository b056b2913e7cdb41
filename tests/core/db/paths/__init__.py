"""Every way we know to a county's rows, and what must become of it; a room for each kind of way.

Importing a room declares its paths, so this page imports them all.
"""

from tests.core.db.paths import adding, around, changing, reading, relating
from tests.core.db.paths.declared import PATHS, REFUSALS, holdings, try_path

__all__ = [
    "PATHS",
    "REFUSALS",
    "adding",
    "around",
    "changing",
    "holdings",
    "reading",
    "relating",
    "try_path",
]
