"""The forms of 评价与改进: 附录 C, whom to ask how, a complaint and its answer, what is put right.

The body of 附录 C is not in the published draft; the questions here are ours (T/ZSM 6.1, 附录 C).
It asks for nobody's name, age or sex: an answer of a village of one case must lead to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from core.cases.forms import options_of
from core.words import (
    Field,
    Form,
    Kind,
    Objection,
    Option,
    Sensitivity,
    Value,
    read_date,
)

SURVEYED: Final = "T/ZSM 6.1、附录 C"
IMPROVED: Final = "T/ZSM 6.2"
S = Sensitivity.SENSITIVE

FIVE: Final[Mapping[str, str]] = {
    "very": "非常满意",
    "good": "满意",
    "fair": "基本满意",
    "poor": "不满意",
    "bad": "非常不满意",
}
"""附录 C counts from five down to one, in this order."""
LOW: Final = frozenset({"poor", "bad"})
"""Two and one of five: something has to be put right."""
GOOD: Final = frozenset({"very", "good"})
WHO: Final[Mapping[str, str]] = {
    "applicant": "来办事的人",
    "respondent": "另一方",
    "family": "家属",
    "other": "其他",
}
SOLVED: Final[Mapping[str, str]] = {"yes": "解决了", "partly": "解决了一部分", "no": "没有解决"}
KEPT: Final[Mapping[str, str]] = {"yes": "都做到了", "partly": "做到一部分", "no": "没有做到"}
FEES: Final[Mapping[str, str]] = {"no": "没有", "yes": "有"}
SAFE: Final[Mapping[str, str]] = {"yes": "安全", "no": "不安全", "unsaid": "不方便说"}
RECOMMENDS: Final[Mapping[str, str]] = {"yes": "愿意", "maybe": "不一定", "no": "不愿意"}
ASPECTS: Final[Mapping[str, str]] = {
    "convenience": "办事方便吗（一个窗口、少跑路）",
    "attitude": "工作人员的态度",
    "timeliness": "办理及时吗",
    "fairness": "公平公正、尊重您的意愿吗",
    "skill": "专业能力",
    "privacy": "对您的隐私保护得好吗",
}
"""What is asked in five steps, beside the whole."""


def _aspect(name: str) -> Field:
    return Field(
        name=name, label=ASPECTS[name], kind=Kind.CHOICE, options=options_of(FIVE),
        purpose="统计：满意度各项的分布",
    )  # fmt: skip


SURVEY = Form(
    key="survey",
    title="服务评价",
    intro="不记姓名，只用来改进服务，不影响您办事。除了“总体满意吗”，不想答的可以空着。",
    fields=(
        Field(
            name="overall", label="总体满意吗", kind=Kind.CHOICE, options=options_of(FIVE),
            required=True, purpose="统计：满意率；规则：不满意的要整改", law=SURVEYED,
        ),
        *(_aspect(name) for name in ASPECTS),
        Field(
            name="solved", label="问题解决了吗", kind=Kind.CHOICE, options=options_of(SOLVED),
            purpose="统计：满意度各项的分布",
        ),
        Field(
            name="kept", label="约定的事履行了吗", kind=Kind.CHOICE, options=options_of(KEPT),
            purpose="统计：满意度各项的分布",
        ),
        Field(
            name="fees", label="有没有人向您收费、收礼", kind=Kind.CHOICE, options=options_of(FEES),
            purpose="规则：有的按投诉办", law="T/ZSM 4.1", sensitivity=S,
        ),
        Field(
            name="safe", label="您现在安全吗", kind=Kind.CHOICE, options=options_of(SAFE),
            purpose="规则：不安全的马上联系", sensitivity=S,
        ),
        Field(
            name="recommends", label="愿意把这里告诉别人吗", kind=Kind.CHOICE,
            options=options_of(RECOMMENDS), purpose="统计：满意度各项的分布",
        ),
        Field(
            name="who", label="您是", kind=Kind.CHOICE, options=options_of(WHO),
            purpose="统计：满意度各项的分布",
        ),
        Field(
            name="words", label="意见和建议", kind=Kind.LONG_TEXT, max_length=500,
            purpose="规则：改进服务；不写姓名", sensitivity=S,
            help="不要写姓名、电话和住址",
        ),
        Field(
            name="call", label="要不要我们再联系您", kind=Kind.YES_NO,
            purpose="规则：要联系的交给牵头人；这一条不匿名", sensitivity=S,
            help="选“是”，您的牵头人会知道是您想谈谈，但看不到您上面怎么答的",
        ),
    ),
)  # fmt: skip


def survey_form(*, kept: bool, safe: bool) -> Form:
    """Return 附录 C as it is asked of one person: *kept* where something was agreed, *safe* only on
    a way that nobody else reads along."""
    left_out = {name for name, asked in (("kept", kept), ("safe", safe)) if not asked}
    return replace(SURVEY, fields=tuple(one for one in SURVEY.fields if one.name not in left_out))


HERE, SCAN, SMS, CALL, PAPER = "here", "scan", "sms", "phone", "paper"
WAYS: Final[Mapping[str, str]] = {
    HERE: "当面，在这里填",
    SCAN: "当面，扫码用自己的手机填",
    SMS: "把链接发到手机上",
    CALL: "电话里问",
    PAPER: "纸质，投意见箱",
}
ASKING = Form(
    key="survey_asked",
    title="请人评价",
    intro="一项服务请一个人评价一次，30 天内有效。答卷不记是谁答的，办件里也看不到答了什么。",
    fields=(
        Field(
            name="item", label="哪一项服务", kind=Kind.CHOICE,
            options=(Option(value="none", label="请选择"),),
            required=True, purpose="规则：一项服务一个评价", law=SURVEYED,
        ),
        Field(
            name="party", label="请谁评价", kind=Kind.PARTY, required=True, sensitivity=S,
            purpose="规则：被反映人不评价给对方的服务",
        ),
        Field(
            name="way", label="怎么请", kind=Kind.CHOICE, options=options_of(WAYS), required=True,
            purpose="规则：按安全联系方式", law="妇联规程第13条",
        ),
    ),
)  # fmt: skip
BOX: Final = Form(
    key="survey_box",
    title="录入意见箱里的纸质评价",
    intro="照纸上的录。录一份，发出去的纸质评价就少一份没收回的；不对应是谁。",
    fields=(
        Field(
            name="service", label="哪一项服务", kind=Kind.CHOICE,
            options=(Option(value="none", label="请选择"),),
            required=True, purpose="统计：满意率分服务", law=SURVEYED,
        ),
        *survey_form(kept=True, safe=False).fields[:-1],
    ),
)  # fmt: skip

MATTERS: Final[Mapping[str, str]] = {
    "attitude": "态度不好",
    "delay": "拖着不办",
    "unfair": "不公正、偏袒",
    "forced": "强迫、劝和",
    "leak": "泄露隐私",
    "fees": "收费、收礼",
    "refused": "该办的不办",
    "other": "其他",
}
TOLD: Final[Mapping[str, str]] = {
    "in_person": "当面",
    "phone": "电话",
    "letter": "来信",
    "online": "网上",
    "12345": "12345 转来",
    "12338": "12338 转来",
    "survey": "满意度答卷",
}
ANSWERED: Final[Mapping[str, str]] = {
    "in_person": "当面",
    "phone": "电话",
    "letter": "书面",
    "none": "不用答复，没有留联系方式",
}


def _complained(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    found = []
    if data.get("answer") in ("phone", "letter") and not data.get("reach"):
        found.append(Objection(text="请写电话或地址，才答复得到", code="reach", field_name="reach"))
    return tuple(found)


COMPLAINT = Form(
    key="complaint",
    title="登记投诉",
    intro="照来人说的记。由上一级办理，被投诉的人看不到。",
    check=_complained,
    fields=(
        Field(
            name="on", label="哪天收到的", kind=Kind.DATE, required=True, law=IMPROVED,
            purpose="规则：从这天起算答复期限",
        ),
        Field(
            name="told", label="怎么来的", kind=Kind.CHOICE,
            options=options_of({one: label for one, label in TOLD.items() if one != "survey"}),
            required=True, purpose="文书：投诉答复书",
        ),
        Field(
            name="point", label="投诉哪个点", kind=Kind.POINT, required=True,
            purpose="规则：由它的上一级办",
        ),
        Field(
            name="matter", label="什么事", kind=Kind.CHOICE, options=options_of(MATTERS),
            required=True, purpose="规则：整改写明是哪一类",
        ),
        Field(
            name="who", label="投诉谁", kind=Kind.STAFF,
            purpose="规则：被投诉的人看不到，也不办", sensitivity=S,
        ),
        Field(
            name="named", label="名单里没有的，写姓名", max_length=40,
            purpose="规则：被投诉的人看不到，也不办", sensitivity=S,
        ),
        Field(
            name="text", label="投诉什么", kind=Kind.LONG_TEXT, required=True, max_length=2000,
            purpose="文书：投诉答复书", sensitivity=S,
        ),
        Field(
            name="wish", label="希望怎么处理", kind=Kind.LONG_TEXT, max_length=500,
            purpose="文书：投诉答复书", sensitivity=S,
        ),
        Field(
            name="name", label="投诉人，匿名就空着", max_length=40,
            purpose="文书：投诉答复书的抬头", sensitivity=S,
        ),
        Field(
            name="answer", label="怎么答复", kind=Kind.CHOICE, options=options_of(ANSWERED),
            required=True, purpose="规则：按本人要的方式答复", law="妇联规程第13条",
            sensitivity=S,
        ),
        Field(
            name="reach", label="电话或地址", max_length=100,
            purpose="规则：按本人要的方式答复", sensitivity=S,
        ),
        Field(
            name="number", label="办件号，知道就写", max_length=24,
            purpose="规则：要回避的人看不到", sensitivity=S,
        ),
    ),
)  # fmt: skip

FOUNDED: Final = frozenset({"founded", "partly"})
RESULTS: Final[Mapping[str, str]] = {
    "founded": "属实",
    "partly": "部分属实",
    "unfounded": "不属实",
    "unclear": "查不清",
    "elsewhere": "不归我们管，已转送",
    "withdrawn": "投诉人撤回",
}
REPLY = Form(
    key="complaint_reply",
    title="答复投诉",
    intro="属实、部分属实的，存好就开一项整改。答复书只写查到什么、怎么处理，不写别的办件和别人的事。",
    fields=(
        Field(
            name="result", label="查下来", kind=Kind.CHOICE, options=options_of(RESULTS),
            required=True, purpose="文书：投诉答复书", law=IMPROVED, sensitivity=S,
        ),
        Field(
            name="found", label="查到什么", kind=Kind.LONG_TEXT, required=True, max_length=1000,
            min_length=4, purpose="文书：投诉答复书", sensitivity=S,
        ),
        Field(
            name="done", label="怎么处理的", kind=Kind.LONG_TEXT, max_length=1000,
            shown_when={"field": "result", "in": ["founded", "partly", "elsewhere"]},
            required=True, purpose="文书：投诉答复书", sensitivity=S,
        ),
        Field(
            name="on", label="哪天答复的", kind=Kind.DATE, required=True,
            purpose="统计：投诉按期答复率",
        ),
        Field(
            name="way", label="怎么答复的", kind=Kind.CHOICE, options=options_of(ANSWERED),
            required=True, purpose="文书：投诉答复书", sensitivity=S,
        ),
    ),
)  # fmt: skip

LONGER = Form(
    key="complaint_longer",
    title="申请延期答复",
    intro="只延一次，到期以前由上一级同意才算数。",
    fields=(
        Field(
            name="until", label="延到哪一天", kind=Kind.DATE, required=True,
            purpose="规则：同意以后按这一天算是不是按期",
        ),
        Field(
            name="why", label="为什么要延期", kind=Kind.LONG_TEXT, required=True, max_length=300,
            min_length=4, purpose="文书：延期答复告知书", sensitivity=S,
            help="会写在给投诉人的告知书上：不写别人的姓名，不写办件里的事。",
        ),
    ),
)  # fmt: skip
LONGER_STATES: Final[Mapping[str, str]] = {
    "asked": "申请延期，等上一级同意",
    "agreed": "同意延期",
    "refused": "不同意延期",
}
LONGER_ANSWER = Form(
    key="complaint_longer_answer",
    title="审批延期答复",
    fields=(
        Field(
            name="good", label="同意延期吗", kind=Kind.YES_NO, required=True,
            purpose="规则：由上一级同意才延",
        ),
        Field(
            name="note", label="不同意的原因", kind=Kind.LONG_TEXT, required=True, max_length=300,
            min_length=2, shown_when={"field": "good", "is": False},
            purpose="规则：告诉申请的人", sensitivity=S,
        ),
    ),
)  # fmt: skip

SOURCES: Final[Mapping[str, str]] = {
    "survey": "满意度调查",
    "complaint": "投诉",
    "meeting": "月度分析会",
    "check": "督导、检查",
    "own": "自己发现",
}
STATES: Final[Mapping[str, str]] = {
    "open": "待定措施",
    "planned": "整改中",
    "done": "待核验",
    "checked": "已核验",
}
FOUND = Form(
    key="improvement",
    title="登记整改",
    intro="写问题，不写当事人的姓名和办件里的事。",
    fields=(
        Field(
            name="source", label="从哪里来", kind=Kind.CHOICE,
            options=options_of(
                {one: label for one, label in SOURCES.items() if one not in ("survey", "complaint")}
            ),
            required=True, purpose="统计：整改台账", law=IMPROVED,
        ),
        Field(
            name="point", label="哪个点", kind=Kind.POINT, required=True,
            purpose="规则：由这个点的负责人定措施",
        ),
        Field(
            name="problem", label="什么问题", kind=Kind.LONG_TEXT, required=True, max_length=1000,
            min_length=4, purpose="统计：整改台账", law=IMPROVED, sensitivity=S,
        ),
    ),
)  # fmt: skip
PLAN = Form(
    key="improvement_plan",
    title="定整改措施",
    fields=(
        Field(
            name="cause", label="原因", kind=Kind.LONG_TEXT, required=True, max_length=1000,
            min_length=4, purpose="统计：整改台账", law=IMPROVED, sensitivity=S,
        ),
        Field(
            name="measure", label="措施", kind=Kind.LONG_TEXT, required=True, max_length=1000,
            min_length=4, purpose="统计：整改台账", law=IMPROVED, sensitivity=S,
        ),
        Field(
            name="owner", label="由谁去改", kind=Kind.STAFF, required=True,
            purpose="规则：成为这个人的待办；不能自己核验",
        ),
        Field(
            name="due", label="哪天以前改好", kind=Kind.DATE, required=True,
            purpose="规则：到期提醒",
        ),
    ),
)  # fmt: skip
DONE = Form(
    key="improvement_done",
    title="整改完成",
    fields=(
        Field(
            name="on", label="哪天改好的", kind=Kind.DATE, required=True,
            purpose="统计：整改台账",
        ),
        Field(
            name="what", label="改了什么", kind=Kind.LONG_TEXT, required=True, max_length=1000,
            min_length=2, purpose="统计：整改台账", law=IMPROVED, sensitivity=S,
        ),
        Field(
            name="evidence", label="佐证是什么、在哪里", required=True, max_length=200,
            min_length=2, purpose="规则：没有佐证不核验", law=IMPROVED,
            placeholder="例如：新的受理须知，窗口公示栏，2026 年 11 月",
        ),
    ),
)  # fmt: skip


def _checked(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    if data.get("good") is False and read_date(data.get("due")) is None:
        return (Objection(text="退回去的，请写哪天以前改好", code="due", field_name="due"),)
    return ()


CHECK = Form(
    key="improvement_check",
    title="核验整改",
    check=_checked,
    fields=(
        Field(
            name="good", label="佐证看过，改好了吗", kind=Kind.YES_NO, required=True,
            purpose="规则：看过佐证才销号", law=IMPROVED,
        ),
        Field(
            name="note", label="看到的情况", kind=Kind.LONG_TEXT, required=True, max_length=500,
            min_length=2, purpose="统计：整改台账", sensitivity=S,
        ),
        Field(
            name="due", label="再给到哪天", kind=Kind.DATE,
            shown_when={"field": "good", "is": False},
            purpose="规则：到期提醒",
        ),
    ),
)  # fmt: skip
EVALUATION_FORMS: Final = (
    SURVEY, ASKING, BOX, COMPLAINT, REPLY, LONGER, LONGER_ANSWER, FOUND, PLAN, DONE, CHECK,
)  # fmt: skip
