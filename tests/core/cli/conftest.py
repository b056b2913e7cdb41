"""Run the command as an operator would, on a copy of the sandbox."""

import base64
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from core.cli import main
from core.config import MARKER, Settings

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


@pytest.fixture
def run(environ: dict[str, str]) -> Run:
    """Call `jiahe` with some words; `ok=False` when it should refuse."""

    def call(*words: str, ok: bool = True, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(main, words, env=environ, input=stdin)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert (result.exit_code == 0) is ok, result.output
        return result

    return call
