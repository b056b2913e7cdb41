"""Who may be counselled, and together: asked, seen alone, willing, unafraid (T/ZSM 5.4.1).

What one of the two said reaches the other through no refusal: joint work is refused in words that
fit every reason (妇联规程 8, 10, 11; 民法典 1079 leaves the way to court open to either).
"""

from core.api import (
    CloseItem,
    DangerAnswered,
    Effect,
    FlagViolence,
    ItemView,
    Objection,
    OpenItem,
    PartyView,
    RecordView,
    RecordWill,
    StepContext,
    Task,
    at_field,
    not_tomorrow,
    read_date,
    read_rows,
)
from plugins.marriage_counseling import cooling, sides
from plugins.marriage_counseling.forms_after import UNFINISHED
from plugins.marriage_counseling.forms_screening import HERS

RULE_8 = "全国妇联受理家庭暴力投诉工作规程第8条"
RULES_10_11 = "全国妇联受理家庭暴力投诉工作规程第10条、第11条"
AT_ONCE = "请即时打开办件处理"
"""Read over shoulders: it tells nobody's situation."""
COUNSELLED = frozenset({"reconciled", "deferred", "divorce", "done"})
"""Results that counselling came to; whoever goes elsewhere may have been seen alone only."""


def may_book(ctx: StepContext) -> tuple[Objection, ...]:
    """Nobody applied tomorrow."""
    return not_tomorrow(ctx, "applied_on")


def after_booking(ctx: StepContext) -> tuple[Effect, ...]:
    """Count the cooling-off from the application (民法典 1077, first paragraph)."""
    return cooling.begun(read_date(ctx.data.get("applied_on")))


def may_consent(ctx: StepContext) -> tuple[Objection, ...]:
    """Nobody is counselled without knowing that one may leave, and what is not kept secret."""
    found = list(not_tomorrow(ctx))
    annexes = "MZ/T 084—2017附录A、附录C"
    if ctx.data.get("voluntary") is not True:
        text = "先告知自愿参加、可以随时停止，不影响登记和起诉。"
        found.append(at_field("voluntary", text, "voluntary", annexes))
    answer = ctx.data.get("answer")
    if answer == "agreed" and ctx.data.get("confidential") is not True:
        text = "先说明保密和保密的例外，再开始辅导。"
        found.append(at_field("confidential", text, "confidential", annexes))
    if answer == "stopped" and not sides.agreed(ctx.item, ctx.data.get("party")):
        text = "这位还没有同意过。本人不愿参加的，选“不愿参加”。"
        found.append(at_field("answer", text, "never_agreed"))
    return tuple(found)


def consented(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse to counsel someone who has not said yes, or has taken it back."""
    if sides.agreed(ctx.item, ctx.data.get("party")):
        return ()
    text = "这位还没有同意参加，或者不再参加。"
    return (at_field("party", text, "no_consent", "MZ/T 084—2017附录A、附录C"),)


def may_screen(ctx: StepContext) -> tuple[Objection, ...]:
    """Beside the other one, no answer about violence is worth anything."""
    found = [*consented(ctx)]
    if ctx.data.get("alone") is not True:
        found.append(at_field("alone", "初评要单独谈，请另约时间。", "not_alone", RULE_8))
    return (*found, *_protection(ctx))


def _protection(ctx: StepContext) -> list[Objection]:
    """What 民法典 1082 protects is a woman's, and has an end."""
    kinds = sides.protected(ctx.data, ctx.today) & HERS
    said, until = ctx.data.get("protection"), sides.protected_until(ctx.data)
    person = next((one for one in ctx.case.parties if one.id == ctx.data.get("party")), None)
    article, found = "民法典第1082条", list[Objection]()
    found += not_tomorrow(ctx, "since")
    if kinds and person is not None and person.sex == "M":
        text = "怀孕、分娩、终止妊娠是女方本人的情形，请核对谈的是谁。"
        found.append(at_field("protection", text, "not_hers", article))
    if said and until is not None and until < ctx.today:
        found.append(at_field("since", "保护的期间已经过了，请核对日期。", "over", article))
    return found


def after_screening(ctx: StepContext) -> tuple[Effect, ...]:
    """Note the will about joint work; violence told here holds for the whole case."""
    party = str(ctx.data["party"])
    effects: list[Effect] = [RecordWill(party_id=party, will=str(ctx.data["joint"]))]
    violence = ctx.data.get("violence")
    if violence in sides.AFRAID:
        effects.append(FlagViolence(why="单独初评时说明有家庭暴力"))
    if ctx.data.get("unsafe") == "yes":
        effects.append(DangerAnswered(answer="yes"))
    if violence == "now" or ctx.data.get("unsafe") in ("yes", "unsure"):
        effects.append(Task(title=AT_ONCE, to="point_head", due_days=0))
    if violence == "none" and _all_safe(ctx, party):
        effects.append(DangerAnswered(answer="no"))
    return tuple(effects)


def _all_safe(ctx: StepContext, just_asked: str) -> bool:
    """One's 没有 does not speak for the other: wait until everybody was asked alone, also for
    whoever is not written down yet."""
    others = [one for one in sides.couple(ctx.case) if one.id != just_asked]
    return bool(others) and all(
        sides.newest(ctx.item, "screen", one.id).get("violence") == "none" for one in others
    )


def may_counsel(ctx: StepContext) -> tuple[Objection, ...]:
    """One alone: agreed, seen alone first, and out of the other's sight."""
    found = [*consented(ctx), *not_tomorrow(ctx), *child_heard(ctx)]
    if not sides.screened(ctx.item, ctx.data.get("party")):
        found.append(at_field("party", "先单独初评，再辅导。", "not_screened", RULE_8))
    if ctx.data.get("alone") is not True:
        order = ctx.case.order_in_force
        text = "不能让双方碰面：时间、房间、出入口错开，电话里先问旁边有没有别人。"
        law = "反家庭暴力法第29条" if order else RULE_8
        found.append(at_field("alone", text, "not_alone", law))
    return tuple(found)


def child_heard(ctx: StepContext) -> tuple[Objection, ...]:
    """A child of eight is not called younger than that (民法典 1084)."""
    if ctx.data.get("child_wish") != "young" or not sides.of_age(ctx.item):
        return ()
    text = "“婚姻和子女”里有满八周岁的孩子，要听孩子的真实意愿。"
    return (at_field("child_wish", text, "of_age", "民法典第1084条"),)


def after_sitting(ctx: StepContext) -> tuple[Effect, ...]:
    """Violence found on the way ends joint work and calls the head."""
    if ctx.data.get("violence_hint") is not True:
        return ()
    return (
        FlagViolence(why="辅导中发现家庭暴力"),
        Task(title=AT_ONCE, to="point_head", due_days=0),
    )


def may_sit_together(ctx: StepContext) -> tuple[Objection, ...]:
    """Two sit down together only when both were seen alone, both want to, and none is afraid."""
    case, found = ctx.case, [*not_tomorrow(ctx), *child_heard(ctx)]
    if case.stop_one or case.order_in_force or case.violence or case.danger == "yes":
        found.append(
            Objection(
                text="涉及家庭暴力或有危险，不安排共同辅导，可以分别辅导。",
                citation=RULES_10_11,
                code="violence",
            )
        )
    elif case.danger != "no":
        found.append(
            Objection(text="危险情况还不清楚，先单独问清。", citation=RULE_8, code="danger_unknown")
        )
    people = sides.couple(case)
    present = {row.get("party") for row in read_rows(ctx.data.get("present"))}
    gone = any(one.id in present and not _stays(ctx, one) for one in people)
    if gone or ctx.case.joint_closed or any(one.willing == "refused" for one in people):
        found.append(
            Objection(text="不符合共同辅导条件，可以分别辅导。", citation="县规则", code="refused")
        )
    if len(present) < 2:
        found.append(at_field("present", "共同辅导要两个人都在。", "one_present"))
    found += [
        Objection(
            text="%(name)s还没有单独初评。",
            citation=RULE_8,
            code="not_screened",
            values={"name": one.name or "有一方"},
        )
        for one in people
        if one.id in present and not _cleared(ctx, one)
    ]
    return tuple(found)


def _stays(ctx: StepContext, party: PartyView) -> bool:
    """Say whether this one takes part; one nobody asked yet is told of as not screened."""
    asked = sides.newest(ctx.item, "consent", party.id)
    return not asked or asked.get("answer") == "agreed"


def _cleared(ctx: StepContext, party: PartyView) -> bool:
    """Say whether the newest screening of this person, alone, found no violence and a yes."""
    seen: tuple[RecordView, ...] = sides.filed(ctx.item, "screen", party.id)
    told = seen[-1].data.get("violence") if seen else None
    return told == "none" and party.willing in ("agreed", "refused")


def may_agree(ctx: StepContext) -> tuple[Objection, ...]:
    """A pact is made by two who sit together freely."""
    found = list(may_sit_together(ctx))
    if ctx.data.get("free") is not True:
        found.append(at_field("free", "有一方不情愿的，不定公约。", "not_free"))
    return tuple(found)


def after_pact(ctx: StepContext) -> tuple[Effect, ...]:
    """Be reminded of the day they want to look at it again."""
    day = read_date(ctx.data.get("review_on"))
    return (Task(title="约好的随访", to="owner", on=day),) if day else ()


def may_evaluate(ctx: StepContext) -> tuple[Objection, ...]:
    """Judge with whoever was seen, not of somebody nobody talked to."""
    found = [*not_tomorrow(ctx)]
    if not sides.screened(ctx.item, ctx.data.get("party")):
        found.append(at_field("party", "先单独初评。", "not_screened", RULE_8))
    return tuple(found)


def may_refer(ctx: StepContext) -> tuple[Objection, ...]:
    """Do not send two to one table where one is afraid."""
    found = list(not_tomorrow(ctx))
    if ctx.data.get("to") == "mediation":
        found += _no_mediation(ctx, "to")
    return tuple(found)


def after_referral(ctx: StepContext) -> tuple[Effect, ...]:
    """Open what the house has; an answer from outside is waited for."""
    to = str(ctx.data.get("to"))
    if to == "outside":
        return (Task(title="问转介有没有回音", to="owner", due_days=5),)
    return (OpenItem(service=to, why="婚姻辅导转来"),)


def sent_outside(item: ItemView) -> bool:
    """Tell whether an office outside was asked: only that one answers."""
    return any(one.data.get("to") == "outside" for one in sides.filed(item, "referral"))


def may_visit(ctx: StepContext) -> tuple[Objection, ...]:
    """Ask first whether one can talk (妇联规程 13)."""
    found = list(not_tomorrow(ctx))
    if ctx.data.get("safe") is not True and ctx.data.get("found") != "lost":
        text = "不方便说话的，什么都不问，另约时间。"
        rule = "全国妇联受理家庭暴力投诉工作规程第13条"
        found.append(at_field("safe", text, "not_safe", rule))
    return tuple(found)


def after_visit(ctx: StepContext) -> tuple[Effect, ...]:
    """What got worse is looked at soon; a day that was agreed is kept."""
    effects = list(after_sitting(ctx))
    if ctx.data.get("found") == "worse":
        effects.append(Task(title="请尽快再约一次", to="owner"))
    if day := read_date(ctx.data.get("next_on")):
        effects.append(Task(title="约好的随访", to="owner", on=day))
    return tuple(effects)


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Write no result that nothing stands behind, and send nobody afraid to one table."""
    result, item = ctx.data.get("result"), ctx.item
    found: list[Objection] = []
    if result == "mediation":
        found += _no_mediation(ctx, "result")
    if result == "declined" and not sides.left(item):
        text = "还没有记下本人不愿参加，先在“告知与签署”里写。"
        found.append(at_field("result", text, "not_declined"))
    if result in COUNSELLED and not sides.sittings(item):
        text = "还没有辅导记录。没有辅导的，选不愿参加、中止或失去联系。"
        found.append(at_field("result", text, "no_sitting"))
    return tuple(found)


def _no_mediation(ctx: StepContext, field: str) -> tuple[Objection, ...]:
    case = ctx.case
    if not (case.stop_one or case.violence or case.order_in_force):
        return ()
    text = "涉及家庭暴力，不由辅导转调解，请选其他结果。"
    return (at_field(field, text, "violence", RULES_10_11),)


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close with the result; a wish to mediate opens that function."""
    result = str(ctx.data["result"])
    opens = (OpenItem(service="mediation", why="辅导后双方愿意调解"),)
    ended = CloseItem(outcome=result, state="terminated" if result in UNFINISHED else "closed")
    return (*(opens if result == "mediation" else ()), *cooling.STOPPED, ended)
