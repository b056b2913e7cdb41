"""Characters: what our fonts draw is left alone, what they do not is shown as its code point."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.documents.glyphs import drawable, printable, printable_text

MARKUP = "# $ * _ [ ] @ \\ < > ` = - + / ~ \" ' & {{ }} %"


def test_the_fonts_cover_ordinary_and_rare_names():
    assert {ord(letter) for letter in "周桂芳龘䶮〇㛃𡐓𬭎〔〕·—…☎①"} <= drawable()
    assert len(drawable()) > 30_000


def test_ordinary_text_is_left_alone():
    for text in ("周桂芳，2026年11月20日 09:44。", MARKUP, "第一行\n第二行", ""):
        assert printable_text(text) == text


def test_what_no_font_draws_prints_as_its_code_point():
    assert printable_text("𠮷先生") == "〔U+20BB7〕先生"
    assert printable_text("好😀") == "好〔U+1F600〕"
    assert printable_text("\ud800") == "〔U+D800〕"


def test_nothing_reverses_or_hides_the_order_typed():
    assert printable_text("甲\u202e乙\u2066丙\u200d\u200b\ufeff") == "甲乙丙"
    assert printable_text("甲\x00\x1b[31m乙") == "甲[31m乙"
    assert printable_text("芳\ufe00葛\U000e0100") == "芳葛"


def test_line_ends_of_every_kind():
    assert printable_text("a\r\nb\rc\u2028d\x0be\x85f") == "a\nb\nc\nd\ne\nf"
    assert printable_text("姓名\t周") == "姓名\u3000周"


def test_accents_typed_in_two_pieces_are_joined():
    assert printable_text("Jose\u0301") == "José"
    assert printable_text("\U0002f804") == "你"


def test_long_runs_get_places_to_break():
    shown = printable_text("a" * 5000)
    assert shown.replace("\u200b", "") == "a" * 5000
    assert max(len(part) for part in shown.split("\u200b")) <= 4
    # an id number or a bank account is no long run
    assert printable_text("6222021001116245702") == "6222021001116245702"


def test_only_strings_are_touched():
    assert printable({"a": [1, True, None, 2.5, ("😀",)]}) == {
        "a": [1, True, None, 2.5, ["〔U+1F600〕"]]
    }


@given(st.text(max_size=200))
def test_everything_shown_can_be_drawn(text: str):
    shown = printable_text(text)
    assert {ord(letter) for letter in shown} <= drawable() | {0x0A, 0x200B}
