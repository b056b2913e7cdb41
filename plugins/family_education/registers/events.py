"""活动: evenings for parents, talks, displays (T/ZSM 5.5.3.2: 婚恋观、生育观、家庭观).

An event may be entered before it is held; heads are written once it was, and only then it counts.
"""

from core.api import (
    DocumentKind,
    EntryContext,
    Field,
    Form,
    Kind,
    Objection,
    Register,
    at_field,
    options,
    read_date,
)

TOPICS = options(
    love="婚恋观",
    birth="生育观",
    family="家庭观",
    upbringing="家教",
    tradition="家风",
    feelings="婚恋心理",
    morals="家庭道德",
    culture="家庭文化",
    law="普法",
    dv="反家暴",
    mind="心理",
    safety="安全",
    other="其他",
)
THREE_VIEWS = frozenset({"love", "birth", "family"})
"""The three views of T/ZSM 5.5.3.2."""
TYPES = options(
    talk="讲座",
    lesson="父母课堂",
    delivered="送课上门",
    salon="沙龙",
    together="亲子活动",
    camp="夏令营",
    display="展览",
    wedding="集体婚礼",
    choosing="评选",
    volunteer="志愿活动",
    other="其他",
)
KEEPERS = frozenset({"educator", "front_desk", "handler", "point_head"})
GROUPS = ("women", "children", "men")


def _heads(name: str, label: str) -> Field:
    return Field(
        name=name,
        label=label,
        kind=Kind.NUMBER,
        purpose="统计：参加的人里妇女、儿童、男性各多少",
        minimum=0,
        maximum=100_000,
        index=True,
    )


FORM = Form(
    key="family_education.event",
    title="活动",
    fields=(
        Field(
            name="title",
            label="活动名称",
            purpose="文书：签到表、活动总结",
            required=True,
            max_length=60,
        ),
        Field(
            name="on",
            label="日期",
            kind=Kind.DATE,
            purpose="统计：活动场次",
            required=True,
            index=True,
        ),
        Field(
            name="topics",
            label="主题",
            kind=Kind.CHOICES,
            purpose="统计：婚恋观、生育观、家庭观活动（T/ZSM 5.5.3.2）",
            options=TOPICS,
            required=True,
            index=True,
        ),
        Field(
            name="type",
            label="形式",
            kind=Kind.CHOICE,
            purpose="统计：活动形式",
            options=TYPES,
            required=True,
            index=True,
        ),
        Field(
            name="place",
            label="地点",
            purpose="文书：签到表、活动总结",
            required=True,
            max_length=60,
        ),
        Field(name="lecturer", label="主讲人", purpose="文书：活动总结", max_length=60),
        Field(
            name="planned",
            label="计划多少人",
            kind=Kind.NUMBER,
            purpose="文书：签到表留多少行",
            minimum=1,
            maximum=100_000,
        ),
        Field(
            name="heads",
            label="来了多少人",
            kind=Kind.NUMBER,
            purpose="统计：活动人次",
            minimum=1,
            maximum=100_000,
            index=True,
            help="还没有办的先不填，办完来更正",
        ),
        _heads("women", "其中妇女"),
        _heads("children", "其中儿童"),
        _heads("men", "其中男性"),
        Field(
            name="materials",
            label="发的材料",
            purpose="文书：活动总结",
            max_length=100,
        ),
        Field(
            name="photos",
            label="拍了照、本人和监护人同意",
            kind=Kind.YES_NO,
            purpose="规则：没有同意的照片不用",
            law="个人信息保护法第13条、第31条",
        ),
        Field(
            name="cost",
            label="经费支出",
            kind=Kind.MONEY,
            purpose="文书：活动总结；不向参加的人收费",
            minimum=0,
            law="家庭教育促进法第31条",
        ),
        Field(
            name="campaign",
            label="属于哪个专项",
            purpose="统计：三八维权周等专项",
            max_length=40,
            placeholder="三八维权周、家庭教育宣传周……",
        ),
        Field(
            name="evaluation",
            label="效果、总结",
            kind=Kind.LONG_TEXT,
            purpose="文书：活动总结",
            max_length=1000,
            help="不写办件里的人和事",
        ),
    ),
)


def may_enter(ctx: EntryContext) -> tuple[Objection, ...]:
    """Heads are counted once it was held, and the parts are not more than the whole."""
    found: list[Objection] = []
    heads, on = ctx.data.get("heads"), read_date(ctx.data.get("on"))
    if heads is not None and on is not None and on > ctx.today:
        found.append(at_field("heads", "还没有办，先不填人数。", "not_held"))
    parts = [value for name in GROUPS if isinstance(value := ctx.data.get(name), int)]
    if parts and (not isinstance(heads, int) or sum(parts) > heads):
        found.append(at_field("heads", "妇女、儿童、男性加起来比来的人多。", "parts"))
    return tuple(found)


EVENTS = Register(
    name="events",
    title="活动登记",
    form=FORM,
    day="on",
    shown=("title", "type", "topics", "heads"),
    sums=("heads",),
    roles=KEEPERS,
    check=may_enter,
    word="活",
    papers=(
        DocumentKind(name="sign_in", title="签到表", template="sheet.typ"),
        DocumentKind(name="summary", title="活动总结", template="sheet.typ"),
    ),
    help="讲座、父母课堂、送课上门等活动。不收费。",
    law="T/ZSM 5.5.3.2、家庭教育促进法第31条",
)
