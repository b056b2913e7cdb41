"""The notice for 2026 is in, later years are a guess, and a county's rows win over both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from core.clocks import OFFICIAL_THROUGH, Calendar


@dataclass(frozen=True)
class Row:
    date: date
    kind: str = "off"
    source: str = "国务院办公厅通知"
    status: str = "official"


NOTICE_2026_OFF = [
    ("2026-01-01", 3),
    ("2026-02-15", 9),
    ("2026-04-04", 3),
    ("2026-05-01", 5),
    ("2026-06-19", 3),
    ("2026-09-25", 3),
    ("2026-10-01", 7),
]
NOTICE_2026_WORK = [
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
]


def test_every_day_of_2026_is_as_the_notice_says() -> None:
    off = {
        date.fromisoformat(first) + timedelta(days=n)
        for first, length in NOTICE_2026_OFF
        for n in range(length)
    }
    made_up = {date.fromisoformat(day) for day in NOTICE_2026_WORK}
    calendar = Calendar()
    for n in range(365):
        day = date(2026, 1, 1) + timedelta(days=n)
        expected = day in made_up or (day not in off and day.weekday() < 5)
        assert calendar.is_working(day) is expected, day


def test_the_notice_is_known_through_the_year_we_say() -> None:
    calendar = Calendar()
    assert not calendar.is_provisional(OFFICIAL_THROUGH)
    assert calendar.is_provisional(OFFICIAL_THROUGH + 1)
    # the package does carry make-up days for that year, so the number is not wishful
    weekend = [
        date(OFFICIAL_THROUGH, 1, 1) + timedelta(days=n)
        for n in range(365)
        if (date(OFFICIAL_THROUGH, 1, 1) + timedelta(days=n)).weekday() >= 5
    ]
    assert any(calendar.is_working(day) for day in weekend)


def test_rows_win_over_the_package() -> None:
    worked, off = date(2026, 11, 22), date(2026, 11, 23)
    calendar = Calendar.of([Row(worked, kind="work"), Row(off)])
    assert calendar.is_working(worked)
    assert not calendar.is_working(off)
    assert Calendar().is_working(off)


def test_an_imported_notice_makes_the_year_known_and_drops_the_guess() -> None:
    guessed_off = date(2027, 2, 9)
    assert not Calendar().is_working(guessed_off)
    notice = [Row(date(2027, 1, 1)), Row(date(2027, 1, 3), kind="work"), Row(date(2027, 10, 1))]
    calendar = Calendar.of(notice)
    assert not calendar.is_provisional(2027)
    assert calendar.is_provisional(2028)
    assert calendar.is_working(guessed_off), "the notice names no such day off"
    assert not calendar.is_working(date(2027, 1, 1))
    assert calendar.is_working(date(2027, 1, 3)), "a made-up Sunday"
    assert not calendar.is_working(date(2027, 1, 9)), "an ordinary Saturday"


@pytest.mark.parametrize(
    "row",
    [
        Row(date(2027, 4, 9), source="local"),
        Row(date(2027, 4, 9), status="provisional"),
        Row(date(2027, 4, 9)),
    ],
)
def test_a_local_expected_or_single_day_moves_a_date_but_settles_no_year(row: Row) -> None:
    calendar = Calendar.of([row])
    assert calendar.is_provisional(2027)
    assert not calendar.is_working(date(2027, 4, 9))
    assert not calendar.is_working(date(2027, 2, 9)), "the guess stays until the notice comes"


def test_a_row_in_a_known_year_adds_to_its_notice() -> None:
    calendar = Calendar.of([Row(date(2026, 4, 20), source="local")])
    assert not calendar.is_working(date(2026, 4, 20))
    assert not calendar.is_working(date(2026, 10, 1))
    assert calendar.is_working(date(2026, 10, 10))


def test_an_unknown_word_in_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="holiday"):
        Calendar.of([Row(date(2026, 4, 20), kind="holiday")])
    with pytest.raises(ValueError, match="maybe"):
        Calendar.of([Row(date(2026, 4, 20), status="maybe")])
