"""Stop asking a plugin that keeps failing, until somebody has looked at it.

Three failures in ten minutes open the breaker of that plugin in that county. It is stored, because
a restart is the first thing anybody tries and must not hide the fault; it is reset by hand.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from flask import Flask, g, has_app_context
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.audit import note_change
from core.clocks import now
from core.db import county_or_none, county_scope, db
from core.outbox import Message, fault_of
from core.roster import Fault
from core.switches.models import PluginBreaker, PluginFault

FAILURES = 3
WITHIN = timedelta(minutes=10)
KEPT = timedelta(days=30)
"""How long a failure stays on the administrator's page."""

_NOTED = "plugin_faults"

log = logging.getLogger(__name__)


def init_breaker(app: Flask) -> None:
    """Write what a request noted when it is over, whatever became of it."""
    app.teardown_appcontext(_write_noted)


def note_faults(faults: Iterable[Fault]) -> None:
    """Remember failures until the present work is over; writes nothing now.

    A request that only reads cannot write, and one that writes holds the lock on SQLite, so the
    failures wait for the end of it. May be called many times.
    """
    if not has_app_context():
        # a question asked outside any work has no county to be written down in
        log.warning("plugin_faults_unheard", extra={"count": len(tuple(faults))})
        return
    waiting = g.setdefault(_NOTED, [])
    waiting.extend(faults)


def record_faults(session: Session, faults: Iterable[Fault]) -> frozenset[str]:
    """Store failures in the caller's transaction; return the plugins whose breaker this opened."""
    at = now()
    faults = tuple(faults)
    for fault in faults:
        session.add(
            PluginFault(
                plugin=fault.plugin,
                hook=fault.hook,
                kind=fault.kind.value,
                place=fault.where,
                at=at,
            )
        )
    session.flush()
    session.execute(delete(PluginFault).where(PluginFault.at < at - KEPT))
    plugins = sorted({fault.plugin for fault in faults})
    return frozenset(plugin for plugin in plugins if _open_if_due(session, plugin, at))


def record_failure(message: Message, error: Exception) -> None:
    """Store the plugin's fault behind a failed delivery, if it was one; for `Worker.failed`.

    Runs in the county's session of its own that the worker opened, and commits it.
    """
    fault = fault_of(error)
    if fault is not None:
        record_faults(db.session(), [fault])
        db.session.commit()


def reset_breaker(session: Session, plugin: str, *, by: str) -> bool:
    """Ask the plugin again, counting failures from now; False when it was not open.

    ``by`` is the account that looked at the fault.
    """
    breaker = _breaker(session, plugin)
    if breaker is None or breaker.opened_at is None:
        return False
    breaker.opened_at = None
    breaker.reset_at = now()
    breaker.reset_by = by
    note_change(
        session, action="reset_breaker", actor_id=by, target=f"plugin:{plugin}", at=breaker.reset_at
    )
    return True


def recent_faults(session: Session, *, limit: int = 50) -> tuple[PluginFault, ...]:
    """Return this county's newest failures, the newest first."""
    newest = select(PluginFault).order_by(PluginFault.at.desc(), PluginFault.id).limit(limit)
    return tuple(session.scalars(newest))


def open_breakers(session: Session) -> tuple[PluginBreaker, ...]:
    """Return this county's open breakers, by plugin."""
    opened = select(PluginBreaker).where(PluginBreaker.opened_at.is_not(None))
    return tuple(session.scalars(opened.order_by(PluginBreaker.plugin)))


def broken_in(app: Flask, counties: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the counties where each plugin's breaker is open: the operator's view.

    Tells names of plugins and codes of counties, nothing a county wrote down.
    """
    found: dict[str, list[str]] = {}
    for county in counties:
        with county_scope(app, county, read_only=True):
            for breaker in open_breakers(db.session()):
                found.setdefault(breaker.plugin, []).append(county)
    return {plugin: tuple(codes) for plugin, codes in sorted(found.items())}


def _open_if_due(session: Session, plugin: str, at: datetime) -> bool:
    breaker = _breaker(session, plugin)
    if breaker is not None and breaker.opened_at is not None:
        return False
    since = at - WITHIN
    if breaker is not None and breaker.reset_at is not None:
        since = max(since, breaker.reset_at)
    failures = session.scalar(
        select(func.count())
        .select_from(PluginFault)
        .where(PluginFault.plugin == plugin, PluginFault.at > since)
    )
    if (failures or 0) < FAILURES:
        return False
    if breaker is None:
        breaker = PluginBreaker(plugin=plugin)
        session.add(breaker)
    breaker.opened_at = at
    log.warning("breaker_opened", extra={"plugin": plugin})
    return True


def _breaker(session: Session, plugin: str) -> PluginBreaker | None:
    return session.scalars(
        select(PluginBreaker).where(PluginBreaker.plugin == plugin)
    ).one_or_none()


def _write_noted(error: BaseException | None) -> None:
    """Write what was noted in this application context; a failure here is logged, not raised."""
    waiting: list[Fault] = g.pop(_NOTED, []) if has_app_context() else []
    county = county_or_none()
    if not waiting or county is None:
        return
    # the request's own session may not have been closed yet, and on SQLite it may hold the lock
    db.session.remove()
    try:
        with db.own_transaction(county) as session:
            record_faults(session, waiting)
    except Exception:
        # the answer to the desk is ready; a broken database speaks up in the next request
        log.exception("plugin_faults_not_stored", extra={"count": len(waiting)})
