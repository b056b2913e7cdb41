"""Collect what goes into the papers about danger, for who works the case and nobody else.

They stay in the file: found in her bag they would tell him that she asked for help, and he may ask
for a copy of whatever lies about (反家庭暴力法 13; 法发〔2022〕10号 四; decision 0044). An address
known here is never printed, not even where somebody typed it into a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.casework_forms import FOLLOW_UP, REPORT_RECORD
from core.cases.danger.classes import CLASSES, class_so_far
from core.cases.danger.gaps import DANGER_MEASURE, DEMANDS, HOW
from core.cases.danger.scale import DANGER_SCALE, DEVELOPERS, GRADES, ITEMS, SPECIAL, score_of
from core.cases.danger.sheet import may_scale, protected
from core.cases.facts import Facts
from core.cases.filed_forms import Filed, filed_with
from core.cases.loading import Loaded
from core.cases.models import FollowUp, Protection
from core.cases.paperwork import Collector, office, point_of, situation_of
from core.cases.partitions import reads_restricted
from core.cases.protection import protections_of
from core.cases.protection_form import MADE, ORDER, PROTECTION, STAGES
from core.cases.reading import names_of
from core.cases.referral_form import STATES
from core.cases.referring import shown
from core.clocks import local_date
from core.documents.schemas import (
    DangerRegister,
    DangerScaleSheet,
    DutyReport,
    FamilyMember,
    Labelled,
    MadeVisit,
    OrderReturn,
    OrderVisit,
    ScaleLine,
    Step,
)
from core.documents.wording import day_text, moment_text
from core.families.models import Person
from core.words import (
    CASE_STATES,
    CHANNELS,
    DANGER_FLAGS,
    PARTY_ROLES,
    RELATIONS,
    SCENARIOS,
    CaseState,
    read_date,
)

SEXES: Final = {"F": "女", "M": "男"}
HIDDEN: Final = "（住处保密）"
SHORTEST_ADDRESS: Final = 4
"""Characters from which on an address is one and not a word that stands everywhere."""
RETURN_AHEAD: Final = timedelta(days=7)
"""How long before its end the last visit under an order may be told to the court."""


def hands(loaded: Loaded) -> str:
    """Return who works the case: the handler, the lead while there is none."""
    return loaded.case.handler_id or loaded.case.lead_id


def may_keep(acting: Acting, loaded: Loaded, name: str) -> bool:
    """Tell whether the one who acts may issue this kind; what is open to them of it is for the
    collector to say."""
    if name in ("danger_scale_sheet", "duty_report"):
        return may_scale(acting, loaded)
    works = acting.me == hands(loaded)
    return works or (
        name in ("order_visit", "order_return") and acting.me == loaded.case.tracker_id
    )


def choices_of(
    acting: Acting, loaded: Loaded, name: str
) -> tuple[tuple[str, datetime], ...] | None:
    """Return the filed forms a paper of one of them may tell, the newest first; () for a paper of
    the whole, None when there is nothing to print."""
    if name == "danger_register":
        return ()
    if name == "order_return":
        return () if _returned(acting, loaded) is not None else None
    found = _FILED[name](acting, loaded)
    return tuple((one.record.id, one.record.filed_at) for one in reversed(found)) or None


def _scales(acting: Acting, loaded: Loaded) -> tuple[Filed, ...]:
    return _open(acting, loaded, DANGER_SCALE.key)


def _reports(acting: Acting, loaded: Loaded) -> tuple[Filed, ...]:
    return _open(acting, loaded, REPORT_RECORD.key)


def _visits(acting: Acting, loaded: Loaded) -> tuple[Filed, ...]:
    orders = _orders(acting, loaded)
    made = {one.record_id for one in loaded.follow_ups if _order_of(orders, one) is not None}
    if not made:
        return ()
    return tuple(one for one in filed_with(acting, loaded, FOLLOW_UP.key) if one.record.id in made)


_FILED: Mapping[str, Callable[[Acting, Loaded], tuple[Filed, ...]]] = {
    "danger_scale_sheet": _scales,
    "duty_report": _reports,
    "order_visit": _visits,
}


def _open(acting: Acting, loaded: Loaded, form: str) -> tuple[Filed, ...]:
    """Return what was filed with a form whose answers are for its author and who does the work."""
    return tuple(
        one
        for one in filed_with(acting, loaded, form)
        if reads_restricted(acting, loaded, one.record)
    )


def _chosen(found: tuple[Filed, ...], record_id: str) -> Filed:
    for one in reversed(found):
        if record_id in ("", one.record.id):
            return one
    raise LookupError("nothing was filed")


def without_addresses(loaded: Loaded, text: str) -> str:
    """Return *text* without any address that the case knows."""
    for _party, person in loaded.parties:
        known = (person.address or "").strip() if person is not None else ""
        if len(known) >= SHORTEST_ADDRESS:
            text = text.replace(known, HIDDEN)
    return text


def scale_sheet(
    acting: Acting, loaded: Loaded, facts: Facts, record_id: str
) -> Mapping[str, object]:
    """家庭暴力危险性预测量表: one assessment, the newest unless another is asked for."""
    every = filed_with(acting, loaded, DANGER_SCALE.key)
    asked = _chosen(_scales(acting, loaded), record_id)
    turn = 1 + [one.record.id for one in every].index(asked.record.id)
    score = score_of(asked.data)
    first = ("first_time", "harm", "real_danger", "threatened")
    return DangerScaleSheet(
        office=office(acting, loaded),
        case_number=loaded.case.number,
        which=str(turn),
        asked_at=moment_text(asked.record.filed_at),
        asked_by=names_of(acting, {asked.record.author_id}).get(asked.record.author_id, ""),
        person=facts.names.get(str(asked.data.get("who") or ""), ""),
        facts=_lines(asked, first),
        answers=_lines(asked, ITEMS),
        special=_lines(asked, SPECIAL),
        total=str(score.total),
        special_said="另有特别题答“是”" if score.special else "",
        grade=GRADES[score.grade],
        found=CLASSES.get(class_so_far(loaded.case.danger), ""),
        said=without_addresses(loaded, asked.text("said")),
        developers=DEVELOPERS,
    )


def _lines(filed: Filed, names: Mapping[str, str] | tuple[str, ...]) -> list[ScaleLine]:
    return [
        ScaleLine(text=one.label, result=filed.text(one.name))
        for one in filed.form.fields
        if one.name in names
    ]


def duty_report(
    acting: Acting, loaded: Loaded, facts: Facts, record_id: str
) -> Mapping[str, object]:
    """强制报告单: to whom, when, with what receipt; who reported is kept on record alone."""
    filed = _chosen(_reports(acting, loaded), record_id)
    return DutyReport(
        office=office(acting, loaded),
        case_number=loaded.case.number,
        reported_on=filed.text("on"),
        bodies=filed.text("to"),
        station=filed.text("station"),
        receipt=filed.text("receipt"),
        filed_at=moment_text(filed.record.filed_at),
    )


def register(acting: Acting, loaded: Loaded, facts: Facts, party_id: str) -> Mapping[str, object]:
    """家庭暴力个案登记表, from the intake, the newest scale and what was done since."""
    case = loaded.case
    scales = _scales(acting, loaded)
    asked = scales[-1] if scales else None
    signs = [str(one) for one in (case.danger or {}).get("flags", ())]
    point = point_of(acting, loaded, case.holder_id)
    worker = names_of(acting, {hands(loaded)}).get(hands(loaded), "")
    situations = [one for one in dict.fromkeys((case.scenario, *case.scenarios)) if one]
    return DangerRegister(
        office=office(acting, loaded),
        case_number=case.number,
        received_at=moment_text(case.received_at),
        channel=CHANNELS.get(case.channel, ""),
        contact="　".join(one for one in (worker, point.phone) if one),
        situation="、".join(SCENARIOS.get(one, "") for one in situations) or situation_of(loaded),
        people=[
            _person(party.role, party.relation, one, acting.today) for party, one in loaded.parties
        ],
        special="受特殊保护（反家庭暴力法第5条）" if protected(acting, loaded) else "没有登记",
        summary=without_addresses(loaded, case.summary or ""),
        earlier=_earlier(asked, signs),
        harm=asked.text("harm") if asked else ("有伤势" if "injury" in signs else ""),
        signs="、".join(DANGER_FLAGS.get(one, one) for one in signs),
        found=CLASSES.get(class_so_far(case.danger), ""),
        grade=GRADES[score_of(asked.data).grade] if asked else "",
        orders=[
            Step(
                title=one.title,
                state=STAGES[one.stage],
                on=day_text(one.on),
                note=day_text(one.until),
            )
            for one in protections_of(acting, loaded)
        ],
        steps=[*_reported(acting, loaded), *_measures(acting, loaded)],
        services="、".join(dict.fromkeys(item.title for item in loaded.items)),
        letters=[
            Step(
                title=one.receiver,
                state=STATES[one.state],
                on=day_text(local_date(one.sent_at)),
                note="",
            )
            for one in loaded.referrals
            if shown(acting, loaded, one)
        ],
        state=CASE_STATES[CaseState(case.state)],
    )


def _person(role: str, relation: str, person: Person | None, today: date) -> FamilyMember:
    born = person.birth_date if person else None
    age = (
        today.year - born.year - ((today.month, today.day) < (born.month, born.day)) if born else 0
    )
    return FamilyMember(
        relation=RELATIONS.get(relation, ""),
        name=(person.name or "") if person else "",
        sex=SEXES.get(person.sex, "") if person else "",
        age=str(age) if born else "",
        note=PARTY_ROLES.get(role, ""),
    )


def _earlier(asked: Filed | None, signs: list[str]) -> str:
    said = []
    if asked is not None and asked.data.get("first_time") is not None:
        said.append("本人说是第一次" if asked.data["first_time"] is True else "本人说不是第一次")
    if "police_calls" in signs:
        said.append(DANGER_FLAGS["police_calls"])
    return "；".join(said)


def _reported(acting: Acting, loaded: Loaded) -> list[Step]:
    return [
        Step(title="强制报告", state=one.text("to"), on=one.text("on"), note=one.text("receipt"))
        for one in _reports(acting, loaded)
    ]


def _measures(acting: Acting, loaded: Loaded) -> list[Step]:
    """Return the newest word on each line of the gap sheet that is written by hand."""
    newest = {str(one.data.get("line")): one for one in _open(acting, loaded, DANGER_MEASURE.key)}
    return [
        Step(
            title=DEMANDS[line].title,
            state=HOW.get(str(one.data.get("how")), ""),
            on=one.text("on"),
            note=without_addresses(loaded, one.text("note")),
        )
        for line, one in newest.items()
        if line in DEMANDS
    ]


def _orders(acting: Acting, loaded: Loaded) -> tuple[Protection, ...]:
    """Return the orders of the case that were made, oldest first."""
    rows = acting.session.scalars(
        select(Protection).where(
            Protection.case_id == loaded.case.id,
            Protection.kind == ORDER,
            Protection.made_on.is_not(None),
        )
    )
    return tuple(sorted(rows, key=lambda one: (one.made_on or date.min, one.id)))


def _order_of(orders: tuple[Protection, ...], visit: FollowUp) -> Protection | None:
    """Return the order a made visit belongs to: the newest that had been made by then, while it
    bound or where the visit was planned for an order."""
    if visit.done_at is None or visit.record_id is None:
        return None
    day = local_date(visit.done_at)
    for one in reversed(orders):
        if one.made_on is None or one.made_on > day:
            continue
        if visit.kind == "protection_order" or (one.until is not None and day <= one.until):
            return one
    return None


def _told_order(acting: Acting, loaded: Loaded, order: Protection) -> tuple[str, list[Labelled]]:
    """Return which court made it, and what the order says as far as it is open to the viewer."""
    made = [
        one
        for one in _open(acting, loaded, PROTECTION.key)
        if one.data.get("kind") == ORDER
        and one.data.get("stage") == MADE
        and one.data.get("protects") == order.protects_id
        and read_date(one.data.get("on")) == order.made_on
    ]
    said = made[-1] if made else None
    told = [
        ("作出法院", said.text("body") if said else ""),
        ("文号", said.text("doc_no") if said else ""),
        ("作出日期", day_text(order.made_on)),
        ("到期日期", day_text(order.until)),
        ("内容", said.text("measures") if said else ""),
    ]
    court = said.text("body") if said else ""
    return court, [Labelled(label=label, text=text) for label, text in told if text]


def order_visit(
    acting: Acting, loaded: Loaded, facts: Facts, record_id: str
) -> Mapping[str, object]:
    """回访记录单: one visit under an order."""
    filed = _chosen(_visits(acting, loaded), record_id)
    visit = next(one for one in loaded.follow_ups if one.record_id == filed.record.id)
    order = _order_of(_orders(acting, loaded), visit)
    if order is None:
        raise LookupError("no order bound that day")
    following = next((one for one in loaded.follow_ups if one.done_at is None), None)
    return OrderVisit(
        office=office(acting, loaded),
        case_number=loaded.case.number,
        order=_told_order(acting, loaded, order)[1],
        visited_at=moment_text(visit.done_at),
        method=filed.text("way"),
        visitor=names_of(acting, {visit.done_by}).get(visit.done_by or "", ""),
        person=facts.names.get(str(filed.data.get("party") or order.protects_id), ""),
        reached_by="先确认了说话方便" if filed.data.get("safe") is True else "",
        condition=filed.text("found"),
        found=without_addresses(loaded, filed.text("note")),
        next_on=day_text(following.planned_on) if following else "",
    )


def _returned(acting: Acting, loaded: Loaded) -> Protection | None:
    """Return the newest order that has ended or is about to, and under which somebody visited."""
    orders = _orders(acting, loaded)
    visited = {one.id for visit in loaded.follow_ups if (one := _order_of(orders, visit))}
    for one in reversed(orders):
        over = one.ended_on or (one.until is not None and one.until - RETURN_AHEAD <= acting.today)
        if over and one.id in visited:
            return one
    return None


def order_return(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """回执: days, ways and how it was, for the court that made the order."""
    order = _returned(acting, loaded)
    if order is None:
        raise LookupError("no order has ended")
    court, told = _told_order(acting, loaded, order)
    orders = _orders(acting, loaded)
    by_record = {one.record.id: one for one in _visits(acting, loaded)}
    point = point_of(acting, loaded, loaded.case.holder_id)
    return OrderReturn(
        office=office(acting, loaded),
        to_organisation=court or "作出保护令的人民法院",
        person=facts.names.get(order.protects_id, ""),
        order=told,
        visits=[
            MadeVisit(
                on=day_text(local_date(one.done_at)),
                method=by_record[one.record_id].text("way"),
                result=by_record[one.record_id].text("found"),
            )
            for one in loaded.follow_ups
            if one.done_at is not None
            and one.record_id in by_record
            and _order_of(orders, one) is order
        ],
        contact=point.phone,
    )


KEPT: Mapping[str, Collector] = {
    "danger_register": register,
    "danger_scale_sheet": scale_sheet,
    "duty_report": duty_report,
    "order_visit": order_visit,
    "order_return": order_return,
}
