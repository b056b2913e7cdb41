"""The logic of a step may fail or answer nonsense; then nothing happens, and it is on record."""

from dataclasses import replace
from datetime import date

import pytest

from core.roster import (
    Kind,
    PluginFailed,
    answers_known,
    beside_item,
    check_step,
    effects_of,
    file_of_item,
    fitting_steps,
)
from core.words import (
    CloseItem,
    Confidentiality,
    FileMeter,
    FilePiece,
    Objection,
    Panel,
    RaiseConfidentiality,
    Step,
    StepContext,
    Task,
)
from tests.core.roster.asked import a_case
from tests.dummies import a_plugin, a_service, noisy

CASE = a_case("tea")
CONTEXT = StepContext(
    case=CASE, item=CASE.items[0], data={"wish": ["和好"]}, today=date(2026, 11, 20)
)


@pytest.fixture
def heard():
    return []


@pytest.fixture
def roster(load_only, heard):
    return load_only(handed={"tea": a_plugin(a_service("tea"))}, heard=heard.extend)


def a_step(**logic):
    return Step(name="talk", title="谈一次", **logic)


def test_a_step_without_logic_agrees_and_changes_nothing(roster, heard):
    assert check_step(roster, "tea", a_step(), CONTEXT) == ()
    assert effects_of(roster, "tea", a_step(), CONTEXT) == ()
    assert heard == []


def test_what_it_says_is_passed_on_and_timed(roster):
    said = (Objection(text="还没到日子", citation="建议"),)
    done = (Task(title="回访"), RaiseConfidentiality(why="有危险"), CloseItem(outcome="done"))
    assert check_step(roster, "tea", a_step(check=lambda context: said), CONTEXT) == said
    assert effects_of(roster, "tea", a_step(then=lambda context: done), CONTEXT) == done
    assert {row.hook for row in roster.times.rows()} == {"check", "then"}


def raises(error):
    def run(context):
        raise error

    return run


def recurses(context):
    return recurses(context)


@pytest.mark.parametrize("ask", [check_step, effects_of])
@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (raises(ValueError(noisy.SECRET)), Kind.RAISED),
        (raises(SystemExit(1)), Kind.RAISED),
        (recurses, Kind.RAISED),
        (lambda context: None, Kind.WRONG),
        (lambda context: [Objection(text="x")], Kind.WRONG),
        (lambda context: (Confidentiality.C1,), Kind.WRONG),
        (lambda context: ("x" * 10_000_000,), Kind.WRONG),
        (lambda context: (Objection(text="x" * 10_000), Task(title="x" * 10_000)), Kind.WRONG),
    ],
    ids=["raises", "exits", "recurses", "none", "list", "lowers", "ten megabytes", "long"],
)
def test_what_it_does_wrong_is_a_failure_and_on_record(roster, heard, ask, answer, kind):
    with pytest.raises(PluginFailed) as failed:
        ask(roster, "tea", a_step(check=answer, then=answer), CONTEXT)
    assert failed.value.fault.kind is kind
    assert heard == [failed.value.fault]
    assert "138" not in str(failed.value)


def test_a_form_opens_with_what_the_step_knows(roster, heard):
    known = {"wish": "和好", "people": [{"name": "甲", "age": 8}], "sure": True}
    assert answers_known(roster, "tea", a_step(start=lambda context: known), CONTEXT) == known
    assert answers_known(roster, "tea", a_step(), CONTEXT) == {}
    assert heard == []


def test_a_block_beside_the_item_is_passed_on(roster, heard):
    block = Panel(title="茶室", lines=("座位还有",))
    service = a_service("tea", beside=lambda context: (block,))
    assert beside_item(roster, service, CONTEXT) == (block,)
    assert beside_item(roster, a_service("tea"), CONTEXT) == ()
    assert heard == []


def test_a_step_that_does_not_fit_is_none_of_the_items(roster, heard):
    def steps(*fits):
        made = tuple(a_step(fits=one) for one in fits)
        service = replace(a_service("tea"), steps=made)
        return len(fitting_steps(roster, service, CONTEXT.item))

    assert steps(None, lambda item: True, lambda item: False) == 2
    assert heard == []
    assert steps(raises(ValueError(noisy.SECRET)), lambda item: None) == 2, "failing hides nothing"
    assert [fault.hook for fault in heard] == ["fits", "fits"]


@pytest.mark.parametrize(
    "answer",
    [
        raises(ValueError(noisy.SECRET)),
        lambda context: None,
        lambda context: [1],
        lambda context: {"wish": object()},
        lambda context: {"wish": "x" * 10_000},
    ],
    ids=["raises", "none", "list", "object", "long"],
)
def test_a_page_opens_empty_rather_than_not_at_all(roster, heard, answer):
    assert answers_known(roster, "tea", a_step(start=answer), CONTEXT) == {}
    assert beside_item(roster, a_service("tea", beside=answer), CONTEXT) == ()
    assert [fault.hook for fault in heard] == ["start", "beside"]
    assert "138" not in repr(heard)


def test_an_effect_is_no_objection_and_the_other_way_round(roster):
    with pytest.raises(PluginFailed):
        check_step(roster, "tea", a_step(check=lambda context: (Task(title="x"),)), CONTEXT)
    with pytest.raises(PluginFailed):
        effects_of(roster, "tea", a_step(then=lambda context: (Objection(text="x"),)), CONTEXT)


def test_it_cannot_change_what_it_was_given(roster):
    def meddles(context):
        context.data["wish"].append("changed")
        object.__setattr__(context.case, "violence", False)
        return ()

    before = repr(CONTEXT)
    assert effects_of(roster, "tea", a_step(then=meddles), CONTEXT) == ()
    assert repr(CONTEXT) == before


def test_interrupting_interrupts(roster):
    with pytest.raises(KeyboardInterrupt):
        check_step(roster, "tea", a_step(check=raises(KeyboardInterrupt())), CONTEXT)


def test_what_a_file_asks_for_is_passed_on(roster, heard):
    meter = FileMeter(difficulty="hard", pieces=(FilePiece(title="茶单", there=False),))
    asked = a_service("tea", dossier=lambda context: meter)
    assert file_of_item(roster, asked, CONTEXT) == meter
    assert file_of_item(roster, a_service("tea", dossier=lambda context: None), CONTEXT) is None
    assert file_of_item(roster, a_service("tea"), CONTEXT) is None
    assert heard == []


@pytest.mark.parametrize(
    "answer",
    [
        raises(ValueError(noisy.SECRET)),
        lambda context: (FilePiece(title="茶单", there=False),),
        lambda context: FileMeter(difficulty="enormous", pieces=()),
        lambda context: FileMeter(difficulty="hard", pieces=(FilePiece(title=7, there=True),)),
        lambda context: FileMeter(difficulty="hard", pieces=[]),
    ],
    ids=["raises", "tuple", "difficulty", "title", "list"],
)
def test_a_meter_that_cannot_be_read_is_none(roster, heard, answer):
    assert file_of_item(roster, a_service("tea", dossier=answer), CONTEXT) is None
    assert [fault.hook for fault in heard] == ["dossier"]
    assert "138" not in repr(heard)
