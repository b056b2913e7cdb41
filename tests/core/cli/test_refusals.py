"""A refusal is one line and exit code 1; a bug keeps its traceback."""

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from core.cli import Jiahe, main
from core.cli.refusals import refusals
from core.config import SettingsError


def raising(error: Exception) -> Jiahe:
    @click.group(cls=Jiahe)
    def group() -> None:
        """Stand in for the whole command."""

    @group.command()
    def fail() -> None:
        """Fail."""
        raise error

    return group


def test_a_refusal_is_one_line():
    result = CliRunner().invoke(raising(SettingsError("没有设置某项")), ["fail"])
    assert result.exit_code == 1
    assert result.stderr == "Error: 没有设置某项\n"


def test_a_bug_keeps_its_traceback():
    result = CliRunner().invoke(raising(ZeroDivisionError("ours")), ["fail"])
    assert isinstance(result.exception, ZeroDivisionError)


def test_a_database_error_shows_no_value_of_the_statement():
    with (
        create_engine("sqlite://").connect() as connection,
        pytest.raises(OperationalError) as caught,
    ):
        connection.execute(text("SELECT :name FROM nowhere"), {"name": "王小妹"})
    line = refusals(caught.value)
    assert line is not None
    assert "nowhere" in line
    assert "王小妹" not in line
    assert "\n" not in line


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(OSError, match="No such file") as caught:
        (tmp_path / "no" / "where").write_text("")
    assert str(tmp_path / "no" / "where") in str(refusals(caught.value))


def test_bad_usage_is_code_two():
    result = CliRunner().invoke(main, ["serve", "--port", "eighty"])
    assert result.exit_code == 2
    assert CliRunner().invoke(main, ["no-such-command"]).exit_code == 2


def test_a_start_without_secrets_is_refused(tmp_path):
    environ = {"JIAHE_DATA": str(tmp_path), "JIAHE_SECRET_KEY": "", "JIAHE_FIELD_KEYS": ""}
    for command in ("init", "serve", "upgrade", "doctor", "worker"):
        result = CliRunner().invoke(main, [command], env=environ)
        assert result.exit_code == 1, command
        assert "JIAHE_SECRET_KEY" in result.stderr
        assert len(result.stderr.splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_init_prints_keys_that_a_start_accepts(tmp_path):
    from core.config import Settings

    printed = CliRunner().invoke(main, ["init", "--keys"]).stdout
    environ = dict(line.split("=", 1) for line in printed.splitlines())
    assert not Settings.from_env({"JIAHE_DATA": str(tmp_path), **environ}).sandbox
