"""跨乡镇联办: what the county orders, what a point answers and does, its end (T/ZSM 5.5.2.1).

Forms of core, so that each is pinned and printable as any record is. Who stands on the order learns
who is concerned; what a point is asked to do is therefore written for its own people.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.forms import options_of
from core.words import Field, Form, Kind, Objection, Sensitivity, Value, read_rows

PART_STATES: Mapping[str, str] = {
    "asked": "待答复",
    "working": "在办",
    "unable": "有困难",
    "done": "已办完",
    "ended": "已收回",
}
ANSWERS: Mapping[str, str] = {
    "working": "能办，按要求办",
    "unable": "有困难，请县里协调",
}


def _check_order(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    rows = read_rows(data.get("parts"))
    places, people = [[row.get(name) for row in rows] for name in ("point", "account")]
    if len(set(places)) != len(places):
        return (_at("同一个点只写一行", "twice"),)
    if len({*people, data.get("lead")}) != len(people) + 1:
        return (_at("同一个人只写一处", "same_person"),)
    return ()


def _check_answer(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    if data.get("answer") == "unable" and len(str(data.get("text") or "").strip()) < 2:
        return (
            Objection(text="请写明难在哪里", citation="T/ZSM 5.6.1", code="why", field_name="text"),
        )
    return ()


def _at(text: str, code: str) -> Objection:
    return Objection(text=text, citation="T/ZSM 5.5.2.1", code=code, field_name="parts")


CO_ORDER = Form(
    key="co_handling",
    title="跨乡镇联办",
    version=1,
    check=_check_order,
    intro="由县里牵头；各联办点只有指名的人知道当事人是谁，其他人只看进度，联办结束就看不到了。",
    fields=(
        Field(
            name="lead",
            label="牵头人（县服务工作室）",
            kind=Kind.STAFF,
            required=True,
            purpose="县妇联牵头",
        ),
        Field(
            name="parts",
            label="联办点",
            kind=Kind.SUB_FORM,
            max_items=8,
            required=True,
            purpose="会同当地乡镇妇联",
            fields=(
                Field(
                    name="point",
                    label="哪个点",
                    kind=Kind.POINT,
                    required=True,
                    purpose="当事人所在乡镇、村",
                ),
                Field(
                    name="account",
                    label="联办人",
                    kind=Kind.STAFF,
                    required=True,
                    purpose="知悉名单",
                ),
                Field(
                    name="duty",
                    label="做什么",
                    kind=Kind.LONG_TEXT,
                    required=True,
                    min_length=2,
                    max_length=300,
                    sensitivity=Sensitivity.SENSITIVE,
                    purpose="分工",
                ),
                Field(
                    name="due_on",
                    label="哪天以前办完",
                    kind=Kind.DATE,
                    required=True,
                    purpose="期限",
                ),
            ),
        ),
        Field(
            name="reason",
            label="为什么联办（或调整）",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="当事人分住两个以上乡镇",
        ),
    ),
)
CO_ANSWER = Form(
    key="co_answer",
    title="答复联办",
    version=1,
    check=_check_answer,
    fields=(
        Field(
            name="answer",
            label="能不能办",
            kind=Kind.CHOICE,
            options=options_of(ANSWERS),
            required=True,
            purpose="按期答复",
        ),
        Field(
            name="text",
            label="说明",
            kind=Kind.LONG_TEXT,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="有困难的写明难在哪里",
        ),
    ),
)
CO_WORK = Form(
    key="co_work",
    title="联办记录",
    version=1,
    fields=(
        Field(name="on", label="日期", kind=Kind.DATE, required=True, purpose="何时做的"),
        Field(
            name="what",
            label="做了什么，情况怎样",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=1000,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="联办记录",
        ),
        Field(
            name="done",
            label="本点的任务办完了吗",
            kind=Kind.YES_NO,
            required=True,
            purpose="各点是否办完",
        ),
    ),
)
CO_END = Form(
    key="co_end",
    title="结束联办",
    version=1,
    fields=(
        Field(
            name="outcome",
            label="联办结果",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="联办的结果",
        ),
    ),
)
CO_FORMS = (CO_ORDER, CO_ANSWER, CO_WORK, CO_END)
