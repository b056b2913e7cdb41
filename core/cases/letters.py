"""Collect what goes into letters: from point to point, from a meeting, to a person or another body.

Before acceptance a receiver's letter tells function, situation and clock only; a letter to another
body tells no more than the receiver needs (T/ZSM 5.5.2.1, 5.6; 个人信息保护法 13, 23).
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.conferences import out_of, records_of
from core.cases.facts import Facts
from core.cases.loading import Loaded
from core.cases.meeting_forms import RISKS
from core.cases.paperwork import (
    HOTLINES,
    Collector,
    attempts_of,
    office,
    parties_of,
    point_of,
    polite_name,
    situation_of,
)
from core.cases.reading import names_of
from core.clocks import local_date
from core.documents.schemas import (
    AssignLetter,
    CoHandlingNotice,
    DisposalPlan,
    Labelled,
    LawfulDeadline,
    LeadHandover,
    MeetingMinutes,
    Notice,
    ReferralLetter,
    ReportLetter,
    SupervisionLetter,
)
from core.documents.wording import day_text, moment_text
from core.words import WAIVERS


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
        situation=situation_of(loaded),
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
        data["parties"] = parties_of(loaded)
    if hop.to_account_id:
        data["to_person"] = names_of(acting, {hop.to_account_id}).get(hop.to_account_id, "")
    return data


def report_letter(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """上报单: before acceptance how often it was tried, not who sat there nor what was said."""
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
        situation=situation_of(loaded),
        contact=names_of(acting, {hop.sent_by}).get(hop.sent_by, ""),
        reason=hop.reason or "本级调处不成",
        urgent=any(one.state == "open" for one in loaded.reports),
        summary="",
        attempts=[{**one, "present": "", "result": ""} for one in attempts_of(loaded, facts)],
        asks=["请上级接收办理。"],
        attachments=[],
    )
    if hop.waiver:
        data["waiver"] = WAIVERS[hop.waiver]
    if hop.state == "accepted":
        data["summary"] = case.summary or ""
        data["attempts"] = attempts_of(loaded, facts)
        data["parties"] = parties_of(loaded)
    return data


def co_handling_notice(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """联办通知: who works along, what each does and by when; nobody of the family by name."""
    order = loaded.joint
    if order is None:
        raise LookupError("no co-handling is under way")
    parts = [one for one in loaded.co_parts if one.order_id == order.id and one.state != "ended"]
    names = names_of(acting, {order.lead_id, *(one.account_id for one in parts)})
    return CoHandlingNotice(
        office=office(acting, loaded),
        case_number=loaded.case.number,
        services=[item.title for item in loaded.items],
        situation=situation_of(loaded),
        lead=names.get(order.lead_id, ""),
        reply_by=moment_text(max(one.reply_by for one in parts)) if parts else "",
        parts=[
            {
                "office": point_of(acting, loaded, one.point_id).name,
                "person": names.get(one.account_id, ""),
                "duty": one.duty or "",
                "due": day_text(one.due_on),
            }
            for one in sorted(parts, key=lambda one: (one.due_on, one.id))
        ],
        asks=["按期答复能否办理。", "办理情况及时记录，办完告知牵头人。", "只让指名的人知道。"],
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


def conference_minutes(
    acting: Acting, loaded: Loaded, facts: Facts, party_id: str
) -> Mapping[str, object]:
    """联合会诊纪要, of the last one."""
    row = next(iter(records_of(acting, loaded)), None)
    if row is None:
        raise LookupError("no conference was held")
    held = out_of(acting, row)
    return MeetingMinutes(
        office=office(acting, loaded),
        meeting="联合会诊",
        held_at=day_text(held.on),
        place=held.place,
        host=held.host,
        recorder=names_of(acting, {row.author_id}).get(row.author_id, ""),
        attendees=[{"name": name, "unit": "", "post": part} for part, name in held.people],
        absent=[],
        topics=[
            {"title": loaded.case.number, "discussion": held.causes, "decision": held.plan},
            {"title": "恶性案事件风险", "discussion": "", "decision": RISKS.get(held.risk, "")},
        ],
        tasks=[
            {"text": one.text, "who": one.who, "due": day_text(one.due_on)} for one in held.remedies
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
        subject=situation_of(loaded) or "家事纠纷",
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


LETTERS: Mapping[str, Collector] = {
    "assign_letter": assign_letter,
    "report_letter": report_letter,
    "co_handling_notice": co_handling_notice,
    "disposal_plan": disposal_plan,
    "meeting_minutes": meeting_minutes,
    "conference_minutes": conference_minutes,
    "lead_handover": lead_handover,
    "supervision_letter": supervision_letter,
    "notice": notice,
    "referral_letter": referral_letter,
}
