"""Every hook is documented, its example runs, and it has a test of its own name."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import core.api
from core.forms import check_forms
from core.hooks import CLASSES, HOOKS
from core.roster import Roster, ask, figures, guard, load, tell
from core.words import (
    CaseState,
    CaseView,
    Confidentiality,
    County,
    IntakeView,
    Level,
    Move,
    Period,
    PointView,
    PostView,
    RecordView,
    Stage,
    State,
    Viewer,
)
from tests.contract.hook_page import PAGE, example, hooks, page, signature
from tests.dummies import a_plugin, a_service

CASE = CaseView(
    number="990101-2026-7K3QXF-M",
    state=CaseState.FOLLOWUP,
    stage=Stage.AFTERCARE,
    level=Level.L1,
    scenario="property",
    confidentiality=Confidentiality.C2,
    danger="no",
    violence=False,
)
POINT = PointView(id="p1", code="01", name="工作室", level="county", path=("p1",))
POST = PostView(point=POINT, role="handler")
VIEWER = Viewer(account_id="a1", name="小王", county="990101", posts=(POST,), current=POST)


def run_example(name: str) -> tuple[Roster, list[object]]:
    """Return a roster with the plugin of the hook's own example, and what it noted."""
    spec = vars(HOOKS[name])[name]
    names = {word: getattr(core.api, word) for word in core.api.__all__}
    exec(example(spec.__doc__), names)  # noqa: S102 - the text of our own docstring
    plugin = SimpleNamespace(**{name: names[name]})
    if name != "service":
        plugin.service = a_plugin(a_service("tea_room")).service
    roster = load(
        since=datetime(2026, 11, 20, tzinfo=UTC),
        points=(),
        handed={"tea_room": plugin},
        strict=True,
        judge_forms=check_forms,
    )
    return roster, names.get("noted", [])


def test_hook_service():
    roster, _noted = run_example("service")
    service = roster.services["tea_room"]
    assert service.title == "茶室"
    assert service.step("visit").start(None) == {"wish": "随便聊聊"}
    assert [block.title for block in service.beside(None)] == ["茶室"]


def test_hook_suggestions():
    roster, _noted = run_example("suggestions")
    intake = IntakeView(
        scenario="dv",
        scenarios=frozenset({"dv"}),
        summary="孩子还在屋里",
        danger="yes",
        danger_flags=frozenset(),
        channel="phone",
        has_minor=True,
    )
    answers = ask(roster, "suggestions", {"tea_room"}, intake=intake)
    assert [one.service for _plugin, one in answers.values] == ["tea_room"]
    assert answers.faults == ()


def test_hook_objections():
    roster, _noted = run_example("objections")
    answers = guard(roster, {"tea_room"}, case=CASE, act=Move.ARCHIVE)
    assert [one.waivable for _plugin, one in answers.values] == [True]
    assert guard(roster, {"tea_room"}, case=CASE, act=Move.SETTLE).values == ()


def test_hook_panels():
    roster, _noted = run_example("panels")
    answers = ask(roster, "panels", {"tea_room"}, case=CASE, viewer=VIEWER)
    assert [one.title for _plugin, one in answers.values] == ["茶室"]


def test_hook_case_opened():
    roster, noted = run_example("case_opened")
    tell(roster, "case_opened", "tea_room", case=CASE)
    assert noted == [CASE.number]


def test_hook_case_moved():
    roster, noted = run_example("case_moved")
    tell(roster, "case_moved", "tea_room", case=CASE, move=Move.ASSIGN_DOWN)
    tell(roster, "case_moved", "tea_room", case=CASE, move=Move.SETTLE)
    assert noted == [CASE.number]


def test_hook_record_filed():
    roster, noted = run_example("record_filed")
    record = RecordView(
        id="r1",
        form="tea_room.visit",
        version=1,
        data={},
        item_id=None,
        filed_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    tell(roster, "record_filed", "tea_room", record=record)
    assert noted == ["r1"]


def test_hook_switched():
    roster, noted = run_example("switched")
    tell(roster, "switched", "tea_room", place=POINT, state=State.CLOSED)
    assert noted == [("01", State.CLOSED)]


def test_hook_figures():
    roster, _noted = run_example("figures")
    county = County(code="990101", name="示范县")
    period = Period(first=date(2026, 11, 1), last=date(2026, 11, 30))
    (figure,) = figures(roster, "tea_room", county=county, period=period)
    assert (figure.code, figure.numerator) == ("tea_room.visits", 12)


def test_every_hook_has_a_test_of_its_name():
    tests = {name.removeprefix("test_hook_") for name in globals() if name.startswith("test_hook_")}
    assert tests == set(HOOKS)


def test_the_page_is_what_the_code_says():
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.contract.hook_page"
    headings = [line for line in page().splitlines() if line.startswith("### ")]
    assert headings == [
        f"### `{signature(name, function)}`"
        for promise in CLASSES
        for name, function in hooks(promise).items()
    ]
