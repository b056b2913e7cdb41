"""并案 and its undoing: one number goes on for both, and a mistake can be taken back.

Nothing of either case is moved, so undoing gives the merged case back what the merge itself ended
and leaves everything else where it was written. Once the case it went into was settled, ended or
merged on, its result stands for both; then only a new episode goes on (T/ZSM 5.3.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select

from core.cases.acting import Acting
from core.cases.errors import MoveRefused
from core.cases.facts import Args, Facts
from core.cases.lifecycle import ENDED
from core.cases.models import CaseFile, CaseMerge, ServiceItem
from core.cases.visibility import visible_to
from core.clocks.models import ClockRow
from core.words import CaseState, ItemState, Objection

RUNNING = (ItemState.OPEN.value, ItemState.SUSPENDED.value)
WHY_NOT: Final[Mapping[str, str]] = {
    "unwritten": "这次并案没有留下底稿，不能撤销；要接着办请归档后重新开启",
    "unseen": "并入的办件您看不到，请看得到的人来撤销",
    "merged": "并入的办件又并入了别的办件，先撤销那一次",
    "settled": "并入的办件已经调处成功，结果算两件的；要接着办请归档后重新开启",
    "ended": "并入的办件已经结束，结果算两件的；要接着办请归档后重新开启",
}
"""Why a merge stands, by code."""


def write_merge(acting: Acting, case: CaseFile, into: CaseFile, state: CaseState) -> None:
    """Point *case* to the one that goes on, and write down what is about to end with it."""
    session = acting.session
    items = session.scalars(select(ServiceItem).where(ServiceItem.case_id == case.id))
    clocks = session.scalars(
        select(ClockRow).where(ClockRow.case_id == case.id, ClockRow.stopped_at.is_(None))
    )
    case.merged_into_id = into.id
    session.add(
        CaseMerge(
            case_id=case.id,
            into_id=into.id,
            line=case.events + 1,
            ended={
                "state": state.value,
                "items": {
                    one.id: [one.state, one.outcome] for one in items if one.state in RUNNING
                },
                "clocks": {one.id: one.state for one in clocks},
            },
            at=acting.at,
            by=acting.me,
        )
    )


def standing_merge(acting: Acting, case: CaseFile) -> CaseMerge | None:
    """Return the merge that holds now, None when there is none or it was not written down."""
    return acting.session.scalars(
        select(CaseMerge)
        .where(CaseMerge.case_id == case.id, CaseMerge.undone_at.is_(None))
        .order_by(CaseMerge.line.desc())
        .limit(1)
    ).one_or_none()


def why_it_stands(acting: Acting, case: CaseFile) -> str:
    """Return the code of ``WHY_NOT`` that keeps the merge from being undone, "" when it may be."""
    merge = standing_merge(acting, case)
    if merge is None:
        return "unwritten"
    into = acting.session.scalars(
        select(CaseFile).where(CaseFile.id == merge.into_id, visible_to(acting.viewer))
    ).one_or_none()
    if into is None:
        return "unseen"
    if into.state == CaseState.MERGED.value:
        return "merged"
    if into.state in ENDED:
        return "ended"
    return "settled" if into.settled_at is not None else ""


def absorbed_by(acting: Acting, case: CaseFile) -> tuple[str, ...]:
    """Return the numbers that were merged into *case* and still are; of those the viewer may
    know, the earliest first."""
    rows = acting.session.execute(
        select(CaseFile.number)
        .join(
            CaseMerge,
            (CaseMerge.county_id == CaseFile.county_id) & (CaseMerge.case_id == CaseFile.id),
        )
        .where(
            CaseMerge.into_id == case.id,
            CaseMerge.undone_at.is_(None),
            visible_to(acting.viewer),
        )
        .order_by(CaseMerge.at, CaseFile.number)
    )
    return tuple(row.number for row in rows)


def undo(acting: Acting, case: CaseFile, facts: Facts, args: Args) -> None:
    """Give the merged case back its state, items and clocks as the merge found them.

    What was written on either case meanwhile stays with that case. A clock goes on as if it had
    never stopped: the law's time does not wait for our mistake.
    """
    merge = standing_merge(acting, case)
    if merge is None:
        raise LookupError("guard merge_undoable let the undoing of no merge pass")
    into = acting.session.get_one(CaseFile, (case.county_id, merge.into_id), with_for_update=True)
    if into.state in ENDED or into.settled_at is not None:
        # it went on between the look of the guard and the lock
        raise MoveRefused(Objection(text=WHY_NOT["ended"], citation="T/ZSM 5.3.1", code="ended"))
    ended = merge.ended
    case.state = ended["state"]
    case.merged_into_id = None
    case.ended_at, case.ended_as = None, ""
    session = acting.session
    for item in session.scalars(select(ServiceItem).where(ServiceItem.id.in_(ended["items"]))):
        item.state, item.outcome = ended["items"][item.id]
        item.closed_at = None
        item.version += 1
    for row in session.scalars(select(ClockRow).where(ClockRow.id.in_(ended["clocks"]))):
        row.state, row.stopped_at = ended["clocks"][row.id], None
    merge.undone_at, merge.undone_by = acting.at, acting.me
