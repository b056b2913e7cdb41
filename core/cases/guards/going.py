"""Where a case may go, and who has to take it: one hop at a time, and never to whom a party fears
(T/ZSM 4.1.1.1, 5.5.2.1, 5.6.4, 附录 B).
"""

from __future__ import annotations

from core.cases.facts import Args, Facts
from core.cases.guards.refusing import WOMEN_11, no
from core.words import Confidentiality, Objection


def no_pending_transfer(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """One hop at a time; until it is answered the sender stays holder."""
    if not facts.pending_kind:
        return ()
    return no("已经送出，正等对方接收", "T/ZSM 5.6.1", "transfer_pending")


def pending_transfer(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """There must be something to receive."""
    if facts.pending_kind:
        return ()
    return no("没有等待接收的流转", "T/ZSM 5.6.1", "nothing_pending")


def may_go_down(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """What never goes down: violence, sealed, a minor victim, cross-town, court cases (T2)."""
    found: list[Objection] = []
    for holds, text, citation in (
        (facts.view.violence, "涉及暴力，不向下交办", WOMEN_11),
        (
            facts.view.confidentiality is Confidentiality.C3,
            "密封件不向下交办",
            "T/ZSM 5.6.4",
        ),
        (facts.minor_victim, "未成年人受害，不向下交办", "未成年人保护法第11条"),
        (facts.cross_town, "双方在不同乡镇，由县里牵头", "T/ZSM 5.5.2.1"),
        (facts.cross_county, "双方在不同县，由市里牵头", "T/ZSM 5.5.2.1"),
        (
            facts.channel in ("court_delegated", "court_entrusted"),
            "法院委派、委托的由县里办",
            "特邀调解规定第27条",
        ),
    ):
        if holds:
            found.append(Objection(text=text, citation=citation, code="not_down"))
    if not found and not facts.below:
        found.append(
            Objection(text="下面没有服务点", citation="T/ZSM 4.1.1.1", code="nobody_below")
        )
    if not found and facts.knows_wishes and all(point.barred for point in facts.below):
        found.append(
            Objection(text="回避或按当事人要求，不向下交办", citation="T/ZSM 5.6.4", code="barred")
        )
    return tuple(found)


def target_below(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Hop by hop: only to a point directly below the holder."""
    if args.preview or args.to in {point.id for point in facts.below}:
        return ()
    return no("请选一个直属的下级点，逐级交办", "附录 B.1", "not_below", at="to")


def target_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A point must be named."""
    if args.preview or args.to:
        return ()
    return no("请选服务点", "T/ZSM 5.5.2.1", "no_target", at="to")


def target_not_barred(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """keep_away binds every generator: a named point never receives the case. Why is told to who
    may read the wishes, and to nobody else."""
    barred_below = {point.id for point in facts.below if point.barred}
    if args.preview or args.to not in facts.standing.barred_points | barred_below:
        return ()
    if not facts.knows_wishes:
        return no("不能交这个点，请另选一个", "T/ZSM 5.5.2.1", "unfit", at="to")
    return no("回避或按当事人要求，不交这个点", "T/ZSM 5.6.4", "barred")


def someone_above(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """There must be a point above that may know of the case."""
    if facts.next_up is not None:
        return ()
    return no("上面没有可以接收的服务点", "T/ZSM 4.1.1.1", "nobody_above")


def someone_else_works(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Nobody urges himself."""
    if not facts.mine:
        return ()
    return no("这件由您自己承办", "T/ZSM 5.6.1", "own_case")


def open_urgent_report(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """There must be a report that waits for the one who asks."""
    if facts.urgent_for_me:
        return ()
    return no("没有等您确认的紧急上报", "T/ZSM 5.5.1.2", "nothing_urgent")
