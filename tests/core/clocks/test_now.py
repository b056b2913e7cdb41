"""One now, one today, and a sandbox that may live on another day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from core.clocks import local_date, now, pretend, today


@time_machine.travel(datetime(2026, 11, 22, 17, 30, tzinfo=UTC), tick=False)
def test_the_date_is_shanghais() -> None:
    assert now() == datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    assert now().tzinfo is UTC
    assert today() == date(2026, 11, 23), "half past one in the morning here"


@time_machine.travel(datetime(2026, 11, 22, 17, 30, tzinfo=UTC), tick=False)
def test_a_pretended_day_keeps_the_time_of_day() -> None:
    app, other = Flask("one"), Flask("other")
    pretend(app, date(2026, 9, 30))
    with app.app_context():
        assert today() == date(2026, 9, 30)
        assert now() == datetime(2026, 9, 29, 17, 30, tzinfo=UTC)
    with other.app_context():
        assert today() == date(2026, 11, 23), "an app beside it is not fooled"
    assert today() == date(2026, 11, 23)


@time_machine.travel(datetime(2026, 11, 22, 1, tzinfo=UTC), tick=False)
def test_pretending_can_be_ended() -> None:
    app = Flask("one")
    pretend(app, date(2026, 9, 30))
    pretend(app, None)
    with app.app_context():
        assert today() == date(2026, 11, 22)


@time_machine.travel(datetime(2028, 2, 29, 1, tzinfo=UTC), tick=False)
def test_pretending_on_a_leap_day_does_not_stumble() -> None:
    app = Flask("one")
    pretend(app, date(2026, 9, 30))
    with app.app_context():
        assert today() == date(2026, 9, 30)


def test_a_naive_instant_has_no_date() -> None:
    naive = datetime(2026, 11, 22, 9)  # noqa: DTZ001 - a naive instant is what is tested
    with pytest.raises(ValueError, match="time zone"):
        local_date(naive)
