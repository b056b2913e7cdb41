"""Bind the pieces of a dossier into one PDF with page numbers running over all of them.

The issued copies go in page by page as they are; the number is laid over them, so the copies that
were handed out stay untouched in the store (T/ZSM 5.6.4; 人民调解法27).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import Destination

from core.documents.engine import TEMPLATES, render

FILE = TEMPLATES / "file"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheets:
    """Some pages of a PDF: *first* counts from nought."""

    pdf: bytes
    first: int
    count: int


def sheets_of(pdf: bytes) -> Sheets:
    """Return all pages of *pdf*."""
    return Sheets(pdf=pdf, first=0, count=len(PdfReader(BytesIO(pdf)).pages))


def record_sheets(records: Sequence[object]) -> tuple[Sheets, ...]:
    """Set *records* (as ``file/records.typ`` asks for them) in one go; return each one's pages."""
    if not records:
        return ()
    pdf = render(FILE / "records.typ", {"records": list(records)})
    reader = PdfReader(BytesIO(pdf))
    marks = [one for one in reader.outline if isinstance(one, Destination)]
    starts = [
        number for one in marks if (number := reader.get_destination_page_number(one)) is not None
    ]
    if len(starts) != len(records):
        msg = f"{len(records)} records gave {len(starts)} sheets"
        raise ValueError(msg)
    ends = [*starts[1:], len(reader.pages)]
    return tuple(
        Sheets(pdf=pdf, first=first, count=end - first)
        for first, end in zip(starts, ends, strict=True)
    )


def bind(cover: bytes, pieces: Sequence[Sheets]) -> bytes:
    """Return one PDF: the cover with its list as they are, then *pieces*, numbered from one."""
    writer = PdfWriter()
    writer.append(BytesIO(cover), import_outline=False)
    front = len(writer.pages)
    for piece in pieces:
        pages = (piece.first, piece.first + piece.count)
        writer.append(BytesIO(piece.pdf), pages=pages, import_outline=False)
    numbered = writer.pages[front:]
    if numbered:
        sizes = [
            {"width": float(one.mediabox.width), "height": float(one.mediabox.height)}
            for one in numbered
        ]
        over = PdfReader(BytesIO(render(FILE / "page_numbers.typ", {"sheets": sizes})))
        for sheet, number in zip(numbered, over.pages, strict=True):
            sheet.merge_page(number)
    writer.metadata = {"/Title": "卷宗"}
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
