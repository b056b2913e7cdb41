"""The scale, the class and the gap sheet as pure rules: the test vectors of the published form."""

from __future__ import annotations

from typing import Any

import pytest

from core.cases.danger.classes import (
    GRAVE,
    LETHAL,
    LIGHT,
    Known,
    class_of,
    class_so_far,
    special_protection,
)
from core.cases.danger.gaps import DANGER_MEASURE, DEMANDS, Standing, gaps_of
from core.cases.danger.scale import DANGER_SCALE, DEVELOPERS, ITEMS, SPECIAL, THREATS, score_of
from core.clocks import today
from core.forms import judge

MILD = {
    "first_time": True,
    "harm": "none",
    "real_danger": False,
    "threatened": False,
    **dict.fromkeys((*ITEMS, *SPECIAL), False),
}
QUIET = tuple(name for name in ITEMS if name not in THREATS)


@pytest.mark.parametrize(
    ("total", "special", "grade"),
    [
        (0, False, "low"),
        (3, False, "low"),
        (4, False, "middle"),
        (5, False, "middle"),
        (6, False, "high"),
        (9, False, "high"),
        (0, True, "high"),
    ],
)
def test_the_published_vectors(total: int, special: bool, grade: str) -> None:
    said: dict[str, Any] = {**MILD, **dict.fromkeys(list(ITEMS)[:total], True)}
    for name in SPECIAL if special else ():
        alone = score_of({**said, name: True})
        assert (alone.total, alone.grade) == (total, "high")
    if not special:
        assert (score_of(said).total, score_of(said).grade) == (total, grade)


def test_the_form_asks_nine_and_two_and_names_its_developers() -> None:
    assert (len(ITEMS), len(SPECIAL)) == (9, 2)
    assert DEVELOPERS in DANGER_SCALE.intro
    wrong = judge(DANGER_SCALE, {}, today=today(), choices={"party": [("p", "")]}).errors
    assert {*ITEMS, *SPECIAL, "who", "alone", "first_time", "harm"} <= wrong.keys()


@pytest.mark.parametrize(
    ("said", "known", "found"),
    [
        ({}, Known(), LIGHT),
        ({"harm": "injured"}, Known(), GRAVE),
        ({"first_time": False}, Known(), GRAVE),
        ({"real_danger": True}, Known(), GRAVE),
        ({}, Known(signs=frozenset({"injury"})), GRAVE),
        ({"harm": "severe"}, Known(), LETHAL),
        ({"threatened": True}, Known(), LETHAL),
        *(({name: True}, Known(), LETHAL) for name in THREATS),
        *(({name: True}, Known(), LETHAL) for name in SPECIAL),
        (dict.fromkeys(QUIET[:3], True), Known(), LIGHT),
        (dict.fromkeys(QUIET[:4], True), Known(), GRAVE),
        (dict.fromkeys(QUIET[:6], True), Known(), LETHAL),
        # a low score lowers nothing: not the facts, not what was found before, not hard stop 1
        ({"harm": "injured"}, Known(before=LETHAL), LETHAL),
        ({}, Known(before=GRAVE), GRAVE),
        ({}, Known(stop_one=True), LETHAL),
    ],
)
def test_facts_decide_and_a_score_only_raises(
    said: dict[str, Any], known: Known, found: str
) -> None:
    assert class_of({**MILD, **said}, known) == found


def test_a_class_that_is_none_of_ours_is_none() -> None:
    assert class_so_far(None) == class_so_far({"class": "DV-99"}) == class_so_far({"now": "no"})
    assert class_so_far({"class": GRAVE}) == GRAVE


def test_special_protection_follows_from_age_and_signs() -> None:
    none: frozenset[str] = frozenset()
    assert not special_protection(minors=[False], ages=[35, 59], signs=none)
    assert special_protection(minors=[True], ages=[], signs=none)
    assert special_protection(minors=[], ages=[60], signs=none)
    for sign in ("pregnant", "frail"):
        assert special_protection(minors=[], ages=[], signs=frozenset({sign}))


def test_each_class_demands_its_own_lines() -> None:
    names = {found: {one.name for one in gaps_of(found, Standing())} for found in ("", LIGHT)}
    assert names[""] == names[LIGHT] == {"scale", "told_police", "safe_contact", "visit"}
    grave = {one.name for one in gaps_of(GRAVE, Standing())} - names[LIGHT]
    assert grave == {"police", "appraisal", "order", "legal_help", "shelter"}
    lethal = {one.name for one in gaps_of(LETHAL, Standing())}
    assert lethal >= {"police_report", "upper", "owner", "plan", "urgent", "order"}
    assert "police" not in lethal, "a report is owed, support is not enough"
    assert all(one.law for one in gaps_of(LETHAL, Standing(report_due=True)))


def test_what_the_case_holds_or_somebody_wrote_meets_a_line() -> None:
    held = Standing(scaled=True, visits=True, written={"order": "declined", "appraisal": "done"})
    found = {one.name: one for one in gaps_of(GRAVE, held)}
    assert {name for name, one in found.items() if one.met} == {
        "scale",
        "visit",
        "order",
        "appraisal",
    }
    assert found["order"].how == "她本人不要"
    assert not gaps_of(GRAVE, held)[0].met, "what is missing stands first"
    owed = {one.name: one.met for one in gaps_of(LIGHT, Standing(report_due=True))}
    assert owed["duty"] is False


@pytest.mark.parametrize(
    ("line", "how", "fits"),
    [
        *((name, "declined", one.hers) for name, one in DEMANDS.items() if not one.where),
        ("plan", "needless", False),
        ("plan", "done", True),
    ],
)
def test_her_no_settles_only_what_the_law_leaves_to_her(line: str, how: str, fits: bool) -> None:
    raw = {"line": line, "how": how, "on": today().isoformat(), "note": "所里老王收的"}
    wrong = judge(DANGER_MEASURE, raw, today=today()).errors
    assert (wrong == {}) is fits
    if not fits:
        assert "how" in wrong
