"""The thanks a case was given, as lists show them: what and when; who and what words stay in the
record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import Thanks
from core.cases.thanks_form import THANKS_KINDS
from core.db import prepared
from core.privacy import Reach, shows

_OF_CASE = prepared(
    select(Thanks.id, Thanks.record_id, Thanks.kind, Thanks.received_on)
    .where(Thanks.case_id == bindparam("case"))
    .order_by(Thanks.received_on, Thanks.id)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ThanksOut:
    """One word of thanks."""

    id: str
    record_id: str
    kind: str
    title: str
    received_on: date


def thanks_of(acting: Acting, loaded: Loaded, how_far: Reach) -> tuple[ThanksOut, ...]:
    """Return what was given, oldest first, to whoever may read the story of the case."""
    if not shows(how_far).story:
        return ()
    rows = acting.session.execute(_OF_CASE, {"case": loaded.case.id})
    return tuple(
        ThanksOut(
            id=row.id,
            record_id=row.record_id,
            kind=row.kind,
            title=THANKS_KINDS.get(row.kind, row.kind),
            received_on=row.received_on,
        )
        for row in rows
    )
