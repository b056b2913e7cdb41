"""How far somebody sees into a case, written a second time from the quality page and the design.

Like the rest of the oracle it imports nothing of core.
"""

from enum import IntEnum

from tests.authorization.cast import TREE, Persona, Sketch

CORE_ROLES = frozenset(
    {
        "grid_worker",
        "front_desk",
        "handler",
        "partner",
        "point_head",
        "supervisor",
        "module_admin",
        "confidentiality_officer",
        "auditor",
        "city",
    }
)
# What each function may be worked by; its people wait for it while nobody owns it.
PROFESSIONS: dict[str, frozenset[str]] = {
    "mediation": frozenset({"mediator"}),
    "legal_consult": frozenset({"lawyer"}),
    "psych": frozenset({"psychologist"}),
    "marriage_counseling": frozenset({"counsellor"}),
    "family_education": frozenset({"educator"}),
    "hardship_aid": frozenset({"aid"}),
    "legal_aid": frozenset({"aid"}),
    "petition": frozenset({"petition"}),
}
PROFESSIONAL = "professional"
WINDOW = frozenset({"front_desk"})
REPORTING = WINDOW | {"grid_worker"}
ADMIN = frozenset({"module_admin"})
AUDIT = frozenset({"auditor"})
CASE_PEOPLE = frozenset(
    {
        "front_desk",
        "handler",
        PROFESSIONAL,
        "partner",
        "point_head",
        "supervisor",
        "confidentiality_officer",
        "city",
    }
)
FILING = frozenset({"front_desk", "handler", PROFESSIONAL, "partner"})
MOVING = frozenset({"front_desk", "handler", PROFESSIONAL, "point_head", "city"})
MERGING = frozenset({"front_desk", "handler", "point_head"})
ISSUING = frozenset({"front_desk", "handler", PROFESSIONAL, "point_head"})
READING_PAPER = ISSUING | {"partner", "confidentiality_officer"}
READING_RECORDS = READING_PAPER
FIGURES = frozenset({"point_head", "supervisor", "city"})
SECONDING = frozenset({"point_head"})
ANSWERING = frozenset({"point_head", "supervisor"})
KEEPING = frozenset({"front_desk", "handler", PROFESSIONAL, "point_head"})
READING_REGISTERS = KEEPING | {"supervisor"}
BREAKING = frozenset({"confidentiality_officer"})
NO_CASEWORK = BREAKING | {"supervisor", "module_admin", "auditor"}
"""Who works on no case: control and content never meet, also not by a name on a list."""
REVIEWING = AUDIT | {"supervisor"}
HOLDING = frozenset({"point_head"})
MEETING = KEEPING | {"supervisor"}
PLANNING = frozenset({"point_head", "module_admin"})
READING_DUTY = READING_REGISTERS | PLANNING
WORKING = frozenset({"handler", PROFESSIONAL, "partner"})
EVERYBODY = CORE_ROLES | {PROFESSIONAL}


ENDED = frozenset({"archived", "withdrawn", "not_accepted", "transferred_out", "merged"})


class Far(IntEnum):
    """How far somebody sees into a case."""

    NOTHING = 0
    ENVELOPE = 1
    PROCESS = 2
    ITEM = 3
    ALL = 4


def kinds_of(who: Persona) -> frozenset[str]:
    """The rows of the table of roles somebody falls under: a profession is a professional."""
    return frozenset(role if role in CORE_ROLES else PROFESSIONAL for role in who.roles)


def barred(who: Persona, case: Sketch) -> bool:
    """Keep-away and recusal: the account, or any point she sits at."""
    return who.login in case.barred or bool(who.points & set(case.barred_points))


def through_glass(who: Persona, case: Sketch) -> bool:
    """Break-glass: an officer reads one case for some hours, on a few pages; deny wins."""
    return who.login in case.glass and bool(who.roles & BREAKING) and not barred(who, case)


def how_far(who: Persona, case: Sketch) -> Far:
    """Deny wins; then the named list of a sealed case; then what one's part and posts open."""
    if case.county != who.county or not who.roles or barred(who, case):
        return Far.NOTHING
    if through_glass(who, case):
        return Far.ALL
    if case.sealed and who.login not in case.named:
        return Far.ENVELOPE if case.pending_to == who.login else Far.NOTHING
    works = bool(who.roles - NO_CASEWORK)
    found = [_by_part(who, case) if works else Far.NOTHING]
    found += [_by_post(who, role, point, case) for role, point in who.posts]
    return max(found)


def _by_part(who: Persona, case: Sketch) -> Far:
    """handler: owned and team, full; the first one until accepted elsewhere, then the process;
    a professional the own item; who was named in a co-handling across towns the people and what it
    is about; the lead state and clocks."""
    me = who.login
    still_here = case.holder == case.received_at_point
    works_it = me in (case.handler, case.tracker)
    told = case.named.get(me) in ("team", "urgent", "special")
    if works_it or told or (me == case.first and still_here):
        return Far.ALL
    if me in case.items.values() or case.named.get(me) == "co":
        return Far.ITEM
    watches = case.named.get(me) == "watch"
    return Far.PROCESS if watches or me in (case.leader, case.first) else Far.NOTHING


def _by_post(who: Persona, role: str, point: str, case: Sketch) -> Far:
    """front desk and handler: the process of what their point holds; head: the process of the
    subtree, the content of what was escalated to her; supervisor: the process of the county;
    who is sent a hop: the envelope; a profession: the envelope of what waits for it."""
    above = TREE[case.holder]
    staff = role in ("front_desk", "handler", "point_head")
    if role == "point_head" and point == case.holder and case.escalated:
        return Far.ALL
    if staff and (point == case.holder or point in case.co_points):
        return Far.PROCESS
    if role == "point_head" and point in above:
        return Far.PROCESS
    if role == "supervisor" or (role == "city" and point == case.holder):
        return Far.PROCESS
    sent_here = case.pending == point and case.pending_to in (None, who.login)
    if sent_here and (staff or role == "city"):
        return Far.ENVELOPE
    wanted = {
        one
        for service, owner in case.items.items()
        if owner is None
        for one in PROFESSIONS[service]
    }
    return Far.ENVELOPE if role in wanted and point in above else Far.NOTHING
