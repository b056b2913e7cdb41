"""Questions several forms of 心理疏导 ask alike."""

from core.api import Field, Kind, Sensitivity, options

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE
RISKS = options(none="没有", idea="有想法", plan="有计划", act="有行为")
HIGH = frozenset({"plan", "act"})
"""What calls for the crisis protocol (精神卫生法 28)."""
MINUTES = 50
"""How long a talk usually is, where the county says nothing."""


def client_field(label: str = "来访者") -> Field:
    return Field(
        name="client",
        label=label,
        kind=Kind.PARTY,
        purpose="规则：各人的记录分开，另一方看不到",
        required=True,
    )


def day_field(label: str = "日期") -> Field:
    return Field(name="on", label=label, kind=Kind.DATE, purpose="文书：个案记录表", required=True)


def minutes_field() -> Field:
    return Field(
        name="minutes",
        label="多少分钟",
        kind=Kind.NUMBER,
        purpose="文书：个案记录表、团体活动记录",
        minimum=5,
        maximum=480,
    )


def risk_field(name: str, label: str, *, index: bool = False) -> Field:
    """Ask for a risk; *index* lets it be summed up, never told one by one."""
    return Field(
        name=name,
        label=label,
        kind=Kind.CHOICE,
        purpose="规则：有计划或有行为的进入危机处置；统计：风险分布（只有合计）"
        if index
        else "规则：有计划或有行为的进入危机处置",
        options=RISKS,
        required=True,
        sensitivity=R,
        index=index,
        law="精神卫生法第28条",
    )
