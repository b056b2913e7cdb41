"""Events and figures: told to one plugin at a time, judged like answers."""

import pytest

from core.roster import (
    Kind,
    PluginFailed,
    figures,
    tell,
)
from core.roster.dispatch import MOST_ANSWERS
from core.words import (
    Figure,
    Indicator,
    Move,
    State,
)
from tests.core.roster.asked import MONTH, POINT, a_case, raises
from tests.dummies import a_plugin, a_service, noisy, quiet


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
