"""What stands beside a petition: what is owed, whose days run until when, where it went.

Lines are read with people in front of the desk: none says who accuses whom, or of what.
"""

from flask_babel import gettext as _

from core.api import ItemView, Panel, StepContext, page_day, read_date
from plugins.petition import filing, rules, told
from plugins.petition.choices import HANDED, HANDLED, PRESSED

ANSWERED, REFUSED = "answered", "refused"
ENDED = {ANSWERED: "书面答复", REFUSED: "不接收", "withdrawn": "收回"}
"""What core may have heard of a letter, beside the feedback that is a step of ours."""


def beside(ctx: StepContext) -> tuple[Panel, ...]:
    """Return the blocks of the item's page; pure but for the reader's language."""
    return tuple(
        Panel(title=title, lines=tuple(lines))
        for title, lines in (
            ("还要做的", _owed(ctx)),
            ("本人的期限", _days(ctx)),
            ("去向和反馈", _where(ctx)),
            ("卷宗", _file(ctx)),
        )
        if lines
    )


def _owed(ctx: StepContext) -> list[str]:
    item, lines = ctx.item, []
    if told.report_owed(item):
        lines.append(_("先报告公安，没有报告以前不能答复、不能结（未成年人保护法第11条）"))
    elif told.severe(item) and "report" not in item.done:
        lines.append(_("还没有通报有关部门（T/ZSM 5.4.2）"))
    reports = told.filed(item, "report")
    if reports and not any(one.data.get("receipt") for one in reports):
        lines.append(_("还没有回执，办件不能归档"))
    if rules.statutory(ctx) and "register" in item.done and "notify" not in item.done:
        limit = told.until(ctx, rules.INFORM)
        if limit is not None:
            lines.append(_("%(day)s 前书面告知（信访工作条例第23条）", day=page_day(limit)))
    lines += _still_out(item)
    if told.public_interest(item) and "clue" not in item.done:
        lines.append(_("公益诉讼线索还没有移送（妇女权益保障法第77条）"))
    if told.is_claim(item) and "answer" in item.done and "opinion" not in item.papers:
        lines.append(_("处理意见书还没有出"))
    return lines


def _still_out(item: ItemView) -> list[str]:
    """What is waited for of others, and what came back unanswered, as core heard of it."""
    letters, lines = item.letters, []
    sent_before_letters = not letters and "transfer" in item.done
    if any(one.waits for one in letters) or (sent_before_letters and "feedback" not in item.done):
        lines.append(_("对方单位还没有反馈"))
    if letters and letters[-1].state == REFUSED:
        lines.append(_("对方单位不接收，事情还在我们这里，请另行办理"))
    if any(one.state == ANSWERED for one in letters) and "feedback" not in item.done:
        lines.append(_("对方单位已书面答复，还没有登记反馈"))
    return lines


def _days(ctx: StepContext) -> list[str]:
    lines = []
    review, final = told.until(ctx, rules.ASK_REVIEW), told.until(ctx, rules.ASK_FINAL)
    if review is not None:
        day = page_day(review)
        lines.append(_("可以申请复查，到 %(day)s 为止（信访工作条例第35条）", day=day))
    if final is not None:
        day = page_day(final)
        lines.append(_("可以申请复核，到 %(day)s 为止（信访工作条例第36条）", day=day))
    if told.opinions(ctx.item, "final"):
        lines.append(_("复核意见已经作出，同一事实和理由不再受理（信访工作条例第36条）"))
    return lines


def _where(ctx: StepContext) -> list[str]:
    ways = {one.value: one.label for one in (*HANDED, *PRESSED, *HANDLED)}
    lines = []
    for record in ctx.item.records:
        form, data = record.form.removeprefix("petition."), record.data
        code = data.get("handled") if form == "feedback" else data.get("kind")
        body = data.get("body") if form == "feedback" else data.get("to")
        if form not in ("transfer", "pressing", "feedback") or not body:
            continue
        lines.append(
            _(
                "%(day)s %(what)s：%(body)s",
                day=page_day(read_date(data.get("on"))),
                what=_(ways.get(str(code), "转送")),
                body=str(body),
            )
        )
    lines += [
        _(
            "%(day)s %(what)s：%(body)s",
            day=page_day(one.ended_on),
            what=_(ENDED[one.state]),
            body=one.to,
        )
        for one in ctx.item.letters
        if one.state in ENDED and not (one.state == ANSWERED and "feedback" in ctx.item.done)
    ]
    return lines


def _file(ctx: StepContext) -> list[str]:
    if "register" not in ctx.item.done:
        return []
    wanted, issued = filing.pieces(ctx), set(ctx.item.papers)
    there = [one for one in wanted if one in issued]
    lines = [_("✔ %(there)s / %(whole)s 件", there=len(there), whole=len(wanted))]
    missing = [_(filing.TITLES[one]) for one in wanted if one not in issued]
    if missing:
        lines.append(_("还缺：%(papers)s", papers=_("、").join(missing)))
    return lines
