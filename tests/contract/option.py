"""``pytest --jiahe-plugin PACKAGE``: run the contract checks, and only those, on one package."""

from pathlib import Path

import pytest

OPTION = "--jiahe-plugin"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("jiahe").addoption(
        OPTION, metavar="PACKAGE", help="check one plugin package against the contract"
    )


def pytest_configure(config: pytest.Config) -> None:
    """With the option and without paths, do not even collect the rest of the suite."""
    if config.getoption(OPTION) and config.args_source is not config.ArgsSource.ARGS:
        config.args[:] = [str(Path(__file__).parent)]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With the option, leave out everything that does not look at that package."""
    package = config.getoption(OPTION)
    if package is None:
        return
    here = Path(__file__).parent
    kept = [
        item
        for item in items
        if item.path.parent == here and "plugin" in getattr(item, "fixturenames", ())
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
