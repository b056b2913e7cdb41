"""积分: what a village's assembly agreed to honour, earned and redeemed (三会一奖).

Points only ever come. There is no rule that takes any away, what was earned is not lowered and not
struck out later, and no list adds up a family against another: a family that asked for help or told
of violence never loses by it.
"""

from core.api import (
    Condition,
    EntryContext,
    EntryView,
    Field,
    Form,
    Kind,
    Objection,
    Register,
    RegisterAct,
    Sensitivity,
    at_field,
    options,
    read_date,
)
from plugins.family_education.registers.events import KEEPERS

S = Sensitivity.SENSITIVE
KINDS = options(earn="加分", redeem="兑换")
EARN: Condition = {"field": "kind", "is": "earn"}
REDEEM: Condition = {"field": "kind", "is": "redeem"}
OUTCOMES = options(added="补加", kept="不变")
RULE = Form(
    key="family_education.point_rule",
    title="积分规则",
    fields=(
        Field(
            name="title",
            label="做什么加分",
            purpose="规则：只奖不罚，没有扣分项",
            required=True,
            max_length=60,
        ),
        Field(
            name="points",
            label="加几分",
            kind=Kind.NUMBER,
            purpose="规则：加分多少",
            required=True,
            minimum=1,
            maximum=1000,
        ),
        Field(
            name="on",
            label="议事会通过的日期",
            kind=Kind.DATE,
            purpose="规则：议事会立规",
            required=True,
        ),
    ),
)


def may_rule(ctx: EntryContext) -> tuple[Objection, ...]:
    """A rule stands once the assembly agreed."""
    on = read_date(ctx.data.get("on"))
    if on is None or on <= ctx.today:
        return ()
    return (at_field("on", "日期还没有到。", "future_date"),)


RULES = Register(
    name="point_rules",
    title="积分规则",
    form=RULE,
    day="on",
    shown=("title", "points"),
    roles=KEEPERS,
    check=may_rule,
    help="议事会定的加分项。只有加分，没有扣分。",
)
ENTRY = Form(
    key="family_education.point",
    title="积分",
    fields=(
        Field(
            name="household",
            label="哪一家（户主姓名）",
            purpose="规则：一家的积分加在一起",
            required=True,
            sensitivity=S,
            max_length=40,
        ),
        Field(
            name="on",
            label="日期",
            kind=Kind.DATE,
            purpose="统计：积分登记",
            required=True,
            index=True,
        ),
        Field(
            name="kind",
            label="加分还是兑换",
            kind=Kind.CHOICE,
            purpose="规则：兑换不能超过已有的",
            options=KINDS,
            required=True,
            default="earn",
            index=True,
        ),
        Field(
            name="points",
            label="几分",
            kind=Kind.NUMBER,
            purpose="规则：只加不扣",
            required=True,
            minimum=1,
            maximum=10_000,
            index=True,
        ),
        Field(
            name="rule",
            label="按哪一条加的",
            purpose="规则：议事会定的才加",
            shown_when=EARN,
            required=True,
            max_length=60,
        ),
        Field(
            name="goods",
            label="换了什么",
            purpose="规则：兑换有凭据",
            shown_when=REDEEM,
            required=True,
            max_length=60,
        ),
    ),
)
APPEAL = Form(
    key="family_education.point_appeal",
    title="申诉",
    fields=(
        Field(name="on", label="日期", kind=Kind.DATE, purpose="规则：有申诉有答复", required=True),
        Field(
            name="says",
            label="怎么说",
            kind=Kind.LONG_TEXT,
            purpose="规则：理事会答复",
            required=True,
            sensitivity=S,
            max_length=300,
        ),
    ),
)
ANSWER = Form(
    key="family_education.point_answer",
    title="申诉答复",
    fields=(
        Field(name="on", label="日期", kind=Kind.DATE, purpose="规则：有申诉有答复", required=True),
        Field(
            name="outcome",
            label="结果",
            kind=Kind.CHOICE,
            purpose="规则：只能补加或者不变",
            options=OUTCOMES,
            required=True,
        ),
        Field(
            name="points",
            label="补加几分",
            kind=Kind.NUMBER,
            purpose="规则：补加多少",
            shown_when={"field": "outcome", "is": "added"},
            required=True,
            minimum=1,
            maximum=10_000,
        ),
    ),
)


def balance(entries: tuple[EntryView, ...]) -> int:
    """Return what a household has: earned, added on appeal, less what it redeemed itself."""
    total = 0
    for one in entries:
        points = one.data.get("points")
        added = one.latest("answer").get("points")
        total += added if isinstance(added, int) else 0
        if isinstance(points, int):
            total += points if one.data.get("kind") == "earn" else -points
    return total


def may_book(ctx: EntryContext) -> tuple[Objection, ...]:
    """Redeem no more than there is; what was earned is never lowered."""
    found: list[Objection] = []
    on, points = read_date(ctx.data.get("on")), ctx.data.get("points")
    if on is not None and on > ctx.today:
        found.append(at_field("on", "日期还没有到。", "future_date"))
    before = ctx.entry.data if ctx.entry is not None else {}
    earned = before.get("points")
    if before.get("kind") == "earn" and isinstance(earned, int) and isinstance(points, int):
        lower = ctx.data.get("kind") != "earn" or points < earned
        if lower or ctx.data.get("household") != before.get("household"):
            found.append(at_field("points", "积分只加不减，已经加的不能改少。", "lowered"))
    have = balance(ctx.others)
    if ctx.data.get("kind") == "redeem" and isinstance(points, int) and points > have:
        text = "这一家现在有 %(have)s 分，不够兑换。"
        found.append(at_field("points", text, "too_much", have=str(max(have, 0))))
    return tuple(found)


def may_void(ctx: EntryContext) -> tuple[Objection, ...]:
    """A slip of the pen is struck out the same day; afterwards what was earned stays."""
    entry = ctx.entry
    if entry is None or entry.data.get("kind") != "earn" or entry.on == ctx.today:
        return ()
    return (at_field("reason", "积分只加不减，只有当天登错的可以作废。", "earned"),)


def may_answer(ctx: EntryContext) -> tuple[Objection, ...]:
    """Answered after it was asked."""
    on = read_date(ctx.data.get("on"))
    asked = read_date(ctx.entry.latest("appeal").get("on")) if ctx.entry else None
    if on is None or asked is None or asked <= on <= ctx.today:
        return ()
    return (at_field("on", "答复在申诉之后、今天之前。", "order"),)


POINTS = Register(
    name="points",
    title="积分登记",
    form=ENTRY,
    day="on",
    shown=("household", "kind", "points"),
    roles=KEEPERS,
    stages={"booked": "已登记", "appealed": "申诉中", "answered": "已答复"},
    acts=(
        RegisterAct(
            name="appeal",
            title="申诉",
            form=APPEAL,
            after=frozenset({"booked", "answered"}),
            leads=lambda ctx: "appealed",
        ),
        RegisterAct(
            name="answer",
            title="答复申诉",
            form=ANSWER,
            after=frozenset({"appealed"}),
            leads=lambda ctx: "answered",
            check=may_answer,
        ),
    ),
    same="household",
    check=may_book,
    voids=may_void,
    help="加分、兑换、申诉。只加不扣，不排名，不因为求助、报警少一分。",
)
