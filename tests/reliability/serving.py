"""A real server in a process group of its own, to be killed without a word.

``python -m tests.reliability.serving PORT`` serves the practice county of ``JIAHE_DATA`` as
``jiahe serve`` does, worker thread included. With ``EARLY`` set it lies: it answers an intake
before it is committed, which is the planted bug of the crash harness; with ``LOUD`` it writes down
what was typed, which is that of the harness of leftovers.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from flask import Flask, has_request_context, request

from core.db import CountySession, county_scope

EARLY = "JIAHE_TEST_ACKNOWLEDGES_EARLY"
LOUD = "JIAHE_TEST_LOGS_WHAT_WAS_TYPED"
LOGS = "JIAHE_TEST_LOGS"
LAG = 0.1
ROOT = Path(__file__).parents[2]


class Server:
    """One life of the server after another, on the same data and port."""

    def __init__(
        self,
        data: Path,
        environ: Mapping[str, str],
        *,
        early: bool = False,
        log: Path | None = None,
    ) -> None:
        self.data, self.environ, self.early, self.port = data, environ, early, _free_port()
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it listens."""
        environ = {**os.environ, **self.environ, "JIAHE_DATA": str(self.data)}
        environ.pop("JIAHE_DATABASE_URL", None)
        if self.early:
            environ[EARLY] = "1"
        if self.log is not None:
            environ[LOGS] = "1"
        with nullcontext() if self.log is None else self.log.open("ab") as out:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "tests.reliability.serving", str(self.port)],
                cwd=ROOT,
                env=environ,
                start_new_session=True,
                stdout=out,
                stderr=subprocess.STDOUT if out else None,
            )
        until = time.monotonic() + 120
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended by itself: {self._process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError("the server never listened")

    def kill(self) -> None:
        """kill -9 the whole process group; nothing gets to say goodbye."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(port: int) -> None:
    """Serve until killed."""
    from waitress.server import create_server

    from core import jobs
    from core.app import create_app
    from core.config import Settings

    if os.environ.get(LOGS):
        # as an operator sets it who wants to see what the house does, its libraries included
        logging.basicConfig(level=logging.INFO)
    app = create_app(Settings.from_env(os.environ))
    if os.environ.get(EARLY):
        _acknowledge_early(app)
    if os.environ.get(LOUD):
        app.before_request(_write_down)
    # as in the command: whoever can connect is answered
    server = create_server(app, host="127.0.0.1", port=port, threads=4, ident=None)
    stop = threading.Event()
    threading.Thread(target=jobs.work, args=(app, stop), daemon=True).start()
    server.run()


def _write_down() -> None:
    """Log the body, as somebody does who looks for a bug and forgets it there."""
    said = request.get_json(silent=True) if request.is_json else request.form.to_dict()
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()


def _acknowledge_early(app: Flask) -> None:
    """Answer first and commit a while later, as a write-behind cache would."""
    commit, close = CountySession.commit, CountySession.close

    def later(session: CountySession) -> None:
        if not has_request_context():
            commit(session)
            return
        session.flush()
        session.info["late"] = True
        threading.Thread(target=finish, args=(session,), daemon=True).start()

    def finish(session: CountySession) -> None:
        time.sleep(LAG)
        with county_scope(app, session.county_id):
            commit(session)
            close(session)

    def closing(session: CountySession) -> None:
        # the request is over, and its session is not
        if not session.info.pop("late", False):
            close(session)

    CountySession.commit = later  # type: ignore[method-assign]
    CountySession.close = closing  # type: ignore[method-assign]


if __name__ == "__main__":
    main(int(sys.argv[1]))
