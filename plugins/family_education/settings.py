"""What a county fills in for 家风培育: how long an honour is posted. No law gives a number."""

from collections.abc import Mapping

from core.api import Field, Form, Kind, Value

POSTED_DAYS = 5
SETTINGS = Form(
    key="family_education.settings",
    title="家风培育设置",
    fields=(
        Field(
            name="posted_days",
            label="荣誉公示几天",
            kind=Kind.NUMBER,
            purpose="规则：公示期满才决定",
            minimum=1,
            maximum=60,
            placeholder=str(POSTED_DAYS),
        ),
    ),
)


def posted_days(settings: Mapping[str, Value]) -> int:
    """Return for how many days an honour is posted."""
    value = settings.get("posted_days")
    return value if isinstance(value, int) and not isinstance(value, bool) else POSTED_DAYS
