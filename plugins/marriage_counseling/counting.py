"""The figures of 婚姻辅导, after the work table of MZ/T 084—2017 annex B (T/ZSM 5.4.1).

What one of the two wants, and whether an application was withdrawn, is nobody's but theirs and in
no count.
"""

from collections.abc import Iterable, Iterator

from core.api import CountedRecord, Figure, Indicator, Period, items_closed, records_filed
from plugins.marriage_counseling.forms import KINDS, REFERRERS

NAME = "marriage_counseling"
PARTING = frozenset({"divorce", "cooling"})
"""Kinds of counselling that begin with a wish to part."""
TOGETHER = frozenset({"reconciled", "deferred"})
BEFORE = frozenset({"before", "newlywed"})
KIND = f"{NAME}.booking.kind"
INDICATORS = (
    Indicator(
        code="marriage_counseling.booked",
        title="婚姻辅导登记",
        formula="当期登记的婚姻辅导",
        unit="对",
    ),
    Indicator(
        code="marriage_counseling.kept",
        title="和好、暂缓占比",
        formula="结果为表示和好或暂缓离婚的 ÷ 当期结案的离婚调适和冷静期辅导",
        unit="%",
    ),
    Indicator(
        code="marriage_counseling.parted",
        title="选择离婚占比",
        formula="结果为选择离婚的 ÷ 当期结案的离婚调适和冷静期辅导",
        unit="%",
    ),
    Indicator(
        code="marriage_counseling.sessions",
        title="辅导次数",
        formula="当期的单独辅导和共同辅导记录",
        unit="次",
        version=2,
    ),
    Indicator(
        code="marriage_counseling.per_couple",
        title="平均辅导次数",
        formula="当期的辅导次数 ÷ 当期有辅导记录的对数",
        unit="次",
    ),
    Indicator(
        code="marriage_counseling.early",
        title="婚前、新婚辅导占比",
        formula="当期登记的婚前、新婚辅导 ÷ 当期登记的婚姻辅导",
        unit="%",
    ),
    Indicator(
        code="marriage_counseling.satisfied",
        title="满意率",
        formula="结案时满意的 ÷ 结案时问到满意度的",
        unit="%",
    ),
    *(
        Indicator(
            code=f"marriage_counseling.kind_{one.value}",
            title=one.label,
            formula="当期登记的这一类辅导",
            unit="对",
        )
        for one in KINDS
    ),
    *(
        Indicator(
            code=f"marriage_counseling.from_{one.value}",
            title=one.label,
            formula="当期登记的、由这里转来的",
            unit="对",
        )
        for one in REFERRERS
    ),
    Indicator(
        code="marriage_counseling.withdrawn",
        title="冷静期撤回",
        formula="冷静期内撤回离婚登记申请的 ÷ 冷静期满落在当期的",
        unit="%",
        missing="撤回没有是敏感内容，只存在办件里，不进统计",
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    filed = records_filed(NAME, period)
    booked = {one.item: one.answers for one in _of(filed, "booking")}  # the newest stands
    yield _figure("booked", len(booked))
    ended = [one.outcome for one in items_closed(NAME, period) if one.answers.get(KIND) in PARTING]
    yield _figure("kept", sum(one in TOGETHER for one in ended), len(ended))
    yield _figure("parted", ended.count("divorce"), len(ended))
    sittings = [*_of(filed, "session"), *_of(filed, "joint")]
    yield _figure("sessions", len(sittings))
    yield _figure("per_couple", len(sittings), len({one.item for one in sittings}))
    kinds = [one.get("kind") for one in booked.values()]
    yield _figure("early", sum(one in BEFORE for one in kinds), len(kinds))
    said = [one.answers.get("satisfaction") for one in _of(filed, "closing")]
    asked = [one for one in said if one is not None]
    yield _figure("satisfied", asked.count("good"), len(asked))
    yield from (_figure(f"kind_{one.value}", kinds.count(one.value)) for one in KINDS)
    sent = [one.get("referrer") for one in booked.values()]
    yield from (_figure(f"from_{one.value}", sent.count(one.value)) for one in REFERRERS)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
