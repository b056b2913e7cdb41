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
    AssignLetter,
    Attempt,
    ClosingReport,
    DisposalPlan,
    IntakeReceipt,
    Labelled,
    LawfulDeadline,
    LeadHandover,
    MeetingMinutes,
    NeutralSlip,
    Notice,
    Party,
    ReferralLetter,
    ReportLetter,
    SupervisionLetter,
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
    WAIVERS,
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
    """Tell whether only the neutral slip may leave the window: sealed, or a wish to keep away."""
    return loaded.case.sealed or bool(loaded.barriers)


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


def _situation(loaded: Loaded) -> str:
    return SCENARIOS.get(loaded.case.scenario, "") if not loaded.case.sealed else ""


def _parties(loaded: Loaded) -> list[Party]:
    return [
        Party(
            role=PARTY_ROLES.get(party.role, party.role),
            name=(person.name or "") if person else "",
            relation=RELATIONS.get(party.relation, ""),
        )
        for party, person in loaded.parties
    ]


def _attempts(loaded: Loaded, facts: Facts) -> list[Attempt]:
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


def assign_letter(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """交办单: before acceptance function, situation and clock only."""
    case = loaded.case
    hop = next((one for one in reversed(loaded.transfers) if one.kind == "assign"), None)
    if hop is None:
        raise LookupError("nothing was assigned")
    to = point_of(acting, loaded, hop.to_point_id)
    data = AssignLetter(
        office=office(acting, loaded),
        to_office=to.name,
        case_number=case.number,
        services=[item.title for item in loaded.items],
        situation=_situation(loaded),
        accept_by=moment_text(hop.due_at),
        finish_by="",
        contact=names_of(acting, {case.lead_id}).get(case.lead_id, ""),
        asks=[hop.reason] if hop.reason else ["请按期接收并办理，办理情况及时记录。"],
        clocks=[
            LawfulDeadline(title=one.title, due=moment_text(one.due_at), law=one.citation)
            for one in loaded.clocks
            if one.state == "running"
        ],
    )
    if hop.state == "accepted":
        data["parties"] = _parties(loaded)
    if hop.to_account_id:
        data["to_person"] = names_of(acting, {hop.to_account_id}).get(hop.to_account_id, "")
    return data


def report_letter(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """上报单."""
    case = loaded.case
    hop = next((one for one in reversed(loaded.transfers) if one.kind == "escalate"), None)
    if hop is None:
        raise LookupError("nothing was reported up")
    data = ReportLetter(
        office=office(acting, loaded),
        to_office=point_of(acting, loaded, hop.to_point_id).name,
        case_number=case.number,
        received_on=day_text(local_date(case.received_at)),
        services=[item.title for item in loaded.items],
        situation=_situation(loaded),
        contact=names_of(acting, {hop.sent_by}).get(hop.sent_by, ""),
        reason=hop.reason or "本级调处不成",
        urgent=any(one.state == "open" for one in loaded.reports),
        summary=case.summary or "",
        attempts=_attempts(loaded, facts),
        asks=["请上级接收办理。"],
        attachments=[],
    )
    if hop.waiver:
        data["waiver"] = WAIVERS[hop.waiver]
    if hop.state == "accepted":
        data["parties"] = _parties(loaded)
    return data


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
        parties=_parties(loaded),
        items=[
            {
                "service": item.title,
                "owner": names.get(item.owner_id or "", ""),
                "result": item.outcome,
                "closed_on": day_text(local_date(item.closed_at)) if item.closed_at else "",
            }
            for item in loaded.items
        ],
        facts=case.summary or "",
        attempts=_attempts(loaded, facts),
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


def disposal_plan(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """处置方案."""
    meeting = next((one for one in reversed(loaded.meetings) if one.adopted_at), None)
    if meeting is None:
        raise LookupError("no plan was adopted")
    measures = [one for one in loaded.measures if one.meeting_id == meeting.id]
    return DisposalPlan(
        office=office(acting, loaded),
        case_number=loaded.case.number,
        meeting_on=day_text(meeting.held_on),
        meeting_number="",
        lead_body=point_of(acting, loaded, loaded.case.holder_id).name,
        bodies=list(dict.fromkeys(one.body for one in measures)),
        problem=loaded.case.summary or "",
        goal=meeting.plan or "",
        measures=[
            {"text": one.text or "", "body": one.body, "person": "", "due": day_text(one.due_on)}
            for one in measures
        ],
        safety=[],
        if_fails="再次会商，或引导当事人走仲裁、行政、诉讼途径。",
    )


def meeting_minutes(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """会商纪要."""
    if not loaded.meetings:
        raise LookupError("no meeting was held")
    meeting = loaded.meetings[-1]
    host = names_of(acting, {meeting.convened_by}).get(meeting.convened_by, "")
    return MeetingMinutes(
        office=office(acting, loaded),
        meeting="联席会商",
        held_at=day_text(meeting.held_on),
        place="",
        host=host,
        recorder="",
        attendees=[
            {"name": facts.names.get(who, who), "unit": "", "post": ""}
            for who in meeting.present or ()
        ],
        absent=[],
        topics=[
            {
                "title": loaded.case.number,
                "discussion": loaded.case.summary or "",
                "decision": meeting.plan or "",
            }
        ],
        tasks=[
            {"text": one.text or "", "who": one.body, "due": day_text(one.due_on)}
            for one in loaded.measures
            if one.meeting_id == meeting.id
        ],
    )


def lead_handover(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """首办责任移交单."""
    case = loaded.case
    if case.lead_id == case.first_handler_id:
        raise LookupError("the lead was never handed over")
    names = names_of(acting, {case.first_handler_id, case.lead_id})
    return LeadHandover(
        office=office(acting, loaded),
        case_number=case.number,
        received_on=day_text(local_date(case.received_at)),
        from_person=names.get(case.first_handler_id, ""),
        from_office=point_of(acting, loaded, case.point_id).name,
        to_person=names.get(case.lead_id, ""),
        to_office=point_of(acting, loaded, case.holder_id).name,
        ground="首办责任移交",
        citation="T/ZSM 5.6.1",
        told_visitor="",
        handed=[item.title for item in loaded.items],
        clocks=[
            {"title": one.title, "due": moment_text(one.due_at)}
            for one in loaded.clocks
            if one.state == "running"
        ],
    )


def supervision_letter(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """督办单."""
    case = loaded.case
    return SupervisionLetter(
        office=office(acting, loaded),
        to_office=point_of(acting, loaded, case.holder_id).name,
        case_number=case.number,
        reply_by="",
        grounds=[{"text": "请限期办理并报告办理情况", "citation": "T/ZSM 4.1.1.2"}],
        history=[
            {
                "on": day_text(local_date(one.sent_at)),
                "text": f"{point_of(acting, loaded, one.from_point_id).name}送"
                f"{point_of(acting, loaded, one.to_point_id).name}",
            }
            for one in loaded.transfers
        ],
        asks=["请在收到后及时办理，并书面报告。"],
        copies_to=[],
    )


def notice(acting: Acting, loaded: Loaded, facts: Facts, party_id: str) -> Mapping[str, object]:
    """告知书（不予受理）."""
    case = loaded.case
    if case.state not in ("not_accepted", "unsettled", "archived"):
        raise LookupError("there is nothing to give notice of")
    point = point_of(acting, loaded, case.point_id)
    refused = case.state == "not_accepted"
    return Notice(
        office=office(acting, loaded),
        title="不予受理告知书" if refused else "告知书",
        person=polite_name(acting, loaded, party_id),
        requested_on=day_text(local_date(case.received_at)),
        decision="您请求的事项不在本窗口受理范围。"
        if refused
        else "您请求的事项经调处未能达成一致。",
        grounds=[],
        routes=["可以申请仲裁", "可以向有关行政部门申请处理", "可以向人民法院起诉"],
        objection="",
        phone=point.phone,
        hotlines=list(HOTLINES),
    )


def referral_letter(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """移送函: only what the receiver needs."""
    case = loaded.case
    if case.state != "transferred_out":
        raise LookupError("the case was not transferred")
    bases = {
        "informed_consent": "经当事人同意（个人信息保护法第23条）",
        "legal_duty": "依法定职责（个人信息保护法第13条）",
        "emergency": "紧急情况下保护生命健康（个人信息保护法第13条）",
    }
    return ReferralLetter(
        office=office(acting, loaded),
        to_organisation=case.outcome or "",
        opening="现将下列事项移送你单位，请依法办理。",
        subject=_situation(loaded) or "家事纠纷",
        basis="T/ZSM 5.6.2",
        consent=bases.get(case.notice_basis, ""),
        disclosed=[
            Labelled(label="办件编号", text=case.number),
            Labelled(label="受理日期", text=day_text(local_date(case.received_at))),
        ],
        asks=["请书面答复办理情况。"],
        attachments=[],
        reply_by="",
        contact=point_of(acting, loaded, case.holder_id).phone,
    )


COLLECTORS: Mapping[str, Collector] = {
    "intake_receipt": receipt,
    "intake_receipt_neutral": slip,
    "assign_letter": assign_letter,
    "report_letter": report_letter,
    "closing_report": closing_report,
    "disposal_plan": disposal_plan,
    "meeting_minutes": meeting_minutes,
    "lead_handover": lead_handover,
    "supervision_letter": supervision_letter,
    "notice": notice,
    "referral_letter": referral_letter,
}
