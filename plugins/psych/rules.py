"""Consent, who may be seen by whom, and how an item ends (精神卫生法 23; T/ZSM 5.4.5)."""

from core.api import (
    CloseItem,
    Effect,
    FlagViolence,
    ItemView,
    Objection,
    RaiseConfidentiality,
    StepContext,
    StopClock,
    Task,
    read_rows,
)
from plugins.psych import clients
from plugins.psych.crisis import CONTACT
from plugins.psych.refusing import at

APART = "施暴者和受害人不由同一位咨询师接待，请另开一件心理疏导，换一位咨询师。"
APART_BY = "全国妇联受理家庭暴力投诉工作规程第8条"
BOTH_ALONE = (
    "夫妻双方不由同一位咨询师分别接待。两个人都愿意一起谈的，先在知情同意里写明；"
    "不愿意的，另开一件心理疏导，换一位咨询师。"
)


def may_book(ctx: StepContext) -> tuple[Objection, ...]:
    """Keep who harms and who is harmed apart: each with an item and a counsellor of the own."""
    client, case = ctx.data.get("client"), ctx.case
    for other in clients.clients_of(ctx.item):
        if other == client:
            continue
        booked = clients.newest(ctx.item, "booking", other) or {}
        kinds = {booked.get("client_kind"), ctx.data.get("client_kind")}
        if "offender" in kinds or (clients.harmed(case) and clients.couple(case, client, other)):
            return (at("client", APART, "apart", APART_BY),)
    return ()


def may_consent(ctx: StepContext) -> tuple[Objection, ...]:
    """Begin with an informed yes; for a child also the guardian's, unless the guardian harms."""
    found: list[Objection] = []
    for name, text in (("limits", "先说明保密的例外。"), ("agreed", "本人不同意的，不开始疏导。")):
        if ctx.data.get(name) is not True:
            found.append(at(name, text, name, "精神卫生法第23条"))
    if clients.minor(ctx.case, ctx.item, ctx.data.get("client")):
        guardian = ctx.data.get("guardian")
        other = guardian == "harmful" and ctx.data.get("other_path") is True
        if guardian != "agreed" and not other:
            found.append(
                at(
                    "guardian",
                    "未成年人要监护人同意；监护人施害的，走其他监护人或民政部门。",
                    "guardian",
                    "个人信息保护法第31条、未成年人保护法第92条",
                )
            )
    return tuple(found)


def after_consent(ctx: StepContext) -> tuple[Effect, ...]:
    """A guardian who harms is a matter for the head, today; nobody sits down together then."""
    if ctx.data.get("guardian") != "harmful":
        return ()
    return (
        RaiseConfidentiality(why="监护人涉嫌侵害未成年人"),
        FlagViolence(why="监护人涉嫌侵害未成年人"),
        Task(title="请即时打开办件处理", to="point_head", due_days=0),
    )


def may_withdraw(ctx: StepContext) -> tuple[Objection, ...]:
    """Only a yes that was given can be taken back."""
    return consented(ctx)


def someone_agreed(item: ItemView) -> bool:
    """Tell whether there is a yes to take back."""
    return any(clients.agreed(item, client) for client in clients.clients_of(item))


def may_begin(ctx: StepContext) -> tuple[Objection, ...]:
    """One counsellor does not see both of a couple alone; nobody is seen without consent."""
    found = list(consented(ctx))
    if ctx.data.get("served_other") is True:
        found.append(at("served_other", "另一方正由同一位咨询师接待，请换一位。", "served_other"))
    client = ctx.data.get("client")
    for other in clients.clients_of(ctx.item):
        if other == client or not clients.filed(ctx.item, "intake", other):
            continue
        if clients.couple(ctx.case, client, other) and not clients.together(
            ctx.case, client, other
        ):
            found.append(at("client", BOTH_ALONE, "both_alone"))
    return (*found, *_heard_elsewhere(ctx, client))


def _heard_elsewhere(ctx: StepContext, client: object) -> tuple[Objection, ...]:
    """What the counsellor's own earlier work forbids, whichever case it was in."""
    for other in heard(ctx, client):
        if clients.harmed(ctx.case) or _offends(ctx.item, client):
            return (at("client", APART, "apart", APART_BY),)
        if clients.couple(ctx.case, client, other) and not clients.together(
            ctx.case, client, other
        ):
            return (at("client", BOTH_ALONE, "both_alone"),)
    return ()


def _offends(item: ItemView, client: object) -> bool:
    return (clients.newest(item, "booking", client) or {}).get("client_kind") == "offender"


def heard(ctx: StepContext, client: object) -> tuple[str, ...]:
    """Return whom the one who looks has counselled elsewhere of those who stand against *client*:
    their partner, or the other side. Only their own work is known, and only to them."""
    return tuple(
        sorted(
            other
            for other in ctx.served
            if other != client
            and (
                clients.couple(ctx.case, client, other) or clients.opposed(ctx.case, client, other)
            )
        )
    )


def consented(ctx: StepContext) -> tuple[Objection, ...]:
    """Refuse to write about a client who has not agreed, or has taken the yes back."""
    if clients.agreed(ctx.item, ctx.data.get("client")):
        return ()
    text = "这位来访者还没有签知情同意，或者已经撤回。"
    return (at("client", text, "no_consent", "精神卫生法第23条"),)


def may_meet(ctx: StepContext) -> tuple[Objection, ...]:
    """Three times not come: the place goes to the next one until there is a new appointment."""
    found = list(consented(ctx))
    if clients.missed(ctx.item, ctx.data.get("client")) >= clients.NO_SHOWS:
        found.append(at("client", "连续三次没有来，先重新预约。", "book_again"))
    return tuple(found)


def may_sit_together(ctx: StepContext) -> tuple[Objection, ...]:
    """Several at once only when each said yes alone and nobody is afraid (妇联规程 8, 10, 11)."""
    case, found = ctx.case, list[Objection]()
    if case.stop_one or case.order_in_force or case.violence or case.danger != "no":
        found.append(
            Objection(
                text="涉及家庭暴力、有危险或情况不清，不安排共同会谈，可以分别进行。",
                citation="全国妇联受理家庭暴力投诉工作规程第8条、第10条、第11条",
                code="violence",
            )
        )
    rows = read_rows(ctx.data.get("present"))
    if any(row.get("willing") is not True for row in rows):
        found.append(at("present", "有人还没有单独问过，或者不愿意一起谈。", "not_willing"))
    if len({row.get("party") for row in rows}) < len(rows):
        found.append(at("present", "同一个人写了两次。", "twice"))
    return tuple(found)


def may_gather(ctx: StepContext) -> tuple[Objection, ...]:
    """A group begins when each of it agreed to come and to keep what the others say."""
    rows, heads = read_rows(ctx.data.get("members")), ctx.data.get("heads")
    found: list[Objection] = []
    if any(row.get("agreed") is not True for row in rows):
        text = "有成员还没有同意参加、为别人保密。"
        found.append(at("members", text, "not_agreed", "精神卫生法第23条"))
    if isinstance(heads, int) and len(rows) > heads:
        found.append(at("heads", "写了名字的比人数多。", "heads"))
    return tuple(found)


def may_close(ctx: StepContext) -> tuple[Objection, ...]:
    """Do not let go of someone at risk, nor of someone who should have been told to see a doctor;
    write no result that nothing stands behind."""
    item, result = ctx.item, ctx.data.get("result")
    found: list[Objection] = []
    if clients.at_risk(item):
        found.append(
            Objection(
                text="还有人处在危机中，先处置到平稳或送医。",
                citation="精神卫生法第28条",
                code="at_risk",
            )
        )
    if clients.unadvised(item) and result != "dropped":
        found.append(
            Objection(
                text="可能需要就医的，先建议就医，记下答复。",
                citation="精神卫生法第23条",
                code="not_advised",
            )
        )
    if result == "reached" and not clients.filed(item, "plan"):
        found.append(at("result", "没有写过目标，不能写目标达成。", "no_plan"))
    if result == "hospital" and not clients.filed(item, "referral"):
        text = "转就医的，先在“建议就医”里记下。"
        found.append(at("result", text, "no_referral", "精神卫生法第23条"))
    return tuple(found)


def after_closing(ctx: StepContext) -> tuple[Effect, ...]:
    """Close with the result."""
    result = str(ctx.data["result"])
    state = "terminated" if result == "dropped" else "closed"
    return (StopClock(clock=CONTACT), CloseItem(outcome=result, state=state))
