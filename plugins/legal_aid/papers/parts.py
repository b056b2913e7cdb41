"""Whose a paper is, and what several of them say alike."""

from collections.abc import Mapping

from core.api import CaseView, ItemView, PartyView, Value, label, read_rows, table, yuan_text
from core.api import Paper as Paper
from plugins.legal_aid import told
from plugins.legal_aid.choices import SORTS, STATES

FREE = "法律援助不收费。有不清楚的可以打 12348。"


def data_of(item: ItemView, form: str, **wanted: object) -> Mapping[str, Value]:
    """Return the newest answers of *form* with these answers; LookupError for none."""
    for record in reversed(told.filed(item, form)):
        if all(record.data.get(name) == one for name, one in wanted.items()):
            return record.data
    raise LookupError(form)


def hers(case: CaseView, item: ItemView, holder: str = "") -> PartyView:
    """Return whose aid it is; LookupError for a copy in anybody else's hand."""
    mine = told.applicant(item)
    if not mine or (holder and holder != mine):
        raise LookupError("not this person's aid")
    found = next((one for one in case.parties if one.id == mine), None)
    if found is None:
        raise LookupError("no longer in the case")
    return found


def money(value: Value) -> str:
    """Return fen as yuan, "" for none."""
    return yuan_text(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def count(value: Value, unit: str) -> str:
    """Return a number with its unit, "" for none."""
    return f"{value} {unit}" if isinstance(value, int) and not isinstance(value, bool) else ""


def materials(item: ItemView, *states: str) -> Paper:
    """Return the list of papers of the application in these states."""
    rows = [
        (label(SORTS, row.get("sort")), str(row.get("name") or ""), label(STATES, row.get("state")))
        for row in read_rows(told.answered(item, "application", "materials"))
        if row.get("state") in states
    ]
    return table("材料清单", {"哪一类": 4, "名称": 5, "有没有": 2}, rows)
