"""Questions several forms of 心理疏导 ask alike."""

from core.api import Field, Kind, Sensitivity, options

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE
RISKS = options(none="没有", idea="有想法", plan="有计划", act="有行为")


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


def risk_field(name: str, label: str) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.CHOICE,
        purpose="规则：有计划或有行为的进入危机处置",
        options=RISKS,
        required=True,
        sensitivity=R,
        law="精神卫生法第28条",
    )
