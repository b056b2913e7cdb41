"""When an agreement takes effect: derived from the papers, never typed in (人民调解法 29, 30)."""

from collections.abc import Mapping
from datetime import date

from core.api import ItemView, RecordView, Value, read_date, read_rows


def last_signature(data: Mapping[str, Value]) -> date | None:
    """Return the last day among signatures, mediator's signature and seal; None when one is
    missing, because the agreement then has no effect yet."""
    days = [read_date(row.get("signed_on")) for row in read_rows(data.get("signatures"))]
    days += [read_date(data.get(name)) for name in ("mediator_signed_on", "sealed_on")]
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) and len(days) > 2 else None


def effective_on(item: ItemView) -> date | None:
    """Return the day the newest agreement of *item* took effect, None while it has not.

    A signing counts for the agreement it follows: redrafting one asks for new signatures.
    """
    signing: RecordView | None = None
    for record in reversed(item.records):
        if record.form == "mediation.signing" and signing is None:
            signing = record
        elif record.form == "mediation.agreement":
            if record.data.get("kind") == "oral":
                return read_date(record.data.get("agreed_on"))
            return last_signature(signing.data) if signing else None
    return None
