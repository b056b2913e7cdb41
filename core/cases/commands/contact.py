"""Register how a party may safely be reached; the newest registration is what holds."""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.commands.filing import file_data, judged
from core.cases.contact_form import SAFE_CONTACT
from core.cases.errors import Forbidden, Invalid, Stale
from core.cases.history import note, routing
from core.cases.loading import Loaded, open_case
from core.cases.models import Record
from core.cases.once import earlier_answer, remember
from core.privacy import Reach, shows


def may_contact(acting: Acting, loaded: Loaded, how_far: Reach) -> bool:
    """Tell whether the one who acts works, leads or follows the case and sees its people."""
    case, owners = loaded.case, {item.owner_id for item in loaded.items}
    return shows(how_far).people and acting.me in {
        case.lead_id,
        case.handler_id,
        case.tracker_id,
        *owners,
    }


def file_safe_contact(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File what she said and let it hold from now on; raises Forbidden, Stale, Invalid."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "safe_contact", body)
    if known is not None:
        return acting.session.get_one(Record, (case.county_id, known))
    if not may_contact(acting, loaded, how_far):
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    data = judged(acting, loaded, acting.asked(SAFE_CONTACT), raw)
    person = next(
        (person for party, person in loaded.parties if party.id == data.get("party")), None
    )
    if person is None:
        raise Invalid({"party": ["这位没有留下姓名，登记不了"]})
    before = routing(case)
    record = file_data(acting, case, acting.asked(SAFE_CONTACT), data)
    person.safe_contact = {name: value for name, value in data.items() if name != "party"}
    case.version += 1
    note(
        acting,
        case,
        "safe_contact",
        before=before,
        text={"form": SAFE_CONTACT.title},
        detail={"record": record.id},
        quiet=True,
    )
    remember(acting, key, "safe_contact", body, record.id)
    acting.session.flush()
    return record
