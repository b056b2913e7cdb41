"""What stands beside a counselling item: helplines, what is owed, how each client stands.

The counsellor sees all of it. For anybody else core hands in the records without what is
restricted: then only how often somebody came and when next is left (精神卫生法 23). A score is
shown with its population and licence, as a hint, and decides nothing.
"""

from collections.abc import Iterator

from flask_babel import gettext as _

from core.api import CaseView, ItemState, Panel, StepContext, page_day, read_date
from plugins.psych import clients
from plugins.psych.clients import moment
from plugins.psych.crisis import HELPLINES
from plugins.psych.instruments import INSTRUMENTS, LICENCES, NOT_FOR_DECISION
from plugins.psych.rules import heard
from plugins.psych.screening import score_of

AVOID = "回避"


def beside(ctx: StepContext) -> tuple[Panel, ...]:
    """Return the blocks of the item's page; pure but for the reader's language."""
    return tuple(
        Panel(title=title, lines=lines, first=title == AVOID)
        for title, lines in (
            (AVOID, tuple(_avoid(ctx))),
            ("危机电话", ("、".join(HELPLINES),)),
            ("还要做的", tuple(_owed(ctx))),
            ("来访者", tuple(_people(ctx))),
            ("筛查提示", tuple(_hints(ctx))),
        )
        if lines
    )


def on_the_case(case: CaseView) -> tuple[Panel, ...]:
    """Return the block on the case page: whom to call, while counselling runs (12356 since 2025).

    The same words on every such case, so they tell nothing of how anybody is.
    """
    running = (ItemState.OPEN, ItemState.SUSPENDED)
    if not any(one.service == "psych" and one.state in running for one in case.items):
        return ()
    return (Panel(title=_("心理危机电话"), lines=("、".join(HELPLINES),)),)


def _avoid(ctx: StepContext) -> Iterator[str]:
    """Before anybody is heard: the counsellor's own earlier work, told to nobody else."""
    for client in clients.clients_of(ctx.item):
        if heard(ctx, client) and not clients.filed(ctx.item, "intake", client):
            who = _name(ctx, client)
            yield _("%(who)s的另一方也由您接待，请换一位咨询师，先不要听下去。", who=who)


def _owed(ctx: StepContext) -> Iterator[str]:
    item = ctx.item
    for client in clients.at_risk(item):
        yield _("%(who)s：还在危机中，先处置到平稳或送医", who=_name(ctx, client))
    for client in clients.unadvised(item):
        yield _("%(who)s：可能需要就医，还没有建议（精神卫生法第23条）", who=_name(ctx, client))
    for client in clients.clients_of(item):
        if not clients.agreed(item, client):
            yield _("%(who)s：没有有效的知情同意", who=_name(ctx, client))
        if clients.missed(item, client) >= clients.NO_SHOWS:
            yield _("%(who)s：连续三次没有来，先重新预约", who=_name(ctx, client))
    # only the author is handed the notes, so only the author is reminded of them
    notes, talks = len(clients.filed(item, "note")), len(_came(ctx))
    if notes and notes < talks:
        yield _("过程记录比会谈少 %(count)s 次", count=talks - notes)


def _came(ctx: StepContext) -> list[str]:
    return [
        client
        for client in clients.clients_of(ctx.item)
        for _one in clients.attended(ctx.item, client)
    ]


def _people(ctx: StepContext) -> Iterator[str]:
    for client in clients.clients_of(ctx.item):
        plan = clients.newest(ctx.item, "plan", client) or {}
        came, planned = len(clients.attended(ctx.item, client)), plan.get("sessions")
        who = _name(ctx, client)
        if planned:
            yield _(
                "%(who)s：来了 %(came)s 次，预计 %(planned)s 次",
                who=who,
                came=came,
                planned=planned,
            )
        else:
            yield _("%(who)s：来了 %(came)s 次", who=who, came=came)
        talks = clients.filed(ctx.item, "session", client)
        booked = clients.newest(ctx.item, "booking", client) or {}
        at = moment(talks[-1].data.get("next_at") if talks else booked.get("at"))
        if at is not None and at.date() >= ctx.today:
            yield _("下次：%(day)s %(hour)s", day=page_day(at.date()), hour=f"{at:%H:%M}")


def _hints(ctx: StepContext) -> Iterator[str]:
    seen = [one for one in clients.filed(ctx.item, "screening") if one.data.get("instrument")]
    for client in clients.clients_of(ctx.item):
        for code, instrument in INSTRUMENTS.items():
            own = [
                one
                for one in seen
                if one.data["instrument"] == code and one.data.get("client") == client
            ]
            if not own:
                continue
            scores = [score_of(one.data) for one in own]
            said = _(
                "%(who)s，%(title)s：%(score)s 分，%(band)s（%(day)s）",
                who=_name(ctx, client),
                title=instrument.title,
                score=scores[-1],
                band=_(instrument.band(scores[-1])),
                day=page_day(read_date(own[-1].data.get("on"))),
            )
            if len(scores) > 1:
                said += _("，第一次 %(score)s 分", score=scores[0])
            yield said
            if scores[-1] >= instrument.hint_from:
                yield _("可以当面谈谈要不要就医")
            yield _(
                "适用：%(population)s。%(licence)s。%(checked)s",
                population=_(instrument.population),
                licence=_(LICENCES[instrument.licence]),
                checked=_(instrument.checked),
            )
    if seen:
        yield _(NOT_FOR_DECISION)


def _name(ctx: StepContext, client: str) -> str:
    return next((one.name for one in ctx.case.parties if one.id == client), "") or _("来访者")
