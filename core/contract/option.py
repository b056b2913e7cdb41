"""``pytest --jiahe-plugin PACKAGE``: run the contract checks, and only those, on one package.

Found by pytest through the entry point ``pytest11``; without the option it does nothing.
"""

from pathlib import Path

import pytest

OPTION = "--jiahe-plugin"
CHECKS = Path(__file__).with_name("checks.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("jiahe").addoption(
        OPTION, metavar="PACKAGE", help="check one plugin package against the contract"
    )


def pytest_configure(config: pytest.Config) -> None:
    """With the option the checks are what is run, whatever the author's own tests are."""
    if config.getoption(OPTION):
        config.args[:] = [str(CHECKS)]
