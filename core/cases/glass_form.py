"""What is asked before the glass breaks, and when it is reviewed.

The reason is written before anything was seen, and the reviewers read it: it names nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from core.cases.forms import options_of
from core.words import Field, Form, Kind, Objection, Sensitivity, Value

LASTS: Final = timedelta(hours=4)
GROUNDS: Final[Mapping[str, str]] = {
    "life": "有人身危险，知悉名单上的人联系不上",
    "authority": "公安、检察、法院依法调取，知悉名单上的人联系不上",
    "complaint": "核查投诉、泄密",
    "recovery": "办件的人都已离岗，要另找人接手",
}
VERDICTS: Final[Mapping[str, str]] = {"right": "确有必要", "wrong": "没有必要"}


def _declared(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    if data.get("stranger") is True:
        return ()
    return (
        Objection(
            text="和当事人有亲属或利害关系的，要回避，不能看",
            citation="T/ZSM 5.6.4",
            code="kin",
            field_name="stranger",
        ),
    )


GLASS = Form(
    key="glass",
    title="紧急查看",
    intro="只看，四小时为止。牵头人马上收到通知，每看一页留痕，看完由督查或审计员复核。",
    check=_declared,
    fields=(
        Field(
            name="number",
            label="办件编号",
            required=True,
            max_length=24,
            purpose="看哪一件",
        ),
        Field(
            name="ground",
            label="为什么",
            kind=Kind.CHOICE,
            options=options_of(GROUNDS),
            required=True,
            purpose="复核：有没有必要",
        ),
        Field(
            name="reason",
            label="情况，谁要求的",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=8,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            help="不写当事人的姓名、住址：复核的人会看到",
            purpose="复核：有没有必要",
        ),
        Field(
            name="stranger",
            label="我和当事人都不是亲属，没有利害关系",
            kind=Kind.YES_NO,
            required=True,
            purpose="回避",
        ),
    ),
)
GLASS_REVIEW = Form(
    key="glass_review",
    title="复核紧急查看",
    fields=(
        Field(
            name="verdict",
            label="有没有必要",
            kind=Kind.CHOICE,
            options=options_of(VERDICTS),
            required=True,
            purpose="每次紧急查看都要有人复核",
        ),
        Field(
            name="remark",
            label="没有必要的，写怎么处理",
            kind=Kind.LONG_TEXT,
            max_length=500,
            required=True,
            shown_when={"field": "verdict", "is": "wrong"},
            sensitivity=Sensitivity.SENSITIVE,
            purpose="处理",
        ),
    ),
)
