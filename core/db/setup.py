"""Ties the database to one app: address, engine options, key ring."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from flask import Flask
from sqlalchemy import make_url

from core.db.engine import engine_options
from core.db.keys import EXTENSION, FieldKey, KeyRing
from core.db.session import db


class GroundSettings(Protocol):
    """The part of the settings the ground needs."""

    @property
    def data(self) -> Path: ...
    @property
    def database_url(self) -> str: ...
    @property
    def field_keys(self) -> Sequence[FieldKey]: ...


def init_db(app: Flask, settings: GroundSettings) -> None:
    """Connect an app to its database; opens no connection and queries nothing.

    Raises `ValueError` when there is no key to seal with.
    """
    url = settings.database_url or f"sqlite:///{settings.data / 'jiahe.db'}"
    if make_url(url).get_backend_name() == "sqlite":
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url)
    app.extensions[EXTENSION] = KeyRing.of(settings.field_keys)
    db.init_app(app)
