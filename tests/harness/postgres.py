"""A private PostgreSQL for one test process: no network, no fsync, gone afterwards.

Started as an unprivileged user in a folder of its own; pytest's temporary folders are closed to
other users, so it cannot lie there.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.harness.parts import as_server_user, postgres_binaries

ROLE = "jiahe"
"""What the app connects as: neither a superuser nor allowed past row-level security."""

_SETTINGS = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "max_connections=60",
    "shared_buffers=32MB",
)


def _suits(ground: Path) -> bool:
    """Whether the server's user may enter, and a socket's path fits into its 107 bytes."""
    return ground.stat().st_mode & 0o005 == 0o005 and len(str(ground)) < 60


class Postgres:
    """One running server; hands out databases owned by the app's role."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._numbers = count(1)
        binaries = postgres_binaries()
        if binaries is None:
            raise RuntimeError("no PostgreSQL binaries")
        self._binaries = binaries

    def start(self) -> None:
        """Initialise the cluster, start it, make the app's role."""
        self._run(
            "initdb", "--pgdata", str(self._place / "data"), "--username", "postgres",
            "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        )  # fmt: skip
        options = " ".join(f"-c {setting}" for setting in _SETTINGS)
        self._ctl("start", "--options", f"-k {self._place} {options}")
        self._as_superuser(
            sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE").format(
                sql.Identifier(ROLE)
            )
        )

    def stop(self) -> None:
        """Stop at once: nothing in it is worth a checkpoint."""
        self._ctl("stop", "--mode", "immediate")

    def create_database(self, template: str | None = None) -> str:
        """Make a database, empty or copied from the one at URL `template`; return its URL.

        Nobody may be connected to the template: dispose of its engine first.
        """
        name = f"jiahe_{next(self._numbers)}"
        source = self._name(template) if template else "template0"
        self._as_superuser(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {} STRATEGY file_copy").format(
                sql.Identifier(name), sql.Identifier(source), sql.Identifier(ROLE)
            )
        )
        return f"postgresql://{ROLE}@/{name}?host={self._place}"

    def drop_database(self, url: str) -> None:
        """Remove the database at `url`, throwing out whoever is still connected."""
        self._as_superuser(
            sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self._name(url)))
        )

    @staticmethod
    def _name(url: str) -> str:
        return url.partition("@/")[2].partition("?")[0]

    def _as_superuser(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host=str(self._place), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)

    def _ctl(self, action: str, *words: str) -> None:
        log = str(self._place / "log")
        data = str(self._place / "data")
        self._run("pg_ctl", action, "--wait", "--silent", "--pgdata", data, "--log", log, *words)

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(  # noqa: S603 - our own words, no shell
            as_server_user([str(self._binaries / program), *words]),
            check=True,
            cwd=self._place,
            stdout=subprocess.DEVNULL,
        )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A PostgreSQL of this test process's own; needing it makes a test part of the subset."""
    # beside the run, in memory when that is: copying a database is a third of the work there
    ground = Path(tempfile.gettempdir())
    if not _suits(ground):
        ground = Path("/tmp")  # noqa: S108 - a folder of its own is made in it
    place = Path(tempfile.mkdtemp(prefix="jiahe-pg-", dir=ground))
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
    server = Postgres(place)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """The address of an empty database, for this test alone."""
    url = postgres_server.create_database()
    yield url
    postgres_server.drop_database(url)
