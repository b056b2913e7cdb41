"""Tables as people bring them: from Excel, from a text editor, and what is no table at all."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter

from core.sheets import Column, SheetRefused, read_sheet

COLUMNS = (
    Column(key="code", titles=("代码",), required=True),
    Column(key="name", titles=("名称",)),
    Column(key="day", titles=("日期",)),
)


def workbook(*rows: tuple[object, ...]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet()
    days = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, date | datetime):
                sheet.write_datetime(number, place, cell, days)
            else:
                sheet.write(number, place, cell)
    book.close()
    return target.getvalue()


def cells(content: bytes, name: str = "t.csv") -> list[tuple[int, dict[str, str]]]:
    return [(row.number, dict(row.cells)) for row in read_sheet(name, content, COLUMNS)]


WANTED = [(2, {"code": "990101", "name": "桂花镇", "day": "2026-11-20"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("head", ["code,name,day", "代码,名称,日期", "日期,代码,名称"])
def test_csv_in_the_encodings_and_orders_people_save(encoding, head):
    order = {"日": "2026-11-20,990101,桂花镇"}.get(head[0], "990101,桂花镇,2026-11-20")
    assert cells(f"{head}\r\n{order}\r\n\r\n".encode(encoding)) == WANTED


def test_numbers_and_days_of_a_workbook_come_as_typed():
    book = workbook(("代码", "名称", "日期"), (990101, " 桂花镇 ", date(2026, 11, 20)))
    assert cells(book, "t.xlsx") == WANTED


def test_rows_have_the_numbers_a_person_sees():
    content = "代码\n\n1\n\n2\n".encode()
    assert [number for number, _cells in cells(content)] == [3, 5]
    book = workbook(("代码",), ("",), ("1",), ("",), ("2",))
    assert [number for number, _cells in cells(book, "t.xlsx")] == [3, 5]


def test_a_short_row_leaves_the_rest_empty():
    assert cells("代码,名称\n1\n".encode()) == [(2, {"code": "1", "name": "", "day": ""})]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空"),
        ("名称\n甲\n".encode(), "缺少列：代码"),
        ("代码,密码\n1,2\n".encode(), "密码"),
        ("代码,code\n1,2\n".encode(), "两次"),
        ('代码\n"1\n'.encode(), "引号"),
        (b"\x00\x01\x02", "不是 CSV"),
        (b"\xff\xfe\xff\xff\xff", "编码"),
        (b"PK\x03\x04 no workbook", "打不开"),
        (b"x" * (8 * 1024 * 1024 + 1), "太大"),
        ("代码\n".encode() + b"1\n" * 20_001, "行太多"),
    ],
)
def test_what_is_no_such_table_is_refused_in_one_sentence(content, said):
    with pytest.raises(SheetRefused, match=said):
        read_sheet("t.csv", content, COLUMNS)


def test_a_formula_is_read_as_the_text_it_is():
    assert cells("代码\n=1+1\n".encode())[0][1]["code"] == "=1+1"


def _changed(book: bytes, part: str, old: bytes, new: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as read, zipfile.ZipFile(target, "w", 8) as write:
        for one in read.namelist():
            content = read.read(one)
            assert one != part or old in content
            write.writestr(one, content.replace(old, new) if one == part else content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
UNPLACED = b'<row r="1048576"><c><v>1</v></c></row></sheetData>'


@pytest.mark.parametrize("far", [FAR, UNPLACED, FAR.replace(b'r="XFD1048576"', b"r = 'xfd2'")])
def test_a_cell_far_out_is_refused_before_everything_between_is_laid_out(far):
    """A file of a few kilobytes ended the whole process."""
    book = _changed(workbook(("代码",), ("1",)), SHEET, b"</sheetData>", far)
    with pytest.raises(SheetRefused, match="行太多"):
        cells(book, "t.xlsx")


def test_a_workbook_that_unpacks_without_end_is_refused():
    book = _changed(workbook(("代码",), ("1",)), SHEET, b"</sheetData>", b" " * (65 << 20) + FAR)
    assert len(book) < 1 << 20
    with pytest.raises(SheetRefused, match="行太多"):
        cells(book, "t.xlsx")


def test_colour_far_out_is_no_cell():
    coloured = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    book = _changed(workbook(("代码",), ("1",)), SHEET, b"</sheetData>", coloured)
    assert [number for number, _cells in cells(book, "t.xlsx")] == [2]


def test_only_a_workbook_of_this_kind_is_opened():
    book = io.BytesIO(workbook(("代码",), ("1",)))
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("content.xml", "<a/>")
    with pytest.raises(SheetRefused, match="打不开"):
        cells(book.getvalue(), "t.xlsx")
