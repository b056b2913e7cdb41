"""What stands beside a guidance: what is owed, what the signs speak for, which article to mind.

Whoever may not read the restricted answers gets the records without them, so nothing here tells of
a child's danger to anybody else.
"""

from collections.abc import Iterator

from flask_babel import gettext as _

from core.api import Panel, StepContext, page_day, read_date, read_rows
from plugins.family_education import told
from plugins.family_education.choices import RISKS
from plugins.family_education.rules import NO_SHOWS, UNDER

LEFT_BEHIND = (
    "孩子留守：委托照护要书面告知学校和村（社区），家长每周至少联系一次"
    "（未成年人保护法第22条、第23条）"
)


def beside(ctx: StepContext) -> tuple[Panel, ...]:
    """Return the blocks of the item's page; pure but for the reader's language."""
    return tuple(
        Panel(title=title, lines=lines)
        for title, lines in (
            ("还要做的", tuple(_owed(ctx))),
            ("指导令", tuple(_order(ctx))),
            ("进展", tuple(_progress(ctx))),
            ("留意", tuple(_minds(ctx))),
        )
        if lines
    )


def _owed(ctx: StepContext) -> Iterator[str]:
    item = ctx.item
    if told.ordered(item):
        if "receipt" not in item.papers:
            yield _("还没有给责令机关出回执")
        if "reply" not in item.done:
            yield _("还没有向责令机关回告")
        elif "report" not in item.papers:
            yield _("还没有出履行情况回告函")
    if told.missed(item) >= NO_SHOWS:
        yield _("连续 %(count)s 次没来", count=told.missed(item))
    if told.of_a_child(item) and "assess" not in item.done:
        yield _("还没有预估，先看孩子安不安全")
    urged = told.data_of(item, "urged")
    if urged.get("answer") == "refuses":
        yield _("家长不接受：情节严重的，公安机关可以训诫（未成年人保护法第118条）")
    late = [
        row
        for row in read_rows(told.data_of(item, "plan").get("goals"))
        if (by := read_date(row.get("by"))) is not None and by < ctx.today
    ]
    if late:
        yield _("方案里有 %(count)s 条到了时间，看看变化", count=len(late))


def _order(ctx: StepContext) -> Iterator[str]:
    data = told.data_of(ctx.item, "intake")
    until = read_date(data.get("order_until"))
    if until is None:
        return
    yield str(data.get("order_body") or "")
    yield _("%(day)s 前回告", day=page_day(until))
    if (times := data.get("order_times")) is not None:
        yield _("责令 %(asked)s 次，到了 %(came)s 次", asked=times, came=len(told.came(ctx.item)))


def _progress(ctx: StepContext) -> Iterator[str]:
    came, planned = len(told.came(ctx.item)), told.data_of(ctx.item, "plan").get("times")
    if planned:
        yield _("计划 %(planned)s 次，做了 %(came)s 次", planned=planned, came=came)
    elif came:
        yield _("做了 %(came)s 次", came=came)
    sessions = told.filed(ctx.item, "session")
    following = read_date(sessions[-1].data.get("next_on")) if sessions else None
    if following is not None and following >= ctx.today:
        yield _("下次：%(day)s", day=page_day(following))
    lessons = len(told.filed(ctx.item, "lesson"))
    if lessons:
        yield _("教育引导 %(count)s 次", count=lessons)


def _minds(ctx: StepContext) -> Iterator[str]:
    data, look = told.data_of(ctx.item, "intake"), told.data_of(ctx.item, "assessment")
    yield _("指导不收费，不得推销（家庭教育促进法第31条）")
    if data.get("left_behind") is True:
        yield _(
            "孩子留守：委托照护要书面告知学校和村（社区），家长每周至少联系一次（未成年人保护法第22条、第23条）"
        )
    age = data.get("child_age")
    if isinstance(age, int) and age < UNDER:
        yield _("孩子不满十四周岁，信息从严（个人信息保护法第31条）")
    signs = look.get("signs")
    if signs:
        grade = told.proposed(signs)
        label = next(one.label for one in RISKS if one.value == grade)
        yield _("按写下的情形，建议等级：%(grade)s；由您定", grade=_(label))
    if told.warned(ctx.item):
        yield _("不和受害人一起谈，不告诉他受害人在哪里")
