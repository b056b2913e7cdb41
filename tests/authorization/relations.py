"""Whose a thing is to do, once its doer may know of the case: the second half of the oracle.

A route names one of these as its `deeper`; like the rest of the oracle it imports nothing of core.
"""

from collections.abc import Callable

from tests.authorization.cast import TREE, Persona, Sketch
from tests.authorization.seeing import (
    ENDED,
    ISSUING,
    MOVING,
    PROFESSIONS,
    WINDOW,
    WORKING,
    Far,
    kinds_of,
)

Deeper = Callable[[Persona, Sketch, Far], bool]


def sees(far: Far) -> Deeper:
    return lambda who, case, reached: reached >= far


def papers(who: Persona, case: Sketch, reached: Far) -> bool:
    return reached is Far.ALL and bool(kinds_of(who) & ISSUING)


def voids(who: Persona, case: Sketch, reached: Far) -> bool:
    """Whoever sees papers at all may ask: who works an item voids the narrow papers of it."""
    return reached >= Far.ITEM and bool(kinds_of(who) & ISSUING)


def _owner(case: Sketch) -> str | None:
    return next(iter(case.items.values()))


def _service(case: Sketch) -> str:
    return next(iter(case.items))


def works(who: Persona, case: Sketch, reached: Far) -> bool:
    """Opens another function: who works the case, its team, its lead; by work or at a window."""
    mine = who.login in (case.handler, case.tracker, case.leader)
    team = case.named.get(who.login) in ("team", "special")
    return bool(kinds_of(who) & (WORKING | WINDOW)) and (mine or team)


def asks_danger(who: Persona, case: Sketch, reached: Far) -> bool:
    return who.login in {case.leader, case.handler, *case.items.values()}


FACING = ("mediation", "marriage_counseling")


def scales(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who works her side: an item that faces both sides gives no way to what she answered."""
    hers = {login for service, login in case.items.items() if service not in FACING}
    return who.login in {case.leader, case.handler, *hers}


def contacts(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who works, leads or follows the case, or owns an item of it, and sees who its people are."""
    part = {case.leader, case.handler, case.tracker, *case.items.values()}
    return reached >= Far.ITEM and who.login in part


def refers(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who works, leads or follows the case, or owns an item of it, and reads it whole."""
    return reached is Far.ALL and contacts(who, case, reached)


def visits(who: Persona, case: Sketch, reached: Far) -> bool:
    return who.login in (case.leader, case.handler, case.tracker)


def unseals(who: Persona, case: Sketch, reached: Far) -> bool:
    """Two people lower a sealed case: who leads or works it and reads it whole asks."""
    return case.sealed and reached is Far.ALL and who.login in (case.leader, case.handler)


def rates(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who sees all of it and moves cases grades the family."""
    return reached is Far.ALL and bool(kinds_of(who) & MOVING)


def corrects(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who took it in, on that day, before it went anywhere or ended."""
    here = case.holder == case.received_at_point and case.state != "archived"
    return who.login == case.first and here


def hands_out(who: Persona, case: Sketch, reached: Far) -> bool:
    """The holder's head or window or handler says who works it, and who works it now."""
    here = {role for role, point in who.posts if point == case.holder}
    return bool(here & {"point_head", "front_desk", "handler", "city"}) or who.login == case.handler


def names_owner(who: Persona, case: Sketch, reached: Far) -> bool:
    me = who.login
    holder_head = ("point_head", case.holder) in who.posts
    claims = _owner(case) is None and bool(PROFESSIONS[_service(case)] & who.roles)
    part = me in {case.leader, case.handler, *(one for one in case.items.values() if one)}
    return holder_head or claims or part


def steps(who: Persona, case: Sketch, reached: Far) -> bool:
    """The first step of the first item, which asks for no profession: its owner's, and while it
    has none the handler's."""
    return who.login == (_owner(case) or case.handler)


def files(who: Persona, case: Sketch, reached: Far) -> bool:
    """A form beside the steps of an item is for whoever works the item."""
    return who.login == (_owner(case) or case.handler)


def adds_files(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who reads the whole case, and the owner of an item of it."""
    return reached is Far.ALL or who.login in case.items.values()


def finishes(who: Persona, case: Sketch, reached: Far) -> bool:
    head = ("point_head", "county") in who.posts
    return head or who.login in (case.handler, case.leader)


def forms_team(who: Persona, case: Sketch, reached: Far) -> bool:
    """A head of the holder or above it, or of the county; while the case runs."""
    return any(
        role == "point_head" and (point in TREE[case.holder] or point in (case.holder, "county"))
        for role, point in who.posts
    )


def asks_team(who: Persona, case: Sketch, reached: Far) -> bool:
    return forms_team(who, case, reached) and case.state not in ENDED


def confers(who: Persona, case: Sketch, reached: Far) -> bool:
    """Whoever sees the whole case and moves cases writes down what a conference found."""
    return reached is Far.ALL and bool(kinds_of(who) & MOVING)


def asks_conference(who: Persona, case: Sketch, reached: Far) -> bool:
    return confers(who, case, reached) and case.state not in ENDED


def files_loop(who: Persona, case: Sketch, reached: Far) -> bool:
    """Only where a special team sits: its people who see all, and who works the case."""
    works = who.login in (case.handler, case.tracker)
    in_it = case.named.get(who.login) in ("special", "team")
    return "special" in case.named.values() and (works or in_it)


def told_of_loop(who: Persona, case: Sketch, reached: Far) -> bool:
    """Without a special team anybody who may know is told that there is none."""
    return "special" not in case.named.values() or files_loop(who, case, reached)


FIRST_STEP: dict[str, str] = {
    "mediation": "apply",
    "legal_consult": "appoint",
    "psych": "book",
    "marriage_counseling": "book",
    "family_education": "intake",
    "hardship_aid": "find",
    "legal_aid": "apply",
    "petition": "register",
}
"""The first step of each function; none of them asks for a profession."""


def thanks(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who took it in, works, leads or follows it, and moves cases."""
    part = who.login in (case.first, case.leader, case.handler, case.tracker)
    return part and bool(kinds_of(who) & MOVING)


def orders_joint(who: Persona, case: Sketch, reached: Far) -> bool:
    """The county orders a co-handling: a head of its studio, or the lead who sits there."""
    heads = ("point_head", "county") in who.posts
    sits = any(
        point == "county" and role in ("front_desk", "handler", "point_head")
        for role, point in who.posts
    )
    return case.state not in ENDED and (heads or (sits and who.login == case.leader))


def has_part(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who was named for a point, not who leads."""
    return case.named.get(who.login) == "co" and who.login != case.leader


def marks(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who works, leads or follows it, and a head above it; of an ended one anybody is told that
    it has ended."""
    part = who.login in (case.leader, case.handler, case.tracker)
    return case.state in ENDED or part or forms_team(who, case, reached)
