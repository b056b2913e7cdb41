"""What 法律咨询 declares to be counted, each with its formula in words (T/ZSM 5.4.4, 附录D)."""

from collections.abc import Sequence

from core.api import Indicator, Option
from plugins.legal_consult.choices import (
    ADVISERS,
    MODES,
    NAME,
    NEXT_STEPS,
    RULINGS,
    TOPICS,
    VIOLENCE,
    WRITINGS,
)


def _one(
    code: str, title: str, formula: str, unit: str = "件", version: int = 1, *, few: bool = False
) -> Indicator:
    return Indicator(
        code=f"{NAME}.{code}",
        title=title,
        formula=formula,
        unit=unit,
        version=version,
        small_hidden=few,
    )


def _parts(part: str, given: Sequence[Option], formula: str) -> tuple[Indicator, ...]:
    return tuple(
        _one(f"{part}_{one.value}", one.label, formula, few=one.value == VIOLENCE) for one in given
    )


INDICATORS = (
    _one("answered", "法律咨询件数", "当期办结的法律咨询，没有来的、撤回的不计", version=2),
    _one(
        "conversion",
        "咨询转化率",
        "去向为转调解或转法律援助的咨询 ÷ 当期办结的咨询，没有来的不计",
        "%",
        2,
    ),
    _one("cancelled", "未咨询占比", "约了没有咨询的 ÷ 当期结束的法律咨询", "%"),
    _one("minutes", "服务时长", "当期咨询记录里写了用时的分钟数之和", "分钟"),
    _one("told_aid", "法律援助告知率", "已告知可以申请法律援助的 ÷ 当期的咨询记录", "%"),
    _one("opinions", "书面法律意见", "当期出具的书面法律意见", "份"),
    _one("writings", "代书", "当期交付的代书", "份"),
    _one("limits", "写明时效的咨询", "当期咨询记录里选了时效或期限的"),
    _one("orders", "协助申请保护令", "当期协助申请人身安全保护令的法律咨询，一件算一次", few=True),
    _one(
        "ruled_in_time",
        "法院按时裁定率",
        "七十二小时、紧急的二十四小时内登记了裁定的 ÷ 时限落在当期的申请；还没到期的不计",
        "%",
        few=True,
    ),
    *(
        Indicator(
            code=f"{NAME}.ruling_{one.value}",
            title=one.label,
            formula="当期登记的裁定，按结果分",
            unit="件",
            small_hidden=True,
            split="ruling",
        )
        for one in RULINGS
    ),
    *_parts("mode", MODES, "当期以这种方式咨询的"),
    *_parts("adviser", ADVISERS, "当期由这类人员解答的"),
    *_parts("topic", TOPICS, "当期咨询这一事项的，一件几个事项各算一次"),
    *_parts("next", NEXT_STEPS, "当期办结的咨询，按去向分"),
    *_parts("writing", WRITINGS, "当期交付的代书，按种类分"),
    _one(
        "villages",
        "村级法律顾问覆盖率",
        "当期有村（居）法律顾问、法律明白人解答过的村（社区）÷ 全部村（社区）",
        "%",
        2,
    ),
    _one("again", "重复咨询", "当期来过两次以上的人 ÷ 当期来过的人，没有写咨询人的不计", "%", 2),
)
