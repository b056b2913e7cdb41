"""What has to be done before a case is closed or archived, and what may still be undone.

Hard stop 4 stands here: the duty to report closes every way out.
"""

from __future__ import annotations

from core.cases.facts import Args, Facts
from core.cases.guards.refusing import closed_to_both, no
from core.cases.merging import WHY_NOT
from core.cases.team_forms import LOOP_PARTS
from core.words import Objection


def evidence_filed(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """谁调成谁归档 needs evidence: a record or an issued paper."""
    if facts.records or facts.papers:
        return ()
    return no("还没有记录或协议作依据", "附录 B", "no_evidence")


def no_open_report(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Hard stop 4: the duty to report closes every way out until the report is recorded."""
    if not facts.report_due:
        return ()
    return no(
        "须先向公安报告并登记报告情况", "反家庭暴力法第14条、未成年人保护法第11条", "stop_four"
    )


def merge_undoable(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """A merge is undone only while the case it went into goes on and has no result."""
    if not facts.merge_stands:
        return ()
    return no(WHY_NOT[facts.merge_stands], "T/ZSM 5.3.1", f"merge_{facts.merge_stands}")


def something_to_track(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """谁调解谁跟踪: only what was settled is tracked."""
    if facts.settled:
        return ()
    return no("没有调处成功的，不用跟踪", "T/ZSM 5.6.1", "not_settled")


def items_ended(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Every item is closed or handed over before the case closes."""
    if not facts.open_items:
        return ()
    return no(
        "还有 %(count)s 个服务事项未办结",
        "T/ZSM 5.3.2",
        "items_open",
        count=str(len(facts.open_items)),
    )


def followed_up(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """Where it was settled the first follow-up is filed first; later visits append."""
    if facts.follow_ups_done:
        return ()
    return no("首次回访还没有做", "T/ZSM 5.5.3.1", "no_follow_up")


def remedies_told(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """What could not be settled is led to the lawful channels before it is archived."""
    if facts.told_remedies or args.told_remedies or args.preview:
        return ()
    text = "请先告知仲裁、行政、诉讼途径"
    return no(text, "人民调解法第26条", "remedies_missing", at="told_remedies")


def way_out(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """An unsettled case is archived only after a plan failed, or when a party refuses."""
    if facts.plan_state == "failed" or closed_to_both(facts):
        return ()
    return no("先逐级上报，县级提请联席会商", "附录 B", "not_exhausted")


def loop_closed(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """一案一专班: the loop of four parts is closed before the archive; for it only."""
    if not facts.loop_missing:
        return ()
    return no(
        "专班还缺这些环节的记录：%(parts)s",
        "T/ZSM 5.6.3",
        "loop_open",
        parts="、".join(LOOP_PARTS[part] for part in facts.loop_missing),
    )


def co_handling_ended(facts: Facts, args: Args) -> tuple[Objection, ...]:
    """跨乡镇联办: the county ends it, with its result, before the case leaves the desk."""
    if not facts.co_handled:
        return ()
    return no("跨乡镇联办还没有结束，请牵头人先收尾", "T/ZSM 5.5.2.1", "co_handled")
