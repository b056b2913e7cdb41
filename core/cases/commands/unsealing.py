"""解密: ask a second person, answer as one, take the question back (T/ZSM 5.6.4).

The case is lowered in the moment the second one agrees, and what holds it sealed is judged again
then: an order may have come meanwhile. What was hidden by the sealing stays hidden: addresses, the
numbers of papers, the lock of violence.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.commands.approving import judge_answer
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, MoveRefused, Stale
from core.cases.history import note, routing
from core.cases.loading import Loaded, open_case, require_running
from core.cases.models import Unsealing
from core.cases.once import earlier_answer, remember
from core.cases.protection import protections_of
from core.cases.tasks import ask
from core.cases.unsealing import (
    STATES,
    may_ask,
    open_question,
    seconds_for,
    waiting_of,
    what_holds,
)
from core.cases.unsealing_form import UNSEAL
from core.clocks import add_workdays
from core.words import Confidentiality, Objection

REPLY_WORKDAYS = 1


def ask_unseal(
    acting: Acting, number: str, version: int, raw: Mapping[str, object], *, key: str = ""
) -> Unsealing:
    """Put the question to a confidentiality officer. Raises Forbidden, Stale, Invalid at the field,
    or MoveRefused with every reason that holds the case sealed, or while a question waits."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    body = {"number": number, "data": dict(raw)}
    known = earlier_answer(acting, key, "unseal", body)
    if known is not None:
        return acting.session.get_one(Unsealing, (loaded.case.county_id, known))
    if not may_ask(facts, loaded, how_far):
        raise Forbidden(number)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    require_running(loaded)
    holding = held_by(acting, loaded)
    if holding:
        raise MoveRefused(*holding)
    if waiting_of(acting, loaded) is not None:
        raise MoveRefused(
            Objection(text="已经在等第二个人审批；要改，先撤回", code="asked_already")
        )
    data = answers_to(acting, UNSEAL, raw, choices={"staff": seconds_for(acting, loaded)})
    before = routing(loaded.case)
    row = Unsealing(
        case_id=loaded.case.id,
        reason=str(data["reason"]),
        asked_by=acting.me,
        asked_at=acting.at,
        second_id=str(data["second"]),
        due_on=add_workdays(acting.today, REPLY_WORKDAYS, acting.calendar),
    )
    acting.session.add(row)
    loaded.case.version += 1
    acting.session.flush()
    _note(acting, loaded, row, "unseal_asked", before, row.reason or "")
    remember(acting, key, "unseal", body, row.id)
    acting.session.flush()
    return row


def answer_unseal(
    acting: Acting, question_id: str, version: int, answer: str, reason: str = "", *, key: str = ""
) -> Unsealing:
    """Agree, and the case is sealed no longer; or refuse, with a reason.

    Raises Unknown for whom it does not concern, Forbidden for who asked, Invalid, Stale, or
    MoveRefused when it was answered or taken back, or when something holds the case by now: what it
    is is not told to who does not read the case.
    """
    row, loaded = open_question(acting, question_id)
    reason = reason.strip()
    body = {"question": question_id, "answer": answer, "reason": reason}
    if earlier_answer(acting, key, "unseal_answer", body) is not None:
        return row
    if row.asked_by == acting.me:
        raise Forbidden("second")
    judge_answer(answer, reason)
    _still_asked(row)
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)
    require_running(loaded)
    case, before = loaded.case, routing(loaded.case)
    if answer == "agreed":
        if held_by(acting, loaded) or not case.sealed:
            raise MoveRefused(
                Objection(text="情况变了，现在不能解密；请申请的人再看", code="holds_now")
            )
        case.sealed = False
        case.confidentiality = Confidentiality.C2.value
        case.version += 1
    row.state, row.answer = answer, reason or None
    _end(acting, row)
    _note(acting, loaded, row, f"unseal_{answer}", before, reason)
    ask(
        acting,
        case,
        title="申请解密有了结果，请看",
        account_id=row.asked_by,
        kind="unseal",
        due_days=0,
    )
    remember(acting, key, "unseal_answer", body, row.id)
    acting.session.flush()
    return row


def take_back_unseal(acting: Acting, number: str, version: int) -> Unsealing:
    """Take the question back before it is answered: who may ask may take back. Raises Forbidden,
    Stale, or MoveRefused when none waits."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    if not may_ask(facts, loaded, how_far):
        raise Forbidden(number)
    row = waiting_of(acting, loaded)
    if row is None:
        raise MoveRefused(Objection(text="没有在等审批的申请", code="nothing_waits"))
    if row.version != version:
        raise Stale(mine=version, theirs=row.version)
    before = routing(loaded.case)
    row.state = "withdrawn"
    _end(acting, row)
    _note(acting, loaded, row, "unseal_withdrawn", before, "")
    acting.session.flush()
    return row


def held_by(acting: Acting, loaded: Loaded) -> tuple[Objection, ...]:
    """Return what holds the case sealed now; for who reads it whole."""
    return what_holds(loaded.case, protections_of(acting, loaded), acting.today)


def _still_asked(row: Unsealing) -> None:
    if row.state != "asked":
        raise MoveRefused(
            Objection(
                text="已经有了结果：%(stands)s",
                code="answered",
                values={"stands": STATES[row.state]},
            )
        )


def _end(acting: Acting, row: Unsealing) -> None:
    row.version += 1
    row.ended_at, row.ended_by = acting.at, acting.me


def _note(
    acting: Acting,
    loaded: Loaded,
    row: Unsealing,
    kind: str,
    before: Mapping[str, object],
    reason: str,
) -> None:
    note(
        acting,
        loaded.case,
        kind,
        before=before,
        text={"reason": reason} if reason else None,
        detail={"question": row.id},
        quiet=True,
    )
