"""What was filed about danger and is open to the one who prints it, without any address.

Restricted answers are for their author and who does the work; an address that the case knows is
taken out of every sentence, because people type it there (法发〔2022〕10号 四).
"""

from __future__ import annotations

from typing import Final

from core.cases.acting import Acting
from core.cases.filed_forms import Filed, filed_with
from core.cases.loading import Loaded
from core.cases.partitions import reads_restricted

HIDDEN: Final = "（住处保密）"
SHORTEST_ADDRESS: Final = 4
"""Characters from which on an address is one and not a word that stands everywhere."""


def opened(acting: Acting, loaded: Loaded, form: str) -> tuple[Filed, ...]:
    """Return what was filed with a form whose answers are for its author and who does the work."""
    return tuple(
        one
        for one in filed_with(acting, loaded, form)
        if reads_restricted(acting, loaded, one.record)
    )


def chosen(found: tuple[Filed, ...], record_id: str) -> Filed:
    for one in reversed(found):
        if record_id in ("", one.record.id):
            return one
    raise LookupError("nothing was filed")


def without_addresses(loaded: Loaded, text: str) -> str:
    """Return *text* without any address that the case knows."""
    for _party, person in loaded.parties:
        known = (person.address or "").strip() if person is not None else ""
        if len(known) >= SHORTEST_ADDRESS:
            text = text.replace(known, HIDDEN)
    return text
