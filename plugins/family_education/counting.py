"""The figures of 家风培育 for families: who sent them, how often, what became of it (T/ZSM 5.4.8).

An order is answered in time when the body that gave it was told before it lapsed (家庭教育促进法
49); events, courses and honours have no records here yet.
"""

from collections.abc import Iterable, Iterator

from core.api import (
    CountedItem,
    CountedRecord,
    Figure,
    Indicator,
    Period,
    items_closed,
    records_filed,
)
from plugins.family_education.forms import MODES, SOURCES

NAME = "family_education"
BETTER = frozenset({"reached", "better"})
INDICATORS = (
    Indicator(
        code="family_education.taken",
        title="家庭教育指导接案",
        formula="当期接案的家庭教育指导",
        unit="户",
    ),
    Indicator(
        code="family_education.improved",
        title="改善率",
        formula="结果为目标达成或有改善的 ÷ 当期结案的指导",
        unit="%",
    ),
    Indicator(
        code="family_education.orders",
        title="责令指导按期回告率",
        formula="期限前回告的 ÷ 当期结案的责令指导；到期没有结案的在时限和待办里看",
        unit="%",
        version=2,
    ),
    Indicator(
        code="family_education.sessions", title="指导次数", formula="当期的指导记录", unit="次"
    ),
    Indicator(
        code="family_education.families",
        title="指导户数",
        formula="当期有指导记录的，一户只算一次",
        unit="户",
    ),
    Indicator(
        code="family_education.urged",
        title="劝诫、督促",
        formula="当期的劝诫、督促记录",
        unit="次",
    ),
    *(
        Indicator(
            code=f"family_education.source_{one.value}",
            title=one.label,
            formula="当期接案的、从这里来的",
            unit="户",
        )
        for one in SOURCES
    ),
    *(
        Indicator(
            code=f"family_education.mode_{one.value}",
            title=one.label,
            formula="当期以这种方式指导的",
            unit="次",
        )
        for one in MODES
    ),
    Indicator(
        code="family_education.events",
        title="活动场次、人次",
        formula="当期的讲座、父母课堂等活动",
        unit="场、人次",
        missing="活动、课程的登记",
    ),
    Indicator(
        code="family_education.honours",
        title="家庭荣誉",
        formula="当期评定的最美家庭等荣誉",
        unit="户",
        missing="荣誉评选的登记",
    ),
    Indicator(
        code="family_education.villages",
        title="村（社区）覆盖率",
        formula="开展过家风活动的村（社区）÷ 全部村（社区）",
        unit="%",
        missing="活动、课程的登记",
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    filed, closed = records_filed(NAME, period), items_closed(NAME, period)
    sources = {one.item: one.answers.get("source") for one in _of(filed, "intake")}
    yield _figure("taken", len(sources))
    yield _figure("improved", sum(one.outcome in BETTER for one in closed), len(closed))
    ordered = [one for one in closed if _answer(one, "intake.source") == "ordered"]
    yield _figure("orders", sum(map(_told_in_time, ordered)), len(ordered))
    sessions = _of(filed, "session")
    yield _figure("sessions", len(sessions))
    yield _figure("families", len({one.item for one in sessions}))
    yield _figure("urged", len(_of(filed, "urged")))
    came = [*sources.values()]
    yield from (_figure(f"source_{one.value}", came.count(one.value)) for one in SOURCES)
    modes = [one.answers.get("mode") for one in sessions]
    yield from (_figure(f"mode_{one.value}", modes.count(one.value)) for one in MODES)


def _told_in_time(item: CountedItem) -> bool:
    until, told = _answer(item, "intake.order_until"), _answer(item, "closing.reported_on")
    return bool(until and told) and str(told) <= str(until)


def _answer(item: CountedItem, field: str) -> str | int | None:
    return item.answers.get(f"{NAME}.{field}")


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
