"""Files through a door: taken in beside the request, handed out so that nothing of them runs.

A page of ours must never be the place where a stranger's file draws itself: whatever leaves says
what it is, is saved under its name and shut into a sandbox should somebody open it in the browser.
"""

from __future__ import annotations

from typing import Final

from flask import abort, g
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from core import files
from core.audit import note_access
from core.clocks import now
from core.db import db, own_transaction
from core.files.errors import BrokenFile
from core.files.kinds import LARGEST
from core.files.models import StoredFile
from core.files.names import disposition
from core.files.service import kind_named
from core.points.service import county_settings
from core.words import Viewer

BYTES: Final = "application/octet-stream"


def stage_for(author: str, chosen: FileStorage) -> str | None:
    """Take in a file that came with an unfinished form; None when it is not taken."""
    return take_in(author, chosen)[0] or None


def take_in(author: str, chosen: FileStorage) -> tuple[str, str]:
    """Take a file in once a request, whoever asks for it; return its id, or "" and why not.

    In a transaction of its own: a refused form is rolled back and its files stay. Nothing may have
    been written in the request's own transaction before.
    """
    known: dict[str, tuple[str, str]] = g.setdefault("taken_in", {})
    field = f"{chosen.name}|{id(chosen)}"
    if field not in known:
        known[field] = _take_in(author, chosen)
    return known[field]


def _take_in(author: str, chosen: FileStorage) -> tuple[str, str]:
    content = chosen.stream.read(LARGEST + 1)
    db.session.rollback()
    try:
        with own_transaction(g.county_id) as session:
            row = files.stage(
                session,
                sender=author,
                name=chosen.filename or "",
                content=content,
                at=now(),
                quota_mb=county_settings(session, g.county_id)["files_mb"],
            )
            return row.id, ""
    except files.FileRefused as refusal:
        return "", refusal.told()
    except files.NoRoom:
        return "", _("现在存不下文件，请过一会儿再试；其他写的都在")


def handed_out(viewer: Viewer, row: StoredFile, *, mime: str = "") -> Response:
    """Answer with a file, once the look at it is written down; 503 when its content is damaged."""
    try:
        pieces = files.chunks_of(row)
    except BrokenFile:
        abort(503)
    note_access(
        county=viewer.county,
        account_id=viewer.account_id,
        action="file.seen",
        target=f"file:{row.id}",
        at=now(),
    )
    answer = Response(pieces, content_type=mime or kind_named(row.kind).mime)
    answer.content_length = row.size
    answer.headers["Content-Disposition"] = disposition(row.name or row.id)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
