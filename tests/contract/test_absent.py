"""Each service left out in turn: the house starts, the contract holds, the other seven go on.

Left out as an operator leaves it out (``JIAHE_PLUGINS_OFF``), in a process of its own. The tests
that are about the absent one are skipped there by name (`tests.harness.absent`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core.roster import installed

ROOT = Path(__file__).parents[2]
SERVICES = sorted(one.name for one in installed() if one.value.startswith("plugins."))
THE_CONTRACT = ("tests/contract",)
OTHERS_AT_WORK = ("tests/walks/test_eight.py", "--driver", "api")
TOLD = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$", re.MULTILINE)

pytestmark = [pytest.mark.long, pytest.mark.bundled]


def run_without(service: str, *words: str) -> tuple[int, int]:
    """Run tests with a service left out; return how many passed and how many were skipped."""
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *words],
        cwd=ROOT,
        env={
            **{name: value for name, value in os.environ.items() if "PYTEST" not in name},
            "JIAHE_PLUGINS_OFF": service,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    counts = TOLD.search(ran.stdout)
    assert counts is not None, ran.stdout[-2000:]
    assert f"not run: left out: {service}" in ran.stdout
    return int(counts[1]), int(counts[3])


@pytest.mark.parametrize("service", SERVICES)
def test_the_contract_holds_and_the_others_walk_to_their_last_step(service: str) -> None:
    passed, _skipped = run_without(service, *THE_CONTRACT)
    assert passed > 100
    passed, _skipped = run_without(service, *OTHERS_AT_WORK)
    assert passed >= len(SERVICES) - 1


@pytest.mark.parametrize("service", SERVICES)
def test_the_whole_suite_stands(service: str) -> None:
    passed, skipped = run_without(service, "tests")
    assert passed > skipped
