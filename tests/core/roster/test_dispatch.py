"""Asking the plugins: each on its own, none harmed by another, the asker by none."""

import pytest
from markupsafe import Markup

from core.hooks import hookimpl
from core.roster import (
    Cause,
    Kind,
    Quarantine,
    ask,
    guard,
    tell,
)
from core.roster.dispatch import MOST_ANSWERS
from core.words import (
    Brand,
    Confidentiality,
    Move,
    Objection,
    Panel,
    Suggestion,
    Support,
)
from tests.core.roster.asked import (
    GIVEN,
    GOOD,
    INTAKE,
    MISBEHAVIOURS,
    VIEWER,
    a_case,
    mutates,
    mutates_deeply,
    raises,
    taking,
)
from tests.core.roster.conftest import SINCE
from tests.dummies import a_plugin, a_service, noisy


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
