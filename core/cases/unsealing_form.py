"""What is asked of who wants a case to be sealed no longer.

The second person does not read the case: the reason tells what changed, and names nobody.
"""

from __future__ import annotations

from typing import Final

from core.words import Field, Form, Kind, Sensitivity

UNSEAL: Final = Form(
    key="unseal",
    title="申请解密",
    intro="两个人各自登录才能解密。解密以后，承办点和上级的同事能看到进度，列表和数字里也有它。",
    fields=(
        Field(
            name="reason",
            label="为什么可以不再密封",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=8,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            help="不写姓名、住址、家里的事：审批的人不看本件",
            purpose="审批：密封的理由还在不在",
        ),
        Field(
            name="second",
            label="请谁审批",
            kind=Kind.STAFF,
            required=True,
            purpose="第二个人自己登录同意",
        ),
    ),
)
