"""The processes that stay: the whole demo once, a port that is taken, the worker."""

import os
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask

from core.cli import main
from core.cli.serving import LARGEST_REQUEST, _listen
from tests.honesty.sources import ROOT


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(data: Path, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own words
        [sys.executable, "-m", "core.cli", "demo", "--small", f"--data={data}", f"--port={port}"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "JIAHE_DATABASE_URL": "", "PYTHONUNBUFFERED": "1"},
        text=True,
    )


def first_lines(process: subprocess.Popen[str], until: str) -> list[str]:
    """What the process prints up to the line that holds `until`, or up to its end."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if until in line:
            break
    return lines


def test_the_demo_builds_serves_prints_and_leaves_quietly(tmp_path, free_port):
    for expected in ("正在生成", "练手县已就绪"):
        process = start(tmp_path, free_port)
        try:
            lines = first_lines(process, "neighbour_admin")
            assert expected in lines[0]
            assert any(f"http://127.0.0.1:{free_port}/" in line for line in lines)
            assert any("jiahe-demo-2026" in line for line in lines)
            connection = HTTPConnection("127.0.0.1", free_port, timeout=30)
            connection.request("GET", "/healthz")
            assert connection.getresponse().status == 200
            connection.close()
        finally:
            process.send_signal(signal.SIGTERM)
            _, complaints = process.communicate(timeout=60)
        assert process.returncode == 0, complaints
        assert "Traceback" not in complaints


def test_a_port_that_is_taken_is_one_line(environ):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        # a process of its own: waitress leaves its own socket to the end of the process
        result = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "core.cli", "serve", f"--port={taken.getsockname()[1]}"],
            cwd=ROOT,
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert "不能监听" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.postgres
def test_nobody_fills_the_disk_with_one_request(free_port):
    server = _listen(Flask("small"), "127.0.0.1", free_port)

    def answer() -> None:
        with suppress(OSError, ValueError):  # closed under its feet below
            server.run()

    threading.Thread(target=answer, daemon=True).start()
    asking = HTTPConnection("127.0.0.1", free_port, timeout=10)
    asking.putrequest("POST", "/")
    asking.putheader("Content-Length", str(LARGEST_REQUEST + 1))
    asking.endheaders()
    assert asking.getresponse().status == 413, "said before a byte of it is kept"
    asking.close()
    server.close()


def test_the_worker_does_what_waits_and_then_finds_nothing(run):
    assert "已处理" in run("worker", "--once").stdout
    assert "已处理 0 件" in run("worker", "--once").stdout


def test_every_command_of_the_interface_so_far_is_there():
    assert {"demo", "init", "serve", "worker", "county", "user", "token"} <= set(main.commands)
    assert {"switch", "plugins", "forms", "audit", "upgrade", "doctor"} <= set(main.commands)
