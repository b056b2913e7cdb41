"""家庭暴力危险性预测量表: nine answers that count, two that decide alone (妇联规程 6).

Pure. The developers of the scale are named on the form as they ask to be. What a score means is
told here; what class follows from it and from the facts is `core.cases.danger.classes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.cases.forms import options_of
from core.words import Field, Form, Kind, Objection, Sensitivity, Value

DEVELOPERS: Final = "麻超、李洪涛、苏英、毋嫘、洪炜"
ITEMS: Final[Mapping[str, str]] = {
    "kill_you": "他威胁要杀您",
    "could_kill": "您相信他会杀了您",
    "controls": "他控制您大部分的生活",
    "nobody_else": "他说过“我得不到，别人也别想得到”",
    "suicide": "他威胁过或者试过自杀",
    "die_together": "他说过“要死一起死”",
    "harm_kin": "他威胁要伤害您娘家的人",
    "soon": "您觉得两个月内他一定会伤害您",
    "watches": "关系变坏以后，他监视您",
}
SPECIAL: Final[Mapping[str, str]] = {
    "no_breath": "他让您透不过气：勒脖子、把头按进水里、捂住口鼻、开煤气",
    "lethal": "他做过别的要命的事：推下楼、灌毒药、泼硫酸、泼汽油、用利器",
}
THREATS: Final = ("kill_you", "die_together", "harm_kin")
"""Answers that are facts of a threat to her or her relatives, whatever the total (规程 11)."""
LOW, MIDDLE, HIGH = "low", "middle", "high"
GRADES: Final[Mapping[str, str]] = {LOW: "低危", MIDDLE: "中危", HIGH: "高危致命"}
HARM: Final[Mapping[str, str]] = {"none": "没有受伤", "injured": "有伤", "severe": "伤得重"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What the answers add up to; ``special`` is outside the total and decides alone."""

    total: int
    special: bool

    @property
    def grade(self) -> str:
        """Return the grade: three or less is low, six or more high, and any special one high."""
        if self.special or self.total >= 6:
            return HIGH
        return MIDDLE if self.total >= 4 else LOW


def score_of(data: Mapping[str, Value]) -> Score:
    """Add up the answers; only a yes counts."""
    return Score(
        total=sum(data.get(name) is True for name in ITEMS),
        special=any(data.get(name) is True for name in SPECIAL),
    )


def _check(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    if data.get("alone") is not False:
        return ()
    return (
        Objection(
            text="请单独问；对方在场时的回答不作数",
            citation="全国妇联受理家庭暴力投诉工作规程第9条",
            code="not_alone",
            field_name="alone",
        ),
    )


def _asked(name: str, label: str, purpose: str) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.YES_NO,
        required=True,
        sensitivity=Sensitivity.RESTRICTED,
        purpose=purpose,
    )


DANGER_SCALE = Form(
    key="danger_scale",
    title="危险性预测量表",
    about="who",
    intro="量表由麻超、李洪涛、苏英、毋嫘、洪炜编制。单独念给她听，逐题答“是”或“否”；每次见面都重新做。",
    check=_check,
    fields=(
        Field(
            name="who",
            label="谁在回答",
            kind=Kind.PARTY,
            required=True,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="量表由受害人本人回答（妇联规程第6条）",
        ),
        Field(
            name="alone",
            label="是单独问的吗",
            kind=Kind.YES_NO,
            required=True,
            purpose="对方在场时的回答不作数（妇联规程第9条）",
        ),
        _asked("first_time", "这是不是第一次", "首次轻微的才可以劝导（妇联规程第9条）"),
        Field(
            name="harm",
            label="伤势",
            kind=Kind.CHOICE,
            options=options_of(HARM),
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="有伤的支持报警、鉴定（妇联规程第10条）",
        ),
        _asked("real_danger", "再回去有现实危险", "有现实危险的不安排调解（妇联规程第10条）"),
        _asked("threatened", "本人或亲属的安全正受威胁", "报公安和上一级妇联（妇联规程第11条）"),
        *(_asked(name, label, "预测危险，每题一分") for name, label in ITEMS.items()),
        *(_asked(name, label, "不计分，有一项就是高危致命") for name, label in SPECIAL.items()),
        Field(
            name="said",
            label="她的原话",
            kind=Kind.LONG_TEXT,
            max_length=1000,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="受理记录本身是证据（法释〔2022〕17号第6条）",
        ),
    ),
    sections=(
        ("谁、怎么问", ("who", "alone")),
        ("事实", ("first_time", "harm", "real_danger", "threatened")),
        ("九题", tuple(ITEMS)),
        ("两项特别题", (*SPECIAL, "said")),
    ),
)
