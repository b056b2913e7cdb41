"""From preparing a sitting to performance: what each of these steps asks for and starts.

Articles are those of 人民调解法 unless said otherwise (T/ZSM 5.4.3).
"""

from datetime import date, timedelta

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    ItemView,
    Objection,
    RecordPerformance,
    RequireDocument,
    StartClock,
    StepContext,
    StopClock,
    Task,
    at_field,
    last_day,
    read_date,
    read_rows,
)
from plugins.mediation import after, court, dossier, locks, rules
from plugins.mediation.effect import effective_on, last_signature
from plugins.mediation.rules import not_in_future

CONFIRM = "judicial_confirm"
REMIND_AFTER = tuple(timedelta(days=days) for days in (15, 25, 29))
"""Halfway, five days before the end, and the last day but one."""


def after_working(ctx: StepContext) -> tuple[Effect, ...]:
    """Stop at a sign of violence, report what may turn worse (25)."""
    effects: list[Effect] = []
    if ctx.data.get("violence_hint") is True:
        effects += [
            FlagViolence(why="调解中发现家暴迹象"),
            Task(title=rules.AT_ONCE, to="owner", due_days=0),
        ]
    if ctx.data.get("crime_risk") is True:
        effects.append(Task(title=rules.AT_ONCE, to="point_head", due_days=0))
    if ctx.data.get("result") == "not_agreed":
        effects.append(Task(title="问各方：请上一级再调，还是终止", to="owner", due_days=3))
    return tuple(effects)


def may_summon(ctx: StepContext) -> tuple[Objection, ...]:
    """Call people to one table only where they may sit at it, for a time still to come."""
    found, day = [*locks.joint(ctx)], read_date(ctx.data.get("at"))
    if day is not None and day < ctx.today:
        found.append(at_field("at", "时间已经过去了。", "past"))
    return tuple(found)


def may_sit(ctx: StepContext) -> tuple[Objection, ...]:
    """Open a sitting only when nothing locks it and each one present has said yes."""
    found = [*locks.joint(ctx), *not_in_future(ctx, "on")]
    present = frozenset(str(row.get("party")) for row in read_rows(ctx.data.get("present")))
    found += locks.agreed(ctx, present)
    if ctx.data.get("mode") != "apart" and len(present) < 2:
        found.append(
            Objection(
                text="只有一方到场，请改记“背靠背”，或等双方都到。",
                citation="县规则",
                code="one_present",
                field_name="present",
            )
        )
    away = {row.get("by") for row in read_rows(ctx.data.get("present"))} & {"phone", "video"}
    if away and ctx.data.get("signed") == "all":
        text = "有人是电话、视频参加的，当场签不了名，请选“后补”或注明。"
        found.append(at_field("signed", text, "signed_from_afar"))
    welcome = _welcome(ctx.item)
    if any(str(row.get("who")) not in welcome for row in read_rows(ctx.data.get("invited"))):
        text = "到场的邀请人不在双方同意的名单里，先在“选定调解员”里登记。"
        found.append(at_field("invited", text, "invited", "人民调解法第20条"))
    missing = {"rights": "还没有告知权利义务。", "mediators": "还没有选定调解员。"}
    articles = {"rights": "人民调解法第23条", "mediators": "人民调解法第19条"}
    found += [
        Objection(text=text, citation=articles[step], code=f"{step}_missing")
        for step, text in missing.items()
        if step not in after.since_hand_over(ctx.item)
    ]
    return tuple(found)


def _welcome(item: ItemView) -> frozenset[str]:
    """Return the helpers both sides agreed to."""
    record = item.latest("mediation.mediators")
    rows = read_rows(record.data.get("invited")) if record else ()
    return frozenset(str(row.get("who")) for row in rows if row.get("agreed") is True)


def may_agree(ctx: StepContext) -> tuple[Objection, ...]:
    """Write down an agreement only out of a sitting that reached one, under the same locks."""
    found = [*locks.joint(ctx), *not_in_future(ctx, "agreed_on")]
    session = ctx.item.latest("mediation.session")
    if session is None or session.data.get("result") == "not_agreed":
        found.append(
            Objection(
                text="最近一次调解没有谈成，先记调解笔录。",
                citation="县规则",
                code="nothing_agreed",
            )
        )
    appointed = ctx.item.latest("mediation.mediators")
    if appointed is not None and appointed.data.get("committee") != ctx.data.get("committee"):
        text = "和选定调解员时的委员会不一样。"
        found.append(at_field("committee", text, "other_committee", "人民调解法第29条"))
    return tuple(found)


def after_agreeing(ctx: StepContext) -> tuple[Effect, ...]:
    """Ask for the paper, or let an oral agreement take effect at once (28, 30)."""
    if ctx.data.get("kind") == "oral":
        return (*_in_effect(ctx, read_date(ctx.data.get("agreed_on"))), *_reminders(ctx))
    return (RequireDocument(kind="agreement"),)


def to_be_signed(item: ItemView) -> bool:
    """Say whether the newest agreement takes signatures: an oral one takes none (30)."""
    agreement = item.latest("mediation.agreement")
    return agreement is not None and agreement.data.get("kind") == "written"


def may_sign(ctx: StepContext) -> tuple[Objection, ...]:
    """Take signatures only from a free hand, and only all of them (29)."""
    found = [*locks.joint(ctx)]
    found += [
        objection
        for name in ("mediator_signed_on", "sealed_on")
        for objection in not_in_future(ctx, name)
    ]
    rows = read_rows(ctx.data.get("signatures"))
    if any((day := read_date(row.get("signed_on"))) and day > ctx.today for row in rows):
        found.append(
            Objection(
                text="签名日期还没有到。",
                citation="县规则",
                code="future_date",
                field_name="signatures",
            )
        )
    signed = {row.get("party") for row in rows}
    agreement = ctx.item.latest("mediation.agreement")
    items = read_rows(agreement.data.get("items")) if agreement else ()
    bound = {item.get(side) for item in items for side in ("payer", "payee")}
    found += [
        Objection(
            text="%(name)s还没有签名。",
            citation="人民调解法第29条",
            code="not_signed",
            values={"name": party.name or "有一方"},
            field_name="signatures",
        )
        for party in locks.deciding(ctx)
        if party.id not in signed and (party.willing == "agreed" or party.id in bound)
    ]
    if ctx.data.get("mediator") not in after.appointed(ctx.item):
        text = "签名的不是选定的调解员。"
        found.append(at_field("mediator", text, "not_appointed", "人民调解法第29条"))
    return tuple(found)


def after_signing(ctx: StepContext) -> tuple[Effect, ...]:
    """Count the thirty days for the court from the last signature or seal (33)."""
    return (*_in_effect(ctx, last_signature(ctx.data)), *_reminders(ctx))


def _in_effect(ctx: StepContext, day: date | None) -> tuple[Effect, ...]:
    return (
        StopClock(clock=court.running_clock(ctx.item)),
        StartClock(clock=CONFIRM, from_date=day),
    )


def _reminders(ctx: StepContext) -> tuple[Effect, ...]:
    """One task per promise with a day: the committee watches over performance (31)."""
    agreement = ctx.item.latest("mediation.agreement")
    data = ctx.data if "items" in ctx.data else (agreement.data if agreement else {})
    return tuple(
        Task(title="核实到期约定的履行", to="owner", on=due)
        for row in read_rows(data.get("items"))
        if (due := read_date(row.get("due"))) is not None and due >= ctx.today
    )


def may_confirm(ctx: StepContext) -> tuple[Objection, ...]:
    """Send to the court only what is in effect and confirmable, jointly and within thirty days."""
    found = list(not_in_future(ctx, "on"))
    status = ctx.data.get("status")
    if status in ("applied", "accepted", "confirmed") and not confirmable(ctx.item):
        text = "协议只有身份关系内容，法院不予确认。"
        found.append(at_field("status", text, "status_only", "民事诉讼法解释第355条"))
    if status == "applied":
        found += [*locks.never(ctx), *_too_late(ctx)]
    return tuple(found)


def _too_late(ctx: StepContext) -> list[Objection]:
    """The last day is the clock's own: it rolls over holidays, a plugin does not count them."""
    day, text = read_date(ctx.data.get("on")), "已经过了三十日，不能再共同申请；可以起诉要求履行。"
    return [
        at_field("on", text, "too_late", "民事诉讼法第205条")
        for clock in ctx.case.clocks
        if (clock.code, clock.item_id) == (CONFIRM, ctx.item.id)
        and day is not None
        and day > last_day(clock.due_at)
    ]


def confirmable(item: ItemView) -> bool:
    """Say whether the newest agreement holds anything a court may confirm."""
    agreement = item.latest("mediation.agreement")
    rows = read_rows(agreement.data.get("items")) if agreement else ()
    return not rows or any(row.get("matter") != "status" for row in rows)


def after_confirmation(ctx: StepContext) -> tuple[Effect, ...]:
    """The thirty days end with the application, or with everyone's no; until then, reminders."""
    if ctx.data.get("status") == "guided":
        return reminders_of_the_thirty_days(ctx)
    return (StopClock(clock=CONFIRM),)


def reminders_of_the_thirty_days(ctx: StepContext) -> tuple[Effect, ...]:
    """Return the reminders still to come of days 15, 25 and 29; on the first filing only."""
    day, told = effective_on(ctx.item), ctx.item.latest("mediation.confirmation")
    if day is None or (told is not None and told.data.get("status") == "guided"):
        return ()
    return tuple(
        Task(title="提醒共同申请司法确认", to="owner", on=day + after_days)
        for after_days in REMIND_AFTER
        if day + after_days >= ctx.today
    )


def may_note_performance(ctx: StepContext) -> tuple[Objection, ...]:
    """Note only promises there are, each once, and nothing kept tomorrow (31)."""
    found = list(not_in_future(ctx, "on"))
    rows, most = read_rows(ctx.data.get("items")), dossier.promises(ctx.item)
    numbers = [row.get("number") for row in rows]
    if any(isinstance(number, int) and number > most for number in numbers):
        found.append(
            Objection(
                text="协议只有 %(most)s 项。",
                citation="人民调解法第31条",
                code="no_such_item",
                values={"most": str(most)},
                field_name="items",
            )
        )
    if len(set(numbers)) < len(numbers):
        found.append(at_field("items", "同一项写了两次。", "twice"))
    if any((day := read_date(row.get("on"))) and day > ctx.today for row in rows):
        found.append(at_field("items", "履行日期还没有到。", "future_date"))
    breached = any(row.get("state") == "breached" for row in rows)
    if breached and ctx.data.get("told_remedies") is not True:
        text = "请告知可以申请执行（已确认的）或者起诉。"
        found.append(at_field("told_remedies", text, "told_remedies", "人民调解法第32条"))
    return tuple(found)


def after_performance(ctx: StepContext) -> tuple[Effect, ...]:
    """Tell core how each promise is kept; urge what was not, and tell the other ways (31, 32)."""
    rows, looked = read_rows(ctx.data.get("items")), read_date(ctx.data.get("on"))
    effects: list[Effect] = [
        RecordPerformance(
            number=number,
            state=after.KEPT_AS[str(row.get("state"))],
            # a promise is kept in time by the day it was kept, not by the day somebody asked
            on=read_date(row.get("on")) or looked,
        )
        for row in rows
        if isinstance(number := row.get("number"), int)
    ]
    if any(row.get("state") == "breached" for row in rows):
        title = "督促履行；告知可以申请强制执行（已确认的）或起诉"
        effects.append(Task(title=title, to="owner", due_days=3))
    return tuple(effects)


def may_be_in_effect(ctx: StepContext) -> tuple[Objection, ...]:
    """Go on only with what is in effect."""
    if effective_on(ctx.item) is not None:
        return ()
    return (
        Objection(
            text="协议还没有生效：书面的要各方签名、调解员签名并盖章。",
            citation="人民调解法第29条",
            code="not_in_effect",
        ),
    )


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Close as settled only what is in effect, graded by the criteria."""
    return (*may_be_in_effect(ctx), *after.may_grade(ctx))


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close as agreed; a joint application still to be made lives on as a task (33)."""
    effects: list[Effect] = [StopClock(clock=CONFIRM)]
    if ctx.data.get("confirmation") == "guided":
        effects += reminders_of_the_thirty_days(ctx)
    return (*effects, *court.end(ctx, CloseItem(outcome=rules.reached(ctx.item))))
