"""联合会诊: who sat down over one hard case, what is behind it, and what each does about it.

What is to be done is for those who see the whole case, so that each can be told it (T/ZSM 5.6.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.cases.forms import options_of
from core.cases.meeting_forms import RISKS
from core.words import Field, Form, Kind, Objection, Sensitivity, Value, read_date, read_rows

LAW: Final = "T/ZSM 5.6.3"
S = Sensitivity.SENSITIVE


def _at(name: str, text: str) -> Objection:
    return Objection(text=text, code=name, field_name=name)


def whole(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """Each row names one person; what is to be done has one who does it, not before the day."""
    found, seen = [], set()
    for place, row in enumerate(read_rows(data.get("people"))):
        who, name = row.get("who"), row.get("name")
        if bool(who) == bool(name):
            found.append(_at(f"people.{place}.who", "选一位同事，或写外单位的人"))
        elif (who or name) in seen:
            found.append(_at(f"people.{place}.who", "这一位已经在上面了"))
        seen.add(who or name)
    on = read_date(data.get("on"))
    for place, row in enumerate(read_rows(data.get("remedies"))):
        if bool(row.get("owner")) == bool(row.get("body")):
            found.append(_at(f"remedies.{place}.owner", "选一位同事去办，或写哪个单位去办"))
        due = read_date(row.get("due"))
        if on is not None and due is not None and due < on:
            found.append(_at(f"remedies.{place}.due", "期限在会诊以前，请核对"))
    return tuple(found)


CONFERENCE = Form(
    key="case_conference",
    title="联合会诊",
    intro="请几方面的专业人员一起看这一件：找出成因，开出方案。交给同事的成为待办。",
    check=whole,
    fields=(
        Field(
            name="on", label="哪天会诊", kind=Kind.DATE, required=True, law=LAW,
            purpose="统计：会商会议台账，算在这个月",
        ),
        Field(
            name="place", label="在哪里", required=True, max_length=80,
            purpose="文书：会诊纪要的地点",
        ),
        Field(
            name="host", label="主持人", kind=Kind.STAFF, required=True,
            purpose="文书：会诊纪要的主持人",
        ),
        Field(
            name="people", label="请了谁", kind=Kind.SUB_FORM, min_items=1, max_items=20, law=LAW,
            purpose="文书：会诊纪要的参会人；要回避的不能请",
            fields=(
                Field(
                    name="part", label="哪个方面", required=True, max_length=40,
                    placeholder="法律、心理、民政……", purpose="文书：会诊纪要的参会人",
                ),
                Field(
                    name="who", label="谁", kind=Kind.STAFF,
                    purpose="规则：要回避的不能请",
                ),
                Field(
                    name="name", label="外单位的人，写单位和姓名", max_length=60,
                    purpose="文书：会诊纪要的参会人",
                ),
            ),
        ),
        Field(
            name="causes", label="成因是什么", kind=Kind.LONG_TEXT, required=True, sensitivity=S,
            purpose="文书：会诊纪要的成因分析", max_length=3000,
        ),
        Field(
            name="risk", label="恶性案事件风险", kind=Kind.CHOICE, required=True,
            options=options_of(RISKS), sensitivity=S, purpose="文书：会诊纪要的风险研判",
        ),
        Field(
            name="plan", label="开什么方子", kind=Kind.LONG_TEXT, required=True, sensitivity=S,
            purpose="文书：会诊纪要的个案方案", max_length=3000,
        ),
        Field(
            name="remedies", label="谁做什么", kind=Kind.SUB_FORM, min_items=1, max_items=20,
            purpose="规则：交给同事的成为待办",
            fields=(
                Field(
                    name="text", label="做什么", required=True, max_length=300, sensitivity=S,
                    purpose="文书：会诊纪要的任务分工",
                ),
                Field(
                    name="owner", label="由哪位同事去办", kind=Kind.STAFF,
                    purpose="规则：成为这个人的待办",
                ),
                Field(
                    name="body", label="或由哪个单位去办", max_length=60,
                    purpose="文书：会诊纪要的任务分工",
                ),
                Field(
                    name="due", label="哪天以前办完", kind=Kind.DATE, required=True,
                    purpose="规则：待办的期限",
                ),
            ),
        ),
    ),
)  # fmt: skip
