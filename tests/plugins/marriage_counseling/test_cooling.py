"""The two months: known from the first day, held against what is told (民法典 1077)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.words import StartClock
from plugins.marriage_counseling.cooling import CLAIMING, COOLING
from plugins.marriage_counseling.starts import booking
from tests.plugins.marriage_counseling.stories import booked
from tests.plugins.simulator import TODAY, a_case, context


def ago(days):
    return (TODAY - timedelta(days=days)).isoformat()


def applied(days):
    return booked(divorce_path="agreed", applied_on=ago(days))


def told(now, days=0):
    return {"now": now, "on": ago(days)}


def test_no_months_without_an_application():
    assert booked().clocks == {}
    assert booked().objections("cooling", told("withdrawn")) == {"not_applied"}
    assert booked().objections("cooling", {"now": "unknown"}) == set()


def test_both_ends_are_known_from_the_first_day():
    walk = applied(3)
    first = TODAY - timedelta(days=3)
    assert walk.clocks == {COOLING: first, CLAIMING: first + timedelta(days=30)}
    assert StartClock(clock=CLAIMING, after=COOLING) in walk.effects


def test_an_application_made_later_starts_them_and_only_one_runs():
    walk = booked()
    walk.take("cooling", told("applied", 2))
    assert walk.clocks.keys() == {COOLING, CLAIMING}
    assert walk.objections("cooling", told("applied")) == {"running"}
    walk.take("cooling", told("withdrawn"))
    assert walk.clocks == {}
    walk.take("cooling", told("applied"))
    assert walk.clocks[COOLING] == TODAY


@pytest.mark.parametrize(
    ("days", "event", "refused"),
    [
        (30, told("withdrawn"), None),
        (31, told("withdrawn"), "too_late"),
        (31, told("withdrawn", 1), None),
        (30, told("still"), "still_cooling"),
        (31, told("still"), None),
        (30, told("certified"), "still_cooling"),
        (60, told("certified"), None),
        (61, told("certified"), "lapsed"),
        (61, told("certified", 1), None),
        (60, told("lapsed"), "not_lapsed"),
        (61, told("lapsed"), None),
        (5, told("withdrawn", -1), "future_date"),
    ],
)
def test_what_is_told_is_held_against_the_days(days, event, refused):
    assert applied(days).objections("cooling", event) == ({refused} if refused else set())


def test_the_second_month_counts_from_the_end_of_the_first():
    walk = applied(31)
    effects = walk.take("cooling", told("still"))
    assert StartClock(clock=CLAIMING, from_date=TODAY - timedelta(days=1)) in effects
    assert walk.clocks.keys() == {CLAIMING}
    assert walk.objections("cooling", told("withdrawn")) == {"too_late"}
    walk.take("cooling", told("certified"))
    assert walk.clocks == {}


def test_not_knowing_keeps_the_month_running():
    walk = applied(0)
    walk.take("cooling", {"now": "unknown"})
    assert walk.clocks.keys() == {COOLING, CLAIMING}


def test_nobody_applied_tomorrow():
    walk = booked()
    assert walk.objections("cooling", told("applied", -1)) == {"future_date"}


@pytest.mark.parametrize(
    ("channel", "referrer"),
    [("registry", "registry"), ("court_delegated", "court"), ("walk_in", None)],
)
def test_who_sent_them_is_known_from_the_window(channel, referrer):
    walk = booked()
    walk.case = replace(a_case(), channel=channel)
    assert booking(context(walk)).get("referrer") == referrer
