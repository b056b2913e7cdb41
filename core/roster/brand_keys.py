"""The keys a ``brand.toml`` may hold and what each may be: a table, to be read whole.

A misspelt key would otherwise be a question nobody ever asks (T/ZSM 5.4).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """What one key may hold: a type of TOML, and for a text how long it may be."""

    kind: type
    must: bool = False
    most: int = 200


_TEXT, _LINE = Key(kind=str), Key(kind=str, most=40)
_LONG, _LIST, _TABLE = Key(kind=str, most=2000), Key(kind=list), Key(kind=dict)
_FLAG, _NUMBER = Key(kind=bool), Key(kind=int)
_NAME, _CODE = Key(kind=str, must=True, most=40), Key(kind=str, must=True, most=20)

BRAND = {
    "name": _NAME, "service": _NAME, "title": _NAME, "slogan": Key(kind=str, most=80),
    "logo": _LINE, "leader": _TABLE, "points": Key(kind=list, must=True), "fields": _LIST,
    "forms": _LIST, "steps": _LIST, "report_title": _LINE, "warning_scheme": _LINE,
    "warning": _TABLE,
}  # fmt: skip
LEADER = {"name": _NAME, "title": _LINE, "phone": _LINE, "intro": Key(kind=str, most=300)}
FIELD = {
    "name": _NAME, "label": Key(kind=str, must=True, most=60), "kind": _LINE,
    "purpose": Key(kind=str, must=True), "options": _TABLE,
    "required": _FLAG, "shown_when": _TABLE,
    "sensitivity": _LINE, "index": _FLAG, "help": _TEXT, "law": _TEXT, "fields": _LIST,
    "min_items": _NUMBER, "max_items": _NUMBER, "min_length": _NUMBER, "max_length": _NUMBER,
    "minimum": _NUMBER, "maximum": _NUMBER, "placeholder": _TEXT,
}  # fmt: skip
FORM = {
    "key": _NAME, "title": _NAME, "version": _NUMBER, "intro": _LONG, "about": _LINE,
    "fields": Key(kind=list, must=True),
}  # fmt: skip
STEP = {
    "name": _NAME, "title": _NAME, "form": _LINE, "roles": _LIST, "after": _LIST,
    "repeats": _FLAG, "help": _TEXT, "law": _TEXT,
}  # fmt: skip
WARNING = {
    "title": _NAME, "source": _LINE, "factors": _TABLE, "levels": Key(kind=list, must=True),
}  # fmt: skip
LEVEL = {
    "code": _CODE, "label": Key(kind=str, must=True, most=20), "shape": _NAME,
    "responsible": _LINE, "first_action_days": _NUMBER, "visit_every_days": _NUMBER,
    "help": Key(kind=str, most=100), "grounds": _LIST,
}  # fmt: skip
GROUND = {
    "code": _CODE, "text": Key(kind=str, must=True, most=60),
    "when": Key(kind=dict, must=True),
}  # fmt: skip
SAID = {str: "a text", list: "a list", dict: "a table", bool: "true or false", int: "a number"}
