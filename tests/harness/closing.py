"""The suite's own pytest options, the skips by name, and the lines a run closes with."""

import os

import pytest

from tests.harness import parts

_LONG = "long"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--long`, `--db` and `--driver`."""
    group = parser.getgroup("jiahe")
    group.addoption("--long", action="store_true", help="run the long forms as well")
    group.addoption(
        "--db",
        choices=("sqlite", "postgres", "both"),
        default="both",
        help="sqlite: no PostgreSQL; postgres: only what is marked for it; both (default)",
    )
    group.addoption(
        "--driver",
        choices=("pages", "api", "chromium", "narrow"),
        help="how people work in tests/walks; chromium and narrow (360 px): the walks of the eight"
        " services in a real browser, which no other run has",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse to start without a part that `JIAHE_REQUIRE` names."""
    if hasattr(config, "workerinput"):
        return
    try:
        names = parts.required(dict(os.environ))
    except ValueError as error:
        raise pytest.UsageError(str(error)) from error
    absent = [f"{name} ({reason})" for name in names if (reason := parts.missing(name))]
    if absent:
        raise pytest.UsageError(f"JIAHE_REQUIRE: this machine lacks {', '.join(absent)}")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that uses a database on SQLite, and once more on PostgreSQL where marked."""
    if "database" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("postgres")
        kinds = ["sqlite", "postgres"] if marked else ["sqlite"]
        metafunc.parametrize("database", kinds, indirect=True, scope="function")


def _on_postgres(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    return (callspec is not None and callspec.params.get("database") == "postgres") or (
        "postgres_server" in getattr(item, "fixturenames", ())
    )


def _parts_of(item: pytest.Item) -> list[str]:
    names = [name for name in parts.PROBES if name != "postgres" and item.get_closest_marker(name)]
    return [*names, "postgres"] if _on_postgres(item) else names


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the other database's tests; skip what a missing part or `--long` holds back."""
    addressed = [item.nodeid for item in items if " at 0x" in item.nodeid]
    if addressed:
        # workers collect on their own and must find the same names
        raise pytest.UsageError(f"the name of this test changes with every run: {addressed[0]}")
    wanted = config.getoption("--db")
    if wanted != "both":
        left_out = [item for item in items if _on_postgres(item) != (wanted == "postgres")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _on_postgres(item) == (wanted == "postgres")]
    for item in items:
        if item.get_closest_marker(_LONG) and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason=f"{_LONG}: only with --long"))
        for name in _parts_of(item):
            if reason := parts.missing(name):
                item.add_marker(pytest.mark.skip(reason=f"{name}: {reason}"))


def _skipped_by_name(reports: list[pytest.TestReport]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for report in reports:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reason = reason.removeprefix("Skipped: ")
        counts[reason] = counts.get(reason, 0) + 1
    return counts


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Close with what was left out and why, then one line of counts.

    Later than `pytest_terminal_summary`, so that pytest's own last line does not bury it.
    """
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(config, "workerinput") or config.option.collectonly:
        return
    stats = reporter.stats
    for reason, count in sorted(_skipped_by_name(stats.get("skipped", [])).items()):
        reporter.write_line(f"not run: {reason} ({count} tests)")
    passed, skipped = len(stats.get("passed", [])), len(stats.get("skipped", []))
    failed = len(stats.get("failed", [])) + len(stats.get("error", []))
    reporter.write_line(f"{passed} passed, {failed} failed, {skipped} skipped")
