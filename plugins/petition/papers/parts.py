"""The pieces the papers of a petition are made of; ``documents/sheet.typ`` only lays them out."""

from collections.abc import Mapping

from core.api import CaseView, ItemView, PartyView, Value
from plugins.petition import told

PETITIONERS = ("applicant", "reporter", "victim")
HIDDEN = "（要求保密）"


def filed(item: ItemView, form: str, **wanted: object) -> Mapping[str, Value]:
    """Return the newest answers of *form* with these answers; LookupError for none."""
    for record in reversed(told.filed(item, form)):
        if all(record.data.get(name) == one for name, one in wanted.items()):
            return record.data
    raise LookupError(form)


def petitioners(case: CaseView) -> tuple[PartyView, ...]:
    """Return who brought it, never the other side."""
    return tuple(one for one in case.parties if one.role in PETITIONERS)


def petitioner(case: CaseView, holder: str) -> PartyView:
    """Return whose copy it is; LookupError for anybody who did not bring it."""
    own = petitioners(case)
    found = next((one for one in own if one.id == holder), own[0] if own and not holder else None)
    if found is None:
        raise LookupError("not this person's petition")
    return found


def names(case: CaseView) -> str:
    """Return who brought it, for our own file."""
    return "、".join(one.name or "（未透露）" for one in petitioners(case)) or "（匿名）"


def confidential(case: CaseView, item: ItemView) -> bool:
    """Say whether another office must not learn who it was: as asked, and wherever it is grave."""
    asked = told.answered(item, "registration", "confidential") is True
    return asked or case.violence or told.severe(item)


def for_others(case: CaseView, item: ItemView) -> str:
    """Return who brought it, for another office."""
    return HIDDEN if confidential(case, item) else names(case)


def unnamed(case: CaseView, item: ItemView, text: Value) -> str:
    """Return *text* for another office, without the names of who asked not to be named."""
    said = str(text or "")
    if confidential(case, item):
        for one in petitioners(case):
            said = said.replace(one.name, "信访人") if one.name else said
    return said
