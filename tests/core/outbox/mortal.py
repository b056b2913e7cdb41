"""A worker that is killed over and over: run as ``python -m tests.core.outbox.mortal DATA URL``.

Each life is a fork, so that a hundred of them cost seconds. Prints how many were killed.
"""

import os
import random
import signal
import sys
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

import core.outbox.worker as module
from core.db import db
from core.db.tables import load_all
from core.outbox import Message, Worker
from core.points.models import ServicePoint
from tests.core.outbox.ground import HERE, new_app

CHANCE = 0.4
LIVES = 2000


def count(message: Message) -> None:
    """Leave an effect that can be counted, and die now and then before it is committed."""
    town = db.session.scalars(select(ServicePoint).where(ServicePoint.level == "town")).one()
    town.host = str(int(town.host or 0) + 1)
    db.session.flush()
    if random.random() < CHANCE:  # noqa: S311 - it decides about a test
        os.kill(os.getpid(), signal.SIGKILL)


def live(data: str, url: str) -> int:
    """Drain in children until one comes through; return how many did not."""
    load_all()
    # nobody waits for a lease here: the holder is known to be dead
    module.LEASE = timedelta(0)
    for killed in range(LIVES):
        child = os.fork()
        if child == 0:
            random.seed(killed)
            app = new_app(Path(data), url)
            Worker(app=app, handlers={"notice": count}, counties=lambda: [HERE]).drain()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status == 0:
            return killed
    raise RuntimeError("it never came through")


if __name__ == "__main__":
    sys.stdout.write(str(live(*sys.argv[1:])))
