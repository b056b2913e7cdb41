"""What leaves the house: to parents who are urged, to the body that ordered (48, 49).

A court learns whether its order was kept; what a child said is not its to read.
"""

from core.api import CaseView, ItemView, Paper, day, label, labels, sheet, table, words
from plugins.family_education import told
from plugins.family_education.choices import CAME, FAULTS, KEPT, MODES, URGERS
from plugins.family_education.papers.parts import adults, count, data_of, holder_name

FREE = "家庭教育指导不收费（家庭教育促进法第三十一条）。"


def _order(item: ItemView) -> tuple[str, str]:
    """Return the body and the number of the order; raise LookupError when there is none."""
    if not told.ordered(item):
        raise LookupError("not ordered")
    data = data_of(item, "intake")
    return str(data.get("order_body") or ""), str(data.get("order_no") or "")


def receipt(case: CaseView, item: ItemView, holder: str) -> Paper:
    """接受家庭教育指导通知书回执: that the order arrived, who works it, until when."""
    body, number = _order(item)
    data = data_of(item, "intake")
    return sheet(
        item,
        "接受家庭教育指导通知书回执",
        to=body,
        opening=f"贵单位{number}已经收到，我们依法开展家庭教育指导，到期回告完成情况。",
        facts=(
            ("指导令日期", day(data.get("order_on"))),
            ("接受指导的人", adults(case, item)),
            ("期限", day(data.get("order_until"))),
            ("次数", count(data.get("order_times"), "次")),
        ),
        note=FREE,
        letter=True,
    )


def urging(case: CaseView, item: ItemView, holder: str) -> Paper:
    """家庭教育督促书, to the one who was urged and nobody else (48)."""
    data = data_of(item, "urged")
    whom = str(data.get("whom") or "")
    if holder and holder != whom:
        raise LookupError("urged somebody else")
    name = next(one.name for one in case.parties if one.id == whom)
    return sheet(
        item,
        "家庭教育督促书",
        to=name,
        opening="父母或者其他监护人要承担家庭教育的主体责任。依照家庭教育促进法第四十八条，"
        f"{label(URGERS, data.get('by'))}于{day(data.get('on'))}向您提出：",
        facts=(("因为", labels(FAULTS, data.get("faults"))),),
        parts=(
            words("请您做到", data.get("asked") or "接受家庭教育指导，尽到家长的责任。"),
            words(
                "如果不做",
                "情节严重的，公安机关、人民法院可以训诫，并可以责令接受家庭教育指导"
                "（未成年人保护法第一百一十八条）。",
            ),
        ),
        note=FREE,
        signs=("家长", "督促人", "日期"),
        letter=True,
    )


def _sessions(item: ItemView) -> list[tuple[str, ...]]:
    return [
        (
            str(number),
            day(one.data.get("on")),
            label(MODES, one.data.get("mode")),
            labels(CAME, one.data.get("who")),
        )
        for number, one in enumerate(told.came(item), start=1)
    ]


COLUMNS = {"次": 1, "日期": 3, "方式": 2, "谁来了": 3}


def attendance(case: CaseView, item: ItemView, holder: str) -> Paper:
    """到课证明: which days, who came; nothing of what was said."""
    lines = _sessions(item)
    if not lines:
        raise LookupError("nobody came yet")
    return sheet(
        item,
        "到课证明",
        facts=(("接受指导的人", holder_name(case, item, holder)),),
        parts=(table("到课", COLUMNS, lines),),
        letter=True,
    )


def report(case: CaseView, item: ItemView, holder: str) -> Paper:
    """履行情况回告函: how the order was kept, with the days as proof."""
    body, number = _order(item)
    data = data_of(item, "reply")
    return sheet(
        item,
        "履行情况回告函",
        to=str(data.get("to") or body),
        opening=f"贵单位{number}责令接受家庭教育指导的情况，现回告如下。",
        facts=(
            ("接受指导的人", adults(case, item)),
            ("完成情况", label(KEPT, data.get("kept"))),
            ("到了", count(data.get("times"), "次")),
        ),
        parts=(
            table("到课", COLUMNS, _sessions(item)),
            words("家庭的变化", data.get("change")),
        ),
        letter=True,
    )
