"""What a county fills in for 法律援助: whom papers go to, and the lines that are only explained.

The standard of need is the province's (法律援助法 34); without it the page says nothing about it.
"""

from collections.abc import Mapping

from core.api import Field, Form, Kind, Value

EXPERIENCED = 5
"""Years of practice a county takes for experience when it says nothing (T/ZSM 5.4.6 has none)."""
SETTINGS = Form(
    key="legal_aid.settings",
    title="法律援助设置",
    fields=(
        Field(
            name="centre",
            label="法律援助中心",
            purpose="文书：移送函、告知书；移送打开时先填好",
            max_length=60,
        ),
        Field(
            name="bureau",
            label="审查异议的司法行政部门",
            purpose="文书：异议申请",
            max_length=60,
            law="法律援助法第49条",
        ),
        Field(
            name="standard",
            label="本省的经济困难标准（每人每月）",
            kind=Kind.MONEY,
            purpose="规则：只作提示，由中心决定",
            minimum=0,
            law="法律援助法第34条",
        ),
        Field(
            name="experienced",
            label="执业几年算经验丰富",
            kind=Kind.NUMBER,
            purpose="规则：受家暴妇女优先指派经验丰富的律师（T/ZSM 5.4.6）",
            minimum=1,
            maximum=40,
            placeholder=str(EXPERIENCED),
        ),
    ),
)


def experienced_in(settings: Mapping[str, Value]) -> int:
    """Return from how many years of practice on a lawyer counts as experienced."""
    value = settings.get("experienced")
    return value if isinstance(value, int) and not isinstance(value, bool) else EXPERIENCED


def text_in(settings: Mapping[str, Value], name: str) -> str:
    """Return a name the county filled in, "" for none."""
    return str(settings.get(name) or "")
