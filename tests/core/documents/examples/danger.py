"""Papers about violence, which nobody takes home."""

from __future__ import annotations

from core.documents.schemas import (
    DangerRegister,
    DangerScaleSheet,
    DutyReport,
    OrderReturn,
    OrderVisit,
)
from tests.core.documents.examples.common import OFFICE

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
