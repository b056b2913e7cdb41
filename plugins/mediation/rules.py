"""The handling logic of a mediation: what each step asks for, and what follows from it.

Pure functions over one item; what they return is applied by core in the step's transaction. The
articles are those of 人民调解法 unless said otherwise; nothing here ever tells one side what the
other answered.
"""

from dataclasses import replace

from core.api import (
    CloseItem,
    DangerAnswered,
    Effect,
    FlagViolence,
    ItemView,
    Objection,
    OpenItem,
    RaiseConfidentiality,
    RecordWill,
    SecondPerson,
    StartClock,
    StepContext,
    StopClock,
    Task,
    read_date,
)
from plugins.mediation import court, locks
from plugins.mediation.effect import effective_on

AT_ONCE = "请即时打开办件处理"
"""A task is read over shoulders: what is to be done at once stands on the case itself."""


def not_in_future(ctx: StepContext, name: str) -> tuple[Objection, ...]:
    """Refuse a day that has not come: a record tells what was, not what is planned."""
    day = read_date(ctx.data.get(name))
    if day is None or day <= ctx.today:
        return ()
    return (
        Objection(text="日期还没有到。", citation="县规则", code="future_date", field_name=name),
    )


def may_ask(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse a yes that was not free; a no is taken down whoever was listening."""
    found = list(not_in_future(ctx, "asked_on"))
    if ctx.data.get("answer") != "agreed":
        return tuple(found)
    found += locks.never(ctx)
    careful = locks.violent(ctx) or ctx.case.danger != "no"
    if careful and ctx.data.get("alone") is not True:
        found.append(
            Objection(
                text="有家暴或情况不清时，当着别人说的同意不算，请单独再问一次。",
                citation="全国妇联受理家庭暴力投诉工作规程第8条、第10条",
                code="not_alone",
                field_name="alone",
            )
        )
    return tuple(found)


def after_asking(ctx: StepContext) -> tuple[Effect, ...]:
    """Note the will, and what was said when asked alone."""
    party, safety = str(ctx.data.get("party")), ctx.data.get("safety")
    effects: list[Effect] = [RecordWill(party_id=party, will=str(ctx.data.get("answer")))]
    if safety == "violence":
        effects.append(FlagViolence(why="单独询问时说明有过家庭暴力"))
    elif safety == "danger":
        effects += [
            DangerAnswered(answer="yes"),
            RaiseConfidentiality(why="单独询问时说明现在有危险"),
            Task(title=AT_ONCE, to="point_head", due_days=0),
        ]
    elif safety == "none" and _all_safe(ctx, party):
        effects.append(DangerAnswered(answer="no"))
    if ctx.data.get("answer") == "refused":
        # The wording is the one for every reason: a task list is read over shoulders.
        effects.append(Task(title="核对受理条件，办理本项并告知其他途径", to="owner"))
    return tuple(effects)


def _all_safe(ctx: StepContext, just_asked: str) -> bool:
    """One person's 没有 does not speak for the other: wait for everyone's, each asked alone."""
    return all(
        (will := locks.will_of(ctx.item, party.id)) is not None
        and will.data.get("safety") == "none"
        for party in locks.deciding(ctx)
        if party.id != just_asked
    )


def may_review(ctx: StepContext) -> tuple[Objection, ...]:
    """Hold an admission to the classes of 妇联规程 9 to 11, a decline to telling other ways."""
    data, found = ctx.data, list(court.accepted(ctx))
    if data.get("decision") == "refused":
        return _told(ctx)
    found += locks.never(ctx)
    if locks.refused(ctx):
        found.append(locks.STOP_TWO)
    violence = data.get("violence_class")
    if violence == "lethal" and not ctx.case.stop_one:
        found.append(locks.STOP_ONE)
    if violence == "none" and locks.violent(ctx):
        found.append(
            Objection(
                text="本件已标明家暴或危险，请按事实选家暴情形。",
                citation="全国妇联受理家庭暴力投诉工作规程第9条至第11条",
                code="class_needed",
                field_name="violence_class",
            )
        )
    if violence == "light_first" and data.get("told_police") is not True:
        found.append(
            Objection(
                text="先单独告诉受害人可以报警、请公安机关出具告诫书。",
                citation="全国妇联受理家庭暴力投诉工作规程第9条",
                code="told_police",
                field_name="told_police",
            )
        )
    if violence == "grave":
        found += _grave(ctx)
    return tuple(found)


def _grave(ctx: StepContext) -> list[Objection]:
    rule = "全国妇联受理家庭暴力投诉工作规程第10条"
    return [
        Objection(text=text, citation=rule, code=code, field_name=name)
        for name, code, text in (
            ("own_request", "own_request", "有伤害、有危险或多次的，只有本人单独提出才可调解。"),
            ("safety_plan", "safety_plan", "先和本人做好安全计划，再谈调解。"),
        )
        if ctx.data.get(name) is not True
    ]


def second_reviewer(ctx: StepContext) -> SecondPerson | None:
    """Injury, real danger or more than once: a head signs in and agrees to the admission (10).

    The class is restricted and not shown to her; who asks her stands on the question itself.
    """
    grave = ctx.data.get("violence_class") == "grave"
    if not grave or ctx.data.get("decision") != "accepted":
        return None
    return SecondPerson(
        why="这一件的受理，要第二个人登录看过、同意",
        fields=("decision",),
        citation="县规则",
    )


def _told(ctx: StepContext) -> tuple[Objection, ...]:
    if ctx.data.get("told_remedies") is True:
        return ()
    return (
        Objection(
            text="请先告知当事人可以走的其他途径（仲裁、行政、诉讼）。",
            citation="人民调解法第26条",
            code="told_remedies",
            field_name="told_remedies",
        ),
    )


def after_review(ctx: StepContext) -> tuple[Effect, ...]:
    """Start the month on admission; close a decline the same way whatever its ground."""
    effects: list[Effect] = []
    violence = ctx.data.get("violence_class")
    if violence in ("light_first", "grave"):
        effects.append(FlagViolence(why="受理审查认定有家庭暴力"))
    elif violence == "lethal":
        effects += [
            FlagViolence(why="受理审查认定情形严重", stop_one=True),
            Task(title=AT_ONCE, to="point_head", due_days=0),
            OpenItem(service="legal_aid", why="家暴受害人申请法律援助不审查经济困难"),
        ]
    if ctx.data.get("decision") == "refused":
        if court.from_court(ctx.item):
            effects.append(Task(title="给法院退回材料并回函", to="owner", due_days=1))
        return (*effects, StopClock(clock=court.running_clock(ctx.item)), _ended("refused"))
    if court.running_clock(ctx.item) == court.TERM:
        effects.append(StartClock(clock=court.TERM))
    return tuple(effects)


def _ended(outcome: str) -> CloseItem:
    return CloseItem(outcome=outcome, state="terminated", told_remedies=True)


def may_terminate(ctx: StepContext) -> tuple[Objection, ...]:
    """End without agreement only after telling the other ways, and never what is in effect."""
    found = [*_told(ctx), *not_in_future(ctx, "told_on")]
    if effective_on(ctx.item) is not None:
        found.append(
            Objection(
                text="协议已经生效，应当督促履行，不能再终止调解。",
                citation="人民调解法第31条",
                code="in_effect",
            )
        )
    if ctx.data.get("reason") == "no_agreement" and ctx.data.get("asked_up") == "yes":
        found.append(
            Objection(
                text="双方都愿意请上一级再调，请办上报，不要终止。",
                citation="县规则",
                code="ask_up",
                field_name="asked_up",
            )
        )
    return tuple(found)


OUTCOMES = {
    "agreed": "达成书面协议",
    "agreed_oral": "达成口头协议",
    # One title for a decline, a refusal and a danger: the citizen opposite may read it.
    "refused": "不符合调解受理条件",
    "failed": "未达成协议",
    "lost": "当事人失去联系",
    "to_court": "转诉讼",
    "withdrawn": "申请人撤回",
    "returned": "退回法院",
    "handed_over": "转其他调解组织",
}
OUTCOME_OF = {
    "unwilling": "refused",
    "unsafe": "refused",
    "no_agreement": "failed",
    "overdue": "failed",
    "lost": "lost",
    "to_court": "to_court",
    "withdrawn": "withdrawn",
}


def after_termination(ctx: StepContext) -> tuple[Effect, ...]:
    """Close; a refusal ends under the same words as a decline at review."""
    return court.end(ctx, _ended(OUTCOME_OF[str(ctx.data.get("reason"))]))


def may_extend(ctx: StepContext) -> tuple[Objection, ...]:
    """Extend only with everyone's consent, and nothing that may not go on (若干规定 33)."""
    found = [*locks.never(ctx), *not_in_future(ctx, "agreed_on")]
    if locks.refused(ctx):
        found.append(locks.STOP_TWO)
    if ctx.data.get("both_agreed") is not True:
        found.append(
            Objection(
                text="延长期限要各方都同意。",
                citation="人民调解工作若干规定第33条",
                code="both_agreed",
                field_name="both_agreed",
            )
        )
    return (*found, *court.may_extend(ctx))


def after_reply(ctx: StepContext) -> tuple[Effect, ...]:
    """Close a court's matter as it ended, once its letter was issued and sent."""
    stopped = StopClock(clock=court.REPLY)
    record = ctx.item.latest("mediation.termination")
    if court.ended(ctx.item) == "terminate" and record is not None:
        ended = _ended(OUTCOME_OF[str(record.data.get("reason"))])
        return stopped, replace(ended, with_papers=True)
    return stopped, CloseItem(outcome=reached(ctx.item))


def reached(item: ItemView) -> str:
    """Return the outcome of an item that ends with an agreement."""
    agreement = item.latest("mediation.agreement")
    oral = agreement is not None and agreement.data.get("kind") == "oral"
    return "agreed_oral" if oral else "agreed"
