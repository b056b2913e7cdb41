"""The sheets of a family's file, and the plan the family takes home (T/ZSM 5.4.8).

After the annexes of DB2301/T 101—2021 in kind: intake, assessment of child and parents, high risk.
"""

from core.api import (
    CaseView,
    ItemView,
    Paper,
    Value,
    day,
    label,
    labels,
    read_rows,
    sheet,
    table,
    words,
)
from plugins.family_education import told
from plugins.family_education.choices import (
    ANSWERS,
    ATTITUDES,
    CAME,
    DEGREES,
    DOERS,
    DONE,
    FAULTS,
    HURT,
    LESSONS,
    LIVES_WITH,
    MODES,
    PROBLEMS,
    RESULTS,
    RISKS,
    SIGNS,
    SOURCES,
    URGERS,
    URGINGS,
)
from plugins.family_education.forms_opening import CHILD_LOOK, PARENT_LOOK
from plugins.family_education.papers.letters import FREE
from plugins.family_education.papers.parts import adults, count, data_of, holder_name

SIGNED = ("家庭教育指导师", "日期")


def _yes(value: Value) -> str:
    return {True: "是", False: "否"}.get(value, "") if isinstance(value, bool) else ""


def intake_record(case: CaseView, item: ItemView, holder: str) -> Paper:
    """接案记录表."""
    data = data_of(item, "intake")
    warned = next((one.name for one in case.parties if one.id == data.get("warned")), "")
    return sheet(
        item,
        "家庭教育指导接案记录表",
        facts=(
            ("接案日期", day(item.opened_on.isoformat()) if item.opened_on else ""),
            ("来源", label(SOURCES, data.get("source"))),
            ("指导令", str(data.get("order_no") or "")),
            ("责令机关", str(data.get("order_body") or "")),
            ("期限到", day(data.get("order_until"))),
            ("被告诫的人", warned),
            ("孩子", told.child(case, item)),
            ("年龄", count(data.get("child_age"), "岁")),
            ("学校、年级", f"{data.get('school') or ''} {data.get('grade') or ''}".strip()),
            ("跟谁住", label(LIVES_WITH, data.get("lives_with"))),
            ("留守", _yes(data.get("left_behind"))),
            ("家长、监护人", adults(case, item)),
            ("问题", labels(PROBLEMS, data.get("problems"))),
        ),
        note=FREE,
        signs=("家长", "接案人", "日期"),
    )


def _looks(asked: tuple[tuple[str, str], ...], data: dict[str, Value]) -> list[tuple[str, str]]:
    return [(title, label(DEGREES, data.get(name))) for name, title in asked if data.get(name)]


def assessment(case: CaseView, item: ItemView, holder: str) -> Paper:
    """预估表 of child, parents and risk; the grade is a person's, the signs stand beside it."""
    data = dict(data_of(item, "assessment"))
    if not data.get("risk"):
        raise LookupError("restricted")
    grade = {"看什么": 3, "怎样": 4}
    return sheet(
        item,
        "家庭教育指导预估表",
        facts=(
            ("孩子", told.child(case, item)),
            ("孩子受到侵害", label(HURT, data.get("hurt"))),
            ("高风险的情形", labels(SIGNS, data.get("signs")) or "没有"),
            ("风险等级（由评估人定）", label(RISKS, data.get("risk"))),
            ("低于建议等级的理由", str(data.get("risk_why") or "")),
        ),
        parts=(
            table("儿童预估", grade, _looks(CHILD_LOOK, data)),
            words("孩子的情况", data.get("child")),
            table("家长预估", grade, _looks(PARENT_LOOK, data)),
            words("家长的情况", data.get("parents")),
        ),
        signs=SIGNED,
    )


def plan(case: CaseView, item: ItemView, holder: str) -> Paper:
    """家庭教育指导方案, for the family to hang on its wall: goals, and not why."""
    data = data_of(item, "plan")
    rows = [
        (
            str(number),
            str(row.get("goal") or ""),
            str(row.get("method") or ""),
            label(DOERS, row.get("who")),
            day(row.get("by")),
        )
        for number, row in enumerate(read_rows(data.get("goals")), start=1)
    ]
    return sheet(
        item,
        "家庭教育指导方案",
        facts=(
            ("家长", holder_name(case, item, holder)),
            ("计划指导", count(data.get("times"), "次")),
        ),
        parts=(
            table(
                "目标", {"序号": 1, "要变成什么样": 4, "怎么做": 4, "谁来做": 2, "时间": 3}, rows
            ),
        ),
        note=FREE,
        signs=("家长", "家庭教育指导师", "日期"),
    )


def session(case: CaseView, item: ItemView, holder: str) -> Paper:
    """家庭教育指导记录: every session so far, one below the other."""
    filed = told.filed(item, "session")
    if not filed:
        raise LookupError("session")
    parts: list[Paper] = []
    for number, one in enumerate(filed, start=1):
        data = one.data
        head = f"第{number}次　{day(data.get('on'))}　{label(MODES, data.get('mode'))}"
        if data.get("came") is False:
            parts.append(words(head, "没有来。"))
            continue
        lines = (
            ("来的人", labels(CAME, data.get("who"))),
            ("上次布置的", label(DONE, data.get("last"))),
            ("内容", str(data.get("content") or "")),
            ("回家做什么", str(data.get("homework") or "")),
            ("家长、孩子怎么说", str(data.get("feedback") or "")),
        )
        told_lines = "\n".join(f"{name}：{text}" for name, text in lines if text)
        parts.append(words(head, told_lines))
    return sheet(
        item,
        "家庭教育指导记录",
        facts=(("家长、监护人", adults(case, item)), ("次数", f"{len(told.came(item))} 次")),
        parts=parts,
        signs=SIGNED,
    )


def urged_record(case: CaseView, item: ItemView, holder: str) -> Paper:
    """劝诫、批评教育记录: every time parents were spoken to, by whom and what they answered; it
    stays in the file, for whoever asks the police to admonish (家庭教育促进法 48; 未成年人保护法
    118)."""
    filed = told.filed(item, "urged")
    if not filed:
        raise LookupError("urged")
    names = {one.id: one.name for one in case.parties}
    rows = [
        (
            day(one.data.get("on")),
            label(URGERS, one.data.get("by")),
            names.get(str(one.data.get("whom")), ""),
            labels(URGINGS, one.data.get("ways")),
            labels(FAULTS, one.data.get("faults")),
            label(ANSWERS, one.data.get("answer")),
        )
        for one in filed
    ]
    return sheet(
        item,
        "劝诫、批评教育记录",
        parts=(
            table(
                "劝诫、批评教育",
                {
                    "日期": 3,
                    "谁劝的": 2,
                    "劝的是谁": 2,
                    "做了什么": 3,
                    "因为什么": 3,
                    "家长怎么说": 2,
                },
                rows,
            ),
        ),
        note="家庭教育促进法第四十八条、未成年人保护法第一百一十八条。",
        signs=("家长", "劝的人", "日期"),
    )


def lesson(case: CaseView, item: ItemView, holder: str) -> Paper:
    """教育引导记录 of whoever was warned; it says nothing of whom he harmed, nor where she is."""
    filed = told.filed(item, "lesson")
    if not filed:
        raise LookupError("lesson")
    name = next((one.name for one in case.parties if one.id == filed[-1].data.get("whom")), "")
    rows = [
        (
            day(one.data.get("on")),
            label(URGERS, one.data.get("by")),
            labels(LESSONS, one.data.get("lessons")),
            label(ATTITUDES, one.data.get("attitude")),
        )
        for one in filed
    ]
    return sheet(
        item,
        "告诫后教育引导记录",
        facts=(("被告诫的人", name),),
        parts=(table("教育引导", {"日期": 3, "谁去的": 2, "讲了什么": 4, "本人怎么看": 2}, rows),),
        note="公通字〔2024〕34号第19条（转载文本，未核原文）。",
        signs=("被告诫的人", "去的人", "日期"),
    )


def closing(case: CaseView, item: ItemView, holder: str) -> Paper:
    """结案评估表: first look and end beside each other."""
    data = data_of(item, "closing")
    looks = told.filed(item, "assessment")
    first, last = (dict(looks[0].data), dict(looks[-1].data)) if looks else ({}, {})
    rows = [
        (title, label(DEGREES, first.get(name)), label(DEGREES, last.get(name)))
        for name, title in (*CHILD_LOOK, *PARENT_LOOK)
        if first.get(name)
    ]
    return sheet(
        item,
        "家庭教育指导结案评估表",
        facts=(
            ("结果", label(RESULTS, data.get("result"))),
            ("转到哪里", str(data.get("referred_to") or "")),
            ("为什么中止", str(data.get("why") or "")),
            ("指导", f"{len(told.came(item))} 次"),
        ),
        parts=(
            table("前后", {"看什么": 3, "第一次": 2, "最近一次": 2}, rows),
            words("小结", data.get("summary")),
        ),
        signs=("家长", "家庭教育指导师", "日期"),
    )
