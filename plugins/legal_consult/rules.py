"""What a consultation must heed: conflicts, legal aid, limitation, and violence (T/ZSM 5.4.4)."""

from collections.abc import Iterator

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    ItemView,
    Objection,
    OpenItem,
    RequireReport,
    StepContext,
    Task,
    at_field,
    not_tomorrow,
)
from plugins.legal_consult import limits, told
from plugins.legal_consult.choices import VIOLENCE
from plugins.legal_consult.sides import one_side_only

AID_TOPICS = frozenset({VIOLENCE, "elder", "custody"})
"""Matters legal aid covers by name, 法律援助法 31 and 32 (4): there the visitor must be told."""
OPENS = {"mediation": "咨询后转调解", "legal_aid": "咨询后转法律援助"}


def may_answer(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse an answer by someone who serves the other side, or one that hides a right."""
    found: list[Objection] = []
    if ctx.data.get("conflict") == "present":
        found.append(
            at_field("conflict", "解答人与本件有利益冲突，请换人解答后再登记。", "conflict")
        )
    elif ctx.data.get("conflict") != "replaced":
        found += one_side_only(ctx, "conflict")
    if told.picked(ctx.data, "topics") & AID_TOPICS and ctx.data.get("told_legal_aid") is not True:
        found.append(
            at_field(
                "told_legal_aid",
                "这类事项可以申请法律援助，请先告知当事人。",
                "tell_legal_aid",
                "法律援助法第35条",
            )
        )
    for field in ("known_on", "broken_on"):
        found += not_tomorrow(ctx, field)
    return (*found, *_may_go_on(ctx))


def _may_go_on(ctx: StepContext) -> Iterator[Objection]:
    # A yes of hers given elsewhere does not help: the stop has no override anywhere.
    if ctx.data.get("next_step") == "mediation" and ctx.case.stop_one:
        yield at_field(
            "next_step",
            "本件不得劝和、不得调解，请选其他去向。",
            "stop_one",
            "全国妇联受理家庭暴力投诉工作规程第11条",
        )
    elif ctx.data.get("next_step") == "mediation" and (
        ctx.data.get("order_wanted") is True or told.running_order(ctx.item)
    ):
        yield at_field(
            "next_step",
            "正在申请人身安全保护令，不转调解，请选其他去向。",
            "order_asked",
            "全国妇联受理家庭暴力投诉工作规程第11条",
        )


def after_answer(ctx: StepContext) -> tuple[Effect, ...]:
    """Open what the visitor was sent to, warn of a lapsing period, close unless a paper follows."""
    effects: list[Effect] = []
    if VIOLENCE in told.picked(ctx.data, "topics"):
        effects.append(FlagViolence(why="咨询事项涉及家庭暴力"))
        if told.a_child(ctx.case, ctx.data.get("client")):
            effects.append(RequireReport(why="未成年人受到或疑似受到侵害"))
    wanted = ctx.data.get("order_wanted") is True
    if wanted:
        effects.append(Task(title="协助准备申请材料", to="owner", due_days=0))
    step = str(ctx.data.get("next_step", ""))
    opens = {step: OPENS[step]} if step in OPENS else {}
    if limits.short(limits.lapse(ctx.data), ctx.today):
        opens["legal_aid"] = "时效不足七日，可先行提供（法律援助法第44条）"
    effects += [OpenItem(service=name, why=why) for name, why in opens.items()]
    if not (wanted or ctx.data.get("opinion_wanted") is True or step == "drafting"):
        effects.append(CloseItem(outcome=step))
    return tuple(effects)


def asked(item: ItemView) -> bool:
    """Tell whether somebody was given an answer in this item."""
    return "consult" in item.done


def unasked(item: ItemView) -> bool:
    """Tell whether nobody has come yet."""
    return "consult" not in item.done


def _closing(ctx: StepContext, just_done: str) -> tuple[Effect, ...]:
    """Close with the way chosen when the question was answered, unless something is still owed."""
    left = [one for one in told.owed(ctx.item) if one != just_done]
    if left or told.running_order(ctx.item):
        return ()
    step = told.data_of(ctx.item, "consult").get("next_step")
    return (CloseItem(outcome=str(step or "own")),)


def may_opine(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse an opinion for the other side, ahead of time, or sent to where he may open it."""
    found = one_side_only(ctx) + not_tomorrow(ctx, "handed_on")
    if told.speaks_of_violence(ctx) and ctx.data.get("way") not in (None, "person"):
        return (*found, at_field("way", "家里有暴力的，当面交给本人。", "by_hand"))
    return found


def after_opinion(ctx: StepContext) -> tuple[Effect, ...]:
    """Close once nothing else was promised."""
    return _closing(ctx, "opinion")


def after_writing(ctx: StepContext) -> tuple[Effect, ...]:
    """As after an opinion."""
    return _closing(ctx, "writing")


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Ask why what was promised was not done; the stop holds at this door too."""
    found = list(_may_go_on(ctx))
    if list(told.owed(ctx.item)) and not ctx.data.get("why"):
        found.append(at_field("why", "还有答应的没有办，写明为什么。", "owed"))
    if told.filed(ctx.item, "submitted") and told.running_order(ctx.item):
        found.append(
            at_field(
                "next_step",
                "法院的裁定还没有登记，先登记裁定。",
                "ruling_open",
                "反家庭暴力法第28条",
            )
        )
    return tuple(found)


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close, and open what the visitor is sent to."""
    step = str(ctx.data.get("next_step", ""))
    opens = (OpenItem(service=step, why=OPENS[step]),) if step in OPENS else ()
    return (*opens, CloseItem(outcome=step))


def after_cancelling(ctx: StepContext) -> tuple[Effect, ...]:
    """End an item nobody came for."""
    return (CloseItem(outcome="cancelled", state="terminated"),)
