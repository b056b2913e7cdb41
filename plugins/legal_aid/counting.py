"""The figures of 法律援助: applied, granted, in time, how fast for a victim (法律援助法 43, 49).

Whether somebody is a victim is sealed and in no count; the clock that only a victim's application
starts is not, and tells how long she waited without telling who she is.
"""

from collections.abc import Iterable, Iterator
from statistics import median

from core.api import (
    CountedClock,
    CountedRecord,
    Figure,
    Indicator,
    Option,
    Period,
    clocks_due,
    items_closed,
    records_filed,
)
from plugins.legal_aid import rules
from plugins.legal_aid.forms import CAUSES, KINDS
from plugins.legal_aid.forms_centre import SCORES

NAME = "legal_aid"
FAVOURABLE = frozenset({"won", "partly", "mediated"})
FEWEST = 5
"""How many there must be before what they had in common is told (T/ZSM 5.6.4)."""
JUDGED = FAVOURABLE | {"lost"}
CLOCKS = {
    "decided": (
        rules.DECIDE,
        "按期决定率",
        "七日内决定的 ÷ 决定期限落在当期的申请；还没到期的不计",
    ),
    "assigned": (
        rules.ASSIGN,
        "按期指派率",
        "三日内指派的 ÷ 指派期限落在当期的援助；还没到期的不计",
    ),
    "objected": (
        rules.REVIEW,
        "异议按期审查率",
        "五日内审查的 ÷ 审查期限落在当期的异议；还没到期的不计",
    ),
}


def _split(
    part: str, given: tuple[Option, ...], formula: str, split: str = ""
) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            code=f"{NAME}.{part}_{one.value}",
            title=one.label,
            formula=formula,
            unit="件",
            split=split,
        )
        for one in given
    )


INDICATORS = (
    Indicator(
        code="legal_aid.applied",
        title="法律援助申请",
        formula="当期申请法律援助的，一件几次申请只算一次",
        unit="件",
    ),
    Indicator(
        code="legal_aid.full",
        title="应援尽援率",
        formula="当期申请、当期给予或者先行提供的 ÷ 当期申请、已有决定或者先行提供的，"
        "视为撤回的不计；符不符合条件由中心决定，这里不替它判断",
        unit="%",
        version=2,
    ),
    Indicator(
        code="legal_aid.granted",
        title="给予率",
        formula="当期决定给予的 ÷ 当期决定给予、不予的",
        unit="%",
    ),
    Indicator(
        code="legal_aid.advanced",
        title="先行提供",
        formula="当期先行提供援助的",
        unit="件",
    ),
    *(
        Indicator(code=f"legal_aid.{code}", title=title, formula=formula, unit="%")
        for code, (_clock, title, formula) in CLOCKS.items()
    ),
    Indicator(
        code="legal_aid.victim_hours",
        title="受害人申请用时",
        formula="家暴、虐待、遗弃的受害人从申请到移送中心的中位时长，以移送时限落在当期为准；"
        "不到五件的不公布",
        unit="小时",
        version=3,
    ),
    Indicator(
        code="legal_aid.victim_on_time",
        title="受害人申请按时移送率",
        formula="一个工作日内移送的 ÷ 移送时限落在当期的受害人申请；还没到期的不计",
        unit="%",
        small_hidden=True,
    ),
    Indicator(
        code="legal_aid.favourable",
        title="胜诉、部分支持、调解占比",
        formula="当期结案里胜诉、部分支持、调解和解的 ÷ 这三种和败诉的",
        unit="%",
    ),
    Indicator(
        code="legal_aid.satisfied",
        title="质量回访满意率",
        formula="当期结案回访里满意的 ÷ 联系上的",
        unit="%",
    ),
    *_split("kind", KINDS, "当期申请这种方式的"),
    # one cause is violence: one of them is a name, and so is what it leaves of the whole
    *_split("cause", CAUSES, "当期为这种事项申请的", split="cause"),
    Indicator(
        code="legal_aid.benefit",
        title="取得或挽回金额",
        formula="当期结案的取得或挽回金额之和",
        unit="元",
        missing="每件的金额是敏感内容，只存在办件里，不能相加",
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    filed = records_filed(NAME, period)
    applied = {one.item: one.answers for one in _of(filed, "application")}  # the newest stands
    decided = {one.item: one.answers.get("decision") for one in _of(filed, "decision")}
    advanced = {one.item for one in _of(filed, "advance")}
    granted = {item for item, said in decided.items() if said == "granted"}
    refused = {item for item, said in decided.items() if said == "refused"}
    yield _figure("applied", len(applied))
    helped = (granted | advanced) & applied.keys()
    yield _figure("full", len(helped), len(helped | (refused & applied.keys())))
    yield _figure("granted", len(granted), len(granted | refused))
    yield _figure("advanced", len(advanced))
    clocks = clocks_due(NAME, period)
    for code, (clock, _title, _formula) in CLOCKS.items():
        yield _kept(code, [one for one in clocks if one.code == clock])
    victims = [one for one in clocks if one.code == rules.SUBMIT]
    hours = [one.hours for one in victims if one.hours is not None]
    # a median is no share; of nobody, or of so few that it is one of them, it is said to be none
    median_hours = (round(median(hours)), None) if len(hours) >= FEWEST else (0, 0)
    yield _figure("victim_hours", *median_hours)
    yield _kept("victim_on_time", victims)
    ended = [one.outcome for one in items_closed(NAME, period) if one.outcome in JUDGED]
    yield _figure("favourable", sum(one in FAVOURABLE for one in ended), len(ended))
    scores = [one.answers.get("score") for one in _of(filed, "closing")]
    reached = [one for one in scores if one in {score.value for score in SCORES} - {"unreached"}]
    yield _figure("satisfied", reached.count("good"), len(reached))
    for part, given in (("kind", KINDS), ("cause", CAUSES)):
        said = [one.get(part) for one in applied.values()]
        yield from (_figure(f"{part}_{one.value}", said.count(one.value)) for one in given)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _kept(code: str, clocks: Iterable[CountedClock]) -> Figure:
    due = [one.state for one in clocks if one.state != "waiting"]
    return _figure(code, due.count("in_time"), len(due))


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
