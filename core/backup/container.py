"""The file a backup is: a tar that says what it holds, and a seal over every byte of it.

The first member is the manifest, the last forty bytes are a mark and an HMAC under a key derived
from the field keys. So any `tar` can list it, while one flipped bit, a missing end or other keys
are told before a byte of it is used.
"""

from __future__ import annotations

import hmac
import io
import json
import os
import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, cast

from core.db.keys import KeyRing
from core.words import Objection

FORMAT = 1
MARK = b"JIAHEBAK"
MANIFEST = "manifest.json"
_END = len(MARK) + sha256().digest_size
_BLOCK = 1 << 20
_LONGEST_MANIFEST = 1 << 20

Told = Callable[[int], None]
"""Hears how many bytes more were read or written."""


class BackupRefused(Exception):
    """A copy cannot be made, trusted or put back; `reasons` say why, for the operator."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text % values if values else text)
        self.reasons = (Objection(text=text, values=values),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """What a copy says of itself.

    `kind` is the database it was taken from, `revisions` where each lane of migrations stood,
    `keys` a check value for every field key that was on the ring, `members` the names that follow.
    """

    format: int
    made: str
    kind: str
    revisions: Mapping[str, str]
    keys: Mapping[str, str]
    sealed_by: str
    members: tuple[str, ...]

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def of_bytes(cls, raw: bytes) -> Manifest:
        """Read a manifest; raise BackupRefused when it is none, or of a later format."""
        try:
            stored: dict[str, Any] = json.loads(raw)
            known = int(stored["format"]) == FORMAT
            stored["members"] = tuple(stored["members"])
            found = cls(**stored) if known else None
        except (ValueError, KeyError, TypeError) as error:
            raise BackupRefused("这不是家和的备份，或已损坏") from error
        if found is None:
            raise BackupRefused("这份备份是更新的版本做的，请用那个版本恢复")
        return found


def key_checks(ring: KeyRing) -> dict[str, str]:
    """Return a check value for every sealing key, and for the one that indexes: equal keys give
    equal values, and a value tells nothing about its key."""
    checks = {name: _mac(key, b"key check")[:16] for name, key in ring.seals.items()}
    return {**checks, "#index": _mac(ring.index, b"key check")[:16]}


def require_keys(manifest: Manifest, ring: KeyRing) -> None:
    """Raise BackupRefused unless everything in the copy can be opened with these keys."""
    ours = key_checks(ring)
    foreign = [name for name, check in manifest.keys.items() if ours.get(name) != check]
    if foreign:
        raise BackupRefused(
            "现在的 JIAHE_FIELD_KEYS 打不开这份备份，对不上的密钥：%(names)s",
            names="、".join(sorted(name.strip("#") for name in foreign)),
        )


class Writer:
    """Writes a copy beside its final name and moves it there when whole; readable by its owner."""

    def __init__(self, file: IO[bytes], key: bytes, told: Told) -> None:
        self._file = file
        self._mac = hmac.new(key, digestmod=sha256)
        self._told = told
        # a stream is only written to, so a `write` is all it needs to be a file
        # by its own 10 KB a gigabyte would be a hundred thousand calls
        self._tar = tarfile.open(  # noqa: SIM115 - closed by finish
            fileobj=cast(IO[bytes], self), mode="w|", bufsize=_BLOCK
        )

    def write(self, chunk: bytes) -> int:
        """Take what the tar hands on; its seal grows with it."""
        self._mac.update(chunk)
        self._told(len(chunk))
        return self._file.write(chunk)

    def add(self, name: str, source: Path) -> None:
        """Add a file under a name; owner and time stay behind."""
        with source.open("rb") as content:
            entry = tarfile.TarInfo(name)
            entry.size = os.fstat(content.fileno()).st_size
            entry.mode = 0o600
            self._tar.addfile(entry, content)

    def add_bytes(self, name: str, content: bytes) -> None:
        """Add a small member."""
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(content), 0o600
        self._tar.addfile(entry, io.BytesIO(content))

    def finish(self) -> None:
        """Close the tar and put the seal behind it."""
        self._tar.close()
        self._file.write(MARK + self._mac.digest())


@contextmanager
def written(path: Path, ring: KeyRing, told: Told) -> Iterator[Writer]:
    """Write a copy to `path`, which must not exist; a failure leaves nothing behind."""
    if path.exists():
        raise BackupRefused("%(path)s 已经存在，请换一个文件名", path=str(path))
    part = path.with_name(f".{path.name}.part")
    try:
        # made for its owner only: a chmod afterwards would leave a moment for others to read
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            writer = Writer(file, _seal_key(ring, ring.current), told)
            yield writer
            writer.finish()
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def read_manifest(path: Path) -> Manifest:
    """Return what the copy says of itself; nothing of it is proved yet."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            first = tar.next()
            content = tar.extractfile(first) if first and first.name == MANIFEST else None
            raw = content.read(_LONGEST_MANIFEST) if content else b""
    except (tarfile.TarError, EOFError) as error:
        raise BackupRefused("这不是家和的备份，或已损坏") from error
    return Manifest.of_bytes(raw)


def require_whole(path: Path, manifest: Manifest, ring: KeyRing, told: Told) -> None:
    """Raise BackupRefused unless every byte is as it was written."""
    left = path.stat().st_size - _END
    mac = hmac.new(_seal_key(ring, manifest.sealed_by), digestmod=sha256)
    with path.open("rb") as file:
        while left > 0 and (chunk := file.read(min(_BLOCK, left))):
            mac.update(chunk)
            told(len(chunk))
            left -= len(chunk)
        end = file.read(_END)
    if left != 0 or not hmac.compare_digest(end, MARK + mac.digest()):
        raise BackupRefused("备份不完整或被改动过，没有使用其中任何内容")


@contextmanager
def members(path: Path, manifest: Manifest) -> Iterator[Iterator[tuple[str, IO[bytes]]]]:
    """Yield the members after the manifest, in their order; call `require_whole` before."""
    with tarfile.open(path, mode="r:") as tar:
        yield _members(tar, manifest)


def _members(tar: tarfile.TarFile, manifest: Manifest) -> Iterator[tuple[str, IO[bytes]]]:
    expected = iter(manifest.members)
    for entry in tar:
        if entry.name == MANIFEST:
            continue
        content = tar.extractfile(entry) if entry.isfile() else None
        # a sealed file cannot hold anything else, unless whoever wrote it had the keys
        if content is None or entry.name != next(expected, None):
            raise BackupRefused("备份里有不认得的内容：%(name)s", name=entry.name)
        yield entry.name, content
    if next(expected, None) is not None:
        raise BackupRefused("备份里缺了内容")


def _seal_key(ring: KeyRing, name: str) -> bytes:
    return hmac.new(ring.key(name), b"jiahe backup", sha256).digest()


def _mac(key: bytes, purpose: bytes) -> str:
    return hmac.new(key, b"jiahe backup " + purpose, sha256).hexdigest()
