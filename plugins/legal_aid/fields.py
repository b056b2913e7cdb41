"""Questions several forms of 法律援助 ask alike; each record stays in its applicant's partition."""

from core.api import Field, Kind, Sensitivity

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE


def applicant_field(purpose: str) -> Field:
    """Whose aid it is: what is filed is her side's own, not the other's (docs/roles.md)."""
    return Field(name="applicant", label="申请人", kind=Kind.PARTY, purpose=purpose, required=True)


def day_field(label: str, purpose: str, law: str = "") -> Field:
    return Field(name="on", label=label, kind=Kind.DATE, purpose=purpose, required=True, law=law)


def number_field(label: str, purpose: str) -> Field:
    return Field(name="number", label=label, purpose=purpose, sensitivity=S, max_length=60)


def copy_field(label: str) -> Field:
    """What came from others is kept as it came."""
    return Field(name="copy", label=label, kind=Kind.FILE, purpose="文书：卷宗", sensitivity=S)
