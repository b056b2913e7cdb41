"""Two languages and the way a desk says when."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from core.web import day, hour, local, long_day, near, remaining
from core.web.language import page_day
from tests.core.web.sample import World

# Friday, 15:08 in Shanghai
NOW = datetime(2026, 11, 20, 7, 8, tzinfo=UTC)


def at(text: str) -> datetime:
    """An instant given as Shanghai's wall clock."""
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("moment", "chinese", "english"),
    [
        (at("2026-11-20 17:00"), "今天 17:00", None),
        (at("2026-11-20 00:00"), "今天 0:00", None),
        (at("2026-11-20 23:59"), "今天 23:59", None),
        (at("2026-11-21 00:00"), "明天 0:00", None),
        (at("2026-11-19 09:42"), "昨天 9:42", None),
        (at("2026-11-23 09:00"), "3 天后", None),
        (at("2026-11-17 23:00"), "3 天前", None),
        (at("2026-11-26 09:00"), "6 天后", None),
        (at("2026-11-27 09:00"), "11月27日", "27 Nov"),
        (at("2026-01-05 09:00"), "1月5日", "5 Jan"),
        (at("2027-01-05 09:00"), "2027年1月5日", "5 Jan 2027"),
        (date(2026, 11, 20), "今天", None),
        (date(2026, 11, 21), "明天", None),
        (date(2026, 11, 19), "昨天", None),
        (date(2026, 8, 1), "8月1日", "1 Aug"),
        # 18:30 UTC is already the next day in Shanghai
        (datetime(2026, 11, 19, 18, 30, tzinfo=UTC), "今天 2:30", None),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_near_days_are_relative_and_far_ones_dated(
    world: World, moment: datetime | date, chinese: str, english: str | None
) -> None:
    with world.app.test_request_context("/"):
        assert near(moment) == chinese
    with world.app.test_request_context("/", headers={"Cookie": "jiahe_language=en"}):
        assert english is None or near(moment) == english


@pytest.mark.parametrize(
    ("due", "number", "unit", "state"),
    [
        (at("2026-11-20 17:00"), "今天", "17:00", "is-soon"),
        (at("2026-11-20 15:00"), "已过", "15:00", "is-bad"),
        (at("2026-11-19 23:00"), "逾 1", "天", "is-bad"),
        (at("2026-11-23 23:00"), "3", "天", "is-soon"),
        (at("2026-11-24 00:00"), "3", "天", "is-soon"),
        (at("2026-11-25 00:00"), "4", "天", ""),
        (at("2026-11-21 00:00"), "今天", "24:00", "is-soon"),
        (at("2026-11-20 00:00"), "逾 1", "天", "is-bad"),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_what_is_left_until_a_deadline(
    world: World, due: datetime, number: str, unit: str, state: str
) -> None:
    with world.app.test_request_context("/"):
        left = remaining(due)
    assert (left.number, left.unit, left.state) == (number, unit, state)


@time_machine.travel(NOW, tick=False)
def test_a_deadline_turns_soon_when_it_says_so(world: World) -> None:
    with world.app.test_request_context("/"):
        assert remaining(at("2026-11-28 00:00"), 7).state == "is-soon"
        assert remaining(at("2026-11-29 00:00"), 7).state == ""
        assert remaining(at("2026-11-23 00:00"), 1).state == ""


@time_machine.travel(NOW, tick=False)
def test_the_long_day_names_the_weekday(world: World) -> None:
    with world.app.test_request_context("/"):
        assert long_day(NOW) == "11月20日 星期五"
        assert day(NOW) == "11月20日"
        assert hour(NOW) == "15:08"
    with world.app.test_request_context("/", headers={"Cookie": "jiahe_language=en"}):
        assert long_day(date(2026, 11, 20)) == "Friday, 20 Nov"


def test_a_day_on_a_page_speaks_to_its_reader(world: World) -> None:
    with world.app.test_request_context("/"):
        assert page_day(date(2026, 11, 20)) == "2026年11月20日"
        assert page_day(None) == ""
    with world.app.test_request_context("/", headers={"Cookie": "jiahe_language=en"}):
        assert page_day(date(2026, 11, 20)) == "20 Nov 2026"


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        local(datetime(2026, 11, 20) + timedelta(0))  # noqa: DTZ001 - the mistake under test


@pytest.mark.parametrize("code", ["fr", "en'", "", "zh_CN"])
def test_an_unknown_language_is_chinese(world: World, code: str) -> None:
    client = world.client()
    client.set_cookie("jiahe_language", code)
    assert '<html lang="zh-Hans">' in client.get("/login").text


def test_the_switch_names_the_language_one_does_not_read(world: World) -> None:
    client = world.client()
    assert 'value="en" lang="en">English<' in client.get("/login").text
    client.post("/preferences", data={"language": "en"})
    assert 'value="zh" lang="zh-Hans">中文<' in client.get("/login").text


def test_no_chosen_look_is_lost_on_the_way(world: World) -> None:
    client = world.client("desk")
    client.post("/preferences", data={"type": "large", "contrast": "more", "keys": "off"})
    page = client.get("/990101/desk/").text
    assert 'data-type="large" data-contrast="more" data-keys="off"' in page
    client.post("/preferences", data={"type": "<script>", "keys": "on"})
    page = client.get("/990101/desk/").text
    assert 'data-type="large"' in page
    assert "data-keys" not in page
