"""Word files made by the tests: good ones for any paper, and bad ones of every kind."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

from docx import Document

from core.documents.word.fields import fields_of
from core.words import DocumentKind

NEEDED = "{{ number }} {{ verify_code }}"
DOCUMENT = "word/document.xml"


def word_file(
    paragraphs: Sequence[str] = (), rows: Sequence[Sequence[str]] = (), header: str = ""
) -> bytes:
    """A document of paragraphs, one table and a header, as python-docx writes it."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def whole_template(kind: DocumentKind) -> bytes:
    """A template that names everything the paper offers."""
    offered = fields_of(kind)
    document = Document()
    for name in offered.texts:
        document.add_paragraph(f"{name}: {{{{ {name} }}}}")
    for name, one in offered.lists.items():
        columns = one.columns
        table = document.add_table(rows=3, cols=max(1, len(columns)))
        table.cell(0, 0).text = f"{{%tr for row in {name} %}}"
        for place, column in enumerate(columns):
            table.cell(1, place).text = f"{{{{ row.{column} }}}}"
        if not columns:
            table.cell(1, 0).text = "{{ row }}"
        table.cell(2, 0).text = "{%tr endfor %}"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def changed(
    content: bytes,
    change: Mapping[str, Callable[[bytes], bytes]] | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """The same file with some parts changed and others put in."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, (change or {}).get(name, lambda same: same)(part))
        for name, part in (extra or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def inside_the_body(xml: str) -> Callable[[bytes], bytes]:
    """Put *xml* before everything else of the body."""
    return lambda part: part.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)
