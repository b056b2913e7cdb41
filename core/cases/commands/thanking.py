"""Record that somebody gave thanks: a 锦旗, a letter, a word; also after the case is archived."""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.attachments import told_by_content
from core.cases.commands.filing import file_data, judged
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.history import note, routing
from core.cases.loading import Loaded, open_case
from core.cases.models import Record, Thanks
from core.cases.once import earlier_answer, remember
from core.cases.thanks_form import THANKS
from core.clocks import local_date
from core.people.roles import may
from core.words import CaseState, Objection, read_date

NOTHING_DONE = frozenset(
    {CaseState.CLUE.value, CaseState.NOT_ACCEPTED.value, CaseState.MERGED.value}
)


def may_thank(acting: Acting, loaded: Loaded) -> bool:
    """Tell whether the one who acts took the case in, works, leads or follows it."""
    case = loaded.case
    mine = acting.me in (case.first_handler_id, case.lead_id, case.handler_id, case.tracker_id)
    return mine and may(acting.viewer.roles, "case.move") and case.state not in NOTHING_DONE


def file_thanks(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Record:
    """File it; raises Forbidden, Stale, Invalid, or MoveRefused where nothing was done yet."""
    loaded, facts, _reach = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "data": told_by_content(acting, raw)}
    known = earlier_answer(acting, key, "thanks", body)
    if known is not None:
        return acting.session.get_one(Record, (case.county_id, known))
    if case.state in NOTHING_DONE:
        raise MoveRefused(Objection(text="本件没有办过，不登记感谢", citation="", code="state"))
    if not may_thank(acting, loaded):
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    data = judged(acting, loaded, THANKS, raw)
    day = read_date(data["on"])
    if day is None or day > acting.today:
        raise Invalid({"on": ["日期还没有到"]})
    if day < local_date(case.received_at):
        raise Invalid({"on": ["比登记日还早，请核对"]})
    if not data.get("party") and not data.get("giver"):
        raise Invalid({"party": ["写明是谁送的"]})
    before = routing(case)
    record = file_data(acting, case, THANKS, data)
    acting.session.add(
        Thanks(case_id=case.id, record_id=record.id, kind=str(data["kind"]), received_on=day)
    )
    case.version += 1
    note(acting, case, "thanks", before=before, detail={"kind": str(data["kind"])}, quiet=True)
    remember(acting, key, "thanks", body, record.id)
    acting.session.flush()
    return record
