"""A guard that breaks stops only the cases of its own plugin, and never help."""

import pytest

from core.roster import (
    NEVER_BLOCKED_BY_FAULT,
    guard,
)
from core.words import (
    Brand,
    Filing,
    Move,
)
from tests.core.roster.asked import a_case, raises
from tests.dummies import a_plugin, a_service


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
