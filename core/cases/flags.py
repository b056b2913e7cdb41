"""The flags of a case as its viewer may see them (标记): a restricted one goes with the content.

Nothing counts flags: they are told here, on the page of the case, and by the list of cases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.cases.acting import Acting
from core.cases.code_lists import labels
from core.cases.facts import Facts
from core.cases.lifecycle import By
from core.cases.loading import ENDED_STATES, Loaded
from core.cases.models import CaseFlag
from core.cases.reading import names_of
from core.privacy import Reach, shows

MARKING = frozenset(
    {By.LEAD, By.HANDLER, By.TRACKER, By.HOLDER_HEAD, By.SUPERIOR_HEAD, By.COUNTY_HEAD}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class FlagOut:
    """A flag, on or taken off; the words only where the content is open."""

    id: str
    code: str
    label: str
    restricted: bool
    reason: str
    set_at: datetime
    set_by: str
    off: str
    off_at: datetime | None
    off_by: str


def flag_labels(acting: Acting) -> Mapping[str, str]:
    """Return what the county calls its flags, disabled ones too."""
    return labels(acting.codes, "flag", acting.roster)


def flags_of(
    acting: Acting, loaded: Loaded, how_far: Reach, *, gone: bool = False
) -> tuple[FlagOut, ...]:
    """Return the flags that are on, with *gone* those taken off too, the newest first."""
    seen = shows(how_far)
    rows = [
        one
        for one in loaded.flags
        if seen.process and (seen.papers or not one.restricted) and (gone or one.off_at is None)
    ]
    if not rows:
        return ()
    titles = flag_labels(acting)
    names = names_of(acting, {*(one.set_by for one in rows), *(one.off_by for one in rows)})
    return tuple(
        FlagOut(
            id=one.id,
            code=one.code,
            label=titles.get(one.code, one.code),
            restricted=one.restricted,
            reason=(one.reason or "") if seen.papers else "",
            set_at=one.set_at,
            set_by=names.get(one.set_by, ""),
            off=(one.off or "") if seen.papers else "",
            off_at=one.off_at,
            off_by=names.get(one.off_by or "", ""),
        )
        for one in sorted(rows, key=lambda one: one.set_at, reverse=True)
    )


def may_mark(facts: Facts, loaded: Loaded) -> bool:
    """Tell whether the one who looks may set and take off flags: who works or leads the case, or a
    head above it, while it runs."""
    return bool(facts.relations & MARKING) and loaded.case.state not in ENDED_STATES


def on_now(loaded: Loaded, code: str) -> CaseFlag | None:
    """Return the flag of that code that is on."""
    return next((one for one in loaded.flags if one.code == code and one.off_at is None), None)
