"""The figures 家风培育 declares, with their formulas in words (T/ZSM 5.4.8, 附录D)."""

from collections.abc import Iterable, Iterator, Mapping

from core.api import Indicator, Option
from plugins.family_education.choices import BODIES, MODES, PROBLEMS, SOURCES
from plugins.family_education.registers.courses import KINDS, SERVICES
from plugins.family_education.registers.events import TOPICS, TYPES
from plugins.family_education.registers.honours import KINDS as HONOUR_KINDS

NAME = "family_education"


def _one(code: str, title: str, formula: str, unit: str, version: int = 1) -> Indicator:
    return Indicator(
        code=f"{NAME}.{code}",
        title=title,
        formula=formula,
        unit=unit,
        version=version,
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
    Indicator(
        code=f"{NAME}.left_behind",
        title="留守儿童",
        formula="当期接案写明父母外出、孩子留守的",
        unit="户",
        small_hidden=True,
    ),
    _one("events", "活动场次", "当期办了的活动（写了人数的）", "场", version=2),
    _one("event_heads", "活动人次", "当期活动来的人", "人次"),
    _one("event_women", "活动妇女人次", "当期活动来的妇女", "人次"),
    _one("event_children", "活动儿童人次", "当期活动来的儿童", "人次"),
    _one("event_men", "活动男性人次", "当期活动来的男性", "人次"),
    *_each("event", TYPES, "当期这种形式的活动", "场"),
    _one("three_views", "婚恋观、生育观、家庭观活动", "当期主题有其中之一的活动", "场"),
    *_each("topic", TOPICS, "当期有这个主题的活动；一场可以有几个主题", "场"),
    _one("courses", "课程、培训", "当期的课程、培训，自学不算", "次"),
    *_each("course", KINDS, "当期这一种的课程、培训", "次"),
    _one("course_hours", "课时", "当期课程、培训的学时，自学不算", "学时"),
    _one("trainees", "集中培训人次", "当期集中培训写明的人", "人次"),
    _one(
        "trained",
        "集中培训满五天（志愿者两天）",
        "期间内集中培训满五天的工作人员、满两天的志愿者 ÷ 期间内参加过的；按年看",
        "%",
    ),
    _one("services", "志愿服务", "当期的志愿服务", "次"),
    *_each("served", SERVICES, "当期做这一种的志愿服务", "次"),
    _one("service_hours", "志愿服务时长", "当期志愿服务的小时 × 人数", "小时"),
    _one(
        "volunteers",
        "志愿服务满两次",
        "期间内服务满两次的志愿者 ÷ 期间内服务过的；按年看",
        "%",
    ),
    _one("honours", "家庭荣誉", "当期推荐、已经评定的荣誉", "户", version=2),
    *_each("honour", HONOUR_KINDS, "当期推荐、已经评定为这一种的", "户"),
    _one("points", "积分加分", "当期加分的登记", "次"),
    _one(
        "villages",
        "村（社区）覆盖率",
        "当期自己办过活动的村（社区）÷ 全部村（社区）",
        "%",
        version=2,
    ),
)  # fmt: skip
