"""Read a table as text, cell by cell, refusing what is no table of the expected columns.

A number in XLSX is a float and a day a date; both come out as a person would type them, so that
one judge serves both formats. Row numbers are those the person sees in the spreadsheet.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile

from core.sheets.measuring import TooLarge, require_small
from core.words import Objection

LARGEST = 8 * 1024 * 1024
"""Bytes of a file that is read at all."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 1000
_EDGES = " \t\r\n\u3000\xa0\ufeff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column by its code; `titles` are what else may stand at its head."""

    key: str
    titles: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row: its number in the file, counted from 1, and its cells by column; "" where empty."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFault:
    """What is wrong in a row, and in which column where that is known."""

    row: int
    column: str
    reason: Objection


class SheetRefused(Exception):
    """The file as a whole cannot be read as the table that is wanted."""

    def __init__(self, text: str, **values: str) -> None:
        super().__init__(text % values if values else text)
        self.reasons = (Objection(text=text, values=values, code="sheet"),)


def read_sheet(
    name: str, content: bytes, columns: Sequence[Column], *, largest: int = LARGEST
) -> list[Row]:
    """Return the rows of a CSV or XLSX file; empty rows are passed over.

    The first row names the columns, by code or title and in any order. Raises SheetRefused for a
    file that is too large or no table, and for a head with a column missing, unknown or twice.
    """
    if len(content) > largest:
        raise SheetRefused("文件太大，最多 %(most)s MB", most=str(largest // 1024**2))
    table = _xlsx(content) if content[:4] == b"PK\x03\x04" else _csv(content, name)
    head: list[str] | None = None
    rows: list[Row] = []
    for number, cells in table:
        if not any(cells):
            continue
        if head is None:
            head = _keys(cells, columns)
            continue
        if len(rows) == MOST_ROWS:
            raise SheetRefused("行太多，一次最多 %(most)s 行", most=str(MOST_ROWS))
        named = dict(zip(head, cells, strict=False))
        rows.append(Row(number=number, cells={one.key: named.get(one.key, "") for one in columns}))
    if head is None:
        raise SheetRefused("文件是空的")
    return rows


def _keys(cells: list[str], columns: Sequence[Column]) -> list[str]:
    known = {title: one.key for one in columns for title in (one.key, *one.titles)}
    while cells and not cells[-1]:
        cells = cells[:-1]
    keys = [known.get(cell, "") for cell in cells]
    if strangers := [cell for cell, key in zip(cells, keys, strict=True) if not key]:
        raise SheetRefused("不认得的列：%(names)s", names="、".join(strangers)[:200])
    if len(set(keys)) != len(keys):
        raise SheetRefused("有一列写了两次")
    if missing := [one.titles[0] for one in columns if one.required and one.key not in keys]:
        raise SheetRefused("缺少列：%(names)s", names="、".join(missing))
    return keys


def _csv(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    if b"\0" in content:
        raise SheetRefused("%(name)s 不是 CSV，也不是 XLSX", name=name[-80:])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            # what a Chinese Excel writes when told to save as CSV
            text = content.decode("gb18030")
        except UnicodeDecodeError as error:
            raise SheetRefused("文字编码不认得，请存成 UTF-8 的 CSV 或 XLSX") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            # a cell may hold line ends, so rows are not lines; a person counts rows
            yield reader.line_num, [_text(cell) for cell in cells]
    except csv.Error as error:
        raise SheetRefused("第 %(line)s 行的引号没有配对", line=str(reader.line_num)) from error


def _xlsx(content: bytes) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        # first of all: laying out a sheet with one cell far out would end the process
        require_small(content, rows=MOST_ROWS * 2, columns=MOST_COLUMNS)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        first = sheet.start[0] + 1 if sheet.start else 1
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), start=first):
            yield number, [_text(cell) for cell in cells]
    except TooLarge as error:
        raise SheetRefused("行太多，一次最多 %(most)s 行", most=str(MOST_ROWS)) from error
    except (
        CalamineError, BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
        OSError, IndexError, ValueError,
    ) as error:  # fmt: skip
        raise SheetRefused("这个 XLSX 打不开，请用表格软件另存一次") from error


def _text(cell: Any) -> str:
    """Return a cell as a person would type it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip(_EDGES)[:LONGEST_CELL]
