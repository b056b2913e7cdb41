"""The bar of a door as data."""

from __future__ import annotations

from core.web import NavItem, nav_items
from core.web.navigation import current_item

DESK = NavItem(label="窗口", endpoint="desk.index", action="receive")
CASES = NavItem(label="办件", endpoint="cases.index", action="read_cases")
FOLLOWUPS = NavItem(label="回访", endpoint="cases.followups", action="read_cases")
ALL = [DESK, CASES, FOLLOWUPS]


def test_only_what_may_be_opened_in_the_given_order() -> None:
    assert nav_items("her", ALL, lambda _viewer, action: action == "read_cases") == [
        CASES,
        FOLLOWUPS,
    ]


def test_nobody_gets_nothing_and_is_not_judged() -> None:
    def judge(_viewer: object, _action: str) -> bool:
        raise AssertionError("nobody is there to be judged")

    assert nav_items(None, ALL, judge) == []


def test_a_page_belongs_to_its_own_entry_else_to_the_room() -> None:
    assert current_item(ALL, "cases.followups") is FOLLOWUPS
    assert current_item(ALL, "cases.show") is CASES
    assert current_item(ALL, "admin.index") is None
    assert current_item(ALL, "plain") is None
    assert current_item(ALL, None) is None


def test_a_page_of_one_room_may_belong_to_another_entry() -> None:
    visits = NavItem(label="今天", endpoint="desk.day", action="read_cases", also=("desk.visits",))

    assert current_item([DESK, visits], "desk.visits") is visits
    assert current_item([DESK, visits], "desk.register") is DESK
