"""Papers by which a case goes from one point or body to another."""

from __future__ import annotations

from core.documents.schemas import (
    AssignLetter,
    CoHandlingNotice,
    LeadHandover,
    OutsideLetter,
    ReferralLetter,
    ReportLetter,
    SupervisionLetter,
)
from tests.core.documents.examples.common import ATTEMPTS, OFFICE, PARTIES

ASSIGN = AssignLetter(
    office=OFFICE,
    to_office="清河镇居民服务站",
    case_number="990101-2026-7K3QXF-M",
    services=["家事调解", "法律咨询"],
    situation="赡养扶养抚养",
    accept_by="2026年11月23日 17:30 前",
    finish_by="2026年12月20日前",
    contact="王秀兰 0000-1234567",
    asks=[
        "按来访人说的安全方式联系，首次联系后当天登记。",
        "双方都愿意才坐下来谈；有一方不愿意，先告诉牵头人。",
        "发现危险、未成年人受侵害的，立即报告，不等时限。",
    ],
    clocks=[
        {"title": "接收交办", "due": "2026年11月23日", "law": "县规则"},
        {"title": "调解期限", "due": "2026年12月20日", "law": "SF/T 0083"},
    ],
)

REPORT = ReportLetter(
    office="清河镇居民服务站",
    to_office=OFFICE,
    case_number="990101-2026-7K3QXF-M",
    received_on="2026年10月9日",
    services=["家事调解"],
    situation="赡养扶养抚养",
    contact="赵志强 0000-7654321",
    reason="本级调处不成功，双方仍愿意继续调解",
    urgent=False,
    summary="老人八十二岁，原由女儿照料。今年春天房屋翻建以后，兄妹对轮流照料和费用分担有分歧。\n"
    "老人的意见是住在老屋，费用由三家平分。",
    attempts=ATTEMPTS,
    asks=["由县级安排律师参加下一次调解。", "评估老人的照料需求。"],
    attachments=["调解笔录 2 份", "老人意见记录 1 份"],
    parties=PARTIES,
)

SUPERVISION = SupervisionLetter(
    office=OFFICE,
    to_office="清河镇居民服务站",
    case_number="990101-2026-7K3QXF-M",
    reply_by="2026年11月25日前",
    grounds=[
        {"text": "交办后五个工作日没有接收，也没有退回", "citation": "附录 B.1"},
        {"text": "同一办件第二次退回", "citation": "5.6.1 首办负责"},
    ],
    history=[
        {"on": "2026年11月10日", "text": "县级交办"},
        {"on": "2026年11月13日", "text": "退回，理由为当事人不在本镇"},
    ],
    asks=["收到后当天接收或者说明理由。", "三日内联系来访人并登记。", "按时限书面反馈。"],
    copies_to=["县妇女联合会", "清河镇人民政府"],
)

JOINT = CoHandlingNotice(
    office=OFFICE,
    case_number="990101-2026-7K3QXF-M",
    services=["家事调解"],
    situation="婚姻恋爱",
    lead="孙志强",
    reply_by="2026年11月24日 17:00",
    parts=[
        {
            "office": "清河镇服务站",
            "person": "何静",
            "duty": "上门了解男方的打算",
            "due": "2026年12月4日",
        },
        {
            "office": "桂花镇服务站",
            "person": "刘建国",
            "duty": "陪女方理清要求",
            "due": "2026年12月4日",
        },
    ],
    asks=["按期答复能否办理。"],
)

HANDOVER = LeadHandover(
    office=OFFICE,
    case_number="990101-2026-7K3QXF-M",
    received_on="2026年10月9日",
    from_person="王秀兰",
    from_office=OFFICE,
    to_person="何静",
    to_office="示范县妇女联合会",
    ground="当事人分属两个乡镇，由县妇联牵头",
    citation="T/ZSM 5.5.2.1、5.6.1",
    told_visitor="2026年11月12日当面告知，来访人同意",
    handed=["登记表和回执存根", "调解笔录 2 份", "安全联系方式（当面口头交接）"],
    clocks=[{"title": "调解期限", "due": "2026年12月20日"}],
)

REFERRAL = ReferralLetter(
    office=OFFICE,
    to_organisation="示范县民政局",
    opening="我们在办理一件家事纠纷时，了解到当事人可能符合社会救助的条件，按照规定请贵局研究办理。",
    subject="老年人临时照料和救助申请",
    basis="社会救助暂行办法",
    consent="2026年11月11日本人书面同意提供下列情况",
    disclosed=[
        {"label": "姓名", "text": "周某某（老人）"},
        {"label": "年龄", "text": "八十二岁"},
        {"label": "需要", "text": "白天有人照料饭食，行动不便"},
    ],
    asks=["评估照料需求。", "告诉我们能否纳入居家养老服务。"],
    attachments=["本人同意书 1 份"],
    reply_by="2026年11月25日",
    contact="王秀兰 0000-1234567",
)

OUTSIDE = OutsideLetter(
    office=OFFICE,
    to_organisation="示范县民政局",
    subject="990101-2026-7K3QXF-M",
    consent="2026年11月11日：本人单独同意（个人信息保护法第23条、第29条）",
    urgency="轻微紧急，数天内",
    disclosed=[
        {"label": "姓名", "text": "周某某"},
        {"label": "出生日期", "text": "1944年3月2日"},
    ],
    asks=["评估照料需求，看能否纳入居家养老服务。"],
    reply_by="2026年11月25日 09:00",
    contact="王秀兰　0000-1234567",
)
