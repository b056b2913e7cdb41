"""What a consultation must heed: conflicts, legal aid, limitation, and violence (T/ZSM 5.4.4)."""

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    Objection,
    OpenItem,
    StepContext,
    Task,
    Value,
    read_date,
)

AID_TOPICS = frozenset({"violence", "elder", "custody"})
"""Matters legal aid covers by name, 法律援助法 31 and 32 (4): there the visitor must be told."""
NONE: frozenset[Value] = frozenset()
SHORT_NOTICE_DAYS = 7
OPENS = {"mediation": "咨询后转调解", "legal_aid": "咨询后转法律援助"}


def _topics(ctx: StepContext) -> frozenset[Value]:
    chosen = ctx.data.get("topics")
    return frozenset(t for t in chosen if isinstance(t, str)) if isinstance(chosen, list) else NONE


def may_answer(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse an answer by someone who serves the other side, or one that hides a right."""
    found: list[Objection] = []
    if ctx.data.get("conflict") == "present":
        found.append(
            Objection(
                text="解答人与本件有利益冲突，请换人解答后再登记。",
                citation="县规则",
                code="conflict",
                field_name="conflict",
            )
        )
    if _topics(ctx) & AID_TOPICS and ctx.data.get("told_legal_aid") is not True:
        found.append(
            Objection(
                text="这类事项可以申请法律援助，请先告知当事人。",
                citation="法律援助法第35条",
                code="tell_legal_aid",
                field_name="told_legal_aid",
            )
        )
    # A yes of hers given elsewhere does not help: the stop has no override anywhere.
    if ctx.data.get("next_step") == "mediation" and ctx.case.stop_one:
        found.append(
            Objection(
                text="本件不得劝和、不得调解，请选其他去向。",
                citation="全国妇联受理家庭暴力投诉工作规程第11条",
                code="stop_one",
                field_name="next_step",
            )
        )
    return tuple(found)


def after_answer(ctx: StepContext) -> tuple[Effect, ...]:
    """Open what the visitor was sent to, warn of a lapsing period, close unless a paper follows."""
    effects: list[Effect] = []
    if "violence" in _topics(ctx):
        effects.append(FlagViolence(why="咨询事项涉及家庭暴力"))
    if ctx.data.get("order_wanted") is True:
        effects.append(Task(title="协助准备申请材料", to="owner", due_days=0))
    step = str(ctx.data.get("next_step", ""))
    opens = {step: OPENS[step]} if step in OPENS else {}
    lapses = read_date(ctx.data.get("limitation_on"))
    if lapses is not None and 0 <= (lapses - ctx.today).days < SHORT_NOTICE_DAYS:
        opens["legal_aid"] = "时效不足七日，可先行提供（法律援助法第44条）"
    effects += [OpenItem(service=name, why=why) for name, why in opens.items()]
    if ctx.data.get("opinion_wanted") is not True:
        effects.append(CloseItem(outcome=step))
    return tuple(effects)


def after_opinion(ctx: StepContext) -> tuple[Effect, ...]:
    """Close with the way the visitor chose when the question was answered."""
    consulted = ctx.item.latest("legal_consult.consult")
    return (CloseItem(outcome=str(consulted.data["next_step"]) if consulted else "own"),)


def after_cancelling(ctx: StepContext) -> tuple[Effect, ...]:
    """End an item nobody came for."""
    return (CloseItem(outcome="cancelled", state="terminated"),)
