"""Who is in the authorization tests and how their cases stand, in the tests' own words.

Written from the pages of the product and not from its code: the oracle reads these values and
nothing of core.privacy or core.people, so the two can only agree by being right.
"""

from dataclasses import dataclass, field

COUNTY, NEIGHBOUR = "990101", "990102"

# The tree as the oracle knows it: tag -> tags from the top down to itself.
TREE: dict[str, tuple[str, ...]] = {
    "city": ("city",),
    "county": ("city", "county"),
    "town": ("city", "county", "town"),
    "village": ("city", "county", "town", "village"),
    "village_b": ("city", "county", "town", "village_b"),
    "town_2": ("city", "county", "town_2"),
    "village_2": ("city", "county", "town_2", "village_2"),
}
CODES: dict[str, str] = {
    "city": "990100",
    "county": "990101",
    "town": "990101001",
    "village": "990101001001",
    "village_b": "990101001002",
    "town_2": "990101002",
    "village_2": "990101002001",
}


@dataclass(frozen=True, kw_only=True)
class Persona:
    """An account. ``posts`` are (role, point tag) in force today; ``built`` ones are the tests'."""

    login: str
    posts: tuple[tuple[str, str], ...]
    county: str = COUNTY
    built: bool = False
    ended: bool = False

    @property
    def roles(self) -> frozenset[str]:
        return frozenset() if self.ended else frozenset(role for role, _point in self.posts)

    @property
    def points(self) -> frozenset[str]:
        return frozenset() if self.ended else frozenset(point for _role, point in self.posts)


def _who(login: str, point: str, *roles: str, **more: object) -> Persona:
    return Persona(login=login, posts=tuple((role, point) for role in roles), **more)  # type: ignore[arg-type]


PERSONAS: dict[str, Persona] = {
    one.login: one
    for one in (
        # the accounts of the practice county (interface: the sandbox)
        _who("admin", "county", "module_admin"),
        _who("desk", "county", "front_desk"),
        _who("desk_town", "town", "front_desk"),
        _who("mediator_town", "town", "handler", "mediator"),
        _who("head_town", "town", "point_head"),
        _who(
            "village", "village", "front_desk", "handler", "grid_worker", "point_head", "mediator"
        ),
        _who("mediator", "county", "handler", "mediator"),
        _who("lawyer", "county", "lawyer"),
        _who("psychologist", "county", "psychologist"),
        _who("counsellor", "county", "counsellor"),
        _who("educator", "county", "educator"),
        _who("aid", "county", "aid"),
        _who("petition", "county", "petition"),
        _who("head", "county", "point_head"),
        _who("supervisor", "county", "supervisor"),
        _who("officer", "county", "confidentiality_officer"),
        _who("auditor", "county", "auditor"),
        _who("city", "city", "city"),
        _who("neighbour_desk", "county", "front_desk", "handler", county=NEIGHBOUR),
        _who("neighbour_admin", "county", "module_admin", county=NEIGHBOUR),
        # and those no single account of the sandbox stands for
        _who("handler_town", "town", "handler", built=True),
        _who("desk_town_2", "town_2", "front_desk", built=True),
        _who("handler_town_2", "town_2", "handler", built=True),
        _who("head_town_2", "town_2", "point_head", built=True),
        _who("desk_village_2", "village_2", "front_desk", "handler", built=True),
        _who("desk_village_b", "village_b", "front_desk", "handler", "point_head", built=True),
        _who("grid", "village", "grid_worker", built=True),
        _who("partner", "county", "partner", built=True),
        _who("two_posts", "town", "front_desk", built=True),
        _who("retired", "county", "handler", built=True, ended=True),
        Persona(login="postless", posts=(), built=True),
    )
}
STRANGER = ""
"""Nobody signed in."""


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """How a case stands, in logins and point tags."""

    holder: str = "town"
    point: str = ""
    first: str = "desk_town"
    lead: str = ""
    handler: str | None = "mediator_town"
    tracker: str | None = None
    state: str = "in_progress"
    sealed: bool = False
    escalated: bool = False
    # service -> owner, None while it waits for somebody of the profession
    items: dict[str, str | None] = field(default_factory=lambda: {"mediation": "mediator_town"})
    named: dict[str, str] = field(default_factory=dict)
    named_once: dict[str, str] = field(default_factory=dict)
    barred: tuple[str, ...] = ()
    barred_points: tuple[str, ...] = ()
    co_points: tuple[str, ...] = ()
    pending: str | None = None
    pending_to: str | None = None
    # who looks into it in an emergency now
    glass: tuple[str, ...] = ()
    county: str = COUNTY

    @property
    def received_at_point(self) -> str:
        return self.point or self.holder

    @property
    def leader(self) -> str:
        return self.lead or self.first


WAITING = {"legal_consult": None}
SKETCHES: dict[str, Sketch] = {
    "own_village": Sketch(
        holder="village", first="village", handler="village", items={"mediation": "village"}
    ),
    "own_town": Sketch(),
    "team_town": Sketch(named={"handler_town": "special", "lawyer": "watch"}),
    "moved_up": Sketch(point="village", first="village", holder="town", escalated=True),
    "escalated_county": Sketch(
        point="town",
        holder="county",
        handler="mediator",
        escalated=True,
        items={"mediation": "mediator", "psych": "psychologist", "hardship_aid": None},
    ),
    "own_county": Sketch(
        holder="county",
        first="desk",
        handler="mediator",
        items={"legal_consult": "lawyer", "family_education": None},
    ),
    "lead_elsewhere": Sketch(lead="desk", handler="handler_town"),
    "other_town": Sketch(
        holder="town_2",
        first="desk_town_2",
        handler="handler_town_2",
        items={"petition": "handler_town_2"},
    ),
    "co_handled": Sketch(
        holder="town_2",
        first="desk_town_2",
        handler="handler_town_2",
        co_points=("village",),
        items=dict(WAITING),
    ),
    "joined": Sketch(
        holder="town_2",
        first="desk_town_2",
        lead="desk",
        handler="handler_town_2",
        named={"handler_town": "co", "desk": "co"},
        co_points=("town",),
        items={"petition": "handler_town_2"},
    ),
    "other_village": Sketch(
        holder="village_2",
        first="desk_village_2",
        handler="desk_village_2",
        items={"mediation": "desk_village_2"},
    ),
    "pending_point": Sketch(
        holder="village",
        first="village",
        handler="village",
        pending="town",
        state="assigned",
        items={"mediation": "village"},
    ),
    "pending_me": Sketch(
        holder="town",
        pending="county",
        pending_to="mediator",
        state="assigned",
    ),
    "pending_city": Sketch(holder="county", first="desk", handler="mediator", pending="city"),
    "at_city": Sketch(
        point="county",
        holder="city",
        first="desk",
        handler="city",
        escalated=True,
        items={"petition": "petition"},
    ),
    "ended": Sketch(state="archived", handler=None, tracker="mediator_town"),
    "unclaimed": Sketch(
        holder="county",
        first="desk",
        handler=None,
        state="received",
        items={"psych": None, "marriage_counseling": None},
    ),
    "referred_partner": Sketch(
        holder="county", first="desk", handler="mediator", items={"legal_aid": "partner"}
    ),
    "sealed": Sketch(
        sealed=True,
        named={
            "desk_town": "first_handler",
            "mediator_town": "handler",
            "lawyer": "item",
            "head": "urgent",
        },
        items={"legal_consult": "lawyer"},
    ),
    "sealed_waiting": Sketch(
        sealed=True, named={"desk_town": "first_handler"}, items=dict(WAITING), escalated=True
    ),
    "sealed_to_me": Sketch(
        sealed=True,
        holder="town",
        named={"desk_town": "first_handler", "mediator_town": "handler"},
        pending="county",
        pending_to="head",
        state="assigned",
    ),
    "sealed_supervised": Sketch(
        sealed=True,
        named={"mediator_town": "handler", "head_town": "supervise"},
    ),
    "sealed_no_more": Sketch(
        sealed=True,
        named={"desk_town": "first_handler", "mediator_town": "handler"},
        named_once={"handler_town": "team", "head": "urgent", "lawyer": "item"},
        items={"legal_consult": "lawyer"},
    ),
    "keep_away_person": Sketch(
        holder="county",
        first="desk",
        handler="mediator",
        items={"legal_consult": "lawyer"},
        barred=("head", "supervisor", "lawyer", "psychologist"),
    ),
    "keep_away_point": Sketch(
        holder="county",
        point="town",
        first="desk_town",
        handler="mediator",
        barred_points=("town", "city"),
        items={"mediation": "mediator"},
    ),
    "recused": Sketch(
        holder="county",
        first="desk",
        handler="mediator",
        named={"mediator": "team"},
        barred=("mediator",),
        items={"mediation": "mediator"},
    ),
    "glass": Sketch(sealed=True, named={"mediator_town": "handler"}, glass=("officer",)),
    "glass_barred": Sketch(
        sealed=True, named={"mediator_town": "handler"}, glass=("officer",), barred=("officer",)
    ),
    "other_county": Sketch(
        holder="county",
        first="neighbour_desk",
        handler="neighbour_desk",
        items={"mediation": "neighbour_desk"},
        county=NEIGHBOUR,
    ),
}
