"""家庭荣誉: nominated, reviewed by the village, posted, decided; a certificate at the end.

What is told is what a family is proud of. Nobody is asked what a family has done wrong, a
nomination that does not pass says no reason, and nothing is ranked (四创; 三会一奖). Which family
and why is for who keeps the register: whoever watches the county reads how many, of which kind,
how far.
"""

from datetime import timedelta

from core.api import (
    DocumentKind,
    EntryContext,
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
from plugins.family_education.settings import posted_days

KINDS = options(
    fairest="最美家庭",
    civil="文明家庭",
    safe="平安家庭",
    five="五好家庭",
    yard="最美庭院",
    farm="最美农家",
)
FOUND = options(own="自荐", neighbours="群众推荐", village="村（社区）推荐", women="妇联推荐")
LAST = frozenset({"awarded", "not_passed"})
NOMINATION = Form(
    key="family_education.honour",
    title="家庭荣誉",
    version=2,
    fields=(
        Field(
            name="household",
            label="哪一家（户主或夫妻姓名）",
            purpose="文书：公示、证书",
            required=True,
            max_length=60,
            sensitivity=Sensitivity.SENSITIVE,
            help="不写住址、电话",
        ),
        Field(
            name="kind",
            label="什么荣誉",
            kind=Kind.CHOICE,
            purpose="统计：荣誉种类；文书：证书",
            options=KINDS,
            required=True,
            index=True,
        ),
        Field(
            name="on",
            label="推荐日期",
            kind=Kind.DATE,
            purpose="规则：先推荐后评议",
            required=True,
            index=True,
        ),
        Field(
            name="found",
            label="怎么推荐的",
            kind=Kind.CHOICE,
            purpose="统计：推荐方式",
            options=FOUND,
            required=True,
        ),
        Field(
            name="agreed",
            label="本家同意公示",
            kind=Kind.YES_NO,
            purpose="法律：公开姓名要本人同意",
            required=True,
            law="个人信息保护法第13条",
        ),
        Field(
            name="story",
            label="事迹",
            kind=Kind.LONG_TEXT,
            purpose="文书：公示",
            required=True,
            max_length=500,
            sensitivity=Sensitivity.SENSITIVE,
            help="只写好的；不写纠纷、病、困难",
        ),
    ),
)
REVIEW = Form(
    key="family_education.honour_review",
    title="村（社区）评议",
    fields=(
        Field(
            name="on",
            label="评议日期",
            kind=Kind.DATE,
            purpose="规则：评议后才公示",
            required=True,
        ),
        Field(
            name="present",
            label="到会多少人",
            kind=Kind.NUMBER,
            purpose="规则：过半数同意",
            required=True,
            minimum=1,
            maximum=1000,
        ),
        Field(
            name="agreed",
            label="同意多少人",
            kind=Kind.NUMBER,
            purpose="规则：过半数同意",
            required=True,
            minimum=0,
            maximum=1000,
        ),
    ),
)
POSTING = Form(
    key="family_education.honour_posting",
    title="公示",
    fields=(
        Field(
            name="since",
            label="从",
            kind=Kind.DATE,
            purpose="文书：公示",
            required=True,
        ),
        Field(
            name="until",
            label="到",
            kind=Kind.DATE,
            purpose="规则：公示期满才决定",
            required=True,
        ),
        Field(
            name="where",
            label="在哪里公示",
            purpose="文书：公示",
            required=True,
            max_length=60,
        ),
    ),
)
DECISION = Form(
    key="family_education.honour_decision",
    title="决定",
    fields=(
        Field(
            name="on",
            label="决定日期",
            kind=Kind.DATE,
            purpose="文书：证书",
            required=True,
        ),
        Field(
            name="by",
            label="谁决定的",
            purpose="文书：证书",
            required=True,
            max_length=60,
        ),
        Field(
            name="awarded",
            label="评上了",
            kind=Kind.YES_NO,
            purpose="统计：评定的荣誉",
            required=True,
        ),
    ),
)


def may_nominate(ctx: EntryContext) -> tuple[Objection, ...]:
    """Nobody is put on a wall against her wish, nor twice for the same honour in a year."""
    found: list[Objection] = []
    if ctx.data.get("agreed") is not True:
        text = "要公示姓名，先问本家同不同意。"
        found.append(at_field("agreed", text, "not_asked", "个人信息保护法第13条"))
    on = read_date(ctx.data.get("on"))
    if on is not None and on > ctx.today:
        found.append(at_field("on", "日期还没有到。", "future_date"))
    kind = ctx.data.get("kind")
    again = [
        one for one in ctx.others if one.data.get("kind") == kind and one.stage != "not_passed"
    ]
    if on is not None and any(one.on.year == on.year for one in again):
        found.append(at_field("household", "这一家今年已经推荐过这项荣誉。", "twice"))
    return tuple(found)


def may_review(ctx: EntryContext) -> tuple[Objection, ...]:
    """Reviewed after it was nominated, by those who were there."""
    found: list[Objection] = []
    on = read_date(ctx.data.get("on"))
    if on is not None and ctx.entry is not None and not ctx.entry.on <= on <= ctx.today:
        found.append(at_field("on", "评议在推荐之后、今天之前。", "order"))
    present, agreed = ctx.data.get("present"), ctx.data.get("agreed")
    if isinstance(present, int) and isinstance(agreed, int) and agreed > present:
        found.append(at_field("agreed", "同意的比到会的多。", "more_than_present"))
    return tuple(found)


def after_review(ctx: EntryContext) -> str:
    """More than half of those present."""
    present, agreed = ctx.data.get("present"), ctx.data.get("agreed")
    passed = isinstance(present, int) and isinstance(agreed, int) and 2 * agreed > present
    return "reviewed" if passed else "not_passed"


def may_post(ctx: EntryContext) -> tuple[Objection, ...]:
    """Posted as many days as the county says, after the review."""
    since, until = read_date(ctx.data.get("since")), read_date(ctx.data.get("until"))
    if since is None or until is None:
        return ()
    reviewed = read_date(ctx.entry.latest("review").get("on")) if ctx.entry else None
    if reviewed is not None and since < reviewed:
        return (at_field("since", "评议以后才公示。", "before_review"),)
    days = posted_days(ctx.settings)
    if until < since + timedelta(days=days - 1):
        text = "公示不少于 %(days)s 天。"
        return (at_field("until", text, "too_short", days=str(days)),)
    return ()


def may_decide(ctx: EntryContext) -> tuple[Objection, ...]:
    """Decided when the posting is over."""
    on = read_date(ctx.data.get("on"))
    until = read_date(ctx.entry.latest("post").get("until")) if ctx.entry else None
    if on is None or until is None:
        return ()
    if on <= until:
        return (at_field("on", "公示期满才能决定。", "still_posted"),)
    if on > ctx.today:
        return (at_field("on", "日期还没有到。", "future_date"),)
    return ()


def after_decision(ctx: EntryContext) -> str:
    """Awarded or not."""
    return "awarded" if ctx.data.get("awarded") is True else "not_passed"


HONOURS = Register(
    name="honours",
    title="家庭荣誉",
    form=NOMINATION,
    day="on",
    shown=("household", "kind"),
    roles=KEEPERS,
    stages={
        "nominated": "已推荐",
        "reviewed": "评议通过",
        "posted": "公示",
        "awarded": "已评定",
        "not_passed": "这次没有评上",
    },
    fixed=frozenset({"posted", *LAST}),
    aside=frozenset({"not_passed"}),
    acts=(
        RegisterAct(
            name="review",
            title="评议",
            form=REVIEW,
            after=frozenset({"nominated"}),
            leads=after_review,
            check=may_review,
            help="过半数同意才通过；不写谁不同意、为什么。",
        ),
        RegisterAct(
            name="post",
            title="公示",
            form=POSTING,
            after=frozenset({"reviewed"}),
            leads=lambda ctx: "posted",
            check=may_post,
        ),
        RegisterAct(
            name="decide",
            title="决定",
            form=DECISION,
            after=frozenset({"posted"}),
            leads=after_decision,
            check=may_decide,
        ),
    ),
    same="household",
    word="荣",
    check=may_nominate,
    papers=(
        DocumentKind(name="posting", title="公示", template="sheet.typ"),
        DocumentKind(name="certificate", title="证书", template="sheet.typ"),
    ),
    help="推荐、评议、公示、决定。只写好的，没有评上的不写原因，不排名。",
)
