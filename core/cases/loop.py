"""Which parts of the loop of a special team were filed (全流程闭环: 排查、化解、教育、稳控)."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from core.cases.models import Record, RecordIndex
from core.cases.team_forms import LOOP
from core.db import prepared

_DONE = prepared(
    select(RecordIndex.text)
    .join(
        Record,
        (Record.county_id == RecordIndex.county_id) & (Record.id == RecordIndex.record_id),
    )
    .where(Record.case_id == bindparam("case"), RecordIndex.form == LOOP.key)
)


def loop_done(session: Session, case_id: str) -> frozenset[str]:
    """Return the parts of the loop that were filed."""
    return frozenset(text for text in session.scalars(_DONE, {"case": case_id}) if text)
