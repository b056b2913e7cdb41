"""What stands beside a counselling: what to do for whom is afraid, what is owed, the two months.

The counsellor sees all of it. For anybody else core hands in the records without what is
restricted and without the other side's partition: then no protection, no wish and no violence told
alone is in any line (民法典 1082; 妇联规程 8).
"""

from collections.abc import Iterator

from flask_babel import gettext as _

from core.api import CaseView, ItemState, Panel, PartyView, StepContext, last_day, page_day
from plugins.marriage_counseling import sides
from plugins.marriage_counseling.cooling import CLAIMING, COOLING, end_of
from plugins.marriage_counseling.forms_screening import HERS, WISHES

HELP_LINES = "110、12338、12348、12356"


def beside(ctx: StepContext) -> tuple[Panel, ...]:
    """Return the blocks of the item's page; pure but for the reader's language."""
    return tuple(
        # folded, and in one: not even that there is a protection may be read from the side
        Panel(title=title, lines=lines, folded=title == "双方")
        for title, lines in (
            ("先保护人", tuple(_danger(ctx))),
            ("还要做的", tuple(_owed(ctx))),
            ("离婚登记的两个三十日", tuple(_months(ctx))),
            ("双方", (*_people(ctx), *_protection(ctx))),
        )
        if lines
    )


def on_the_case(case: CaseView) -> tuple[Panel, ...]:
    """Return the block on the case page: until when an application can be taken back.

    The days are on the page as deadlines; what they mean for the couple is said here.
    """
    running = {
        one.id
        for one in case.items
        if one.service == "marriage_counseling"
        and one.state in (ItemState.OPEN, ItemState.SUSPENDED)
    }
    ends = {
        one.code: page_day(last_day(one.due_at)) for one in case.clocks if one.item_id in running
    }
    if COOLING not in ends:
        return ()
    said = _("%(day)s以前，任何一方都可以向登记机关撤回离婚登记申请。", day=ends[COOLING])
    return (Panel(title=_("离婚冷静期"), lines=(said,)),)


def _danger(ctx: StepContext) -> Iterator[str]:
    case = ctx.case
    if not (case.violence or case.stop_one or case.order_in_force or case.danger == "yes"):
        return
    yield _("涉及家庭暴力或有危险：不劝和，不安排共同辅导，可以分别辅导，时间和出入口错开")
    yield _("%(lines)s；求助卡在“文书”里，当面给本人，不方便带的不带", lines=HELP_LINES)
    yield _("危险评估、人身安全保护令、强制报告，在办件页办")


def _owed(ctx: StepContext) -> Iterator[str]:
    item = ctx.item
    if item.state is not ItemState.OPEN:
        return
    at = sides.next_at(item)
    if at is not None and at.date() >= ctx.today:
        yield _("下次：%(day)s %(hour)s", day=page_day(at.date()), hour=f"{at:%H:%M}")
    for party in sides.couple(ctx.case):
        who = _name(party)
        answer = sides.newest(item, "consent", party.id).get("answer")
        # what the other side answered is not in the records of everybody who looks
        if answer == "agreed" and not sides.screened(item, party.id):
            yield _("%(who)s：还没有单独初评", who=who)
        elif answer is None and not sides.filed(item, "consent"):
            yield _("%(who)s：还没有告知与签署", who=who)
    if sides.child_unheard(item):
        yield _("谈到了孩子跟谁生活：满八周岁的，另约时间听孩子的真实意愿（民法典第1084条）")
    open_ = {
        one.data.get("party")
        for one in sides.filed(item, "referral")
        if one.data.get("to") == "outside"
    } - {one.data.get("party") for one in sides.filed(item, "reply")}
    if open_:
        yield _("转介还没有回音")


def _people(ctx: StepContext) -> Iterator[str]:
    item = ctx.item
    for party in sides.couple(ctx.case):
        who, count = _name(party), len(sides.filed(item, "session", party.id))
        wish = sides.newest(item, "screen", party.id).get("wish")
        label = next((one.label for one in WISHES if one.value == wish), "")
        if label:
            said = _(
                "%(who)s：%(wish)s，单独辅导 %(count)s 次", who=who, wish=_(label), count=count
            )
            yield said
        elif count:
            yield _("%(who)s：单独辅导 %(count)s 次", who=who, count=count)
        missing = sides.parts_missing(item, party.id)
        if missing:
            yield _(
                "%(who)s：五环节还没有做到%(parts)s",
                who=who,
                parts=_("、").join(_(one) for one in missing),
            )
        alone = sides.next_alone(item, party.id)
        if alone is not None and alone.date() >= ctx.today and item.state is ItemState.OPEN:
            day, hour = page_day(alone.date()), f"{alone:%H:%M}"
            yield _("%(who)s：下次 %(day)s %(hour)s", who=who, day=day, hour=hour)
    together, plan = len(sides.filed(item, "joint")), sides.newest(item, "plan").get("sessions")
    if together:
        yield _("共同辅导 %(count)s 次", count=together)
    if plan:
        yield _("方案预计 %(count)s 次", count=plan)
    ages = sides.of_age(item)
    if ages:
        yield _(
            "有满八周岁的孩子（%(ages)s 岁）：谈抚养要听孩子的真实意愿（民法典第1084条）",
            ages="、".join(map(str, ages)),
        )


def _protection(ctx: StepContext) -> Iterator[str]:
    for party in sides.couple(ctx.case):
        said = sides.newest(ctx.item, "screen", party.id)
        kinds, until = sides.protected(said, ctx.today), sides.protected_until(said)
        if kinds & HERS:
            line = _("%(who)s：期间男方不得提出离婚（民法典第1082条）", who=_name(party))
            if until:
                line += _("，到 %(day)s", day=page_day(until))
            yield line
            yield _("例外：女方自己提出，或者法院认为确有必要受理")
        if "soldier" in kinds:
            yield _(
                "%(who)s：要离婚须得军人同意，军人有重大过错的除外（民法典第1081条）",
                who=_name(party),
            )
        if kinds:
            yield _("特别保护只提示本人的辅导员，不要让另一方看到")


def _months(ctx: StepContext) -> Iterator[str]:
    end, claim = end_of(ctx, COOLING), end_of(ctx, CLAIMING)
    if end:
        yield _("冷静期到 %(day)s；以前任何一方都可以撤回", day=page_day(end))
    if claim:
        yield _("之后到 %(day)s，双方亲自去领离婚证，不去视为撤回", day=page_day(claim))
    if end or claim:
        yield _("民法典第1077条；最后一天遇休假日顺延（民法典第203条）")


def _name(party: PartyView) -> str:
    return party.name or _("一方当事人")
