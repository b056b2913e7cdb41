"""A new plugin is sound as written, and nothing is written over or outside."""

import ast

import pytest
from click.testing import CliRunner

from core.cli import main
from core.cli.scaffold import NameRefused, check_name, write_plugin


def run(*words: str):
    return CliRunner().invoke(main, ["plugins", "new", *words])


def test_it_writes_one_of_everything(tmp_path):
    done = run("tea_room", "--title", "茶室", "--into", str(tmp_path))
    assert done.exit_code == 0, done.output
    home = tmp_path / "tea_room"
    written = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
    assert {
        "pyproject.toml",
        "tests/test_rules.py",
        "tea_room/__init__.py",
        "tea_room/templates/tea_room/front.html",
        "tea_room/translations/en/LC_MESSAGES/messages.mo",
    } <= written
    for path in home.rglob("*"):
        if path.is_file() and path.suffix != ".mo":
            text = path.read_text(encoding="utf-8")
            assert "$" not in text, path
            if path.suffix == ".py":
                ast.parse(text)


def test_what_is_there_is_not_written_over(tmp_path):
    write_plugin(tmp_path, "tea_room", "茶室")
    again = run("tea_room", "--into", str(tmp_path))
    assert again.exit_code == 1
    assert "不覆盖" in again.output


@pytest.mark.parametrize("name", ["Tea", "t", "tea-room", "../tea", "class", "desk", "core", "9a"])
def test_a_name_nobody_can_have_is_refused(tmp_path, name):
    with pytest.raises(NameRefused):
        check_name(name)
    assert run(name, "--into", str(tmp_path)).exit_code == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("title", ['"', "a\\b", "{{ 7 }}", "50%", "字" * 21, "a\nb"])
def test_a_title_that_would_break_a_file_is_refused(tmp_path, title):
    assert run("tea_room", "--title", title, "--into", str(tmp_path)).exit_code == 1
    assert list(tmp_path.iterdir()) == []
