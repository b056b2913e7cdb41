"""The figures of 家事信访: how many came and how many letters, in which lane, answered in time.

件次 are petitions, 人次 are people; both are counted on the day of registration (信访工作条例 17).
"""

from collections.abc import Iterable, Iterator

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
from plugins.petition import rules
from plugins.petition.choices import LANES, NATURES, WAYS

NAME = "petition"
CALL, SEVERE = "call", "severe"
SOLVED = frozenset({"solved", "partly"})
JUDGED = SOLVED | {"unsupported"}
KEPT = "yes"
"""How a yes stands in the index."""
CLOCKS = {
    "on_time": (
        rules.HANDLE,
        "按期答复率",
        "六十日（含延期）内答复的 ÷ 期限落在当期的申诉求决；还没到期的不计",
    ),
    "informed": (
        rules.INFORM,
        "按期告知率",
        "十五日内告知的 ÷ 告知期限落在当期的信访事项；还没到期的不计",
    ),
    "coordinated": (
        rules.ACCEPT,
        "求助按期协调率",
        "时限内转送、答复的 ÷ 时限落在当期的求助件；还没到期的不计",
    ),
    "reviewed": (
        rules.REVIEW,
        "按期复查率",
        "三十日内作出复查意见的 ÷ 期限落在当期的复查；还没到期的不计",
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
        code="petition.received", title="信访件次", formula="当期登记的信访事项", unit="件次"
    ),
    Indicator(
        code="petition.heads",
        title="信访人次",
        formula="当期登记的信访事项的人数之和",
        unit="人次",
        version=2,
    ),
    *(
        Indicator(code=f"petition.{code}", title=title, formula=formula, unit="%")
        for code, (_clock, title, formula) in CLOCKS.items()
    ),
    Indicator(
        code="petition.repeats",
        title="重复信访率",
        formula="甄别为重复件的 ÷ 当期甄别的信访事项",
        unit="%",
        version=2,
    ),
    Indicator(
        code="petition.solved",
        title="解决率",
        formula="当期答复里已解决、部分解决的 ÷ 已解决、部分解决和不支持的",
        unit="%",
    ),
    Indicator(
        code="petition.calls",
        title="12338 办结件数",
        formula="当期办结的、来电（12338）登记的信访事项",
        unit="件",
    ),
    Indicator(
        code="petition.reported",
        title="严重侵害通报率",
        formula="当期甄别为严重侵害、当期已通报的 ÷ 当期甄别为严重侵害的",
        unit="%",
        small_hidden=True,
    ),
    *_split("form", WAYS, "当期以这种形式登记的信访事项"),
    *_split("nature", NATURES, "当期登记为这种性质的信访事项"),
    # one lane is that of violence: in a small county one of them is a name
    *_split("lane", LANES, "当期甄别到这一道的信访事项，改道的按最后一次", split="lane"),
    Indicator(
        code="petition.words",
        title="热点词",
        formula="当期诉求里常见的词，只计次数",
        unit="次",
        missing="诉求是敏感文字，不进统计；要先有一张可以勾选的事项表",
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    filed = records_filed(NAME, period)
    registered = _of(filed, "registration")
    yield _figure("received", len(registered))
    yield _figure("heads", sum(_number(one, "headcount") for one in registered))
    clocks = clocks_due(NAME, period)
    for code, (clock, _title, _formula) in CLOCKS.items():
        yield _kept(code, [one for one in clocks if one.code == clock])
    lanes = {one.item: one.answers for one in _of(filed, "triage")}  # the newest stands
    repeated = sum(one.get("repeat") == KEPT for one in lanes.values())
    yield _figure("repeats", repeated, len(lanes))
    results = [one.answers.get("result") for one in _of(filed, "answer")]
    judged = [one for one in results if one in JUDGED]
    yield _figure("solved", sum(one in SOLVED for one in judged), len(judged))
    called = [
        one
        for one in items_closed(NAME, period)
        if one.answers.get("petition.registration.form") == CALL
    ]
    yield _figure("calls", len(called))
    severe = {item for item, one in lanes.items() if one.get("lane") == SEVERE}
    told = {one.item for one in _of(filed, "report")}
    yield _figure("reported", len(severe & told), len(severe))
    for part, given in (("form", WAYS), ("nature", NATURES)):
        said = [one.answers.get(part) for one in registered]
        yield from (_figure(f"{part}_{one.value}", said.count(one.value)) for one in given)
    taken = [one.get("lane") for one in lanes.values()]
    yield from (_figure(f"lane_{one.value}", taken.count(one.value)) for one in LANES)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _number(record: CountedRecord, field: str) -> int:
    told = record.answers.get(field)
    return told if isinstance(told, int) else 0


def _kept(code: str, clocks: Iterable[CountedClock]) -> Figure:
    due = [one.state for one in clocks if one.state != "waiting"]
    return _figure(code, due.count("in_time"), len(due))


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
