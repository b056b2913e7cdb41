"""The guards of the lifecycle table: pure functions from facts and arguments to objections.

Each refusal tells the clerk in one sentence what is missing and by which rule; none has a side
effect, so the case page can ask all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from core.cases.danger.classes import GRAVE
from core.cases.facts import Args, Facts
from core.cases.merging import WHY_NOT
from core.cases.team_forms import LOOP_PARTS
from core.words import WAIVERS, Confidentiality, Level, Objection

Guard = Callable[[Facts, Args], tuple[Objection, ...]]
COUNTY_RULE = "县规则"
MEDIATION_17 = "人民调解法第17条"
WOMEN_11 = "全国妇联受理家庭暴力投诉工作规程第11条"
WOMEN_10 = "全国妇联受理家庭暴力投诉工作规程第10条"
ORDER_29 = "反家庭暴力法第29条"
WOMEN_9 = "全国妇联受理家庭暴力投诉工作规程第9–11条"


def _no(text: str, citation: str, code: str, at: str = "", **values: str) -> tuple[Objection, ...]:
    return (Objection(text=text, citation=citation, code=code, field_name=at, values=values),)


def reason_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A reason in words is asked for."""
    if args.preview or len(args.reason.strip()) >= 2:
        return ()
    return _no("请写明理由，两个字以上", "T/ZSM 5.6.1", "reason_missing", at="reason")


def answer_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Answering on the spot needs the answer (5.4.2)."""
    if args.preview or len(args.outcome.strip()) >= 2:
        return ()
    return _no("请写下当场答复的内容", "T/ZSM 5.4.2", "answer_missing", at="outcome")


def outcome_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Closing needs its outcome in words."""
    if args.preview or len(args.outcome.strip()) >= 2:
        return ()
    return _no("请写明结果", "附录 B", "outcome_missing", at="outcome")


def no_pending_transfer(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """One hop at a time; until it is answered the sender stays holder."""
    if not facts.pending_kind:
        return ()
    return _no("已经送出，正等对方接收", "T/ZSM 5.6.1", "transfer_pending")


def pending_transfer(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """There must be something to receive."""
    if facts.pending_kind:
        return ()
    return _no("没有等待接收的流转", "T/ZSM 5.6.1", "nothing_pending")


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
    return _no("请选一个直属的下级点，逐级交办", "附录 B.1", "not_below", at="to")


def target_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A point must be named."""
    if args.preview or args.to:
        return ()
    return _no("请选服务点", "T/ZSM 5.5.2.1", "no_target", at="to")


def target_not_barred(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """keep_away binds every generator: a named point never receives the case. Why is told to who
    may read the wishes, and to nobody else."""
    barred_below = {point.id for point in facts.below if point.barred}
    if args.preview or args.to not in facts.standing.barred_points | barred_below:
        return ()
    if not facts.knows_wishes:
        return _no("不能交这个点，请另选一个", "T/ZSM 5.5.2.1", "unfit", at="to")
    return _no("回避或按当事人要求，不交这个点", "T/ZSM 5.6.4", "barred")


def no_open_attempt(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """An attempt that was begun is ended first."""
    if not facts.attempt_open:
        return ()
    return _no("这次调处还没有记结果", "附录 B", "attempt_open")


def stop_one(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Hard stop 1, and a protection order that binds: no joint sitting, no override."""
    if facts.view.order_in_force:
        return _no("保护令正在执行：不得安排双方见面或调解", ORDER_29, "order_in_force")
    if not facts.view.stop_one:
        return ()
    return _no("有现实危险：不劝和、不调解，先保护人、报警、报上一级妇联", WOMEN_11, "stop_one")


def nobody_refused(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Hard stop 2: a clear refusal of any party ends joint work; in words that tell of no party.
    A second report of violence stops it in the same words: why is not for everybody here."""
    if not _closed_to_both(facts):
        return ()
    return _no("不符合调解受理条件，不能再调", MEDIATION_17, "stop_two")


def _closed_to_both(facts: Facts) -> bool:
    refused = any(party.willing == "refused" for party in facts.view.parties)
    return refused or facts.view.joint_closed


def danger_cleared(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Danger unknown or not askable: joint work waits until she was asked alone."""
    if facts.view.danger == "no" or facts.danger_cleared:
        return ()
    return _no("还没有单独问清是否有危险", WOMEN_9, "danger_unknown")


def class_allows(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Injury, real danger or repeated violence: nobody is sat down with the other side. Work with
    one of them goes on; the gravest class is hard stop 1."""
    present = [party for party in facts.view.parties if party.id in args.present]
    if facts.danger_class != GRAVE or (len(present) < 2 and not args.sitting):
        return ()
    return _no("有伤、有现实危险或者反复施暴，不安排双方坐到一起", WOMEN_10, "class_grave")


def present_named(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Only dated attempts and meetings that name who was present count."""
    if args.preview:
        return ()
    found: list[tuple[str, str, str]] = []
    if not args.present:
        found.append(("请写明到场的人", "present_missing", "present"))
    if args.on is None:
        found.append(("请写日期", "date_missing", "on"))
    elif facts.today is not None and args.on > facts.today:
        found.append(("日期还没有到", "date_to_come", "on"))
    return tuple(
        Objection(text=text, citation="附录 B", code=code, field_name=name)
        for text, code, name in found
    )


def present_agreed(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A sitting needs the recorded yes of each party present; a contact with one does not."""
    if args.preview:
        return ()
    present = [party for party in facts.view.parties if party.id in args.present]
    if len(present) < 2:
        return ()
    return tuple(
        Objection(
            text="%(name)s 还没有表示同意",
            citation=MEDIATION_17,
            code="no_yes",
            values={"name": facts.names.get(party.id, "当事人")},
        )
        for party in present
        if party.willing != "agreed"
    )


def attempted_or_planned(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Settling needs an attempt at this level, or a plan whose measures are all done."""
    if facts.level is Level.LG:
        if facts.plan_state == "adopted" and not facts.measures_open:
            return ()
        return _no("处置方案的措施还没有全部完成", "T/ZSM 5.5.2.1", "plan_open")
    if facts.attempt_open or facts.attempt_days:
        return ()
    return _no("本级还没有调处过", "附录 B", "not_attempted")


def attempt_or_plan_open(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Only something that was begun can fail."""
    if facts.attempt_open or (facts.level is Level.LG and facts.plan_state == "adopted"):
        return ()
    return _no("没有进行中的调处", "附录 B", "nothing_open")


def evidence_filed(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """谁调成谁归档 needs evidence: a record or an issued paper."""
    if facts.records or facts.papers:
        return ()
    return _no("还没有记录或协议作依据", "附录 B", "no_evidence")


def no_open_report(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Hard stop 4: the duty to report closes every way out until the report is recorded."""
    if not facts.report_due:
        return ()
    return _no(
        "须先向公安报告并登记报告情况", "反家庭暴力法第14条、未成年人保护法第11条", "stop_four"
    )


def attempts_made(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Reporting up needs the policy's attempts at this level, or a waiver with its reason."""
    if facts.level is Level.L3:
        if facts.cross_county:
            return ()
        return _no("县级调处不成的，提请联席会商", "T/ZSM 5.5.2.1", "meeting_instead")
    if facts.attempt_days >= facts.attempts_needed:
        return ()
    if args.waiver in WAIVERS and len(args.reason.strip()) >= 2:
        return ()
    return (
        Objection(
            text="本级调处 %(done)s / %(needed)s 次",
            citation=COUNTY_RULE,
            code="attempts",
            values={"done": str(facts.attempt_days), "needed": str(facts.attempts_needed)},
            waivable=True,
        ),
    )


def someone_above(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """There must be a point above that may know of the case."""
    if facts.next_up is not None:
        return ()
    return _no("上面没有可以接收的服务点", "T/ZSM 4.1.1.1", "nobody_above")


def no_open_plan(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A plan under way is carried out first; a meeting without a plan waits for its plan."""
    if facts.plan_state == "adopted":
        return _no("处置方案正在执行", "T/ZSM 5.5.2.1", "plan_running")
    if facts.plan_state == "awaited":
        return _no("上次会商还没有形成处置方案", "T/ZSM 5.5.2.1", "plan_awaited")
    return ()


def meeting_due(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """The county convenes on arrival or after its own attempts, as the county's policy says."""
    if facts.level is Level.LG or facts.attempt_days >= facts.attempts_needed:
        return ()
    if args.waiver in WAIVERS and len(args.reason.strip()) >= 2:
        return ()
    return (
        Objection(
            text="本级调处 %(done)s / %(needed)s 次",
            citation=COUNTY_RULE,
            code="attempts",
            values={"done": str(facts.attempt_days), "needed": str(facts.attempts_needed)},
            waivable=True,
        ),
    )


def meeting_held(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A plan comes out of a meeting."""
    if facts.plan_state == "awaited":
        return ()
    return _no("先召开联席会商", "T/ZSM 5.5.2.1", "no_meeting")


def plan_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A 处置方案 names responsible bodies, measures and dates."""
    if args.preview or (args.plan.strip() and args.measures):
        return ()
    return _no("请写明责任单位、措施和期限", "T/ZSM 5.5.2.1", "plan_missing", at="plan")


def open_urgent_report(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """There must be a report that waits for the one who asks."""
    if facts.urgent_for_me:
        return ()
    return _no("没有等您确认的紧急上报", "T/ZSM 5.5.1.2", "nothing_urgent")


def organisation_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A transfer out names the receiving body."""
    if args.preview or len(args.outcome.strip()) >= 2:
        return ()
    return _no("请写明移送给哪个单位", "T/ZSM 5.6.2", "organisation_missing", at="outcome")


def other_case_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A merge names the case that goes on."""
    if args.preview or (args.into and args.into != facts.view.number):
        return ()
    return _no("请写明并入哪个办件", "T/ZSM 5.3.1", "other_missing", at="into")


def merge_undoable(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A merge is undone only while the case it went into goes on and has no result."""
    if not facts.merge_stands:
        return ()
    return _no(WHY_NOT[facts.merge_stands], "T/ZSM 5.3.1", f"merge_{facts.merge_stands}")


def account_given(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A hand-over names the person who takes it."""
    if args.preview or args.to_account:
        return ()
    return _no("请选接手的人", "T/ZSM 5.6.1", "account_missing", at="to_account")


def something_to_track(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """谁调解谁跟踪: only what was settled is tracked."""
    if facts.settled:
        return ()
    return _no("没有调处成功的，不用跟踪", "T/ZSM 5.6.1", "not_settled")


def someone_else_works(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Nobody urges himself."""
    if not facts.mine:
        return ()
    return _no("这件由您自己承办", "T/ZSM 5.6.1", "own_case")


def items_ended(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Every item is closed or handed over before the case closes."""
    if not facts.open_items:
        return ()
    return _no(
        "还有 %(count)s 个服务事项未办结",
        "T/ZSM 5.3.2",
        "items_open",
        count=str(len(facts.open_items)),
    )


def followed_up(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Where it was settled the first follow-up is filed first; later visits append."""
    if facts.follow_ups_done:
        return ()
    return _no("首次回访还没有做", "T/ZSM 5.5.3.1", "no_follow_up")


def remedies_told(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """What could not be settled is led to the lawful channels before it is archived."""
    if facts.told_remedies or args.told_remedies or args.preview:
        return ()
    text = "请先告知仲裁、行政、诉讼途径"
    return _no(text, "人民调解法第26条", "remedies_missing", at="told_remedies")


def way_out(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """An unsettled case is archived only after a plan failed, or when a party refuses."""
    if facts.plan_state == "failed" or _closed_to_both(facts):
        return ()
    return _no("先逐级上报，县级提请联席会商", "附录 B", "not_exhausted")


def loop_closed(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """一案一专班: the loop of four parts is closed before the archive; for it only."""
    if not facts.loop_missing:
        return ()
    return _no(
        "专班还缺这些环节的记录：%(parts)s",
        "T/ZSM 5.6.3",
        "loop_open",
        parts="、".join(LOOP_PARTS[part] for part in facts.loop_missing),
    )


def co_handling_ended(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """跨乡镇联办: the county ends it, with its result, before the case leaves the desk."""
    if not facts.co_handled:
        return ()
    return _no("跨乡镇联办还没有结束，请牵头人先收尾", "T/ZSM 5.5.2.1", "co_handled")


GUARDS: Mapping[str, Guard] = {
    guard.__name__: guard
    for guard in (
        reason_given,
        answer_given,
        outcome_given,
        no_pending_transfer,
        pending_transfer,
        may_go_down,
        target_below,
        target_given,
        target_not_barred,
        no_open_attempt,
        stop_one,
        nobody_refused,
        danger_cleared,
        class_allows,
        present_named,
        present_agreed,
        attempted_or_planned,
        attempt_or_plan_open,
        evidence_filed,
        no_open_report,
        attempts_made,
        someone_above,
        no_open_plan,
        meeting_due,
        meeting_held,
        plan_given,
        open_urgent_report,
        organisation_given,
        other_case_given,
        merge_undoable,
        account_given,
        something_to_track,
        someone_else_works,
        items_ended,
        followed_up,
        remedies_told,
        way_out,
        loop_closed,
        co_handling_ended,
    )
}
