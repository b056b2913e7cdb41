"""The worker between its rounds: it delivers always, and makes rounds when nobody bids it wait."""

from __future__ import annotations

import sys
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from core import jobs
from core.cli import practising


def test_no_round_is_made_while_the_past_is_told(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop, made, answers = Event(), [], [True, True, False]

    def one_round(_app: Flask) -> int:
        made.append(len(answers))
        stop.set()
        return 0

    monkeypatch.setattr(jobs, "rounds", one_round)
    jobs.work(app, stop, every=0.0, resting=lambda: answers.pop(0))
    assert made == [0], "only once it was told"


def test_the_demo_knows_how_long_its_past_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Helper:
        """A process that is at work until it is asked twice."""

        asked = 0

        def __init__(self, argv: list[str], **_more: object) -> None:
            assert argv[0] == sys.executable

        def poll(self) -> int | None:
            self.asked += 1
            return None if self.asked < 2 else 0

        def terminate(self) -> None: ...

        def wait(self, timeout: float) -> int:
            return 0

    monkeypatch.setattr("core.cli.practising.subprocess.Popen", Helper)
    with practising.told_beside(tmp_path, {}) as telling:
        assert [telling(), telling()] == [True, False]
    (tmp_path / practising.TOLD).touch()
    with practising.told_beside(tmp_path, {}) as telling:
        assert not telling(), "told before: nobody is asked to wait"
