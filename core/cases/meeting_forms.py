"""The forms of 月度分析会: calling it, its minutes, and what is put right (T/ZSM 5.5.2.2).

What is decided names who does it by when, so that it can become a task; what nobody said anything
about is left out of the minutes.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    read_rows,
)

LAW: Final = "T/ZSM 5.5.2.2"
POSTS: Final[Mapping[str, str]] = {
    "chair": "妇联主席",
    "mediator": "调解员",
    "lawyer": "婚调律师",
    "counsellor": "心理咨询师",
    "other": "其他",
}
EXPECTED: Final = ("chair", "mediator", "lawyer", "counsellor")
"""Who the standard wants at the table."""
JOINTLY: Final[Mapping[str, str]] = {
    "own": "只开本点的",
    "all": "和下级各点合并召开",
    "some": "和下面几个点合并召开",
}
CAME: Final[Mapping[str, str]] = {"yes": "到会", "no": "缺席", "recused": "回避"}
RISKS: Final[Mapping[str, str]] = {
    "none": "没有",
    "watch": "要盯住",
    "high": "有恶性案事件风险",
}
S = Sensitivity.SENSITIVE
_POST = Field(
    name="post",
    label="岗位",
    kind=Kind.CHOICE,
    options=options_of(POSTS),
    required=True,
    purpose="规则：四种人员到没到",
    law=LAW,
)
_WHO = Field(name="who", label="谁", kind=Kind.STAFF, purpose="规则：要回避的件不上议程")
_NAME = Field(
    name="name",
    label="外单位的人，写单位和姓名",
    purpose="文书：会议纪要的参会人",
    max_length=60,
)


def _objection(name: str, text: str) -> Objection:
    return Objection(text=text, code=name, field_name=name)


def _people(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """Each row names one person, and nobody stands twice."""
    found, seen = [], set()
    for place, row in enumerate(read_rows(data.get("people"))):
        who, name = row.get("who"), row.get("name")
        if bool(who) == bool(name):
            found.append(_objection(f"people.{place}.who", "选一位同事，或写外单位的人"))
        elif (who or name) in seen:
            found.append(_objection(f"people.{place}.who", "这一位已经在上面了"))
        seen.add(who or name)
    return tuple(found)


def _called(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    found = list(_people(data))
    if data.get("jointly") == "some" and not read_rows(data.get("points")):
        found.append(_objection("points", "请选和哪几个点合并召开"))
    return tuple(found)


def _held(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    found = list(_people(data))
    if not any(row.get("came") == "yes" for row in read_rows(data.get("people"))):
        found.append(_objection("people", "至少一位到会"))
    on = read_date(data.get("on"))
    for place, row in enumerate(read_rows(data.get("topics"))):
        due = read_date(row.get("due"))
        if (row.get("owner") or due) and not row.get("decision"):
            found.append(_objection(f"topics.{place}.decision", "请写定了什么"))
        if row.get("decision") and not row.get("owner"):
            found.append(_objection(f"topics.{place}.owner", "请选由谁去办"))
        if row.get("decision") and due is None:
            found.append(_objection(f"topics.{place}.due", "请写哪天以前办完"))
        if due is not None and on is not None and due < on:
            found.append(_objection(f"topics.{place}.due", "期限在开会以前，请核对"))
    return tuple(found)


CALLING = Form(
    key="analysis_meeting",
    title="召集月度分析会",
    intro="每个点每月一次。议程由系统从办件里排，参会人里有要回避的，那一件不列。",
    check=_called,
    fields=(
        Field(
            name="on", label="哪天开", kind=Kind.DATE, required=True, law=LAW,
            purpose="统计：分析会召开率，算在这个月",
        ),
        Field(
            name="place", label="在哪里", required=True, max_length=80,
            purpose="文书：会议议程、会议纪要的地点",
        ),
        Field(
            name="jointly", label="和谁一起开", kind=Kind.CHOICE, options=options_of(JOINTLY),
            required=True, default="own", purpose="规则：合并召开的，各点都算开过",
        ),
        Field(
            name="points", label="合并的点", kind=Kind.SUB_FORM, max_items=30,
            shown_when={"field": "jointly", "is": "some"},
            purpose="规则：合并召开的，各点都算开过",
            fields=(
                Field(
                    name="point", label="服务点", kind=Kind.POINT, required=True,
                    purpose="规则：合并召开的，各点都算开过",
                ),
            ),
        ),
        Field(
            name="people", label="请谁参加", kind=Kind.SUB_FORM, min_items=1, max_items=30,
            purpose="规则：四种人员到没到；要回避的件不上议程", law=LAW,
            fields=(_POST, _WHO, _NAME),
        ),
    ),
)  # fmt: skip
MINUTES = Form(
    key="analysis_minutes",
    title="月度分析会纪要",
    intro="没有议到的件，那一行空着就不记。定下的事会成为承办人的待办，到期提醒。",
    check=_held,
    fields=(
        Field(
            name="on", label="哪天开的", kind=Kind.DATE, required=True, law=LAW,
            purpose="统计：分析会召开率，算在这个月",
        ),
        Field(
            name="place", label="在哪里", required=True, max_length=80,
            purpose="文书：会议纪要的地点",
        ),
        Field(
            name="host", label="主持人", kind=Kind.STAFF, required=True,
            purpose="文书：会议纪要的主持人",
        ),
        Field(
            name="people", label="参会的人", kind=Kind.SUB_FORM, min_items=1, max_items=30,
            purpose="文书：会议纪要的参会人", law=LAW,
            fields=(
                _POST, _WHO, _NAME,
                Field(
                    name="came", label="到会", kind=Kind.CHOICE, options=options_of(CAME),
                    required=True, purpose="文书：会议纪要的到会、缺席、回避",
                ),
            ),
        ),
        Field(
            name="topics", label="议了什么、定了什么", kind=Kind.SUB_FORM, max_items=40,
            purpose="规则：定下的事成为待办", law=LAW,
            fields=(
                Field(
                    name="number", label="办件号，没有就是一般工作", max_length=24,
                    purpose="规则：这一件的待办跟着这一件",
                ),
                Field(
                    name="discussion", label="怎么议的", kind=Kind.LONG_TEXT, sensitivity=S,
                    purpose="文书：会议纪要的讨论", max_length=2000,
                ),
                Field(
                    name="risk", label="恶性案事件风险", kind=Kind.CHOICE,
                    options=options_of(RISKS), sensitivity=S,
                    purpose="文书：会议纪要的风险研判", law=LAW,
                ),
                Field(
                    name="decision", label="定了什么", kind=Kind.LONG_TEXT, sensitivity=S,
                    purpose="文书：会议纪要的任务分工", max_length=1000,
                ),
                Field(
                    name="owner", label="由谁去办", kind=Kind.STAFF,
                    purpose="规则：成为这个人的待办",
                ),
                Field(
                    name="due", label="哪天以前办完", kind=Kind.DATE,
                    purpose="规则：待办的期限",
                ),
            ),
        ),
        Field(
            name="next_steps", label="下个月的工作", kind=Kind.LONG_TEXT, sensitivity=S,
            purpose="文书：会议纪要的下步工作", max_length=2000,
        ),
    ),
)  # fmt: skip
OF_TOPIC: Final = ("discussion", "risk", "decision")
"""What of a topic may be put right; the others are of the whole meeting. Who came, who carries out
what until when, and the day are not: they opened the minutes to people and asked things of them."""
PARTS: Final[Mapping[str, str]] = {
    "discussion": "怎么议的",
    "risk": "恶性案事件风险",
    "decision": "定了什么",
    "next_steps": "下个月的工作",
    "place": "在哪里",
}
LONGEST: Final[Mapping[str, int]] = {"decision": 1000, "place": 80}
CORRECTION: Final = Form(
    key="analysis_correction",
    title="更正纪要",
    intro="原来写的留着，谁看得到原来的，就看得到更正；打印的纪要后面附更正。"
    "换人、改期限、改到会的人，请作废重来。",
    fields=(
        Field(
            name="part", label="更正什么", kind=Kind.CHOICE, options=options_of(PARTS),
            required=True, purpose="文书：会议纪要的更正", law=LAW,
        ),
        Field(
            name="topic", label="哪一项", kind=Kind.CHOICE,
            options=(Option(value="none", label="请选择"),),
            shown_when={"field": "part", "in": list(OF_TOPIC)}, required=True,
            purpose="文书：会议纪要的更正",
        ),
        Field(
            name="text", label="改成", kind=Kind.LONG_TEXT, max_length=2000, required=True,
            shown_when={"not": {"field": "part", "is": "risk"}}, sensitivity=S,
            purpose="文书：会议纪要的更正",
        ),
        Field(
            name="risk", label="改成哪一级风险", kind=Kind.CHOICE, options=options_of(RISKS),
            shown_when={"field": "part", "is": "risk"}, required=True, sensitivity=S,
            purpose="文书：会议纪要的更正",
        ),
        Field(
            name="why", label="为什么更正", required=True, min_length=2, max_length=200,
            sensitivity=S, purpose="文书：会议纪要的更正",
        ),
    ),
)  # fmt: skip
MEETING_FORMS: Final = (CALLING, MINUTES, CORRECTION)
