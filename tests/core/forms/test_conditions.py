"""Conditions, here and in the browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import core.forms
from core.forms.conditions import ConditionError, holds, leaves, shown
from core.words import Field

SCRIPT = Path(core.forms.__file__).parent / "static" / "forms.js"
NAMES = ["a", "b", "c", "d", "toString", "__proto__"]

VALUES = {
    "kind": "cash",
    "tags": ["a", "b"],
    "yes": True,
    "no": False,
    "n": 0,
    "blank": "",
    "rows": [],
}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ({"field": "kind", "is": "cash"}, True),
        ({"field": "kind", "is": "goods"}, False),
        ({"field": "kind", "in": ["goods", "cash"]}, True),
        ({"field": "tags", "has": "b"}, True),
        ({"field": "kind", "has": "cash"}, False),
        ({"field": "yes", "is": True}, True),
        ({"field": "yes", "is": "yes"}, True),
        ({"field": "no", "is": False}, True),
        ({"field": "n", "is": 0}, True),
        ({"field": "n", "filled": True}, True),
        ({"field": "no", "filled": True}, True),
        ({"field": "blank", "filled": True}, False),
        ({"field": "rows", "filled": False}, True),
        ({"field": "absent", "filled": False}, True),
        ({"field": "absent", "is": "x"}, False),
        ({"all": []}, True),
        ({"any": []}, False),
        ({"all": [{"field": "yes", "is": True}, {"not": {"field": "no", "is": True}}]}, True),
        ({"any": [{"field": "no", "is": True}, {"field": "kind", "is": "x"}]}, False),
    ],
)
def test_holds(tree, expected):
    assert holds(tree, VALUES) is expected


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"field": "a"},
        {"field": 1, "is": 1},
        {"all": 1},
        {"any": ["x"]},
        {"not": 2},
        {"field": "a", "in": "x"},
    ],
)
def test_an_unknown_shape_is_refused(tree):
    with pytest.raises(ConditionError):
        list(leaves(tree))


def test_an_unknown_shape_is_refused_when_evaluated_too():
    with pytest.raises(ConditionError):
        holds({"field": "a", "equals": 1}, {})


def fields_of(conditions: dict[str, object]) -> list[Field]:
    return [
        Field(name=name, label=name, purpose="x", shown_when=tree)
        for name, tree in conditions.items()
    ]


def test_a_circle_does_not_hang():
    circle = {
        "a": {"not": {"field": "b", "filled": True}},
        "b": {"field": "a", "filled": True},
    }
    assert shown(fields_of(circle), {"a": "1", "b": "1"}) <= {"a", "b"}


def test_a_row_sees_what_stands_around_it_but_itself_first():
    fields = fields_of(
        {"x": None, "y": {"field": "x", "is": "row"}, "z": {"field": "kind", "is": "cash"}}
    )
    assert shown(fields, {"x": "row"}, {"x": "outside", "kind": "cash"}) == {"x", "y", "z"}
    assert shown(fields, {}, {"x": "row"}) == {"x"}


def scalars():
    whole = st.integers(-(2**53) + 1, 2**53 - 1)
    return (
        st.none() | st.booleans() | whole | st.sampled_from(["", "x", "y", "yes", "no", "0", "1"])
    )


def trees():
    name = st.sampled_from(NAMES)
    leaf = st.one_of(
        st.fixed_dictionaries({"field": name, "is": scalars()}),
        st.fixed_dictionaries({"field": name, "in": st.lists(scalars(), max_size=3)}),
        st.fixed_dictionaries({"field": name, "has": scalars()}),
        st.fixed_dictionaries({"field": name, "filled": st.booleans()}),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
            st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
            st.fixed_dictionaries({"not": inner}),
        ),
        max_leaves=6,
    )


def values():
    return st.dictionaries(
        st.sampled_from(NAMES), scalars() | st.lists(scalars(), max_size=3), max_size=5
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[subprocess.Popen[str]]:
    """Node, answering one line of JSON for each line it gets."""
    program = f"""
const forms = require({json.dumps(str(SCRIPT))});
require("readline").createInterface({{ input: process.stdin }}).on("line", (line) => {{
  const ask = JSON.parse(line);
  const answer = ask.tree !== undefined ? forms.holds(ask.tree, ask.values)
    : Array.from(forms.shown(ask.conditions, ask.values, ask.outer)).sort();
  process.stdout.write(JSON.stringify(answer) + "\\n");
}});
"""
    node = shutil.which("node")
    assert node is not None
    process = subprocess.Popen(  # noqa: S603 - our own program, no input of others
        [node, "-e", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait(10)
    process.stdout.close()


def ask(browser: subprocess.Popen[str], **question: object) -> object:
    assert browser.stdin is not None
    assert browser.stdout is not None
    browser.stdin.write(json.dumps(question) + "\n")
    browser.stdin.flush()
    return json.loads(browser.stdout.readline())


@pytest.mark.node
@settings(max_examples=300, deadline=None)
@given(tree=trees(), values=values())
def test_the_browser_agrees_on_every_tree(browser, tree, values):
    assert ask(browser, tree=tree, values=values) is holds(tree, values)


@pytest.mark.node
@settings(max_examples=100, deadline=None)
@given(
    conditions=st.dictionaries(st.sampled_from("abcd"), st.none() | trees(), min_size=1),
    given_values=values(),
    outer=values(),
)
@example(
    conditions={"a": {"field": "b", "is": "x"}, "b": {"field": "c", "filled": True}, "c": None},
    given_values={"a": "1", "b": "x"},
    outer={},
)
@example(conditions={"a": {"field": "b", "is": "x"}}, given_values={}, outer={"b": "x"})
def test_the_browser_agrees_on_what_is_shown(browser, conditions, given_values, outer):
    here = sorted(shown(fields_of(conditions), given_values, outer))
    assert ask(browser, conditions=conditions, values=given_values, outer=outer) == here
