"""What an item of legal aid already tells: whose it is, what is missing, what was decided.

Whoever may not read a restricted answer gets none here, so nothing below says "no" where it only
does not know: a victim is never taken for somebody who has to show her means (法律援助法 32).
"""

from collections.abc import Mapping
from datetime import date

from core.api import (
    CaseView,
    ItemView,
    RecordView,
    StepContext,
    Value,
    last_day,
    read_date,
    read_rows,
)
from plugins.legal_aid.choices import VIOLENT

SHORT_NOTICE_DAYS = 7
"""A period with fewer days left is one of article 44."""


def filed(item: ItemView, form: str) -> tuple[RecordView, ...]:
    """Return the records of a form of this service, oldest first."""
    return tuple(one for one in item.records if one.form == f"legal_aid.{form}")


def data_of(item: ItemView, form: str) -> Mapping[str, Value]:
    """Return the newest answers of *form*, empty when it was never filed."""
    record = item.latest(f"legal_aid.{form}")
    return record.data if record else {}


def answered(item: ItemView, form: str, name: str) -> Value:
    """Return the newest answer to one question, None for none."""
    return data_of(item, form).get(name)


def day_of(item: ItemView, form: str) -> date | None:
    """Return the day the newest record of *form* tells, None when it was never filed."""
    return read_date(answered(item, form, "on"))


def applicant(item: ItemView) -> str:
    """Return the id of whose aid it is, "" before the application."""
    return str(answered(item, "application", "applicant") or "")


def victim(item: ItemView) -> bool:
    """Say whether the applicant applied as a victim (32)."""
    return answered(item, "application", "victim") is True


def violent(data: Mapping[str, Value]) -> bool:
    """Say whether an application tells of violence, not of being left alone only."""
    harm = data.get("harm")
    return (
        data.get("victim") is True
        and isinstance(harm, list)
        and bool(VIOLENT & set(map(str, harm)))
    )


def must_report(item: ItemView) -> bool:
    """Say whether it was ever told here that somebody without full capacity was harmed (hard stop
    4; 反家庭暴力法 14, 未成年人保护法 11)."""
    return any(
        one.data.get("victim") is True and one.data.get("incapable") is True
        for one in filed(item, "application")
    )


def spared(data: Mapping[str, Value]) -> bool:
    """Say whether an application owes nothing about means (32, 42)."""
    return data.get("victim") is True or data.get("exempt") not in (None, "none")


def spared_item(item: ItemView) -> bool:
    """Say so of the application as it stands."""
    return spared(data_of(item, "application"))


def minor(case: CaseView, item: ItemView) -> bool:
    """Say whether the applicant is under age, as known of the party."""
    mine = applicant(item)
    return any(one.minor for one in case.parties if one.id == mine)


def cannot_wait(data: Mapping[str, Value], today: date) -> bool:
    """Say whether an application is one of article 44: less than seven days, or a measure."""
    left = days_left(data, today)
    return data.get("urgent_measure") is True or (
        left is not None and 0 <= left < SHORT_NOTICE_DAYS
    )


def days_left(data: Mapping[str, Value], today: date) -> int | None:
    """Return how many days the period of an application still has, None when none is known."""
    lapses = read_date(data.get("limitation_on"))
    return None if lapses is None else (lapses - today).days


def asked_for(item: ItemView) -> tuple[Mapping[str, Value], ...]:
    """Return the rows of the newest list of what has to be supplied."""
    return read_rows(answered(item, "missing", "papers"))


def told_by(item: ItemView, teller: object) -> int:
    """Count how often *teller* told what is missing."""
    return sum(one.data.get("by") == teller for one in filed(item, "missing"))


def waits_for_papers(item: ItemView) -> bool:
    """Say whether something was asked for and has not come in whole since."""
    waits = False
    for one in item.records:
        if one.form == "legal_aid.missing":
            waits = True
        elif one.form == "legal_aid.supplement":
            waits = waits and one.data.get("complete") is not True
    return waits


def owes_papers(item: ItemView) -> bool:
    """Say whether help came first and the centre's decision on it has not come since (44)."""
    owes = False
    for step in item.done:
        owes = step == "advance" or (owes and step != "decide")
    return owes


def decision(item: ItemView) -> str:
    """Return the decision that stands, "" while there is none: what the bureau set right falls."""
    said = ""
    for one in item.records:
        if one.form == "legal_aid.decision":
            said = str(one.data.get("decision") or "")
        elif one.form == "legal_aid.objection" and one.data.get("result") == "corrected":
            said = ""
    return said


def ended(item: ItemView) -> bool:
    """Say whether the aid was ended (48) and the bureau has not set that right since."""
    over = False
    for one in item.records:
        if one.form == "legal_aid.ending":
            over = True
        elif one.form == "legal_aid.objection" and one.data.get("result") == "corrected":
            over = False
    return over


def disputable(item: ItemView) -> bool:
    """Say whether there is something to object to: a refusal or an end of the aid (49)."""
    return decision(item) == "refused" or ended(item)


def objecting(item: ItemView) -> bool:
    """Say whether an objection is out and not answered."""
    records = filed(item, "objection")
    return bool(records) and records[-1].data.get("result") == "pending"


def undecided(item: ItemView) -> bool:
    """Say whether the centre still looks at it: afterwards nothing is asked for any more."""
    return not decision(item)


def given(item: ItemView) -> bool:
    """Say whether there is aid that may be ended: granted, or given in advance and undecided."""
    return decision(item) == "granted" or owes_papers(item)


def helped(item: ItemView) -> bool:
    """Say whether somebody works it: assigned, after a grant or in advance."""
    return "assign" in item.done


def until(ctx: StepContext, clock: str) -> date | None:
    """Return the last day of a running clock of this item, None when it does not run."""
    for one in ctx.case.clocks:
        if (one.code, one.item_id, one.state) == (clock, ctx.item.id, "running"):
            return last_day(one.due_at)
    return None


def other_side(case: CaseView) -> tuple[str, ...]:
    """Return the names of the other side, without spaces."""
    return tuple(
        plain(one.name)
        for one in case.parties
        if one.role in ("respondent", "alleged") and one.name
    )


def plain(name: object) -> str:
    """Return a name as names are compared."""
    return "".join(str(name or "").split())
