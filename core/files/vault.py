"""The folder of sealed files: written whole or not at all, read piece by piece.

A file is a row of sealed pieces of 256 KiB (AES-256-GCM, or SM4-GCM where the county's key is of
that kind). The seal of a piece covers county, row, its place in the row and whether it is the last,
so pieces can neither be swapped, repeated nor cut off. What is on disk has the id of its row for a
name and nothing else to tell (T/ZSM 5.1.3).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

from core.db.keys import is_sm4, key_ring
from core.files.errors import BrokenFile, NoRoom

PIECE = 256 * 1024
_HEAD = b"JHF1"
_NONCE, _TAG = 12, 16
_PART = ".part"


def new_secret() -> bytes:
    """Return a key for one file, of the length the county's cipher takes."""
    return os.urandom(16 if is_sm4(key_ring().current) else 32)


class Vault:
    """The sealed files of one installation, below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, county: str, file_id: str) -> Path:
        # both are ours: six digits and thirteen letters; nothing a person typed is in a path
        return self.folder / county / file_id[:2] / file_id

    def put(self, county: str, file_id: str, secret: bytes, content: bytes) -> None:
        """Store *content*; returns once it would survive a loss of power.

        Raises NoRoom, and then nothing of it is left.
        """
        path = self._path(county, file_id)
        part = path.with_name(path.name + _PART)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                out.write(_HEAD)
                last = max(0, (len(content) - 1) // PIECE)
                for number in range(last + 1):
                    piece = content[number * PIECE : (number + 1) * PIECE]
                    out.write(_seal(secret, piece, _place(county, file_id, number, number == last)))
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
            _sync_folder(path.parent)
        except OSError as fault:
            for left in (part, path):
                with suppress(OSError):
                    left.unlink(missing_ok=True)
            raise NoRoom(fault.strerror) from fault

    def pieces(self, county: str, file_id: str, secret: bytes) -> Iterator[bytes]:
        """Yield the content piece by piece; raises BrokenFile where it is not what was stored."""
        try:
            stored = self._path(county, file_id).open("rb")
        except OSError as fault:
            raise BrokenFile(file_id) from fault
        with stored:
            if stored.read(len(_HEAD)) != _HEAD:
                raise BrokenFile(file_id)
            number, box = 0, stored.read(_NONCE + PIECE + _TAG)
            while box:
                following = stored.read(_NONCE + PIECE + _TAG)
                place = _place(county, file_id, number, not following)
                yield _open(secret, box, place, file_id)
                number, box = number + 1, following
            if number == 0:
                raise BrokenFile(file_id)

    def drop(self, county: str, file_id: str) -> None:
        """Take the content away; says nothing when it is gone already."""
        self._path(county, file_id).unlink(missing_ok=True)

    def older_than(self, county: str, before: float) -> Iterator[str]:
        """Yield the ids of what was last written before *before* (seconds of the epoch), halves
        of an interrupted write among them."""
        for path in (self.folder / county).glob("??/*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    yield path.name

    def drop_half(self, county: str, name: str) -> bool:
        """Take away what an interrupted write left; tell whether *name* was such."""
        if not name.endswith(_PART):
            return False
        (self.folder / county / name[:2] / name).unlink(missing_ok=True)
        return True


def _place(county: str, file_id: str, number: int, last: bool) -> bytes:
    return f"stored_file|{county}|{file_id}|{number}|{int(last)}".encode()


def _seal(secret: bytes, plain: bytes, place: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    if len(secret) == 16:
        cipher = Cipher(SM4(secret), GCM(nonce)).encryptor()
        cipher.authenticate_additional_data(place)
        return nonce + cipher.update(plain) + cipher.finalize() + cipher.tag
    return nonce + AESGCM(secret).encrypt(nonce, plain, place)


def _open(secret: bytes, box: bytes, place: bytes, file_id: str) -> bytes:
    nonce, sealed = box[:_NONCE], box[_NONCE:]
    try:
        if len(secret) == 16:
            tag = sealed[-_TAG:]
            cipher = Cipher(SM4(secret), GCM(nonce, tag)).decryptor()
            cipher.authenticate_additional_data(place)
            return cipher.update(sealed[:-_TAG]) + cipher.finalize()
        return AESGCM(secret).decrypt(nonce, sealed, place)
    except (InvalidTag, ValueError) as fault:
        raise BrokenFile(file_id) from fault


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
