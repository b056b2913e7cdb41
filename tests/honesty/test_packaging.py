"""What a wheel of the platform carries: every module, template, page asset and revision."""

import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.honesty.sources import ROOT, files, shown, under


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names inside a wheel built from a copy: setuptools leaves its traces in the checkout."""
    copy = tmp_path_factory.mktemp("checkout")
    for path in files():
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    out = tmp_path_factory.mktemp("wheel")
    # the backend itself, because an environment made by uv has no pip
    build = f"from setuptools.build_meta import build_wheel; build_wheel({str(out)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=copy, check=True, capture_output=True)  # noqa: S603 - our own words
    (wheel,) = out.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_nothing_of_core_and_plugins_is_left_behind(carried):
    # catalogues travel compiled; their sources may stay at home
    wanted = {
        shown(path) for path in under("core", "plugins") if path.suffix not in {".po", ".pot"}
    }
    assert wanted - carried == set()


def test_nothing_else_comes_along(carried):
    tops = {name.partition("/")[0] for name in carried}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"core", "plugins"}
