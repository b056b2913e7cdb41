"""Which flags there are before a county adds its own, and which of them are restricted.

A county's own flag stands under one of these and is as restricted as that one (T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.forms import options_of
from core.forms.codes import shared
from core.words import Field, Form, Kind, Sensitivity

FLAGS: Mapping[str, str] = {
    "elderly": "涉老",
    "minor": "涉未成年",
    "disabled": "涉残疾",
    "illness": "涉重病、精神障碍",
    "key_person": "涉重点人员",
    "opinion": "舆情",
    "repeated": "多次反复",
    "group": "涉及多户",
    "follow": "领导关注、督办件",
}
RESTRICTED = frozenset({"minor", "disabled", "illness", "key_person"})
"""What tells of a child, of health or of somebody's past: for who may see the content only."""


def is_restricted(code: str) -> bool:
    """Tell whether a flag, the standard's or a county's own, is for who may see the content."""
    return shared(code) in RESTRICTED


SET_FLAG = Form(
    key="case_flag",
    title="加标记",
    version=1,
    intro="标记不影响办理，也不计入统计；涉未成年、残疾、病情、重点人员的，只有看得到内容的人看得到。",
    fields=(
        Field(
            name="flag",
            label="标记",
            kind=Kind.CHOICE,
            options=options_of(FLAGS),
            codes="flag",
            required=True,
            purpose="县里自定的标记",
        ),
        Field(
            name="reason",
            label="为什么",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=300,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="谁凭什么加的",
        ),
    ),
)
