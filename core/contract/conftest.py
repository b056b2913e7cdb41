"""Hand the package of ``--jiahe-plugin`` to the checks beside this file."""

import pytest

from core.contract.candidates import Candidate, candidate, point_of
from core.contract.option import OPTION


@pytest.fixture(scope="session")
def plugin(pytestconfig: pytest.Config) -> Candidate:
    """The plugin under judgement."""
    package = pytestconfig.getoption(OPTION)
    if not package:
        pytest.skip(f"say which package with {OPTION}")
    return candidate(point_of(str(package)))
