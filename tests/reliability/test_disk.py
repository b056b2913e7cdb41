"""The disk runs full in the middle of the day: what was acknowledged is stored, the rest is told.

A small tmpfs holds the data folder; ballast fills it up. From then on whoever writes is answered
503 and asked to come again, whoever reads goes on reading, and room made is enough: nobody has to
restart anything. One round here, ten with ``--long``. Without the right to mount it is skipped by
name (part ``disk``).
"""

from __future__ import annotations

import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from core import jobs
from core.app import create_app
from core.cases.models import CaseFile
from core.db import CountySession, county_scope, db
from tests.core.rest.conftest import INTAKE, Caller, problem
from tests.harness.apps import COUNTY, make_settings
from tests.reliability.judging import broken
from tests.reliability.people import caller
from tests.reliability.test_queries import signed_in

pytestmark = pytest.mark.disk
SIZE_MB = 24
SPARE_KB = (400, 900)
"""What the ballast leaves, drawn between these: a few cases fit, and then none."""
ENOUGH = 400
"""Cases that would never fit into what is left."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a tmpfs of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    size = f"size={SIZE_MB}m"
    mount = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)]
    subprocess.run(mount, check=True)  # noqa: S603 - fixed words and our own folder
    try:
        yield place
    finally:
        # lazily: a reader that a failed test left behind must not keep the mount
        subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S603, S607 - as above


@pytest.fixture
def house(small_disk: Path, sqlite_template: Path) -> Iterator[Flask]:
    """The platform with its data on the small disk."""
    shutil.copyfile(sqlite_template, small_disk / "jiahe.db")
    app = create_app(make_settings(small_disk, f"sqlite:///{small_disk / 'jiahe.db'}"))
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    yield app
    with app.app_context():
        db.engine.dispose()


def fill_up(place: Path, spare_kb: int) -> Path:
    """Take all room but *spare_kb* away."""
    ballast = place / "ballast"
    free = shutil.disk_usage(place).free - spare_kb * 1024
    with ballast.open("wb") as out:
        out.write(b"\0" * max(free, 0))
    return ballast


def until_full(desk: Caller, turn: int) -> tuple[list[str], TestResponse]:
    """Take cases in until one is not acknowledged; return the numbers told and that answer."""
    told: list[str] = []
    for place in range(ENOUGH):
        body = {**INTAKE, "summary": f"第{turn}轮第{place}件：分家"}
        answer = desk.try_post("cases", body, key=f"d-{turn}-{place}")
        if answer.status_code != 201:
            return told, answer
        told.append(str(answer.get_json()["number"]))
    raise AssertionError("the disk never ran full")


def lost(app: Flask, told: list[str]) -> list[str]:
    with county_scope(app, COUNTY, read_only=True):
        stored = set(db.session.scalars(select(CaseFile.number)))
    return [number for number in told if number not in stored]


def stored(app: Flask) -> int:
    with county_scope(app, COUNTY, read_only=True):
        return len(db.session.scalars(select(CaseFile.number)).all())


def test_a_full_disk_loses_nothing_and_needs_no_restart(
    house: Flask, small_disk: Path, long: bool
) -> None:
    dice = random.Random(11)  # noqa: S311 - only how much is left
    desk, clerk, stop = caller(house, "desk"), signed_in(house, "desk"), threading.Event()
    worker = threading.Thread(target=jobs.work, args=(house, stop), kwargs={"every": 0.2})
    worker.start()
    kept: list[str] = []
    try:
        for turn in range(10 if long else 1):
            before = stored(house)
            ballast = fill_up(small_disk, dice.randint(*SPARE_KB))
            told, refused = until_full(desk, turn)
            kept += told
            problem(refused, 503)
            assert refused.headers["Retry-After"]
            page = clerk.get(f"/{COUNTY}/cases/")
            assert page.status_code == 200, "a list is read, and goes on being read"
            assert (told or kept)[-1] in page.text or not kept
            new = clerk.get(f"/{COUNTY}/desk/")
            assert new.status_code == 200
            # a small write may still fit between the pages of the log; what is told is what counts
            posts = (
                clerk.post(f"/{COUNTY}/desk/", data=_typed(new.text)) for _try in range(ENOUGH)
            )
            page = next(one for one in posts if one.status_code != 303)
            assert page.status_code == 503
            assert "急事请先用纸笔登记" in page.text
            looks = (
                clerk.get(f"/{COUNTY}/cases/{kept[-1]}") for _try in range(ENOUGH if kept else 0)
            )
            unseen = next((one for one in looks if one.status_code != 200), None)
            assert unseen is None or unseen.status_code == 503, "nobody looks unnoticed"
            assert unseen is not None or not kept
            assert stored(house) == before + len(told), "acknowledged is stored, and nothing else"
            assert clerk.get(f"/{COUNTY}/cases/").status_code == 200
            ballast.unlink()
            again = desk.try_post("cases", INTAKE, key=f"after-{turn}")
            assert again.status_code == 201, "room is enough; nobody restarted anything"
            kept.append(str(again.get_json()["number"]))
        assert worker.is_alive(), "the worker stayed for when there is room"
    finally:
        stop.set()
        worker.join(30)
    assert lost(house, kept) == []
    jobs.drain(house)
    with county_scope(house, COUNTY, read_only=True):
        assert broken(db.session()) == []


def _typed(page: str) -> dict[str, str]:
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    return {"csrf_token": token, "summary": "房" * 50_000, "_draft": "save"}


def test_an_acknowledged_failure_would_be_seen(
    house: Flask, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: a commit that failed is answered as if it had not."""
    commit = CountySession.commit

    def hopeful(session: CountySession) -> None:
        try:
            commit(session)
        except OperationalError:
            session.rollback()

    desk = caller(house, "desk")
    monkeypatch.setattr(CountySession, "commit", hopeful)
    fill_up(small_disk, 0)
    told: list[str] = []
    for turn in range(40):
        answer = desk.try_post("cases", {**INTAKE, "summary": f"第{turn}件：分家"})
        if answer.status_code == 201:
            told.append(str(answer.get_json()["number"]))
    assert lost(house, told)
