"""./jiahe on machines that differ: with ensurepip, with another pip, with uv, with nothing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.honesty.sources import ROOT

# Plays python3 and the environment's python: notes what it is asked, and does just enough. What is
# missing on this machine is a word in $LACKS.
FAKE_PYTHON = """#!/bin/sh
place=$(dirname "$0")
echo "$*" >>"$LOG"
for word in $LACKS; do
    case "$*" in *$word*) exit 1 ;; esac
done
case "$*" in
*'-m venv '*)
    for last in "$@"; do :; done
    mkdir -p "$last/bin"
    cp "$0" "$last/bin/python"
    printf '#!/bin/sh\\necho "jiahe $*" >>"$LOG"; echo "$JIAHE_DATA"\\n' >"$last/bin/jiahe"
    chmod +x "$last/bin/jiahe"
    case "$*" in *--without-pip*) touch "$last/bare" ;; esac
    ;;
*'import pip'*) [ ! -f "$place/../bare" ] ;;
*'print(sys.prefix)'*) (cd "$place/.." && pwd) ;;
esac
"""
FAKE_UV = '#!/bin/sh\necho "uv $*" >>"$LOG"\n'


class Machine:
    """A checkout and a PATH of its own."""

    def __init__(self, place: Path) -> None:
        self.checkout = place / "check out"  # a blank in the path is legal
        self.checkout.mkdir()
        for name in ("core", "plugins"):
            (self.checkout / name).mkdir()
        for name in (
            "jiahe",
            "setup.cfg",
            "pyproject.toml",
            *(p.name for p in ROOT.glob("*.lock")),
        ):
            shutil.copy(ROOT / name, self.checkout / name)
        self.programs = place / "bin"
        self.programs.mkdir()
        for name in ("sh", "dirname", "cat", "cksum", "find", "mkdir", "cp", "chmod", "touch"):
            (self.programs / name).symlink_to(str(shutil.which(name)))
        self.log = place / "log"
        self.lacks = ""

    def add(self, name: str, text: str) -> None:
        program = self.programs / name
        program.write_text(text)
        program.chmod(0o755)

    def run(self, *args: str) -> subprocess.CompletedProcess[str]:
        self.log.write_text("")
        return subprocess.run(  # noqa: S603 - our own words
            ["sh", str(self.checkout / "jiahe"), *args],  # noqa: S607 - any POSIX shell will do
            env={"PATH": str(self.programs), "LOG": str(self.log), "LACKS": self.lacks},
            cwd=self.programs,
            capture_output=True,
            text=True,
            check=False,
        )

    def asked(self, word: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if word in line]


@pytest.fixture
def machine(tmp_path_factory: pytest.TempPathFactory) -> Machine:
    # not tmp_path: it carries the test's name, and the fake looks for words in its arguments
    machine = Machine(tmp_path_factory.mktemp("m"))
    machine.add("python3", FAKE_PYTHON)
    return machine


def test_a_first_run_installs_with_hashes_and_the_next_one_does_not(machine):
    first = machine.run("plugins", "list")
    assert first.returncode == 0, first.stderr
    installs = machine.asked("install")
    assert len(installs) == 3
    assert all("--require-hashes" in line for line in installs[:2])
    assert "requirements.lock" in installs[1]
    assert "--no-index --no-deps" in installs[2]
    assert machine.asked("jiahe plugins list")
    machine.run("plugins", "list")
    assert not machine.asked("install")


@pytest.mark.parametrize("name", ["setup.cfg", "requirements.lock", "build.lock"])
def test_a_pull_that_changes_what_is_needed_installs_again(machine, name):
    machine.run("doctor")
    with (machine.checkout / name).open("a") as file:
        file.write("# changed\n")
    machine.run("doctor")
    assert len(machine.asked("install")) == 3


def test_a_moved_checkout_installs_again(machine, tmp_path):
    machine.run("doctor")
    machine.checkout = machine.checkout.rename(tmp_path / "elsewhere")
    machine.run("doctor")
    assert machine.asked("install")


def test_the_data_folder_stays_with_the_checkout(machine):
    assert machine.run("doctor").stdout == f"{machine.checkout}/var\n"


def test_the_suite_brings_its_own_dependencies_and_passes_words_on(machine):
    result = machine.run("test", "--long", "--", "-k", "two words")
    assert result.returncode == 0, result.stderr
    assert ["test.lock" in line for line in machine.asked("install")] == [False, True, False]
    assert machine.asked(
        "-m pytest -n 2 --dist worksteal --long -o faulthandler_timeout=0 -k two words"
    )
    machine.run("doctor")
    assert not machine.asked("install"), "what the suite needs includes what a run needs"


def test_a_wrong_word_after_test_is_bad_usage(machine):
    assert machine.run("test", "--lnog").returncode == 2
    assert not machine.asked("-m pytest")


def test_without_ensurepip_the_systems_pip_fills_the_environment(machine):
    machine.lacks = "ensurepip"
    assert machine.run("doctor").returncode == 0
    assert machine.asked("--without-pip")
    assert len(machine.asked("-m pip --python ")) == 3


def test_without_any_pip_uv_fills_the_environment(machine):
    machine.lacks = "ensurepip pip?--version"
    machine.add("uv", FAKE_UV)
    assert machine.run("doctor").returncode == 0
    assert len(machine.asked("uv pip install")) == 3


def test_with_nothing_to_install_it_says_so_in_one_line(machine):
    machine.lacks = "ensurepip pip?--version"
    result = machine.run("doctor")
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 2
    assert "python3-venv" in result.stderr.splitlines()[-1]


def test_with_an_old_python_it_says_so_in_one_line(machine):
    machine.lacks = "version_info"
    result = machine.run("doctor")
    assert result.returncode == 1
    assert "3.11" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_catalogues_are_compiled_once(machine):
    folder = machine.checkout / "core/translations/en/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").touch()
    machine.run("doctor")
    assert len(machine.asked("babel")) == 1
    assert "-l en" in machine.asked("babel")[0]
    # the fake compiles nothing
    (folder / "messages.mo").touch()
    machine.run("doctor")
    assert not machine.asked("babel")
    later = (folder / "messages.mo").stat().st_mtime + 5
    os.utime(folder / "messages.po", (later, later))
    machine.run("doctor")
    assert machine.asked("babel")
