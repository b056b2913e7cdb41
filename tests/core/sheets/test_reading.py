"""Tables as people bring them: from Excel, from a text editor, and what is no table at all."""

from __future__ import annotations

import io
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
