"""A refusal pinned to the field it is about, with the rule it comes from."""

from core.api import Objection

LOCAL = "县规则"


def at(field_name: str, text: str, code: str, citation: str = LOCAL) -> Objection:
    """Object at *field_name*; *citation* is an article, else it says that the rule is local."""
    return Objection(text=text, citation=citation, code=code, field_name=field_name)
