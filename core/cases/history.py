"""Write what happened: one line of history, one audit entry and one event, in one transaction.

A history line carries the routing fields that changed, so that replaying the lines gives the state
the case is in; a test replays every case of a long random run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import update

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.models import CaseEvent, CaseFile, Task
from core.outbox.posting import post_event
from core.points.tree import ids_of

ANSWERED_BY_ACTING = ("handed", "urge", "urgent")
REPLAYED = (
    "state",
    "stage",
    "level",
    "holder_id",
    "lead_id",
    "handler_id",
    "tracker_id",
    "first_handler_id",
    "confidentiality",
    "version",
)


def routing(case: CaseFile) -> dict[str, Any]:
    """Return the fields a replay restores."""
    return {name: getattr(case, name) for name in REPLAYED}


def note(
    acting: Acting,
    case: CaseFile,
    kind: str,
    *,
    before: Mapping[str, Any] | None = None,
    item_id: str | None = None,
    text: Mapping[str, object] | None = None,
    detail: Mapping[str, object] | None = None,
    quiet: bool = False,
) -> CaseEvent:
    """Add one line to the history of *case*.

    *text* is what people read (sealed at rest); *detail* goes to the audit log and holds codes and
    ids only. With *quiet* no event leaves for plugins (used for lines beside a move's own line).
    """
    after = routing(case)
    changed = after if before is None else {k: v for k, v in after.items() if before.get(k) != v}
    case.events += 1
    case.changed_at = acting.at
    line = CaseEvent(
        case_id=case.id,
        seq=case.events,
        kind=kind,
        item_id=item_id,
        point_id=case.holder_id,
        actor_id=acting.me,
        after=changed,
        note=dict(text) if text else None,
        at=acting.at,
    )
    acting.session.add(line)
    if line.seq > 1:  # before its first line a case has no tasks
        _answer_tasks(acting, case)
    note_change(
        acting.session,
        action=f"case.{kind}",
        actor_id=acting.me,
        target=f"case:{case.id}",
        at=acting.at,
        detail={**(detail or {}), **({"item": item_id} if item_id else {})},
    )
    if not quiet:
        tell_plugins(acting, case, "case_moved", {"case": case.id, "move": kind}, key=str(line.seq))
    return line


def _answer_tasks(acting: Acting, case: CaseFile) -> None:
    """Whoever was handed the case and acts on it has seen the task that said so."""
    acting.session.execute(
        update(Task)
        .where(
            Task.case_id == case.id,
            Task.account_id == acting.me,
            Task.kind.in_(ANSWERED_BY_ACTING),
            Task.done_at.is_(None),
            Task.created_at < acting.at,
        )
        .values(done_at=acting.at, done_by=acting.me)
    )


def tell_plugins(
    acting: Acting,
    case: CaseFile,
    hook: str,
    payload: Mapping[str, str],
    *,
    key: str,
    only: str | None = None,
) -> None:
    """Let the plugins that listen at the case, or the one named, learn of it after the commit."""
    listening = acting.board.listening(acting.roster, ids_of(case.holder_path))
    if only is not None:
        listening &= {only}
    post_event(acting.session, acting.roster, hook, listening, payload, key=f"{case.id}:{key}")


def replay(lines: Iterable[CaseEvent]) -> dict[str, Any]:
    """Return the routing fields the lines lead to, in order of their sequence."""
    state: dict[str, Any] = {}
    for line in sorted(lines, key=lambda one: one.seq):
        state.update(line.after)
    return state
