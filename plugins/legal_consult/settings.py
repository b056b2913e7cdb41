"""What a county fills in for 法律咨询: its court, and where legal aid is to be had."""

from core.api import Field, Form

SETTINGS = Form(
    key="legal_consult.settings",
    title="法律咨询设置",
    fields=(
        Field(
            name="court",
            label="本县基层人民法院",
            purpose="文书：保护令申请书、要素表打开时先填好",
            max_length=60,
        ),
        Field(
            name="aid_centre",
            label="本县法律援助中心的电话、地址",
            purpose="移交：告诉当事人去哪里申请法律援助",
            max_length=100,
        ),
    ),
)
