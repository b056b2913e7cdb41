"""The figures of 心理疏导: sittings, groups, who did not come, how it ended (T/ZSM 5.4.5).

How great a risk was and how somebody fares is the counsellor's alone; only its sum over a county
is told, and what stands for few people is kept back (精神卫生法 23).
"""

from collections.abc import Iterable, Iterator

from core.api import (
    CountedRecord,
    Figure,
    Indicator,
    Option,
    Period,
    answers_counted,
    clocks_due,
    items_closed,
    records_filed,
)
from plugins.psych.crisis import CONTACT
from plugins.psych.fields import RISKS
from plugins.psych.forms_judging import CHANGES
from plugins.psych.forms_opening import SERVICES

NAME = "psych"
CAME, MISSED = "yes", "no"
BETTER = frozenset({"reached", "better"})
TOLD_RISK = (
    ("psych.intake", "risk_self"),
    ("psych.intake", "risk_other"),
    ("psych.session", "risk"),
    ("psych.review", "risk"),
)
"""In which answers a risk is summed up; the same words in a screening or a crisis are not."""
RISK_TITLES = {
    "none": "没有自伤、伤人的风险",
    "idea": "有自伤、伤人的想法",
    "plan": "有自伤、伤人的计划",
    "act": "有自伤、伤人的行为",
}
INDICATORS = (
    Indicator(
        code="psych.clients",
        title="来访人数",
        formula="当期来过会谈的人，一个人只算一次；夫妻、家庭会谈里另外的人不算",
        unit="人",
        version=2,
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
    *(
        Indicator(
            code=f"psych.risk_{one.value}",
            title=RISK_TITLES[one.value],
            formula="当期会谈、评估里写的风险是这一档的；初访自伤、伤人各算一次",
            unit="次",
            small_hidden=True,
            split="psych.risk",
        )
        for one in RISKS
    ),
    *(
        Indicator(
            code=f"psych.change_{one.value}",
            title=one.label,
            formula="当期评估里和刚来时比是这样的",
            unit="次",
            small_hidden=True,
            split="psych.change",
        )
        for one in CHANGES
    ),
    Indicator(
        code="psych.load",
        title="人均会谈",
        formula="当期来了的会谈和夫妻、家庭会谈 ÷ 做会谈的咨询师人数",
        unit="次",
    ),
    Indicator(
        code="psych.supervision",
        title="督导时数",
        formula="当期督导的分钟数 ÷ 60",
        unit="小时",
    ),
    Indicator(
        code="psych.contacts",
        title="危机后按时联系",
        formula="二十四小时内再联系到的 ÷ 期限在当期的",
        unit="%",
        small_hidden=True,
    ),
)


def figures(period: Period) -> Iterator[Figure]:
    """Yield every figure that can be computed for *period*."""
    filed = records_filed(NAME, period)
    asked = [one.answers.get("came") for one in _of(filed, "session")]
    came = [one for one in _of(filed, "session") if one.answers.get("came") == CAME]
    sittings = [*came, *_of(filed, "couple")]
    yield _figure("clients", len({one.about for one in came if one.about is not None}))
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
    yield _figure("load", len(sittings), len({one.by for one in sittings}))
    spent = (one.answers.get("minutes") for one in _of(filed, "supervision"))
    yield _figure("supervision", sum(one for one in spent if isinstance(one, int)), 60)
    due = [one.state for one in clocks_due(NAME, period) if one.code == CONTACT]
    kept, late = due.count("in_time"), due.count("late")
    yield _figure("contacts", kept, kept + late)
    yield from _sums("risk", RISKS, TOLD_RISK, period)
    yield from _sums("change", CHANGES, (("psych.review", "change"),), period)
    booked = {one.item: one.answers.get("service") for one in _of(filed, "booking")}
    wanted = [*booked.values()]
    yield from (_figure(f"service_{one.value}", wanted.count(one.value)) for one in SERVICES)


def _sums(
    split: str, choices: Iterable[Option], asked: Iterable[tuple[str, str]], period: Period
) -> Iterator[Figure]:
    """Yield how often each choice was the answer; core sums up, no single answer comes here."""
    codes = [one.value for one in choices]
    told = [answers_counted(form, name, codes, period) for form, name in asked]
    yield from (_figure(f"{split}_{code}", sum(one[code] for one in told)) for code in codes)


def _of(filed: Iterable[CountedRecord], form: str) -> list[CountedRecord]:
    return [one for one in filed if one.form == f"{NAME}.{form}"]


def _items(records: Iterable[CountedRecord]) -> set[int]:
    return {one.item for one in records}


def _figure(code: str, numerator: int, denominator: int | None = None) -> Figure:
    return Figure(code=f"{NAME}.{code}", numerator=numerator, denominator=denominator)
