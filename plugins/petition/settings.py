"""What a county fills in for 家事信访: whether it counts days, how it presses a department."""

from core.api import Field, Form, Kind

SETTINGS = Form(
    key="petition.settings",
    title="家事信访设置",
    version=2,
    fields=(
        Field(
            name="petition_body",
            label="按信访工作条例计时",
            kind=Kind.YES_NO,
            purpose="规则：本县窗口作为信访受理单位的，启用十五日、六十日等期限",
            default=True,
        ),
        Field(
            name="prompt_first",
            label="督促处理先发提示函，再发意见书，再提请督查",
            kind=Kind.YES_NO,
            purpose="规则：有的省规定了先后，如浙江省妇女权益保障条例第46条",
        ),
    ),
)
