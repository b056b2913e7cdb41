"""The figures 家风培育 declares, with their formulas in words (T/ZSM 5.4.8, 附录D)."""

from collections.abc import Iterable, Iterator, Mapping

from core.api import Indicator, Option
from plugins.family_education.choices import BODIES, MODES, PROBLEMS, SOURCES

NAME = "family_education"


def _one(
    code: str, title: str, formula: str, unit: str, version: int = 1, missing: str = ""
) -> Indicator:
    return Indicator(
        code=f"{NAME}.{code}",
        title=title,
        formula=formula,
        unit=unit,
        version=version,
        missing=missing,
    )


def _each(prefix: str, choices: Iterable[Option], formula: str, unit: str) -> Iterator[Indicator]:
    return (_one(f"{prefix}_{one.value}", one.label, formula, unit) for one in choices)


def _sealed(prefix: str, titles: Mapping[str, str], formula: str) -> Iterator[Indicator]:
    """Yield parts of one sealed sum: small ones are kept back."""
    return (
        Indicator(
            code=f"{NAME}.{prefix}_{value}",
            title=title,
            formula=formula,
            unit="次",
            small_hidden=True,
            split=f"{NAME}.{prefix}",
        )
        for value, title in titles.items()
    )


PROBLEM_TITLES = {one.value: one.label for one in PROBLEMS}
RISK_TITLES = {"low": "低风险家庭", "middle": "中风险家庭", "high": "高风险家庭"}
INDICATORS = (
    _one("taken", "家庭教育指导接案", "当期接案的家庭教育指导", "户"),
    _one("improved", "改善率", "结果为目标达成或有改善的 ÷ 当期结案的指导", "%"),
    _one(
        "orders",
        "责令指导按期回告率",
        "期限前回告的 ÷ 期限在当期的责令指导；还没有到期的不算",
        "%",
        version=3,
    ),
    _one(
        "orders_kept",
        "责令指导完成率",
        "回告写全部完成的 ÷ 当期回告的责令指导",
        "%",
    ),
    _one("sessions", "指导次数", "当期有人来的指导", "次", version=2),
    _one("families", "指导户数", "当期有人来过的，一户只算一次", "户", version=2),
    _one("absent", "没来的比例", "没有人来的 ÷ 当期约好的指导", "%"),
    _one("elders", "祖辈参与率", "有祖辈来的 ÷ 当期有人来的指导", "%"),
    _one("urged", "劝诫、督促", "当期的劝诫、督促记录", "次"),
    _one("refused", "不接受的比例", "家长不接受的 ÷ 当期的劝诫、督促", "%"),
    _one("lessons", "告诫后教育引导", "当期的教育引导记录", "次"),
    *_each("source", SOURCES, "当期接案的、从这里来的", "户"),
    *_each("body", BODIES, "当期接案的、由它责令的", "户"),
    *_each("mode", MODES, "当期以这种方式指导的，没来的不算", "次"),
    *_sealed("problem", PROBLEM_TITLES, "当期接案写了这个问题的；一户可以有几个"),
    *_sealed("risk", RISK_TITLES, "当期预估定为这一级的"),
    _one("events", "活动场次、人次", "当期的讲座、父母课堂等活动", "场、人次",
         missing="活动、课程的登记"),
    _one("honours", "家庭荣誉", "当期评定的最美家庭等荣誉", "户", missing="荣誉评选的登记"),
    _one(
        "villages",
        "村（社区）覆盖率",
        "开展过家风活动的村（社区）÷ 全部村（社区）",
        "%",
        missing="活动、课程的登记",
    ),
)  # fmt: skip
