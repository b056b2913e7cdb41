"""Measure a workbook before a library unfolds it: what it holds unpacked, how far out cells lie.

The reader lays out every cell before the farthest one, so a file of a kilobyte could ask for more
memory than there is, and that ends the whole process, not only the request (T/ZSM 5.1.3). Sizes
are counted while unpacking; what the archive says about itself is not believed.
"""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree
from zipfile import ZipFile

LARGEST_UNPACKED = 64 * 1024 * 1024
MOST_PARTS = 500
_BOOK = "xl/workbook.xml"
# books of other kinds behind the same first bytes; their rows may say "a million times over"
_OTHERS = frozenset({"xl/workbook.bin", "content.xml"})
_DECLARED = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PLACE = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]{0,9})", re.ASCII)


class TooLarge(ValueError):
    """There is more in the file than a table a person brings."""


def require_small(content: bytes, *, rows: int, columns: int) -> None:
    """Raise TooLarge for cells beyond *rows* or *columns* or for too much unpacked, ValueError or
    what `zipfile` raises for a file that is no workbook."""
    with ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        names = {part.filename.lower() for part in parts}
        if len(parts) > MOST_PARTS:
            raise TooLarge
        if len(names) != len(parts) or _BOOK not in names or names & _OTHERS:
            raise ValueError(_BOOK)
        left = LARGEST_UNPACKED
        for part in parts:
            with archive.open(part) as stream:
                unpacked = stream.read(left + 1)
            left -= len(unpacked)
            if left < 0:
                raise TooLarge
            # which part is a sheet says another part; a sheet is what holds this
            if b"sheetData" in unpacked:
                _measure(unpacked, rows, columns)


def _measure(sheet: bytes, rows: int, columns: int) -> None:
    if _DECLARED.search(sheet):
        raise ValueError("declared")
    row = column = 0
    events = ElementTree.iterparse(io.BytesIO(sheet), ("start", "end"))  # noqa: S314 - no entities
    try:
        for event, element in events:
            name = str(element.tag).rpartition("}")[2]
            if event == "start" and name == "row":
                row, column = _number(element.get("r"), row + 1), 0
            elif event == "start" and name == "c":
                column, row = _place(element.get("r"), column + 1, row)
            elif event == "end" and name == "c":
                # a cell that is only coloured holds nothing and is not laid out
                if len(element) and (row > rows or column > columns):
                    raise TooLarge
            elif event == "end" and name == "row":
                element.clear()
    except ElementTree.ParseError as fault:
        raise ValueError("no sheet") from fault


def _number(told: str | None, following: int) -> int:
    return int(told) if told and told.isascii() and told.isdigit() and len(told) < 10 else following


def _place(told: str | None, column: int, row: int) -> tuple[int, int]:
    found = _PLACE.fullmatch(told or "")
    if found is None:
        raise ValueError("no place")
    letters, digits = found.groups()
    if letters:
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
    return column, int(digits) if digits else row
