"""Papers of the work on a case, to its end and into its file."""

from __future__ import annotations

from core.documents.schemas import (
    ClosingReport,
    DisposalPlan,
    DossierCover,
    FollowUpRecord,
    KeyFamilyForm,
    MeetingMinutes,
)
from core.documents.wording import yuan_text
from tests.core.documents.examples.common import ATTEMPTS, PARTIES

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
