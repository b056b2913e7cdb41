"""What stands before the schema: JSON or not, how large, how deep, how strange."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import ValidationError

from core.rest import bodies, fields
from core.rest.parser import DEEPEST, LARGEST_BODY, _depth
from tests.core.rest.conftest import INTAKE, Calls, problem

JSON = "application/json"


@pytest.mark.parametrize(
    ("sent", "kind", "status"),
    [
        (b"{", JSON, 400),
        (b'{"a": NaN}', JSON, 400),
        (b'{"a": Infinity}', JSON, 400),
        (b'{"a": "\xff"}', JSON, 400),
        (b'{"a": ' + b"9" * 5000 + b"}", JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", JSON, 400),
        (b"{}", "text/plain", 415),
        (b"channel=walk_in", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
        (b'{"summary": "' + b"a" * LARGEST_BODY + b'"}', JSON, 413),
        (b"", JSON, 422),
        (b"", "", 422),
        (b"null", JSON, 422),
        (b'"text"', JSON, 422),
        (b"7", JSON, 422),
        (b"[]", JSON, 422),
        (b'{"channel": "walk_in"}', "application/merge-patch+json", 422),
    ],
)
def test_a_body_that_is_none(as_: Calls, sent: bytes, kind: str, status: int) -> None:
    desk = as_("desk")
    for path in ("cases", f"cases/{desk.receive()['number']}/moves"):
        answer = desk.ask("POST", path, data=sent, content_type=kind)
        assert problem(answer, status)
    assert desk.get("cases", count=1)["total"] == 1


def test_json_in_another_dress_is_taken(as_: Calls) -> None:
    sent = json.dumps(INTAKE).encode()
    for kind in (JSON, "application/json; charset=utf-8", "application/vnd.jiahe+json"):
        assert as_("desk").ask("POST", "cases", data=sent, content_type=kind).status_code == 201


def test_other_methods_are_told_which_there_are(as_: Calls) -> None:
    answer = as_("desk").ask("DELETE", "cases")
    assert problem(answer, 405)
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


nested = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=10,
)


@settings(deadline=None)
@given(nested)
def test_depth_is_counted(body: Any) -> None:
    def deep(one: Any) -> int:
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else None
        return 0 if inner is None else 1 + max(map(deep, inner), default=0)

    assert _depth(body) == deep(body)


def test_depth_is_not_followed_to_the_end() -> None:
    body: Any = 1
    for _ in range(100_000):
        body = [body]
    assert _depth(body) == DEEPEST + 1


anything = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | nested


@settings(deadline=None)
@given(anything)
def test_fields_take_their_own_kind_only(value: Any) -> None:
    for field, fine in (
        (fields.Whole(), type(value) is int and 0 <= value <= fields.LARGEST),
        (fields.Flag(), isinstance(value, bool)),
        (fields.Answers(), isinstance(value, dict)),
        (fields.Code(["a", "b"]), value in ("a", "b") and isinstance(value, str)),
    ):
        try:
            assert field.deserialize(value) == value
            taken = True
        except ValidationError:
            taken = False
        assert taken == fine, (field, value)


@settings(deadline=None)
@given(anything)
def test_every_body_judges_anything_without_breaking(value: Any) -> None:
    for schema in vars(bodies).values():
        if isinstance(schema, type) and issubclass(schema, fields.Body):
            with suppress(ValidationError):
                assert isinstance(schema().load(value), dict)
