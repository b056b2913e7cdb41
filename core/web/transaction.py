"""Commit in one place: after a writing view has answered well, and nowhere else.

Commands and views never commit. A view that answers 400 or more, or raises, leaves no trace, so a
half-done step cannot survive its own error page. A form pressed twice at the same moment is run
once more: the second then finds what the first one made under the same key. Reading requests are
marked read-only before the first query; a flush inside one raises in the database layer.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from core.web.once import sent_key
from core.web.policy import SAFE_METHODS


class Session(Protocol):
    """As much of a database session as the shell touches."""

    def commit(self) -> None: ...

    def rollback(self) -> None: ...


def mark_read_only() -> None:
    """Tell the database layer, before its session is born, whether this request may write."""
    g.read_only = request.method in SAFE_METHODS


def wrap_views(app: Flask, session: Session) -> None:
    """Put the one commit around every view that answers an unsafe method."""
    writing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if frozenset(rule.methods or ()) - SAFE_METHODS
    }
    for endpoint in writing:
        view = app.view_functions[endpoint]
        app.view_functions[endpoint] = _in_transaction(view, session)


def _in_transaction(
    view: Callable[..., Any], session: Session
) -> Callable[..., ResponseReturnValue]:
    @wraps(view)
    def run(**arguments: Any) -> ResponseReturnValue:
        if request.method in SAFE_METHODS:
            answer: ResponseReturnValue = view(**arguments)
            return answer
        try:
            # The status is only known once the answer is built, so it is built here.
            try:
                response = current_app.make_response(view(**arguments))
            except IntegrityError:
                if not sent_key():
                    raise
                _begin_again(session)
                response = current_app.make_response(view(**arguments))
            if response.status_code < 400:
                session.commit()
            else:
                session.rollback()
        except BaseException:
            session.rollback()
            raise
        return response

    return run


def _begin_again(session: Session) -> None:
    """Let go of all the first try saw and read."""
    session.rollback()
    g.pop("acting", None)
    for chosen in request.files.values():
        chosen.stream.seek(0)
