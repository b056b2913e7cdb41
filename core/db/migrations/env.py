"""Alembic's environment for every lane: the connection and its transaction come from outside."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON

from core.db.base import Instant

_given = context.config.attributes
_lane = _given["lane"]


def _render(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    if kind == "type" and isinstance(item, Instant):
        autogen.imports.add("from core.db import Instant")
        return "Instant()"
    if kind == "type" and isinstance(item, JSON):
        autogen.imports.add("from core.db import Document")
        return "Document"
    return False


context.configure(
    connection=_given["connection"],
    target_metadata=_given["metadata"],
    version_table=_lane.version_table,
    include_object=_given.get("include_object"),
    render_item=_render,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
