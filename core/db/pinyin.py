"""How a name may be spelled in Latin letters, so that 周桂芬 is found by zgf, zhouguifen or zhougf.

A clerk on the telephone hears a name and does not know its characters (T/ZSM 5.3.1). Every reading
of a surname counts (单 shan, 仇 qiu, 尉迟 yuchi), for whoever is called so is annoyed daily.

The readings are pypinyin's table of single characters. The library itself is not imported: with its
dictionary of phrases it takes a second and fifty megabytes, and names need neither.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice, product
from pathlib import Path
from typing import Final

_LETTERS = re.compile(r"[a-z]+")
_LEAST, _MOST = 2, 40
_READINGS_OF_SURNAME, _READINGS_OF_GIVEN = 6, 3
_LONGEST = 8
"""Characters of a name that are spelled; a transliterated name is found by its beginning."""
_COMBINATIONS: Final = 24
_COMPOUND = "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐长孙宇文司徒夏侯万俟独孤南宫端木单于轩辕"
COMPOUND: Final = frozenset(_COMPOUND[at : at + 2] for at in range(0, len(_COMPOUND), 2))
"""Surnames of two characters: both count as surname."""
AS_SURNAME: Final = {"黑": "he"}
"""Readings a character has only as a surname, where the table lacks them."""


def spellings(name: str) -> frozenset[str]:
    """Return what may be typed for *name*, which has neither spaces nor separators any more.

    Contiguous initials, the whole in syllables, the given name, the beginning, and the surname in
    full before the other initials; empty for a name without a character that has a reading.
    """
    name = name[:_LONGEST]
    readings = [_readings(sign) for sign in name]
    if not any(readings):
        return frozenset()
    surname = 2 if name[:2] in COMPOUND else 1
    options = [
        known[: _READINGS_OF_SURNAME if place < surname else _READINGS_OF_GIVEN] or (sign,)
        for place, (sign, known) in enumerate(zip(name, readings, strict=True))
    ]
    if name[0] in AS_SURNAME:
        options[0] = (*options[0], AS_SURNAME[name[0]])
    found: set[str] = set()
    for syllables in islice(product(*options), _COMBINATIONS):
        found |= _spelled(syllables, surname)
    return frozenset(one for one in found if len(one) >= _LEAST)


def letters(text: str) -> str | None:
    """Return typed text as letters to look a spelling up by; None when it is none."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    plain = re.sub(r"[\s'’·-]+", "", plain)
    fits = _LETTERS.fullmatch(plain) and _LEAST <= len(plain) <= _MOST
    return plain if fits else None


def _spelled(syllables: tuple[str, ...], surname: int) -> set[str]:
    count = len(syllables)
    first = "".join(syllable[0] for syllable in syllables)
    # of a long, transliterated name only beginnings: every piece of it would be too many
    starts = range(count) if count <= 4 else range(1)
    found = {first[at:end] for at in starts for end in range(at + 2, count + 1)}
    found.add("".join(syllables))
    if count > surname:
        found.add("".join(syllables[:surname]) + first[surname:])
    if count > surname + 1:
        found |= {"".join(syllables[surname:]), "".join(syllables[: surname + 1])}
    return found


@lru_cache(maxsize=8192)
def _readings(sign: str) -> tuple[str, ...]:
    """Return the toneless readings of one character, the usual one first; ü as v and as u."""
    table, key = _table(), f'"{ord(sign)}": "'.encode()
    begin = table.find(key)
    if begin < 0:
        return ()
    begin += len(key)
    found: list[str] = []
    for marked in table[begin : table.index(b'"', begin)].decode().split(","):
        flat = _toneless(marked)
        for one in (flat, flat.replace("v", "u")):
            if one not in found and _LETTERS.fullmatch(one):
                found.append(one)
    return tuple(found)


def _toneless(marked: str) -> str:
    parts = unicodedata.normalize("NFD", marked).replace("u\u0308", "v")
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@lru_cache(maxsize=1)
def _table() -> bytes:
    # kept as it lies in the package: as a dictionary it would be ten times as large
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("pypinyin, which setup.cfg asks for, is not installed")
    return (Path(spec.submodule_search_locations[0]) / "pinyin_dict.json").read_bytes()
