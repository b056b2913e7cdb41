"""What of 附录A is known before anyone asks, and who may not stand on it (T/ZSM 5.5.1.2)."""

from __future__ import annotations

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.key_family_form import KEY_FAMILY
from core.cases.loading import Loaded
from core.cases.models import Record
from core.cases.partitions import reads_restricted
from core.people.models import Account
from core.words import Sensitivity, Value

RESTRICTED = frozenset(
    one.name for one in KEY_FAMILY.fields if one.sensitivity is Sensitivity.RESTRICTED
)


HEADS = ("applicant", "victim")
"""Whom the sheet is about until somebody says who the householder is."""


def newest(acting: Acting, loaded: Loaded) -> Record | None:
    """Return the sheet filed last on the case, None when there is none."""
    return acting.session.scalars(
        select(Record)
        .where(Record.case_id == loaded.case.id, Record.form == KEY_FAMILY.key)
        .order_by(Record.seq.desc(), Record.id.desc())
        .limit(1)
    ).first()


def known(acting: Acting, loaded: Loaded) -> dict[str, Value]:
    """Return the sheet as far as it is known and may be known to whoever asks: what was filed
    last, else what the case tells. The family's kind is for who filed it and who works the case."""
    filed = newest(acting, loaded)
    if filed is not None:
        told = dict(filed.data or {})
        if not reads_restricted(acting, loaded, filed):
            return {name: value for name, value in told.items() if name not in RESTRICTED}
        return told
    case = loaded.case
    level = acting.schemes.level(case.warning_scheme, case.warning)
    return {
        "head": next((party.id for party, _person in loaded.parties if party.role in HEADS), ""),
        "cause": case.summary or "",
        "tries": len(loaded.attempts),
        "danger": {"square": "high", "triangle": "middle"}.get(level.shape, "low") if level else "",
        "visit_every_days": level.visit_every_days if level else None,
    }


def barred_names(acting: Acting, loaded: Loaded) -> frozenset[str]:
    """Return the names nobody may be named by as 包联: staff whom she wished not to know of it."""
    wished = {str(one.get("name") or "").strip() for one in loaded.case.keep_away or ()}
    staff = acting.session.scalars(
        select(Account.name).where(Account.id.in_(loaded.barred_accounts))
    )
    return frozenset({*wished, *staff} - {""})
