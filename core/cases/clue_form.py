"""What a grid worker or volunteer is asked: as little as can be written at a door (5.5.1.1).

Danger stands first, as at the window; the rest is one sentence, whom it is about, and whom it must
not reach.
"""

from __future__ import annotations

from core.cases.forms import CAMPAIGN, KEEP_AWAY_FIELDS, PARTY_FIELDS, options_of
from core.words import (
    CHANNELS,
    DANGER,
    DANGER_FLAGS,
    NOTICE_BASES,
    SCENARIOS,
    Field,
    Form,
    Kind,
    Option,
    Sensitivity,
)

FOUND_BY = ("grid", "door_visit", "found")
"""How somebody outside comes by a clue."""
_ASKED_OF_PARTY = ("name", "relation", "phone")
_ASKED_OF_WISH = ("point", "name", "relation")

CLUE = Form(
    key="clue",
    title="上报线索",
    version=2,
    intro="先问危险；正在动手的，先打 110，再上报。报上去以后，只看得到“已上报”。",
    fields=(
        Field(
            name="danger_now",
            label="此刻有没有危险",
            kind=Kind.CHOICE,
            options=options_of(DANGER),
            default="unknown",
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="先保人，后填表（反家庭暴力法第13条）",
        ),
        Field(
            name="danger_flags",
            label="危险信号",
            kind=Kind.CHOICES,
            options=options_of(DANGER_FLAGS),
            shown_when={"not": {"field": "danger_now", "is": "no"}},
            sensitivity=Sensitivity.RESTRICTED,
            purpose="要不要立即报告",
        ),
        Field(
            name="scenario",
            label="什么事",
            kind=Kind.CHOICE,
            options=options_of(SCENARIOS),
            codes="scenario",
            required=True,
            purpose="服务情形统计（T/ZSM 5.2）",
        ),
        Field(
            name="summary",
            label="看到、听到什么",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="接手的人不用再问一遍",
        ),
        Field(
            name="parties",
            label="是谁",
            kind=Kind.SUB_FORM,
            fields=tuple(one for one in PARTY_FIELDS if one.name in _ASKED_OF_PARTY),
            max_items=6,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="查重、回避；不知道的不用写",
        ),
        Field(
            name="channel",
            label="怎么知道的",
            kind=Kind.CHOICE,
            options=tuple(Option(value=one, label=CHANNELS[one]) for one in FOUND_BY),
            codes="channel",
            default="grid",
            required=True,
            purpose="统计：来源渠道",
        ),
        CAMPAIGN,
        Field(
            name="notice_basis",
            label="信息处理依据",
            kind=Kind.CHOICE,
            options=options_of(NOTICE_BASES),
            default="legal_duty",
            required=True,
            purpose="个人信息保护法第13条",
        ),
        Field(
            name="keep_away",
            label="不希望知道的人或单位",
            kind=Kind.SUB_FORM,
            fields=tuple(one for one in KEEP_AWAY_FIELDS if one.name in _ASKED_OF_WISH),
            max_items=8,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="交办、查访、通知都绕开",
        ),
    ),
)
