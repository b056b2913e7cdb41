"""第二人审批: ask a second person, answer as one, take the question back (T/ZSM 5.4.7, 5.6.1).

The step itself is taken afterwards by who works the item, with the very answers that were agreed
to: what changed meanwhile is judged again then, and the record is written by who did the work.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.approving import (
    ANSWERS,
    APPROVAL_STATES,
    answers_for,
    apart,
    open_approval,
    seconds_for,
    state_now,
)
from core.cases.attachments import told_by_content
from core.cases.commands.items import find_item, take_on
from core.cases.commands.stepping import judged_step, step_of, told_of
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.history import note, routing
from core.cases.loading import open_case, require_running
from core.cases.models import Approval
from core.cases.once import earlier_answer, remember
from core.cases.tasks import ask
from core.clocks import add_workdays
from core.forms.models import revision_of
from core.roster import second_of
from core.words import Objection

LOCAL = "县规则"
LONGEST = 300
REPLY_WORKDAYS = 1


def ask_second(
    acting: Acting,
    number: str,
    item_id: str,
    step_name: str,
    version: int,
    raw: Mapping[str, object],
    second_id: str,
    *,
    key: str = "",
) -> Approval:
    """Put the answers of a step to a second person; the step is judged as if it were taken.

    Raises what `take_step` raises, Invalid at ``second`` for somebody who cannot be asked, and
    MoveRefused when one person is enough or a question about this step waits already.
    """
    loaded, facts, how_far = open_case(acting, number, lock=True)
    item = find_item(loaded, item_id)
    told = told_by_content(acting, raw)
    body = {"item": item_id, "step": step_name, "data": told, "second": second_id}
    known = earlier_answer(acting, key, "second", body)
    if known is not None:
        return acting.session.get_one(Approval, (loaded.case.county_id, known))
    service, step, context = judged_step(acting, loaded, facts, item, step_name, version, raw)
    require_running(loaded)
    wanted = second_of(acting.roster, item.service, step, context)
    if wanted is None:
        raise _refused("这一步不用第二个人审批", "one_is_enough")
    if waits(acting, item.id, step.name) is not None:
        raise _refused("这一步已经在等第二个人审批；要改，先撤回", "asked_already")
    fitting = {one[0] for one in seconds_for(acting, loaded, item, how_far)}
    if second_id not in fitting or second_id in loaded.barred_accounts:
        # who may not be asked because of a wish is refused in the words for one who does not fit
        raise Invalid({"second": ["请在本点或者上级点的负责人里另选一位"]})
    before = routing(loaded.case)
    row = Approval(
        case_id=loaded.case.id,
        item_id=item.id,
        service=item.service,
        step=step.name,
        step_title=step.title,
        revision=revision_of(service.form(step.form), acting.session),
        about=told_of(wanted, context),
        answers=dict(context.data),
        why={"text": wanted.why, "values": dict(wanted.values), "citation": wanted.citation},
        asked_by=acting.me,
        asked_at=acting.at,
        second_id=second_id,
        due_on=add_workdays(acting.today, REPLY_WORKDAYS, acting.calendar),
    )
    take_on(acting, loaded.case, item)
    item.version += 1
    acting.session.add(row)
    acting.session.flush()
    note(
        acting,
        loaded.case,
        "second_asked",
        before=before,
        item_id=item.id,
        text={"service": item.title, "step": step.title},
        detail={"approval": row.id, "step": step.name},
        quiet=True,
    )
    remember(acting, key, "second", body, row.id)
    acting.session.flush()
    return row


def waits(acting: Acting, item_id: str, step: str) -> Approval | None:
    """Return the question about a step that waits for its answer, if any."""
    return acting.session.scalars(
        select(Approval).where(
            Approval.item_id == item_id, Approval.step == step, Approval.state == "asked"
        )
    ).first()


def answer_second(
    acting: Acting, approval_id: str, version: int, answer: str, reason: str = "", *, key: str = ""
) -> Approval:
    """Agree or refuse, as the second person that was asked; a refusal says why.

    Raises Unknown for whom it does not concern, Forbidden for who asked or works the item, Invalid,
    Stale, or MoveRefused with both answers when it was answered or taken back before.
    """
    row, loaded, item, _reach = open_approval(acting, approval_id, lock=True)
    reason = reason.strip()
    body = {"approval": approval_id, "answer": answer, "reason": reason}
    if earlier_answer(acting, key, "second_answer", body) is not None:
        return row
    if not answers_for(acting, loaded, item, row):
        raise Forbidden("second")
    judge_answer(answer, reason)
    _still_asked(row, state_now(row, loaded, item, acting.at), answer)
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)
    step_of(acting, loaded, item, row.step)  # the function is there, and not closed at the point
    before = routing(loaded.case)
    row.state, row.reason = answer, reason or None
    _end(acting, row)
    note(
        acting,
        loaded.case,
        f"second_{answer}",
        before=before,
        item_id=item.id,
        text={
            "service": item.title,
            "step": row.step_title,
            **({} if any(apart(acting, loaded, row)) else {"reason": reason}),
        },
        detail={"approval": row.id, "step": row.step},
        quiet=True,
    )
    ask(
        acting,
        loaded.case,
        title="第二人审批有了结果，请看",
        account_id=item.owner_id or row.asked_by,
        item_id=item.id,
        due_days=0,
    )
    remember(acting, key, "second_answer", body, row.id)
    acting.session.flush()
    return row


def take_back_second(acting: Acting, approval_id: str, version: int) -> Approval:
    """Take a question back before it is answered: who asked, or who works the item now.

    Raises Unknown, Forbidden, Stale, or MoveRefused once it was answered.
    """
    row, loaded, item, _reach = open_approval(acting, approval_id, lock=True)
    if acting.me not in (row.asked_by, item.owner_id):
        raise Forbidden("second")
    _still_asked(row, state_now(row, loaded, item, acting.at), "withdrawn")
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)
    before = routing(loaded.case)
    row.state = "withdrawn"
    _end(acting, row)
    note(
        acting,
        loaded.case,
        "second_withdrawn",
        before=before,
        item_id=item.id,
        text={"service": item.title, "step": row.step_title},
        detail={"approval": row.id, "step": row.step},
        quiet=True,
    )
    acting.session.flush()
    return row


def _end(acting: Acting, row: Approval) -> None:
    row.version += 1
    row.ended_at, row.ended_by = acting.at, acting.me


def judge_answer(answer: str, reason: str) -> None:
    """Raise Invalid unless *answer* is one of the two, and a refusal says why."""
    wrong: dict[str, list[str]] = {}
    if answer not in ANSWERS:
        wrong["answer"] = ["请选同意或者不同意"]
    if answer == "refused" and len(reason) < 2:
        wrong["reason"] = ["不同意的，请写明理由，两个字以上"]
    if len(reason) > LONGEST:
        wrong["reason"] = ["最多 300 个字"]
    if wrong:
        raise Invalid(wrong)


def _still_asked(row: Approval, stands: str, mine: str) -> None:
    """Exactly one answer wins; the loser is told the one that stands beside the own."""
    if stands != "asked":
        raise MoveRefused(
            Objection(
                text="已经有了结果：%(stands)s；您要提交的是：%(mine)s，没有生效",
                citation=LOCAL,
                code="answered",
                values={"stands": APPROVAL_STATES[stands], "mine": APPROVAL_STATES[mine]},
            )
        )


def _refused(text: str, code: str) -> MoveRefused:
    return MoveRefused(Objection(text=text, citation=LOCAL, code=code))
