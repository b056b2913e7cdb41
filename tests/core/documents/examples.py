"""Invented example data for every paper; the names follow the sandbox, no real person."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import plugins
from core.documents.engine import TEMPLATES
from core.documents.kinds import PAPERS
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
    Stamped,
    SupervisionLetter,
)
from core.documents.squares import code_rows
from core.documents.wording import yuan_text

MADE = datetime(2026, 11, 20, 1, 44, tzinfo=UTC)
STAMP = Stamped(
    number="示居服受字〔2026〕417号",
    verify_code="K7QX-3M2P",
    issued_on="2026年11月20日",
    replaces="",
)
OFFICE = "示范县居民服务中心"

RECEIPT = IntakeReceipt(
    office=OFFICE,
    visitor="周女士",
    requested_on="2026年11月20日",
    received_at="2026年11月20日 09:44",
    desk="二楼 2 号窗口",
    first_handler="王秀兰",
    next_step="1 个工作日内，承办站点会按您说的方式联系您。",
    reply_way="当面答复；18 点后可打电话；不发短信",
    code="R7K3-Q2M9",
    qr=code_rows("https://jiahe.example.gov.cn/990101/public/receipt"),
    rules=[
        "全部服务不收费。",
        "您说的话只给经办的人看；要给别的单位，先问您。",
        "您可以随时改主意，不影响去别的部门办事。",
        "遇到危险，请先打 110。",
    ],
    address="示范县和平路 8 号",
    hours="工作日 8:30–17:30",
    phones=["0000-1234567", "12338", "12348"],
)
SLIP = NeutralSlip(office=OFFICE, code="R7K3-Q2M9", phone="0000-1234567")
PARTIES = [
    {"role": "申请人", "name": "周桂芳", "relation": "本人"},
    {"role": "被申请人", "name": "周建国", "relation": "兄弟姐妹"},
    {"role": "第三人", "name": "周小燕", "relation": "祖孙"},
]
ATTEMPTS = [
    {
        "level": "村（社区）服务点",
        "on": "2026年10月12日",
        "present": "周桂芳、周建国、网格员李春梅",
        "result": "双方同意先照料老人，房屋的事没有谈拢",
    },
    {
        "level": "乡镇（街道）服务站",
        "on": "2026年11月3日",
        "present": "周桂芳、周建国、调解员赵志强、乡贤周德厚",
        "result": "赡养费数额接近，轮流照料的时间仍有分歧",
    },
]
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
CLOSING = ClosingReport(
    office="清河镇居民服务站",
    case_number="990101-2026-7K3QXF-M",
    secrecy="C2 内部",
    received_on="2026年10月9日",
    closed_on="2026年11月20日",
    days="42 天",
    channel="来访",
    situation="赡养扶养抚养",
    level="乡镇（街道）服务站",
    first_handler="王秀兰",
    lead="王秀兰",
    holder="清河镇居民服务站",
    tracker="赵志强",
    parties=PARTIES,
    items=[
        {
            "service": "家事调解",
            "owner": "赵志强",
            "result": "达成书面协议",
            "closed_on": "2026年11月18日",
        },
        {
            "service": "法律咨询",
            "owner": "陈明",
            "result": "已解答赡养义务与房屋权属",
            "closed_on": "2026年10月15日",
        },
    ],
    facts="老人八十二岁，原由女儿照料。今年春天房屋翻建以后，兄妹对轮流照料和费用分担有分歧。",
    attempts=ATTEMPTS,
    outcome="调处成功",
    agreement="书面协议",
    performance="第一个月赡养费已付",
    told_remedies="",
    followups=[
        {"on": "2026年11月19日", "method": "电话", "result": "稳定，按约定轮流照料"},
    ],
)
PLAN = DisposalPlan(
    office="示范县家事纠纷化解领导小组",
    case_number="990101-2026-7K3QXF-M",
    meeting_on="2026年11月12日",
    meeting_number="示居服纪字〔2026〕9号",
    lead_body="示范县妇女联合会",
    bodies=["县司法局", "县民政局", "清河镇人民政府"],
    problem="老人无人照料，兄妹三次调解没有谈拢，房屋权属不清。",
    goal="三十日内老人有稳定照料，费用分担写成书面约定。",
    measures=[
        {
            "text": "安排临时照料，评估能否纳入居家养老服务",
            "body": "县民政局",
            "person": "孙丽",
            "due": "2026年11月16日",
        },
        {
            "text": "查明房屋登记情况，向双方讲清楚权利",
            "body": "县司法局",
            "person": "陈明",
            "due": "2026年11月25日",
        },
        {
            "text": "组织第四次调解",
            "body": "清河镇人民政府",
            "person": "赵志强",
            "due": "2026年12月5日",
        },
    ],
    safety=["老人独居期间，网格员每天看望一次。"],
    if_fails="再次会商；仍不能化解的，引导到人民法院起诉，并协助申请法律援助。",
)
MINUTES = MeetingMinutes(
    office="示范县家事纠纷化解领导小组",
    meeting="联席会商",
    held_at="2026年11月12日 14:30",
    place="县社会治理中心三楼会议室",
    host="刘海英",
    recorder="何静",
    attendees=[
        {"name": "刘海英", "unit": "县妇女联合会", "post": "主席"},
        {"name": "陈明", "unit": "县司法局", "post": "律师"},
        {"name": "孙丽", "unit": "县民政局", "post": "科长"},
    ],
    absent=["吴刚（回避）"],
    topics=[
        {
            "title": "老人的临时照料",
            "discussion": "民政局介绍了居家养老服务的条件。",
            "decision": "十六日前安排临时照料，费用先由救助金垫付。",
        },
        {
            "title": "房屋权属",
            "discussion": "司法局认为应当先查登记再谈分担。",
            "decision": "由陈明律师负责查明，二十五日前答复双方。",
        },
    ],
    tasks=[
        {"text": "安排临时照料", "who": "县民政局 孙丽", "due": "2026年11月16日"},
        {"text": "查明房屋登记", "who": "县司法局 陈明", "due": "2026年11月25日"},
    ],
)
FOLLOWUP = FollowUpRecord(
    office="清河镇居民服务站",
    case_number="990101-2026-7K3QXF-M",
    kind="履行回访",
    planned_on="2026年11月25日",
    done_at="2026年11月24日 18:20",
    method="电话",
    visitor="赵志强",
    person="周桂芳",
    reached_by="18 点以后电话",
    performance=[
        {"text": "每月 5 日前付赡养费 800 元", "due": "每月5日", "state": "已履行"},
        {"text": "单月由长子照料", "due": "长期", "state": "未到期"},
    ],
    found="老人情绪稳定，饭食有人照看。\n双方见面能够正常说话。",
    condition="稳定",
    risk="蓝",
    risk_reason="",
    next_step="一个月后再回访一次",
    next_on="2026年12月24日",
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
NOTICE = Notice(
    office=OFFICE,
    title="不予受理告知书",
    person="周桂芳",
    requested_on="2026年11月20日",
    decision="您所说的工程款争议不属于家庭成员之间的纠纷，我们决定不予受理。",
    grounds=[{"text": "争议双方没有家庭关系", "citation": "T/ZSM 3.1"}],
    routes=[
        "到示范县人民调解委员会申请调解，地点和平路 10 号，不收费用。",
        "向示范县人民法院起诉；写起诉状有困难的，可以打 12348 咨询。",
    ],
    objection="可以在收到之日起十五日内到本中心提出，我们换一个人再看一遍。",
    phone="0000-1234567",
    hotlines=["12345", "12348", "12338"],
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
COVER = DossierCover(
    office="清河镇居民服务站",
    heading="周桂芳、周建国家事纠纷",
    case_number="990101-2026-7K3QXF-M",
    handler="赵志强",
    year="2026",
    received_on="2026年10月9日",
    closed_on="2026年11月20日",
    outcome="调处成功",
    secrecy="C2 内部",
    retention="长期",
    archived_on="2026年11月25日",
    pieces=[
        {
            "number": "示居服受字〔2026〕417号",
            "title": "受理回执（存根）",
            "on": "2026年10月9日",
            "pages": "1",
            "note": "",
        },
        {
            "number": "",
            "title": "调解笔录",
            "on": "2026年11月3日",
            "pages": "3",
            "note": "手写",
        },
        {
            "number": "示居服结字〔2026〕88号",
            "title": "结案报告表",
            "on": "2026年11月20日",
            "pages": "2",
            "note": "",
        },
    ],
    note="本卷材料齐全，没有抽页。",
)
KEY_FAMILY = KeyFamilyForm(
    office="清河镇居民服务站",
    entry_number="990101-2026-7K3QXF-M",
    registered_on="2026年10月9日",
    registrar="李春梅",
    phone="0000-7654321",
    householder="周桂芳",
    householder_sex="女",
    householder_born="1971年3月",
    householder_phone="18 点以后可打",
    address="示范县清河镇东街 12 号",
    members=[
        {"relation": "子女", "name": "周小燕", "sex": "女", "age": "19", "note": "在县城读书"},
        {"relation": "父母", "name": "周德厚", "sex": "男", "age": "82", "note": "行动不便"},
    ],
    family_kinds="空巢独居、残疾重病",
    conflict_main="赡养扶养抚养",
    conflict_others="家庭财产",
    cause="老人原由女儿照料，今年春天房屋翻建以后兄妹有分歧。",
    violence="没有登记",
    vulnerable="涉老年、残疾、重病",
    earlier="本件已调处 2 次",
    risk="黄",
    risk_reason="争吵升级，老人独居",
    rated="2026年10月9日 赵志强",
    needs="家事调解、困难帮扶",
    measures=[{"on": "2026年10月12日", "who": "村（社区）服务点", "text": "先安排照料"}],
    responsible=[
        {"label": "网格员", "text": "李春梅"},
        {"label": "承办人", "text": "赵志强"},
    ],
    visit_every="每周一次",
    reported="2026年10月15日 09:20",
    visits=[{"on": "2026年10月20日", "who": "李春梅", "text": "稳定"}],
    ended="办理中",
    secrecy="内部",
    circle="只限承办、包联和上级负责人",
)
SATISFACTION = SatisfactionForm(
    office="清河镇居民服务站",
    served_on="2026年11月20日",
    services=["家事调解", "法律咨询"],
    asks_performance=True,
    asks_safety=True,
)
AGREEMENT = {
    "committee": "示范县婚姻家庭纠纷人民调解委员会",
    "holder": "甲方",
    "parties": [
        {
            "key": "甲方",
            "name": "周桂芳",
            "particulars": [
                {"label": "性别", "text": "女"},
                {"label": "出生日期", "text": "1971年3月8日"},
                {"label": "住址", "text": "示范县清河镇东街 12 号"},
            ],
        },
        {"key": "乙方", "name": "周建国", "particulars": [{"label": "性别", "text": "男"}]},
    ],
    "origin": "双方因赡养母亲的费用和照料时间发生纠纷，于2026年10月9日向本委员会申请调解。",
    "facts": "双方是兄妹，母亲八十二岁，住在老屋。2026年春天以前由甲方照料，乙方每月付三百元。",
    "issues": "一、赡养费由谁付、付多少；二、照料怎样轮流。",
    "items": [
        {
            "who": ["乙方"],
            "to_whom": ["甲方"],
            "what": "乙方每月付母亲的赡养费。",
            "amount": yuan_text(80000),
            "how": "转账到甲方代管的母亲账户",
            "due": "每月5日前",
            "condition": "",
            "confirmable": True,
        },
        {
            "who": ["甲方", "乙方"],
            "to_whom": [],
            "what": "单月由乙方照料，双月由甲方照料，母亲住院时两家共同陪护。",
            "amount": "",
            "how": "住在老屋",
            "due": "自2026年12月1日起",
            "condition": "母亲另有意见时重新商量",
            "confirmable": True,
        },
        {
            "who": ["甲方"],
            "to_whom": ["乙方"],
            "what": "甲方不再就过去的照料费用提出要求，双方的身份称谓照旧。",
            "amount": "",
            "how": "",
            "due": "",
            "condition": "",
            "confirmable": False,
        },
    ],
    "copies": 3,
    "place": "示范县社会治理中心调解室",
    "has_identity": True,
    "court_by": "2026年12月20日",
}

SCALED = DangerScaleSheet(
    office=OFFICE,
    case_number="990101-2026-7K3QXF-M",
    which="2",
    asked_at="2026年11月20日 09:44",
    asked_by="王秀兰",
    person="周小燕",
    facts=[
        {"text": "这是不是第一次", "result": "否"},
        {"text": "伤势", "result": "有伤"},
        {"text": "再回去有现实危险", "result": "是"},
        {"text": "本人或亲属的安全正受威胁", "result": "是"},
    ],
    answers=[
        {"text": "他威胁要杀您", "result": "是"},
        {"text": "您相信他会杀了您", "result": "是"},
        {"text": "他控制您大部分的生活", "result": "否"},
        {"text": "他说过得不到就毁掉", "result": "是"},
        {"text": "他威胁过或者试过自杀", "result": "否"},
        {"text": "他说过要死一起死", "result": "否"},
        {"text": "他威胁要伤害您娘家的人", "result": "是"},
        {"text": "您觉得两个月内他一定会伤害您", "result": "否"},
        {"text": "关系变坏以后，他监视您", "result": "否"},
    ],
    special=[
        {"text": "他让您透不过气：勒脖子、把头按进水里、捂住口鼻、开煤气", "result": "否"},
        {"text": "他做过别的要命的事：推下楼、灌毒药、泼硫酸、泼汽油、用利器", "result": "否"},
    ],
    total="4",
    special_said="",
    grade="中危",
    found="高危致命或者安全受威胁",
    said="他说再回娘家就去找我弟弟。",
    developers="麻超、李洪涛、苏英、毋嫘、洪炜",
)
REGISTER = DangerRegister(
    office=OFFICE,
    case_number="990101-2026-7K3QXF-M",
    received_at="2026年11月20日 09:44",
    channel="来访",
    contact="王秀兰　0000-1234567",
    situation="家庭暴力、婚恋情感",
    people=[
        {"relation": "本人", "name": "周小燕", "sex": "女", "age": "34", "note": "受害人"},
        {"relation": "配偶", "name": "孙大海", "sex": "男", "age": "36", "note": "被反映人"},
        {"relation": "子女", "name": "孙小雨", "sex": "女", "age": "7", "note": "未成年子女"},
    ],
    special="受特殊保护（反家庭暴力法第5条）",
    summary="昨晚争吵后被推倒，上月也有一次，想知道怎么办。",
    earlier="本人说不是第一次；近期报警两次以上",
    harm="有伤",
    signs="扬言伤人或自杀、近期报警两次以上",
    found="高危致命或者安全受威胁",
    grade="中危",
    orders=[
        {
            "title": "人身安全保护令",
            "state": "已经作出、出具",
            "on": "2026年11月22日",
            "note": "2027年5月21日",
        }
    ],
    steps=[
        {
            "title": "强制报告",
            "state": "公安",
            "on": "2026年11月20日",
            "note": "清公接〔2026〕88 号",
        },
        {
            "title": "庇护",
            "state": "她本人不要",
            "on": "2026年11月20日",
            "note": "愿意先住亲戚家",
        },
    ],
    services="法律援助、心理疏导",
    letters=[{"title": "示范县公安局", "state": "已书面答复", "on": "2026年11月20日", "note": ""}],
    state="办理中",
)
DUTY = DutyReport(
    office=OFFICE,
    case_number="990101-2026-7K3QXF-M",
    reported_on="2026年11月20日",
    bodies="公安、民政",
    station="清河派出所",
    receipt="清公接〔2026〕88 号",
    filed_at="2026年11月20日 10:12",
)
ORDER_FACTS = [
    {"label": "作出法院", "text": "示范县人民法院"},
    {"label": "文号", "text": "（2026）示 0101 民保令 7 号"},
    {"label": "作出日期", "text": "2026年11月22日"},
    {"label": "到期日期", "text": "2027年5月21日"},
    {"label": "内容", "text": "禁止实施家庭暴力、禁止骚扰、跟踪、接触"},
]
UNDER_ORDER = OrderVisit(
    office=OFFICE,
    case_number="990101-2026-7K3QXF-M",
    order=ORDER_FACTS,
    visited_at="2026年12月20日 15:05",
    method="来访",
    visitor="王秀兰",
    person="周小燕",
    reached_by="先确认了说话方便",
    condition="稳定",
    found="没有再来找过她，孩子上学正常。",
    next_on="2027年3月20日",
)
RETURNED = OrderReturn(
    office=OFFICE,
    to_organisation="示范县人民法院",
    person="周小燕",
    order=ORDER_FACTS[1:],
    visits=[
        {"on": "2026年12月20日", "method": "来访", "result": "稳定"},
        {"on": "2027年5月18日", "method": "电话", "result": "稳定"},
    ],
    contact="0000-1234567",
)
RIGHTS = RightsNotice(
    office=OFFICE,
    person="周女士",
    requested_on="2026年11月20日",
    rights=[
        {"text": "问清谁在办、办到哪一步、什么时候答复", "citation": "T/ZSM 5.6.1"},
        {"text": "不同意调解，随时要求停下来", "citation": "人民调解法第17条、第23条"},
    ],
    duties=[{"text": "如实说明情况", "citation": "人民调解法第24条"}],
    complaints=[
        {"label": "办理的站点", "text": "0000-7654321"},
        {"label": "政务服务便民热线", "text": "12345"},
    ],
    hotlines=[{"label": "报警", "text": "110"}, {"label": "妇女维权", "text": "12338"}],
)
LEAFLET = RightsLeaflet(
    office=OFFICE,
    rights=["问清谁在办、办到哪一步", "不同意调解，随时要求停下来"],
    complaints=[{"label": "电话", "text": "0000-1234567"}],
    hotlines=RIGHTS["hotlines"],
)
CONSENT = ConsentForm(
    office=OFFICE,
    person="周小雨",
    basis="已告知并同意",
    services="家事调解、心理疏导",
    information=[
        {"label": "姓名", "purpose": "登记、出文书", "sensitive": ""},
        {"label": "来意和经过", "purpose": "办理请求的事", "sensitive": "敏感信息"},
    ],
    receivers=[
        {
            "to": "示范县民政局",
            "told": "姓名、出生日期",
            "ground": "本人单独同意（个人信息保护法第23条、第29条）",
            "on": "2026年11月20日",
            "state": "等签收",
        }
    ],
    kept_for="30",
    rights=[{"text": "随时撤回同意", "citation": "个人信息保护法第15条"}],
    phone="0000-1234567",
    child="不满十四周岁，由监护人阅读、签字（个人信息保护法第31条）。",
    guardian="周桂芳",
    stays="本份由承办人留存，不带走；本人可以随时来看。",
)
AUTHORISED = Authorisation(
    office=OFFICE,
    principal="周桂芳",
    agent="周小燕",
    relation="子女",
    case_number="990101-2026-7K3QXF-M",
    services="家事调解",
)
CORE = {
    "intake_receipt": RECEIPT,
    "intake_receipt_neutral": SLIP,
    "assign_letter": ASSIGN,
    "report_letter": REPORT,
    "closing_report": CLOSING,
    "disposal_plan": PLAN,
    "meeting_minutes": MINUTES,
    "conference_minutes": {**MINUTES, "meeting": "联合会诊"},
    "followup_record": FOLLOWUP,
    "supervision_letter": SUPERVISION,
    "co_handling_notice": JOINT,
    "lead_handover": HANDOVER,
    "notice": NOTICE,
    "referral_letter": REFERRAL,
    "outside_letter": OUTSIDE,
    "dossier_cover": COVER,
    "key_family_form": KEY_FAMILY,
    "satisfaction_form": SATISFACTION,
    "rights_notice": RIGHTS,
    "rights_leaflet": LEAFLET,
    "consent_form": CONSENT,
    "consent_kept": CONSENT,
    "authorisation": AUTHORISED,
    "danger_register": REGISTER,
    "danger_scale_sheet": SCALED,
    "duty_report": DUTY,
    "order_visit": UNDER_ORDER,
    "order_return": RETURNED,
}
AGREEMENT_TEMPLATE = Path(plugins.__path__[0]) / "mediation" / "documents" / "agreement.typ"
# name -> (template, data of its collector)
ALL = {
    **{name: (TEMPLATES / PAPERS[name].template, data) for name, data in CORE.items()},
    "agreement": (AGREEMENT_TEMPLATE, AGREEMENT),
}
