"""Whom and where a move may name: points below or beside, colleagues who may take over."""

from __future__ import annotations

from core.cases.acting import Acting
from core.cases.choosing import left_out
from core.cases.facts import Facts
from core.cases.loading import Loaded
from core.desk.places import points_below
from core.people.staff import staff_at
from core.privacy import reach
from core.web.speech import spoken
from core.words import Move

RECEIVING = frozenset({"front_desk", "handler", "point_head", "city"})


def named(name: str, role: str) -> str:
    """Return how somebody stands in a list: the name and what they are here."""
    return spoken("%(name)s（%(role)s）", name=name, role=spoken(role))


def targets(here: Acting, loaded: Loaded, facts: Facts, act: Move) -> tuple[tuple[str, str], ...]:
    """Return the points a move may name; barred ones are left out for who may know why."""
    if act is Move.ASSIGN_DOWN:
        return tuple(
            (one.id, one.name) for one in facts.below if not (one.barred and facts.knows_wishes)
        )
    if act is Move.CO_HANDLE:
        known = loaded.barred_points if facts.knows_wishes else frozenset()
        barred = known | {loaded.case.holder_id}
        return tuple(one for one in points_below(here) if one[0] not in barred)
    return ()


def colleagues(
    here: Acting, loaded: Loaded, facts: Facts, act: Move | None
) -> tuple[tuple[str, str], ...]:
    """Return the accounts a move may name; None asks for the holder's own. Barred ones are left out
    for who may know why."""
    barred = left_out(loaded, reach(here.viewer, facts.standing))
    if act in (None, Move.ACCEPT, Move.HAND_OVER_TRACKING):
        pending = loaded.pending if act is Move.ACCEPT else None
        point = pending.to_point_id if pending else loaded.case.holder_id
        where = [point]
    elif act is Move.ESCALATE:
        where = [facts.next_up.id] if facts.next_up else []
    elif act is Move.ASSIGN_DOWN:
        where = [one.id for one in facts.below if not one.barred] if loaded.case.sealed else []
    elif act in (Move.HAND_OVER_LEAD, Move.CO_HANDLE):
        where = [one for one in loaded.path if one in loaded.points]
    else:
        where = []
    found: dict[str, str] = {}
    for point_id in where:
        for member in staff_at(here.session, point_id):
            if member.active and member.account_id not in barred and member.role in RECEIVING:
                found.setdefault(member.account_id, named(member.name, member.title or member.role))
    return tuple(found.items())
