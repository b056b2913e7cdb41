"""Fill a county's Word template with what a paper says, and sign nobody's name to the file.

Values are texts: they are escaped and never read as a template. Unknown names raise, so a template
kept from an older schema cannot print a hole (``service.usable`` judges it again on use).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from docx.document import Document as Sheet
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from core.documents.word.fields import context_of
from core.words.documents import DocumentKind

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def environment() -> SandboxedEnvironment:
    """Return an engine that knows no filter, test or global of any use to a template."""
    env = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    env.globals.clear()
    return env


def fill(
    kind: DocumentKind, content: bytes, data: Mapping[str, object], *, made: datetime | None = None
) -> bytes:
    """Return the .docx of the paper *kind*; ``made`` is the file's date, none when left out."""
    return written(kind, content, context_of(kind, data), made=made)


def written(
    kind: DocumentKind, content: bytes, context: dict[str, Any], *, made: datetime | None = None
) -> bytes:
    """Return the .docx with every place as *context* says it: the example's way in."""
    template = DocxTemplate(BytesIO(content))
    template.render(context, environment(), autoescape=True)
    return unsigned(template.docx, kind.title, made)


def unsigned(document: Sheet, title: str, made: datetime | None = None) -> bytes:
    """Return the bytes of *document* with nobody's name and no other day in its properties."""
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.subject = properties.keywords = properties.category = ""
    properties.title = title
    properties.created = properties.modified = made or _NO_DAY
    out = BytesIO()
    document.save(out)
    return out.getvalue()
