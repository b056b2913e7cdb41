"""Collect what goes into core's papers, from the rows of a case, for one addressee.

Another party's data never reaches a party's paper: the collectors take only the addressee and what
is shared (法发〔2022〕10号 四; T/ZSM 5.6.4). The receipt tells the day of the request, nothing of
the situation; the neutral slip tells neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.cases.acting import Acting
from core.cases.facts import Facts
from core.cases.loading import Loaded
from core.cases.reading import names_of
from core.clocks import local_date
from core.documents.schemas import (
    Attempt,
    ClosingReport,
    IntakeReceipt,
    NeutralSlip,
    Party,
)
from core.documents.wording import day_text, moment_text
from core.points.models import ServicePoint
from core.words import (
    CASE_STATES,
    CHANNELS,
    CONFIDENTIALITY,
    LEVEL_TITLES,
    PARTY_ROLES,
    RELATIONS,
    REPLY_WAYS,
    SCENARIOS,
    CaseState,
    Confidentiality,
    Level,
)

RULES = (
    "全部服务不收费。",
    "您说的话只给经办的人看；要给别的单位，先问您。",
    "您可以随时改主意，不影响去别的部门办事。",
    "遇到危险，请先打 110。",
)
FOUND = {"stable": "稳定", "relapse": "反复", "worse": "激化"}
HOTLINES = ("110", "12338", "12348", "12356")
Collector = Callable[[Acting, Loaded, Facts, str], Mapping[str, object]]


def neutral(loaded: Loaded) -> bool:
    """Tell whether only the neutral slip may leave the window: sealed, or a wish to keep away, also
    from somebody who works nowhere here."""
    return loaded.case.sealed or bool(loaded.barriers or loaded.case.keep_away)


def point_of(acting: Acting, loaded: Loaded, point_id: str) -> ServicePoint:
    """Return a point of the case."""
    found = loaded.points.get(point_id)
    return found or acting.session.get_one(ServicePoint, (acting.viewer.county, point_id))


def office(acting: Acting, loaded: Loaded) -> str:
    """Return the neutral name of the office that issues."""
    point = point_of(acting, loaded, acting.viewer.current.point.id)
    return point.neutral_name or point.name


def polite_name(acting: Acting, loaded: Loaded, party_id: str) -> str:
    """Return how a paper names its visitor: 周女士, 陈先生, or 来访人."""
    for party, person in loaded.parties:
        if party.id == party_id and person is not None and person.name:
            title = {"F": "女士", "M": "先生"}.get(person.sex, "")
            return person.name[0] + title if title else person.name
    return "来访人"


def receipt(acting: Acting, loaded: Loaded, facts: Facts, party_id: str) -> Mapping[str, object]:
    """受理回执."""
    case = loaded.case
    point = point_of(acting, loaded, case.point_id)
    names = names_of(acting, {case.first_handler_id})
    return IntakeReceipt(
        office=point.neutral_name or point.name,
        visitor=polite_name(acting, loaded, party_id),
        requested_on=day_text(local_date(case.received_at)),
        received_at=moment_text(case.received_at),
        desk=point.neutral_name or point.name,
        first_handler=names.get(case.first_handler_id, ""),
        next_step="1 个工作日内，承办站点会按您说的方式联系您。",
        reply_way=REPLY_WAYS.get(case.reply_by, ""),
        code=case.receipt_code,
        qr=[],
        rules=list(RULES),
        address=point.address,
        hours="工作日 8:30–17:30",
        phones=[one for one in (point.phone, "12338", "12348") if one],
    )


def slip(acting: Acting, loaded: Loaded, facts: Facts, party_id: str) -> Mapping[str, object]:
    """联系卡: code and office telephone, nothing else."""
    point = point_of(acting, loaded, loaded.case.point_id)
    county = next((one for one in loaded.points.values() if one.level == "county"), point)
    return NeutralSlip(
        office=point.neutral_name or county.neutral_name or "居民服务中心",
        code=loaded.case.receipt_code,
        phone=point.phone or county.phone,
    )


def situation_of(loaded: Loaded) -> str:
    return SCENARIOS.get(loaded.case.scenario, "") if not loaded.case.sealed else ""


def parties_of(loaded: Loaded) -> list[Party]:
    return [
        Party(
            role=PARTY_ROLES.get(party.role, party.role),
            name=(person.name or "") if person else "",
            relation=RELATIONS.get(party.relation, ""),
        )
        for party, person in loaded.parties
    ]


def attempts_of(loaded: Loaded, facts: Facts) -> list[Attempt]:
    results = {"settled": "调处成功", "failed": "未达成", "open": "进行中", "withdrawn": "撤回"}
    return [
        Attempt(
            level=LEVEL_TITLES[Level(one.level)],
            on=day_text(one.on),
            present="、".join(facts.names.get(who, who) for who in one.present or ()),
            result=one.reason or results.get(one.result, one.result),
        )
        for one in loaded.attempts
    ]


def closing_report(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """结案报告表."""
    case = loaded.case
    if case.state not in ("settled", "followup", "archived", "unsettled"):
        raise LookupError("the case is not closed yet")
    names = names_of(
        acting,
        {
            case.first_handler_id,
            case.lead_id,
            case.handler_id,
            case.tracker_id,
            *(item.owner_id for item in loaded.items),
        },
    )
    ended = case.archived_at or case.settled_at or acting.at
    received = local_date(case.received_at)
    return ClosingReport(
        office=office(acting, loaded),
        case_number=case.number,
        secrecy=CONFIDENTIALITY[Confidentiality(case.confidentiality)],
        received_on=day_text(received),
        closed_on=day_text(local_date(ended)),
        days=str((local_date(ended) - received).days),
        channel=CHANNELS.get(case.channel, ""),
        situation=SCENARIOS.get(case.scenario, ""),
        level=LEVEL_TITLES[Level(case.level)],
        first_handler=names.get(case.first_handler_id, ""),
        lead=names.get(case.lead_id, ""),
        holder=point_of(acting, loaded, case.holder_id).name,
        tracker=names.get(case.tracker_id or "", ""),
        parties=parties_of(loaded),
        items=[
            {
                "service": f"{item.title}（{item.brand_title}）"
                if item.brand_title
                else item.title,
                "owner": names.get(item.owner_id or "", ""),
                "result": item.outcome,
                "closed_on": day_text(local_date(item.closed_at)) if item.closed_at else "",
            }
            for item in loaded.items
        ],
        facts=case.summary or "",
        attempts=attempts_of(loaded, facts),
        outcome=case.outcome or CASE_STATES[CaseState(case.state)],
        agreement="",
        performance="",
        told_remedies="已告知仲裁、行政、诉讼途径" if facts.told_remedies else "",
        followups=[
            {
                "on": day_text(local_date(one.done_at)),
                "method": "",
                "result": FOUND.get(one.found, ""),
            }
            for one in loaded.follow_ups
            if one.done_at is not None
        ],
    )


SHEETS: Mapping[str, Collector] = {
    "intake_receipt": receipt,
    "intake_receipt_neutral": slip,
    "closing_report": closing_report,
}
