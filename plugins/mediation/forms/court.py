"""A court's matter at its two ends: signed for, and answered (特邀调解规定 26, 27)."""

from core.api import Field, Form, Kind, Sensitivity, options

ACCEPTANCE = Form(
    key="mediation.acceptance",
    title="签收法院材料",
    intro="期限从签收这一天起算，不从法院发出那天算。",
    fields=(
        Field(
            name="decision",
            label="接不接",
            kind=Kind.CHOICE,
            purpose="规则：接了才起算期限；统计：法院移交接收件数",
            options=options(accepted="接收", returned="退回"),
            required=True,
            default="accepted",
            index=True,
            law="在线调解规则第12条",
        ),
        Field(
            name="signed_on",
            label="签收日期",
            kind=Kind.DATE,
            purpose="规则：委派三十日、委托十五日或七日从签收起算",
            required=True,
            law="特邀调解规定第27条",
        ),
        Field(
            name="material",
            label="收到的材料",
            kind=Kind.LONG_TEXT,
            purpose="文书：结果函写明退回的材料",
            sensitivity=Sensitivity.SENSITIVE,
            placeholder="起诉状副本、证据复印件、送达地址确认书",
        ),
        Field(
            name="why",
            label="退回的理由",
            purpose="文书：退回函",
            shown_when={"field": "decision", "is": "returned"},
            required=True,
            sensitivity=Sensitivity.SENSITIVE,
        ),
    ),
)
REPLY = Form(
    key="mediation.reply",
    title="回函法院",
    intro="结果函先在“文书”里出具，再在这里登记送出。",
    fields=(
        Field(
            name="on",
            label="送出日期",
            kind=Kind.DATE,
            purpose="统计：法院移交按期回函",
            required=True,
        ),
        Field(
            name="way",
            label="怎么送的",
            kind=Kind.CHOICE,
            purpose="文书：送达回证",
            options=options(
                platform="法院调解平台", by_hand="当面送交", post="邮寄", courier="机要交换"
            ),
            required=True,
        ),
        Field(
            name="receiver",
            label="收件人",
            purpose="文书：送达回证",
            sensitivity=Sensitivity.SENSITIVE,
        ),
        Field(
            name="material_back",
            label="材料已退还法院",
            kind=Kind.YES_NO,
            purpose="规则：调解不成的，材料退还法院",
            default=False,
        ),
    ),
)
