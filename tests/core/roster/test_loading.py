"""Which plugin may be missing or broken, and what then: a desk opens at eight either way."""

import sys
from dataclasses import replace
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType, SimpleNamespace

import pluggy
import pytest

from core.hooks import hookimpl
from core.roster import Cause, Gates, PluginRefused, Quarantine, doctor, load
from core.roster.loading import GROUP
from core.words import Brand, Field, Indicator, Step, Support
from tests.core.roster.conftest import SINCE
from tests.dummies import a_plugin, a_service, entry_point


class Ours(EntryPoint):
    """An entry point as our own distribution has it."""

    dist = SimpleNamespace(name="jiahe")


def bundled(name, module):
    return Ours(name=name, value=module, group=GROUP)


@pytest.fixture
def module(monkeypatch):
    """Put a module into the import system for one test."""

    def put(name, plugin=None):
        made = ModuleType(name)
        for key, value in vars(plugin or SimpleNamespace()).items():
            setattr(made, key, value)
        monkeypatch.setitem(sys.modules, name, made)
        return name

    return put


@pytest.fixture
def broken_file(tmp_path, monkeypatch):
    """Write an importable module with some source."""
    monkeypatch.syspath_prepend(tmp_path)

    def write(name, source):
        (tmp_path / f"{name}.py").write_text(source)
        return name

    return write


def card(roster, name):
    (found,) = [one for one in roster.quarantined if one.name == name]
    return found


def test_a_good_plugin_is_loaded_and_answers(load_dummies):
    roster = load_dummies("quiet")
    assert roster.names == {"quiet"}
    assert roster.services["quiet"].title == "安静的茶室"
    assert [one.plugin for one in roster.hooks("panels")] == ["quiet"]
    assert roster.hooks("figures") == ()
    assert roster.form("quiet.intake")[0] == "quiet"
    with pytest.raises(KeyError):
        roster.hooks("panel")


def test_the_roster_is_frozen(load_dummies):
    roster = load_dummies("quiet")
    with pytest.raises(TypeError):
        roster.services["more"] = roster.services["quiet"]
    with pytest.raises(TypeError):
        roster.implementations["panels"] = ()
    with pytest.raises(AttributeError):
        roster.services = {}


def test_two_rosters_do_not_see_each_other(load_dummies):
    one, other = load_dummies("quiet"), load_dummies("noisy")
    assert (one.names, other.names) == ({"quiet"}, {"noisy"})
    assert one.times is not other.times
    assert one.gates is not other.gates


def test_a_missing_module_is_absent(load_only):
    for value in ("nowhere_to_be_found", "plugins.nowhere_to_be_found", "nowhere_x.plugin"):
        roster = load_only(points=[EntryPoint(name="tea", value=value, group=GROUP)])
        assert card(roster, "tea").cause is Cause.ABSENT
        assert card(roster, "tea").reason == "没有安装"


def test_a_missing_bundled_module_is_absent_too(load_only):
    roster = load_only(points=[bundled("tea", "plugins.nowhere_to_be_found")])
    assert card(roster, "tea").cause is Cause.ABSENT


def test_a_missing_dependency_is_no_absence(load_only, broken_file):
    name = broken_file("needs_much", "import nowhere_to_be_found_either")
    roster = load_only(points=[entry_point("tea", name)])
    assert card(roster, "tea").cause is Cause.BROKEN
    assert "nowhere_to_be_found_either" in card(roster, "tea").detail


@pytest.mark.parametrize(
    "source",
    [
        "raise ValueError('x')",
        "import sys; sys.exit(3)",
        "def f(): f()\nf()",
        "this is no python",
        "from core.api import nothing_of_this_name",
    ],
    ids=["raises", "exits", "recurses", "syntax", "api"],
)
def test_a_third_party_plugin_that_cannot_be_imported_is_quarantined(
    load_only, broken_file, source
):
    name = broken_file(f"broken_{abs(hash(source))}", source)
    roster = load_only(points=[entry_point("tea", name), entry_point("quiet")])
    assert card(roster, "tea").cause is Cause.BROKEN
    assert card(roster, "tea").since == SINCE
    assert roster.names == {"quiet"}


def test_a_bundled_plugin_that_cannot_be_imported_stops_the_start(load_only, broken_file):
    name = broken_file("bundled_broken", "raise ValueError('x')")
    with pytest.raises(PluginRefused) as refused:
        load_only(points=[bundled("tea", name)])
    assert refused.value.quarantine.cause is Cause.BROKEN


def test_interrupting_the_start_interrupts_it(load_only, broken_file):
    name = broken_file("interrupting", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_only(points=[entry_point("tea", name)])


@pytest.mark.parametrize("strict", [False, True])
def test_off_means_off_even_when_strict_and_bundled(load_only, strict):
    points = [bundled("tea", "plugins.nowhere_to_be_found"), entry_point("noisy")]
    roster = load_only(points=points, off=frozenset({"tea", "noisy"}), strict=strict)
    assert {one.name: one.cause for one in roster.quarantined} == {
        "tea": Cause.OFF,
        "noisy": Cause.OFF,
    }
    assert roster.known == {"tea", "noisy"}


def test_strict_stops_for_anything_else(load_only):
    for point in (entry_point("stale"), entry_point("tea", "nowhere_to_be_found")):
        with pytest.raises(PluginRefused):
            load_only(points=[point], strict=True)


def test_another_api_is_quarantined(load_dummies):
    roster = load_dummies("stale", "quiet")
    assert card(roster, "stale").cause is Cause.API
    assert roster.names == {"quiet"}


def test_the_api_is_judged_before_the_shape(load_only):
    future = SimpleNamespace(api=7, something="new")
    roster = load_only(handed={"tea": a_plugin(future)})
    assert card(roster, "tea").cause is Cause.API


def test_a_bundled_plugin_of_another_api_stops_the_start(load_only):
    with pytest.raises(PluginRefused):
        load_only(points=[bundled("stale", "tests.dummies.stale")])


def test_nobody_takes_the_name_of_a_bundled_plugin(load_only, module):
    thief = module("a_thief", a_plugin(a_service("quiet", title="冒名")))
    points = [entry_point("quiet", thief), bundled("quiet", "tests.dummies.quiet")]
    roster = load_only(points=points)
    assert roster.services["quiet"].title == "安静的茶室"
    assert card(roster, "quiet").cause is Cause.DUPLICATE
    assert roster.bundled == {"quiet"}


def test_forms_of_core_cannot_be_replaced(load_dummies):
    roster = load_dummies("quiet", core_forms=frozenset({"quiet.intake"}))
    assert card(roster, "quiet").cause is Cause.DUPLICATE


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        (a_plugin(a_service("tea"), suggestion=lambda intake: []), "suggestion"),
        (a_plugin(a_service("tea"), panels=lambda case, person: []), "person"),
        (SimpleNamespace(), "0 times"),
        (
            SimpleNamespace(
                one=hookimpl(specname="service")(lambda: a_service("tea")),
                two=hookimpl(specname="service")(lambda: a_service("tea")),
            ),
            "2 times",
        ),
    ],
    ids=["misspelt", "argument", "nothing", "twice"],
)
def test_a_hook_that_does_not_fit_is_refused(load_only, plugin, said):
    found = card(load_only(handed={"tea": plugin}), "tea")
    assert found.cause is Cause.HOOKS
    assert said in found.detail


def test_wrappers_and_coroutines_are_refused(load_only):
    def around(case, viewer):
        return (yield)

    async def later(case, viewer):
        return []

    for marker, hook in (
        (hookimpl(wrapper=True), around),
        (hookimpl(hookwrapper=True), around),
        (hookimpl(), later),
    ):
        plugin = a_plugin(a_service("tea"))
        plugin.panels = marker(hook)
        assert card(load_only(handed={"tea": plugin}), "tea").cause is Cause.HOOKS


def test_a_hook_under_another_name_is_that_plugins_own(load_only):
    plugin = a_plugin(a_service("tea"))
    plugin.other = hookimpl(specname="panels")(lambda: [])
    assert [one.plugin for one in load_only(handed={"tea": plugin}).hooks("panels")] == ["tea"]


@pytest.mark.parametrize("declared", [None, "tea", {"name": "tea"}, object(), 7])
def test_something_else_than_a_declaration_is_refused(load_only, declared):
    assert card(load_only(handed={"tea": a_plugin(declared)}), "tea").cause is Cause.API


def test_a_declaration_that_only_looks_like_one_is_refused(load_only):
    imitation = SimpleNamespace(api=1, name="tea")
    found = card(load_only(handed={"tea": a_plugin(imitation)}), "tea")
    assert found.cause is Cause.DECLARATION


def test_a_declaration_that_raises_is_refused(load_only):
    def service():
        raise SystemExit(1)

    plugin = SimpleNamespace(service=hookimpl(service))
    assert card(load_only(handed={"tea": plugin}), "tea").cause is Cause.BROKEN


def test_a_faulty_declaration_says_what_is_wrong(load_only):
    plugin = a_plugin(a_service("tea", steps=()))
    found = card(load_only(handed={"tea": plugin}), "tea")
    assert found.cause is Cause.DECLARATION
    assert "closes the item" in found.reason


def test_roles_are_checked_when_they_are_given(load_only):
    step = Step(name="talk", title="谈", roles=frozenset({"nobody"}), closes=True)
    handed = {"tea": a_plugin(a_service("tea", steps=(step,)))}
    assert load_only(handed=handed).names == {"tea"}
    assert load_only(handed=handed, roles=frozenset({"handler"})).names == set()


def test_a_brand_stands_on_its_service(load_dummies):
    assert load_dummies("quiet", "brand").brands["brand"].service == "quiet"
    orphan = load_dummies("brand")
    assert card(orphan, "brand").cause is Cause.ORPHAN
    assert orphan.names == set()


@pytest.mark.parametrize(
    "extra",
    [
        {"quiet.gone": ()},
        {"quiet.intake": ("tea",)},
        {"quiet.intake": (Field(name="wish", label="重名", purpose="x"),)},
        {"quiet.intake": (Field(name="tea", label="茶", purpose=""),)},
    ],
    ids=["no form", "no field", "repeats", "no purpose"],
)
def test_a_brand_only_adds_sound_fields(load_only, extra):
    brand = Brand(name="wang", service="quiet", title="老王", extra_fields=extra)
    roster = load_only(points=[entry_point("quiet")], handed={"wang": a_plugin(brand)})
    assert card(roster, "wang").cause is Cause.DECLARATION
    assert roster.names == {"quiet"}


def test_services_stand_in_the_order_of_the_standard(load_only):
    clauses = {"ten": "5.4.10", "two": "5.4.2", "none": "", "nine": "T/ZSM 5.4.9"}
    handed = {name: a_plugin(a_service(name, clause=c)) for name, c in clauses.items()}
    handed["help_desk"] = a_plugin(
        Support(name="help_desk", title="帮手", clause="6.1", summary="x")
    )
    roster = load_only(handed=handed)
    assert list(roster) == ["two", "nine", "ten", "none", "help_desk"]


def test_a_quarantined_service_takes_its_brands_along(load_dummies):
    refused = Quarantine(name="quiet", cause=Cause.MOUNT, since=SINCE, detail="x")
    roster = load_dummies("quiet", "brand", "noisy").without(refused)
    assert roster.names == {"noisy"}
    assert {one.name: one.cause for one in roster.quarantined} == {
        "quiet": Cause.MOUNT,
        "brand": Cause.ORPHAN,
    }
    assert roster.hooks("case_opened")[0].plugin == "noisy"
    assert "quiet" not in roster.homes


def test_loading_leaves_no_trace_in_pluggy():
    before = vars(pluggy).copy()
    load(since=SINCE, points=[entry_point("noisy")], gates=Gates(at_once=1))
    assert vars(pluggy) == before


def test_what_is_installed_is_found():
    names = {point.name for point in entry_points(group=GROUP)}
    assert load(since=SINCE).known == names


def test_the_diagnosis_tells_of_everybody(load_dummies):
    rows = {row.name: row for row in doctor(load_dummies("quiet", "brand", "stale", "noisy"))}
    assert rows["quiet"].kind == "service"
    assert rows["quiet"].hooks == (
        "suggestions", "objections", "panels",
        "case_opened", "case_moved", "record_filed", "switched",
    )  # fmt: skip
    assert rows["brand"].kind == "brand"
    assert rows["stale"].kind == "quarantined"
    assert "api 2" in rows["stale"].reason
    assert any("no indicator" in line for line in rows["noisy"].advice)


def test_the_diagnosis_tells_of_figures_nobody_computes():
    def told(*indicators):
        plugin = a_plugin(a_service("tea", indicators=indicators))
        roster = load(since=SINCE, points=(), handed={"tea": plugin})
        return [line for row in doctor(roster) for line in row.advice if "hook figures" in line]

    cups = Indicator(code="tea.cups", title="几杯", formula="数出来")
    assert told(cups) == ["no hook figures: 1 indicators are declared, computed by nothing"]
    assert told(replace(cups, missing="没有杯子")) == []
