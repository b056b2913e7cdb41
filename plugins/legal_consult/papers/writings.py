"""代书: what a suit or an answer has to say, point by point; an agreement; the register's line.

A sheet of points is copied into the court's own form and is no pleading itself (民法典 1076, 1079).
"""

from core.api import CaseView, ItemView, Paper, day, label, labels, sheet, words
from plugins.legal_consult.choices import AGREEMENTS, BARS, DISPUTES, PLEADINGS, WRITINGS
from plugins.legal_consult.papers.parts import of_client, person


def pleading(case: CaseView, item: ItemView, holder: str) -> Paper:
    """起诉状、答辩状要素表."""
    whose, data = of_client(case, item, "writing", holder, kind=PLEADINGS)
    answers = data.get("kind") == "defence"
    other = person(case, data.get("other")).name
    return sheet(
        item,
        "民事答辩状要素表" if answers else "民事起诉状要素表",
        to=str(data.get("court") or ""),
        facts=(
            ("答辩人" if answers else "原告", whose.name),
            ("原告" if answers else "被告", other),
            ("纠纷", label(DISPUTES, data.get("dispute"))),
            ("登记结婚", day(data.get("married_on"))),
            ("分居", day(data.get("apart_since"))),
            ("有没有不能起诉的情形", labels(BARS, data.get("bars"))),
        ),
        parts=(
            words("答辩意见" if answers else "诉讼请求", data.get("claims")),
            words("事实和理由", data.get("facts")),
            words("仍然可以起诉的理由", data.get("exception")),
            words("子女", data.get("children")),
            words("财产", data.get("assets")),
            words("债务", data.get("debts")),
            words("证据", data.get("proof")),
        ),
        note="住址、电话、证件号码由本人在法院的表上填写。",
        signs=("本人", "日期"),
    )


def agreement(case: CaseView, item: ItemView, holder: str) -> Paper:
    """A draft of an agreement on divorce, support or custody, for both to sign or to change."""
    whose, data = of_client(case, item, "writing", holder, kind=AGREEMENTS)
    kind = str(data.get("kind"))
    other = person(case, data.get("other")).name
    free = "双方自愿离婚，已就下列事项协商一致。" if kind == "divorce" else ""
    elder = "老人同意以下约定。" if kind == "support" else ""
    return sheet(
        item,
        f"{label(WRITINGS, kind)}（代拟）",
        opening=free or elder,
        facts=(
            ("一方", whose.name),
            ("另一方", other),
            ("登记结婚", day(data.get("married_on"))),
        ),
        parts=(
            words("子女抚养", data.get("children")),
            words("财产", data.get("assets")),
            words("债务", data.get("debts")),
            words("赡养", data.get("care")),
        ),
        note="代拟的稿子，双方自愿签字才算数；离婚还要到婚姻登记机关登记（民法典第一千零七十六条）。"
        if kind == "divorce"
        else "代拟的稿子，双方自愿签字才算数。",
        signs=("一方", "另一方", "日期"),
    )


def register(case: CaseView, item: ItemView, holder: str) -> Paper:
    """代书登记: what was drafted for whom, read to them and handed over."""
    whose, data = of_client(case, item, "writing", "")
    return sheet(
        item,
        "代书登记",
        facts=(
            ("为谁代书", whose.name),
            ("写什么", label(WRITINGS, data.get("kind"))),
            ("纠纷", label(DISPUTES, data.get("dispute"))),
            ("代书人", str(data.get("by") or "")),
            ("念给本人听、本人确认", "是" if data.get("read_back") is True else "否"),
            ("交付日期", day(data.get("handed_on"))),
        ),
        parts=(words("内容", data.get("content")),),
        note="代书不收费。",
        signs=("本人", "代书人", "日期"),
    )
