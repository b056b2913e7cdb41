"""Run the command as an operator would, on a copy of the sandbox."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from core.app import create_app
from core.cli import main
from core.config import MARKER, Settings
from tests.harness.standing import house_of

Run = Callable[..., Result]


@pytest.fixture
def environ(settings: Settings, tmp_path: Path) -> dict[str, str]:
    """The environment in which the command finds the test's own database."""
    url = settings.database_url if settings.on_postgres else None
    keys = ",".join(
        f"{key.name}:{base64.b64encode(key.secret).decode()}" for key in settings.field_keys
    )
    marker = {
        "database_url": url,
        "JIAHE_SECRET_KEY": settings.secret_key,
        "JIAHE_FIELD_KEYS": keys,
    }
    (tmp_path / MARKER).write_text(json.dumps(marker))
    return {
        "JIAHE_DATA": str(tmp_path),
        "JIAHE_DATABASE_URL": url or "",
        "JIAHE_TODAY": str(settings.today),
    }


@contextmanager
def houses_that_stand() -> Iterator[None]:
    """Let a command find its app standing already, where it would build one like many before."""

    def lend(settings: Settings, **more: Any) -> Flask:
        if more or settings.brands is not None:
            return create_app(settings, **more)
        return lent.enter_context(house_of(settings))

    with ExitStack() as lent, pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.app.create_app", lend)
        yield


@pytest.fixture
def run(environ: dict[str, str]) -> Run:
    """Call `jiahe` with some words; `ok=False` when it should refuse."""

    def call(*words: str, ok: bool = True, stdin: str | None = None) -> Result:
        with houses_that_stand():
            result = CliRunner().invoke(main, words, env=environ, input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert (result.exit_code == 0) is ok, result.output
        return result

    return call
