"""Take away what a removed plugin left beside cases: its switches, settings, faults and breaker.

What it did on cases is not its own: items, records, papers and figures stay, readable, printable
and countable (T/ZSM 5.6.4). Only what nobody can read without it goes.
"""

from __future__ import annotations

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.audit import note_change
from core.clocks import now
from core.switches.models import PluginBreaker, PluginFault, PluginSettings, Switch

_OWN = (Switch, PluginSettings, PluginFault, PluginBreaker)


def left_of(session: Session, plugin: str) -> int:
    """Return how many rows of its own *plugin* has in this county."""
    return sum(
        session.scalars(select(func.count()).select_from(table).where(table.plugin == plugin)).one()
        for table in _OWN
    )


def purge(session: Session, plugin: str, *, by: str) -> int:
    """Delete those rows and note it in the county's audit; return how many. Never commits."""
    gone = left_of(session, plugin)
    if gone:
        for table in _OWN:
            session.execute(delete(table).where(table.plugin == plugin))
        note_change(
            session,
            action="plugin.purge",
            actor_id=by,
            target=f"plugin:{plugin}",
            at=now(),
            detail={"rows": gone},
        )
    return gone
