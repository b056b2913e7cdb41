"""Before and after the talk: the appointment, the end of what was promised, nobody came."""

from core.api import Field, Form, Kind, Sensitivity, options
from plugins.legal_consult.choices import MODES, NEXT_STEPS

APPOINTMENT = Form(
    key="legal_consult.appointment",
    title="咨询预约",
    version=2,
    fields=(
        Field(
            name="at",
            label="预约时间",
            kind=Kind.DATETIME,
            purpose="规则：排律师值班时段",
            required=True,
        ),
        Field(
            name="mode",
            label="咨询方式",
            kind=Kind.CHOICE,
            purpose="移交：律师知道是见面还是打电话",
            options=MODES,
        ),
        Field(
            name="with_whom",
            label="预约对象",
            kind=Kind.STAFF,
            purpose="移交：通知到值班律师",
        ),
        Field(
            name="note",
            label="说明",
            kind=Kind.TEXT,
            purpose="移交：请当事人带什么材料",
            sensitivity=Sensitivity.SENSITIVE,
        ),
    ),
)
CANCELLED = Form(
    key="legal_consult.cancelled",
    title="未咨询",
    fields=(
        Field(
            name="reason",
            label="原因",
            kind=Kind.CHOICE,
            purpose="统计：爽约、撤回",
            options=options(no_show="没有来", withdrawn="不需要了", elsewhere="已在别处咨询"),
            required=True,
        ),
    ),
)
CLOSING = Form(
    key="legal_consult.closing",
    title="咨询办结",
    fields=(
        Field(
            name="next_step",
            label="去向",
            kind=Kind.CHOICE,
            purpose="移交：转调解、转援助自动加开；统计：转化率",
            options=NEXT_STEPS,
            required=True,
        ),
        Field(
            name="why",
            label="没有办完的，为什么",
            kind=Kind.LONG_TEXT,
            purpose="规则：答应的书面意见、申请书、代书没有办的，写明理由才能办结",
            sensitivity=Sensitivity.RESTRICTED,
            max_length=500,
        ),
    ),
)
