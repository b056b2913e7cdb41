"""Collect what goes into the papers about danger, for who works the case and nobody else.

They stay in the file: found in her bag they would tell him that she asked for help, and he may ask
for a copy of whatever lies about (反家庭暴力法 13; 法发〔2022〕10号 四; decision 0044). An address
known here is never printed, not even where somebody typed it into a sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from core.cases.acting import Acting
from core.cases.casework_forms import REPORT_RECORD
from core.cases.danger.classes import CLASSES, class_so_far
from core.cases.danger.gaps import DANGER_MEASURE, DEMANDS, HOW
from core.cases.danger.open_forms import chosen, opened, without_addresses
from core.cases.danger.order_papers import made_visits, order_return, order_visit, returned
from core.cases.danger.scale import DANGER_SCALE, DEVELOPERS, GRADES, ITEMS, SPECIAL, score_of
from core.cases.danger.sheet import may_scale, protected
from core.cases.facts import Facts
from core.cases.filed_forms import Filed, filed_with
from core.cases.loading import Loaded
from core.cases.paperwork import Collector, office, point_of, situation_of
from core.cases.protection import protections_of
from core.cases.protection_form import SHOWN
from core.cases.reading import names_of
from core.cases.referral_form import STATES
from core.cases.referring import shown
from core.clocks import local_date
from core.documents.schemas import (
    DangerRegister,
    DangerScaleSheet,
    DutyReport,
    FamilyMember,
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
)

SEXES: Final = {"F": "女", "M": "男"}


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
        return () if returned(acting, loaded) is not None else None
    found = _FILED[name](acting, loaded)
    return tuple((one.record.id, one.record.filed_at) for one in reversed(found)) or None


def _scales(acting: Acting, loaded: Loaded) -> tuple[Filed, ...]:
    return opened(acting, loaded, DANGER_SCALE.key)


def _reports(acting: Acting, loaded: Loaded) -> tuple[Filed, ...]:
    return opened(acting, loaded, REPORT_RECORD.key)


_FILED: Mapping[str, Callable[[Acting, Loaded], tuple[Filed, ...]]] = {
    "danger_scale_sheet": _scales,
    "duty_report": _reports,
    "order_visit": made_visits,
}


def scale_sheet(
    acting: Acting, loaded: Loaded, facts: Facts, record_id: str
) -> Mapping[str, object]:
    """家庭暴力危险性预测量表: one assessment, the newest unless another is asked for."""
    every = filed_with(acting, loaded, DANGER_SCALE.key)
    asked = chosen(_scales(acting, loaded), record_id)
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
    filed = chosen(_reports(acting, loaded), record_id)
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
                state=SHOWN[one.stage],
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
    newest = {str(one.data.get("line")): one for one in opened(acting, loaded, DANGER_MEASURE.key)}
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


KEPT: Mapping[str, Collector] = {
    "danger_register": register,
    "danger_scale_sheet": scale_sheet,
    "duty_report": duty_report,
    "order_visit": order_visit,
    "order_return": order_return,
}
