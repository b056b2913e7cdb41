"""The screening instruments: for whom each was made, under which licence, how it is summed up.

A table of values, never of items: the sheets themselves stay with who holds their licence. No score
decides anything here (精神卫生法 23, 51): it is a hint beside the item, and the one question it
makes obligatory is put by a person and answered to a person. What has not been read at its source
says so in ``checked``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.api import options

FREE, PERMISSION, OFFICIAL = "free", "permission", "official"
LICENCES: Mapping[str, str] = {
    FREE: "免费使用",
    PERMISSION: "须先取得许可",
    OFFICIAL: "政府公布的表",
}
NOT_FOR_DECISION = "只作筛查提示，不是诊断，不自动作任何决定"


@dataclass(frozen=True, kw_only=True, slots=True)
class Instrument:
    """One instrument. ``bands`` name each range from its lowest score on; ``hint_from`` is the
    score from which a talk about a medical visit is suggested, 0 = by ``bands`` alone."""

    title: str
    what: str
    population: str
    licence: str
    lowest: int
    highest: int
    bands: Mapping[int, str]
    hint_from: int
    adults_only: bool = True
    women_only: bool = False
    checked: str = "分档见公开资料，未核中文版"

    def band(self, score: int) -> str:
        """Return the name of the range *score* lies in; raise ValueError for one out of range."""
        if not self.lowest <= score <= self.highest:
            raise ValueError(score)
        return next(
            name for start, name in sorted(self.bands.items(), reverse=True) if score >= start
        )


INSTRUMENTS: Mapping[str, Instrument] = {
    "phq9": Instrument(
        title="PHQ-9",
        what="情绪低落",
        population="成年人",
        licence=FREE,
        lowest=0,
        highest=27,
        bands={0: "很少", 5: "轻", 10: "中等", 15: "偏重", 20: "重"},
        hint_from=10,
    ),
    "gad7": Instrument(
        title="GAD-7",
        what="紧张、担心",
        population="成年人",
        licence=FREE,
        lowest=0,
        highest=21,
        bands={0: "很少", 5: "轻", 10: "中等", 15: "重"},
        hint_from=10,
    ),
    "cssrs": Instrument(
        title="C-SSRS 筛查版",
        what="自伤、自杀的风险",
        population="不限，会说话、听得懂的人",
        licence=FREE,
        lowest=0,
        highest=3,
        bands={0: "没有", 1: "低", 2: "中", 3: "高"},
        hint_from=1,
        adults_only=False,
    ),
    "hits": Instrument(
        title="HITS",
        what="伴侣暴力",
        population="成年人，有伴侣",
        licence=PERMISSION,
        lowest=4,
        highest=20,
        bands={4: "不到线", 11: "过线"},
        hint_from=11,
        checked="来源对许可说法不一，按须许可办；分档未核",
    ),
    "wast": Instrument(
        title="WAST",
        what="伴侣暴力",
        population="成年女性，有伴侣",
        licence=PERMISSION,
        lowest=8,
        highest=24,
        bands={8: "不到线", 13: "过线"},
        hint_from=13,
        women_only=True,
        checked="须向作者问许可；分档未核",
    ),
    "tipvda": Instrument(
        title="TIPVDA",
        what="亲密关系暴力的危险",
        population="只用于受亲密伴侣伤害的成年女性",
        licence=OFFICIAL,
        lowest=0,
        highest=15,
        bands={0: "低", 6: "中", 8: "高"},
        hint_from=6,
        women_only=True,
    ),
}
CHOICES = options(**{code: f"{one.title}（{one.what}）" for code, one in INSTRUMENTS.items()})
LICENSED = options(
    **{code: one.title for code, one in INSTRUMENTS.items() if one.licence == PERMISSION}
)
CSSRS = options(
    q1="1 希望自己死了、睡过去不再醒",
    q2="2 想过结束生命",
    q3="3 想过用什么办法",
    q4="4 有一点打算真的去做",
    q5="5 已经想好怎么做、准备去做",
    recent="6 三个月里做过什么",
    older="6 三个月以前做过什么",
)
"""Which questions of the screener were answered yes; what they ask is said in our own words."""


def screener(said: frozenset[str]) -> int:
    """Sum the C-SSRS screener up: 3 high, 2 middle, 1 low, 0 nothing said.

    High: a thought with some intent or a plan in the last month, or an act within three months;
    middle: a way was thought of, or an act longer ago; low: the wish or the thought alone.
    """
    if said & {"q4", "q5", "recent"}:
        return 3
    if said & {"q3", "older"}:
        return 2
    return 1 if said & {"q1", "q2"} else 0
