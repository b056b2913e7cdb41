"""The forms core asks about a running case: danger alone, the report, the visit, a correction.

Each is short, because it is filled while somebody waits (T/ZSM 5.5.3.1; 妇联规程 9–13).
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.clue_form import CLUE
from core.cases.co_forms import CO_FORMS
from core.cases.conference_form import CONFERENCE
from core.cases.contact_form import SAFE_CONTACT
from core.cases.danger.gaps import DANGER_MEASURE
from core.cases.danger.scale import DANGER_SCALE
from core.cases.evaluation_forms import EVALUATION_FORMS
from core.cases.flag_words import SET_FLAG
from core.cases.forms import CAME, CAMPAIGN, FOUND_ON, PARTY_FIELDS, long_ago, options_of
from core.cases.key_family_form import KEY_FAMILY
from core.cases.meeting_forms import MEETING_FORMS
from core.cases.protection_form import PROTECTION
from core.cases.referral_form import REFERRAL_FORMS
from core.cases.team_forms import LOOP, TEAM
from core.cases.thanks_form import THANKS
from core.words import (
    CHANNELS,
    DANGER,
    DANGER_FLAGS,
    PROMISE_STATES,
    REPLY_WAYS,
    SCENARIOS,
    Condition,
    Field,
    Form,
    Kind,
    Objection,
    Sensitivity,
    Value,
)

FOUND: Mapping[str, str] = {
    "stable": "稳定",
    "relapse": "反复",
    "worse": "激化",
    "unreachable": "联系不上",
}

DANGER_CHECK = Form(
    key="danger_check",
    title="单独谈：是否有危险",
    fields=(
        Field(
            name="alone",
            label="是单独问的吗",
            kind=Kind.YES_NO,
            required=True,
            purpose="对方在场时的回答不作数（妇联规程第9条）",
        ),
        Field(
            name="danger_now",
            label="此刻有没有危险",
            kind=Kind.CHOICE,
            options=options_of(DANGER),
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="判断能否开调解",
        ),
        Field(
            name="danger_flags",
            label="危险信号",
            kind=Kind.CHOICES,
            options=options_of(DANGER_FLAGS),
            sensitivity=Sensitivity.RESTRICTED,
            purpose="判断是否立即报告",
        ),
        Field(
            name="said",
            label="她怎么说",
            kind=Kind.LONG_TEXT,
            max_length=1000,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="受理记录本身是证据（法释〔2022〕17号第6条）",
        ),
    ),
)
REPORT_RECORD = Form(
    key="report_record",
    title="强制报告登记",
    version=2,
    fields=(
        Field(
            name="to",
            label="报给谁",
            kind=Kind.CHOICES,
            options=options_of({"police": "公安", "civil_affairs": "民政", "education": "教育"}),
            required=True,
            min_items=1,
            purpose="未成年人保护法第11条",
        ),
        Field(name="on", label="报告日期", kind=Kind.DATE, required=True, purpose="报告时效"),
        Field(
            name="by",
            label="报告人",
            max_length=40,
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="追责与免责（反家庭暴力法第35条）",
        ),
        Field(
            name="station",
            label="哪个派出所",
            max_length=60,
            shown_when={"field": "to", "has": "police"},
            sensitivity=Sensitivity.RESTRICTED,
            purpose="证明报给了谁（反家庭暴力法第14条）",
        ),
        Field(
            name="receipt",
            label="回执号或接报人",
            max_length=80,
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="证明已经报告",
        ),
    ),
)
SPOKEN_WITH: Condition = {
    "all": [{"field": "safe", "is": True}, {"not": {"field": "found", "is": "unreachable"}}]
}


def told_when_worse(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """What turned worse is told in words: somebody has to act on it."""
    if data.get("found") != "worse" or data.get("note"):
        return ()
    return (Objection(text="激化的，写清发生了什么", code="note", field_name="note"),)


FOLLOW_UP_WAYS: Mapping[str, str] = {"visit": "上门", "phone": "电话", "in_person": "来访"}
FOLLOW_UP = Form(
    key="followup_record",
    title="回访记录",
    version=2,
    check=told_when_worse,
    fields=(
        Field(
            name="safe",
            label="先确认：现在说话方便吗",
            kind=Kind.YES_NO,
            required=True,
            purpose="先确认能安全说话，再回访（妇联规程第13条）",
        ),
        Field(
            name="way",
            label="方式",
            kind=Kind.CHOICE,
            options=options_of(FOLLOW_UP_WAYS),
            codes="follow_up_way",
            required=True,
            purpose="回访记录",
        ),
        Field(
            name="found",
            label="情况",
            kind=Kind.CHOICE,
            options=options_of(FOUND),
            required=True,
            purpose="统计：回访结果；决定下次回访",
        ),
        Field(
            name="party",
            label="同谁谈的",
            kind=Kind.PARTY,
            shown_when=SPOKEN_WITH,
            purpose="回访记录",
        ),
        Field(
            name="performance",
            label="约定履行",
            kind=Kind.CHOICE,
            options=options_of({**PROMISE_STATES, "none": "没有约定"}),
            shown_when=SPOKEN_WITH,
            purpose="统计：履行率（人民调解法第31条）",
        ),
        Field(
            name="kept",
            label="逐项履行",
            kind=Kind.SUB_FORM,
            shown_when=SPOKEN_WITH,
            max_items=30,
            purpose="统计：履行率；督促履行（人民调解法第31条）",
            fields=(
                Field(
                    name="number",
                    label="第几项",
                    kind=Kind.NUMBER,
                    minimum=1,
                    maximum=99,
                    required=True,
                    purpose="对应约定的条目",
                ),
                Field(
                    name="state",
                    label="履行",
                    kind=Kind.CHOICE,
                    options=options_of(PROMISE_STATES),
                    purpose="统计：履行率",
                ),
                Field(
                    name="proof",
                    label="凭据、说明",
                    max_length=200,
                    sensitivity=Sensitivity.SENSITIVE,
                    purpose="履行凭据",
                ),
            ),
        ),
        Field(
            name="next_on",
            label="下次回访",
            kind=Kind.DATE,
            shown_when=SPOKEN_WITH,
            help="不填就按原来的计划；休息日顺延到工作日",
            purpose="安排下次回访",
        ),
        Field(
            name="note",
            label="记录",
            kind=Kind.LONG_TEXT,
            max_length=1000,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="回访记录",
        ),
    ),
)
CORRECTION = Form(
    key="intake_correction",
    title="更正登记",
    version=3,
    check=lambda data: tuple(long_ago(data)),
    intro="只在登记当天、交出去之前；改了什么会留痕。",
    fields=(
        Field(
            name="scenario",
            label="什么事",
            kind=Kind.CHOICE,
            options=options_of(SCENARIOS),
            codes="scenario",
            required=True,
            purpose="服务情形统计（T/ZSM 5.2）",
        ),
        Field(
            name="summary",
            label="一句话说清诉求",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="接手的人不用让来访人再讲一遍",
        ),
        Field(
            name="channel",
            label="来源",
            kind=Kind.CHOICE,
            options=options_of(CHANNELS),
            codes="channel",
            required=True,
            purpose="统计：来源渠道",
        ),
        Field(
            name="channel_ref",
            label="来源编号",
            max_length=80,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="法院、热线来件的回函",
        ),
        CAMPAIGN,
        FOUND_ON,
        CAME,
        Field(
            name="reply_by",
            label="答复方式",
            kind=Kind.CHOICE,
            options=options_of(REPLY_WAYS),
            codes="reply_way",
            required=True,
            purpose="按来访人说的方式答复",
        ),
        Field(
            name="parties",
            label="谁和谁",
            kind=Kind.SUB_FORM,
            fields=tuple(
                field
                for field in PARTY_FIELDS
                if field.name in ("role", "name", "relation", "phone", "birth_date", "sex")
            ),
            max_items=12,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="回执、查重、回避",
        ),
    ),
)
CORE_FORMS: Mapping[str, Form] = {
    form.key: form
    for form in (
        CLUE,
        DANGER_CHECK,
        REPORT_RECORD,
        FOLLOW_UP,
        CORRECTION,
        KEY_FAMILY,
        TEAM,
        LOOP,
        THANKS,
        *CO_FORMS,
        SET_FLAG,
        SAFE_CONTACT,
        DANGER_SCALE,
        DANGER_MEASURE,
        PROTECTION,
        *REFERRAL_FORMS,
        *MEETING_FORMS,
        *EVALUATION_FORMS,
        CONFERENCE,
    )
}
