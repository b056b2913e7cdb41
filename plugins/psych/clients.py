"""What an item knows of each of its clients: asked, agreed, seen, missed, at risk."""

from collections.abc import Mapping
from datetime import datetime

from core.api import CaseView, ItemView, RecordView, Value
from plugins.psych.fields import HIGH

NO_SHOWS = 3
PARTNERS = frozenset({"spouse", "ex_spouse", "cohabitant", "dating", "ex_dating"})
OTHER_SIDE = frozenset({"respondent", "alleged"})
SAID = ("risk", "risk_self", "risk_other", "asked")
"""In which answers of which form ever a risk is told."""
SETTLED = frozenset({"calm", "hospital"})


def filed(item: ItemView, form: str, client: object = None) -> tuple[RecordView, ...]:
    """Return the records of a form, oldest first; those about *client* when one is named."""
    return tuple(
        one
        for one in item.records
        if one.form == f"psych.{form}" and client in (None, one.data.get("client"))
    )


def newest(item: ItemView, form: str, client: object = None) -> Mapping[str, Value] | None:
    """Return the newest answers of *form*, None when it was never filed."""
    found = filed(item, form, client)
    return found[-1].data if found else None


def clients_of(item: ItemView) -> tuple[str, ...]:
    """Return whom the item is for, in the order they came."""
    named = (one.data.get("client") for one in item.records)
    return tuple(dict.fromkeys(str(one) for one in named if one))


def agreed(item: ItemView, client: object) -> bool:
    """Tell whether *client* said yes and has not taken it back (个人信息保护法 15)."""
    said = False
    for one in item.records:
        if one.data.get("client") == client:
            said = one.form == "psych.consent" or (said and one.form != "psych.withdrawal")
    return said


def minor(case: CaseView, item: ItemView, client: object) -> bool:
    """Tell whether *client* is under age: as known of the party, or as it was booked."""
    booked = newest(item, "booking", client)
    said = booked is not None and booked.get("client_kind") == "minor"
    return said or any(party.minor for party in case.parties if party.id == client)


def couple(case: CaseView, one: object, other: object) -> bool:
    """Tell whether two parties are or were each other's partner; told from the applicant on."""
    relation = {party.id: party.relation for party in case.parties}
    pair = {relation.get(str(one), ""), relation.get(str(other), "")}
    return "self" in pair and bool(pair & PARTNERS)


def opposed(case: CaseView, one: object, other: object) -> bool:
    """Tell whether one of two parties came and the other is who is complained of."""
    role = {party.id: party.role for party in case.parties}
    return (role.get(str(one)) in OTHER_SIDE) != (role.get(str(other)) in OTHER_SIDE)


def together(case: CaseView, *both: object) -> bool:
    """Tell whether each of these said in some counselling of the case to want to talk together."""
    said = [
        [newest(item, "consent", one) for item in case.items if item.service == "psych"]
        for one in both
    ]
    return all(any(one and one.get("together") is True for one in own) for own in said)


def harmed(case: CaseView) -> bool:
    """Tell whether somebody in the case is afraid of somebody else in it."""
    return case.violence or case.stop_one or case.order_in_force


def missed(item: ItemView, client: object) -> int:
    """Count the sessions *client* missed in a row since the newest appointment."""
    count = 0
    for one in item.records:
        if one.data.get("client") != client:
            continue
        if one.form == "psych.booking":
            count = 0
        elif one.form == "psych.session":
            count = count + 1 if one.data.get("came") == "no" else 0
    return count


def attended(item: ItemView, client: object) -> tuple[RecordView, ...]:
    """Return the sessions *client* came to, oldest first."""
    return tuple(one for one in filed(item, "session", client) if one.data.get("came") == "yes")


def at_risk(item: ItemView) -> tuple[str, ...]:
    """Return the clients whose newest word about danger is not a settled one."""
    found: dict[str, bool] = {}
    for one in item.records:
        client = str(one.data.get("client"))
        if one.form == "psych.crisis":
            found[client] = one.data.get("now") not in SETTLED
        elif HIGH & {one.data.get(name) for name in SAID}:
            found[client] = True
    return tuple(client for client, open_ in found.items() if open_)


def unadvised(item: ItemView) -> tuple[str, ...]:
    """Return the clients who may need a doctor and were not told so yet (精神卫生法 23)."""
    waiting: dict[str, bool] = {}
    for one in item.records:
        client = str(one.data.get("client"))
        if one.form == "psych.intake":
            waiting[client] = one.data.get("suspected") is True
        elif one.form == "psych.referral":
            waiting[client] = False
    return tuple(client for client, open_ in waiting.items() if open_)


def moment(value: Value) -> datetime | None:
    """Return a stored moment, None when there is none."""
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None
