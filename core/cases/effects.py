"""The effects of the lifecycle table: what a move changes, each by name.

They run inside the transaction of the command, after every guard agreed; none commits. What must
reach people later (notices, plugin events) leaves through the outbox.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import select

from core.cases import joint, merging, protection
from core.cases.acting import Acting
from core.cases.archive import file_away
from core.cases.choosing import may_name
from core.cases.danger.carrying import carry_danger
from core.cases.danger.repeat import look_again
from core.cases.errors import MoveRefused, Unknown
from core.cases.facts import Args, Facts
from core.cases.lifecycle import ENDED
from core.cases.loading import Loaded
from core.cases.models import Attempt, Measure, Meeting, Task
from core.cases.people_of import head_of
from core.cases.sealing import follow_parts, grant, pass_lead
from core.cases.tasks import ask
from core.cases.transfers import answer_transfer, send
from core.cases.urgent import acknowledge_reports, report
from core.cases.visits import plan_after_settling
from core.clocks.models import ClockRow
from core.clocks.service import pause, resume, stop_all
from core.privacy import reach
from core.words import CASE_STATES, CaseState, ItemState, Level, Objection, Stage, Unit

Effect = Callable[[Acting, Loaded, Facts, Args], None]
WITH_CASE = CASE_STATES[CaseState.SUSPENDED]
"""Why a clock stands that waits for nothing of its own: it goes on when the case does."""


def receive_clue(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """A clue becomes a case; whoever receives it is its first handler (谁接待谁牵头)."""
    case = loaded.case
    case.first_handler_id = case.lead_id = case.handler_id = acting.me
    case.point_id = case.holder_id
    case.taken_on = acting.today
    case.stage = Stage.RESOLUTION.value
    follow_parts(acting, case)
    for task in acting.session.scalars(
        select(Task).where(Task.case_id == case.id, Task.kind == "clue", Task.done_at.is_(None))
    ):
        task.done_at, task.done_by = acting.at, acting.me


def note_outcome(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """Keep the outcome in words, and that the lawful channels were told."""
    loaded.case.outcome = args.outcome.strip()
    loaded.case.told_remedies = loaded.case.told_remedies or args.told_remedies


def archive_here(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """谁调成谁归档: the point that holds the case files it."""
    loaded.case.archived_at = acting.at
    loaded.case.archived_point_id = loaded.case.holder_id
    file_away(acting, loaded)


def end_items(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """What still runs is ended with the case; nothing is deleted."""
    for item in loaded.items:
        if item.state in (ItemState.OPEN.value, ItemState.SUSPENDED.value):
            item.state = ItemState.CLOSED.value
            item.outcome = item.outcome or "with_case"
            item.closed_at = acting.at
            item.version += 1


def stop_clocks(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """Nothing runs any more."""
    stop_all(acting.session, case_id=loaded.case.id, at=acting.at)


def pause_clocks(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """Clocks stand while the case is suspended. They say so and not why: a clock is read by people
    who may see no text, and its words are not sealed at rest; the reason stands in the history."""
    for row in loaded.clocks:
        if row.state == "running" and row.due_at > acting.at and row.unit != Unit.MONTHS_VALID:
            pause(acting.session, acting.calendar, row, reason=WITH_CASE, at=acting.at)


def resume_clocks(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """Clocks go on with what was left; one that a step let stand still waits for its step."""
    for row in loaded.clocks:
        if row.state == "paused" and not _stands_still(acting, loaded, row):
            resume(acting.session, acting.calendar, row, at=acting.at)


def _stands_still(acting: Acting, loaded: Loaded, row: ClockRow) -> bool:
    named = next((one.service for one in loaded.items if one.id == row.item_id), "")
    service = acting.roster.services.get(named)
    declared = service.clocks if service is not None else ()
    return any(one.code == row.code and row.pause_reason in one.pauses for one in declared)


def send_transfer(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """交办: the hop waits; until it is accepted the sender stays holder."""
    send(acting, loaded, facts, kind="assign", to=args.to, args=args)


def send_transfer_up(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """上报: to the nearest point above that may know of the case."""
    above = facts.next_up
    if above is None:
        raise LookupError("guard someone_above let an escalation to nobody pass")
    send(acting, loaded, facts, kind="escalate", to=above.id, args=args)


def take_over(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """接收: the holder moves, the lead does not (谁接待谁牵头)."""
    answer_transfer(acting, loaded, accepted=True, args=args)


def return_transfer(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """退回, with its reason; the second raises 督办 to the common superior."""
    answer_transfer(acting, loaded, accepted=False, args=args)


def cancel_transfer(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """A hop under way is taken back."""
    pending = loaded.pending
    if pending is not None:
        pending.state, pending.ended_at, pending.ended_by = "cancelled", acting.at, acting.me


def begin_attempt(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """A dated attempt that names who was present."""
    stay = 1 + sum(1 for one in loaded.transfers if one.state == "accepted")
    acting.session.add(
        Attempt(
            case_id=loaded.case.id,
            level=loaded.case.level,
            stay=stay,
            point_id=loaded.case.holder_id,
            on=args.on or acting.today,
            present=list(args.present),
            led_by=acting.me,
            started_at=acting.at,
        )
    )
    loaded.case.stage = Stage.RESOLUTION.value


def _end_attempt(acting: Acting, loaded: Loaded, result: str, reason: str) -> None:
    for attempt in loaded.attempts:
        if attempt.result == "open":
            attempt.result = result
            attempt.reason = reason or None
    if loaded.case.level == Level.LG.value and loaded.meetings:
        loaded.meetings[-1].plan_state = "done" if result == "settled" else "failed"


def end_attempt_settled(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """The attempt, or the plan, succeeded."""
    _end_attempt(acting, loaded, "settled", "")
    loaded.case.settled_at = acting.at


def end_attempt_failed(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """The attempt, or the plan, failed; the reason is kept."""
    _end_attempt(acting, loaded, "failed", args.reason.strip())
    loaded.case.told_remedies = loaded.case.told_remedies or args.told_remedies


def end_open_attempt(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """An attempt under way ends with the case."""
    for attempt in loaded.attempts:
        if attempt.result == "open":
            attempt.result = "withdrawn"


def name_tracker(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """谁调解谁跟踪: who settled it follows it up."""
    loaded.case.tracker_id = acting.me
    follow_parts(acting, loaded.case)


def plan_follow_ups(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """Visits after 7, 30 and 90 days (county rule), each moved to a working day."""
    plan_after_settling(acting, loaded)


def enter_aftercare(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """事后帮扶 begins."""
    loaded.case.stage = Stage.AFTERCARE.value


def convene(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """联席会商: the leading group meets; a plan is awaited."""
    acting.session.add(
        Meeting(
            case_id=loaded.case.id,
            held_on=args.on or acting.today,
            present=list(args.present),
            convened_by=acting.me,
            plan_state="awaited",
        )
    )
    loaded.case.level = Level.LG.value
    loaded.case.handler_id = acting.me
    follow_parts(acting, loaded.case)


def adopt_plan(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """处置方案: responsible bodies, measures, dates."""
    meeting = loaded.meetings[-1]
    meeting.plan, meeting.plan_state, meeting.adopted_at = args.plan.strip(), "adopted", acting.at
    for measure in args.measures:
        acting.session.add(
            Measure(
                case_id=loaded.case.id,
                meeting_id=meeting.id,
                body=measure.body,
                text=measure.text,
                due_on=measure.due_on,
            )
        )


def report_urgently(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """紧急上报 runs beside the case and moves nobody."""
    report(acting, loaded, text=args.reason.strip())


def acknowledge(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """确认收到."""
    acknowledge_reports(acting, loaded)


def add_point(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """请求协办: another point works along; the county's named person may take the lead."""
    if args.to != loaded.case.holder_id:
        joint.open_to(acting, loaded.case, args.to, asked=True)
    if args.to_account:
        may_name(acting, loaded, reach(acting.viewer, facts.standing), args.to_account, args.to)
    named = args.to_account or (head_of(acting, args.to, loaded.barred_accounts) or "")
    if named:
        grant(acting, loaded.case, named, "team")
        ask(
            acting,
            loaded.case,
            title="请求协办，请查看",
            account_id=named,
            kind="handed",
        )


def end_co_handling(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """联办 ends with the case; who was named for it sees it no more."""
    joint.close(acting, loaded, outcome=args.reason.strip() or args.outcome.strip())


def remember_state(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """Keep where the case goes on after 中止."""
    loaded.case.state_before = facts.state.value  # the edge has set the new state already


def restore_state(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """恢复办理 where it stood."""
    loaded.case.state = loaded.case.state_before or CaseState.IN_PROGRESS.value
    loaded.case.state_before = ""


def hand_over_lead(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """首办移交: only the lead changes; the first handler never does."""
    may_name(acting, loaded, reach(acting.viewer, facts.standing), args.to_account)
    pass_lead(acting, loaded.case, args.to_account)
    ask(acting, loaded.case, title="牵头责任移交给您", account_id=args.to_account, kind="handed")


def hand_over_tracking(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """跟踪移交: who settled it may not know of it any more, or has gone; somebody of the point that
    holds it makes the visits from now on."""
    case = loaded.case
    how_far = reach(acting.viewer, facts.standing)
    may_name(acting, loaded, how_far, args.to_account, case.holder_id)
    case.tracker_id = args.to_account
    follow_parts(acting, case)
    if args.to_account != acting.me:
        ask(acting, case, title="回访交给您跟踪", account_id=args.to_account, kind="handed")


def urge(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """催办 goes to who works it, or to the holder's head."""
    case = loaded.case
    named = case.handler_id or head_of(acting, case.holder_id, loaded.barred_accounts)
    ask(acting, case, title="催办：请尽快办理", account_id=named, kind="urge")


def supervise(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """督办 goes to the head of the point that holds it."""
    case = loaded.case
    named = head_of(acting, case.holder_id, loaded.barred_accounts) or case.handler_id
    ask(acting, case, title="督办：请限期办理并报告", account_id=named, kind="supervise")


def merge_into(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """并案: this number points to the one that goes on."""
    from core.cases.loading import open_case

    try:
        other, there, _reach = open_case(acting, args.into, lock=True)
    except Unknown:
        # the same for a slip of the pen and for a case she may not know of
        raise MoveRefused(
            Objection(
                text="没有找到这个办件号，请核对",
                citation="T/ZSM 5.3.1",
                code="other_unknown",
                field_name="into",
            )
        ) from None
    if there.state in ENDED:
        raise MoveRefused(
            Objection(
                text="那个办件已经结束，不能并进去",
                citation="T/ZSM 5.3.1",
                code="other_ended",
                field_name="into",
            )
        )
    if loaded.case.order_until is not None:
        protection.bind(acting, other, loaded.case.order_until)
    merging.write_merge(acting, loaded.case, other.case, facts.state)
    carry_danger(acting, loaded, other)
    if other.case.violence:
        look_again(acting.session, other.case)


def undo_merge(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """撤销并案: what the merge ended goes on; what was written since stays where it stands."""
    merging.undo(acting, loaded.case, facts, args)
    if loaded.case.violence:
        look_again(acting.session, loaded.case)


def open_next_episode(acting: Acting, loaded: Loaded, facts: Facts, args: Args) -> None:
    """重新开启: a linked new episode; the archived one stays as it is."""
    from core.cases.commands.episode import open_episode

    open_episode(acting, loaded, reason=args.reason.strip())


EFFECTS: Mapping[str, Effect] = {
    effect.__name__: effect
    for effect in (
        receive_clue,
        note_outcome,
        archive_here,
        end_co_handling,
        end_items,
        stop_clocks,
        pause_clocks,
        resume_clocks,
        send_transfer,
        send_transfer_up,
        take_over,
        return_transfer,
        cancel_transfer,
        begin_attempt,
        end_attempt_settled,
        end_attempt_failed,
        end_open_attempt,
        name_tracker,
        plan_follow_ups,
        enter_aftercare,
        convene,
        adopt_plan,
        report_urgently,
        acknowledge,
        add_point,
        remember_state,
        restore_state,
        hand_over_lead,
        hand_over_tracking,
        urge,
        supervise,
        merge_into,
        undo_merge,
        open_next_episode,
    )
}
