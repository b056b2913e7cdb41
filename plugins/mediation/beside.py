"""What stands beside a mediation: what the file lacks, when it took effect, until when to apply.

Lines are read at a desk with people in front of it, so none tells who refused or why.
"""

from flask_babel import gettext as _

from core.api import ItemState, Panel, StepContext, last_day, page_day
from plugins.mediation import after, agreements, committee, court, dossier
from plugins.mediation.effect import effective_on


def beside(ctx: StepContext) -> tuple[Panel, ...]:
    """Return the blocks of the item's page; pure but for the reader's language."""
    return tuple(
        # folded: a line about danger is not for whoever sits beside the screen
        Panel(title=title, lines=lines, folded=title == "先保护人")
        for title, lines in (
            ("先保护人", _danger(ctx)),
            ("协议", _agreement(ctx)),
            ("卷宗", _dossier(ctx)),
            ("人民调解委员会", _committee(ctx)),
        )
        if lines
    )


def _danger(ctx: StepContext) -> tuple[str, ...]:
    """What a mediator who ticked it has to do beside calling the head (人民调解法 25)."""
    if ctx.item.state is not ItemState.OPEN or not dossier.may_turn_worse(ctx.item):
        return ()
    return (_("可能激化或者涉治安、刑事的：先打 110，再在办件页紧急上报（人民调解法第25条）"),)


def _agreement(ctx: StepContext) -> tuple[str, ...]:
    day = effective_on(ctx.item)
    if day is None:
        return ()
    lines = [_("生效日：%(day)s", day=page_day(day))]
    for clock in ctx.case.clocks:
        if (clock.code, clock.item_id) == (agreements.CONFIRM, ctx.item.id):
            until = page_day(last_day(clock.due_at))
            lines.append(_("共同申请司法确认的最后一天：%(day)s", day=until))
    if not agreements.confirmable(ctx.item):
        lines.append(_("只有身份关系内容，不能司法确认"))
    if after.performed(ctx.item):
        lines.append(_("约定的都已履行"))
    if court.ended(ctx.item):
        lines.append(_("已经结束，还差给法院的结果函"))
    return tuple(lines)


def _dossier(ctx: StepContext) -> tuple[str, ...]:
    if "review" not in ctx.item.done:
        return ()
    chosen = ctx.item.latest("mediation.closing") or ctx.item.latest("mediation.subsidy")
    tier = str(chosen.data.get("difficulty")) if chosen else dossier.proposed(ctx)
    meter = dossier.meter(ctx.item, tier)
    whole = len(meter.there) + len(meter.missing)
    counted = {"there": len(meter.there), "whole": whole}
    lines = [_("✔ %(there)s / %(whole)s 件", **counted)]
    if meter.missing or not whole:
        lines = [_("%(there)s / %(whole)s 件", **counted)]
    if meter.missing:
        lines.append(_("还缺：%(papers)s", papers=_("、").join(_(one) for one in meter.missing)))
    return tuple(lines)


def _committee(ctx: StepContext) -> tuple[str, ...]:
    own = committee.serving(ctx.settings, ctx.item.point)
    if own is None:
        return ()
    lines = [own.name]
    if own.ends_on is not None and own.ends_on <= ctx.today:
        lines.append(_("任期到 %(day)s 已满，请换届", day=page_day(own.ends_on)))
    return tuple(lines)
