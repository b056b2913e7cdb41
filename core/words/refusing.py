"""Short ways to pin a refusal to its field, with its article or 县规则 (T/ZSM 5.3.1)."""

from __future__ import annotations

from core.words.forms import read_date
from core.words.services import Objection, StepContext


def at_field(
    field: str, text: str, code: str, citation: str = "县规则", **values: str
) -> Objection:
    """Return an objection that stands at *field*; ``values`` fill the places of *text*."""
    return Objection(text=text, citation=citation, code=code, field_name=field, values=values)


def not_tomorrow(ctx: StepContext, field: str = "on") -> tuple[Objection, ...]:
    """Refuse a day that has not come: nothing is told, given or reported ahead of time."""
    day = read_date(ctx.data.get(field))
    if day is None or day <= ctx.today:
        return ()
    return (at_field(field, "日期还没有到。", "future_date"),)
