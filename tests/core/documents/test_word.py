"""A county's Word templates: what is let in, what is refused and why, what comes out."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from core.documents.kinds import PAPERS, SCHEMAS
from core.documents.word.fields import example_of, fields_of, replaceable
from core.documents.word.filling import fill, written
from core.documents.word.labels import LABELS
from core.documents.word.lint import faults_of
from core.documents.word.starter import starter_of
from tests.core.documents.examples import CORE, MADE, STAMP
from tests.core.documents.reading import squeezed
from tests.core.documents.test_templates import HOSTILE, strings_in
from tests.core.documents.word_files import (
    DOCUMENT,
    NEEDED,
    changed,
    inside_the_body,
    whole_template,
    word_file,
)
from tests.plugins.word_copies import REPLACEABLE, SAMPLED, word_copy

P = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"
GROUNDS = [
    ("理由", "依据"),
    ("{%tr for row in grounds %}", ""),
    ("{{ row.text }}", "{{ row.citation }}"),
    ("{%tr endfor %}", ""),
]
GOOD = word_file([NEEDED, "{{ person }}：{{decision}}"], GROUNDS, "{{ office }}")


def told(kind: str, content: bytes) -> list[str]:
    return [one.text % one.values for one in faults_of(PAPERS[kind], content)]


def text_of(content: bytes) -> str:
    """All that stands in the body and in the headers."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [
            archive.read(name).decode()
            for name in archive.namelist()
            if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name)
        ]
    return re.sub(r"<[^>]*>", "", "".join(parts).replace("<w:br/>", "\n"))


def test_a_good_template_is_let_in():
    assert told("notice", GOOD) == []


@pytest.mark.parametrize("kind", replaceable())
def test_a_template_may_name_everything_a_paper_offers(kind: str):
    content = whole_template(PAPERS[kind])
    assert told(kind, content) == []
    text = squeezed(
        text_of(fill(PAPERS[kind], content, {**STAMP, **CORE[kind]})).replace("&amp;", "&")
    )
    for said in strings_in(CORE[kind]):
        assert squeezed(said) in text, said
    example = squeezed(text_of(written(PAPERS[kind], content, example_of(PAPERS[kind]))))
    for name in fields_of(PAPERS[kind]).texts:
        assert f"{name}:（{LABELS[name]}）" in example


def test_every_place_has_a_word_and_no_column_hides_behind_a_method():
    for kind in SCHEMAS:
        offered = fields_of(PAPERS[kind])
        columns = [one for names in offered.lists.values() for one in names.columns]
        assert {*offered.texts, *offered.lists, *columns} <= set(LABELS)
        # the engine looks for an attribute before it looks for a key
        assert not [one for one in columns if hasattr({}, one)]
        assert ("number" in offered.needed) == bool(PAPERS[kind].word)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{{ nobody }}", "{{ nobody }}：这份文书没有这一项"),
        ("{{ grounds }}", "这是列表"),
        ("{{ row }}", "row 只能写在"),
        ("{{ row.text }}", "row 只能写在"),
        ("{{ person.__class__ }}", "只能写"),
        ("{{ person.name }}", "只能写"),
        ("{{ person|safe }}", "只能写"),
        ("{{ person() }}", "只能写"),
        ("{{ person['x'] }}", "只能写"),
        ("{{ 7*7 }}", "只能写"),
        ("{{ 'a' }}", "只能写"),
        ("{{r person }}", "只能写"),
        ("{{- person }}", "只能写"),
        ("{% for x in [1] %}", "只能写"),
        ("{%p if person %}", "只能写"),
        ("{% import 'x' as y %}", "只能写"),
        ("{% set person = 1 %}", "只能写"),
        ("{%tr for row in person %}", "这份文书没有这个列表"),
        ("{%tr for row in range(10) %}", "只能写"),
        ("{%tr for x in grounds %}", "只能写"),
        ("{%tr for row in grounds %}", "单独占一行"),
        ("{%tr endfor %}", "前面没有"),
        ("{# 说明 #}", "只能写"),
        ("{{ person", "括号没有配成对"),
        ("person }}", "括号没有配成对"),
    ],
)
def test_a_placeholder_that_cannot_stay_is_named_with_its_place(written: str, why: str):
    # not a document of its own each time: the library's blank one takes a while to make
    found = told("notice", changed(GOOD, {DOCUMENT: inside_the_body(P % escape(written))}))
    assert len(found) == 1
    assert found[0].startswith("正文：")
    assert why in found[0]
    assert written[:12] in found[0]


def test_the_header_is_read_like_the_body():
    (found,) = told("notice", word_file([NEEDED], header="{{ nobody }}"))
    assert found == "页眉：{{ nobody }}：这份文书没有这一项"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("{%tr for row in grounds %}",), ("{{ row.text }}",)], "后面没有 {%tr endfor %}"),
        ([("{%tr for row in grounds %} 理由",), ("{%tr endfor %}",)], "单独占一行"),
        ([GROUNDS[1], ("{{ row.who }}", ""), GROUNDS[3]], "一行里没有这一项"),
        ([GROUNDS[1], ("{{ row }}", ""), GROUNDS[3]], "一行里没有这一项"),
        ([GROUNDS[1], GROUNDS[1], GROUNDS[3]], "不能再套列表"),
    ],
)
def test_a_list_stands_in_rows_of_its_own(rows: list[tuple[str, ...]], why: str):
    assert any(why in one for one in told("notice", word_file([NEEDED], rows)))


def test_number_and_code_must_stand_in_it():
    assert told("notice", word_file(["{{ person }}"])) == [
        "没有写 {{ number }}：文书要有它才查得到",
        "没有写 {{ verify_code }}：文书要有它才查得到",
    ]
    assert told("satisfaction_form", word_file(["{{ office }}"])) == []


def test_a_placeholder_in_pieces_is_read_as_its_writer_sees_it():
    document = Document()
    for words in ("{{ num", "ber }} {", "{ verify_code }}"):
        if not document.paragraphs:
            document.add_paragraph()
        document.paragraphs[0].add_run(words).bold = True
    out = BytesIO()
    document.save(out)
    assert told("notice", out.getvalue()) == []
    assert "5号" in text_of(fill(PAPERS["notice"], out.getvalue(), {"number": "5号"}))


FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDE</w:instrText>'
    '</w:r><w:r><w:instrText>TEXT "file:///etc/passwd"</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
PAGES = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
OUTSIDE = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/image" Target="http://example.com/x.png" TargetMode="External"/>'
)
RELS = "word/_rels/document.xml.rels"
DTD = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>'


def after_the_declaration(words: bytes) -> Callable[[bytes], bytes]:
    return lambda part: part.replace(b"?>", b"?>" + words, 1)


FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "不是 Word"),
    "a PDF": (b"%PDF-1.7 and so on", "不是 Word"),
    "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(600), "不是 Word"),
    "a zip of something": (changed(GOOD)[:400], "不是 Word"),
    "too large": (bytes(3 * 1024 * 1024), "文件太大"),
    "a bomb": (
        changed(GOOD, {DOCUMENT: lambda part: part + b" " * 40_000_000}),
        "解开以后太大",
    ),
    "a picture bomb": (changed(GOOD, extra={"word/media/a.png": bytes(60_000_000)}), "太大"),
    "a thousand parts": (
        changed(GOOD, extra={f"word/media/a{n}.png": b"" for n in range(1000)}),
        "太多",
    ),
    "macros": (changed(GOOD, extra={"word/vbaProject.bin": b"x"}), "vbaProject.bin"),
    "an embedded sheet": (changed(GOOD, extra={"word/embeddings/a.xlsx": b"x"}), "embeddings"),
    "comments": (changed(GOOD, extra={"word/comments.xml": b"<a/>"}), "comments.xml"),
    "a way out": (changed(GOOD, extra={"../../etc/cron.d/x": b"x"}), "cron.d"),
    "macro type": (
        changed(
            GOOD,
            {
                "[Content_Types].xml": lambda part: part.replace(
                    b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
                )
            },
        ),
        "宏",
    ),
    "entities": (changed(GOOD, {DOCUMENT: after_the_declaration(DTD)}), "不认识的写法"),
    "another encoding": (
        changed(GOOD, {DOCUMENT: lambda part: part.decode().encode("utf-16")}),
        "不认识的写法",
    ),
    "half a document": (changed(GOOD, {DOCUMENT: lambda part: part[:-40]}), "读不出来"),
    "deep": (
        changed(GOOD, {DOCUMENT: inside_the_body("<w:p>" * 5000 + "</w:p>" * 5000)}),
        "读不出来",
    ),
    "a picture from elsewhere": (
        changed(GOOD, {RELS: lambda part: part.replace(b"</Rel", OUTSIDE + b"</Rel", 1)}),
        "http://example.com/x.png",
    ),
    "a field that reads a file": (
        changed(GOOD, {DOCUMENT: inside_the_body(FIELD)}),
        "域代码“INCLUDETEXT",
    ),
    "a revision": (
        changed(GOOD, {DOCUMENT: inside_the_body('<w:ins w:id="1" w:author="某人"/>')}),
        "没有接受的修订",
    ),
    "a property that runs": (
        changed(
            GOOD,
            {"docProps/core.xml": lambda part: part.replace(b"python-docx", b"{{ cycler }}")},
        ),
        "不能用的写法",
    ),
    "code in an attribute": (
        changed(GOOD, {DOCUMENT: inside_the_body('<w:p w:rsidR="{{ lipsum() }}"/>')}),
        "不能用的写法",
    ),
    "a tag over two paragraphs": (
        changed(GOOD, {DOCUMENT: inside_the_body(P % "{{ person" + P % "}}")}),
        "括号没有配成对",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_more_than_a_sheet_is_refused(name: str):
    content, why = FILES[name]
    found = told("notice", content)
    assert any(why in one for one in found), found
    assert not any("Traceback" in one for one in found)


def test_page_numbers_are_welcome():
    assert told("notice", changed(GOOD, {DOCUMENT: inside_the_body(PAGES)})) == []


def test_a_long_file_is_judged_quickly():
    """The planted trap: patterns that walk back and forth over a part of many cells."""
    cells = "<w:tbl><w:tr>" + f"<w:tc>{P % 'x'}</w:tc>" * 9000 + "</w:tr></w:tbl>"
    content = changed(GOOD, {DOCUMENT: inside_the_body(cells + P % "{{ person }}" * 200)})
    assert len(told("notice", content)) <= 1


def test_what_people_typed_stays_text():
    data = {**CORE["notice"], "person": "\n".join(HOSTILE) + "]]> & {{ number }} {%tr endfor %}"}
    text = text_of(fill(PAPERS["notice"], GOOD, {**STAMP, **data}))
    for typed in ("{{ 7*7 }}", "{{ number }}", "{%tr endfor %}", "&lt;script&gt;", "𠮷", "]]&gt;"):
        assert typed in text, typed
    assert "49" not in text
    for gone in ("\x00", "\u202e", "\x1b"):
        assert gone not in text


def test_nobodys_name_is_left_in_the_file():
    document = Document(BytesIO(GOOD))
    document.core_properties.author = "王秀兰"
    document.core_properties.last_modified_by = "王秀兰"
    document.core_properties.comments = "给周桂芳用"
    out = BytesIO()
    document.save(out)
    content = fill(PAPERS["notice"], out.getvalue(), {**STAMP, **CORE["notice"]}, made=MADE)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        properties = archive.read("docProps/core.xml").decode()
    assert "王秀兰" not in properties
    assert "周桂芳" not in properties
    assert "告知书" in properties


def opened_by_the_office(folder: Path) -> None:
    """Make a PDF of every Word file in *folder*."""
    command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder)]
    command += [str(one) for one in sorted(folder.glob("*.docx"))]
    subprocess.run(command, check=True, capture_output=True, timeout=400)  # noqa: S603 - fixed words and our own paths


@pytest.mark.office
@pytest.mark.poppler
def test_every_word_paper_opens_in_libreoffice(tmp_path: Path, read_pdf: Callable[..., str]):
    """One start of the office, some papers of the services with core's: it takes seconds."""
    for kind in replaceable():
        content = fill(
            PAPERS[kind], whole_template(PAPERS[kind]), {**STAMP, **CORE[kind]}, made=MADE
        )
        (tmp_path / f"{kind}.docx").write_bytes(content)
    for name in SAMPLED:
        (tmp_path / f"{name}.docx").write_bytes(word_copy(name))
    (tmp_path / "starter.docx").write_bytes(starter_of(PAPERS["key_family_form"]))
    opened_by_the_office(tmp_path)
    starter = squeezed(read_pdf((tmp_path / "starter.pdf").read_bytes()))
    assert "户主安全联系{{householder_phone}}" in starter
    for kind in replaceable():
        pdf = (tmp_path / f"{kind}.pdf").read_bytes()
        text = squeezed(read_pdf(pdf))
        for said in strings_in(CORE[kind]):
            assert squeezed(said) in text, (kind, said)
        assert "\ufffd" not in text
        for line in read_pdf(pdf, "pdffonts").splitlines()[2:]:
            assert re.search(r"\byes (yes|no)\s+(yes|no)\b", line), line
    for name in SAMPLED:
        text = squeezed(read_pdf((tmp_path / f"{name}.pdf").read_bytes()))
        schema = REPLACEABLE[name].schema
        assert schema
        for place in schema.texts:
            assert squeezed(f"值：{place}") in text, (name, place)


@pytest.mark.office
@pytest.mark.poppler
@pytest.mark.long
def test_every_word_paper_of_a_service_opens_in_libreoffice(
    tmp_path: Path, read_pdf: Callable[..., str]
):
    """One start of the office for all; the sampled ones are opened with core's on every run."""
    for name in REPLACEABLE:
        (tmp_path / f"{name}.docx").write_bytes(word_copy(name))
    opened_by_the_office(tmp_path)
    for name, kind in REPLACEABLE.items():
        text = squeezed(read_pdf((tmp_path / f"{name}.pdf").read_bytes()))
        schema = kind.schema
        assert schema
        for place in schema.texts:
            assert squeezed(f"值：{place}") in text, (name, place)
