"""Files of a case: add one, list them, fetch the bytes; stage one that a form will name."""

from __future__ import annotations

from typing import Any, Final

from flask import g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.cases import errors
from core.cases.attachments import (
    FileOut,
    attach,
    files_of,
    may_attach,
    read_file,
    stage_once,
    withdraw,
)
from core.cases.here import acting
from core.cases.loading import open_case
from core.rest.answers import FileAnswer, StagedAnswer, listing
from core.rest.bodies import VoidBody
from core.rest.calls import call, idempotency_key
from core.rest.cases import CASE
from core.rest.shapes import short_list
from core.web import Problem
from core.web.handing import BYTES, handed_out, take_in

TAG: Final = "files"
MULTIPART: Final = "multipart/form-data"
_SAID: Final = {"item": 13, "title": 200, "author_only": 5}


def _upload(*names: str) -> dict[str, Any]:
    said: dict[str, Any] = {name: {"type": "string", "maxLength": _SAID[name]} for name in names}
    shape = {"file": {"type": "string", "format": "binary"}, **said}
    schema = {"type": "object", "required": ["file"], "properties": shape}
    return {"required": True, "content": {MULTIPART: {"schema": schema}}}


def _taken_in(*names: str) -> tuple[str, dict[str, str]]:
    """Return the id of the one file that was sent, and what was said with it; 415 and 422 for
    anything else."""
    if request.mimetype != MULTIPART:
        raise Problem(415)
    wrong = {
        name[:40]: [_("这里没有这一项")]
        for name in (*request.form, *request.files)
        if name not in (*names, "file")
    }
    sent = request.files.getlist("file")
    if len(sent) != 1:
        wrong["file"] = [_("请选一个文件")]
    for name in names:
        if len(request.form.get(name, "")) > _SAID[name]:
            wrong[name] = [_("这一项太长了")]
    if wrong:
        raise Problem(422, errors=wrong)
    file_id, why = take_in(acting().me, sent[0])
    if why:
        raise Problem(422, errors={"file": [why]})
    return file_id, {name: request.form.get(name, "") for name in names}


@call(
    "/<county>/files",
    method="POST",
    action="record.file",
    tag=TAG,
    gives=StagedAnswer,
    status=201,
    creates=True,
    uploads=_upload(),
)
def stage_file() -> dict[str, Any]:
    """Keep a file for its sender; a form's field of kind `file` then names it by the id."""
    file_id, _said = _taken_in()
    return {"id": stage_once(acting(), file_id, idempotency_key())}


@call(
    f"{CASE}/attachments",
    method="POST",
    action="record.file",
    tag=TAG,
    gives=FileAnswer,
    answer="R",
    status=201,
    creates=True,
    uploads=_upload("item", "title", "author_only"),
)
def attach_file(number: str) -> dict[str, Any]:
    """Hang a file on the case, or on the item that is named."""
    here = acting()
    loaded, _facts, how_far = open_case(here, number)
    if not may_attach(here, loaded, how_far):
        raise errors.Forbidden(number)
    file_id, said = _taken_in("item", "title", "author_only")
    if said["author_only"] not in ("", "true", "false"):
        raise Problem(422, errors={"author_only": ["true / false"]})
    if said["item"] and all(item.id != said["item"] for item in loaded.items):
        raise Problem(422, errors={"item": [_("这个办件没有这项服务")]})
    rows = attach(
        here,
        number,
        (file_id,),
        item_id=said["item"],
        title=said["title"],
        author_only=said["author_only"] == "true",
        key=idempotency_key(),
    )
    return _told(number, rows[0].id)


def _told(number: str, file_id: str) -> dict[str, Any]:
    here = acting()
    loaded, _facts, how_far = open_case(here, number)
    found = next(one for one in files_of(here, loaded, how_far) if one.id == file_id)
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


@call(
    f"{CASE}/attachments",
    action="record.read",
    tag=TAG,
    resource="case",
    gives=listing(FileAnswer, "Files"),
    answer="R",
    paged=True,
)
def attachments(asked: dict[str, Any], number: str) -> dict[str, Any]:
    """Return the files the caller may know of, those that filed forms name among them."""
    rows: tuple[FileOut, ...] = files_of(acting(), g.target, g.case_reach)
    return short_list(rows, asked, "attachments", lambda one: one.id)


@call(
    f"{CASE}/attachments/<rowid:file_id>",
    action="record.read",
    tag=TAG,
    resource="case",
    gives=None,
    answer="R",
    content_type=BYTES,
)
def attachment(asked: dict[str, Any], number: str, file_id: str) -> ResponseReturnValue:
    """Return the bytes of a file, to be saved and never shown inside a page."""
    here = acting()
    return handed_out(here.viewer, read_file(here, number, file_id), mime=BYTES)


@call(
    f"{CASE}/attachments/<rowid:file_id>/withdraw",
    method="POST",
    action="record.file",
    tag=TAG,
    takes=VoidBody,
    gives=StagedAnswer,
    answer="I",
)
def withdraw_attachment(body: dict[str, Any], number: str, file_id: str) -> dict[str, Any]:
    """Take a wrong file back, saying why; that it was there stays written."""
    return {"id": withdraw(acting(), number, file_id, body["reason"]).id}
