"""What leaves for another office: the least it needs, and nobody's name who asked for silence.

Hard stop 6 holds for papers as well: none is printed for who is accused (信访工作条例 30; 妇女权益
保障法 72, 73, 77).
"""

from core.api import CaseView, ItemView, Paper, Value, day, label, labels, moment, sheet, words
from plugins.petition import told
from plugins.petition.choices import BASES, BODIES, CLUES, HANDED, WRONGED, WRONGS
from plugins.petition.papers.parts import confidential, filed, for_others, unnamed

ASKED = {
    "forward": "现转送贵单位，请依法办理，并答复信访人。",
    "assign": "现交贵单位办理，请按期报告结果。",
    "inform": "现通报贵单位，请依法处理。",
}
KEEP = "请为信访人保密，不得把材料转给被反映的人员或单位。"


def _not_the_accused(case: CaseView, item: ItemView, to: Value) -> str:
    if told.names_the_accused(case, item, to):
        raise LookupError("never to the accused")
    return str(to or "")


def objection(case: CaseView, item: ItemView, holder: str) -> Paper:
    """管辖异议函, with reasons in full (23)."""
    data = filed(item, "objection")
    reference = str(told.answered(item, "registration", "reference") or "")
    return sheet(
        item,
        "管辖异议函",
        to=str(data.get("to") or ""),
        opening="贵单位转来的信访事项，不属于我单位职权范围，现提出异议，请同意交还材料。",
        facts=(("来件编号", reference), ("提出日期", day(data.get("on")))),
        parts=(words("理由", data.get("why")),),
        letter=True,
    )


def transfer(case: CaseView, item: ItemView, holder: str) -> Paper:
    """转送函、交办函、通报函; who asked for silence stays unnamed, and so does the story (72)."""
    data, said = filed(item, "transfer"), filed(item, "registration")
    if data.get("to_accused") is True:
        raise LookupError("never to the accused")
    to, kind = _not_the_accused(case, item, data.get("to")), str(data.get("kind") or "forward")
    silent = confidential(case, item)
    facts = said.get("facts")
    return sheet(
        item,
        f"{label(HANDED, kind)}函",
        to=to,
        opening=f"我单位收到一件信访事项，{ASKED.get(kind, ASKED['forward'])}",
        facts=(
            ("信访人", for_others(case, item)),
            ("请何时反馈", day(data.get("answer_by"))),
            ("提供信息的依据", label(BASES, data.get("basis"))),
        ),
        parts=(
            words("诉求", unnamed(case, item, said.get("request") or case.summary)),
            *((words("事实、理由", facts),) if facts and not silent else ()),
        ),
        note=KEEP,
        letter=True,
    )


def _victims(case: CaseView) -> str:
    return "、".join(
        one.name for one in case.parties if one.role in ("victim", "minor_child") and one.name
    )


def report(case: CaseView, item: ItemView, holder: str) -> Paper:
    """强制报告表: who is in danger and what is known; never who told us, nor which of us."""
    data, way = filed(item, "report"), filed(item, "triage", lane="severe")
    return sheet(
        item,
        "强制报告表",
        to=labels(BODIES, data.get("to")),
        opening="我单位在工作中发现下列情形，依法报告，请处置并告知结果。",
        facts=(
            ("报告时间", moment(data.get("at"))),
            ("受侵害人", _victims(case) or "见电话报告"),
            ("受侵害的是", labels(WRONGED, way.get("wronged"))),
            ("侵害情形", labels(WRONGS, way.get("wrongs"))),
            ("被反映人", "、".join(told.accused(case, item))),
            ("回执号或接报人", str(data.get("receipt") or "（还没有）")),
        ),
        parts=(words("情况", unnamed(case, item, data.get("what") or "已在电话中报告。")),),
        note="依据：反家庭暴力法第十四条、未成年人保护法第十一条。请为报告人保密。",
        letter=True,
    )


def lead(case: CaseView, item: ItemView, holder: str) -> Paper:
    """线索移送函 of a grave wrong: the kind of wrong and what is known, nobody named."""
    data, way = filed(item, "report"), filed(item, "triage", lane="severe")
    return sheet(
        item,
        "线索移送函",
        to=labels(BODIES, data.get("to")),
        opening="我单位接到严重侵害妇女儿童权益的反映，现将线索移送贵单位，请依法查处并反馈。",
        facts=(
            ("信访人", for_others(case, item)),
            ("侵害情形", labels(WRONGS, way.get("wrongs"))),
            ("通报时间", moment(data.get("at"))),
        ),
        parts=(words("线索", unnamed(case, item, data.get("what") or "已当面、电话通报。")),),
        note=KEEP,
        letter=True,
    )


def clue(case: CaseView, item: ItemView, holder: str) -> Paper:
    """公益诉讼线索表 for the procuratorate: the situation, no person (77)."""
    data = filed(item, "clue")
    return sheet(
        item,
        "公益诉讼线索表",
        to=_not_the_accused(case, item, data.get("to")),
        opening="我单位发现下列线索，依照妇女权益保障法第七十七条移送，请审查并告知结果。",
        facts=(
            ("属于哪一种情形", labels(CLUES, data.get("kinds"))),
            ("移送日期", day(data.get("on"))),
            ("提供信息的依据", label(BASES, data.get("basis"))),
        ),
        parts=(words("线索内容", unnamed(case, item, data.get("what"))),),
        letter=True,
    )


def _pressed(case: CaseView, item: ItemView, kind: str, title: str, opening: str) -> Paper:
    data = filed(item, "pressing", kind=kind)
    return sheet(
        item,
        title,
        to=_not_the_accused(case, item, data.get("to")),
        opening=opening,
        facts=(("请何时答复", day(data.get("answer_by"))),),
        parts=(words("需要处理的", unnamed(case, item, data.get("why"))),),
        note="依据：妇女权益保障法第七十三条。" + KEEP,
        letter=True,
    )


def prompt(case: CaseView, item: ItemView, holder: str) -> Paper:
    """督促处理提示函 (73; where a province asks for it first)."""
    opening = "我单位此前转请贵单位处理的侵害妇女权益事项，提示贵单位依法处理并答复。"
    return _pressed(case, item, "prompt", "督促处理提示函", opening)


def urging(case: CaseView, item: ItemView, holder: str) -> Paper:
    """督促处理意见书 (73)."""
    opening = (
        "我单位此前转请贵单位处理的侵害妇女权益事项，没有得到处理、处理不当，现提出督促处理意见，"
        "请依法查处并答复。"
    )
    return _pressed(case, item, "opinion", "督促处理意见书", opening)
