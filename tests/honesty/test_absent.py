"""What a test needs is found in what it uses; nothing is skipped for a table, or for no reason."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from core.roster import installed
from tests.harness import absent
from tests.harness.absent import needed_by, pytest_collection_modifyitems, reached

HERE = __name__
ROOM = "psych"
TABLE = {
    "family_education": 1, "hardship_aid": 2, "legal_aid": 3, "legal_consult": 4,
    "marriage_counseling": 5, "mediation": 6, "petition": 7, "psych": 8,
}  # fmt: skip
DOOR = "/990101/desk/mediation/new"


def opens_the_room() -> str:
    return ROOM


def goes_there() -> str:
    return opens_the_room()


def reads_the_table() -> int:
    return TABLE["".join(())]


def asks_elsewhere() -> object:
    return absent.needed_by


def an_item(function: str, **given: Any) -> Any:
    """Stand in for a collected test of this module."""
    marks: list[Any] = []
    return SimpleNamespace(
        module=SimpleNamespace(__name__=HERE),
        originalname=function,
        cls=None,
        callspec=SimpleNamespace(params=given) if given else None,
        _fixtureinfo=SimpleNamespace(name2fixturedefs={}),
        get_closest_marker=lambda _name: None,
        add_marker=marks.append,
        marks=marks,
    )


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("opens_the_room", {"psych"}),
        ("goes_there", {"psych"}),
        ("DOOR", {"mediation"}),
        ("reads_the_table", set()),
        ("asks_elsewhere", set()),
    ],
)
def test_a_name_needs_what_it_mentions_and_what_it_uses(name: str, needed: set[str]) -> None:
    assert reached((HERE, name)) == needed


def test_the_table_is_whole() -> None:
    """One that is not, of a release with a ninth service, would be taken for a need of eight."""
    assert {one.name for one in installed() if one.value.startswith("plugins.")} == set(TABLE)


def test_a_case_for_each_service_needs_its_own() -> None:
    assert needed_by(an_item("goes_there", service="petition")) == {"petition"}
    assert needed_by(an_item("goes_there", width=360)) == {"psych"}


def test_only_what_needs_it_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [an_item("goes_there"), an_item("reads_the_table")]
    monkeypatch.setenv("JIAHE_PLUGINS_OFF", "legal_aid,psych")
    pytest_collection_modifyitems(items)
    assert [[one.kwargs["reason"] for one in item.marks] for item in items] == [
        ["left out: psych"],
        [],
    ]
    monkeypatch.delenv("JIAHE_PLUGINS_OFF")
    untouched = an_item("goes_there")
    pytest_collection_modifyitems([untouched])
    assert untouched.marks == []
