"""What may follow: another kind of mediation, the police bundle, 以案定补.

Pure functions like those of ``rules``; each refusal names its article or says 县规则.
"""

from collections.abc import Mapping

from core.api import (
    CloseItem,
    Effect,
    ItemView,
    Objection,
    StepContext,
    StopClock,
    Task,
    Value,
    at_field,
    read_rows,
    yuan_text,
)
from plugins.mediation import court, dossier, locks
from plugins.mediation.effect import effective_on

KEPT_AS = {"done": "done", "partly": "partly", "not_due": "not_due", "breached": "refused"}
"""How core calls what our form says of a promise; core counts it and asks on (31)."""


def kind_of(item: ItemView) -> str:
    """Return which mediation this is now: what it came as, or was turned into last."""
    turned = item.latest("mediation.hand_over")
    if turned is not None:
        return str(turned.data.get("to_kind"))
    came = item.latest("mediation.application")
    return str(came.data.get("mediation_kind")) if came else "people"


def since_hand_over(item: ItemView) -> tuple[str, ...]:
    """Return the steps done since the matter became this kind of mediation."""
    done = list(item.done)
    while "hand_over" in done:
        done = done[done.index("hand_over") + 1 :]
    return tuple(done)


def may_hand_over(ctx: StepContext) -> tuple[Objection, ...]:
    """Turn to another mediation only by everyone's will, and nothing that may not go on."""
    found = list(locks.never(ctx))
    if locks.refused(ctx):
        found.append(locks.STOP_TWO)
    if effective_on(ctx.item) is not None:
        found.append(
            Objection(
                text="协议已经生效，应当督促履行。", citation="人民调解法第31条", code="in_effect"
            )
        )
    if ctx.data.get("both_agreed") is not True:
        found.append(
            at_field("both_agreed", "要各方都同意才能转。", "both_agreed", "人民调解法第3条")
        )
    if ctx.data.get("to_kind") == kind_of(ctx.item) and ctx.data.get("where") == "here":
        found.append(at_field("to_kind", "现在就是这种调解。", "same_kind"))
    return tuple(found)


def after_hand_over(ctx: StepContext) -> tuple[Effect, ...]:
    """Go on under another kind, told and appointed anew; or end with a letter to whom goes on."""
    if ctx.data.get("where") == "here":
        return (Task(title="重新告知权利义务、选定调解员", to="owner"),)
    return (
        StopClock(clock=court.running_clock(ctx.item)),
        Task(title="出具移送函，把材料交给接办的组织", to="owner"),
        CloseItem(outcome="handed_over", state="handed_over", told_remedies=True),
    )


def last_seen(item: ItemView) -> Mapping[int, str]:
    """Return how each promise of the newest agreement was last seen, in the words of our form.

    A visit of core asks for the same promises: what core knows is the newest, whoever asked.
    """
    seen: dict[int, str] = {}
    for record in item.records:
        if record.form == "mediation.agreement":
            seen = {}
        elif record.form == "mediation.performance":
            for row in read_rows(record.data["items"]):
                if isinstance(number := row.get("number"), int):
                    seen[number] = str(row.get("state"))
    words = {core: ours for ours, core in KEPT_AS.items()}
    return seen | {one.number: words[one.state] for one in item.promises if one.state}


def performed(item: ItemView) -> bool:
    """Say whether every promise of the newest agreement was last seen as kept."""
    seen, numbers = last_seen(item), range(1, dossier.promises(item) + 1)
    return bool(numbers) and all(seen.get(number) == "done" for number in numbers)


def never_for_police(ctx: StepContext) -> tuple[Objection, ...]:
    """The bundle of 治安法 9(4) is for a slight quarrel only: never where she is in danger."""
    found = list(locks.never(ctx))
    review = ctx.item.latest("mediation.review")
    graded = review.data.get("violence_class") if review else None
    if graded in ("grave", "lethal") or (locks.violent(ctx) and graded != "light_first"):
        found.append(
            Objection(
                text="有伤害、有危险或多次的家暴，不出这份材料，由公安机关依法处理。",
                citation="全国妇联受理家庭暴力投诉工作规程第10条、第11条",
                code="violence",
            )
        )
    return tuple(found)


def may_tell_police(ctx: StepContext) -> tuple[Objection, ...]:
    """Only a people's mediation, performed, before the police decided, on a free application."""
    found = list(never_for_police(ctx))
    law = "治安管理处罚法第9条第4款"
    if kind_of(ctx.item) not in ("people", "federation"):
        found.append(
            Objection(text="只有人民调解委员会调解的才适用。", citation=law, code="not_people")
        )
    if not performed(ctx.item):
        found.append(
            Objection(
                text="协议还没有全部履行，先登记每一项的履行。", citation=law, code="not_performed"
            )
        )
    for name, text in (
        ("own_will", "要本人自己书面申请。"),
        ("undecided", "公安机关已经作出处理决定的，不再适用。"),
    ):
        if ctx.data.get(name) is not True:
            found.append(at_field(name, text, name, law))
    return tuple(found)


def rate(settings: Mapping[str, Value], difficulty: object) -> int | None:
    """Return what the county pays for this difficulty, in fen; None when it pays nothing."""
    for row in read_rows(settings.get("subsidies")):
        amount = row.get("amount")
        if row.get("difficulty") == difficulty and isinstance(amount, int):
            return amount
    return None


def appointed(item: ItemView) -> frozenset[str]:
    """Return the mediators chosen last."""
    record = item.latest("mediation.mediators")
    rows = read_rows(record.data.get("mediators")) if record else ()
    return frozenset(str(row.get("mediator")) for row in rows)


def paid(ctx: StepContext) -> bool:
    """Say whether this dispute was paid for already: here, or in another item of the case."""
    return any(
        record.form == "mediation.subsidy" and record.data.get("verdict") == "passed"
        for item in (ctx.item, *ctx.case.items)
        for record in item.records
    )


def may_subsidise(ctx: StepContext) -> tuple[Objection, ...]:
    """Pay once, by the county's table, for a complete file, to no official, reviewed by another."""
    data, found = ctx.data, list[Objection]()
    if paid(ctx) or data.get("paid_before") is True:
        found.append(at_field("paid_before", "一件纠纷只补一次。", "paid_once"))
    if data.get("verdict") == "returned":
        return tuple(found)
    if dossier.graded_too_high(ctx):
        found.append(_too_high())
    wanted = rate(ctx.settings, data.get("difficulty"))
    if wanted is None:
        found.append(at_field("difficulty", "本县没有给这一档定标准。", "no_rate"))
    elif data.get("amount") != wanted:
        amount = yuan_text(wanted)
        found.append(at_field("amount", "这一档是 %(amount)s。", "not_the_rate", amount=amount))
    return (*found, *_claimants(ctx), *_complete(ctx))


def _too_high() -> Objection:
    text = "比标准定得难，请写理由。"
    return at_field("difficulty_why", text, "graded_too_high")


def _claimants(ctx: StepContext) -> list[Objection]:
    rows, mine = read_rows(ctx.data.get("claimants")), appointed(ctx.item)
    names = {str(row.get("mediator")) for row in rows}
    found = []
    if any(row.get("official") is True for row in rows):
        found.append(at_field("claimants", "公职人员不领补贴。", "official"))
    if not names <= mine:
        found.append(at_field("claimants", "只补选定来调本件的调解员。", "not_appointed"))
    if len(names) < len(rows):
        found.append(at_field("claimants", "同一个人写了两次。", "twice"))
    if ctx.data.get("reviewer") in mine | names:
        found.append(at_field("reviewer", "审核人不能是本件的调解员。", "own_review"))
    return found


def _complete(ctx: StepContext) -> list[Objection]:
    chosen = str(ctx.data.get("difficulty"))
    if ctx.settings.get("subsidy_papers") == "none" or chosen not in dossier.RANKS:
        return []
    missing = dossier.meter(ctx.item, chosen).missing
    if not missing:
        return []
    return [
        Objection(
            text="卷宗还缺：%(papers)s",
            citation="县规则",
            code="dossier",
            values={"papers": "、".join(missing)},
        )
    ]


def may_grade(ctx: StepContext) -> tuple[Objection, ...]:
    """Hold the difficulty at the close to the criteria, and to what was paid for."""
    found = [_too_high()] if dossier.graded_too_high(ctx) else []
    claim = ctx.item.latest("mediation.subsidy")
    if claim is not None and claim.data.get("difficulty") != ctx.data.get("difficulty"):
        text = "和申报补贴时定的难易不一样。"
        found.append(at_field("difficulty", text, "not_as_claimed"))
    return tuple(found)
