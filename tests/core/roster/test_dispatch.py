"""Asking the plugins: each on its own, none harmed by another, the asker by none."""

import threading
from datetime import UTC, date, datetime

import pytest
from markupsafe import Markup

from core.hooks import hookimpl
from core.roster import (
    NEVER_BLOCKED_BY_FAULT,
    Cause,
    Gates,
    Kind,
    PluginFailed,
    Quarantine,
    TimeRecord,
    ask,
    figures,
    guard,
    tell,
)
from core.roster.dispatch import MOST_ANSWERS
from core.roster.health import SLOW
from core.words import (
    Brand,
    CaseState,
    CaseView,
    Confidentiality,
    County,
    Figure,
    Filing,
    Indicator,
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
    State,
    Suggestion,
    Support,
    Viewer,
)
from tests.core.roster.conftest import SINCE
from tests.dummies import a_plugin, a_service, noisy, quiet, slow

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


@pytest.mark.parametrize("hook", GIVEN)
@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_one_bad_plugin_harms_nobody(load_only, hook, name):
    given = dict(GIVEN[hook])
    seen = []
    roster = load_only(
        handed={
            # asked before and after the bad one
            "about": a_plugin(a_service("about")),
            "bad": a_plugin(a_service("bad"), **{hook: taking(hook, MISBEHAVIOURS[name])}),
            "good": a_plugin(
                a_service("good"),
                **{hook: taking(hook, lambda *args: seen.append(args) or [GOOD[hook]])},
            ),
        }
    )
    answers = ask(roster, hook, {"bad", "good"}, **given)
    assert answers.values == (("good", GOOD[hook]),)
    assert seen == [tuple(GIVEN[hook].values())], "the second plugin saw what the first changed"
    assert {fault.plugin for fault in answers.faults} <= {"bad"}
    harmless = name in ("none", "mutates")
    assert (not answers.faults) == harmless
    assert len(answers.notices(roster)) == len(answers.faults)
    assert "138" not in repr(answers.faults)


def test_nothing_a_plugin_does_to_its_arguments_reaches_us(load_only):
    case = a_case("bad")
    before = repr(case)
    handed = {
        "bad": a_plugin(a_service("bad"), panels=lambda case, viewer: mutates_deeply(case)),
        "worse": a_plugin(a_service("worse"), panels=lambda case, viewer: mutates(case)),
    }
    ask(load_only(handed=handed), "panels", {"bad", "worse"}, case=case, viewer=VIEWER)
    assert repr(case) == before
    assert case.confidentiality is Confidentiality.C3


def test_greed_is_of_no_use(load_dummies):
    roster = load_dummies("quiet", "greedy")
    case = a_case("quiet")
    assert ask(roster, "suggestions", {"greedy"}, intake=INTAKE).faults[0].kind is Kind.WRONG
    assert guard(roster, {"greedy"}, case=case, act=Move.SETTLE).values == ()
    assert ask(roster, "panels", {"greedy"}, case=case, viewer=VIEWER).values == ()
    assert case == a_case("quiet")


def test_interrupting_interrupts(load_only):
    handed = {"bad": a_plugin(a_service("bad"), suggestions=raises(KeyboardInterrupt()))}
    with pytest.raises(KeyboardInterrupt):
        ask(load_only(handed=handed), "suggestions", {"bad"}, intake=INTAKE)


def test_only_the_allowed_are_asked(load_dummies):
    roster = load_dummies("quiet", "noisy")
    assert ask(roster, "suggestions", (), intake=INTAKE).values == ()
    assert ask(roster, "suggestions", {"quiet"}, intake=INTAKE).faults == ()
    assert ask(roster, "suggestions", {"nobody"}, intake=INTAKE).values == ()


def test_another_name_for_a_hook_passes_no_one_by(load_only):
    plugin = a_plugin(a_service("sly"))
    plugin.quietly = hookimpl(specname="suggestions")(lambda: [GOOD["suggestions"]])
    answers = ask(load_only(handed={"sly": plugin}), "suggestions", {"good"}, intake=INTAKE)
    assert answers.values == ()


def test_an_event_is_no_question(load_dummies):
    with pytest.raises(KeyError):
        ask(load_dummies("quiet"), "case_opened", {"quiet"}, case=a_case())
    with pytest.raises(KeyError):
        tell(load_dummies("quiet"), "panels", "quiet", case=a_case())
    with pytest.raises(KeyError):
        ask(load_dummies("quiet"), "nothing", {"quiet"})


def test_our_own_mistake_is_not_blamed_on_a_plugin(load_dummies):
    with pytest.raises(KeyError):
        ask(load_dummies("quiet"), "panels", {"quiet"}, case=a_case())


def test_every_fault_is_heard_without_the_asker_doing_anything(load_dummies):
    heard = []
    roster = load_dummies("noisy", "quiet", heard=heard.extend)
    answers = ask(roster, "suggestions", {"noisy", "quiet"}, intake=INTAKE)
    assert tuple(heard) == answers.faults
    ask(roster, "suggestions", {"quiet"}, intake=INTAKE)
    assert len(heard) == 1


def test_generators_and_tuples_are_answers_too(load_only):
    def panels(case, viewer):
        yield GOOD["panels"]

    roster = load_only(handed={"tea": a_plugin(a_service("tea"), panels=panels)})
    assert len(ask(roster, "panels", {"tea"}, **GIVEN["panels"]).values) == 1


def test_more_than_enough_is_too_much(load_only):
    def panels(case, viewer):
        return [GOOD["panels"]] * (MOST_ANSWERS + 1)

    roster = load_only(handed={"tea": a_plugin(a_service("tea"), panels=panels)})
    answers = ask(roster, "panels", {"tea"}, **GIVEN["panels"])
    assert (answers.values, answers.faults[0].kind) == ((), Kind.WRONG)


def test_markup_is_not_text(load_only):
    def panels(case, viewer):
        return [Panel(title=Markup("<script>"), lines=())]

    roster = load_only(handed={"tea": a_plugin(a_service("tea"), panels=panels)})
    assert ask(roster, "panels", {"tea"}, **GIVEN["panels"]).values == ()


def test_who_speaks_for_whom(load_only):
    def says(service):
        return lambda: [Suggestion(service=service, why="因为")]

    roster = load_only(
        handed={
            "tea": a_plugin(a_service("tea"), suggestions=says("tea")),
            "wine": a_plugin(a_service("wine"), suggestions=says("tea")),
            "wang": a_plugin(
                Brand(name="wang", service="tea", title="老王"), suggestions=says("tea")
            ),
            "li_face": a_plugin(
                Brand(name="li_face", service="wine", title="老李"), suggestions=says("tea")
            ),
            "walks": a_plugin(
                Support(name="walks", title="走访", clause="5.5.1", summary="x"),
                suggestions=says("tea"),
            ),
            "dreams": a_plugin(
                Support(name="dreams", title="梦", clause="5.5.1", summary="x"),
                suggestions=says("gone"),
            ),
        }
    )
    answers = ask(roster, "suggestions", roster.names, intake=INTAKE)
    assert {plugin for plugin, _ in answers.values} == {"tea", "wang", "walks"}
    assert {fault.plugin for fault in answers.faults} == {"wine", "li_face", "dreams"}


def test_a_fault_names_the_place_and_not_the_words(load_dummies):
    answers = ask(load_dummies("noisy"), "suggestions", {"noisy"}, intake=INTAKE)
    (fault,) = answers.faults
    assert fault.where.startswith("RuntimeError at tests.dummies.noisy.suggestions:")
    assert noisy.SECRET not in repr(answers)


class Watch:
    """A stopwatch that moves when told."""

    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


def test_a_slow_answer_is_used_and_counted(load_only):
    watch = Watch()

    def panels(case, viewer):
        watch.at += SLOW + 1
        return [GOOD["panels"]]

    roster = load_only(
        handed={"tea": a_plugin(a_service("tea"), panels=panels)}, times=TimeRecord(watch=watch)
    )
    answers = ask(roster, "panels", {"tea"}, **GIVEN["panels"])
    assert [fault.kind for fault in answers.faults] == [Kind.SLOW]
    assert answers.values == (("tea", GOOD["panels"]),)
    assert answers.notices(roster) == ()
    (row,) = roster.times.rows()
    assert (row.plugin, row.hook, row.calls, row.seconds) == ("tea", "panels", 1, SLOW + 1)


def test_failures_take_time_too(load_only):
    watch = Watch()

    def panels(case, viewer):
        watch.at += 1
        raise ValueError

    roster = load_only(
        handed={"tea": a_plugin(a_service("tea"), panels=panels)}, times=TimeRecord(watch=watch)
    )
    for _ in range(2):
        ask(roster, "panels", {"tea"}, **GIVEN["panels"])
    assert roster.times.rows()[0].calls == 2
    assert roster.times.rows()[0].slowest == 1


def test_a_hanging_plugin_holds_only_so_many(load_dummies):
    roster = load_dummies("slow", gates=Gates(at_once=2, patience=0))
    slow.GO_ON.clear()
    first = []
    threads = [
        threading.Thread(
            target=lambda: first.append(ask(roster, "suggestions", {"slow"}, intake=INTAKE))
        )
        for _ in range(2)
    ]
    try:
        for thread in threads:
            thread.start()
        for _ in threads:
            assert slow.ENTERED.acquire(timeout=10)
        answers = ask(roster, "suggestions", {"slow"}, intake=INTAKE)
        assert [fault.kind for fault in answers.faults] == [Kind.BUSY]
        assert "正忙" in answers.notices(roster)[0].text
    finally:
        slow.GO_ON.set()
        for thread in threads:
            thread.join(10)
    assert [len(answers.values) for answers in first] == [1, 1]
    assert ask(roster, "suggestions", {"slow"}, intake=INTAKE).values


@pytest.fixture
def guards(load_dummies):
    """Return what the noisy guard does to an act on a case with some items."""
    roster = load_dummies("noisy", "quiet")

    def run(act, *services, allowed=("noisy", "quiet")):
        return guard(roster, allowed, case=a_case(*services), act=act)

    return run


def test_a_broken_guard_blocks_a_case_with_its_item_and_says_who(guards):
    answers = guards(Move.SETTLE, "noisy")
    ((plugin, objection),) = answers.values
    assert plugin == "noisy"
    assert objection.waivable
    assert objection.values == {"title": "noisy 服务"}
    assert "说明理由" in objection.text


def test_a_broken_guard_blocks_no_other_case(guards):
    assert guards(Move.SETTLE, "quiet").values == ()
    assert guards(Move.SETTLE).values == ()
    assert guards(Move.SETTLE).faults


@pytest.mark.parametrize("move", sorted(NEVER_BLOCKED_BY_FAULT))
def test_a_broken_guard_never_stops_help(guards, move):
    answers = guards(move, "noisy")
    assert answers.values == ()
    assert answers.faults


def test_a_broken_guard_blocks_steps_and_filings(guards, load_dummies):
    step = load_dummies("noisy").services["noisy"].steps[0]
    assert guards(step, "noisy").values
    assert guards(Filing(form="noisy.intake", data={"wish": "x"}), "noisy").values


def test_an_open_breaker_stops_blocking(guards):
    assert guards(Move.SETTLE, "noisy", allowed=("quiet",)).values == ()


def test_what_a_guard_says_is_kept_beside_the_fault(guards):
    answers = guards(Move.ARCHIVE, "noisy", "quiet")
    assert [plugin for plugin, _ in answers.values] == ["quiet", "noisy"]


def test_a_brand_guards_the_items_of_its_service(load_only):
    handed = {
        "tea": a_plugin(a_service("tea")),
        "wang": a_plugin(
            Brand(name="wang", service="tea", title="老王"), objections=raises(ValueError())
        ),
    }
    roster = load_only(handed=handed)
    assert guard(roster, {"wang"}, case=a_case("tea"), act=Move.SETTLE).values
    assert not guard(roster, {"wang"}, case=a_case("wine"), act=Move.SETTLE).values


def test_slowness_blocks_nothing(load_only):
    watch = Watch()

    def objections(case, act):
        watch.at += SLOW + 1

    handed = {"tea": a_plugin(a_service("tea"), objections=objections)}
    roster = load_only(handed=handed, times=TimeRecord(watch=watch))
    answers = guard(roster, {"tea"}, case=a_case("tea"), act=Move.SETTLE)
    assert answers.values == ()
    assert answers.faults[0].kind is Kind.SLOW


def test_events_reach_one_plugin_and_failures_come_back(load_dummies):
    roster = load_dummies("quiet", "noisy")
    quiet.HEARD.clear()
    tell(roster, "case_moved", "quiet", case=a_case(), move=Move.SETTLE)
    tell(roster, "switched", "quiet", place=POINT, state=State.OPEN)
    assert quiet.HEARD == [("case_moved", "settle"), ("switched", "open")]
    with pytest.raises(PluginFailed) as failed:
        tell(roster, "case_moved", "noisy", case=a_case(), move=Move.SETTLE)
    assert failed.value.fault.kind is Kind.RAISED
    assert noisy.SECRET not in str(failed.value)
    tell(roster, "case_moved", "nobody", case=a_case(), move=Move.SETTLE)


def test_leaving_the_worker_is_a_failure_like_any_other(load_only):
    handed = {"tea": a_plugin(a_service("tea"), switched=raises(SystemExit()))}
    with pytest.raises(PluginFailed):
        tell(load_only(handed=handed), "switched", "tea", place=POINT, state=State.OPEN)


def test_figures_are_judged_like_answers(load_only):
    def good(county, period):
        yield Figure(code="tea.cups", numerator=3)

    roster = load_only(
        handed={
            "tea": a_plugin(a_service("tea"), figures=good),
            "bad": a_plugin(a_service("bad"), figures=lambda: [3]),
        }
    )
    assert figures(roster, "tea", **MONTH) == (Figure(code="tea.cups", numerator=3),)
    assert figures(roster, "gone", **MONTH) == ()
    with pytest.raises(PluginFailed):
        figures(roster, "bad", **MONTH)


def test_figures_are_as_many_as_are_declared(load_only):
    codes = [f"cups_{size}" for size in range(MOST_ANSWERS + 2)]
    declared = tuple(Indicator(code=one, title=one, formula="数出来") for one in codes)

    def brewing(said):
        def counting(period):
            return [Figure(code=one, numerator=1) for one in said]

        service = a_service("tea", indicators=declared)
        return load_only(handed={"tea": a_plugin(service, figures=counting)})

    assert len(figures(brewing(codes), "tea", **MONTH)) == len(codes)
    with pytest.raises(PluginFailed):
        figures(brewing([*codes, codes[0]]), "tea", **MONTH)


def test_a_quarantined_plugin_is_asked_nothing(load_dummies):
    refused = Quarantine(name="noisy", cause=Cause.MOUNT, since=SINCE)
    roster = load_dummies("noisy", "quiet").without(refused)
    assert ask(roster, "suggestions", {"noisy", "quiet"}, intake=INTAKE).faults == ()


def test_answers_cannot_be_changed_afterwards(load_only):
    kept = {}

    def objections(case, act):
        kept["values"] = {"name": "老王"}
        return [Objection(text="%(name)s", values=kept["values"])]

    roster = load_only(handed={"tea": a_plugin(a_service("tea"), objections=objections)})
    answers = guard(roster, {"tea"}, case=a_case("tea"), act=Move.SETTLE)
    kept["values"]["name"] = "换了人"
    assert answers.values[0][1].values == {"name": "老王"}
