"""Break the glass, close it again, review it (紧急查看). Commands know no request.

That she proved who she is a moment ago is for the page to see to, before it calls; everything else
is judged here. Nobody who must be kept from a case, and none of its family, breaks its glass: they
are told what an unknown number is told.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, Invalid, MoveRefused, Unknown
from core.cases.glass import BREAK, REVIEW, find_review, is_kin, open_glass
from core.cases.glass_form import GLASS, GLASS_REVIEW, GROUNDS, LASTS, VERDICTS
from core.cases.history import note, routing
from core.cases.loading import load, lock_case, standing_of
from core.cases.models import CaseFile, Glass
from core.cases.tasks import ask
from core.people.roles import may
from core.privacy import barred
from core.words import Objection

NOT_FOUND = "没有这个编号，或者不能由您来看"


def break_glass(acting: Acting, raw: Mapping[str, object]) -> Glass:
    """Open one case to the one who acts, to read, for four hours from now; the lead is told and it
    waits for review. Twice while it is open is once. Raises Forbidden, or Invalid at the field."""
    if not may(acting.viewer.roles, BREAK):
        raise Forbidden(BREAK)
    data = answers_to(acting, GLASS, raw)
    try:
        case = lock_case(acting.session, str(data["number"]).upper())
    except Unknown:
        raise _not_found() from None
    loaded = load(acting.session, case, fresh=True)
    if barred(acting.viewer, standing_of(acting.roster, loaded)) or is_kin(acting, loaded):
        raise _not_found()
    known = open_glass(acting, loaded)
    if known is not None:
        return known
    ground = str(data["ground"])
    row = Glass(
        case_id=case.id,
        account_id=acting.me,
        ground=ground,
        reason=str(data["reason"]),
        opened_at=acting.at,
        until=acting.at + LASTS,
    )
    acting.session.add(row)
    acting.session.flush()
    ask(
        acting,
        case,
        title="有人紧急查看了本件，请看是谁、为什么",
        account_id=case.lead_id,
        kind="glass",
        due_days=0,
    )
    note(
        acting,
        case,
        "glass",
        before=routing(case),
        text={"reason": f"{GROUNDS[ground]}：{data['reason']}"},
        detail={"glass": row.id, "ground": ground},
        quiet=True,
    )
    acting.session.flush()
    return row


def close_glass(acting: Acting, glass_id: str) -> Glass:
    """End the look before its four hours; closed is closed. Raises Unknown for another's."""
    row = acting.session.get(Glass, (acting.viewer.county, glass_id))
    if row is None or row.account_id != acting.me:
        raise Unknown(glass_id)
    if row.open_at(acting.at):
        row.closed_at = acting.at
        _note(acting, row, "glass.closed")
    return row


def review_glass(acting: Acting, glass_id: str, raw: Mapping[str, object]) -> Glass:
    """Say whether the look was needed, once it is over; the lead reads the answer in the history.

    Raises Forbidden, Unknown for one's own look and for a case to be kept from, Invalid, or
    MoveRefused while the glass is open and after it was reviewed."""
    if not may(acting.viewer.roles, REVIEW):
        raise Forbidden(REVIEW)
    row = find_review(acting, glass_id)
    if row is None:
        raise Unknown(glass_id)
    case = acting.session.get_one(CaseFile, (row.county_id, row.case_id))
    case = lock_case(acting.session, case.number)
    acting.session.refresh(row)  # whoever had the lock before may have reviewed it
    if row.open_at(acting.at):
        raise MoveRefused(Objection(text="还在看，结束以后再复核", code="glass_open"))
    if row.verdict:
        raise MoveRefused(Objection(text="已经复核过了", code="reviewed"))
    data = answers_to(acting, GLASS_REVIEW, raw)
    row.verdict, row.remark = str(data["verdict"]), str(data.get("remark") or "") or None
    row.reviewed_at, row.reviewed_by = acting.at, acting.me
    said = VERDICTS[row.verdict] + (f"：{row.remark}" if row.remark else "")
    note(
        acting,
        case,
        "glass_reviewed",
        before=routing(case),
        text={"reason": said},
        detail={"glass": row.id, "verdict": row.verdict},
        quiet=True,
    )
    acting.session.flush()
    return row


def _not_found() -> Invalid:
    return Invalid({"number": [NOT_FOUND]})


def _note(acting: Acting, row: Glass, action: str) -> None:
    note_change(
        acting.session,
        action=action,
        actor_id=acting.me,
        target=f"case:{row.case_id}",
        at=acting.at,
        detail={"glass": row.id},
    )
