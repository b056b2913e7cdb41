"""What a county fills in for 心理疏导: how long a talk is, which licences it has.

Nothing here loosens a rule of law; an instrument that needs a permission stays shut until the
county says it holds one.
"""

from collections.abc import Mapping

from core.api import Field, Form, Kind, Value
from plugins.psych.fields import MINUTES
from plugins.psych.instruments import LICENSED

SETTINGS = Form(
    key="psych.settings",
    title="心理疏导设置",
    fields=(
        Field(
            name="minutes",
            label="一次会谈多少分钟",
            kind=Kind.NUMBER,
            purpose="移交：排期，会谈打开时先填好",
            minimum=15,
            maximum=180,
            placeholder=str(MINUTES),
        ),
        Field(
            name="hospital",
            label="可以建议去的医疗机构",
            purpose="文书：建议就医告知",
            max_length=100,
        ),
        Field(
            name="licensed",
            label="已经取得许可的量表",
            kind=Kind.CHOICES,
            purpose="规则：没有许可的量表不用",
            options=LICENSED,
        ),
    ),
)


def minutes_in(settings: Mapping[str, Value]) -> int:
    """Return how long a talk is."""
    value = settings.get("minutes")
    return value if isinstance(value, int) and not isinstance(value, bool) else MINUTES


def licensed_in(settings: Mapping[str, Value]) -> frozenset[str]:
    """Return the instruments the county holds a permission for."""
    value = settings.get("licensed")
    return frozenset(str(one) for one in value) if isinstance(value, list) else frozenset()
