"""Stored files: sealed on disk, whole or not there, swept when nobody wants them any more."""

from __future__ import annotations

import errno
import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from core import files
from core.clocks import now
from core.db import county_scope, db
from core.files import service, vault
from core.files.errors import BrokenFile
from core.files.models import KEPT, StoredFile
from core.files.vault import PIECE, Vault
from tests.core.files import brought
from tests.harness.apps import COUNTY

WORDS = "她住在桂花镇后塘村三组"
LONG = WORDS.encode() * 20_000


def stage(content: bytes = LONG, *, sender: str = "a", quota_mb: int = 100) -> StoredFile:
    row = files.stage(
        db.session(),
        sender=sender,
        name="口述.txt",
        content=content,
        at=now(),
        quota_mb=quota_mb,
    )
    db.session.commit()
    return row


def lying(app: Flask) -> list[Path]:
    folder = Path(app.extensions[service.EXTENSION].folder)
    return [one for one in folder.rglob("*") if one.is_file()]


@pytest.mark.postgres
def test_what_is_on_disk_says_nothing_and_comes_back_whole(app: Flask, county: str) -> None:
    assert len(LONG) > 2 * PIECE
    row = stage()
    (path,) = lying(app)
    stored = path.read_bytes()
    assert path.name == row.id
    assert WORDS.encode() not in stored
    assert path.stat().st_mode & 0o077 == 0
    assert files.read_whole(row) == LONG
    assert (row.name, row.kind, row.size) == ("口述.txt", "text", len(LONG))
    assert "口述".encode() not in (row.name_box or b"")


def test_whatever_is_changed_on_disk_is_noticed(app: Flask, county: str) -> None:
    row, other = stage(), stage(WORDS.encode())
    paths = {path.name: path for path in lying(app)}
    sound = paths[row.id].read_bytes()
    piece = 12 + PIECE + 16
    for broken in (
        sound[:50] + bytes([sound[50] ^ 1]) + sound[51:],  # a flipped bit
        sound[: 4 + piece],  # cut off between two pieces
        sound[:4] + sound[4 + piece : 4 + 2 * piece] + sound[4 : 4 + piece],  # pieces swapped
        sound + sound[4 : 4 + piece],  # a piece twice
        paths[other.id].read_bytes(),  # another's content
        sound[:4],
        b"",
    ):
        paths[row.id].write_bytes(broken)
        with pytest.raises(BrokenFile):
            files.read_whole(row)
    paths[row.id].unlink()
    with pytest.raises(BrokenFile):
        files.chunks_of(row)


def test_a_key_of_sm4_opens_what_it_sealed(tmp_path: Path) -> None:
    place, key = Vault(tmp_path), os.urandom(16)
    place.put(COUNTY, "a" * 13, key, LONG)
    assert b"".join(place.pieces(COUNTY, "a" * 13, key)) == LONG
    with pytest.raises(BrokenFile):
        list(place.pieces(COUNTY, "a" * 13, bytes(16)))


@pytest.mark.parametrize("at", ["fsync", "replace", "open"])
def test_a_full_disk_refuses_and_keeps_nothing(
    app: Flask, county: str, monkeypatch: pytest.MonkeyPatch, at: str
) -> None:
    def full(*_any: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if at == "replace":
        monkeypatch.setattr(Path, "replace", full)
    else:
        monkeypatch.setattr(vault.os, at, full)
    with pytest.raises(files.NoRoom):
        stage()
    monkeypatch.undo()
    db.session.rollback()
    assert lying(app) == []
    assert db.session.scalars(select(StoredFile)).all() == []


def test_a_county_has_only_so_much_room(app: Flask, county: str) -> None:
    half = b"%PDF-1.7\n" + bytes(600_000) + b"\n%%EOF"
    stage(half, quota_mb=1)
    with pytest.raises(files.CountyFull):
        stage(half, quota_mb=1)
    db.session.rollback()
    assert len(lying(app)) == 1
    with county_scope(app, "990102"):
        stage(half, quota_mb=1)


def test_one_sender_chooses_only_so_many_at_a_time(
    app: Flask, county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_STAGED", 2)
    stage(b"a")
    stage(b"b")
    with pytest.raises(files.FileRefused, match="太多"):
        stage(b"c")
    stage(b"c", sender="b")


@pytest.mark.postgres
def test_what_nobody_filed_is_swept_and_so_is_what_has_no_row(app: Flask, county: str) -> None:
    row, kept = stage(), stage(b"kept")
    row_id, kept_id = row.id, kept.id
    kept.state = KEPT
    db.session.commit()
    lost = files.stage(
        db.session(), sender="a", name="x.txt", content=b"lost", at=now(), quota_mb=9
    ).id
    db.session.rollback()  # the request ended in an error; the content lies there without a row
    half = next(path for path in lying(app) if path.name == lost)
    cut = half.parent.parent / "00" / ("0" * 13 + ".part")
    cut.parent.mkdir(exist_ok=True)
    cut.write_bytes(b"half")
    assert len(lying(app)) == 4

    session, moment = db.session(), half.stat().st_mtime
    assert not files.has_stale(session, now() - timedelta(days=1))
    assert files.sweep_folder(session, COUNTY, moment + 60) == 0, "it may be on its way"
    assert files.has_stale(session, now() + timedelta(days=1))
    assert files.sweep(session, now() + timedelta(days=1)) == 1
    session.commit()
    assert files.sweep_folder(session, COUNTY, moment + 3 * 3600) == 3
    assert [path.name for path in lying(app)] == [kept_id]
    assert files.staged_of(session, "a", [row_id, kept_id]) == {}


def test_a_withdrawn_file_can_never_be_read_again(app: Flask, county: str) -> None:
    row = stage()
    files.withdraw(row, by="a", at=now(), reason="传错了")
    db.session.commit()
    with pytest.raises(BrokenFile):
        files.chunks_of(row)
    assert files.sweep_folder(db.session(), COUNTY, 4_000_000_000) == 1
    assert lying(app) == []


def test_another_sender_finds_none_of_it(app: Flask, county: str) -> None:
    row = stage()
    assert files.staged_of(db.session(), "b", [row.id]) == {}
    assert list(files.staged_of(db.session(), "a", [row.id, "0" * 13])) == [row.id]


def test_a_cleaned_picture_still_proves_what_came(app: Flask, county: str) -> None:
    sent = brought.jpeg(brought.segment(0xFE, brought.HOME))
    row = stage(sent)
    assert row.sha256 == files.digest(brought.jpeg())
    assert row.sha256_sent == files.digest(sent)
