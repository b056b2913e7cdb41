"""One short way to pin a refusal to the field it is about, with its article or 县规则."""

from core.api import Objection


def at_field(
    field: str, text: str, code: str, citation: str = "县规则", **values: str
) -> Objection:
    """Return an objection that stands at *field*; ``values`` fill the places of *text*."""
    return Objection(text=text, citation=citation, code=code, field_name=field, values=values)
