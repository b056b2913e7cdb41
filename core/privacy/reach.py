"""How far a viewer reaches into one case: a pure function of who looks and how the case stands.

Order of judgement: barred (keep-away, recusal) > sealed and not named > relation to the case.
Deny wins. Whoever does not reach a case gets the answer an unknown case would get.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from core.words import Viewer

STAFF = frozenset({"front_desk", "handler", "point_head"})
WATCHING = frozenset({"supervisor"})
BREAKING = frozenset({"confidentiality_officer"})
"""Who reaches no case by her post and may open one in an emergency (`core.cases.glass`)."""
NO_CASEWORK = WATCHING | BREAKING | frozenset({"module_admin", "auditor"})
"""The posts that work on no case. Who holds no other one is given no case, and her name in one,
from a post before or by a list, opens nothing: content and control never meet (GB/T 22239-2019
8.1.4.2)."""


class Reach(IntEnum):
    """NONE may not know · ENVELOPE function, situation and clock only · PROCESS state, holder and
    clocks, no names and no text · ITEM the own item, or the own part of
    a co-handling, and who is concerned · FULL the case."""

    NONE = 0
    ENVELOPE = 1
    PROCESS = 2
    ITEM = 3
    FULL = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What of a case decides who may see it. ``holder_path`` are point ids from the city or county
    studio down to the holder; ``named`` is everyone on the case's named list, ``team`` and
    ``alarmed`` the part of it that works the case or was told urgently, ``watching`` the part that
    sees how it goes, ``co_handlers`` who was named in a co-handling across towns and learns who is
    concerned and what it is about, no record and no paper; ``wanted_roles`` are the
    professions its unclaimed items wait for; ``glass`` who opened it in an emergency and still
    looks."""

    sealed: bool
    holder_id: str
    holder_path: tuple[str, ...]
    point_id: str
    first_handler_id: str
    lead_id: str
    handler_id: str | None = None
    tracker_id: str | None = None
    escalated: bool = False
    item_owners: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    team: frozenset[str] = frozenset()
    alarmed: frozenset[str] = frozenset()
    watching: frozenset[str] = frozenset()
    co_handlers: frozenset[str] = frozenset()
    barred_accounts: frozenset[str] = frozenset()
    barred_points: frozenset[str] = frozenset()
    co_points: frozenset[str] = frozenset()
    pending_point_id: str | None = None
    pending_account_id: str | None = None
    wanted_roles: frozenset[str] = frozenset()
    glass: frozenset[str] = frozenset()


def barred(viewer: Viewer, standing: Standing) -> bool:
    """Tell whether *viewer* must never learn of the case (keep-away or recusal)."""
    return viewer.account_id in standing.barred_accounts or bool(
        viewer.point_ids & standing.barred_points
    )


def reach(viewer: Viewer, standing: Standing) -> Reach:
    """Return how far *viewer* reaches into the case that stands as *standing*."""
    if barred(viewer, standing):
        return Reach.NONE
    if through_glass(viewer, standing):
        return Reach.FULL
    if standing.sealed and viewer.account_id not in standing.named:
        if standing.pending_account_id == viewer.account_id:
            return Reach.ENVELOPE
        return Reach.NONE
    by_post = _by_post(viewer, standing)
    return max(_by_person(viewer, standing), by_post) if works_on_cases(viewer) else by_post


def works_on_cases(viewer: Viewer) -> bool:
    """Tell whether some post of the viewer is one that works on cases."""
    return any(post.role not in NO_CASEWORK for post in viewer.posts)


def through_glass(viewer: Viewer, standing: Standing) -> bool:
    """Tell whether *viewer* sees the case by an emergency look: then she reads, on pages only, and
    no list leads there. It ends with its hours and with her post; who is barred has none."""
    return (
        viewer.account_id in standing.glass
        and any(post.role in BREAKING for post in viewer.posts)
        and not barred(viewer, standing)
    )


def _by_person(viewer: Viewer, standing: Standing) -> Reach:
    """What the viewer's own part in the case gives."""
    me = viewer.account_id
    if me in (standing.handler_id, standing.tracker_id):
        return Reach.FULL
    if me in standing.team or me in standing.alarmed:
        return Reach.FULL
    if me == standing.first_handler_id and standing.holder_id == standing.point_id:
        return Reach.FULL
    if me in standing.item_owners or me in standing.co_handlers:
        return Reach.ITEM
    if me in standing.watching or me in (standing.lead_id, standing.first_handler_id):
        return Reach.PROCESS
    return Reach.NONE


def _by_post(viewer: Viewer, standing: Standing) -> Reach:
    """What the viewer's posts give; who is not named on a sealed case never comes this far."""
    best = Reach.NONE
    for post in viewer.posts:
        here = post.point.id
        if post.role == "point_head" and here == standing.holder_id and standing.escalated:
            return Reach.FULL
        if post.role in STAFF and (here == standing.holder_id or here in standing.co_points):
            best = max(best, Reach.PROCESS)
        if post.role == "point_head" and here in standing.holder_path:
            best = max(best, Reach.PROCESS)
        if post.role in WATCHING:
            best = max(best, Reach.PROCESS)
        if (
            here == standing.pending_point_id
            and post.role in (*STAFF, "city")
            and standing.pending_account_id in (None, viewer.account_id)
        ):
            best = max(best, Reach.ENVELOPE)
        if post.role == "city" and here == standing.holder_id:
            best = max(best, Reach.PROCESS)
        if post.role in standing.wanted_roles and here in standing.holder_path:
            best = max(best, Reach.ENVELOPE)
    return best
