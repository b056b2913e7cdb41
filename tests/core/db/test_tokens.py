"""A name is found by what people type, and the token table tells nothing."""

from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from core.config import FieldKey
from core.db import citizen_id_token, name_query, name_tokens, phone_token
from core.db.tokens import TOKEN_LENGTH, _pairs, _plain
from tests.core.db.conftest import new_app


def _found(name: str, typed: str) -> bool:
    wanted = name_query(typed)
    return bool(wanted) and set(wanted) <= set(name_tokens(name))


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("张三丰", "张三", True),
        ("张三丰", "三丰", True),
        ("张三丰", "张三丰", True),
        ("张三丰", "张丰", False),
        ("张三丰", "丰", True),
        ("张三丰", "李", False),
        ("张三丰", "", False),
        ("张三", "张 三", True),
        ("艾力·买买提", "艾力买买提", True),
        ("艾力•买买提", "买买提", True),
        ("艾力买买提", "艾力·买买提", True),
        ("O'Brien", "obr", True),
        ("ＬＩ ＭＩＮＧ", "li ming", True),
        ("欧阳娜娜", "娜娜", True),
        ("张", "张", True),
        ("张", "张三", False),
        ("𠮷野", "𠮷野", True),
    ],
)
def test_name_is_found(app: Flask, name: str, typed: str, found: bool) -> None:
    with app.app_context():
        assert _found(name, typed) == found


@settings(max_examples=60)
@given(name=st.text("张三丰李四王五赵欧阳娜", min_size=1, max_size=6), data=st.data())
def test_every_piece_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    piece = _plain(name[start:end])
    assert (_pairs(piece) or set(piece)) <= {*name, *_pairs(name)}


def test_tokens_are_keyed_and_carry_no_text(app: Flask) -> None:
    with app.app_context():
        tokens = name_tokens("张三丰")
    assert len(tokens) == 5
    assert tokens == sorted(set(tokens))
    assert all(len(token) == TOKEN_LENGTH and int(token, 16) >= 0 for token in tokens)


def test_repeated_characters_give_one_token(app: Flask) -> None:
    with app.app_context():
        assert len(name_tokens("娜娜")) == 2


@pytest.mark.parametrize(
    ("phone", "same"),
    [
        ("138-0000-1234", True),
        ("+86 13800001234", True),
        ("１２３４", True),
        ("1234", True),
        ("12345", False),
    ],
)
def test_phone_is_found_by_its_tail(app: Flask, phone: str, same: bool) -> None:
    with app.app_context():
        assert (phone_token(phone) == phone_token("13800001234")) == same


@pytest.mark.parametrize("phone", ["", "123", "一二三四", "no phone"])
def test_short_phone_has_no_token(app: Flask, phone: str) -> None:
    with app.app_context():
        assert phone_token(phone) is None


def test_citizen_id_is_found_by_its_tail(app: Flask) -> None:
    with app.app_context():
        whole = citizen_id_token("11010519491231002X")
        assert whole == citizen_id_token("31002x")
        assert whole == citizen_id_token("110105 19491231 002Ｘ")
        assert whole != citizen_id_token("310020")
        assert citizen_id_token("002X") is None


def test_purposes_do_not_meet(app: Flask) -> None:
    with app.app_context():
        assert phone_token("123456") != citizen_id_token("123456")
        assert name_tokens("1")[0] != phone_token("0001")


def test_two_apps_share_no_token(app: Flask, tmp_path: Path) -> None:
    key = FieldKey(name="t1", secret=bytes(32))
    other = new_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], (key,))
    with app.app_context():
        ours = set(name_tokens("张三"))
    with other.app_context():
        assert ours.isdisjoint(name_tokens("张三"))
