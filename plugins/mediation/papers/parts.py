"""The pieces all papers of a mediation are put together from.

A sheet is one value of words; ``documents/sheet.typ`` only lays it out. Names are printed, never an
address, a telephone or a number of identity: both sides get to see most of these papers.
"""

from collections.abc import Mapping, Sequence

from core.api import CaseView, ItemView, PartyView, Value, day_text, read_date
from plugins.mediation import locks


def sheet(
    item: ItemView,
    title: str,
    *,
    to: str = "",
    opening: str = "",
    facts: Sequence[tuple[str, str]] = (),
    parts: Sequence[Mapping[str, object]] = (),
    note: str = "",
    signs: Sequence[str] = (),
    letter: bool = False,
    seal: bool = True,
) -> Mapping[str, object]:
    """Return what ``sheet.typ`` asks for, in the name of the committee."""
    return {
        "office": office(item),
        "title": title,
        "to": to,
        "opening": opening,
        "facts": [list(pair) for pair in facts],
        "parts": list(parts),
        "note": note,
        "signs": list(signs),
        "letter": letter,
        "seal": seal,
    }


def words(heading: str, text: object) -> Mapping[str, object]:
    """Return a part of running text."""
    return {"heading": heading, "text": str(text or ""), "heads": [], "widths": [], "rows": []}


def table(
    heading: str, columns: Mapping[str, int], rows: Sequence[Sequence[str]]
) -> Mapping[str, object]:
    """Return a part with a table; *columns* name the heads and their share of the width."""
    return {
        "heading": heading,
        "text": "",
        "heads": list(columns),
        "widths": list(columns.values()),
        "rows": [list(row) for row in rows],
    }


def data_of(item: ItemView, form: str) -> Mapping[str, Value]:
    """Return the newest answers of *form*; raise LookupError when it was never filed."""
    record = item.latest(form)
    if record is None:
        raise LookupError(form)
    return record.data


def office(item: ItemView) -> str:
    """Return in whose name: the committee chosen, until then the point."""
    for form in ("mediation.agreement", "mediation.mediators"):
        record = item.latest(form)
        if record is not None:
            return str(record.data.get("committee") or "")
    return item.point.name if item.point else ""


def names(case: CaseView) -> Mapping[str, str]:
    """Return the names of the parties by id."""
    return {party.id: party.name for party in case.parties}


def listed(case: CaseView) -> str:
    """Return the disputants' names as one line."""
    return "、".join(party.name or "（未透露）" for party in disputants(case))


def disputants(case: CaseView) -> tuple[PartyView, ...]:
    """Return the people whose dispute it is."""
    return tuple(party for party in case.parties if party.role not in locks.BESIDE)


def label(form_options: Sequence[object], value: object) -> str:
    """Return the label of a stored choice."""
    for one in form_options:
        if getattr(one, "value", None) == value:
            return str(getattr(one, "label", ""))
    return ""


def day(value: Value) -> str:
    """Return a stored date as papers write it, "" for none."""
    return day_text(read_date(value))


def may_meet(case: CaseView) -> None:
    """Raise LookupError for a paper that would bring people together who may not be.

    Hard stops 1 and 2 and a protection order in force hold for papers too: a summons on the table
    is a sitting arranged (妇联规程 11; 人民调解法 17; 反家庭暴力法 29).
    """
    if case.stop_one or case.order_in_force:
        raise LookupError("never")
    if case.joint_closed or any(party.willing == "refused" for party in disputants(case)):
        raise LookupError("refused")
