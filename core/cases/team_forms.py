"""一案一专班: who sits in it, what each sees, and the four parts of its loop (T/ZSM 5.6.3; 湘西).

Both are forms of core, so that a change of the team or a part done is filed, pinned and printable
as any record is.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.forms import options_of
from core.words import Field, Form, Kind, Objection, Sensitivity, Value, read_rows

PARTS: Mapping[str, str] = {
    "lead": "组长",
    "settle": "调处",
    "screen": "排查",
    "teach": "教育",
    "steady": "稳控",
    "mind": "心理",
    "law": "法律",
    "aid": "帮扶",
}
SEES: Mapping[str, str] = {
    "all": "全部",
    "process": "只看进度",
}
LOOP_PARTS: Mapping[str, str] = {
    "screen": "排查",
    "settle": "化解",
    "teach": "教育",
    "steady": "稳控",
}
"""The loop that is closed before a case with a special team is archived."""


def _check_team(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    rows = read_rows(data.get("seats"))
    people = [row.get("account") for row in rows]
    found = []
    if len(set(people)) < 2:
        found.append(_at("专班至少两个人", "few"))
    if len(set(people)) != len(people):
        found.append(_at("同一个人只写一行", "twice"))
    leads = [row for row in rows if row.get("part") == "lead"]
    if len(leads) != 1:
        found.append(_at("专班要有一位组长，也只有一位", "lead"))
    elif leads[0].get("sees") != "all":
        found.append(_at("组长要看得到全部", "lead_sees"))
    return tuple(found)


def _at(text: str, code: str) -> Objection:
    return Objection(text=text, citation="T/ZSM 5.6.3", code=code, field_name="seats")


TEAM = Form(
    key="special_team",
    title="一案一专班",
    version=1,
    check=_check_team,
    intro="只写要知道的人，各人只看该看的；从名单上去掉的，马上看不到。",
    fields=(
        Field(
            name="seats",
            label="成员",
            kind=Kind.SUB_FORM,
            max_items=12,
            required=True,
            purpose="谁知道、知道多少（T/ZSM 5.6.4）",
            fields=(
                Field(
                    name="account",
                    label="谁",
                    kind=Kind.STAFF,
                    required=True,
                    purpose="知悉名单",
                ),
                Field(
                    name="part",
                    label="做什么",
                    kind=Kind.CHOICE,
                    options=options_of(PARTS),
                    required=True,
                    purpose="分工",
                ),
                Field(
                    name="sees",
                    label="看多少",
                    kind=Kind.CHOICE,
                    options=options_of(SEES),
                    required=True,
                    purpose="知悉范围",
                ),
            ),
        ),
        Field(
            name="reason",
            label="为什么成立（或调整）",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="疑难复杂的一案一专班",
        ),
    ),
)
LOOP = Form(
    key="team_loop",
    title="专班四环节",
    version=1,
    fields=(
        Field(
            name="part",
            label="哪一环节",
            kind=Kind.CHOICE,
            options=options_of(LOOP_PARTS),
            required=True,
            index=True,
            purpose="四个环节都做了才归档",
        ),
        Field(
            name="what",
            label="做了什么，情况怎样",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=1000,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="四环节记录",
        ),
        Field(name="on", label="日期", kind=Kind.DATE, required=True, purpose="何时做的"),
    ),
)
