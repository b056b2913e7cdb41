"""The figures of mediation: declared with their formula, computed from items nobody is named in.

A rate is a numerator over a denominator, so that the reader sees both; what is in work counts in
neither (附录D; 人民调解法 27).
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from core.api import (
    CountedItem,
    Figure,
    Indicator,
    Period,
    items_closed,
    items_opened,
    promises_due,
    records_filed,
)
from plugins.mediation.forms.opening import DISPUTES

NAME = "mediation"
REACHED = frozenset({"agreed", "agreed_oral"})
FAILED = frozenset({"failed", "lost"})
KINDS = {
    "people": "人民调解",
    "administrative": "行政调解",
    "judicial": "司法调解",
    "federation": "妇联调解",
}
TYPED = {
    "type": "本期登记、经审查受理的这一类纠纷",
    "reached_type": "本期办结、达成协议的这一类纠纷",
}
"""Taken in and agreed by the type of dispute: other items each, so that neither is taken off the
other to tell how many of a type failed."""
INDICATORS = (
    Indicator(
        code="mediation.admitted",
        title="调解受理件数",
        formula="本期登记、经审查受理的调解",
        unit="件",
    ),
    Indicator(
        code="mediation.success",
        title="调解成功率",
        formula="达成协议的 ÷（达成协议的 + 未达成协议、失去联系的），不含不受理、撤回、转诉讼",
        unit="%",
    ),
    Indicator(
        code="mediation.in_village",
        title="小事不出村",
        formula="村级达成协议的 ÷ 各级达成协议的",
        unit="%",
    ),
    Indicator(
        code="mediation.in_town",
        title="镇级化解占比",
        formula="镇级达成协议的 ÷ 各级达成协议的",
        unit="%",
    ),
    Indicator(
        code="mediation.in_county",
        title="县级化解占比",
        formula="县级达成协议的 ÷ 各级达成协议的",
        unit="%",
    ),
    Indicator(
        code="mediation.oral",
        title="口头协议占比",
        formula="口头协议 ÷ 达成的协议",
        unit="%",
    ),
    Indicator(
        code="mediation.days",
        title="平均调解天数",
        formula="达成协议的从登记到办结的天数之和 ÷ 达成协议的件数",
        unit="天",
    ),
    Indicator(
        code="mediation.performance",
        title="协议履行率",
        formula="按期履行的协议事项 ÷ 到期的协议事项",
        unit="%",
    ),
    Indicator(
        code="mediation.confirmation",
        title="司法确认率",
        formula="法院确认的协议 ÷ 达成的协议",
        unit="%",
    ),
    Indicator(
        code="mediation.court",
        title="法院移交调成率",
        formula="法院委派、委托的达成协议 ÷ 法院委派、委托的办结件数",
        unit="%",
    ),
    Indicator(
        code="mediation.subsidy",
        title="以案定补合计",
        formula="本期办结的调解审核通过的补贴之和",
        unit="元",
    ),
    Indicator(
        code="mediation.dossier",
        title="卷宗合格率",
        formula="补贴审核通过的 ÷ 申报补贴的",
        unit="%",
    ),
    Indicator(
        code="mediation.load",
        title="人均调解次数",
        formula="本期的调解笔录 ÷ 做调解的人数",
        unit="次",
    ),
    *(
        Indicator(
            code=f"mediation.{part}_{one.value}",
            title=one.label,
            formula=formula,
            unit="件",
            split=f"mediation.{part}",  # one in a small county may be a name
        )
        for part, formula in TYPED.items()
        for one in DISPUTES
    ),
    *(
        Indicator(
            code=f"mediation.kind_{code}",
            title=title,
            formula="本期以这种调解办结、达成协议的 ÷ 办结的",
            unit="%",
        )
        for code, title in KINDS.items()
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every declared figure for *period*; counts and rates with both their numbers."""
    opened, closed = items_opened(NAME, period), items_closed(NAME, period)
    reached = [one for one in closed if one.outcome in REACHED]
    decided = [one for one in closed if one.outcome in REACHED | FAILED]
    admitted = _said(opened, "review.decision", "accepted")
    yield _count("admitted", admitted)
    for part, items in (("type", admitted), ("reached_type", reached)):
        said = Counter(_answer(one, "application.dispute_type") for one in items)
        for one in DISPUTES:
            yield Figure(code=f"{NAME}.{part}_{one.value}", numerator=said[one.value])
    sat = [one for one in records_filed(NAME, period) if one.form == f"{NAME}.session"]
    yield _rate("load", len(sat), len({one.by for one in sat}))
    yield _rate("success", len(reached), len(decided))
    for code, level in (("in_village", "village"), ("in_town", "town"), ("in_county", "county")):
        yield _rate(code, sum(one.level == level for one in reached), len(reached))
    yield _rate("oral", sum(one.outcome == "agreed_oral" for one in reached), len(reached))
    days = (((one.closed_on or one.opened_on) - one.opened_on).days for one in reached)
    yield _rate("days", sum(days), len(reached))
    due = promises_due(NAME, period)
    kept = sum(
        one.state == "done" and one.said_on is not None and one.said_on <= one.due_on for one in due
    )
    yield _rate("performance", kept, len(due))
    yield _rate("confirmation", len(_confirmed(reached)), len(reached))
    from_court = [one for one in closed if str(_answer(one, "application.start_mode")) in COURTS]
    won = sum(one.outcome in REACHED for one in from_court)
    yield _rate("court", won, len(from_court))
    claimed = [one for one in closed if _answer(one, "subsidy.verdict")]
    passed = _said(claimed, "subsidy.verdict", "passed")
    fen = (_answer(one, "subsidy.amount") for one in passed)
    yield Figure(
        code="mediation.subsidy",
        numerator=sum(amount for amount in fen if isinstance(amount, int)) // 100,
    )
    yield _rate("dossier", len(passed), len(claimed))
    for kind in KINDS:
        ended = [one for one in closed if _kind(one) == kind]
        yield _rate(f"kind_{kind}", sum(one.outcome in REACHED for one in ended), len(ended))


CONFIRMING = ("confirmation.status", "closing.confirmation")
COURTS = frozenset({"court_delegated", "court_entrusted"})


def _answer(item: CountedItem, field: str) -> str | int | None:
    return item.answers.get(f"{NAME}.{field}")


def _said(items: Iterable[CountedItem], field: str, value: str) -> list[CountedItem]:
    return [one for one in items if _answer(one, field) == value]


def _confirmed(items: list[CountedItem]) -> list[CountedItem]:
    """What the last step told stands; the close repeats it where no step of its own was taken."""
    return [one for one in items if "confirmed" in {_answer(one, field) for field in CONFIRMING}]


def _kind(item: CountedItem) -> str:
    turned = _answer(item, "hand_over.to_kind")
    return str(turned or _answer(item, "application.mediation_kind"))


def _count(code: str, items: list[CountedItem]) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=len(items))


def _rate(code: str, numerator: int, denominator: int) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
