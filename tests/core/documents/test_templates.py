"""Every paper with its example and with the worst input: readable, complete, on the sheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from core.documents.engine import TEMPLATES, render
from core.documents.glyphs import drawable, printable_text
from core.documents.kinds import PAPERS, SCHEMAS
from core.documents.schemas import Stamped
from tests.core.documents.examples import AGREEMENT, ALL, CORE, MADE, SLIP, STAMP
from tests.core.documents.reading import squeezed, words_off_the_sheet

ReadPdf = Callable[..., str]

# every one of these at once in every field of a paper
HOSTILE = (
    '#panic("x") #eval("1+1") $x^2$ *粗* _斜_ [内容] @preview/a:1.0 <label> \\ `代码` = 标题',
    "/ 词: 义 // 注 /* 注 */ ~ \"引号\" '单引号' {{ 7*7 }} ${7} <script>1</script> =1+1 --- ...",
    "好😀👩‍👩‍👧☃️",
    "龘䶮〇㛃𡐓𬭎𠮷",
    "第二行\r\n第三行\u2028第四行",
    "甲\x00乙\x1b丙\u202e丁\ufeff戊\ud800己",
    "العربية हिन्दी ᠮᠣᠩᠭᠣᠯ བོད་སྐད",
)
LONG = {"long": "纠纷" * 2500, "unbroken": "x" * 5000, "full stops": "。" * 5000}
# not text of a person: keys that templates look people up by, and the squares of a code
STRUCTURE = {"key", "holder", "who", "to_whom", "qr"}


def filled(value: object, text: str) -> object:
    """``value`` with every string replaced by ``text``."""
    if isinstance(value, str):
        return text
    if isinstance(value, Mapping):
        return {
            key: inner if key in STRUCTURE else filled(inner, text) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [filled(inner, text) for inner in value]
    return value


def strings_in(value: object) -> list[str]:
    """Every string of a person's in ``value``."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [
            text
            for key, inner in value.items()
            if key not in STRUCTURE
            for text in strings_in(inner)
        ]
    if isinstance(value, list):
        return [text for inner in value for text in strings_in(inner)]
    return []


@pytest.mark.poppler
@pytest.mark.parametrize("name", ALL)
def test_all_that_is_handed_in_is_printed(name: str, read_pdf: ReadPdf):
    template, data = ALL[name]
    kind = PAPERS.get(name)
    stamp = STAMP if kind is None or kind.dated else {}
    text = squeezed(read_pdf(render(template, {**stamp, **data}, made=MADE)))
    for said in strings_in(data):
        assert squeezed(said) in text, said
    assert "\ufffd" not in text
    if stamp:
        assert "校验码K7QX-3M2P" in text
        assert re.search(r"第1页共\d页", text)


@pytest.mark.poppler
@pytest.mark.parametrize("name", ALL)
def test_hostile_text_prints_as_typed_and_stays_on_the_sheet(name: str, read_pdf: ReadPdf):
    template, data = ALL[name]
    pdf = render(template, {**STAMP, **filled(data, "\n".join(HOSTILE))}, made=MADE)
    text = squeezed(read_pdf(pdf))
    for typed in HOSTILE:
        assert squeezed(printable_text(typed)) in text
    assert "\ufffd" not in text
    assert words_off_the_sheet(read_pdf(pdf, "pdftotext", "-bbox")) == 0


@pytest.mark.parametrize("name", ALL)
def test_blank_fields_leave_a_whole_paper(name: str):
    template, data = ALL[name]
    for blank in ("", "   ", "\n\n"):
        assert render(template, {**STAMP, **filled(data, blank)}, made=MADE)


@pytest.mark.poppler
@pytest.mark.parametrize("form", LONG)
@pytest.mark.parametrize(
    ("name", "key"), [("notice", "objection"), ("closing_report", "facts"), ("agreement", "facts")]
)
def test_five_thousand_characters_are_all_there(name: str, key: str, form: str, read_pdf: ReadPdf):
    template, data = ALL[name]
    pdf = render(template, {**STAMP, **data, key: LONG[form]}, made=MADE)
    text = squeezed(re.sub(r"校验码.*\n|第 \d+ 页.*\n", "", read_pdf(pdf)))
    assert squeezed(LONG[form]) in text
    assert words_off_the_sheet(read_pdf(pdf, "pdftotext", "-bbox")) == 0


@pytest.mark.long
@pytest.mark.poppler
@pytest.mark.parametrize("form", LONG)
@pytest.mark.parametrize("name", ALL)
def test_every_field_long_at_once(name: str, form: str, read_pdf: ReadPdf):
    template, data = ALL[name]
    pdf = render(template, {**STAMP, **filled(data, LONG[form])}, made=MADE)
    assert words_off_the_sheet(read_pdf(pdf, "pdftotext", "-bbox")) == 0


@pytest.mark.poppler
@pytest.mark.parametrize("name", ALL)
def test_fonts_are_inside_and_properties_name_nobody(name: str, read_pdf: ReadPdf):
    template, data = ALL[name]
    pdf = render(template, {**STAMP, **data}, made=MADE)
    fonts = read_pdf(pdf, "pdffonts").splitlines()[2:]
    assert fonts
    for line in fonts:
        assert re.search(r"Noto(Serif|Sans)SC\S*\s.*\byes yes yes\b", line), line
    title = re.search(r"^Title:\s+(.*)$", read_pdf(pdf, "pdfinfo"), re.MULTILINE)
    titles = {kind.title for kind in PAPERS.values()} | {"调解协议书", "会议纪要"}
    assert title is not None
    assert title[1] in titles
    properties = read_pdf(pdf, "pdfinfo") + read_pdf(pdf, "pdfinfo", "-meta")
    assert not re.search(r"^(Author|Subject|Keywords):", properties, re.MULTILINE)
    assert "周" not in properties


def print_letters(read_pdf: ReadPdf, every: int) -> None:
    template, data = ALL["notice"]
    points = [point for point in sorted(drawable()) if point >= 0x3400][::every]
    letters = "".join(map(chr, points))
    # typst itself refuses the archival format when a letter has no shape
    text = read_pdf(render(template, {**STAMP, **data, "objection": letters}, made=MADE))
    lost = {letter for letter in letters if letter not in text and letter.isalpha()}
    assert lost == set()


@pytest.mark.poppler
def test_letters_of_the_fonts_can_be_printed(read_pdf: ReadPdf):
    print_letters(read_pdf, every=37)


@pytest.mark.long
@pytest.mark.poppler
def test_every_letter_of_the_fonts_can_be_printed(read_pdf: ReadPdf):
    print_letters(read_pdf, every=1)


@pytest.mark.poppler
def test_the_neutral_slip_says_nothing_but_office_code_and_telephone(read_pdf: ReadPdf):
    template, data = ALL["intake_receipt_neutral"]
    pdf = render(template, data)
    assert (
        squeezed(read_pdf(pdf)) == "联系卡" + SLIP["office"] + SLIP["code"] + "电话" + SLIP["phone"]
    )
    assert "Date" not in read_pdf(pdf, "pdfinfo")


@pytest.mark.poppler
def test_the_receipt_proves_the_day_of_the_request(read_pdf: ReadPdf):
    template, data = ALL["intake_receipt"]
    text = squeezed(read_pdf(render(template, {**STAMP, **data}, made=MADE)))
    assert "请求日期2026年11月20日" in text
    assert "请求解决民事争议" in text
    assert "示居服受字〔2026〕417号" in text


@pytest.mark.poppler
def test_sheets_have_the_size_of_their_kind(read_pdf: ReadPdf):
    for name, size in (("intake_receipt", "419.528 x 595.276"), ("notice", "595.276 x 841.89")):
        template, data = ALL[name]
        assert size in read_pdf(render(template, {**STAMP, **data}, made=MADE), "pdfinfo")


@pytest.mark.poppler
def test_an_agreement_speaks_to_the_holder_of_the_copy(read_pdf: ReadPdf):
    template, data = ALL["agreement"]

    def text_for(holder: str) -> str:
        return squeezed(read_pdf(render(template, {**STAMP, **data, "holder": holder}, made=MADE)))

    copies = [text_for(holder) for holder in ("甲方", "乙方", "")]
    first, second, kept = copies
    assert "本份由甲方周桂芳收执" in first
    assert "本份由乙方周建国收执" in second
    assert "留存" in kept
    assert "履行提示（给甲方周桂芳，不是协议内容）" in first
    assert "履行提示" not in kept
    # 周建国 pays the alimony: among his duties, among her due
    assert (
        "第一条乙方每月付母亲的赡养费" in second.partition("您要做的")[2].partition("您应得的")[0]
    )
    assert "第一条乙方每月付母亲的赡养费" in first.partition("您应得的")[2]
    # the agreement itself is the same on all copies
    bodies = {
        text.partition("一、主要事实")[2].partition("履行提示")[0] for text in (first, second)
    }
    bodies.add(kept.partition("一、主要事实")[2])
    assert len({re.sub(r"校验码.*?共\d页", "", body) for body in bodies}) == 1


@pytest.mark.poppler
def test_an_agreement_names_what_no_court_confirms(read_pdf: ReadPdf):
    template, data = ALL["agreement"]
    text = squeezed(read_pdf(render(template, {**STAMP, **data}, made=MADE)))
    assert "三十日内，共同向有管辖权的人民法院申请司法确认" in text
    assert "最后一天是2026年12月20日" in text
    assert "身份关系的内容不在确认范围（第三条）" in text
    assert "本协议一式3份" in text
    items = [item for item in AGREEMENT["items"] if item["confirmable"]]
    plain = {**AGREEMENT, "items": items, "has_identity": False, "court_by": ""}
    text = squeezed(read_pdf(render(template, {**STAMP, **plain}, made=MADE)))
    assert "身份关系" not in text
    assert "最后一天" not in text


@pytest.mark.poppler
def test_a_transfer_not_yet_accepted_names_nobody(read_pdf: ReadPdf):
    template, data = ALL["assign_letter"]
    text = squeezed(read_pdf(render(template, {**STAMP, **data}, made=MADE)))
    assert "当事人" not in text
    parties = [{"role": "申请人", "name": "周桂芳", "relation": "本人"}]
    text = squeezed(read_pdf(render(template, {**STAMP, **data, "parties": parties}, made=MADE)))
    assert "当事人身份姓名" in text
    assert "周桂芳" in text


@pytest.mark.parametrize("name", PAPERS)
def test_schema_and_template_agree(name: str):
    schema = SCHEMAS[name]
    source = (TEMPLATES / PAPERS[name].template).read_text(encoding="utf-8")
    look = (TEMPLATES / "look.typ").read_text(encoding="utf-8")
    used = set(re.findall(r"\bdata\.([a-z_]+)|\boptional\(\"([a-z_]+)\"", source))
    read = {first or second for first, second in used} - {"at"}
    shared = {"party-list()": "parties", "attempt-list()": "attempts"}
    read |= {key for call, key in shared.items() if call in source and f"{call} =" in look}
    keys = schema.__required_keys__ | schema.__optional_keys__
    assert read - keys - Stamped.__required_keys__ == set()
    assert keys - read == set()
    assert set(CORE[name]) - schema.__optional_keys__ == schema.__required_keys__
    assert read & schema.__optional_keys__ <= {second for _first, second in used if second} | {
        "parties"
    }


def test_kinds_are_a_complete_and_unambiguous_table():
    kinds = list(PAPERS.values())
    assert set(PAPERS) == set(SCHEMAS) == set(CORE)
    words = [word for kind in kinds for word in (kind.word, kind.sealed_word) if word]
    assert len(words) == len(set(words))
    for kind in kinds:
        assert bool(kind.word) == bool(kind.sealed_word)
        assert (TEMPLATES / kind.template).is_file()
    shipped = {path.name for path in Path(TEMPLATES).glob("*.typ")} - {"look.typ"}
    # an agenda is set from a meeting, what a complainant is given from a complaint: of no case, and
    # not issued
    apart = {"meeting_agenda.typ", "complaint_reply.typ", "complaint_longer.typ"}
    assert shipped - apart == {kind.template for kind in kinds}
