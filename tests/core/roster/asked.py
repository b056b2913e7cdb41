"""What the plugins are asked with in these tests, and every way to answer badly."""

from datetime import UTC, date, datetime

from core.words import (
    CaseState,
    CaseView,
    Confidentiality,
    County,
    IntakeView,
    ItemState,
    ItemView,
    Level,
    Move,
    Objection,
    Panel,
    Period,
    PointView,
    PostView,
    RecordView,
    Stage,
    Suggestion,
    Viewer,
)

INTAKE = IntakeView(
    scenario="property",
    scenarios=frozenset({"property"}),
    summary="为了一壶茶",
    danger="no",
    danger_flags=frozenset(),
    channel="walk_in",
)
RECORD = RecordView(
    id="r1",
    form="quiet.intake",
    version=1,
    data={"wish": "和好", "rows": [{"name": "甲"}]},
    item_id="i1",
    filed_at=datetime(2026, 11, 20, tzinfo=UTC),
)


def a_case(*services):
    items = tuple(
        ItemView(
            id=f"i{number}",
            service=service,
            state=ItemState.OPEN,
            step="talk",
            version=1,
            records=(RECORD,),
        )
        for number, service in enumerate(services)
    )
    return CaseView(
        number="990101-2026-AAAAAA-0",
        state=CaseState.IN_PROGRESS,
        stage=Stage.RESOLUTION,
        level=Level.L1,
        scenario="dv",
        confidentiality=Confidentiality.C3,
        danger="yes",
        violence=True,
        items=items,
    )


POINT = PointView(id="p1", code="01", name="工作室", level="county", path=("p1",))
VIEWER = Viewer(
    account_id="a1",
    name="小王",
    county="990101",
    posts=(PostView(point=POINT, role="handler"),),
    current=PostView(point=POINT, role="handler"),
)

GIVEN = {
    "suggestions": {"intake": INTAKE},
    "objections": {"case": a_case("quiet"), "act": Move.SETTLE},
    "panels": {"case": a_case("quiet"), "viewer": VIEWER},
}
MONTH = {
    "county": County(code="990101", name="示范县"),
    "period": Period(first=date(2026, 11, 1), last=date(2026, 11, 30)),
}
GOOD = {
    "suggestions": Suggestion(service="good", why="好"),
    "objections": Objection(text="好"),
    "panels": Panel(title="好", lines=()),
}


def raises(error):
    def run(*given):
        raise error

    return run


def recurses(*given):
    return recurses(*given)


def cyclic(*given):
    ring = []
    ring.append(ring)
    return ring


def mutates(*given):
    for name in ("violence", "danger", "summary", "items", "name"):
        if hasattr(given[0], name):
            object.__setattr__(given[0], name, "changed")
    return []


def mutates_deeply(*given):
    case = given[0]
    case.items[0].records[0].data["wish"] = "changed"
    case.items[0].records[0].data["rows"].append("changed")
    return []


def endless(*given):
    while True:
        yield "more"


class Exploding:
    """Something that defends itself against being looked at."""

    def __getattribute__(self, name):
        raise RuntimeError(name)

    def __deepcopy__(self, memo):
        raise RuntimeError("no copies")


MISBEHAVIOURS = {
    "raises": raises(ValueError("13800138000")),
    "exits": raises(SystemExit(1)),
    "generator exit": raises(GeneratorExit()),
    "memory": raises(MemoryError()),
    "none": lambda *given: None,
    "number": lambda *given: 7,
    "text": lambda *given: "我说了算",
    "strangers": lambda *given: [object()],
    "ten megabytes": lambda *given: ["x" * 10_000_000],
    "cyclic": cyclic,
    "mutates": mutates,
    "recurses": recurses,
    "endless": endless,
    "exploding": lambda *given: Exploding(),
    "exploding inside": lambda *given: [Exploding()],
}


def taking(hook, behaviour):
    """Give a behaviour the arguments the hook names, as pluggy wants them."""
    if hook == "suggestions":
        return lambda intake: behaviour(intake)
    if hook == "panels":
        return lambda case, viewer: behaviour(case, viewer)
    return lambda case, act: behaviour(case, act)
