"""The figures of 法律咨询: what was asked, how, who answered, where it led (T/ZSM 5.4.4)."""

from collections.abc import Iterable, Iterator

from core.api import (
    CountedRecord,
    Figure,
    Indicator,
    Option,
    Period,
    items_closed,
    records_filed,
)
from plugins.legal_consult.forms import ADVISERS, MODES, TOPICS

NAME = "legal_consult"
CANCELLED = "cancelled"
VIOLENCE = "violence"


def _split(part: str, given: tuple[Option, ...], formula: str) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            code=f"{NAME}.{part}_{one.value}",
            title=one.label,
            formula=formula,
            unit="件",
            small_hidden=one.value == VIOLENCE,
        )
        for one in given
    )


INDICATORS = (
    Indicator(
        code="legal_consult.answered",
        title="法律咨询件数",
        formula="当期办结的法律咨询，没有来的、撤回的不计",
        unit="件",
        version=2,
    ),
    Indicator(
        code="legal_consult.conversion",
        title="咨询转化率",
        formula="去向为转调解或转法律援助的咨询 ÷ 当期办结的咨询",
        unit="%",
    ),
    Indicator(
        code="legal_consult.cancelled",
        title="未咨询占比",
        formula="约了没有咨询的 ÷ 当期结束的法律咨询",
        unit="%",
    ),
    Indicator(
        code="legal_consult.minutes",
        title="服务时长",
        formula="当期咨询记录里写了用时的分钟数之和",
        unit="分钟",
    ),
    Indicator(
        code="legal_consult.opinions",
        title="书面法律意见",
        formula="当期出具的书面法律意见",
        unit="份",
    ),
    *_split("mode", MODES, "当期以这种方式咨询的"),
    *_split("adviser", ADVISERS, "当期由这类人员解答的"),
    *_split("topic", TOPICS, "当期咨询这一事项的，一件几个事项各算一次"),
    Indicator(
        code="legal_consult.villages",
        title="村级法律顾问覆盖率",
        formula="有法律顾问解答的村（社区）÷ 全部村（社区）",
        unit="%",
        missing="村（居）法律顾问的名册",
    ),
    Indicator(
        code="legal_consult.again",
        title="重复咨询",
        formula="当期来过两次以上的人",
        unit="人",
        missing="同一个人的几次咨询还不能可靠地归到一起",
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    outcomes = [one.outcome for one in items_closed(NAME, period)]
    answered = [one for one in outcomes if one and one != CANCELLED]
    yield _figure("answered", len(answered))
    led = sum(one in ("mediation", "legal_aid") for one in answered)
    yield _figure("conversion", led, len(answered))
    yield _figure("cancelled", outcomes.count(CANCELLED), len(outcomes))
    filed = records_filed(NAME, period)
    asked = _of(filed, "consult")
    minutes = (one.answers.get("minutes") for one in asked)
    yield _figure("minutes", sum(one for one in minutes if isinstance(one, int)))
    yield _figure("opinions", len(_of(filed, "opinion")))
    for part, field, given in (
        ("mode", "mode", MODES),
        ("adviser", "adviser", ADVISERS),
        ("topic", "topics", TOPICS),
    ):
        for option in given:
            told = sum(option.value in one.chosen.get(field, ()) for one in asked)
            yield _figure(f"{part}_{option.value}", told)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
