"""附录A 家事纠纷化解重点家庭登记表 as a form (T/ZSM 5.5.1.2).

The standard prints no body for the annex; this one follows the registers counties keep. What the
case knows by itself (people, situation, level, visits) is not asked here: the paper takes it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.cases.forms import options_of
from core.words import Condition, Field, Form, Kind, Sensitivity

KINDS: Final[Mapping[str, str]] = {
    "single_parent": "单亲",
    "remarried": "重组",
    "left_behind": "留守",
    "alone": "空巢独居",
    "bereaved": "失独",
    "ill": "残疾重病",
    "disturbed": "精神障碍",
    "supervised": "社区矫正、刑释",
    "addiction": "吸毒、酗酒、赌博",
    "apart": "长期分居、离异未离家",
    "tenants": "外来租户",
    "poor": "低保、特困、边缘",
    "child_in_need": "困境儿童",
}
NEEDS: Final[Mapping[str, str]] = {
    "settle": "调解",
    "law": "法律",
    "mind": "心理",
    "shelter": "庇护",
    "relief": "救助",
    "teaching": "家庭教育指导",
    "work": "就业",
}
GRADES: Final[Mapping[str, str]] = {"high": "高", "middle": "中", "low": "低"}
ENDS: Final[Mapping[str, str]] = {
    "resolved": "化解",
    "eased": "缓和",
    "steadied": "稳控",
    "handed_on": "移送",
    "moved": "迁出",
}
KEEPERS: Final[Mapping[str, str]] = {
    "keeper_village": "村、网格员",
    "keeper_women": "妇联执委",
    "keeper_police": "民警",
    "keeper_town": "镇领导",
}
ENDED: Final[Condition] = {"field": "ended", "filled": True}


def _grade(name: str, label: str) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.CHOICE,
        options=options_of(GRADES),
        purpose="分类施策，定走访频次（T/ZSM 5.5.3.1）",
    )


def _number(name: str, label: str, most: int = 999) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.NUMBER,
        minimum=0,
        maximum=most,
        purpose="附录A：此前经过",
    )


KEY_FAMILY = Form(
    key="key_family",
    title="重点家庭登记表",
    version=2,
    intro="已经知道的已替您填好，请核对。涉及暴力的，表上只写有没有，不写文书号和住址。",
    fields=(
        Field(
            name="head",
            label="户主",
            kind=Kind.PARTY,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="附录A：户主，家庭成员按和户主的关系写",
        ),
        Field(
            name="kinds",
            label="家庭类型",
            kind=Kind.CHOICES,
            options=options_of(KINDS),
            codes="family_kind",
            sensitivity=Sensitivity.RESTRICTED,
            purpose="附录A：分类施策",
        ),
        Field(
            name="cause",
            label="矛盾起因、简要情况",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="附录A：报上级时不用再讲一遍",
        ),
        Field(
            name="since",
            label="什么时候开始、最近一次",
            max_length=100,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="附录A：持续多久",
        ),
        _number("police_calls", "警情次数"),
        _number("petitions", "信访次数"),
        _number("lawsuits", "诉讼次数"),
        _number("tries", "此前调处次数"),
        _grade("difficulty", "解决难度"),
        _grade("help_needed", "帮扶力度"),
        _grade("danger", "风险程度"),
        Field(
            name="needs",
            label="诉求与需求",
            kind=Kind.CHOICES,
            options=options_of(NEEDS),
            codes="family_need",
            purpose="附录A：需要哪些服务",
        ),
        *(
            Field(
                name=name,
                label=label,
                max_length=40,
                sensitivity=Sensitivity.SENSITIVE,
                purpose="附录A：包联责任人",
            )
            for name, label in KEEPERS.items()
        ),
        _number("visit_every_days", "几天走访一次", 365),
        Field(
            name="reported_to",
            label="上报到",
            max_length=80,
            purpose="附录A：村级办不了的报乡镇（T/ZSM 5.5.1.2）",
        ),
        Field(
            name="reported_on",
            label="上报日期",
            kind=Kind.DATE,
            shown_when={"field": "reported_to", "filled": True},
            purpose="附录A：上报时间",
        ),
        Field(
            name="ended",
            label="办结",
            kind=Kind.CHOICE,
            options=options_of(ENDS),
            codes="family_end",
            purpose="附录A：办结结果",
        ),
        Field(
            name="ended_on",
            label="办结日期",
            kind=Kind.DATE,
            shown_when=ENDED,
            purpose="附录A：办结日期",
        ),
    ),
    sections=(
        ("家庭和矛盾", ("head", "kinds", "cause", "since")),
        ("此前经过", ("police_calls", "petitions", "lawsuits", "tries")),
        ("三项评定", ("difficulty", "help_needed", "danger")),
        ("包联和走访", ("needs", *KEEPERS, "visit_every_days")),
        ("上报和办结", ("reported_to", "reported_on", "ended", "ended_on")),
    ),
)
