"""The key ring: which keys seal, open and index what must not be read from the database file.

Every app holds its own ring, so two apps in one process cannot open each other's columns. From one
secret per key three are derived, one for each use, so that no use weakens another (T/ZSM 5.1.3).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app

EXTENSION = "jiahe.keys"
BLOCK: Final = 64
"""Bytes of a block of SHA-256; the key is shorter."""
INDEX_KEY = "index"
"""The key of this name only indexes. Without one the oldest key does; before the oldest key is
retired, keep its secret under this name and no row has to be indexed anew."""


class FieldKey(Protocol):
    """A key as the settings hand it over."""

    @property
    def name(self) -> str: ...
    @property
    def secret(self) -> bytes: ...


class UnknownKey(Exception):
    """A sealed value names a key that is not on the ring."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyRing:
    """The keys of one app: the current one seals, all of them open, one indexes."""

    current: str
    seals: dict[str, bytes] = field(repr=False)
    index: bytes = field(repr=False)
    _inner: Any = field(init=False, repr=False, compare=False)
    _outer: Any = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Prepare the two halves of the index key."""
        for name, sign in (("_inner", 0x36), ("_outer", 0x5C)):
            padded = bytes(byte ^ sign for byte in self.index.ljust(BLOCK, b"\0"))
            object.__setattr__(self, name, hashlib.sha256(padded))

    @classmethod
    def of(cls, keys: Iterable[FieldKey]) -> "KeyRing":
        """Build the ring; the first key seals. Raises `ValueError` when there is none."""
        named = {key.name: key.secret for key in keys}
        sealing = [name for name in named if name != INDEX_KEY]
        if not sealing:
            raise ValueError("no key to seal with")
        return cls(
            current=sealing[0],
            seals={name: _derive(named[name], b"seal", sealed_bits(name)) for name in sealing},
            index=_derive(named.get(INDEX_KEY) or named[sealing[-1]], b"index", 256),
        )

    def key(self, name: str) -> bytes:
        """Return the sealing key of that name; raises `UnknownKey`."""
        if name not in self.seals:
            raise UnknownKey(f"no key {name!r} on the ring")
        return self.seals[name]

    def digest(self, purpose: str, value: str) -> str:
        """Return the keyed hash of a value, 64 hexadecimal digits; purposes never collide."""
        # half a character from a hostile client finds nothing, but must not crash a search
        message = purpose.encode() + b"\0" + value.encode(errors="surrogatepass")
        # HMAC as RFC 2104 writes it, from its two prepared halves: an import asks for hundreds of
        # thousands, and preparing them is half of the work
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return str(outer.hexdigest())


def sealed_bits(name: str) -> int:
    """Return the length of the key: SM4 takes 128 bits, AES-256 takes 256."""
    return 128 if is_sm4(name) else 256


def is_sm4(name: str) -> bool:
    """Whether a key seals with SM4-GCM: a county that must use it calls its key `sm4…`."""
    return name.startswith("sm4")


def _derive(secret: bytes, use: bytes, bits: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=bits // 8, salt=None, info=b"jiahe " + use).derive(
        secret
    )


def key_ring() -> KeyRing:
    """Return the ring of the current app."""
    ring: KeyRing = current_app.extensions[EXTENSION]
    return ring
