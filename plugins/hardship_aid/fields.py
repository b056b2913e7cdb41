"""Questions that several forms of 困难帮扶 ask alike (T/ZSM 5.4.7)."""

from core.api import Field, Kind
from plugins.hardship_aid.programmes import OPTIONS


def on_(label: str = "日期") -> Field:
    """The day of a line in the ledger."""
    return Field(name="on", label=label, kind=Kind.DATE, purpose="文书：帮扶台账", required=True)


def programme_(purpose: str) -> Field:
    """Which kind of help."""
    return Field(
        name="programme",
        label="项目",
        kind=Kind.CHOICE,
        purpose=purpose,
        options=OPTIONS,
        required=True,
        index=True,
    )


# What an office gave is a line of its ledger: internal, so that it can be summed. Why, and to
# whom, stays sensitive (T/ZSM 5.6.4).
def amount_() -> Field:
    """What it cost."""
    return Field(
        name="amount",
        label="金额或折价",
        kind=Kind.MONEY,
        purpose="统计：帮扶金额；规则：大额两人审批",
        index=True,
        minimum=0,
    )
