"""Which folder a sandbox may be made in, emptied in, and built again in."""

import pytest

from core.cli.serving import BUILT, prepare_sandbox
from core.config import MARKER, SettingsError


def test_a_new_folder_becomes_a_sandbox(tmp_path):
    settings = prepare_sandbox({"JIAHE_DATA": str(tmp_path / "var")}, reset=False)
    assert settings.sandbox
    assert settings.data == tmp_path / "var"


def test_an_interrupted_building_leaves_nothing_behind(tmp_path):
    environ = {"JIAHE_DATA": str(tmp_path)}
    prepare_sandbox(environ, reset=False)
    (tmp_path / "jiahe.db").write_text("half")
    (tmp_path / "jiahe.db-wal").write_text("half")
    prepare_sandbox(environ, reset=False)
    assert not list(tmp_path.glob("jiahe.db*"))


def test_a_finished_one_is_kept(tmp_path):
    environ = {"JIAHE_DATA": str(tmp_path)}
    first = prepare_sandbox(environ, reset=False)
    (tmp_path / "jiahe.db").write_text("whole")
    (tmp_path / BUILT).touch()
    assert prepare_sandbox(environ, reset=False) == first
    assert (tmp_path / "jiahe.db").read_text() == "whole"


def test_reset_empties_a_sandbox(tmp_path):
    environ = {"JIAHE_DATA": str(tmp_path)}
    first = prepare_sandbox(environ, reset=False)
    (tmp_path / "jiahe.db").write_text("whole")
    (tmp_path / BUILT).touch()
    assert prepare_sandbox(environ, reset=True).secret_key != first.secret_key
    assert [path.name for path in tmp_path.iterdir()] == [MARKER]


@pytest.mark.parametrize("name", ["jiahe.db", "letters.txt"])
def test_reset_never_empties_another_folder(tmp_path, name):
    (tmp_path / name).write_text("real")
    with pytest.raises(SettingsError, match="不能清空"):
        prepare_sandbox({"JIAHE_DATA": str(tmp_path)}, reset=True)
    assert (tmp_path / name).read_text() == "real"


def test_reset_leaves_a_database_server_alone(tmp_path):
    environ = {"JIAHE_DATA": str(tmp_path), "JIAHE_DATABASE_URL": "postgresql://jiahe@db/jiahe"}
    with pytest.raises(SettingsError, match="JIAHE_DATABASE_URL"):
        prepare_sandbox(environ, reset=True)
