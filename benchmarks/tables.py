"""Tables in and out, the statistics of a year, a search by the end of a telephone.

What takes seconds is taken once, with what was stored counted afterwards; what takes milliseconds
is asked some times, and the median kept. A table is brought in through the page, as a clerk would:
read, judged row by row, sealed, indexed, counted, and refused whole for one bad row.
"""

from __future__ import annotations

import csv
import io
import random
import re
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from stdnum.cn import ric

from benchmarks.filling import GIVEN, STORY, SURNAMES
from core.cases.counted import BOOK, count_again
from core.cases.models import CaseFile, CaseOrigin
from core.clocks import now
from core.db import county_scope, db
from core.statistics.rebuilding import kept, recount

ROWS = 10_000
CLERK, HEAD, POINT = "desk", "head", "990101"
COLUMNS = (
    "outside_no", "point", "received_on", "scenario", "summary", "channel", "danger_now",
    "danger_flags", "notice_basis", "reply_by", "handler", "applicant_name", "applicant_sex",
    "applicant_birth_date", "applicant_id_no", "applicant_phone", "other_name", "other_role",
    "other_relation", "other_sex", "other_birth_date", "other_phone", "state", "result",
    "settled_on", "archived_on",
)  # fmt: skip
VIOLENT = 20
"""Every how many rows one tells of violence: it has to come out sealed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """What one operation took: seconds of CPU and by the clock, memory; and what was there."""

    name: str
    database: str
    cases: int
    cpu: float
    clock: float
    growth: float
    told: str

    @property
    def line(self) -> str:
        return (
            f"| {self.name} | {self.database} | {self.cases:,} | {self.cpu:.3f} | {self.clock:.3f} "
            f"| {self.growth:.1f} | {self.told} |\n"
        )


TEXT = """
## Tables, a year, the end of a telephone

Once each for tables of 10,000 rows, with what was stored counted afterwards; medians of 15 for the
two questions. Growth is by how much the process was larger than ever before.

| operation | database | cases before | s CPU | s clock | growth, MB | what was there |
|---|---|---:|---:|---:|---:|---|
"""


def carry(app: Flask, county: str, database: str, cases: int, password: str) -> list[Carried]:
    """Measure on a filled county; what comes in comes last, so everything else sees its size."""
    with county_scope(app, county):
        count_again(db.session(), at=now())
        db.session.commit()

    def told(name: str, work: Callable[[], str]) -> Carried:
        before = _peak()
        cpu, clock = time.process_time(), time.perf_counter()
        said = work()
        return Carried(
            name=name,
            database=database,
            cases=cases,
            cpu=time.process_time() - cpu,
            clock=time.perf_counter() - clock,
            growth=_peak() - before,
            told=said,
        )

    desk, head = _sign_in(app, CLERK, password), _sign_in(app, HEAD, password)
    found = [
        _median(told, "year statistics", lambda: _got(head, f"/{county}/figures/?period=2026")),
        _median(told, "search by phone suffix", lambda: _got(desk, f"/{county}/cases/?q=4711")),
    ]
    good, bad = table(ROWS), table(ROWS, bad=ROWS // 2)
    found += [
        told("export", lambda: _exported(county, head, min(cases, ROWS))),
        told("import refused for one bad row", lambda: _refused(app, county, desk, bad)),
        told("import", lambda: _brought(app, county, desk, good)),
        told("import again", lambda: _again(app, county, desk, good)),
    ]
    with county_scope(app, county, read_only=True):
        if recount(db.session(), BOOK) != kept(db.session()):
            raise RuntimeError("the month book does not hold what was brought in")
        sealed = db.session.scalar(
            select(func.count())
            .select_from(CaseFile)
            .join(CaseOrigin, CaseOrigin.case_id == CaseFile.id)
            .where(CaseFile.sealed.is_(True))
        )
    if sealed != ROWS // VIOLENT:
        raise RuntimeError(f"{sealed} cases of {ROWS // VIOLENT} with violence are sealed")
    return found


def _median(
    told: Callable[[str, Callable[[], str]], Carried], name: str, work: Callable[[], str]
) -> Carried:
    for _warm in range(3):
        work()
    runs = sorted((told(name, work) for _run in range(15)), key=lambda one: one.cpu)
    middle = runs[len(runs) // 2]
    return Carried(
        name=name,
        database=middle.database,
        cases=middle.cases,
        cpu=statistics.median(one.cpu for one in runs),
        clock=statistics.median(one.clock for one in runs),
        growth=0.0,
        told=middle.told,
    )


def table(rows: int, bad: int | None = None) -> bytes:
    """Return a table of *rows* cases from a fixed seed; row *bad* names no situation there is."""
    dice = random.Random(20261121)  # noqa: S311 - the same table every time is the point
    page = io.StringIO()
    writer = csv.writer(page)
    writer.writerow(COLUMNS)
    for number in range(rows):
        row = _row(dice, number)
        if number == bad:
            row[3] = "吵架"
        writer.writerow(row)
    return page.getvalue().encode()


def _row(dice: random.Random, number: int) -> list[str]:
    came = date(2026, 11, 18) - timedelta(days=dice.randrange(1000))
    born = date(1950, 1, 1) + timedelta(days=dice.randrange(15_000))
    number17 = f"330106{born:%Y%m%d}{dice.randrange(1000):03d}"
    violent, old = number % VIOLENT == 0, dice.random() < 0.6
    return [
        f"OLD-{number:06d}", POINT, came.isoformat(),
        "dv" if violent else dice.choice(("property", "marriage_love", "support_care")),
        (STORY * 3)[:300], "walk_in", "no", "injury" if violent else "", "informed_consent",
        "in_person", CLERK, _name(dice), "F", born.isoformat(),
        number17 + ric.calc_check_digit(number17 + "0"), f"139{dice.randrange(10**8):08d}",
        _name(dice), "respondent", "sibling", "M",
        (born + timedelta(days=dice.randrange(3000))).isoformat(),
        f"138{dice.randrange(10**8):08d}", "archived" if old else "received",
        "settled" if old else "", came.isoformat() if old else "",
        (came + timedelta(days=1)).isoformat() if old else "",
    ]  # fmt: skip


def _name(dice: random.Random) -> str:
    return dice.choice(SURNAMES) + "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2, 2))))


def _sign_in(app: Flask, username: str, password: str) -> FlaskClient:
    client = app.test_client()
    sent = {
        "username": username,
        "password": password,
        "csrf_token": _token(client.get("/login").text),
    }
    if client.post("/login", data=sent).status_code != 302:
        raise LookupError(f"{username} was not let in")
    return client


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    if found is None:
        raise LookupError("no token on the page")
    return found[1]


def _got(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} was answered {answer.status_code}")
    return f"{len(answer.data) / 1024:.1f} KB"


def _send(client: FlaskClient, county: str, content: bytes) -> tuple[int, str]:
    token = _token(client.get(f"/{county}/desk/import").text)
    answer = client.post(
        f"/{county}/desk/import",
        data={
            "csrf_token": token,
            "source": "benchmark",
            "table": (io.BytesIO(content), "cases.csv"),
        },
        content_type="multipart/form-data",
    )
    return answer.status_code, answer.text


def _stored(app: Flask, county: str) -> int:
    with county_scope(app, county, read_only=True):
        return db.session.scalar(select(func.count()).select_from(CaseOrigin)) or 0


def _refused(app: Flask, county: str, client: FlaskClient, content: bytes) -> str:
    status, page = _send(client, county, content)
    if status != 422 or "什么事" not in page or _stored(app, county):
        raise RuntimeError(f"a bad row was answered {status}")
    return "1 row named, 0 stored"


def _brought(app: Flask, county: str, client: FlaskClient, content: bytes) -> str:
    status, _page = _send(client, county, content)
    if status != 200 or _stored(app, county) != ROWS:
        raise RuntimeError(f"{_stored(app, county)} of {ROWS} rows are there ({status})")
    return f"{ROWS:,} stored, {len(content) / 1e6:.1f} MB"


def _again(app: Flask, county: str, client: FlaskClient, content: bytes) -> str:
    status, _page = _send(client, county, content)
    if status != 200 or _stored(app, county) != ROWS:
        raise RuntimeError(f"brought again: {_stored(app, county)} rows ({status})")
    return "0 new"


def _exported(county: str, client: FlaskClient, wanted: int) -> str:
    token = _token(client.get(f"/{county}/cases/export").text)
    answer = client.post(
        f"/{county}/cases/export",
        data={"csrf_token": token, "purpose": "analysis"},
        buffered=False,
    )
    lines, size = 0, 0
    pieces: Iterator[bytes] = answer.iter_encoded()
    for piece in pieces:
        lines, size = lines + piece.count(b"\n"), size + len(piece)
        if lines > wanted:  # the head is a line too
            break
    answer.close()
    if answer.status_code != 200 or lines <= wanted:
        raise RuntimeError(f"{lines} lines came out ({answer.status_code})")
    return f"{lines - 1:,} rows, {size / 1e6:.1f} MB"


def _peak() -> float:
    """Return the highest memory of the process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
