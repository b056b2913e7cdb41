"""The harness keeps its promises: nothing vanishes, nothing is shared, nothing is too strong."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.harness import parts
from tests.harness.postgres import Postgres

ROOT = Path(__file__).parents[2]

SAMPLE = """
import pytest

def test_plain():
    assert True

@pytest.mark.office
def test_office():
    assert True

@pytest.mark.long
def test_long():
    assert True

def test_red():
    assert False
"""


def run_sample(tmp_path: Path, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a suite of four tests on a machine without office, with our hooks and nothing else."""
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    (tmp_path / "conftest.py").write_text(
        "from tests.harness import parts\n"
        "parts.PROBES['office'] = lambda: 'no soffice'\n"
        "pytest_plugins = ['tests.harness.closing']\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    office: x\n    long: x\n")
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *args],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTHONPATH": str(ROOT),
            "JIAHE_REQUIRE": "",
            **environ,
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("workers", [(), ("-p", "xdist.plugin", "-n", "2")])
def test_the_closing_lines_name_what_did_not_run(tmp_path, workers):
    closing = run_sample(tmp_path, *workers).stdout.splitlines()[-3:]
    assert closing == [
        "not run: long: only with --long (1 tests)",
        "not run: office: no soffice (1 tests)",
        "1 passed, 1 failed, 2 skipped",
    ]


def test_long_forms_run_when_asked(tmp_path):
    assert run_sample(tmp_path, "--long").stdout.endswith("2 passed, 1 failed, 1 skipped\n")


@pytest.mark.parametrize(("name", "said"), [("office", "no soffice"), ("ofice", "known:")])
def test_a_required_part_fails_the_run_instead(tmp_path, name, said):
    result = run_sample(tmp_path, JIAHE_REQUIRE=name)
    assert result.returncode == 4
    assert said in result.stdout + result.stderr
    assert "passed" not in result.stdout


def test_every_part_has_a_marker_and_an_answer(pytestconfig):
    markers = {line.partition(":")[0] for line in pytestconfig.getini("markers")}
    assert set(parts.PROBES) <= markers
    for name in parts.PROBES:
        assert parts.missing(name) != ""


def test_the_app_role_cannot_pass_row_level_security(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row == (False, False, False)


def test_a_copied_database_has_the_rows_and_shares_none(postgres_server: Postgres):
    template = postgres_server.create_database()
    with psycopg.connect(template) as connection:
        connection.execute("CREATE TABLE seed (word text)")
        connection.execute("INSERT INTO seed VALUES ('示范县')")
    copies = [postgres_server.create_database(template) for _ in range(2)]
    with psycopg.connect(copies[0]) as connection:
        connection.execute("DELETE FROM seed")
    with psycopg.connect(copies[1]) as connection:
        assert connection.execute("SELECT word FROM seed").fetchall() == [("示范县",)]
    for url in [*copies, template]:
        postgres_server.drop_database(url)
