"""Apps that are moved from test to test instead of being built for each.

Building the house takes half a second, and then every page of it is compiled again and every
statement too: of a suite of thousands of tests that was a third. Between two tests the app is given
another folder and another database, and all that a test did to it is taken back. An app that got
another route, another hook or another plugin is not handed on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Dialect, Engine, event, make_url

from core.app import create_app
from core.config import Settings
from core.db import db
from core.files.service import EXTENSION as FILES
from core.files.vault import Vault
from core.jobs import WORKER
from core.people.security import LIMITER

_SETTINGS, _ADDRESS = "jiahe.settings", "SQLALCHEMY_DATABASE_URI"
_OF_A_TEST = frozenset({_SETTINGS, FILES})
"""What is taken out of the app's own notes before they are compared: it differs by test."""

_free: dict[tuple[str, Settings], list[Standing]] = defaultdict(list)
"""The apps of this process that no test has at the moment, by kind of database and by all settings
but where they live."""


@dataclass(kw_only=True)
class Standing:
    """An app, its engine, and what it looked like before any test had it."""

    app: Flask
    engine: Engine
    config: dict[str, Any]
    notes: dict[str, Any]
    shape: tuple[object, ...]

    @classmethod
    def build(cls, settings: Settings) -> Standing:
        """Put the house together for *settings* and remember how it looks."""
        app = create_app(settings)
        with app.app_context():
            engine = db.engine
        # the engine stays, with all the statements it has compiled; its address does not
        event.listen(engine, "do_connect", partial(_connect_here, engine))
        return cls(
            app=app,
            engine=engine,
            config=dict(app.config),
            notes={key: value for key, value in app.extensions.items() if key not in _OF_A_TEST},
            shape=_shape_of(app),
        )

    def move(self, settings: Settings) -> None:
        """Let the app live in the folder and on the database of *settings*."""
        self.app.extensions[_SETTINGS] = settings
        self.app.extensions[FILES] = Vault(settings.data / "files")
        self.app.config[_ADDRESS] = settings.database_url
        self.engine.url = make_url(settings.database_url)

    def clear(self) -> bool:
        """Take back what a test did; False when that cannot be done and the app has to go."""
        self.engine.dispose()
        if _shape_of(self.app) != self.shape:
            return False
        self.app.config.clear()
        self.app.config.update(self.config)
        self.app.extensions.clear()
        self.app.extensions.update(self.notes)
        self.app.extensions[LIMITER].storage.reset()
        self.app._got_first_request = False
        worker = self.app.extensions[WORKER]
        return not worker._stopping.is_set() and worker._thread is None


@contextmanager
def house_of(settings: Settings) -> Iterator[Flask]:
    """Lend an app for *settings*; it is cleared at the end.

    Not for settings with a folder of brands: what an app read there may be another thing by now.
    """
    nowhere = replace(settings, data=Path(), database_url="")
    free = _free[make_url(settings.database_url).get_backend_name(), nowhere]
    standing = free.pop() if free else Standing.build(settings)
    standing.move(settings)
    try:
        yield standing.app
    finally:
        if standing.clear():
            free.append(standing)


def _connect_here(
    engine: Engine, dialect: Dialect, record: object, place: list[Any], options: dict[str, Any]
) -> None:
    """Let a new connection go where the engine points now, not where it was made to point."""
    there, how = dialect.create_connect_args(engine.url)
    place[:] = there
    options.update(how)


def _shape_of(app: Flask) -> tuple[object, ...]:
    """What a test may hang on an app and no copy of a dictionary takes off again."""
    return (
        len(app.blueprints),
        tuple(app.url_map.iter_rules()),
        dict(app.view_functions),
        *(
            {scope: tuple(functions) for scope, functions in one.items()}
            for one in (
                app.before_request_funcs,
                app.after_request_funcs,
                app.teardown_request_funcs,
                app.template_context_processors,
            )
        ),
        tuple(app.teardown_appcontext_funcs),
        {
            (scope, code): dict(handlers)
            for scope, codes in app.error_handler_spec.items()
            for code, handlers in codes.items()
            if handlers  # being asked for leaves an empty one
        },
        dict(app.jinja_env.globals),
        dict(app.jinja_env.filters),
        app.wsgi_app,
    )
