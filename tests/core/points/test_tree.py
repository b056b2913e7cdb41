"""Above, below, and who is superior to both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.points.tree import ancestors, common_superior, grow, is_within, path_of, view
from core.words import PointView

SHAPE = {
    "city": ("city",),
    "county": ("city", "county"),
    "t1": ("city", "county", "t1"),
    "t2": ("city", "county", "t2"),
    "v1": ("city", "county", "t1", "v1"),
    "v2": ("city", "county", "t1", "v2"),
    "v3": ("city", "county", "t2", "v3"),
}


def at(name: str) -> PointView:
    path = SHAPE[name]
    return PointView(id=name, code=name, name=name, level="town", path=path)


@pytest.mark.parametrize(
    ("one", "other", "superior"),
    [
        ("v1", "v2", "t1"),
        ("v1", "v3", "county"),
        ("v1", "t1", "county"),
        ("t1", "county", "city"),
        ("v1", "county", "city"),
        ("v1", "t2", "county"),
        ("v1", "v1", "t1"),
        ("county", "city", "city"),
        ("city", "city", "city"),
    ],
)
def test_the_common_superior_is_above_both(one: str, other: str, superior: str) -> None:
    assert common_superior(at(one), at(other)) == superior
    assert common_superior(at(other), at(one)) == superior


def test_strangers_have_none() -> None:
    stranger = PointView(id="x", code="x", name="x", level="county", path=("x",))
    with pytest.raises(ValueError, match="no superior"):
        common_superior(at("v1"), stranger)


def test_ancestors_come_nearest_first() -> None:
    assert ancestors(at("v1")) == ("t1", "county", "city")
    assert ancestors(at("city")) == ()
    assert is_within(at("v1"), "t1")
    assert is_within(at("t1"), "t1")
    assert not is_within(at("t1"), "v1")


@given(st.sampled_from(sorted(SHAPE)), st.sampled_from(sorted(SHAPE)))
def test_a_superior_is_never_one_of_the_two_but_at_the_top(one: str, other: str) -> None:
    superior = common_superior(at(one), at(other))
    assert superior in path_of(at(one))
    assert superior in path_of(at(other))
    assert superior not in (one, other) or superior == "city"


def test_a_tree_grows_in_the_order_of_codes() -> None:
    (root,) = grow((at(name), name != "v2") for name in reversed(sorted(SHAPE)))
    walked = [(node.view.id, node.depth) for node in root.walk()]
    assert walked == [
        ("city", 0),
        ("county", 1),
        ("t1", 2),
        ("v1", 3),
        ("v2", 3),
        ("t2", 2),
        ("v3", 3),
    ]
    assert [node.view.id for node in root.walk() if not node.active] == ["v2"]
    assert view.__module__ == "core.points.tree"
