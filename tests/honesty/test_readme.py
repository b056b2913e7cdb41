"""README.md tells the truth about commands, settings and files."""

import os
import re

import click
import pytest

from core.cli import main
from core.config import Settings, new_secrets
from tests.honesty.sources import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BY_THE_SCRIPT = {"test"}
"""Commands that ./jiahe answers itself."""


def commands_named() -> set[str]:
    return set(re.findall(r"\./jiahe ([a-z]+)", README))


def test_every_command_it_names_exists():
    assert {"demo", "test", "serve"} <= commands_named()
    assert commands_named() - BY_THE_SCRIPT <= set(main.commands)


def test_every_option_of_the_demo_exists():
    named = set(re.findall(r"`(--\w+)`", README)) - {"--help", "--long", "--driver"}
    options = {option for one in main.commands["demo"].params for option in one.opts}
    assert named
    assert named <= options | {"--"}


def test_every_setting_is_explained_and_read(tmp_path):
    asked: set[str] = set()

    class Listening(dict[str, str]):
        def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # narrower on purpose
            asked.add(name)
            return super().get(name, default)

    Settings.from_env(Listening({"JIAHE_DATA": str(tmp_path), **new_secrets()}))
    explained = set(re.findall(r"^\| `(JIAHE_\w+)` \|", README, re.MULTILINE))
    assert explained == asked


@pytest.mark.parametrize(
    "place", re.findall(r"`((?:docs|core|plugins|tests|\.ci)/[\w./]*)`", README)
)
def test_every_place_it_names_exists(place):
    assert (ROOT / place).exists()


def walk(command: click.Command, path: tuple[str, ...] = ()):
    yield path, command
    for name, child in getattr(command, "commands", {}).items():
        yield from walk(child, (*path, name))


@pytest.mark.parametrize(
    "command", [pytest.param(one, id=" ".join(path) or "jiahe") for path, one in walk(main)]
)
def test_every_command_and_option_says_what_it_does(command):
    assert command.help
    unexplained = [
        one.name for one in command.params if isinstance(one, click.Option) and not one.help
    ]
    assert not unexplained


def test_the_script_is_executable():
    assert os.access(ROOT / "jiahe", os.X_OK)
    assert os.access(ROOT / ".ci/run", os.X_OK)
