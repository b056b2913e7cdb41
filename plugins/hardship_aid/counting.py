"""The figures of aid, from its ledger: declared with their formula, nobody named (T/ZSM 5.4.7).

A household counts once however often it was helped; money counts line by line, on the day it was
written down. A rate shows both its numbers.
"""

from collections.abc import Iterable, Iterator

from core.api import (
    CountedRecord,
    Figure,
    Indicator,
    Period,
    approvals_asked,
    items_closed,
    records_filed,
)
from plugins.hardship_aid import ledger
from plugins.hardship_aid.programmes import PROGRAMMES

NAME = "hardship_aid"
KEPT = "yes"
"""How a yes stands in the index."""
AGREED = frozenset({"agreed", "used"})
INDICATORS = (
    Indicator(
        code="hardship_aid.helped",
        title="帮扶户数",
        formula="当期有发放、服务或先行救助记录的，一户只算一次",
        unit="户",
    ),
    Indicator(
        code="hardship_aid.amount",
        title="帮扶金额",
        formula="当期发放、服务和先行救助的金额或折价之和",
        unit="元",
    ),
    Indicator(
        code="hardship_aid.owned",
        title="包联率",
        formula="当期登记、已评估并定了包联人的 ÷ 当期登记的",
        unit="%",
    ),
    Indicator(
        code="hardship_aid.days",
        title="平均几天帮到",
        formula="当期登记、当期给到的，从登记到第一次给到的天数之和 ÷ 户数",
        unit="天",
    ),
    Indicator(
        code="hardship_aid.papered",
        title="先行救助手续补齐率",
        formula="当期先行救助、已补手续的 ÷ 当期先行救助的户数",
        unit="%",
    ),
    Indicator(
        code="hardship_aid.granted",
        title="申请批准率",
        formula="当期决定给予的 ÷ 当期作出的决定",
        unit="%",
    ),
    Indicator(
        code="hardship_aid.full",
        title="应帮尽帮率",
        formula="当期有结果的户里，给到帮助或者决定给予的 ÷ 这些户和决定不予、没有帮到的户",
        unit="%",
        counts_toward="aid_full",
    ),
    Indicator(
        code="hardship_aid.seconded",
        title="大额帮扶第二人同意率",
        formula="当期请第二个人审批、已同意的 ÷ 当期请第二个人审批、没有撤回的",
        unit="%",
    ),
    Indicator(
        code="hardship_aid.jobs",
        title="就业、创业、培训帮扶人次",
        formula="当期发放、服务中选了就业帮扶的",
        unit="人次",
    ),
    Indicator(
        code="hardship_aid.job_kept",
        title="满三个月在岗率",
        formula="当期复核说还在岗的 ÷ 当期复核问到的",
        unit="%",
    ),
    Indicator(
        code="hardship_aid.cancers",
        title="“两癌”救助户数",
        formula="当期给到低收入妇女“两癌”救助的户数",
        unit="户",
    ),
    Indicator(
        code="hardship_aid.recovered",
        title="困难缓解退出占比",
        formula="当期因困难缓解退出的 ÷ 当期退出的",
        unit="%",
    ),
    *(
        Indicator(
            code=f"hardship_aid.amount_{code}",
            title=one.title,
            formula="当期这一项给出的金额之和",
            unit="元",
        )
        for code, one in PROGRAMMES.items()
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every declared figure for *period*."""
    filed, closed = records_filed(NAME, period), items_closed(NAME, period)
    given = [one for one in filed if one.form in (f"{NAME}.delivery", f"{NAME}.first_aid")]
    yield _figure("helped", len(_items(given)))
    yield _figure("amount", _yuan(given))
    found = _items(_of(filed, "discovery"))
    yield _figure("owned", len(found & _items(_of(filed, "assessment"))), len(found))
    yield _days([one for one in given if one.opened_on >= period.first])
    first, papers = _items(_of(filed, "first_aid")), _items(_of(filed, "papers"))
    yield _figure("papered", len(first & papers), len(first))
    decided = _of(filed, "decision")
    granted = [one for one in decided if one.answers.get("decision") == ledger.GRANTED]
    yield _figure("granted", len(granted), len(decided))
    helped = _items(given) | _items(granted)
    yield _figure("full", len(helped), len(helped | _items(decided)))
    asked = [one for one in approvals_asked(NAME, period) if one.state != "withdrawn"]
    yield _figure("seconded", sum(one.state in AGREED for one in asked), len(asked))
    yield _figure("jobs", sum("job" in one.answers for one in _of(filed, "delivery")))
    kept = [one for one in _of(filed, "review") if "job_kept" in one.answers]
    yield _figure("job_kept", sum(one.answers["job_kept"] == KEPT for one in kept), len(kept))
    yield _figure("cancers", len(_items(_under(given, "two_cancers"))))
    yield _figure("recovered", sum(one.outcome == "recovered" for one in closed), len(closed))
    for code in PROGRAMMES:
        yield _figure(f"amount_{code}", _yuan(_under(given, code)))


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _items(records: Iterable[CountedRecord]) -> set[int]:
    return {one.item for one in records}


def _under(given: Iterable[CountedRecord], code: str) -> list[CountedRecord]:
    """Lines of one programme; what came before its papers counts as temporary aid."""
    return [one for one in given if one.answers.get("programme", ledger.FIRST) == code]


def _yuan(given: Iterable[CountedRecord]) -> int:
    fen = (one.answers.get("amount") for one in given)
    return sum(amount for amount in fen if isinstance(amount, int)) // 100


def _days(given: Iterable[CountedRecord]) -> Figure:
    first: dict[int, CountedRecord] = {}
    for one in given:
        first.setdefault(one.item, one)
    days = sum((one.filed_on - one.opened_on).days for one in first.values())
    return _figure("days", days, len(first))
