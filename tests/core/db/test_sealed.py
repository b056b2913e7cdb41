"""What is sealed can be read with the key, in its own place, and nowhere else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, select

from core.config import FieldKey
from core.db import BrokenSeal, Sealed, blind_index, county_scope, db, name_tokens, reseal, unseal
from core.db.keys import KeyRing, UnknownKey
from core.db.sealed import key_name, open_box, seal
from tests.core.db.conftest import KEYS, new_app
from tests.core.db.small import HERE, THERE, Account, Household, Member, World

NEWER = FieldKey(name="t2", secret=bytes(range(100, 132)))
SM4 = FieldKey(name="sm4a", secret=bytes(range(50, 82)))
RINGS = {name: KeyRing.of([key]) for name, key in {"aes": KEYS[0], "sm4": SM4}.items()}


@pytest.fixture
def here(app: Flask, world: World) -> Iterator[Member]:
    with county_scope(app, HERE):
        yield db.session.scalars(select(Member).where(Member.number == 1)).one()


def test_value_comes_back_and_does_not_lie_open(here: Member, app: Flask, tmp_path: Path) -> None:
    assert here.name == "张三"
    assert here.name_box is not None
    assert "张三".encode() not in here.name_box
    here.title = f"{HERE} written anew, beside its sealed name"
    db.session.commit()
    files = [path.read_bytes() for path in tmp_path.glob("small.db*")]
    assert not any("张三".encode() in content for content in files)
    assert any(here.title.encode() in content for content in files)  # so the search finds


@pytest.mark.parametrize("value", [None, "", "张三", "a\0b", "😀" * 500])
def test_text_survives_the_database(here: Member, value: str | None) -> None:
    here.name = value
    db.session.commit()
    assert here.name == value
    assert (here.name_box is None) == (value is None)


@pytest.mark.parametrize("value", [None, {}, {"问": ["答", 1, None, True]}, [], "x", 0, False])
def test_json_survives_the_database(here: Member, value: object) -> None:
    here.answers = value
    db.session.commit()
    assert here.answers == value


def test_only_text_is_sealed_as_text(here: Member) -> None:
    with pytest.raises(TypeError, match="name_box"):
        here.name = 5  # type: ignore[assignment]


def test_nan_is_no_json(here: Member) -> None:
    with pytest.raises(ValueError, match="JSON"):
        here.answers = float("nan")


def test_same_value_is_no_change(here: Member) -> None:
    here.name = "张三"
    assert not inspect(here).attrs.name_box.history.has_changes()
    here.name = "李四"
    assert inspect(here).attrs.name_box.history.has_changes()


def test_json_is_compared_as_it_is_stored(here: Member) -> None:
    here.answers = {"n": 1}
    here.answers = {"n": True}
    assert here.answers["n"] is True


def test_what_is_read_is_a_copy(here: Member) -> None:
    here.answers = {"n": 1}
    here.answers["n"] = 2
    assert here.answers == {"n": 1}


def test_half_a_character_does_not_crash(here: Member) -> None:
    here.name = "a\ud800"
    here.answers = ["\udfff"]
    assert (here.name, here.answers) == ("a\ud800", ["\udfff"])
    assert blind_index("name", "\ud800") != blind_index("name", "\udfff")
    assert name_tokens("\ud800")


def test_same_text_never_looks_the_same(app: Flask) -> None:
    with county_scope(app, HERE):
        boxes = {Member(title="x", id="0" * 13, name="张三").name_box for _ in range(20)}
    assert len(boxes) == 20


def test_class_attribute_is_the_descriptor() -> None:
    assert isinstance(Member.name, Sealed)


@pytest.mark.postgres
def test_box_of_another_row_does_not_open(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        first, second = db.session.scalars(select(Member).order_by(Member.number)).all()
        second.name_box = first.name_box
        db.session.commit()
        with pytest.raises(BrokenSeal):
            _ = second.name


def test_box_of_another_column_does_not_open(here: Member) -> None:
    here.answers_box = here.name_box
    with pytest.raises(BrokenSeal):
        _ = here.answers


def test_box_of_another_table_does_not_open(here: Member) -> None:
    class Elsewhere:
        __table__ = Household.__table__
        county_id, id, name_box = here.county_id, here.id, here.name_box
        name = Sealed("name_box")

    with pytest.raises(BrokenSeal):
        _ = Elsewhere().name


def test_box_of_another_county_does_not_open(app: Flask, world: World) -> None:
    with county_scope(app, HERE):
        box = db.session.scalars(select(Member.name_box).where(Member.number == 1)).one()
    with county_scope(app, THERE):
        # the very same id, so that nothing but the county differs
        twin = Member(id=world.member[HERE], title="twin", household_id=world.household[THERE])
        twin.name_box = box
        with pytest.raises(BrokenSeal):
            _ = twin.name


def test_column_select_is_unsealed_in_place(here: Member) -> None:
    row = db.session.execute(
        select(Member.county_id, Member.id, Member.name_box).where(Member.number == 1)
    ).one()
    assert unseal(Member.name_box, row.county_id, row.id, row.name_box) == "张三"
    assert unseal(Member.name_box, row.county_id, row.id, None) is None
    with pytest.raises(BrokenSeal):
        unseal(Member.name_box, THERE, row.id, row.name_box)
    with pytest.raises(BrokenSeal):
        unseal(Member.answers_box, row.county_id, row.id, row.name_box)


def test_column_select_of_json(here: Member) -> None:
    here.answers = {"a": 1}
    box = here.answers_box
    assert unseal(Member.answers_box, here.county_id, here.id, box, json=True) == {"a": 1}


def test_row_without_its_id_cannot_seal(app: Flask) -> None:
    class Nameless:
        __table__ = Household.__table__
        id = None
        box = None
        name = Sealed("box")

    with app.app_context(), pytest.raises(ValueError, match="needs its id"):
        Nameless().name = "x"


def test_platform_wide_row_seals_without_a_county(app: Flask) -> None:
    class Secret:
        __table__ = Account.__table__
        secret_box: bytes | None = None
        secret = Sealed("secret_box")

        def __init__(self, id: str) -> None:
            self.id = id

    with app.app_context():
        row = Secret(id="account000009")
        row.secret = "totp"
        assert row.secret == "totp"
        row.id = "account000008"
        with pytest.raises(BrokenSeal):
            _ = row.secret


@pytest.mark.parametrize("ring", RINGS.values(), ids=RINGS)
@pytest.mark.parametrize("length", [0, 1, 15, 16, 17, 1000])
def test_every_altered_byte_is_noticed(ring: KeyRing, length: int) -> None:
    box = seal(ring, bytes(length), b"place")
    assert open_box(ring, box, b"place") == bytes(length)
    for at in range(len(box)):
        altered = box[:at] + bytes([box[at] ^ 1]) + box[at + 1 :]
        with pytest.raises((BrokenSeal, UnknownKey)):
            open_box(ring, altered, b"place")
    for cut in range(len(box)):
        with pytest.raises((BrokenSeal, UnknownKey)):
            open_box(ring, box[:cut], b"place")


@given(plain=st.binary(max_size=200), place=st.binary(max_size=50), other=st.binary(max_size=50))
def test_box_opens_in_its_place_alone(plain: bytes, place: bytes, other: bytes) -> None:
    for ring in RINGS.values():
        box = seal(ring, plain, place)
        assert open_box(ring, box, place) == plain
        if other != place:
            with pytest.raises(BrokenSeal):
                open_box(ring, box, other)


def test_rotation_opens_old_and_seals_new(app: Flask, world: World, tmp_path: Path) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    rotated = new_app(tmp_path, url, (NEWER, *KEYS))
    with county_scope(rotated, HERE):
        member = db.session.scalars(select(Member).where(Member.number == 1)).one()
        assert member.name == "张三"
        assert key_name(member.name_box or b"") == "t1"
        assert reseal(member)
        assert key_name(member.name_box or b"") == "t2"
        assert not reseal(member)
        db.session.commit()
    without_old = new_app(tmp_path, url, (NEWER,))
    with county_scope(without_old, HERE):
        member = db.session.scalars(select(Member).where(Member.number == 1)).one()
        assert member.name == "张三"
    with county_scope(app, HERE):
        member = db.session.scalars(select(Member).where(Member.number == 1)).one()
        with pytest.raises(UnknownKey, match="t2"):
            _ = member.name
    for other in (rotated, without_old):
        with other.app_context():
            db.engine.dispose()


def test_reseal_leaves_empty_boxes_alone(here: Member, app: Flask) -> None:
    here.name = None
    assert not reseal(here)
    assert here.name_box is None


def test_rotation_to_sm4(app: Flask, world: World, tmp_path: Path) -> None:
    rotated = new_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], (SM4, *KEYS))
    with county_scope(rotated, HERE):
        member = db.session.scalars(select(Member).where(Member.number == 1)).one()
        assert reseal(member)
        assert key_name(member.name_box or b"") == "sm4a"
        assert member.name == "张三"
    with rotated.app_context():
        db.engine.dispose()


def test_other_app_cannot_open(app: Flask, world: World, tmp_path: Path) -> None:
    same_name = FieldKey(name="t1", secret=bytes(32))
    other = new_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], (same_name,))
    with county_scope(other, HERE):
        member = db.session.scalars(select(Member).where(Member.number == 1)).one()
        with pytest.raises(BrokenSeal):
            _ = member.name
    with other.app_context():
        db.engine.dispose()


def test_blind_index_is_keyed_and_keeps_purposes_apart(app: Flask, tmp_path: Path) -> None:
    with app.app_context():
        phone = blind_index("phone", "13800000000")
        assert phone == blind_index("phone", "13800000000")
        assert len(phone) == 32
        assert phone != blind_index("id", "13800000000")
        assert phone != blind_index("phone", "13800000001")
    other = new_app(tmp_path, app.config["SQLALCHEMY_DATABASE_URI"], (NEWER,))
    with other.app_context():
        assert phone != blind_index("phone", "13800000000")


def test_blind_index_outlives_rotation(app: Flask, tmp_path: Path) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    kept = FieldKey(name="index", secret=KEYS[0].secret)
    rings = [KEYS, (NEWER, *KEYS), (NEWER, kept), (kept, NEWER)]
    hashes = []
    for keys in rings:
        with new_app(tmp_path, url, keys).app_context():
            hashes.append(blind_index("phone", "13800000000"))
    assert len(set(hashes)) == 1


def test_index_key_never_seals() -> None:
    ring = KeyRing.of([FieldKey(name="index", secret=bytes(32)), NEWER])
    assert ring.current == "t2"
    with pytest.raises(ValueError, match="no key"):
        KeyRing.of([FieldKey(name="index", secret=bytes(32))])


def test_ring_does_not_print_its_keys() -> None:
    ring = KeyRing.of(KEYS)
    assert KEYS[0].secret.hex() not in repr(ring)
    assert "seals" not in repr(ring)
    assert ring.seals["t1"] != ring.index != KEYS[0].secret
    assert json.dumps(sorted(ring.seals)) == '["t1"]'
