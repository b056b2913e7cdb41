"""The house stands as docs/architecture.md draws it, and core knows no service by name."""

import configparser
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

from tests.honesty.sources import ROOT, shown, under


def contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def layers_of_the_contract() -> list[list[str]]:
    lines = contracts()["importlinter:contract:rooms"]["layers"].split("\n")
    return [re.findall(r"\w+", line) for line in lines if line.strip()]


def layers_of_the_page() -> list[list[str]]:
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    drawn = re.search(r"```rooms\n(.*?)```", page, re.DOTALL)
    assert drawn, "docs/architecture.md has no block of rooms"
    # a row is its rooms, then two blanks and a word of explanation
    return [re.findall(r"\w+", line.split("  ")[0]) for line in drawn[1].splitlines()]


def test_the_page_draws_the_layers_the_linter_enforces():
    assert layers_of_the_page() == layers_of_the_contract()


def test_every_room_of_core_is_drawn():
    drawn = {room for layer in layers_of_the_page() for room in layer}
    built = {
        path.relative_to(ROOT / "core").parts[0].removesuffix(".py")
        for path in under("core", suffix=".py")
    }
    assert built - {"__init__"} <= drawn


def test_arrows_between_rooms_point_down():
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    linted = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    assert linted.returncode == 0, linted.stdout + linted.stderr


def bundled_services() -> list[str]:
    return [
        point.name
        for point in entry_points(group="jiahe.plugins")
        if point.dist and point.dist.name == "jiahe"
    ]


def mentions(text: str, name: str) -> bool:
    """Whether `name` stands in `text` as a word of its own or a part of a snake_case one."""
    return re.search(rf"(?<![A-Za-z]){name}(?![A-Za-z])", text) is not None


def test_mentions_tells_a_name_from_a_longer_word():
    assert mentions("open petition_step", "petition")
    assert not mentions("a repetition, a psychologist", "petition")
    assert not mentions("a psychologist", "psych")


def test_core_names_no_service():
    names = bundled_services()
    assert len(names) >= 8
    found = [
        f"{shown(path)}: {name}"
        for path in under("core")
        # a catalogue renders the standard's words in English; it decides nothing
        if path.suffix not in {".po", ".pot"}
        for name in names
        if mentions(shown(path), name) or mentions(path.read_text(encoding="utf-8"), name)
    ]
    assert not found
