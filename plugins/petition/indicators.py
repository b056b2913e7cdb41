"""What 家事信访 declares to be counted, each with its formula in words (T/ZSM 5.4.2, 附录D).

Grave wrongs are few and each is a name: such counts are kept back under five, and what splits them.
"""

from collections.abc import Sequence

from core.api import SCENARIOS, Indicator, Option, options
from plugins.petition import rules
from plugins.petition.choices import HANDLED, LANES, NATURES, RESULTS, TOPICS, WAYS

NAME = "petition"
SITUATIONS = options(**SCENARIOS)
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
    "told_in_time": (
        rules.SEVERE,
        "严重侵害按时通报率",
        "两小时内通报的 ÷ 时限落在当期的严重侵害件；还没到期的不计",
    ),
    "reviewed": (
        rules.REVIEW,
        "按期复查率",
        "三十日内作出复查意见的 ÷ 期限落在当期的复查；还没到期的不计",
    ),
    "final_reviewed": (
        rules.FINAL,
        "按期复核率",
        "三十日（不含听证）内作出复核意见的 ÷ 期限落在当期的复核；还没到期的不计",
    ),
}


def _one(code: str, title: str, formula: str, unit: str = "%", **more: object) -> Indicator:
    version = more.get("version", 1)
    return Indicator(
        code=f"{NAME}.{code}",
        title=title,
        formula=formula,
        unit=unit,
        version=version if isinstance(version, int) else 1,
        small_hidden=more.get("small_hidden") is True,
    )


def _split(
    part: str, given: Sequence[Option], formula: str, *, unit: str = "件", hidden: bool = False
) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(
            code=f"{NAME}.{part}_{one.value}",
            title=one.label,
            formula=formula,
            unit=unit,
            split=part if hidden else "",
        )
        for one in given
    )


INDICATORS = (
    _one("received", "信访件次", "当期登记的信访事项", "件次"),
    _one("heads", "信访人次", "当期登记的信访事项的人数之和", "人次", version=2),
    *(_one(code, title, formula) for code, (_clock, title, formula) in CLOCKS.items()),
    _one("repeats", "重复信访率", "甄别为重复件的 ÷ 当期甄别的信访事项", version=2),
    _one(
        "solved",
        "解决率",
        "当期答复里已解决、部分解决的 ÷ 已解决、部分解决和不支持的",
    ),
    _one("declined", "不予受理率", "当期告知不予受理的 ÷ 当期告知的信访事项"),
    _one("extended", "延期率", "当期延期的 ÷ 当期告知受理的信访事项"),
    _one("assigned", "转送交办反馈率", "当期有反馈的 ÷ 当期转送、交办、通报的信访事项"),
    _one("overturned", "复查复核改变率", "变更、撤销的 ÷ 当期作出的复查、复核意见"),
    _one("calls", "12338 办结件数", "当期办结的、来电（12338）登记的信访事项", "件"),
    _one(
        "calls_at_once",
        "12338 当场答复率",
        "当期答复了、没有转出通报的 ÷ 当期来电（12338）登记的信访事项",
    ),
    _one("calls_sent", "12338 转出件数", "当期来电登记、当期转送交办或通报的信访事项", "件"),
    _one(
        "reported",
        "严重侵害通报率",
        "当期甄别为严重侵害、当期已通报的 ÷ 当期甄别为严重侵害的",
        small_hidden=True,
    ),
    _one("pressed", "督促处理次数", "当期发出的提示函、督促处理意见书和提请督查", "次"),
    _one("clues", "公益诉讼线索", "当期移送检察机关的线索", "件", small_hidden=True),
    *_split("form", WAYS, "当期以这种形式登记的信访事项"),
    *_split("heads_form", WAYS, "当期以这种形式登记的信访事项的人数之和", unit="人次"),
    *_split("nature", NATURES, "当期登记为这种性质的信访事项"),
    *_split("heads_nature", NATURES, "当期登记为这种性质的信访事项的人数之和", unit="人次"),
    # a lane or a situation may be that of violence: in a small county one of them is a name
    *_split("lane", LANES, "当期甄别到这一道的信访事项，改道的按最后一次", hidden=True),
    *_split(
        "heads_lane",
        LANES,
        "当期登记并甄别到这一道的信访事项的人数之和，改道的按最后一次",
        unit="人次",
        hidden=True,
    ),
    *_split("scenario", SITUATIONS, "当期登记的、这种情形的信访事项", hidden=True),
    *_split(
        "heads_scenario",
        SITUATIONS,
        "当期登记的、这种情形的信访事项的人数之和",
        unit="人次",
        hidden=True,
    ),
    *_split("result", RESULTS, "当期答复的结果"),
    *_split("severe", HANDLED, "当期反馈过的严重侵害件，按最后一次反馈", hidden=True),
    *_split("topic", TOPICS, "当期登记里勾到这件事的次数", unit="次", hidden=True),
)
