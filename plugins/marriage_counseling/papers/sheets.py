"""The sheets of counselling: two agreements, the record of one of the two, the family's rules.

They follow the annexes of MZ/T 084—2017 (A 保密协议, C 隐私保护协议, D 记录表); its wording was not
to be had, so the sentences are ours. Occupation, education and numbers of identity are left out.
"""

from collections.abc import Iterator

from core.api import (
    CaseView,
    ItemView,
    Paper,
    RecordView,
    day,
    label,
    labels,
    read_date,
    read_rows,
    sheet,
    table,
    words,
)
from plugins.marriage_counseling import sides
from plugins.marriage_counseling.fields import FIVE, HEARD, MODES, WAYS
from plugins.marriage_counseling.forms_after import CHANGES, FOUND, RESULTS, SCALES, TIMES
from plugins.marriage_counseling.forms_opening import KINDS, LIVES, REFERRERS
from plugins.marriage_counseling.forms_screening import CONFLICTS
from plugins.marriage_counseling.papers.parts import FREE, HELP, holder_of

KEEPS = (
    "您说的话，辅导员保守秘密。您单独说的，不告诉另一方；另一方单独说的，也不告诉您。\n"
    "共同辅导时说的，两个人都在场，都可以看到记录。"
)
LIMITS = (
    "有三种情况，辅导员不能一个人知道：有人正受到家庭暴力，或者有现实危险；孩子受到侵害；"
    "法律要求报告、作证。这时只告诉应当知道的部门，并尽量先和您说。"
)
BOTH_SIDES = "双方都不录音、不录像，不把对方在这里说的话传出去，也不拿到别的地方用。"
WHAT = "为了辅导，我们记您的姓名、婚姻和子女情况、您说的话。学历、职业、收入不问。"
WHERE = (
    "您单独说的，只有您的辅导员看得到。首办人、负责人看得到办到哪一步，看不到限阅的内容。"
    "统计只数件数，不出姓名；会认出人的小数不公布。"
)
YOURS = (
    "您可以看自己的记录，请求更正；可以撤回同意，不用说理由。"
    "要告诉别的单位的，先问您，您不同意的不告诉；法律要求的除外。"
)


def _agreement(
    case: CaseView, item: ItemView, holder: str, title: str, parts: tuple[Paper, ...], law: str
) -> Paper:
    """One copy for one of them; printed to be signed, and again with how it was agreed."""
    person = holder_of(case, holder)
    said = sides.newest(item, "consent", person.id)
    signed = said.get("answer") == "agreed"
    return sheet(
        item,
        title,
        facts=(
            ("参加辅导的人", person.name),
            ("怎么确认的", label(WAYS, said.get("way")) if signed else ""),
            ("确认日期", day(said.get("on")) if signed else ""),
        ),
        parts=(*parts, words("自愿", FREE)),
        note=f"{law}\n{HELP}",
        signs=("参加辅导的人", "辅导员", "日期"),
    )


def confidentiality(case: CaseView, item: ItemView, holder: str) -> Paper:
    """保密协议 (MZ/T 084—2017 annex A)."""
    parts = (
        words("辅导员保守秘密", KEEPS),
        words("什么情况下不能保密", LIMITS),
        words("双方也守秘密", BOTH_SIDES),
    )
    return _agreement(case, item, holder, "保密协议", parts, "参照 MZ/T 084—2017 附录A。")


def privacy(case: CaseView, item: ItemView, holder: str) -> Paper:
    """隐私保护协议 (MZ/T 084—2017 annex C; 个人信息保护法 13, 15, 17, 23)."""
    parts = (words("记什么", WHAT), words("谁看得到", WHERE), words("您的权利", YOURS))
    law = "参照 MZ/T 084—2017 附录C；个人信息保护法第十三条、第十五条、第十七条、第二十三条。"
    return _agreement(case, item, holder, "隐私保护协议", parts, law)


def record(case: CaseView, item: ItemView, holder: str) -> Paper:
    """辅导记录表 of one of the two (MZ/T 084—2017 annex D): what is shared and this one's own.

    Raises LookupError before this one was seen alone.
    """
    seen = [one for one in sides.couple(case) if sides.screened(item, one.id)]
    person = next((one for one in seen if holder in ("", one.id)), None)
    if person is None:
        raise LookupError("not seen alone yet")
    booked, facts = sides.newest(item, "booking"), sides.newest(item, "facts")
    found = sides.newest(item, "screen", person.id)
    marriages = found.get("marriages")
    talks = [one for one in item.records if _is_talk(one, person.id)]
    return sheet(
        item,
        "婚姻家庭辅导工作记录表",
        facts=(
            ("姓名", person.name),
            ("性别", {"F": "女", "M": "男"}.get(person.sex, "")),
            ("辅导类别", label(KINDS, booked.get("kind"))),
            ("转介来源", label(REFERRERS, booked.get("referrer"))),
            ("结婚登记日期", day(facts.get("married_on"))),
            ("婚龄", _years(case, item)),
            ("第几次婚姻", str(marriages) if marriages else ""),
            ("子女", _children(item)),
            ("主要矛盾", labels(CONFLICTS, found.get("conflicts"))),
            ("结果", label(RESULTS, sides.newest(item, "closing").get("result"))),
        ),
        parts=(
            words("目标", sides.newest(item, "plan").get("goal")),
            table("辅导", TALKS, [_talk(number, one) for number, one in enumerate(talks, 1)]),
            table("介入评估", SCORED, _scores(item, person.id)),
            table("随访", VISITED, _visits(item, person.id)),
        ),
        note="参照 MZ/T 084—2017 附录D。只有本人的和双方共同的记录；另一方单独说的不在本表。",
        signs=("辅导员", "日期"),
    )


TALKS = {"次": 1, "日期": 3, "方式": 2, "五环节": 4, "孩子的意愿": 3, "记录": 6}
SCORED = {"日期": 3, "什么时候": 2, **{title: 1 for _name, title in SCALES}, "和刚来时比": 3}
VISITED = {"日期": 2, "情况": 3}


def _is_talk(one: RecordView, person: str) -> bool:
    if one.form == "marriage_counseling.session":
        return one.data.get("party") == person
    rows = read_rows(one.data.get("present"))
    here = any(row.get("party") == person for row in rows)
    return one.form == "marriage_counseling.joint" and here


def _talk(number: int, one: RecordView) -> tuple[str, ...]:
    said = one.data
    return (
        str(number),
        day(said.get("on")),
        label(MODES, said.get("mode")),
        labels(FIVE, said.get("parts")),
        label(HEARD, said.get("child_wish")) or "—",
        str(said.get("note") or "—"),
    )


def _scores(item: ItemView, person: str) -> list[tuple[str, ...]]:
    return [
        (
            day(one.data.get("on")),
            label(TIMES, one.data.get("time")),
            *(str(one.data.get(name) or "—") for name, _title in SCALES),
            label(CHANGES, one.data.get("change")) or "—",
        )
        for one in sides.filed(item, "evaluation", person)
    ]


def _visits(item: ItemView, person: str) -> Iterator[tuple[str, str]]:
    for one in sides.filed(item, "visit", person):
        yield day(one.data.get("on")), label(FOUND, one.data.get("found"))


def _children(item: ItemView) -> str:
    rows = read_rows(sides.newest(item, "facts").get("children"))
    return "、".join(f"{row.get('age')} 岁{_lives(row.get('lives'))}" for row in rows)


def _lives(value: object) -> str:
    said = label(LIVES, value)
    return f"（{said}）" if said else ""


def _years(case: CaseView, item: ItemView) -> str:
    """Return how long they are married, counted to the day the case was taken in."""
    married, until = read_date(sides.newest(item, "facts").get("married_on")), case.received_on
    if married is None or until is None or married > until:
        return ""
    whole = until.year - married.year - ((until.month, until.day) < (married.month, married.day))
    return f"{whole} 年" if whole else "不到一年"


def pact(case: CaseView, item: ItemView, holder: str) -> Paper:
    """家庭公约: one copy for each who made it; none where one may be afraid."""
    data = sides.newest(item, "pact")
    here = {row.get("party") for row in read_rows(data.get("present"))}
    if not data or case.violence or case.stop_one or (holder and holder not in here):
        raise LookupError("no pact for this one")
    names = {one.id: one.name for one in case.parties}
    rows = [
        (str(number), names.get(str(row.get("who")), "") or "双方", str(row.get("what") or ""))
        for number, row in enumerate(read_rows(data.get("items")), 1)
    ]
    return sheet(
        item,
        "家庭公约",
        opening="我们自愿定下这份公约，自己定、自己守，随时可以一起改。",
        facts=(("定下的日期", day(data.get("on"))), ("一起看看的日期", day(data.get("review_on")))),
        parts=(table("约定", {"条": 1, "谁": 2, "做什么": 8}, rows),),
        note="家庭公约不是协议书，不能申请强制执行；财产、孩子、离不离婚，另行依法办理。"
        f"任何一条都不妨碍报警、投诉、求助和起诉。\n{HELP}",
        signs=tuple(name for one, name in names.items() if one in here and name),
    )
