"""The compiler: the same bytes for the same data, nothing loaded that a page does not need."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.documents.engine import (
    LOOK,
    TEMPLATES,
    PaperNotRendered,
    TemplateRefused,
    lint,
    render,
    template_version,
)
from tests.core.documents.examples import ALL, MADE, STAMP

NOTICE, NOTICE_DATA = ALL["notice"]


def write(place: Path, source: str, name: str = "sheet.typ") -> Path:
    path = place / name
    path.write_text(source, encoding="utf-8")
    return path


def test_same_data_same_bytes():
    data = {**STAMP, **NOTICE_DATA}
    first = render(NOTICE, data, made=MADE)
    assert first.startswith(b"%PDF-")
    assert render(NOTICE, data, made=MADE) == first
    assert render(NOTICE, {**data, "person": "周小燕"}, made=MADE) != first
    assert render(NOTICE, data, made=datetime(2026, 11, 21, tzinfo=UTC)) != first


def test_many_threads_get_their_own_paper():
    papers = [{**STAMP, **NOTICE_DATA, "person": f"来访人{number}"} for number in range(12)]
    with ThreadPoolExecutor(max_workers=4) as pool:
        together = list(pool.map(lambda data: render(NOTICE, data, made=MADE), papers))
    alone = [render(NOTICE, data, made=MADE) for data in papers]
    assert [hashlib.sha256(pdf).hexdigest() for pdf in together] == [
        hashlib.sha256(pdf).hexdigest() for pdf in alone
    ]
    assert len(set(together)) == 12


@pytest.mark.parametrize(
    "source",
    [
        '#import "@preview/cetz:0.3.0": canvas',
        '#include "@local/thing:1.0.0"',
        '#import("@preview" + "/cetz:0.3.0")',
        '#import/* a note */"@preview/cetz:0.3.0"',
        "#import data.where",
        '#import "../models.typ"',
        '#import "/look.typ"',
        '#eval("1 + 1")',
        '#plugin("clock.wasm")',
        '#read("look.typ")',
        '#let get = read\n#get("look.typ")',
        '#image("/etc/hostname")',
        "#str.from-unicode(64)\n#import str.from-unicode(64)",
    ],
)
def test_a_template_that_wants_more_is_refused(tmp_path: Path, source: str):
    path = write(tmp_path, f'#import "look.typ": *\n{source}')
    with pytest.raises((TemplateRefused, PaperNotRendered)):
        render(path, {**STAMP, "where": "@preview/cetz:0.3.0"})


def test_templates_of_a_folder_share_files_and_the_one_look(tmp_path: Path):
    write(tmp_path, '#let greeting = "同一个文件夹"', "parts.typ")
    # a look beside the template does not replace ours
    write(tmp_path, "#panic()", LOOK)
    path = write(
        tmp_path,
        '#import "look.typ": *\n#import "parts.typ": greeting\n'
        '#show: paper.with(title: "样张")\n#greeting',
    )
    assert render(path, STAMP)
    path.write_text('#import "look.typ": *\n#import "absent.typ": greeting\n', encoding="utf-8")
    with pytest.raises(TemplateRefused, match=r"absent\.typ is not there"):
        render(path, STAMP)


@pytest.mark.poppler
def test_a_case_number_that_fits_a_line_is_never_broken(
    tmp_path: Path, read_pdf: Callable[..., str]
):
    number = "990101-2026-WWWWWW-W"
    body = "\n".join(
        f'#block(width: {width}pt, "办件编号{number}")' for width in range(155, 225, 7)
    )
    path = write(tmp_path, f'#import "look.typ": *\n#show: paper.with(title: "样张")\n{body}')
    assert read_pdf(render(path, STAMP)).count(number) == 10


def test_shipped_templates_pass_the_lint():
    for template, _data in ALL.values():
        assert lint(template.read_text(encoding="utf-8"), template.name) == (LOOK,)


def test_a_template_cannot_reach_files_of_the_machine(tmp_path: Path):
    secret = write(tmp_path, "口令", "secret.txt")
    path = write(tmp_path, f'#json("{secret}")')
    with pytest.raises(PaperNotRendered):
        render(path, STAMP)


def test_what_was_to_be_printed_is_never_in_the_error(tmp_path: Path):
    path = write(tmp_path, '#import "look.typ": *\n#panic(data.person)')
    with pytest.raises(PaperNotRendered) as caught:
        render(path, {**STAMP, "person": "周桂芳"})
    chain = [caught.value, caught.value.__cause__, caught.value.__context__]
    assert "周桂芳" not in " ".join(str(error) for error in chain)
    assert "sheet.typ: main.typ:2" in str(caught.value)


def test_missing_data_is_an_error_that_names_the_key():
    data = {**STAMP, **NOTICE_DATA}
    del data["decision"]
    with pytest.raises(PaperNotRendered, match="decision"):
        render(NOTICE, data, made=MADE)


def test_only_words_and_numbers_are_printed():
    with pytest.raises(TypeError, match="datetime"):
        render(NOTICE, {**STAMP, **NOTICE_DATA, "requested_on": MADE}, made=MADE)


def test_version_follows_the_template_and_the_look(tmp_path: Path):
    shutil.copy(NOTICE, tmp_path / "notice.typ")
    copy = tmp_path / "notice.typ"
    assert template_version(copy) == template_version(NOTICE)
    copy.write_text(copy.read_text(encoding="utf-8") + "\n// 改了", encoding="utf-8")
    assert template_version(copy) != template_version(NOTICE)
    assert len({template_version(TEMPLATES / path.name) for path in TEMPLATES.glob("*.typ")}) > 13
