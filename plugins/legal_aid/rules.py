"""From the application to the hand-over: who applies, what is asked, where it goes.

法律援助法 31, 32, 38, 40 to 44; T/ZSM 5.4.6: a victim is helped at once and never asked for means.
"""

from core.api import (
    Effect,
    FlagViolence,
    Objection,
    PauseClock,
    RaiseConfidentiality,
    RequireDocument,
    RequireReport,
    ResumeClock,
    SecondPerson,
    StartClock,
    StepContext,
    StopClock,
    Task,
    Value,
    at_field,
    not_tomorrow,
    read_date,
    read_rows,
)
from plugins.legal_aid import told
from plugins.legal_aid.choices import IN_COURT
from plugins.legal_aid.clocks import DECIDE, SUBMIT, SUPPLYING

CENTRES = ("法律援助", "法援")
"""What a body that may get an applicant's data is called."""


def same_person(ctx: StepContext) -> tuple[Objection, ...]:
    """One item is one applicant's: the other side gets an item, and a partition, of its own."""
    mine = told.applicant(ctx.item)
    if not mine or ctx.data.get("applicant") == mine:
        return ()
    text = "这一件是另一位当事人的申请，请另开一件法律援助。"
    return (at_field("applicant", text, "other_applicant", "T/ZSM 5.6.4"),)


def means_asked(rows: Value, field: str, *, spared: bool) -> tuple[Objection, ...]:
    """Refuse to ask papers about means of whom the law spares them (32, 42)."""
    asked = any(
        row.get("sort") == "means" and row.get("state") != "not_needed" for row in read_rows(rows)
    )
    if not spared or not asked:
        return ()
    text = "受害人、免予核查的申请人不要经济困难的材料，请把这一行去掉。"
    return (at_field(field, text, "means_paper", "法律援助法第32条、第42条"),)


def may_apply(ctx: StepContext) -> tuple[Objection, ...]:
    """Who harmed the applicant, or stands on the other side, does not apply for her (40)."""
    data, found = ctx.data, [*same_person(ctx)]
    by = data.get("applied_by")
    if data.get("guardian_harmed") is True:
        text = "侵害人不能代为申请，请其他法定代理人或近亲属来办。"
        found.append(at_field("guardian_harmed", text, "guardian_harmed", "法律援助法第40条"))
    if by in ("guardian", "kin") and data.get("incapable") is not True:
        text = "本人能辨认自己行为的，由本人申请，或者由本人委托别人。"
        found.append(at_field("applied_by", text, "capacity", "法律援助法第40条"))
    if by == "own" and data.get("incapable") is True:
        text = "未成年、不能完全辨认自己行为的，由法定代理人或近亲属代为申请。"
        found.append(at_field("applied_by", text, "represented", "法律援助法第40条"))
    found += _as_known(ctx)
    agent = told.plain(data.get("agent"))
    if agent and agent in told.other_side(ctx.case):
        text = "代为申请的人就是对方当事人，请换一位。"
        found.append(at_field("agent", text, "agent_is_other_side", "法律援助法第40条"))
    found += means_asked(data.get("materials"), "materials", spared=told.spared(data))
    return tuple(found)


def _as_known(ctx: StepContext) -> list[Objection]:
    """What the case knows of the applicant is not denied: a report and 32 hang on it."""
    data, found = ctx.data, list[Objection]()
    known = next((one for one in ctx.case.parties if one.id == data.get("applicant")), None)
    if known is None:
        return found
    if known.minor and data.get("incapable") is not True:
        text = "申请人登记的是未成年人，这里选“是”。"
        found.append(at_field("incapable", text, "under_age", "反家庭暴力法第14条"))
    if known.role == "victim" and data.get("cause") == "violence" and data.get("victim") is False:
        text = "申请人登记的是受害人，不问收入，这里选“是”。"
        found.append(at_field("victim", text, "known_victim", "法律援助法第32条"))
    return found


def after_applying(ctx: StepContext) -> tuple[Effect, ...]:
    """Hurry for a victim (应援快援), report where the law asks for it, and mind the days (44)."""
    data, effects = ctx.data, list[Effect]()
    if data.get("victim") is True:
        if told.violent(data):
            effects.append(FlagViolence(why="申请人是家暴、虐待的受害人"))
        if data.get("incapable") is True:
            effects.append(RaiseConfidentiality(why="无、限制民事行为能力人受侵害"))
            if not told.must_report(ctx.item):  # once: a report on record is not asked for again
                effects.append(RequireReport(why="无、限制民事行为能力人受侵害"))
        if "submit" not in ctx.item.done:
            effects.append(StartClock(clock=SUBMIT))
    else:
        effects.append(StopClock(clock=SUBMIT))
        if data.get("cause") == "violence":  # whoever applies, somebody at home was harmed
            effects.append(FlagViolence(why="援助事项涉及家暴、虐待、遗弃"))
    if told.cannot_wait(data, ctx.today):
        effects.append(Task(title="请法律援助中心先行提供", to="owner", due_days=0))
    if data.get("limitation") == "unknown":
        effects.append(Task(title="查清时效、期限还有几天", to="owner", due_days=1))
    return tuple(effects)


def may_tell_missing(ctx: StepContext) -> tuple[Objection, ...]:
    """Once, and whole (43); what is told again says why."""
    data = ctx.data
    found = [*same_person(ctx), *not_tomorrow(ctx)]
    if told.told_by(ctx.item, data.get("by")) and not data.get("again_why"):
        text = "补正的材料只能告知一次；确实要再告知的，写明理由。"
        found.append(at_field("again_why", text, "told_once", "法律援助法第43条"))
    if data.get("by") == "centre" and "submit" not in ctx.item.done:
        text = "还没有移送，中心不会告知补正。"
        found.append(at_field("by", text, "not_sent"))
    found += means_asked(data.get("papers"), "papers", spared=told.spared_item(ctx.item))
    return tuple(found)


def told_again(ctx: StepContext) -> SecondPerson | None:
    """A second list needs whoever answers for the point, who signs in and reads it (43)."""
    if not told.told_by(ctx.item, ctx.data.get("by")):
        return None
    return SecondPerson(
        why="补正的材料只能告知一次，再次告知要负责人同意",
        fields=("by", "papers", "again_why"),
        citation="法律援助法第43条",
    )


def after_missing(ctx: StepContext) -> tuple[Effect, ...]:
    """The centre's days stand still while papers are fetched; ours is a paper in her hand."""
    until = read_date(ctx.data.get("until"))
    wait = Task(title="看看材料补来没有", on=max(until, ctx.today) if until else None, due_days=5)
    if ctx.data.get("by") == "centre":
        on = read_date(ctx.data.get("on"))
        return (PauseClock(clock=DECIDE, why=SUPPLYING, on=on), wait)
    return (RequireDocument(kind="told_once"), wait)


def may_supplement(ctx: StepContext) -> tuple[Objection, ...]:
    """Nothing comes in before it was asked for."""
    on, asked = read_date(ctx.data.get("on")), told.day_of(ctx.item, "missing")
    if on and asked and on < asked:
        text = "补来的日期不会早于告知的日期。"
        return (at_field("on", text, "before_told", "法律援助法第43条"),)
    return not_tomorrow(ctx)


def after_supplement(ctx: StepContext) -> tuple[Effect, ...]:
    """All papers are in, the centre's days go on."""
    if ctx.data.get("complete") is not True:
        return (Task(title="看看材料补来没有", due_days=3),)
    return (ResumeClock(clock=DECIDE, on=read_date(ctx.data.get("on"))),)


def may_screen(ctx: StepContext) -> tuple[Objection, ...]:
    """A look, no decision: the spared are not looked at, and nobody is turned away (32, 42, 43)."""
    found, checked = [*same_person(ctx)], ctx.data.get("checked")
    if told.spared_item(ctx.item) and checked != "not_asked":
        text = "受害人、免予核查的申请人不查经济状况，请选“不查”。"
        found.append(at_field("checked", text, "means_checked", "法律援助法第32条、第42条"))
    if told.victim(ctx.item) and ctx.data.get("fits") == "not_fit":
        text = "受害人主张权益不受经济困难条件限制，请改选。"
        found.append(at_field("fits", text, "victim_fits", "法律援助法第32条"))
    if ctx.data.get("told") is False:
        text = "请先说明：由法律援助中心决定，照样可以申请。"
        found.append(at_field("told", text, "not_a_door", "法律援助法第43条"))
    return tuple(found)


def may_submit(ctx: StepContext) -> tuple[Objection, ...]:
    """To the centre and nobody else, the right one, and in time to help first (38, 44)."""
    found, application = [*not_tomorrow(ctx)], told.data_of(ctx.item, "application")
    centre = told.plain(ctx.data.get("centre"))
    if not any(word in centre for word in CENTRES):
        text = "申请人的信息只交给法律援助中心，请写法律援助中心的名称。"
        found.append(at_field("centre", text, "not_a_centre", "个人信息保护法第23条"))
    in_court = application.get("kind") in IN_COURT
    if in_court and ctx.data.get("place") != "organ":
        text = "诉讼事项向办案机关所在地的法律援助中心申请。"
        found.append(at_field("place", text, "place", "法律援助法第38条"))
    elif not in_court and ctx.data.get("place") == "organ":
        text = "非诉讼事项向争议处理机关所在地或者事由发生地的中心申请。"
        found.append(at_field("place", text, "place", "法律援助法第38条"))
    if told.cannot_wait(application, ctx.today) and ctx.data.get("advance") is not True:
        text = "期限不足七日或者等不得，请中心先行提供。"
        found.append(at_field("advance", text, "ask_advance", "法律援助法第44条"))
    return tuple(found)


def after_submission(ctx: StepContext) -> tuple[Effect, ...]:
    """The bundle left the house."""
    return (StopClock(clock=SUBMIT), Task(title="问法律援助中心收到没有", to="owner", due_days=1))
