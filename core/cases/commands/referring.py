"""转介: send a letter to another body, and register what came back (T/ZSM 5.5.2.2, 5.6.1).

A letter ends with a written answer only; a body that does not take the matter gives it back, and
whoever works the case is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.cases.acting import Acting
from core.cases.attachments import told_by_content
from core.cases.commands.contact import may_contact
from core.cases.commands.filing import file_data, judged
from core.cases.commands.sent import must_go_on
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale, Unknown
from core.cases.history import note, routing
from core.cases.loading import Loaded, open_case
from core.cases.models import Record, Referral
from core.cases.once import earlier_answer, remember
from core.cases.referral_form import (
    CONSENT,
    DUTY_BOUND,
    NEEDS,
    OPEN,
    REFERRAL,
    REFERRAL_REPLY,
    REPORTED_TO,
)
from core.cases.referring import owns, shown
from core.cases.sent_letters import Letter, kept_from, move_on, send
from core.clocks import local_date
from core.points.partners import Partner
from core.privacy import Reach, shows
from core.words import Objection, Value, read_date

CHILD = 14
"""Under this age a guardian consents (个人信息保护法 31)."""


def may_refer(acting: Acting, loaded: Loaded, how_far: Reach) -> bool:
    """Tell whether the one who acts reads the case whole and works, leads or follows it."""
    return shows(how_far).papers and may_contact(acting, loaded, how_far)


def send_referral(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Referral:
    """Send a letter; raises Forbidden, Stale, MoveRefused for a case that has ended, Invalid."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "referral", body)
    if known is not None:
        return acting.session.get_one(Referral, (case.county_id, known))
    if not may_refer(acting, loaded, how_far):
        raise Forbidden(number)
    must_go_on(facts, version)
    data = judged(acting, loaded, REFERRAL, raw)
    partner = _receiver(acting, loaded, str(data["to"]))
    _may_be_told(acting, loaded, partner, data)
    before = routing(case)
    record = file_data(acting, case, REFERRAL, data)
    row = send(
        acting,
        loaded,
        Letter(
            to=partner,
            party_id=str(data["party"]),
            record_id=record.id,
            urgency=str(data["urgency"]),
            basis=str(data["basis"]),
        ),
    )
    _told(acting, loaded, before, "referral_sent", row, record)
    remember(acting, key, "referral", body, row.id)
    acting.session.flush()
    return row


def answer_referral(
    acting: Acting,
    number: str,
    referral_id: str,
    version: int,
    raw: Mapping[str, object],
    *,
    key: str = "",
) -> Referral:
    """Register what became of a letter; raises Unknown, Forbidden, Stale, Invalid, or MoveRefused
    once it has ended."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    body = {"number": number, "referral": referral_id, "data": told_by_content(acting, raw)}
    row = next((one for one in loaded.referrals if one.id == referral_id), None)
    sends = may_refer(acting, loaded, how_far)
    if not sends and not (row is not None and owns(acting, loaded, row)):
        raise Forbidden(number)
    if row is None or not shown(acting, loaded, row):
        raise Unknown(referral_id)
    if earlier_answer(acting, key, "referral_reply", body) is not None:
        return row
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    if row.state not in OPEN:
        raise MoveRefused(
            Objection(text="这一封已经有了结果", citation="T/ZSM 5.6.1", code="answered")
        )
    data = judged(acting, loaded, REFERRAL_REPLY, raw)
    on = _day_of(acting, row, data)
    before = routing(case)
    record = file_data(acting, case, REFERRAL_REPLY, data)
    record.about = row.party_id  # what came back is of the one it was sent for
    stage = str(data["stage"])
    move_on(acting, loaded, row, stage, on)
    _told(acting, loaded, before, f"referral_{stage}", row, record)
    remember(acting, key, "referral_reply", body, row.id)
    acting.session.flush()
    return row


def _receiver(acting: Acting, loaded: Loaded, name: str) -> Partner:
    """Return the body of the county's list. One she wants kept from it is none for this case, nor
    is one that is the other side itself (信访工作条例 30)."""
    found = next((one for one in acting.settings["partners"] if one["name"] == name), None)
    if found is None or kept_from(loaded, name):
        raise Invalid({"to": ["请从列出的单位里另选一家"]})
    return found


def _may_be_told(
    acting: Acting, loaded: Loaded, partner: Partner, data: Mapping[str, Value]
) -> None:
    """Raise Invalid where the ground does not carry, or more is told than the receiver needs."""
    kind, basis = partner["kind"], data.get("basis")
    wrong: dict[str, list[str]] = {}
    if data.get("facts") and "facts" not in NEEDS[kind]:
        wrong["facts"] = ["这类单位办这件事不用知道经过，请删去（个人信息保护法第6条）"]
    if basis == "report" and kind not in REPORTED_TO:
        wrong["basis"] = ["强制报告向公安、民政、教育、检察机关作；给这家单位要本人单独同意"]
    if basis == "duty" and kind not in DUTY_BOUND:
        wrong["basis"] = ["这家单位没有相应的法定职责，要本人单独同意（个人信息保护法第29条）"]
    if basis == CONSENT:
        given = read_date(data.get("consent_on"))
        if given is not None and given > acting.today:
            wrong["consent_on"] = ["这一天还没有到"]
        person = next((one for party, one in loaded.parties if party.id == data["party"]), None)
        born = person.birth_date if person is not None else None
        if born is not None and _age(born, acting.today) < CHILD and not data.get("guardian"):
            wrong["guardian"] = ["不满十四周岁的，写同意的监护人（个人信息保护法第31条）"]
    if wrong:
        raise Invalid(wrong)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _day_of(acting: Acting, row: Referral, data: Mapping[str, Value]) -> date:
    on = read_date(data.get("on"))
    assert on is not None  # noqa: S101  judged: required
    if on > acting.today:
        raise Invalid({"on": ["这一天还没有到"]})
    if on < local_date(row.sent_at):
        raise Invalid({"on": ["不能早于寄出那天"]})
    return on


def _told(
    acting: Acting,
    loaded: Loaded,
    before: Mapping[str, object],
    kind: str,
    row: Referral,
    record: Record,
) -> None:
    case = loaded.case
    case.version += 1
    note(
        acting,
        case,
        kind,
        before=before,
        detail={"referral": row.id, "record": record.id},
        quiet=True,
    )
