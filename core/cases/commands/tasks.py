"""Tick off a task: whoever it was given to says that it is done."""

from __future__ import annotations

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.errors import Unknown
from core.cases.models import Task
from core.privacy.reach import NO_CASEWORK


def finish_task(acting: Acting, task_id: str) -> Task:
    """Mark a task as done; only its account, or a post at its point that works on cases, may. Twice
    changes nothing."""
    task = acting.session.get(Task, (acting.viewer.county, task_id))
    if task is None:
        raise Unknown(task_id)
    mine = task.account_id == acting.me
    works_at = {post.point.id for post in acting.viewer.posts if post.role not in NO_CASEWORK}
    at_my_point = task.account_id is None and task.point_id in works_at
    if not mine and not at_my_point:
        raise Unknown(task_id)
    if task.done_at is None:
        task.done_at, task.done_by = acting.at, acting.me
        note_change(
            acting.session,
            action="task.done",
            actor_id=acting.me,
            target=f"task:{task.id}",
            at=acting.at,
        )
    return task
