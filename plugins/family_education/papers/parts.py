"""What several papers of family education ask the item alike."""

from collections.abc import Mapping

from core.api import CaseView, ItemView, Value, label
from plugins.family_education import told
from plugins.family_education.choices import KIN


def data_of(item: ItemView, form: str) -> Mapping[str, Value]:
    """Return the newest answers of *form*; raise LookupError when it was never filed."""
    data = told.data_of(item, form)
    if not data:
        raise LookupError(form)
    return data


def adults(case: CaseView, item: ItemView) -> str:
    """Return the guardians as one line: name and what they are to the child."""
    return "、".join(
        f"{name or '（未透露）'}（{label(KIN, kin)}）"
        for _party, name, kin in told.guardians(case, item)
    )


def holder_name(case: CaseView, item: ItemView, holder: str) -> str:
    """Return whose copy it is, all guardians where it is nobody's; raise LookupError for anybody
    who is no guardian of the child: what the other side does with it is not theirs to hold."""
    known = told.guardians(case, item)
    if not holder:
        return "、".join(name for _party, name, _kin in known if name)
    for party, name, _kin in known:
        if party == holder:
            return name
    raise LookupError("not this family's")


def count(value: Value, unit: str) -> str:
    """Return a number with its unit, "" for none."""
    return f"{value} {unit}" if isinstance(value, int) and not isinstance(value, bool) else ""
