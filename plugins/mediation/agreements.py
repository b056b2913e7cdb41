"""From preparing a sitting to performance: what each of these steps asks for and starts.

Articles are those of 人民调解法 unless said otherwise (T/ZSM 5.4.3).
"""

from datetime import date, timedelta

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    Objection,
    RequireDocument,
    StartClock,
    StepContext,
    StopClock,
    Task,
    read_date,
    read_rows,
)
from plugins.mediation import locks, rules
from plugins.mediation.effect import effective_on, last_signature
from plugins.mediation.rules import not_in_future, running_clock

CONFIRM = "judicial_confirm"
REMIND_AFTER = timedelta(days=25)
"""Five days before the thirty are over, the last reminder that still leaves time to act."""


def may_tell_rights(ctx: StepContext) -> tuple[Objection, ...]:
    """Everyone is told before anyone sits down (23, 24)."""
    found = list(not_in_future(ctx, "told_on"))
    if ctx.data.get("everyone") is not True:
        found.append(
            Objection(
                text="每一方都要告知后才能继续。",
                citation="人民调解法第23条、第24条",
                code="tell_everyone",
                field_name="everyone",
            )
        )
    return tuple(found)


def may_appoint(ctx: StepContext) -> tuple[Objection, ...]:
    """Kin or interested persons do not mediate; helpers come only with both sides' consent (20).

    人民调解法 has no article on recusal; the county's rule follows 特邀调解规定 15.
    """
    found = []
    if any(row.get("tie") in ("kin", "interest") for row in read_rows(ctx.data.get("mediators"))):
        found.append(
            Objection(
                text="调解员是当事人的近亲属或有利害关系，请换人。",
                citation="县规则（参照特邀调解规定第15条）",
                code="recusal",
                field_name="mediators",
            )
        )
    if ctx.data.get("replace_asked") is True:
        found.append(
            Objection(
                text="有当事人要求换人，换好再登记。",
                citation="县规则（参照特邀调解规定第15条）",
                code="replace_asked",
                field_name="replace_asked",
            )
        )
    if any(row.get("agreed") is not True for row in read_rows(ctx.data.get("invited"))):
        found.append(
            Objection(
                text="邀请的人要双方都同意。",
                citation="人民调解法第20条",
                code="invited",
                field_name="invited",
            )
        )
    return tuple(found)


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
    missing = {"rights": "还没有告知权利义务。", "mediators": "还没有选定调解员。"}
    articles = {"rights": "人民调解法第23条", "mediators": "人民调解法第19条"}
    found += [
        Objection(text=text, citation=articles[step], code=f"{step}_missing")
        for step, text in missing.items()
        if step not in ctx.item.done
    ]
    return tuple(found)


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
    return tuple(found)


def after_agreeing(ctx: StepContext) -> tuple[Effect, ...]:
    """Ask for the paper, or let an oral agreement take effect at once (28, 30)."""
    if ctx.data.get("kind") == "oral":
        return (*_in_effect(ctx, read_date(ctx.data.get("agreed_on"))), *_reminders(ctx))
    return (RequireDocument(kind="agreement"),)


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
    if agreement is not None and agreement.data.get("kind") == "oral":
        found.append(
            Objection(
                text="口头协议达成即生效，不用签名。",
                citation="人民调解法第30条",
                code="oral",
            )
        )
    return tuple(found)


def after_signing(ctx: StepContext) -> tuple[Effect, ...]:
    """Count the thirty days for the court from the last signature or seal (33)."""
    return (*_in_effect(ctx, last_signature(ctx.data)), *_reminders(ctx))


def _in_effect(ctx: StepContext, day: date | None) -> tuple[Effect, ...]:
    return (StopClock(clock=running_clock(ctx)), StartClock(clock=CONFIRM, from_date=day))


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
    """Send to the court only an agreement in effect with something the court may confirm."""
    found = list(not_in_future(ctx, "on"))
    if effective_on(ctx.item) is None:
        found.append(
            Objection(text="协议还没有生效。", citation="人民调解法第33条", code="not_in_effect")
        )
    agreement = ctx.item.latest("mediation.agreement")
    rows = read_rows(agreement.data.get("items")) if agreement else ()
    if (
        ctx.data.get("status") in ("applied", "confirmed")
        and rows
        and all(row.get("matter") == "status" for row in rows)
    ):
        found.append(
            Objection(
                text="协议只有身份关系内容，法院不予确认。",
                citation="民事诉讼法解释第355条",
                code="status_only",
                field_name="status",
            )
        )
    return tuple(found)


def after_confirmation(ctx: StepContext) -> tuple[Effect, ...]:
    """The thirty days end with the application, or with everyone's no."""
    return () if ctx.data.get("status") == "guided" else (StopClock(clock=CONFIRM),)


def after_performance(ctx: StepContext) -> tuple[Effect, ...]:
    """Urge what was not kept, and tell the other side its ways (31, 32)."""
    if any(row.get("state") == "breached" for row in read_rows(ctx.data.get("items"))):
        return (
            Task(title="督促履行；告知可以申请强制执行（已确认的）或起诉", to="owner", due_days=3),
        )
    return ()


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Close as settled only what is in effect."""
    if effective_on(ctx.item) is not None:
        return ()
    return (
        Objection(
            text="协议还没有生效：书面的要各方签名、调解员签名并盖章。",
            citation="人民调解法第29条",
            code="not_in_effect",
        ),
    )


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close as agreed; a joint application still to be made lives on as a task (33)."""
    agreement = ctx.item.latest("mediation.agreement")
    oral = agreement is not None and agreement.data.get("kind") == "oral"
    effects: list[Effect] = [StopClock(clock=CONFIRM)]
    day = effective_on(ctx.item)
    if ctx.data.get("confirmation") == "guided" and day is not None:
        reminder = max(day + REMIND_AFTER, ctx.today)
        effects.append(Task(title="提醒共同申请司法确认", to="owner", on=reminder))
    return (*effects, CloseItem(outcome="agreed_oral" if oral else "agreed"))
