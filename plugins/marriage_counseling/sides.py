"""What an item knows of each of the two: who agreed, who was seen alone, what is protected.

Nothing here is shown: a step asks it, and what a page draws of it is what its reader may read.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from core.api import CaseView, ItemView, PartyView, RecordView, Value, read_date, read_rows
from plugins.marriage_counseling.fields import FIVE, OF_AGE
from plugins.marriage_counseling.forms_screening import HERS

BESIDE = frozenset({"reporter", "invited", "agent", "minor_child", "guardian"})
"""Roles that stand beside a couple: they are not counselled."""
AFRAID = frozenset({"past", "now"})


def filed(item: ItemView, form: str, party: object = None) -> tuple[RecordView, ...]:
    """Return the records of a form, oldest first; those about *party* when one is named."""
    return tuple(
        one
        for one in item.records
        if one.form == f"marriage_counseling.{form}" and party in (None, one.data.get("party"))
    )


def newest(item: ItemView, form: str, party: object = None) -> Mapping[str, Value]:
    """Return the newest answers of *form*, empty when it was never filed."""
    found = filed(item, form, party)
    return found[-1].data if found else {}


def couple(case: CaseView) -> tuple[PartyView, ...]:
    """Return those whose marriage or family it is and who answer for themselves."""
    return tuple(one for one in case.parties if one.role not in BESIDE and not one.minor)


def agreed(item: ItemView, party: object) -> bool:
    """Tell whether this one's newest answer is yes."""
    return newest(item, "consent", party).get("answer") == "agreed"


def left(item: ItemView) -> bool:
    """Tell whether somebody would not take part, or stopped."""
    people = {one.data.get("party") for one in filed(item, "consent")}
    return any(newest(item, "consent", one).get("answer") != "agreed" for one in people)


def screened(item: ItemView, party: object) -> bool:
    """Tell whether this one was seen alone."""
    return bool(filed(item, "screen", party))


def sittings(item: ItemView) -> int:
    """Count what was filed of sittings, alone and together."""
    return len(filed(item, "session")) + len(filed(item, "joint"))


def parts_missing(item: ItemView, party: str) -> tuple[str, ...]:
    """Return which of 五环节 were ticked in none of this one's sittings, alone or together; nothing
    while there was none, or for whoever may not read what was done in them."""
    ticked = [
        {str(one) for one in parts}
        for record in item.records
        if _sat(record, party) and isinstance(parts := record.data.get("parts"), list)
    ]
    done = set().union(*ticked)
    return tuple(one.label for one in FIVE if one.value not in done) if done else ()


def _sat(record: RecordView, party: str) -> bool:
    if record.form.endswith(".session"):
        return record.data.get("party") == party
    here = {row.get("party") for row in read_rows(record.data.get("present"))}
    return record.form.endswith(".joint") and party in here


def of_age(item: ItemView) -> tuple[int, ...]:
    """Return the ages of the children whose own wish counts (民法典 1084)."""
    rows = read_rows(newest(item, "facts").get("children"))
    ages = [age for row in rows if isinstance(age := row.get("age"), int)]
    return tuple(age for age in ages if OF_AGE <= age < 18)


def child_unheard(item: ItemView) -> bool:
    """Tell whether where a child shall live was spoken of and the child is still to be heard."""
    said = ""
    for one in item.records:
        if one.form.endswith((".session", ".joint")) and one.data.get("custody") is True:
            said = str(one.data.get("child_wish"))
    return said == "later"


def next_at(item: ItemView) -> datetime | None:
    """Return the appointment both know of, None when there is none or they came since."""
    said: Value = None
    for one in item.records:
        if one.form.endswith((".booking", ".joint")):
            said = one.data.get("at") or one.data.get("next_at") or said
        elif one.form.endswith(".session"):
            said = None
    return datetime.fromisoformat(said) if isinstance(said, str) else None


def next_alone(item: ItemView, party: str) -> datetime | None:
    """Return when this one comes alone: where and when is nothing for the other to see."""
    said: Value = None
    for one in filed(item, "session", party):
        said = one.data.get("next_at") or said
    return datetime.fromisoformat(said) if isinstance(said, str) else None


def protected_until(said: Mapping[str, Value]) -> date | None:
    """Return the last day of a protection that ends (民法典 1082), None for one without a day."""
    since, kinds = read_date(said.get("since")), _chosen(said)
    if since is None or "pregnant" in kinds:
        return None
    ends = [_months_on(since, 12)] if "birth" in kinds else []
    ends += [_months_on(since, 6)] if "termination" in kinds else []
    return max(ends) if ends else None


def protected(said: Mapping[str, Value], today: date) -> frozenset[str]:
    """Return which protections hold today, of what she said when seen alone."""
    until = protected_until(said)
    gone = HERS if until is not None and until < today else frozenset[str]()
    return _chosen(said) - gone


def _chosen(said: Mapping[str, Value]) -> frozenset[str]:
    kinds = said.get("protection")
    return frozenset(str(one) for one in kinds) if isinstance(kinds, list) else frozenset()


def _months_on(day: date, months: int) -> date:
    """Return the corresponding day, the last of a month that has none (民法典 202)."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    return min(first + timedelta(days=day.day - 1), _month_end(first))


def _month_end(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
