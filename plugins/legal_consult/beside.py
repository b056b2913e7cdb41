"""What stands beside a consultation: conflict, what is owed, the period, the order, reminders.

For whoever does not work the item core hands in the records without what is restricted; a line that
needs it is then simply not there.
"""

from collections.abc import Iterator

from flask_babel import gettext as _

from core.api import CaseView, ItemState, Panel, StepContext, page_day, read_rows
from plugins.legal_consult import limits, orders, told
from plugins.legal_consult.choices import EVIDENCE, NOT_A_LAWYER
from plugins.legal_consult.hints import ORDER, hints_for
from plugins.legal_consult.sides import met

CONFLICT, ORDERS = "利益冲突", "人身安全保护令"
OWED = {
    "opinion": "书面意见还没有给",
    "order": "申请书和证据清单还没有准备（反家庭暴力法第23条）",
    "writing": "代书还没有写",
}


def beside(ctx: StepContext) -> tuple[Panel, ...]:
    """Return the blocks of the item's page; pure but for the reader's language."""
    return tuple(
        Panel(title=title, lines=lines, first=title == CONFLICT, folded=title == ORDERS)
        for title, lines in (
            (CONFLICT, tuple(_conflict(ctx))),
            ("还要做的", tuple(_owed(ctx))),
            ("时效", tuple(_period(ctx))),
            (ORDERS, tuple(_order(ctx))),
            ("要提醒的", tuple(_(one) for one in hints_for(told.topics(ctx.item)))),
            ("法律援助", tuple(_aid(ctx))),
            ("解答说明", tuple(_who(ctx))),
        )
        if lines
    )


def on_the_case(case: CaseView) -> tuple[Panel, ...]:
    """Return the block on the case page while a consultation runs: the number of legal aid.

    The same words on every such case, so they tell nothing of what was asked (法律援助法 23).
    """
    running = (ItemState.OPEN, ItemState.SUSPENDED)
    if not any(one.service == "legal_consult" and one.state in running for one in case.items):
        return ()
    return (
        Panel(title=_("法律援助"), lines=(_("可以申请法律援助，电话 12348（法律援助法第23条）"),)),
    )


def _conflict(ctx: StepContext) -> Iterator[str]:
    if met(ctx):
        yield _("您在别的办件里为另一方提供过法律服务，请换人解答，不要再听下去。")


def _owed(ctx: StepContext) -> Iterator[str]:
    for one in told.owed(ctx.item):
        yield _(OWED[one])
    if told.running_order(ctx.item):
        if told.filed(ctx.item, "submitted"):
            yield _("等法院的裁定，到了就登记")
        else:
            yield _("申请材料还没有交法院")
    asked = told.data_of(ctx.item, "consult")
    if asked and asked.get("told_legal_aid") is not True:
        yield _("还没有告知可以申请法律援助（法律援助法第23条）")


def _period(ctx: StepContext) -> Iterator[str]:
    data = told.data_of(ctx.item, "consult")
    ends = limits.lapse(data)
    if ends is None:
        return
    left = (ends - ctx.today).days
    if left < 0:
        yield _("%(day)s 已经届满；法院不主动适用，对方同意履行的仍然有效", day=page_day(ends))
        return
    cited = limits.cited(data)
    said = _("距时效届满 %(left)s 日（%(day)s）", left=left, day=page_day(ends))
    yield said + (f" {_(cited)}" if cited else "")
    if limits.short(ends, ctx.today):
        yield _("不足七日，可以先行提供法律援助（法律援助法第44条）")
    if data.get("period") in ("general", "hidden") and ctx.case.received_on:
        yield _(
            "%(day)s 的受理回执可以证明那一天提出过请求（诉讼时效规定第12条）",
            day=page_day(ctx.case.received_on),
        )


def _order(ctx: StepContext) -> Iterator[str]:
    if not told.speaks_of_violence(ctx):
        return
    until = orders.until(ctx.item)
    if until is not None:
        yield _("保护令到 %(day)s 为止", day=page_day(until))
    rows = read_rows(told.data_of(ctx.item, "order").get("evidence"))
    there = {one.get("kind") for one in rows if one.get("state") == "there"}
    fetch = [one for one in rows if one.get("state") == "fetch"]
    if rows:
        yield _("证据：有 %(there)s 种，一共十一种", there=len(there))
    for one in fetch:
        kind = next((each.label for each in EVIDENCE if each.value == one.get("kind")), "")
        yield _("可以去取：%(kind)s", kind=_(kind))
    yield from (_(one) for one in ORDER)


def _aid(ctx: StepContext) -> Iterator[str]:
    centre = ctx.settings.get("aid_centre")
    if centre:
        yield str(centre)


def _who(ctx: StepContext) -> Iterator[str]:
    data = told.data_of(ctx.item, "consult")
    if data and not told.answered_by_lawyer(data):
        yield _(NOT_A_LAWYER)
