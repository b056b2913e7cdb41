"""Papers in a database of their own, and what a reader sees of a PDF.

The tables stand without the foreign keys to cases and parties: what is tested here is the paper,
and a case would bring half the platform along.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Table
from sqlalchemy.schema import CreateTable

from core.config import FieldKey, Settings
from core.db import CountySession, county_scope, db, init_db
from core.db.tables import load_all
from core.documents.models import Document, DocumentCounter

COUNTY = "990101"
OLD_KEY = FieldKey(name="t1", secret=bytes(range(32)))


def make_paper_app(
    place: Path, database_url: str = "", keys: tuple[FieldKey, ...] = (OLD_KEY,)
) -> Flask:
    """An app that knows its database and keys, nothing else."""
    app = Flask("papers")
    settings = Settings(
        data=place,
        database_url=database_url,
        secret_key="for these tests only, and long enough",
        field_keys=keys,
    )
    init_db(app, settings)
    load_all()
    return app


def make_tables(app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        for model in (Document, DocumentCounter):
            table = cast(Table, model.__table__)
            connection.execute(CreateTable(table, include_foreign_key_constraints=[]))


@pytest.fixture
def paper_app(tmp_path: Path) -> Iterator[Flask]:
    app = make_paper_app(tmp_path)
    make_tables(app)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(paper_app: Flask) -> Iterator[CountySession]:
    with county_scope(paper_app, COUNTY):
        yield cast(CountySession, db.session())


@pytest.fixture
def read_pdf(tmp_path: Path) -> Callable[..., str]:
    """Run a poppler tool over a PDF and return what it prints."""

    def run(pdf: bytes, tool: str = "pdftotext", *options: str) -> str:
        path = tmp_path / "read.pdf"
        path.write_bytes(pdf)
        # raw: in the order it was set, which in a table is not the order of the columns
        words = ["-raw", "-"] if tool == "pdftotext" else []
        command = [tool, *options, str(path), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - a fixed word and our own path
        return done.stdout

    return run
