"""The figures of 心理疏导: sittings, groups, who did not come, how it ended (T/ZSM 5.4.5).

Who the client is and how great the risk was is the counsellor's alone and in no count
(精神卫生法 23); what stands for few people at once is kept back.
"""

from collections.abc import Iterable, Iterator

from core.api import CountedRecord, Figure, Indicator, Period, items_closed, records_filed
from plugins.psych.forms import SERVICES

NAME = "psych"
CAME, MISSED = "yes", "no"
BETTER = frozenset({"reached", "better"})
INDICATORS = (
    Indicator(
        code="psych.clients",
        title="心理疏导件数",
        formula="当期有会谈的件数；来访者是谁不进统计，所以按件不按人",
        unit="件",
    ),
    Indicator(
        code="psych.sessions",
        title="会谈次数",
        formula="当期来了的会谈和夫妻、家庭会谈",
        unit="次",
        version=2,
    ),
    Indicator(
        code="psych.no_show",
        title="爽约率",
        formula="没有来的会谈 ÷ 约定的会谈，改期的不计",
        unit="%",
        version=2,
    ),
    Indicator(code="psych.groups", title="团体辅导场次", formula="当期的团体辅导记录", unit="场"),
    Indicator(
        code="psych.group_heads",
        title="团体辅导人次",
        formula="当期团体辅导的人数之和",
        unit="人次",
    ),
    Indicator(
        code="psych.improved",
        title="好转率",
        formula="结果为目标达成或好转的 ÷ 当期结案的",
        unit="%",
    ),
    Indicator(
        code="psych.referred",
        title="建议就医",
        formula="当期建议过就医的件数",
        unit="件",
        small_hidden=True,
    ),
    Indicator(
        code="psych.crises",
        title="危机处置",
        formula="当期有危机处置的件数",
        unit="件",
        small_hidden=True,
    ),
    *(
        Indicator(
            code=f"psych.service_{one.value}",
            title=one.label,
            formula="当期预约这种形式的",
            unit="件",
        )
        for one in SERVICES
    ),
    Indicator(
        code="psych.risks",
        title="风险分布",
        formula="当期会谈按风险程度分列",
        unit="次",
        missing="风险程度只有咨询师看得到，不进统计",
    ),
    Indicator(
        code="psych.change",
        title="疏导前后变化",
        formula="同一量表前后两次得分之差",
        missing="量表还没有登记的地方",
    ),
    Indicator(
        code="psych.supervision",
        title="督导时数",
        formula="当期接受督导的小时数",
        unit="小时",
        missing="督导还没有登记的地方",
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    filed = records_filed(NAME, period)
    asked = [one.answers.get("came") for one in _of(filed, "session")]
    came = [one for one in _of(filed, "session") if one.answers.get("came") == CAME]
    sittings = [*came, *_of(filed, "couple")]
    yield _figure("clients", len(_items(sittings)))
    yield _figure("sessions", len(sittings))
    yield _figure("no_show", asked.count(MISSED), asked.count(MISSED) + asked.count(CAME))
    groups = _of(filed, "group")
    heads = (one.answers.get("heads") for one in groups)
    yield _figure("groups", len(groups))
    yield _figure("group_heads", sum(one for one in heads if isinstance(one, int)))
    ended = [one.outcome for one in items_closed(NAME, period)]
    yield _figure("improved", sum(one in BETTER for one in ended), len(ended))
    yield _figure("referred", len(_items(_of(filed, "referral"))))
    yield _figure("crises", len(_items(_of(filed, "crisis"))))
    booked = {one.item: one.answers.get("service") for one in _of(filed, "booking")}
    wanted = [*booked.values()]
    yield from (_figure(f"service_{one.value}", wanted.count(one.value)) for one in SERVICES)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _items(records: Iterable[CountedRecord]) -> set[int]:
    return {one.item for one in records}


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
