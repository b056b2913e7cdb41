"""An upgrade that dies at a chosen statement, in a process of its own.

Killing by the clock mostly hits the imports; a statement is where the database may be half-way.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event

from core.db import db, upgrade
from tests.core.db.conftest import new_app


def die_at(place: str, url: str, statement: int) -> None:
    """Upgrade the database of *url* and be killed before the *statement*-th statement."""
    app = new_app(Path(place), url)
    count_statements(app, die=statement)
    upgrade(app, {})


def count_statements(app: Flask, *, die: int = 0) -> list[str]:
    """Return a list that fills with the statements sent from now on; at *die* this process dies."""
    sent: list[str] = []

    def hear(_connection: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        sent.append(sql)
        if len(sent) == die:
            os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
    return sent
