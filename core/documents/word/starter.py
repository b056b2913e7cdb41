"""A sheet to begin with: a plain Word file in which every place of a paper already stands.

A county that wants its own look starts from it instead of an empty page, moves and deletes what it
likes, and brings it back. It is made when it is asked for and never kept, so that it always offers
what the paper is today; what it says is the names of its places, nothing of any case (T/ZSM
4.3.2.1). It prints as it is: our own lint lets every one of them in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from docx import Document
from docx.document import Document as Sheet
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from core.documents.word.fields import WordFields, WordList, fields_of
from core.documents.word.filling import unsigned
from core.words.documents import DocumentKind

BODY, HEADS = "FangSong", "SimHei"
"""The faces of official papers (GB/T 9704); where one is missing Word takes what it has."""
ABOVE: Final = ("brand_title", "brand_slogan", "office")
AT_THE_FOOT: Final = ("issued_on", "verify_code", "replaces")


def starter_of(kind: DocumentKind) -> bytes:
    """Return the .docx of *kind* to begin with; KeyError for a paper that has no schema."""
    offered = fields_of(kind)
    document = _blank_page()
    for name in ABOVE:
        if name in offered.texts:
            _line(document, _place(name), WD_ALIGN_PARAGRAPH.CENTER)
    title = _place("title") if "title" in offered.texts else kind.title
    _line(document, title, WD_ALIGN_PARAGRAPH.CENTER, size=20, face=HEADS)
    if "number" in offered.texts:
        _line(document, _place("number"), WD_ALIGN_PARAGRAPH.RIGHT)
    texts, lists = _body(kind, offered)
    _texts(document, texts)
    for name, one in lists.items():
        _line(document, one.title, face=HEADS)
        _list(document, name, one)
    for name in AT_THE_FOOT:
        if name in offered.texts:
            _line(document, f"{offered.texts[name]}：{_place(name)}", WD_ALIGN_PARAGRAPH.RIGHT)
    return unsigned(document, kind.title)


def _place(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _blank_page() -> Sheet:
    """Return an empty A4 sheet, upright, in the faces of official papers."""
    document = Document()
    (section,) = document.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.left_margin = section.right_margin = Cm(2.6)
    usual = document.styles["Normal"]
    usual.font.size = Pt(12)
    usual.paragraph_format.space_after = Pt(4)
    usual.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    return document


def _line(
    document: Sheet,
    text: str,
    side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
    *,
    size: int = 12,
    face: str = BODY,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = side
    paragraph.paragraph_format.space_before = Pt(6)
    run = paragraph.add_run(text)
    run.bold, run.font.size = face == HEADS, Pt(size)
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _texts(document: Sheet, texts: Mapping[str, str]) -> None:
    """One row a place: what it is called, and the place."""
    if texts:
        _table(document, [(called, _place(name)) for name, called in texts.items()], (4.2, 11.6))


def _list(document: Sheet, name: str, one: WordList) -> None:
    """The heads of a list, then its row between the two that are not printed."""
    columns = tuple(one.columns)
    places = tuple(_place(f"row.{column}") for column in columns) or (_place("row"),)
    rest = ("",) * (len(places) - 1)
    rows = [(f"{{%tr for row in {name} %}}", *rest), places, ("{%tr endfor %}", *rest)]
    if columns:
        rows.insert(0, tuple(one.columns.values()))
    _table(document, rows, (15.8 / len(places),) * len(places))


def _table(document: Sheet, rows: Iterable[tuple[str, ...]], widths: tuple[float, ...]) -> None:
    table = document.add_table(rows=0, cols=len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in rows:
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.text, cell.width = text, Cm(width)
        if not any(row[1:]):
            cells[0].merge(cells[-1])


def _body(
    kind: DocumentKind, offered: WordFields
) -> tuple[Mapping[str, str], Mapping[str, WordList]]:
    """Return what stands between head and foot, everything once.

    A sheet names only some of what it says, and its lists of facts and parts print all of it: a
    template that began with the names would leave out the rest, and nobody would miss it.
    """
    schema = kind.schema
    said = {*schema.texts, *schema.tables} if schema is not None and schema.of_sheet else set()
    apart = {*ABOVE, *AT_THE_FOOT, "title", "number", *said}
    return (
        {name: one for name, one in offered.texts.items() if name not in apart},
        {name: one for name, one in offered.lists.items() if name not in said},
    )
