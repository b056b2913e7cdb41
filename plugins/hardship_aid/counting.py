"""The figures of aid, from its ledger: declared with their formula, nobody named (T/ZSM 5.4.7).

A household counts once however often it was helped; money counts line by line, on the day it was
written down. A rate shows both its numbers. What a household is and needs is sensitive: of it core
tells sums alone, and no small one.
"""

from collections.abc import Iterable, Iterator, Mapping

from core.api import (
    CountedRecord,
    Figure,
    Indicator,
    Option,
    Period,
    answers_counted,
    approvals_asked,
    items_closed,
    records_filed,
)
from plugins.hardship_aid import ledger
from plugins.hardship_aid.forms import DISCOVERY
from plugins.hardship_aid.forms_giving import DELIVERY
from plugins.hardship_aid.forms_outcome import REASONS
from plugins.hardship_aid.needs import KINDS, NEEDS
from plugins.hardship_aid.programmes import PROGRAMMES

NAME = "hardship_aid"
KEPT = "yes"
"""How a yes stands in the index."""
AGREED = frozenset({"agreed", "used"})
GROUPS = DISCOVERY.field("groups").options
SOURCES = DISCOVERY.field("source").options
JOBS = DELIVERY.field("job").options
SEALED: Mapping[str, tuple[str, str, tuple[Option, ...], str, str]] = {
    "group": ("discovery", "groups", GROUPS, "当期发现登记写了这一类的；一户可以有几类", "户"),
    "need": ("discovery", "needs", NEEDS, "当期发现登记写了这项需求的", "户"),
    "met": ("delivery", "need", NEEDS, "当期发放、服务写明帮到这项需求的", "次"),
}
"""Parts of sums that no single answer leaves: form, question, choices, formula, unit."""
MET_TITLES = {
    "living": "帮到生活",
    "medical": "帮到医疗",
    "school": "帮到教育",
    "housing": "帮到住房",
    "work": "帮到就业",
    "rehab": "帮到康复",
    "law": "帮到法律、司法救助",
    "mind": "帮到心理",
    "care": "帮到照料",
    "shelter": "帮到庇护",
    "papers": "帮到证件",
    "other": "帮到其他需求",
}


def _each(prefix: str, choices: Iterable[Option], formula: str, unit: str) -> Iterator[Indicator]:
    return (
        Indicator(code=f"{NAME}.{prefix}_{one.value}", title=one.label, formula=formula, unit=unit)
        for one in choices
    )


def _sealed() -> Iterator[Indicator]:
    for prefix, (_form, _asked, choices, formula, unit) in SEALED.items():
        for one in choices:
            yield Indicator(
                code=f"{NAME}.{prefix}_{one.value}",
                title=MET_TITLES[one.value] if prefix == "met" else one.label,
                formula=formula,
                unit=unit,
                small_hidden=True,
                split=f"{NAME}.{prefix}",
            )


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
    *_each("source", SOURCES, "当期发现登记、这样发现的", "户"),
    *_each("kind", KINDS, "当期发放、服务和先行救助中给的是这一种的", "次"),
    *_each("job", JOBS, "当期发放、服务中就业帮扶是这一种的", "人次"),
    *_each("exit", REASONS, "当期因这个原因退出的", "户"),
    *_sealed(),
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
    said = _of(filed, "discovery")
    yield from _among("source", SOURCES, (one.answers.get("source") for one in said))
    yield from _among("kind", KINDS, (one.answers.get("kind") for one in given))
    yield from _among("job", JOBS, (one.answers.get("job") for one in _of(filed, "delivery")))
    yield from _among("exit", REASONS, (one.outcome for one in closed))
    for prefix, (form, asked_for, choices, _formula, _unit) in SEALED.items():
        codes = [one.value for one in choices]
        told = answers_counted(f"{NAME}.{form}", asked_for, codes, period)
        yield from (_figure(f"{prefix}_{code}", told[code]) for code in codes)


def _among(
    prefix: str, choices: Iterable[Option], said: Iterable[str | int | None]
) -> Iterator[Figure]:
    every = [*said]
    return (_figure(f"{prefix}_{one.value}", every.count(one.value)) for one in choices)


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
