"""Write a workbook: text as text and never a formula, numbers as numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from core.forms import safe_cell

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Cell = str | int | float | None
WIDEST = 60
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed stamp: the same figures are the same file


def write(
    sheets: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Cell]]]], about: Sequence[str]
) -> bytes:
    """Return a workbook; the lines of *about* stand above each sheet's table."""
    out = BytesIO()
    options = {
        "in_memory": True,
        # text stays text whatever it begins with
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True, "bottom": 1})
        for name, head, rows in sheets:
            sheet = book.add_worksheet(name[:31])
            for at, line in enumerate(about):
                sheet.write_string(at, 0, safe_cell(line))
            top = len(about) + 1
            widths = [0] * len(head)
            for at, row in enumerate([head, *rows]):
                for column, value in enumerate(row):
                    _put(sheet, top + at, column, value, bold if at == 0 else None)
                    widths[column] = max(widths[column], 2 * len(str(value or "")))
            for column, width in enumerate(widths):
                sheet.set_column(column, column, min(max(width, 8), WIDEST))
            sheet.freeze_panes(top + 1, 1)
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, value: Cell, style: Any) -> None:
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(row, column, safe_cell(value), style)
    else:
        sheet.write_number(row, column, value, style)
