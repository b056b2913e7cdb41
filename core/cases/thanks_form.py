"""感谢登记: what a 锦旗 or a letter of thanks is recorded with (湘西 锦旗送到司法所).

Good words are counted beside complaints, and who gave them stays with the case.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.forms import options_of
from core.words import Field, Form, Kind, Sensitivity

THANKS_KINDS: Mapping[str, str] = {
    "banner": "锦旗",
    "letter": "感谢信",
    "spoken": "口头、来电感谢",
    "other": "其他",
}
THANKS = Form(
    key="thanks",
    title="感谢登记",
    version=1,
    intro="收到锦旗、感谢信的当天记下来；不收礼品、礼金，收到的退回。",
    fields=(
        Field(
            name="kind",
            label="收到什么",
            kind=Kind.CHOICE,
            options=options_of(THANKS_KINDS),
            required=True,
            purpose="统计：锦旗、感谢信件数",
        ),
        Field(name="on", label="哪一天", kind=Kind.DATE, required=True, purpose="统计：按收到日计"),
        Field(
            name="party",
            label="当事人里谁送的",
            kind=Kind.PARTY,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="谁满意",
        ),
        Field(
            name="giver",
            label="不是当事人的，谁送的",
            max_length=40,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="谁满意",
            placeholder="例如：当事人的女儿",
        ),
        Field(
            name="words",
            label="上面写的、说的话",
            kind=Kind.LONG_TEXT,
            max_length=300,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="留作纪念，考核佐证",
        ),
        Field(
            name="photo",
            label="照片",
            kind=Kind.FILE,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="考核佐证",
            help="没有也能记；拍摄地点会自动去掉",
        ),
    ),
)
