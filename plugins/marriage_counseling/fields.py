"""Questions several forms of 婚姻辅导 ask alike, and the choices they offer (MZ/T 084—2017)."""

from core.api import Field, Kind, Sensitivity, options

R, S = Sensitivity.RESTRICTED, Sensitivity.SENSITIVE
MODES = options(alone="一对一", joint="夫妻共同", apart="分别谈", online="线上", phone="电话")
SINGLE_MODES = tuple(one for one in MODES if one.value != "joint")
JOINT_MODES = tuple(one for one in MODES if one.value in ("joint", "online"))
FIVE = options(listen="倾听", tell="诉说", talk="沟通", judge="判断", reconcile="调解")
"""五环节, ticked: nobody at a desk writes minutes per part."""

WAYS = options(paper="书面签署", oral="口头并记录")
HEARD = options(heard="听过孩子的真实意愿", later="还没有听，另约", young="孩子不满八周岁")
OF_AGE = 8
"""From this age on a child's own wish is respected (民法典 1084)."""


def party_field(label: str = "谈的是谁") -> Field:
    return Field(
        name="party",
        label=label,
        kind=Kind.PARTY,
        purpose="规则：双方分别记录、分别保密",
        required=True,
    )


def day_field(label: str = "日期", purpose: str = "文书：辅导记录表") -> Field:
    return Field(name="on", label=label, kind=Kind.DATE, purpose=purpose, required=True)


def next_field() -> Field:
    return Field(name="next_at", label="下次时间", kind=Kind.DATETIME, purpose="移交：排期")


def parts_field() -> Field:
    return Field(
        name="parts",
        label="五环节",
        kind=Kind.CHOICES,
        purpose="文书：辅导记录表，做了哪几个环节",
        options=FIVE,
        required=True,
        sensitivity=R,
    )


def custody_fields() -> tuple[Field, ...]:
    """Whoever talks of where a child shall live is asked what the child wants."""
    return (
        Field(
            name="custody",
            label="谈到孩子跟谁生活",
            kind=Kind.YES_NO,
            purpose="法律：民法典第1084条，满八周岁的尊重孩子的真实意愿",
            default=False,
        ),
        Field(
            name="child_wish",
            label="孩子的意愿",
            kind=Kind.CHOICE,
            purpose="法律：民法典第1084条，满八周岁的尊重孩子的真实意愿",
            options=HEARD,
            shown_when={"field": "custody", "is": True},
            required=True,
            law="民法典第1084条",
        ),
    )


def hint_field() -> Field:
    return Field(
        name="violence_hint",
        label="这次发现有家暴",
        kind=Kind.YES_NO,
        purpose="规则：发现家暴的，不再安排共同辅导，按家暴处理",
        sensitivity=R,
        default=False,
        law="全国妇联受理家庭暴力投诉工作规程第8条",
    )


def note_field() -> Field:
    return Field(
        name="note",
        label="记录",
        kind=Kind.LONG_TEXT,
        purpose="文书：辅导记录表（MZ/T 084 附录D）",
        sensitivity=R,
    )
