"""When a matter was found out and how many people came: asked for the figures, never required.

A window with a queue answers neither; what nobody said is counted apart and never guessed at
(T/ZSM 5.3.1, 6.1.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.cases.acting import Acting
from core.cases.commands.entering import day_of
from core.cases.errors import Invalid
from core.cases.models import CaseFile
from core.words import Value


def put_said(acting: Acting, case: CaseFile, data: Mapping[str, Value]) -> list[str]:
    """Keep what was said of both and return which of them changed; raises Invalid for a day that
    has not come."""
    found, came = day_of(data.get("found_on")), data.get("came")
    if found is not None and found > acting.today:
        raise Invalid({"found_on": ["这一天还没有到，请核对"]})
    said: dict[str, Any] = {"found_on": found, "came": came if isinstance(came, int) else None}
    changed = [name for name, value in said.items() if getattr(case, name) != value]
    for name in changed:
        setattr(case, name, said[name])
    return changed
