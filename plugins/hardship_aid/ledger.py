"""Where each programme stands in an item: asked for, decided, given (帮扶清单, 帮扶台账)."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.api import ItemView, RecordView, Value, read_rows
from plugins.hardship_aid.programmes import PROGRAMMES

REFUSED, GRANTED = "refused", "granted"
FIRST = "temporary"
"""Under which programme the help is counted that came before its papers."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """One line of the ledger."""

    programme: str
    data: Mapping[str, Value]

    @property
    def fen(self) -> int:
        amount = self.data.get("amount")
        return amount if isinstance(amount, int) else 0


def filed(item: ItemView, form: str) -> tuple[RecordView, ...]:
    """Return the records of a form of this service, oldest first."""
    return tuple(one for one in item.records if one.form == f"hardship_aid.{form}")


def last(item: ItemView, form: str, programme: str) -> Mapping[str, Value]:
    """Return the newest answers of *form* about *programme*, empty when there are none."""
    for record in reversed(filed(item, form)):
        if record.data.get("programme") == programme:
            return record.data
    return {}


def decision(item: ItemView, programme: str) -> str:
    """Return ``granted``, ``refused``, or "" while the newest application is undecided."""
    said = ""
    for record in item.records:
        if record.data.get("programme") != programme:
            continue
        if record.form == "hardship_aid.application":
            said = ""
        elif record.form == "hardship_aid.decision":
            said = str(record.data.get("decision"))
    return said


def applied(item: ItemView) -> tuple[str, ...]:
    """Return the programmes that were applied for, in order, each once."""
    codes = (str(one.data.get("programme")) for one in filed(item, "application"))
    return tuple(dict.fromkeys(codes))


def pending(item: ItemView) -> tuple[str, ...]:
    """Return the programmes whose decision is still out."""
    return tuple(code for code in applied(item) if not decision(item, code))


def given(item: ItemView) -> tuple[Given, ...]:
    """Return the ledger, oldest line first; what was given before its papers comes along."""
    lines = []
    for record in item.records:
        if record.form == "hardship_aid.delivery":
            code = str(record.data.get("programme") or "other")
            lines.append(Given(programme=code, data=record.data))
        elif record.form == "hardship_aid.first_aid":
            lines.append(Given(programme=FIRST, data=record.data))
    return tuple(lines)


def matched(item: ItemView) -> tuple[Mapping[str, Value], ...]:
    """Return the rows of the newest list of programmes."""
    record = item.latest("hardship_aid.matching")
    return read_rows(record.data.get("programmes")) if record else ()


def on_the_list(item: ItemView) -> tuple[str, ...]:
    """Return every programme of this household: matched, applied for or given."""
    codes = [str(row.get("programme")) for row in matched(item)]
    codes += [*applied(item), *(one.programme for one in given(item))]
    return tuple(code for code in dict.fromkeys(codes) if code in PROGRAMMES)


def papers_owed(item: ItemView) -> bool:
    """Tell whether something was given first and its papers have not come in since (50)."""
    owed = False
    for step in item.done:
        owed = step == "first_aid" or (owed and step != "papers")
    return owed
