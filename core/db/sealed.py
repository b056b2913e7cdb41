"""Sealed columns: what names a person or a harm is unreadable in the database, backups included.

Sealed with AES-256-GCM (SM4-GCM where the key is called `sm4…`). The seal also covers table,
column, county and row id, so a value copied into another row or column does not open. A box is
`0x01 | length of key name | key name | 12 bytes nonce | sealed bytes | 16 bytes tag`
(T/ZSM 5.1.3; PIPL art. 51).
"""

import json as jsons
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Generic, Literal, Self, TypeVar, cast, overload

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM
from sqlalchemy import LargeBinary
from sqlalchemy.orm import InstrumentedAttribute, MappedColumn, mapped_column

from core.db.keys import KeyRing, is_sm4, key_ring

_FORMAT = 1
_JSON = jsons.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_NONCE = 12
_TAG = 16

T = TypeVar("T")


class BrokenSeal(Exception):
    """A sealed value was altered, belongs to another row, or is no sealed value."""


def sealed_column() -> MappedColumn[bytes | None]:
    """Return the column that holds a box: `name_box: Mapped[bytes | None] = sealed_column()`."""
    return mapped_column(LargeBinary, nullable=True)


class Sealed(Generic[T]):
    """The readable side of a sealed column: `name = Sealed("name_box")`.

    Reads and writes `str | None`, with `json=True` any JSON value. The row must have its key when
    a value is set; rows made with `InCounty` have it from the start. Setting what is already
    there changes nothing, so that it neither counts as a change nor spends a nonce. What is read
    is a copy: change a JSON value by setting it anew.
    """

    @overload
    def __init__(self: "Sealed[str]", box: str) -> None: ...
    @overload
    def __init__(self: "Sealed[Any]", box: str, *, json: Literal[True]) -> None: ...
    def __init__(self, box: str, *, json: bool = False) -> None:
        self.box = box
        self.json = json

    @overload
    def __get__(self, row: None, owner: type) -> Self: ...
    @overload
    def __get__(self, row: object, owner: type) -> T | None: ...
    def __get__(self, row: object | None, owner: type) -> Self | T | None:
        if row is None:
            return self
        box = getattr(row, self.box)
        if box is None:
            return None
        plain = open_box(key_ring(), box, _place_of(row, self.box))
        # which of the two T is was said at construction
        return cast(T, _load(plain, self.json))

    def __set__(self, row: object, value: T | None) -> None:
        if value is None:
            setattr(row, self.box, None)
            return
        if not self.json and not isinstance(value, str):
            raise TypeError(f"{self.box} seals text, not {type(value).__name__}")
        ring, place = key_ring(), _place_of(row, self.box)
        plain, before = _dump(value, self.json), getattr(row, self.box)
        # compared as stored: to Python 1 and True are the same value
        if before is None or open_box(ring, before, place) != plain:
            setattr(row, self.box, seal(ring, plain, place))


def unseal(
    box_column: InstrumentedAttribute[bytes | None],
    county_id: str,
    row_id: str,
    box: bytes | None,
    *,
    json: bool = False,
) -> Any:
    """Open a box read by a column select: `unseal(Person.name_box, county_id, id, box)`.

    Returns None for None. Raises `BrokenSeal` when the box is not that row's.
    """
    if box is None:
        return None
    table = box_column.class_.__table__.name
    plain = open_box(key_ring(), box, _place(table, box_column.key, county_id, row_id))
    return _load(plain, json)


def sealer(
    box_column: InstrumentedAttribute[bytes | None], county_id: str, *, json: bool = False
) -> Callable[[str, Any], bytes]:
    """Return what seals a value for the row (by its id) it will stand in, as setting it on an
    entity would; for many rows that are inserted by column."""
    table, column, ring = box_column.class_.__table__.name, box_column.key, key_ring()
    begin = _place(table, column, county_id, "")
    if is_sm4(ring.current):
        return lambda row_id, value: seal(ring, _dump(value, json), begin + row_id.encode())
    head, encrypt = _head(ring.current), _cipher(ring.key(ring.current)).encrypt

    def sealed(row_id: str, value: Any) -> bytes:
        nonce = os.urandom(_NONCE)
        return head + nonce + encrypt(nonce, _dump(value, json), begin + row_id.encode())

    return sealed


def reseal(row: object) -> bool:
    """Seal the boxes of a row anew where they are not under the current key; for key rotation.

    Returns whether anything changed. May be called twice.
    """
    ring = key_ring()
    changed = False
    for column in boxes_of(type(row)):
        box = getattr(row, column)
        if box is None or key_name(box) == ring.current:
            continue
        place = _place_of(row, column)
        setattr(row, column, seal(ring, open_box(ring, box, place), place))
        changed = True
    return changed


def require_readable(row: object) -> None:
    """Open every box of a row; raises `BrokenSeal` or `UnknownKey` at the first that does not."""
    ring = key_ring()
    for column in boxes_of(type(row)):
        if (box := getattr(row, column)) is not None:
            open_box(ring, box, _place_of(row, column))


def boxes_of(mapped: type) -> set[str]:
    """Return the names of the columns in which a class keeps boxes."""
    return {
        value.box
        for cls in mapped.__mro__
        for value in vars(cls).values()
        if isinstance(value, Sealed)
    }


def blind_index(purpose: str, value: str) -> str:
    """Return a keyed hash to look a sealed value up by, 32 hexadecimal digits.

    Equal values give equal hashes within a purpose and tell nothing across purposes. Bring the
    value into its one form first (digits only, upper-case X).
    """
    return key_ring().digest(purpose, value)[:32]


def seal(ring: KeyRing, plain: bytes, place: bytes) -> bytes:
    """Seal bytes under the current key, bound to a place."""
    name = ring.current
    nonce = os.urandom(_NONCE)
    if is_sm4(name):
        cipher = Cipher(SM4(ring.key(name)), GCM(nonce)).encryptor()
        cipher.authenticate_additional_data(place)
        sealed = cipher.update(plain) + cipher.finalize() + cipher.tag
    else:
        sealed = _cipher(ring.key(name)).encrypt(nonce, plain, place)
    return _head(name) + nonce + sealed


def _head(name: str) -> bytes:
    return bytes((_FORMAT, len(name))) + name.encode()


def open_box(ring: KeyRing, box: bytes, place: bytes) -> bytes:
    """Open a box; raises `BrokenSeal` when altered or of another place, `UnknownKey`."""
    name = key_name(box)
    start = 2 + len(name)
    nonce, sealed = box[start : start + _NONCE], box[start + _NONCE :]
    if len(sealed) < _TAG:
        raise BrokenSeal("too short for a sealed value")
    key = ring.key(name)
    try:
        if not is_sm4(name):
            return _cipher(key).decrypt(nonce, sealed, place)
        cipher = Cipher(SM4(key), GCM(nonce, sealed[-_TAG:])).decryptor()
        cipher.authenticate_additional_data(place)
        return cipher.update(sealed[:-_TAG]) + cipher.finalize()
    except InvalidTag as error:
        raise BrokenSeal("altered, or sealed for another row or column") from error


@lru_cache(maxsize=32)
def _cipher(key: bytes) -> AESGCM:
    # made anew for each box it took twice as long as all the rest
    return AESGCM(key)


def key_name(box: bytes) -> str:
    """Return the name of the key a box is sealed under; raises `BrokenSeal`."""
    if len(box) < 2 or box[0] != _FORMAT or not box[2 : 2 + box[1]].isalnum():
        raise BrokenSeal("not a sealed value")
    return box[2 : 2 + box[1]].decode("ascii")


def _dump(value: Any, json: bool) -> bytes:
    if json:
        value = _JSON.encode(value)
    # half a character from a hostile client is a matter for the form, not for a crash in here
    return str(value).encode(errors="surrogatepass")


def _load(plain: bytes, json: bool) -> Any:
    text = plain.decode(errors="surrogatepass")
    return jsons.loads(text) if json else text


def _place_of(row: Any, column: str) -> bytes:
    # platform-wide rows (accounts) have no county; an id of the database is not there in time
    row_id = row.id
    if row_id is None:
        raise ValueError(f"{type(row).__name__} needs its id before {column} can be sealed")
    return _place(row.__table__.name, column, getattr(row, "county_id", ""), str(row_id))


def _place(table: str, column: str, county_id: str, row_id: str) -> bytes:
    return "|".join((table, column, county_id, row_id)).encode()
