"""A long command counts in a terminal and nowhere else."""

import io
import sys

import pytest

from core.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("length", [None, 3])
def test_only_a_terminal_is_told(monkeypatch: pytest.MonkeyPatch, length: int | None) -> None:
    said: list[str] = []
    for where, quiet in ((Terminal(), False), (Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", where)
        with progress("正在做", quiet=quiet, length=length) as told:
            for _part in range(3):
                told(1)
        said.append(where.getvalue())
    assert "正在做" in said[0]
    assert said[1:] == ["", ""]


def test_what_was_done_is_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with progress("正在备份", quiet=False) as told:
        told(2_000_000)
        told(3_000_000)
    assert screen.getvalue().endswith("正在备份 5 MB\n")
