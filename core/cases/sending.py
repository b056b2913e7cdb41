"""Hand an issued copy to a browser or a caller, byte by byte as it was issued.

A PDF opens in the page; a Word file is saved, so that nobody edits the copy thinking it is a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from flask import Response

from core.documents.models import DOCX, PDF, Document
from core.documents.word.filling import WORD

MIME: Mapping[str, str] = MappingProxyType({PDF: "application/pdf", DOCX: WORD})


def copy_answer(document: Document, content: bytes) -> Response:
    """Return the answer that carries a copy; its name is its id, which tells nothing."""
    return file_answer(content, document.media, document.id, inline=document.media == PDF)


def file_answer(content: bytes, media: str, name: str, *, inline: bool = False) -> Response:
    """Return *content* as a file of kind *media*; *name* is plain and without its ending."""
    answer = Response(content, mimetype=MIME[media])
    how = "inline" if inline else "attachment"
    answer.headers["Content-Disposition"] = f'{how}; filename="{name}.{media}"'
    return answer
