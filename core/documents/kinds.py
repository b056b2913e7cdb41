"""The papers core has: name, title, template, whom they are for, and the 字 of their number.

A table, so that it can be printed, tested and shown on the API page. What goes into each paper is
in ``schemas`` (T/ZSM 附录B, 5.5, 5.6; 人民调解法27).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.documents.schemas import (
    AssignLetter,
    Authorisation,
    ClosingReport,
    CoHandlingNotice,
    ConsentForm,
    DangerRegister,
    DangerScaleSheet,
    DisposalPlan,
    DossierCover,
    DutyReport,
    FollowUpRecord,
    IntakeReceipt,
    KeyFamilyForm,
    LeadHandover,
    MeetingMinutes,
    NeutralSlip,
    Notice,
    OrderReturn,
    OrderVisit,
    OutsideLetter,
    ReferralLetter,
    ReportLetter,
    RightsLeaflet,
    RightsNotice,
    SatisfactionForm,
    SupervisionLetter,
)
from core.words.documents import Addressee, DocumentKind


def _kind(
    name: str,
    title: str,
    word: str,
    addressee: Addressee = Addressee.NONE,
    *,
    dated: bool = True,
    kept: bool = False,
) -> DocumentKind:
    return DocumentKind(
        name=name,
        title=title,
        template=f"{name}.typ",
        addressee=addressee,
        word=word,
        sealed_word=f"{word}专" if word else "",
        dated=dated,
        kept=kept,
    )


INTAKE_RECEIPT = _kind("intake_receipt", "受理回执", word="受", addressee=Addressee.PARTY)
# Without a number: a count of these slips would be a count of the people who need them.
INTAKE_RECEIPT_NEUTRAL = _kind(
    "intake_receipt_neutral", "联系卡", word="", addressee=Addressee.PARTY, dated=False
)
ASSIGN_LETTER = _kind("assign_letter", "交办单", word="交", addressee=Addressee.ORGANISATION)
REPORT_LETTER = _kind("report_letter", "上报单", word="报", addressee=Addressee.ORGANISATION)
CLOSING_REPORT = _kind("closing_report", "结案报告表", word="结")
DISPOSAL_PLAN = _kind("disposal_plan", "处置方案", word="案", addressee=Addressee.ORGANISATION)
MEETING_MINUTES = _kind("meeting_minutes", "会商纪要", word="纪")
CONFERENCE_MINUTES = DocumentKind(
    name="conference_minutes",
    title="联合会诊纪要",
    template="meeting_minutes.typ",
    word="诊",
    sealed_word="诊专",
    dated=True,
)
FOLLOWUP_RECORD = _kind("followup_record", "回访记录", word="访")
SUPERVISION_LETTER = _kind(
    "supervision_letter", "督办单", word="督", addressee=Addressee.ORGANISATION
)
CO_HANDLING_NOTICE = _kind(
    "co_handling_notice", "联办通知", word="联", addressee=Addressee.ORGANISATION
)
LEAD_HANDOVER = _kind("lead_handover", "首办责任移交单", word="首移")
NOTICE = _kind("notice", "告知书", word="告", addressee=Addressee.PARTY)
REFERRAL_LETTER = _kind("referral_letter", "移送函", word="移", addressee=Addressee.ORGANISATION)
OUTSIDE_LETTER = _kind("outside_letter", "转介函", word="转", addressee=Addressee.ORGANISATION)
DOSSIER_COVER = _kind("dossier_cover", "卷宗封面", word="卷")
KEY_FAMILY_FORM = _kind("key_family_form", "重点家庭登记表", word="重")
# Nameless, so neither number nor day nor code: each would lead from the answer back to the person.
SATISFACTION_FORM = _kind(
    "satisfaction_form", "满意度调查表", word="", addressee=Addressee.NONE, dated=False
)
RIGHTS_NOTICE = _kind("rights_notice", "权利义务告知书", word="权", addressee=Addressee.PARTY)
# As the slip: what is the same for everybody leads from nobody to nobody.
RIGHTS_LEAFLET = _kind("rights_leaflet", "服务须知", word="", dated=False)
CONSENT_FORM = _kind(
    "consent_form", "个人信息告知与单独同意书", word="意", addressee=Addressee.PARTY
)
CONSENT_KEPT = DocumentKind(
    name="consent_kept",
    # the sheet itself is headed as the other; in a list of papers they have to be told apart
    title="个人信息告知与单独同意书（留存）",
    template="consent_form.typ",
    addressee=Addressee.PARTY,
    word="意存",
    sealed_word="意存专",
    kept=True,
)
AUTHORISATION = _kind("authorisation", "授权委托书", word="托", addressee=Addressee.PARTY)
# Kept with who works the case (反家庭暴力法 13; decision 0044): nobody takes one home.
DANGER_REGISTER = _kind("danger_register", "家庭暴力个案登记表", word="暴", kept=True)
DANGER_SCALE_SHEET = _kind("danger_scale_sheet", "家庭暴力危险性预测量表", word="险", kept=True)
DUTY_REPORT = _kind("duty_report", "强制报告单", word="强报", kept=True)
ORDER_VISIT = _kind("order_visit", "保护令协助执行回访记录单", word="护访", kept=True)
ORDER_RETURN = _kind(
    "order_return",
    "保护令协助执行情况回执",
    word="护执",
    addressee=Addressee.ORGANISATION,
    kept=True,
)

PAPERS: Mapping[str, DocumentKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            INTAKE_RECEIPT,
            INTAKE_RECEIPT_NEUTRAL,
            ASSIGN_LETTER,
            REPORT_LETTER,
            CLOSING_REPORT,
            DISPOSAL_PLAN,
            MEETING_MINUTES,
            CONFERENCE_MINUTES,
            FOLLOWUP_RECORD,
            SUPERVISION_LETTER,
            CO_HANDLING_NOTICE,
            LEAD_HANDOVER,
            NOTICE,
            REFERRAL_LETTER,
            OUTSIDE_LETTER,
            DOSSIER_COVER,
            KEY_FAMILY_FORM,
            SATISFACTION_FORM,
            RIGHTS_NOTICE,
            RIGHTS_LEAFLET,
            CONSENT_FORM,
            CONSENT_KEPT,
            AUTHORISATION,
            DANGER_REGISTER,
            DANGER_SCALE_SHEET,
            DUTY_REPORT,
            ORDER_VISIT,
            ORDER_RETURN,
        )
    }
)
KEPT_KINDS = frozenset(name for name, kind in PAPERS.items() if kind.kept)
SCHEMAS: Mapping[str, type] = MappingProxyType(
    {
        "intake_receipt": IntakeReceipt,
        "intake_receipt_neutral": NeutralSlip,
        "assign_letter": AssignLetter,
        "report_letter": ReportLetter,
        "closing_report": ClosingReport,
        "disposal_plan": DisposalPlan,
        "meeting_minutes": MeetingMinutes,
        "conference_minutes": MeetingMinutes,
        "followup_record": FollowUpRecord,
        "supervision_letter": SupervisionLetter,
        "co_handling_notice": CoHandlingNotice,
        "lead_handover": LeadHandover,
        "notice": Notice,
        "referral_letter": ReferralLetter,
        "outside_letter": OutsideLetter,
        "dossier_cover": DossierCover,
        "key_family_form": KeyFamilyForm,
        "satisfaction_form": SatisfactionForm,
        "rights_notice": RightsNotice,
        "rights_leaflet": RightsLeaflet,
        "consent_form": ConsentForm,
        "consent_kept": ConsentForm,
        "authorisation": Authorisation,
        "danger_register": DangerRegister,
        "danger_scale_sheet": DangerScaleSheet,
        "duty_report": DutyReport,
        "order_visit": OrderVisit,
        "order_return": OrderReturn,
    }
)
