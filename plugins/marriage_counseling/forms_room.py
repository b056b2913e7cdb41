"""What is written of the sittings: one alone, both together, and what they agree to live by."""

from core.api import Field, Form, Kind
from plugins.marriage_counseling.fields import (
    JOINT_MODES,
    SINGLE_MODES,
    S,
    custody_fields,
    day_field,
    hint_field,
    next_field,
    note_field,
    parts_field,
    party_field,
)
from plugins.marriage_counseling.wording import lawful

SESSION = Form(
    key="marriage_counseling.session",
    title="单独辅导记录",
    version=2,
    about="party",
    fields=(
        party_field("辅导的是谁"),
        day_field(purpose="文书：辅导记录表；统计：辅导次数"),
        Field(
            name="mode",
            label="方式",
            kind=Kind.CHOICE,
            purpose="统计：辅导方式",
            options=SINGLE_MODES,
            required=True,
            default="alone",
            index=True,
        ),
        Field(
            name="alone",
            label="另一方不在旁边，时间、房间、出入口都错开",
            kind=Kind.YES_NO,
            purpose="规则：分别谈的不让双方碰面，电话、线上也要确认旁边没有别人",
            required=True,
            law="全国妇联受理家庭暴力投诉工作规程第8条",
        ),
        parts_field(),
        *custody_fields(),
        note_field(),
        hint_field(),
        next_field(),
    ),
)


def _present() -> Field:
    return Field(
        name="present",
        label="到场的人",
        kind=Kind.SUB_FORM,
        purpose="规则：到场的每一方都要本人愿意",
        required=True,
        min_items=2,
        max_items=6,
        fields=(
            Field(
                name="party",
                label="当事人",
                kind=Kind.PARTY,
                purpose="规则：核对本人的意愿",
                required=True,
            ),
        ),
    )


JOINT = Form(
    key="marriage_counseling.joint",
    title="共同辅导记录",
    version=2,
    intro="这张记录是双方共同的。一方单独说的不写在这里。",
    fields=(
        _present(),
        day_field(purpose="文书：辅导记录表；统计：辅导次数"),
        Field(
            name="mode",
            label="方式",
            kind=Kind.CHOICE,
            purpose="统计：辅导方式",
            options=JOINT_MODES,
            required=True,
            default="joint",
            index=True,
        ),
        parts_field(),
        *custody_fields(),
        note_field(),
        hint_field(),
        next_field(),
    ),
)
PACT = Form(
    key="marriage_counseling.pact",
    title="家庭公约",
    intro="双方自己定、自己守的家规，不是协议书，不能拿去强制执行。"
    "分财产、孩子归谁、离不离婚，不写在公约里。",
    check=lawful,
    fields=(
        day_field(purpose="文书：家庭公约"),
        _present(),
        Field(
            name="items",
            label="约定",
            kind=Kind.SUB_FORM,
            purpose="文书：家庭公约",
            required=True,
            min_items=1,
            max_items=20,
            sensitivity=S,
            fields=(
                Field(
                    name="who",
                    label="谁做",
                    kind=Kind.PARTY,
                    purpose="文书：家庭公约；空着就是双方",
                ),
                Field(
                    name="what",
                    label="做什么",
                    kind=Kind.LONG_TEXT,
                    purpose="文书：家庭公约",
                    required=True,
                    sensitivity=S,
                    max_length=200,
                ),
            ),
        ),
        Field(
            name="review_on",
            label="哪天一起看看",
            kind=Kind.DATE,
            purpose="文书：家庭公约；移交：到那天随访",
        ),
        Field(
            name="free",
            label="双方都是自愿的，随时可以改",
            kind=Kind.YES_NO,
            purpose="规则：一方不情愿的不定公约",
            required=True,
        ),
    ),
)
