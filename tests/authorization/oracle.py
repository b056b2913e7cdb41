"""What should happen, written a second time from the quality page, the design page and the look.

Nothing here imports core: a mistake in the product's own tables cannot repeat itself here.
Order of judgement: signed out > no post in that county > role lacks the action > may not know >
known but not allowed > let in.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
ISSUING = frozenset({"front_desk", "handler", PROFESSIONAL, "point_head"})
READING_PAPER = ISSUING | {"partner", "confidentiality_officer"}
READING_RECORDS = READING_PAPER
FIGURES = frozenset({"point_head", "supervisor", "city"})
ANSWERING = frozenset({"point_head", "supervisor"})
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


def how_far(who: Persona, case: Sketch) -> Far:
    """Deny wins; then the named list of a sealed case; then what one's part and posts open."""
    if case.county != who.county or not who.roles or barred(who, case):
        return Far.NOTHING
    if case.sealed and who.login not in case.named:
        return Far.ENVELOPE if case.pending_to == who.login else Far.NOTHING
    found = [_by_part(who, case)]
    found += [_by_post(who, role, point, case) for role, point in who.posts]
    return max(found)


def _by_part(who: Persona, case: Sketch) -> Far:
    """handler: owned and team, full; the first one until accepted elsewhere, then the process;
    a professional the own item; the lead state and clocks."""
    me = who.login
    still_here = case.holder == case.received_at_point
    works_it = me in (case.handler, case.tracker)
    told = case.named.get(me) in ("team", "urgent", "special")
    if works_it or told or (me == case.first and still_here):
        return Far.ALL
    if me in case.items.values():
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


Deeper = Callable[[Persona, Sketch, Far], bool]


@dataclass(frozen=True, kw_only=True)
class Route:
    """What one endpoint asks. ``roles`` None = anybody; ``county`` a post there is needed;
    ``case`` the thing of the URL; ``deeper`` = known, but is this hers to do?"""

    roles: frozenset[str] | None = EVERYBODY
    signed_in: bool = True
    county: bool = True
    case: bool = False
    deeper: Deeper | None = None
    # the one post that may, where a role alone does not say it
    post: tuple[str, str] | None = None
    # whoever gets as far as the view may still meet a thing that is not there
    may_be_absent: bool = False


def _sees(far: Far) -> Deeper:
    return lambda who, case, reached: reached >= far


def _papers(who: Persona, case: Sketch, reached: Far) -> bool:
    return reached is Far.ALL and bool(kinds_of(who) & ISSUING)


def _owner(case: Sketch) -> str | None:
    return next(iter(case.items.values()))


def _service(case: Sketch) -> str:
    return next(iter(case.items))


def _works(who: Persona, case: Sketch, reached: Far) -> bool:
    """Opens another function: who works the case, its team, its lead; by work or at a window."""
    mine = who.login in (case.handler, case.tracker, case.leader)
    team = case.named.get(who.login) in ("team", "special")
    return bool(kinds_of(who) & (WORKING | WINDOW)) and (mine or team)


def _asks_danger(who: Persona, case: Sketch, reached: Far) -> bool:
    return who.login in {case.leader, case.handler, *case.items.values()}


def _visits(who: Persona, case: Sketch, reached: Far) -> bool:
    return who.login in (case.leader, case.handler, case.tracker)


def _rates(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who sees all of it and moves cases grades the family."""
    return reached is Far.ALL and bool(kinds_of(who) & MOVING)


def _corrects(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who took it in, on that day, before it went anywhere or ended."""
    here = case.holder == case.received_at_point and case.state != "archived"
    return who.login == case.first and here


def _hands_out(who: Persona, case: Sketch, reached: Far) -> bool:
    """The holder's head or window or handler says who works it, and who works it now."""
    here = {role for role, point in who.posts if point == case.holder}
    return bool(here & {"point_head", "front_desk", "handler", "city"}) or who.login == case.handler


def _names_owner(who: Persona, case: Sketch, reached: Far) -> bool:
    me = who.login
    holder_head = ("point_head", case.holder) in who.posts
    claims = _owner(case) is None and bool(PROFESSIONS[_service(case)] & who.roles)
    part = me in {case.leader, case.handler, *(one for one in case.items.values() if one)}
    return holder_head or claims or part


def _steps(who: Persona, case: Sketch, reached: Far) -> bool:
    """The first step of the first item, which asks for no profession: its owner's, and while it
    has none the handler's."""
    return who.login == (_owner(case) or case.handler)


def _files(who: Persona, case: Sketch, reached: Far) -> bool:
    return who.login in (_owner(case), case.handler)


def _adds_files(who: Persona, case: Sketch, reached: Far) -> bool:
    """Who reads the whole case, and the owner of an item of it."""
    return reached is Far.ALL or who.login in case.items.values()


def _finishes(who: Persona, case: Sketch, reached: Far) -> bool:
    head = ("point_head", "county") in who.posts
    return head or who.login in (case.handler, case.leader)


def _forms_team(who: Persona, case: Sketch, reached: Far) -> bool:
    """A head of the holder or above it, or of the county; while the case runs."""
    return any(
        role == "point_head" and (point in TREE[case.holder] or point in (case.holder, "county"))
        for role, point in who.posts
    )


def _asks_team(who: Persona, case: Sketch, reached: Far) -> bool:
    return _forms_team(who, case, reached) and case.state not in ENDED


def _files_loop(who: Persona, case: Sketch, reached: Far) -> bool:
    """Only where a special team sits: its people who see all, and who works the case."""
    works = who.login in (case.handler, case.tracker)
    in_it = case.named.get(who.login) in ("special", "team")
    return "special" in case.named.values() and (works or in_it)


def _told_of_loop(who: Persona, case: Sketch, reached: Far) -> bool:
    """Without a special team anybody who may know is told that there is none."""
    return "special" not in case.named.values() or _files_loop(who, case, reached)


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

_PUBLIC = Route(roles=None, signed_in=False, county=False)
_FILE = Route(roles=None, signed_in=False, county=False, may_be_absent=True)
_OWN = Route(roles=None, county=False)
_CASE = Route(roles=CASE_PEOPLE, case=True)


def _of_case(deeper: Deeper | None = None, roles: frozenset[str] = CASE_PEOPLE) -> Route:
    return Route(roles=roles, case=True, deeper=deeper)


ROUTES: dict[tuple[str, str], Route] = {
    ("GET", "people.home"): _OWN,
    ("GET", "people.choose_post"): _OWN,
    ("POST", "people.switch_post"): _OWN,
    **{
        ("GET", name): _PUBLIC
        for name in (
            "security.login",
            "public.verify",
            "health.alive",
            "health.ready",
            "health.metrics",
            "rest_docs.browse",
            "rest_docs.openapi",
        )
    },
    ("GET", "rest_docs.browse_asset"): _FILE,
    ("GET", "assets.serve"): _FILE,
    ("POST", "security.login"): _PUBLIC,
    ("POST", "security.logout"): _PUBLIC,
    ("POST", "preferences.choose"): _PUBLIC,
    **{
        ("GET", f"admin.{name}"): Route(roles=ADMIN)
        for name in (
            "home",
            "accounts",
            "days",
            "papers",
            "retention",
            "points",
            "points_table",
            "services",
            "staff_table",
        )
    },
    ("GET", "admin.paper_kind"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "admin.word_example"): Route(roles=ADMIN, may_be_absent=True),
    **{
        ("POST", f"admin.{name}"): Route(roles=ADMIN)
        for name in (
            "add",
            "import_points",
            "keep_for",
            "import_staff",
            "import_table",
            "new_point",
            "switch",
            "reset",
            "settings",
        )
    },
    **{
        ("POST", f"admin.{name}"): Route(roles=ADMIN, may_be_absent=True)
        for name in (
            "set_active",
            "new_password",
            "give_post",
            "close_post",
            "change_point",
            "shut_point",
            "bring_word",
            "use_word",
            "use_ours",
        )
    },
    # no brand is installed there, so nobody finds a picture
    ("GET", "brands.logo"): Route(may_be_absent=True),
    ("GET", "desk.home"): Route(roles=WINDOW),
    ("POST", "desk.receive"): Route(roles=WINDOW),
    ("GET", "desk.register"): Route(roles=WINDOW),
    ("GET", "admin.service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("POST", "admin.keep_service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "rest.service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("PUT", "rest.put_service_settings"): Route(roles=ADMIN, may_be_absent=True),
    ("GET", "admin.audit"): Route(roles=AUDIT),
    ("GET", "admin.audit_chain"): Route(roles=AUDIT),
    ("GET", "rest.audit"): Route(roles=AUDIT),
    ("GET", "rest.chain"): Route(roles=AUDIT),
    ("GET", "desk.clues"): Route(roles=REPORTING),
    ("POST", "desk.report_clue"): Route(roles=REPORTING),
    ("GET", "rest.clues"): Route(roles=REPORTING),
    ("POST", "rest.report_clue"): Route(roles=REPORTING),
    ("POST", "desk.task_done"): Route(roles=WINDOW, may_be_absent=True),
    ("GET", "rest.incoming"): Route(roles=CASE_PEOPLE),
    ("GET", "rest.tasks"): Route(roles=CASE_PEOPLE),
    ("GET", "cases.index"): Route(roles=CASE_PEOPLE),
    ("GET", "desk.visits"): Route(roles=CASE_PEOPLE),
    ("GET", "desk.day"): Route(),
    ("GET", "rest.day"): Route(),
    ("GET", "rest.my_followups"): Route(roles=CASE_PEOPLE),
    ("GET", "cases.show"): _CASE,
    ("GET", "cases.ask_danger"): _CASE,
    ("GET", "cases.ask_report"): _CASE,
    ("GET", "cases.ask_followup"): _CASE,
    ("GET", "cases.ask_handler"): _CASE,
    ("GET", "cases.ask_move"): Route(roles=CASE_PEOPLE, case=True, may_be_absent=True),
    ("GET", "cases.item"): _of_case(_sees(Far.ITEM)),
    ("GET", "cases.ask_void"): Route(roles=ISSUING, case=True),
    ("GET", "cases.paper"): Route(roles=READING_PAPER, case=True, may_be_absent=True),
    ("GET", "cases.ask_correction"): _of_case(_corrects),
    ("POST", "cases.correct"): _of_case(lambda who, case, reached: who.login == case.first),
    ("POST", "cases.danger"): _of_case(_asks_danger),
    ("POST", "cases.report"): _of_case(_asks_danger),
    ("POST", "cases.followup"): _of_case(_visits),
    ("POST", "cases.plan_followup"): _of_case(_visits),
    ("GET", "cases.ask_rating"): _of_case(_rates),
    ("POST", "cases.rate"): _of_case(_rates),
    ("POST", "cases.answer_rating"): Route(roles=CASE_PEOPLE, case=True, may_be_absent=True),
    ("GET", "cases.ask_key_family"): _of_case(_rates),
    ("POST", "cases.key_family"): _of_case(_rates),
    ("POST", "rest.file_key_family"): _of_case(_rates, MOVING),
    ("GET", "rest.rating"): _CASE,
    ("POST", "rest.rate"): _of_case(_rates, MOVING),
    ("POST", "rest.answer_rating"): Route(roles=MOVING, case=True, may_be_absent=True),
    ("POST", "cases.assign_handler"): _of_case(_hands_out),
    ("POST", "cases.open_item"): _of_case(_works),
    ("POST", "cases.end_item"): _CASE,
    ("POST", "cases.own_item"): _of_case(_names_owner),
    ("POST", "cases.take_step"): _of_case(_steps),
    ("POST", "cases.measure_done"): _of_case(_finishes),
    ("GET", "cases.ask_team"): _of_case(_asks_team),
    ("POST", "cases.form_team"): _of_case(_forms_team),
    ("GET", "cases.ask_loop"): _of_case(_files_loop),
    ("POST", "cases.file_loop"): _of_case(_told_of_loop),
    ("GET", "rest.team"): _CASE,
    ("POST", "rest.form_team"): _of_case(_forms_team, MOVING),
    ("POST", "rest.file_loop"): _of_case(_told_of_loop, MOVING),
    ("POST", "cases.make_move"): _of_case(
        lambda who, case, reached: bool(kinds_of(who) & (MOVING | {"supervisor"}))
    ),
    ("GET", "cases.archive"): Route(roles=CASE_PEOPLE),
    ("GET", "cases.dossier"): _of_case(_sees(Far.ALL)),
    ("GET", "cases.bound"): Route(roles=READING_PAPER, case=True, deeper=_sees(Far.ALL)),
    ("GET", "cases.word_paper"): Route(roles=READING_PAPER, case=True, may_be_absent=True),
    ("GET", "cases.ask_file"): _of_case(_adds_files, FILING),
    ("POST", "cases.add_files"): _of_case(_adds_files, FILING),
    ("GET", "cases.one_file"): Route(roles=READING_RECORDS, case=True, may_be_absent=True),
    ("POST", "cases.withdraw_file"): Route(roles=FILING, case=True, may_be_absent=True),
    ("POST", "rest.stage_file"): Route(roles=FILING),
    ("POST", "rest.attach_file"): _of_case(_adds_files, FILING),
    ("GET", "rest.attachments"): Route(roles=READING_RECORDS, case=True),
    ("GET", "rest.attachment"): Route(roles=READING_RECORDS, case=True, may_be_absent=True),
    ("POST", "rest.withdraw_attachment"): Route(roles=FILING, case=True, may_be_absent=True),
    ("POST", "cases.issue"): _of_case(_papers),
    ("POST", "cases.receipt"): _of_case(_papers),
    ("POST", "cases.void"): Route(roles=ISSUING, case=True, deeper=_papers),
    ("POST", "cases.reveal"): _of_case(_sees(Far.ITEM)),
    ("GET", "rest.services"): Route(),
    ("GET", "rest.points"): Route(),
    ("GET", "rest.form"): Route(),
    ("PUT", "rest.put_switch"): Route(roles=ADMIN),
    ("GET", "rest.rehearse_switch"): Route(roles=ADMIN),
    ("GET", "rest.people"): Route(roles=WINDOW),
    ("GET", "rest.indicators"): Route(roles=FIGURES),
    ("GET", "figures.home"): Route(roles=FIGURES),
    ("GET", "figures.export"): Route(roles=FIGURES),
    ("GET", "figures.services"): Route(roles=FIGURES),
    ("GET", "figures.all_ledgers"): Route(roles=FIGURES),
    # a ledger lists cases: for who answers for them; the name in the address may be none
    ("GET", "figures.ledger"): Route(roles=ANSWERING, may_be_absent=True),
    ("GET", "figures.ledger_file"): Route(roles=ANSWERING, may_be_absent=True),
    # the head of the county studio alone locks a month
    ("POST", "figures.lock_month"): Route(
        roles=frozenset({"point_head"}), post=("point_head", "county")
    ),
    ("GET", "rest.cases"): Route(roles=CASE_PEOPLE),
    ("POST", "rest.receive"): Route(roles=WINDOW),
    ("GET", "rest.case"): _CASE,
    ("GET", "rest.history"): _CASE,
    ("GET", "rest.clocks"): _CASE,
    ("GET", "rest.followups"): _CASE,
    ("GET", "rest.promises"): _CASE,
    ("GET", "rest.moves"): _CASE,
    ("GET", "rest.records"): Route(roles=READING_RECORDS, case=True),
    ("GET", "rest.documents"): Route(roles=READING_PAPER, case=True),
    ("GET", "rest.copy_of"): Route(roles=READING_PAPER, case=True, may_be_absent=True),
    ("GET", "rest.dossier"): _of_case(_sees(Far.ALL)),
    ("GET", "rest.bound"): Route(roles=READING_PAPER, case=True, deeper=_sees(Far.ALL)),
    ("GET", "rest.word_copy_of"): Route(roles=READING_PAPER, case=True, may_be_absent=True),
    ("POST", "rest.check_danger"): _of_case(_asks_danger, MOVING),
    ("POST", "rest.record_report"): _of_case(_asks_danger, MOVING),
    ("POST", "rest.file_follow_up"): _of_case(_visits, MOVING),
    ("POST", "rest.plan_follow_up"): _of_case(_visits, MOVING),
    ("POST", "rest.assign_handler"): _of_case(_hands_out, MOVING),
    ("POST", "rest.open_item"): _of_case(_works, MOVING),
    ("POST", "rest.own_item"): _of_case(_names_owner, MOVING),
    ("POST", "rest.file_record"): _of_case(_files, FILING),
    ("POST", "rest.take_step"): _of_case(_steps, FILING),
    ("POST", "rest.finish_measure"): _of_case(_finishes, MOVING),
    ("POST", "rest.issue"): _of_case(_papers, ISSUING),
    ("POST", "rest.void"): _of_case(_papers, ISSUING),
    # archiving; 催办 alone is a supervisor's too
    ("POST", "rest.make_move"): _of_case(None, MOVING),
}


class Verdict(IntEnum):
    """Classes of an answer. IN is everything a view says to somebody it listens to."""

    IN = 200
    SIGN_IN = 401
    FORBIDDEN = 403
    UNKNOWN = 404
    IN_OR_ABSENT = 1


def verdict(
    who: Persona | None, method: str, endpoint: str, case: Sketch | None, *, county: str
) -> Verdict:
    """Judge one cell: *county* is that of the URL, *case* None where the URL names no such."""
    route = ROUTES[method, endpoint]
    there = Verdict.IN_OR_ABSENT if route.may_be_absent else Verdict.IN
    if not route.signed_in:
        return there
    if who is None:
        return Verdict.SIGN_IN
    if route.county:
        if not who.roles or who.county != county:
            return Verdict.UNKNOWN
        if route.roles is not None and not kinds_of(who) & route.roles:
            return Verdict.FORBIDDEN
        if route.post is not None and route.post not in who.posts:
            return Verdict.FORBIDDEN
    if route.case:
        reached = how_far(who, case) if case and case.county == county else Far.NOTHING
        if reached is Far.NOTHING or case is None:
            return Verdict.UNKNOWN
        if route.deeper is not None and not route.deeper(who, case, reached):
            return Verdict.FORBIDDEN
    return there
