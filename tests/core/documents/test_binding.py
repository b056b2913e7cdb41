"""A dossier is one PDF: the copies as they are, one count of pages over all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from core.documents.binding import bind, record_sheets, sheets_of
from core.documents.engine import render
from tests.core.documents.examples import ALL, MADE, STAMP
from tests.core.documents.reading import squeezed, words_off_the_sheet
from tests.core.documents.test_templates import HOSTILE, printable_text


def paper(name: str) -> bytes:
    template, data = ALL[name]
    return render(template, {**STAMP, **data}, made=MADE)


def record(title: str, text: str) -> dict[str, object]:
    return {
        "office": "清河镇居民服务站",
        "case_number": "990101-2026-7K3QXF-M",
        "title": title,
        "on": "2026年11月3日",
        "author": "赵志强",
        "rows": [{"label": "地点", "text": "调解室"}, {"label": "记录", "text": text}],
    }


def test_each_record_knows_its_pages() -> None:
    found = record_sheets([record("短", "好"), record("长", "纠纷" * 900), record("末", "好")])
    assert [(one.first, one.count) for one in found] == [
        (0, 1),
        (1, found[1].count),
        (found[1].count + 1, 1),
    ]
    assert found[1].count > 1
    assert record_sheets([]) == ()


@pytest.mark.poppler
def test_the_pages_of_all_pieces_are_counted_in_one_row(read_pdf: Callable[..., str]) -> None:
    receipt, minutes = paper("intake_receipt"), paper("meeting_minutes")
    records = record_sheets([record("调解笔录", "\n".join(HOSTILE))])
    pieces = [sheets_of(receipt), *records, sheets_of(minutes)]
    cover = paper("dossier_cover")
    bound = bind(cover, pieces)
    text = squeezed(read_pdf(bound))
    pages = [int(one) for one in re.findall(r"卷内第(\d+)页", text)]
    assert pages == list(range(1, sum(one.count for one in pieces) + 1))
    whole = len(PdfReader(BytesIO(bound)).pages)
    assert whole == len(pages) + len(PdfReader(BytesIO(cover)).pages)
    for typed in HOSTILE:
        assert squeezed(printable_text(typed)) in text
    assert "\ufffd" not in text
    for line in read_pdf(bound, "pdffonts").splitlines()[2:]:
        assert re.search(r"Noto(Serif|Sans)SC\S*\s.*\byes yes yes\b", line), line
    assert words_off_the_sheet(read_pdf(bound, "pdftotext", "-bbox")) == 0
    # what was handed out is not touched by being bound
    assert receipt == paper("intake_receipt")


def test_an_empty_file_is_its_cover() -> None:
    cover = paper("dossier_cover")
    assert len(PdfReader(BytesIO(bind(cover, []))).pages) == len(PdfReader(BytesIO(cover)).pages)
