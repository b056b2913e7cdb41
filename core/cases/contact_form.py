"""安全联系登记: how somebody may be reached without anybody else noticing (妇联规程第13条).

Asked alone, of the person herself. What is not ticked is not done; the whole of it is for who works
or follows the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.words import Condition, Field, Form, Kind, Objection, Sensitivity, Value

R = Sensitivity.RESTRICTED
CALLS: Final[Condition] = {"field": "call", "is": True}


def hours_follow(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """The hours are told together, the end after the start."""
    first, last = data.get("from_hour"), data.get("to_hour")
    if data.get("call") is not True:
        return ()
    if isinstance(first, int) and isinstance(last, int) and first < last:
        return ()
    return (Objection(text="请写清从几点到几点", code="hours", field_name="to_hour"),)


def _hour(name: str, label: str, least: int, most: int) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.NUMBER,
        minimum=least,
        maximum=most,
        shown_when=CALLS,
        sensitivity=R,
        purpose="规则：只在她说的时段打电话",
    )


def _may(name: str, label: str, purpose: str) -> Field:
    return Field(
        name=name, label=label, kind=Kind.YES_NO, required=True, sensitivity=R, purpose=purpose
    )


SAFE_CONTACT = Form(
    key="safe_contact",
    title="安全联系登记",
    about="party",
    check=hours_follow,
    intro="单独问本人。没有说可以的，都当作不可以；她改了主意就再登记一次。",
    fields=(
        Field(
            name="party",
            label="登记的是谁",
            kind=Kind.PARTY,
            required=True,
            purpose="规则：每个人留自己的方式",
        ),
        _may("call", "可以打电话吗", "规则：没说可以的不打电话"),
        _hour("from_hour", "从几点", 0, 23),
        _hour("to_hour", "到几点", 1, 24),
        _may("sms", "可以发短信吗", "规则：没说可以的不发短信"),
        _may("home", "可以上门吗", "规则：没说可以的不上门"),
        Field(
            name="word",
            label="暗语",
            max_length=40,
            sensitivity=R,
            help="电话里怎么确认是她，怎么知道不方便",
            purpose="规则：先确认能安全说话",
        ),
        Field(
            name="not_to",
            label="不能让谁知道",
            max_length=200,
            sensitivity=R,
            purpose="规则：绕开这些人",
        ),
    ),
)
