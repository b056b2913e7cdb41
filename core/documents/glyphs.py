"""Which characters our fonts can draw, and what is printed instead of the others.

A paper must not lose a character silently: an empty box in a name is a wrong name. So every
string is checked against the fonts' own character maps before it is set.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO

import pylopdf_fonts_zh_cn

# Line ends of every script become ours; the rest of the control characters draw nothing.
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_ACCENTED = re.compile("[A-Za-z\u00c0-\u024f][\u0300-\u036f]+")
# typst breaks Latin words at syllables and never before a full stop of any script; a run without
# a place to break would leave the sheet.
_LONG_RUN = re.compile("[!-\u2e7f]{24,}|[\u2010-\u2e7f\u3000-\u303f\uff00-\uffef]{24,}")
_BREAK_HERE = "\u200b"
_BREAK_EVERY = 4


def font_folder() -> Path:
    """The folder of the fonts that a page may use: Noto Serif SC and Noto Sans SC."""
    serif: Path = pylopdf_fonts_zh_cn.serif_path()
    return serif.parent


@cache
def drawable() -> frozenset[int]:
    """Code points that at least one of the fonts draws. Each look falls back to the other font."""
    found: set[int] = set()
    for path in (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path()):
        with path.open("rb") as font:
            found |= _character_map(font)
    return frozenset(found)


def printable(value: object) -> object:
    """``value`` as JSON types with every string in it made printable, keys left alone.

    Raises ``TypeError`` for anything JSON has no word for: a day or an amount is put into words
    by whoever collects it, never by accident here.
    """
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return printable_text(value)
    if isinstance(value, Mapping):
        return {str(key): printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    msg = f"a {type(value).__name__} cannot be printed; put it into words first"
    raise TypeError(msg)


def printable_text(text: str) -> str:
    """``text`` as our fonts can show it.

    What has no shape (controls, direction marks, variation selectors) is dropped, so that nothing
    on paper reads in another order than it was typed; what no font draws prints as its code
    point, 〔U+20BB7〕, for a clerk to write in by hand.
    """
    text = line_ends(text)
    # an accent typed after its letter is drawn better in one piece with it
    text = _ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    known = drawable()
    text = "".join(_shown(letter, known) for letter in text)
    return _LONG_RUN.sub(_with_breaks, text)


def line_ends(text: str) -> str:
    """``text`` with one kind of line end and no tabs."""
    return _LINE_END.sub("\n", text).replace("\t", "\u3000")


def _shown(letter: str, known: frozenset[int]) -> str:
    if letter == "\n":
        return letter
    if unicodedata.category(letter) in {"Cc", "Cf"} or _is_variation(ord(letter)):
        return ""
    if ord(letter) in known:
        return letter
    # old code points for the same letter: normalising all text would change names that are fine
    same = unicodedata.normalize("NFC", letter)
    return same if {ord(part) for part in same} <= known else f"〔U+{ord(letter):04X}〕"


def _is_variation(point: int) -> bool:
    return 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF


def _with_breaks(run: re.Match[str]) -> str:
    letters = run.group()
    return _BREAK_HERE.join(
        letters[start : start + _BREAK_EVERY] for start in range(0, len(letters), _BREAK_EVERY)
    )


def _character_map(font: BinaryIO) -> set[int]:
    """Code points of an OpenType font's format 12 table (OpenType spec, 'cmap').

    Reading it takes these few lines; the library that knows all of OpenType would be a
    dependency of 20 MB for one question.
    """
    start = _table(font, b"cmap")
    font.seek(start + 2)
    (count,) = struct.unpack(">H", font.read(2))
    subtables = [struct.unpack(">HHL", font.read(8)) for _ in range(count)]
    for _platform, _encoding, offset in subtables:
        font.seek(start + offset)
        (table_format,) = struct.unpack(">H", font.read(2))
        if table_format != 12:
            continue
        font.seek(start + offset + 12)
        (groups,) = struct.unpack(">L", font.read(4))
        ranges = struct.iter_unpack(">LLL", font.read(12 * groups))
        return {point for first, last, _glyph in ranges for point in range(first, last + 1)}
    msg = "the font has no full Unicode character map"
    raise ValueError(msg)


def _table(font: BinaryIO, tag: bytes) -> int:
    font.seek(4)
    (count,) = struct.unpack(">H", font.read(2))
    font.seek(12)
    for _ in range(count):
        name, _checksum, offset, _length = struct.unpack(">4sLLL", font.read(16))
        if name == tag:
            return int(offset)
    msg = "the font has no character map"
    raise ValueError(msg)
