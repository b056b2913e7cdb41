"""Files people bring: looked into, cleaned, sealed on disk, handed back as they are kept.

A mechanism beside documents: it knows what a file is and whose it is, and of a case only the id
it hangs on. Who may hang one on a case and who may read it is `core.cases.attachments`.
"""

from core.files.errors import CountyFull, FileRefused, NoRoom
from core.files.service import (
    chunks_of,
    digest,
    has_stale,
    read_whole,
    stage,
    staged_of,
    sweep,
    sweep_folder,
    take,
    withdraw,
)

__all__ = [
    "CountyFull",
    "FileRefused",
    "NoRoom",
    "chunks_of",
    "digest",
    "has_stale",
    "read_whole",
    "stage",
    "staged_of",
    "sweep",
    "sweep_folder",
    "take",
    "withdraw",
]
