"""Say that two entries of the register are one person, or that they are not (T/ZSM 5.3.1).

Whoever may must see people of both in cases of their own. Nothing moves between the entries, so the
one is as undone as the other is done; both are in the audit log, never in a case's history, which
others read who see one side only (decision 0024).
"""

from __future__ import annotations

from sqlalchemy import select

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.danger.repeat import look_again_at
from core.cases.errors import Invalid, MoveRefused, Unknown
from core.cases.models_family import SamePerson
from core.cases.once import earlier_answer, remember
from core.cases.same import faces, seen_joins, shown_persons
from core.families.models import Person
from core.words import Objection

SHORTEST, LONGEST = 2, 200


def join_persons(
    acting: Acting, person_id: str, other_id: str, reason: str, *, key: str = ""
) -> SamePerson:
    """Join *other_id* to *person_id*, which stands for both from now on.

    Raises Unknown unless both are shown to the one who acts, Invalid, or MoveRefused when they are
    one already.
    """
    session, reason = acting.session, reason.strip()
    body = {"person": person_id, "other": other_id, "reason": reason}
    earlier = earlier_answer(acting, key, "join", body)
    if earlier is not None:
        return session.get_one(SamePerson, (acting.viewer.county, earlier))
    both = {person_id, other_id}
    if len(shown_persons(acting, both)) != len(both):
        raise Unknown(other_id)
    if len(both) < 2:
        raise Invalid({"other": ["请选另一份登记"]})
    if not SHORTEST <= len(reason) <= LONGEST:
        raise Invalid({"reason": ["请写明怎么认定是同一个人，2 到 200 个字"]})
    # two clerks who find the same pair at once meet here, in one order
    session.scalars(
        select(Person.id).where(Person.id.in_(both)).order_by(Person.id).with_for_update()
    ).all()
    face = faces(seen_joins(acting, both))
    if person_id in face and face[person_id] == face.get(other_id):
        raise MoveRefused(
            Objection(text="这两份登记已经合在一起了", citation="T/ZSM 5.3.1", code="joined")
        )
    join = SamePerson(
        person_id=person_id,
        other_id=other_id,
        reason=reason,
        joined_by=acting.me,
        joined_at=acting.at,
    )
    session.add(join)
    session.flush()
    look_again_at(session, both)
    _note(acting, join, "person.joined")
    remember(acting, key, "join", body, join.id)
    session.flush()
    return join


def part_persons(acting: Acting, person_id: str, join_id: str) -> SamePerson:
    """Take a join of *person_id* away; raises Unknown for one the one who acts does not see."""
    session = acting.session
    join = session.scalars(
        select(SamePerson)
        .where(SamePerson.id == join_id, SamePerson.parted_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if join is None or join_id not in {one.id for one in seen_joins(acting, {person_id})}:
        raise Unknown(join_id)
    join.parted_by, join.parted_at = acting.me, acting.at
    session.flush()
    for entry in (join.person_id, join.other_id):
        look_again_at(session, {entry})
    _note(acting, join, "person.parted")
    session.flush()
    return join


def _note(acting: Acting, join: SamePerson, action: str) -> None:
    note_change(
        acting.session,
        action=action,
        actor_id=acting.me,
        target=f"person:{join.person_id}",
        at=acting.at,
        detail={"other": join.other_id, "join": join.id},
    )
