"""When a period ends, by hand: month ends, leap years, interruptions, and how few days are few."""

from datetime import date, timedelta

import pytest

from plugins.legal_consult.limits import cited, lapse, short

DAYS = (
    # period, known, broken, ends
    ("general", "2023-11-20", None, "2026-11-20"),
    ("general", "2024-02-29", None, "2027-02-28"),
    ("general", "2021-03-01", None, "2024-03-01"),
    ("general", "2023-11-20", "2025-01-31", "2028-01-31"),
    ("general", "2020-01-01", "2024-06-01", "2023-01-01"),
    ("general", "2023-11-20", "2023-01-01", "2026-11-20"),
    ("hidden", "2024-05-31", "2024-12-31", "2027-12-31"),
    ("revoke", "2026-02-28", None, "2027-02-28"),
    ("revoke", "2026-02-28", "2026-06-01", "2027-02-28"),
)


@pytest.mark.parametrize(("period", "known", "broken", "ends"), DAYS)
def test_the_last_day(period, known, broken, ends):
    told = {"period": period, "known_on": known, "broken_on": broken}
    assert lapse(told) == date.fromisoformat(ends)
    assert cited(told).startswith("民法典")


def test_a_day_that_was_set_is_that_day():
    assert lapse({"period": "set", "limitation_on": "2026-12-01"}) == date(2026, 12, 1)
    assert lapse({"limitation_on": "2026-12-01"}) == date(2026, 12, 1)
    assert cited({"period": "set"}) == ""
    assert lapse({}) is None
    assert lapse({"period": "general"}) is None


@pytest.mark.parametrize(("left", "few"), [(-1, False), (0, True), (6, True), (7, False)])
def test_fewer_than_seven_days_are_few(left, few):
    today = date(2026, 11, 23)
    assert short(today + timedelta(days=left), today) is few
    assert not short(None, today)
