"""What stands beside an item of legal aid: what is owed, whose days, means explained, papers.

Lines are read with people in front of the desk: none tells who harmed whom, or that anybody did.
"""

from flask_babel import gettext as _

from core.api import Panel, StepContext, label, page_day, read_date, read_rows
from plugins.legal_aid import told
from plugins.legal_aid.choices import SORTS
from plugins.legal_aid.clocks import ASSIGN, DECIDE, MEET, REVIEW, SUBMIT
from plugins.legal_aid.filing import whole_file


def beside(ctx: StepContext) -> tuple[Panel, ...]:
    """Return the blocks of the item's page; pure but for the reader's language."""
    return tuple(
        Panel(title=title, lines=tuple(lines))
        for title, lines in (
            ("还要做的", _owed(ctx)),
            ("谁的期限", _days(ctx)),
            ("经济状况", _means(ctx)),
            ("材料", _papers(ctx)),
            ("卷宗", _file(ctx)),
        )
        if lines
    )


def _owed(ctx: StepContext) -> list[str]:
    item, lines = ctx.item, list[str]()
    if "apply" not in item.done:
        return []
    application = told.data_of(item, "application")
    if told.must_report(item):
        lines.append(
            _("要报告公安，报告登记在办件上；没有登记以前办件结不了（反家庭暴力法第14条）")
        )
    if "submit" not in item.done:
        limit = told.until(ctx, SUBMIT)
        if limit is not None and told.victim(item):  # read off the clock it would tell everybody
            lines.append(_("快援：%(day)s 前移送中心（县规则）", day=page_day(limit)))
        if "screen" not in item.done:
            lines.append(_("还没有初审"))
    elif "accept" not in item.done and "advance" not in item.done:
        lines.append(_("问中心收到没有：收到才起算七日"))
    left = told.days_left(application, ctx.today)
    if left is not None and left < 0:
        lines.append(_("期限已经过了，请律师看看还能怎么办"))
    elif told.cannot_wait(application, ctx.today) and _waits(ctx):
        lines.append(_("等不得：请中心先行提供（法律援助法第44条）"))
    if application.get("limitation") == "unknown" and not told.helped(item):
        lines.append(_("时效、期限还没有查清"))
    if told.owes_papers(item):
        lines.append(_("先行提供的手续还没有补（法律援助法第44条）"))
    if told.waits_for_papers(item) and told.undecided(item):
        lines.append(_("材料还没有补齐"))
    if "told_once" not in item.papers and told.told_by(item, "desk"):
        lines.append(_("一次性告知书还没有出"))
    if told.disputable(item) and not told.filed(item, "objection"):
        lines.append(_("可以帮助提出异议（法律援助法第49条）"))
    if "report" in item.done and "callback" not in item.done:
        lines.append(_("还没有做质量回访"))
    return lines


def _waits(ctx: StepContext) -> bool:
    return told.undecided(ctx.item) and "advance" not in ctx.item.done


def _days(ctx: StepContext) -> list[str]:
    lines = []
    for clock, text in (
        (DECIDE, _("中心作决定")),
        (ASSIGN, _("中心指派律师")),
        (REVIEW, _("司法行政部门审查异议")),
        (MEET, _("律师会见")),
    ):
        limit = told.until(ctx, clock)
        if limit is not None:
            lines.append(_("%(what)s：到 %(day)s", what=text, day=page_day(limit)))
    waiting = any(
        (one.code, one.item_id, one.state) == (DECIDE, ctx.item.id, "paused")
        for one in ctx.case.clocks
    )
    if waiting:
        lines.append(_("中心作决定：等补正，不计时"))
    lapses = read_date(told.answered(ctx.item, "application", "limitation_on"))
    if lapses:
        lines.append(_("本人的时效、期限：到 %(day)s", day=page_day(lapses)))
    return lines


def _means(ctx: StepContext) -> list[str]:
    """Explain only, and only what was told; the spared are not asked."""
    data = told.data_of(ctx.item, "application")
    if told.spared(data):
        return [_("不查、不问（法律援助法第32条、第42条）")]
    if data.get("means") == "promise":
        return [_("本人承诺，不要证明（法律援助法第41条）")]
    if data.get("means") == "shared":
        return [_("由中心通过信息共享查询（法律援助法第41条）")]
    income, heads = data.get("income"), data.get("household")
    if not isinstance(income, int) or not isinstance(heads, int) or heads < 1:
        return []
    each, line = income // heads, ctx.settings.get("standard")
    lines = [_("每人每月 %(sum)s 元", sum=_yuan(each))]
    if isinstance(line, int) and not isinstance(line, bool):
        said = _("看来在本省标准以内") if each <= line else _("看来超过本省标准")
        lines.append(_("%(said)s（%(line)s 元），由中心决定", said=said, line=_yuan(line)))
    return lines


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def _papers(ctx: StepContext) -> list[str]:
    marks = {"have": "✔", "missing": "○"}
    return [
        _(
            "%(mark)s %(what)s",
            mark=marks[str(row["state"])],
            what=str(row.get("name") or _(label(SORTS, row.get("sort")))),
        )
        for row in read_rows(told.answered(ctx.item, "application", "materials"))
        if row.get("state") in marks
    ]


def _file(ctx: StepContext) -> list[str]:
    meter = whole_file(ctx)
    if meter is None:
        return []
    lines = [_("✔ %(there)s / %(whole)s 件", there=meter.there, whole=len(meter.pieces))]
    if meter.missing:
        lines.append(_("还缺：%(papers)s", papers=_("、").join(_(one) for one in meter.missing)))
    return lines
