"""The figures of 法律援助: applied, granted, in time, how fast for a victim (法律援助法 43, 49).

Whether somebody is a victim is sealed: her share is a sum of keyed hashes, and how long she waited
comes from the clock that only a victim's application starts. Amounts are summed, never told.
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
    amounts_counted,
    answers_counted,
    clocks_due,
    items_closed,
    items_opened,
    records_filed,
)
from plugins.legal_aid.choices import CAUSES, CROWDS, ENDS, KINDS, REASONS, SCORES
from plugins.legal_aid.clocks import ASSIGN, DECIDE, REVIEW, SUBMIT

NAME = "legal_aid"
FAVOURABLE = frozenset({"won", "partly", "mediated", "settled"})
FEWEST = 5
"""How many there must be before what they had in common is told (T/ZSM 5.6.4)."""
JUDGED = FAVOURABLE | {"lost"}
CLOCKS = {
    "decided": (
        DECIDE,
        "按期决定率",
        "七日内决定的 ÷ 决定期限落在当期的申请；补正的时间不计，还没到期的不计",
    ),
    "assigned": (
        ASSIGN,
        "按期指派率",
        "三日内指派的 ÷ 指派期限落在当期的援助；还没到期的不计",
    ),
    "objected": (
        REVIEW,
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
        formula="当期开办、初审看来符合的里，给予或者先行提供的 ÷ 已有决定或者先行提供的；"
        "撤回的不计，初审只是提个醒，决定的是中心",
        unit="%",
        version=3,
        counts_toward="aid_full",
    ),
    Indicator(
        code="legal_aid.waiting",
        title="看来符合、还没有决定",
        formula="当期开办、初审看来符合的里，还没有决定、也没有先行提供的；撤回的不计。和应援尽援率一起看",
        unit="件",
    ),
    Indicator(
        code="legal_aid.victims",
        title="受害人占比",
        formula="当期为家暴、虐待、遗弃的受害人填的申请 ÷ 当期填的申请；只有合计，不打开任何一件",
        unit="%",
        small_hidden=True,
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
        counts_toward="aid_full",
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
        formula="当期办结里胜诉、部分支持、调解、和解的 ÷ 这四种和败诉的",
        unit="%",
        version=2,
    ),
    Indicator(
        code="legal_aid.corrected",
        title="异议改正率",
        formula="当期审查完、责令改正的 ÷ 当期审查完的异议",
        unit="%",
    ),
    Indicator(
        code="legal_aid.satisfied",
        title="质量回访满意率",
        formula="当期质量回访里满意的 ÷ 联系上的，一件几次回访以最后一次为准",
        unit="%",
        version=2,
    ),
    *_split("kind", KINDS, "当期申请这种方式的"),
    # one cause is violence: one of them is a name, and so is what it leaves of the whole
    *_split("cause", CAUSES, "当期为这种事项申请的", split="cause"),
    *_split("crowd", CROWDS, "当期申请里有这种人群的，可以几种；只有合计", split="crowd"),
    *_split("reason", REASONS, "当期不予援助，是这种理由的", split="reason"),
    *_split("end", ENDS, "当期终止援助，是这种情形的；只有合计", split="end"),
    Indicator(
        code="legal_aid.benefit",
        title="取得或挽回金额",
        formula="当期结案报告里取得或挽回金额之和，一件几次报告以最后一次为准；不到五件的不公布",
        unit="元",
        version=2,
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    filed = records_filed(NAME, period)
    applied = {one.item: one.answers for one in _of(filed, "application")}  # the newest stands
    decisions = {one.item: one.answers for one in _of(filed, "decision")}
    said = [one.get("decision") for one in decisions.values()]
    granted, refused = said.count("granted"), said.count("refused")
    yield _figure("applied", len(applied))
    yield from _eligible(period)
    victims = answers_counted(f"{NAME}.application", "victim", ("yes", "no"), period)
    yield _figure("victims", victims["yes"], victims["yes"] + victims["no"])
    yield _figure("granted", granted, granted + refused)
    yield _figure("advanced", len({one.item for one in _of(filed, "advance")}))
    clocks = clocks_due(NAME, period)
    for code, (clock, _title, _formula) in CLOCKS.items():
        yield _kept(code, [one for one in clocks if one.code == clock])
    hers = [one for one in clocks if one.code == SUBMIT]
    hours = [one.hours for one in hers if one.hours is not None]
    # a median is no share; of nobody, or of so few that it is one of them, it is said to be none
    median_hours = (round(median(hours)), None) if len(hours) >= FEWEST else (0, 0)
    yield _figure("victim_hours", *median_hours)
    yield _kept("victim_on_time", hers)
    ended = [one.outcome for one in items_closed(NAME, period) if one.outcome in JUDGED]
    yield _figure("favourable", sum(one in FAVOURABLE for one in ended), len(ended))
    answers = [one.answers.get("result") for one in _of(filed, "objection")]
    corrected = answers.count("corrected")
    yield _figure("corrected", corrected, corrected + answers.count("upheld"))
    scores = list({one.item: one.answers.get("score") for one in _of(filed, "callback")}.values())
    reached = [one for one in scores if one in {score.value for score in SCORES} - {"unreached"}]
    yield _figure("satisfied", reached.count("good"), len(reached))
    for part, given in (("kind", KINDS), ("cause", CAUSES)):
        named = [one.get(part) for one in applied.values()]
        yield from (_figure(f"{part}_{one.value}", named.count(one.value)) for one in given)
    why = [one.get("reason") for one in decisions.values() if one.get("decision") == "refused"]
    yield from (_figure(f"reason_{one.value}", why.count(one.value)) for one in REASONS)
    yield from _sealed("crowd", "application", "crowd", CROWDS, period)
    yield from _sealed("end", "ending", "ground", ENDS, period)
    fen = amounts_counted(f"{NAME}.report", "benefit", period)
    yield _figure("benefit", 0, 0) if fen is None else _figure("benefit", fen // 100)


def _eligible(period: Period) -> Iterator[Figure]:
    """应援尽援率 over the items opened in *period*; those still waiting are in neither number and
    told beside it, so that a share of few decisions is not read as one of all who need aid."""
    decision = "legal_aid.decision.decision"
    eligible = [
        {decision: "withdrawn", **one.answers} if one.outcome == "withdrawn" else one.answers
        for one in items_opened(NAME, period)
        if one.answers.get("legal_aid.screening.fits") == "eligible"
    ]
    helped = [
        one for one in eligible if one.get(decision) == "granted" or "legal_aid.advance.why" in one
    ]
    refused = [one for one in eligible if one not in helped and one.get(decision) == "refused"]
    yield _figure("full", len(helped), len(helped) + len(refused))
    waiting = [one for one in eligible if one not in helped and decision not in one]
    yield _figure("waiting", len(waiting))


def _sealed(
    part: str, form: str, asked: str, given: tuple[Option, ...], period: Period
) -> Iterator[Figure]:
    """Yield the parts of a sealed choice, each a sum."""
    sums = answers_counted(f"{NAME}.{form}", asked, [one.value for one in given], period)
    yield from (_figure(f"{part}_{one.value}", sums[one.value]) for one in given)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _kept(code: str, clocks: Iterable[CountedClock]) -> Figure:
    due = [one.state for one in clocks if one.state != "waiting"]
    return _figure(code, due.count("in_time"), len(due))


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
