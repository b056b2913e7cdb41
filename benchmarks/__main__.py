"""``python -m benchmarks``: measure the front desk's day and write ``benchmarks/results.md``."""

from __future__ import annotations

import base64
import math
import os
import platform
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import click
from flask import Flask
from sqlalchemy import select

from benchmarks.bare import Recording, bare_app, recording
from benchmarks.filling import fill_county
from benchmarks.measuring import Asked, Browser, Figure, call, interleaved
from benchmarks.tables import TEXT, Carried, carry
from benchmarks.wires import PostgresWire, SqliteWire, Wire
from core.app import create_app
from core.cases.models import CaseFile
from core.config import FieldKey, Settings
from core.db import county_scope, db, upgrade
from core.people.service import find_account
from core.points.models import ServicePoint
from tests.harness.postgres import Postgres

COUNTY, CLERK = "990101", "desk_town"
HERE = Path(__file__).parent
INTAKE = {
    "channel": "walk_in",
    "scenario": "property",
    "summary": "分家时老房子归谁说不拢，老人看病的钱怎么摊也没有谈成，希望请双方坐下来谈一谈。",
    "danger_now": "no",
    "notice_basis": "informed_consent",
    "reply_by": "in_person",
    "services": "mediation",
    "parties-0-role": "applicant",
    "parties-0-name": "欧阳桂芬",
    "parties-0-phone": "13900001111",
    "parties-0-relation": "self",
    "parties-1-role": "respondent",
    "parties-1-name": "司徒建军",
    "parties-1-relation": "sibling",
}
DATABASES = ("sqlite", "postgresql")
HEAD = (
    "| operation | database | cases | product, ms CPU | bare Flask, same SQL, ms CPU | ratio "
    "| product, ms by the clock | statements | answer, KB |\n"
    "|---|---|---:|---:|---:|---:|---:|---:|---:|\n"
)


@click.command()
@click.option("--cases", "sizes", multiple=True, type=int, default=(10_000, 100_000))
@click.option(
    "--database", "databases", multiple=True, type=click.Choice(DATABASES), default=DATABASES
)
@click.option("--rounds", default=15, show_default=True, help="Interleaved rounds an operation.")
@click.option("--each", default=10, show_default=True, help="Requests a round.")
@click.option("--out", type=click.Path(path_type=Path), default=HERE / "results.md")
def main(
    sizes: tuple[int, ...], databases: tuple[str, ...], rounds: int, each: int, out: Path
) -> None:
    """Fill counties, measure, and write the table."""
    found: list[Figure] = []
    carried: list[Carried] = []
    for database in databases:
        for cases in sizes:
            with ground(database) as place:
                found += measure(place, cases, rounds, each)
                carried += tables(place, cases)
            text = table(found, rounds, each) + TEXT + "".join(one.line for one in carried)
            out.write_text(text, encoding="utf-8")
    click.echo(out.read_text(encoding="utf-8"))


class Ground:
    """An empty database in a folder of its own, and how to copy what it came to hold."""

    def __init__(self, folder: Path, server: Postgres | None) -> None:
        self.folder, self._server = folder, server
        self.name = "sqlite" if server is None else "postgresql"
        self._file = folder / "jiahe.db"
        self.url = f"sqlite:///{self._file}" if server is None else server.create_database()

    def copied(self) -> Wire:
        """Return a bare connection to a copy. Nobody may be connected while it is made."""
        if self._server is not None:
            return PostgresWire(self._server.create_database(template=self.url), COUNTY)
        copy = self.folder / "bare.db"
        shutil.copyfile(self._file, copy)
        return SqliteWire(copy)


@contextmanager
def ground(database: str) -> Iterator[Ground]:
    """Give a place to fill, and clear it away."""
    # straight under /tmp: the path of PostgreSQL's socket may not be long
    with tempfile.TemporaryDirectory(prefix="jiahe-bench-", dir="/tmp") as folder:
        place = Path(folder)
        if database == "sqlite":
            yield Ground(place, None)
            return
        cluster = place / "pg"
        cluster.mkdir()
        place.chmod(0o711)
        if os.geteuid() == 0:
            shutil.chown(cluster, "postgres", "postgres")
        server = Postgres(cluster)
        server.start()
        try:
            yield Ground(place, server)
        finally:
            server.stop()


def measure(place: Ground, cases: int, rounds: int, each: int) -> list[Figure]:
    """Return the figures of one size on one database."""
    app = create_app(_settings(place))
    upgrade(app)
    from core import sandbox

    sandbox.build(app, size="small")
    start = time.monotonic()
    fill_county(app, COUNTY, cases)
    click.echo(f"{cases} cases on {place.name} in {time.monotonic() - start:.0f} s")
    browser = Browser(app, COUNTY, CLERK, "jiahe-demo-2026")
    day = the_day(app)
    with app.app_context():
        engine = db.engine
    pages: dict[str, Recording] = {}
    answers: dict[str, int] = {}
    for asked in day:
        send = browser.sender(asked)
        send()  # the first time compiles
        with recording(engine) as told:
            answers[asked.name] = send()
        pages[asked.name] = told
    with app.app_context():
        engine.dispose()
    found = []
    with closing(place.copied()) as wire:
        bare = bare_app(wire, pages)
        for asked in day:
            send = browser.sender(asked)
            same = Asked(name=asked.name, path=f"/{asked.name}", form=asked.form and {})

            def sent(same: Asked = same) -> int:
                return call(bare, same)

            ours, theirs, clock = interleaved(send, sent, rounds=rounds, each=each)
            figure = Figure(
                name=asked.name,
                database=place.name,
                cases=cases,
                product=ours,
                bare=theirs,
                clock=clock,
                statements=sum(len(rows) for _sql, rows in pages[asked.name].sent),
                size=answers[asked.name],
            )
            click.echo(_line(figure), nl=False)
            found.append(figure)
    with app.app_context():
        engine.dispose()
    return found


def tables(place: Ground, cases: int) -> list[Carried]:
    """Return what tables in and out took on the county that was just measured."""
    app = create_app(_settings(place))
    try:
        return carry(app, COUNTY, place.name, cases, "jiahe-demo-2026")
    finally:
        with app.app_context():
            db.engine.dispose()


def the_day(app: Flask) -> tuple[Asked, ...]:
    """Return the operations; creating comes last, so that the others see exactly the size."""
    with county_scope(app, COUNTY, read_only=True):
        town = db.session.scalars(
            select(ServicePoint.id).where(ServicePoint.level == "town").order_by(ServicePoint.code)
        ).first()
        clerk = find_account(db.session(), CLERK)
        number = db.session.scalars(
            select(CaseFile.number)
            .where(CaseFile.holder_id == town, CaseFile.handler_id == (clerk.id if clerk else ""))
            .where(CaseFile.state == "in_progress")
            .order_by(CaseFile.received_at.desc())
        ).first()
    if number is None:
        raise click.UsageError("too few cases: none is in progress with the clerk who is measured")
    desk, cases = f"/{COUNTY}/desk/", f"/{COUNTY}/cases/"
    return (
        Asked(name="desk", path=desk),
        Asked(name="queue", path=f"{cases}?state=in_progress"),
        Asked(name="queue-rare", path=f"{cases}?state=suspended"),
        Asked(name="case", path=f"{cases}{number}"),
        Asked(name="search-list-hit", path=f"{cases}?q=%E7%A7%80%E5%85%B0"),
        Asked(name="search-list-none", path=f"{cases}?q=%E9%BD%89%E9%BE%98"),
        Asked(name="search-desk-hit", path=desk, form={"q": "秀兰", "_search": "1"}),
        Asked(name="search-desk-none", path=desk, form={"q": "龘齉", "_search": "1"}),
        Asked(name="intake", path=desk, form=INTAKE, expects=303),
    )


def _settings(place: Ground) -> Settings:
    return Settings(
        data=place.folder,
        database_url=place.url,
        secret_key=base64.b64encode(bytes(range(32))).decode(),
        field_keys=(FieldKey(name="b1", secret=bytes(range(32, 64))),),
        today=date(2026, 11, 20),
        sandbox=True,
    )


def _line(figure: Figure) -> str:
    return (
        f"| {figure.name} | {figure.database} | {figure.cases:,} | {figure.product:.2f} |"
        f" {figure.bare:.2f} | {figure.ratio:.1f} | {figure.clock:.1f} |"
        f" {figure.statements} |"
        f" {figure.size / 1024:.1f} |\n"
    )


def _machine() -> str:
    told = Path("/proc/cpuinfo")
    models = re.findall(r"model name\s*: (.+)", told.read_text()) if told.exists() else []
    model = models[0] if models else platform.machine()
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}"


def table(found: list[Figure], rounds: int, each: int) -> str:
    """Return the page: every figure, and how each operation grows with the county."""
    busy = os.getloadavg()[2]
    text = (
        "# Results\n\nWritten by `python -m benchmarks`; what is measured and how to read it is in"
        " [docs/benchmarks.md](../docs/benchmarks.md).\n\n"
        f"Machine: {_machine()}; load average {busy:.1f} while measuring."
        f" {rounds} interleaved rounds of {each} requests, medians.\n\n{HEAD}"
    )
    text += "".join(_line(figure) for figure in found)
    grown: dict[tuple[str, str], list[Figure]] = {}
    for figure in found:
        grown.setdefault((figure.name, figure.database), []).append(figure)
    pairs = {key: (some[0], some[-1]) for key, some in grown.items() if len(some) > 1}
    if pairs:
        text += (
            "\n| operation | database | growth exponent, product | growth exponent, SQL alone "
            "| statements alike |\n|---|---|---:|---:|---|\n"
        )
    for (name, database), (first, last) in pairs.items():
        steps = math.log(last.cases / first.cases)
        ours = math.log(last.product / first.product) / steps
        sql = math.log(last.bare / first.bare) / steps
        alike = "yes" if first.statements == last.statements else "no"
        text += f"| {name} | {database} | {ours:.2f} | {sql:.2f} | {alike} |\n"
    return text


if __name__ == "__main__":
    main()
