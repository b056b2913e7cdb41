"""A copy of the whole platform: made while others write, refused when not whole, put back."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tarfile
import threading
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.audit import verify
from core.audit.models import AuditEntry
from core.backup import container
from core.cases import commands
from core.cases.models import CaseFile, Party, ServiceItem
from core.cases.models_evaluation import Survey
from core.cli.opening import OPERATOR
from core.cli.presence import at_work
from core.clocks import now
from core.config import new_secrets
from core.db import county_scope, db
from core.drafts.models import Draft
from core.duty.models import DutyFeed
from core.outbox import post
from core.people.models import Account, ApiToken, LoginSession
from core.people.tokens import create_token, fingerprint, revoke_token
from tests.harness.apps import COUNTY, TODAY
from tests.reliability.people import INTAKE, acting_as


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether the full sizes were asked for."""
    return bool(request.config.getoption("--long"))


def take_in(app: Flask) -> str:
    with county_scope(app, COUNTY):
        number = commands.receive(acting_as(app, "desk"), raw=INTAKE).number
        db.session.commit()
    return number


def numbers(app: Flask) -> set[str]:
    with county_scope(app, COUNTY, read_only=True):
        return set(db.session.scalars(select(CaseFile.number)))


@pytest.fixture
def copy(run, app, tmp_path: Path) -> Path:
    path = tmp_path / "copy.jiahe"
    run("backup", str(path))
    return path


@pytest.mark.postgres
def test_a_copy_is_made_and_says_what_it_is(run, app, tmp_path, settings):
    path = tmp_path / "copy.jiahe"
    take_in(app)
    [told] = json.loads(run("backup", str(path), "--json").stdout)
    assert told["size"] == path.stat().st_size > 10_000
    assert told["kind"] == ("postgresql" if settings.on_postgres else "sqlite")
    assert path.stat().st_mode & 0o077 == 0, "a copy is for its owner's eyes"
    [found] = json.loads(run("restore", str(path), "--verify-only", "--json").stdout)
    if not settings.on_postgres:
        with app.app_context():
            accounts = db.session.scalar(select(func.count()).select_from(Account))
        assert (found["counties"], found["accounts"]) == (2, accounts)
        assert found["audit_entries"] > 0
    assert not list(tmp_path.glob(".*copy*")), "something was left behind"


def test_no_key_is_in_a_copy(copy, settings):
    content = copy.read_bytes()
    for key in settings.field_keys:
        assert key.secret not in content
    assert settings.secret_key.encode() not in content


def test_a_copy_is_put_back_and_the_old_kept(run, app, copy, tmp_path):
    before = numbers(app)
    later = take_in(app)
    with app.app_context():
        db.engine.dispose()
    [told] = json.loads(run("restore", str(copy), "--yes", "--json").stdout)
    for county in (COUNTY, "990102"):
        with county_scope(app, county, read_only=True):
            last = db.session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
            assert last is not None
            assert (last.action, last.actor_id) == ("backup.restored", OPERATOR), "it is a copy"
            assert verify(db.session())[1] == (), "and the chain goes on from it"
    assert numbers(app) == before
    assert json.loads(run("audit", "verify", "--json").stdout)
    kept = sqlite3.connect(told["before"])
    assert kept.execute("SELECT count(*) FROM case_file WHERE number = ?", [later]).fetchone() == (
        1,
    )
    kept.close()
    # and work goes on from there
    another = take_in(app)
    assert numbers(app) == before | {another}


@pytest.mark.parametrize("later", [True, False])
def test_a_token_revoked_after_the_copy_is_not_good_again(run, app, tmp_path, later):
    with app.app_context():
        account = db.session.scalars(select(Account)).first()
        token = create_token(db.session(), account.id)
        db.session.add(
            LoginSession(id="x", account_id=account.id, created_at=now(), last_seen_at=now())
        )
        db.session.commit()
        owner = account.id
    take_in(app)
    with county_scope(app, COUNTY):
        db.session.add(DutyFeed(account_id=owner, token_hash="f" * 64, created_at=now()))
        item = db.session.scalars(select(ServiceItem)).first()
        party = db.session.scalars(select(Party).where(Party.case_id == item.case_id)).first()
        asked = Survey(
            case_id=item.case_id, item_id=item.id, party_id=party.id, point_id=item.point_id,
            service=item.service, way="sms", token_hash="l" * 64, asked_on=TODAY, asked_by=owner,
            until=TODAY,
        )  # fmt: skip
        db.session.add(asked)
        db.session.commit()
    run("backup", str(tmp_path / "copy.jiahe"))
    with app.app_context():
        if later:
            revoke_token(db.session(), fingerprint(token))
            db.session.commit()
        db.engine.dispose()
    run("restore", str(tmp_path / "copy.jiahe"), "--yes")
    with app.app_context():
        assert db.session.get(ApiToken, fingerprint(token)).revoked_at is not None
        assert db.session.get(LoginSession, "x").ended_at is not None
    with county_scope(app, COUNTY):
        assert db.session.scalars(select(DutyFeed.revoked_at)).one() is not None
        assert db.session.scalars(select(Survey.token_hash)).one() is None


def test_files_beside_the_database_come_and_go_with_it(run, app, tmp_path):
    folder = tmp_path / "files" / "ab"
    folder.mkdir(parents=True)
    (folder / "one.bin").write_bytes(b"\x00" * 3000)
    run("backup", str(tmp_path / "copy.jiahe"))
    (folder / "one.bin").unlink()
    (folder / "two.bin").write_bytes(b"later")
    run("restore", str(tmp_path / "copy.jiahe"), "--yes")
    assert (folder / "one.bin").read_bytes() == b"\x00" * 3000
    assert not (folder / "two.bin").exists()
    assert [one.name for one in tmp_path.glob("files.before-*/ab/*")] == ["two.bin"]


@pytest.mark.parametrize("part", [0.0, 0.3, 0.9, 1.0])
def test_one_flipped_bit_is_refused(run, app, copy, part):
    before = numbers(app)
    content = bytearray(copy.read_bytes())
    place = min(int(len(content) * part), len(content) - 1)
    content[place] ^= 0x10
    copy.write_bytes(content)
    for words in (("--verify-only",), ("--yes",)):
        said = run("restore", str(copy), *words, ok=False)
        assert said.exit_code == 1
        assert len(said.stderr.strip().splitlines()) == 1, said.stderr
    assert numbers(app) == before


@pytest.mark.parametrize("keep", [0, 5000, -1])
def test_a_copy_cut_short_is_refused(run, copy, keep):
    copy.write_bytes(copy.read_bytes()[:keep])
    said = run("restore", str(copy), "--verify-only", ok=False)
    assert said.exit_code == 1
    assert len(said.stderr.strip().splitlines()) == 1


def test_other_keys_are_told_by_name(run, environ, copy, tmp_path):
    marker = tmp_path / "sandbox.json"
    stored = json.loads(marker.read_text())
    stored["JIAHE_FIELD_KEYS"] = new_secrets()["JIAHE_FIELD_KEYS"].replace("k1:", "t1:")
    marker.write_text(json.dumps(stored))
    said = run("restore", str(copy), "--verify-only", ok=False)
    assert "t1" in said.stderr


def test_a_broken_chain_inside_is_found(run, app, tmp_path):
    take_in(app)
    with app.app_context():
        db.engine.dispose()
    live = sqlite3.connect(tmp_path / "jiahe.db")
    live.execute("UPDATE audit_entry SET action = 'nothing' WHERE seq = 1")
    live.commit()
    live.close()
    run("backup", str(tmp_path / "copy.jiahe"))
    said = run("restore", str(tmp_path / "copy.jiahe"), "--verify-only", ok=False)
    assert "变更链" in said.stderr


def test_a_check_without_the_seal_would_pass(run, app, copy, monkeypatch):
    """The planted bug: a seal that is not compared lets a flipped bit through."""
    monkeypatch.setattr(container.hmac, "compare_digest", lambda one, other: True)
    content = bytearray(copy.read_bytes())
    content[-1] ^= 1
    copy.write_bytes(content)
    run("restore", str(copy), "--verify-only")


def test_an_existing_file_is_not_overwritten(run, copy):
    content = copy.read_bytes()
    assert "已经存在" in run("backup", str(copy), ok=False).stderr
    assert copy.read_bytes() == content


def test_nobody_is_restored_under_a_running_platform(run, app, copy, tmp_path):
    before = numbers(app)
    with at_work(tmp_path):
        assert "正在使用" in run("restore", str(copy), "--yes", ok=False).stderr
    assert numbers(app) == before


def test_without_a_yes_nothing_happens(run, app, copy):
    before = numbers(app)
    run("restore", str(copy), ok=False, stdin="n\n")
    assert numbers(app) == before


def test_copies_made_while_cases_come_in_are_whole(run, app, tmp_path):
    stop, made, wrong = threading.Event(), [], []

    def desk() -> None:
        while not stop.is_set():
            try:
                made.append(take_in(app))
            except Exception as error:
                wrong.append(error)

    writer = threading.Thread(target=desk)
    writer.start()
    try:
        for turn in range(3):
            known = set(made)
            path = tmp_path / f"{turn}.jiahe"
            run("backup", str(path))
            [found] = json.loads(run("restore", str(path), "--verify-only", "--json").stdout)
            assert found["audit_entries"] >= len(known)
    finally:
        stop.set()
        writer.join()
    assert not wrong
    assert len(made) > 3


PIECE = 100_000
"""Bytes of one draft that swells the database; a real one is smaller, and there are more."""
A_WRITE_EVERY = 0.01
"""Seconds: a hundred writes a second."""


def swell(app: Flask, pieces: int) -> None:
    """Make the database larger by *pieces* drafts nobody will ever read."""
    at = now()
    for first in range(0, pieces, 50):
        with county_scope(app, COUNTY):
            for place in range(first, min(first + 50, pieces)):
                draft = Draft(author_id="nobody", place=f"swell/{place}", kept_at=at)
                draft.answers = [["text", os.urandom(PIECE // 2).hex()]]
                db.session.add(draft)
            db.session.commit()


@pytest.mark.postgres
def test_a_copy_under_a_hundred_writes_a_second(run, app, tmp_path, long, capsys):
    """Writers never stop for it, and it holds everything acknowledged before it began.

    A database of 20 MB here, of half a gigabyte with ``--long``; how long it took is printed.
    """
    swell(app, 5000 if long else 200)
    stop, told, wrong, gaps = threading.Event(), [], [], []

    def write() -> None:
        due = time.monotonic()
        while not stop.is_set():
            try:
                with county_scope(app, COUNTY):
                    post(db.session(), "notice", {"turn": len(told)}, dedup_key=f"w{len(told)}")
                    db.session.commit()
            except Exception as error:
                wrong.append(error)
            gaps.append(time.monotonic() - due)
            told.append(len(told))
            due += A_WRITE_EVERY
            time.sleep(max(due - time.monotonic(), 0))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(told) < 20:
            time.sleep(0.01)
        before, began = len(told), time.monotonic()
        path = tmp_path / "large.jiahe"
        run("backup", str(path))
        took, during = time.monotonic() - began, len(told) - before
    finally:
        stop.set()
        writer.join()
    assert not wrong
    assert during > 0, "whoever writes goes on writing"
    with capsys.disabled():
        size = path.stat().st_size / 2**20
        sys.stdout.write(
            f"\ncopied {size:.0f} MiB in {took:.1f} s, {during / took:.0f} writes/s meanwhile, "
            f"the latest {max(gaps):.2f} s after its turn\n"
        )
    [found] = json.loads(run("restore", str(path), "--verify-only", "--json").stdout)
    assert found
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        kept = messages_in(path, tmp_path / "opened")
        assert kept >= before, f"{before} were acknowledged, {kept} are in the copy"


def test_a_copy_of_the_file_alone_would_be_seen(run, app, tmp_path, monkeypatch):
    """The planted bug: the file is copied and the log beside it, with the last commits, is not."""
    with county_scope(app, COUNTY):
        post(db.session(), "notice", {"turn": 1}, dedup_key="w1")
        db.session.commit()
    monkeypatch.setattr("core.backup.sqlite.copy", shutil.copyfile)
    path = tmp_path / "alone.jiahe"
    run("backup", str(path))
    assert messages_in(path, tmp_path / "opened") == 0


def messages_in(path: Path, place: Path) -> int:
    """Return how many of the writers' messages a copy holds."""
    place.mkdir()
    with tarfile.open(path) as copy:
        (name,) = [one for one in copy.getnames() if one.endswith(".db")]
        copy.extract(name, place, filter="data")
    database = sqlite3.connect(place / name)
    try:
        sql = "SELECT count(*) FROM outbox_message WHERE kind = 'notice'"
        return int(database.execute(sql).fetchone()[0])
    finally:
        database.close()


@pytest.mark.postgres
def test_postgres_is_filled_from_its_copy_into_an_empty_database(
    request, run, app, environ, tmp_path, settings
):
    if not settings.on_postgres:
        pytest.skip("SQLite is put back as a file")
    take_in(app)
    before = numbers(app)
    run("backup", str(tmp_path / "copy.jiahe"))
    assert "空的数据库" in run("restore", str(tmp_path / "copy.jiahe"), "--yes", ok=False).stderr
    server = request.getfixturevalue("postgres_server")
    url = server.create_database()
    (marker := tmp_path / "sandbox.json").write_text(
        marker.read_text().replace(settings.database_url, url)
    )
    environ["JIAHE_DATABASE_URL"] = url
    [told] = json.loads(run("restore", str(tmp_path / "copy.jiahe"), "--yes", "--json").stdout)
    assert told["counties"] == 2
    assert json.loads(run("doctor", "--json").stdout) == []
    rows = json.loads(run("audit", "verify", "--json").stdout)
    assert not any(row["breaks"] for row in rows)
    listed = json.loads(run("plugins", "list", "--json").stdout)
    assert listed
    run("backup", str(tmp_path / "again.jiahe"))
    with county_scope(app, COUNTY, read_only=True):
        assert numbers(app) == before
    server.drop_database(url)


def test_what_an_older_key_sealed_is_sealed_anew(run, app, tmp_path):
    take_in(app)
    marker = tmp_path / "sandbox.json"
    stored = json.loads(marker.read_text())
    fresh = new_secrets()["JIAHE_FIELD_KEYS"].replace("k1:", "k2:")
    stored["JIAHE_FIELD_KEYS"] = f"{fresh},{stored['JIAHE_FIELD_KEYS']}"
    marker.write_text(json.dumps(stored))
    [told] = json.loads(run("keys", "rotate", "--json").stdout)
    assert told["rows"] > 0
    assert json.loads(run("keys", "rotate", "--json").stdout) == [{"rows": 0}]


def test_an_upgrade_keeps_the_way_back(run, app, tmp_path, monkeypatch):
    run("upgrade")
    assert not (tmp_path / "backups").exists(), "nothing to upgrade, nothing to keep"
    take_in(app)
    before = numbers(app)
    monkeypatch.setattr("core.db.migrate.behind", lambda app: ["core"])
    said = run("upgrade").stdout
    [kept] = (tmp_path / "backups").iterdir()
    assert str(kept) in said
    take_in(app)
    with app.app_context():
        db.engine.dispose()
    run("restore", str(kept), "--yes")
    assert numbers(app) == before
