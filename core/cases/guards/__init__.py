"""The guards of the lifecycle table: pure functions from facts and arguments to objections.

Each refusal tells the clerk in one sentence what is missing and by which rule; none has a side
effect, so the case page can ask all of them at once. The rooms beside say what is guarded: what
is `given` in words, where a case is `going`, who is brought to a `sitting`, what is tried while
`working`, what has to be done before an `ending`.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.guards import ending, given, going, sitting, working
from core.cases.guards.refusing import Guard

GUARDS: Mapping[str, Guard] = {
    guard.__name__: guard
    for guard in (
        given.reason_given,
        given.answer_given,
        given.outcome_given,
        given.organisation_given,
        given.account_given,
        given.plan_given,
        given.other_case_given,
        going.no_pending_transfer,
        going.pending_transfer,
        going.may_go_down,
        going.target_below,
        going.target_given,
        going.target_not_barred,
        going.someone_above,
        going.someone_else_works,
        going.open_urgent_report,
        sitting.no_open_attempt,
        sitting.stop_one,
        sitting.nobody_refused,
        sitting.danger_cleared,
        sitting.class_allows,
        sitting.present_named,
        sitting.present_agreed,
        working.attempted_or_planned,
        working.attempt_or_plan_open,
        working.attempts_made,
        working.meeting_due,
        working.no_open_plan,
        working.meeting_held,
        ending.evidence_filed,
        ending.no_open_report,
        ending.merge_undoable,
        ending.something_to_track,
        ending.items_ended,
        ending.followed_up,
        ending.remedies_told,
        ending.way_out,
        ending.loop_closed,
        ending.co_handling_ended,
    )
}
