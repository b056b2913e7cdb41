"""Ask someone to do something. A task's title never names a person or tells a situation."""

from __future__ import annotations

from datetime import date

from core.cases.acting import Acting
from core.cases.models import CaseFile, Task
from core.clocks import add_workdays


def ask(
    acting: Acting,
    case: CaseFile,
    *,
    title: str,
    account_id: str | None,
    point_id: str | None = None,
    item_id: str | None = None,
    kind: str = "task",
    due_days: int = 1,
    on: date | None = None,
) -> Task:
    """Create a task for an account (or, without one, for a point), due in working days or on a
    given day."""
    task = Task(
        case_id=case.id,
        item_id=item_id,
        title=title,
        kind=kind,
        account_id=account_id,
        point_id=None if account_id else (point_id or case.holder_id),
        sealed=case.sealed,
        created_at=acting.at,
        due_on=on or add_workdays(acting.today, due_days, acting.calendar),
    )
    acting.session.add(task)
    return task
