"""What a file is called: the name it came with, made harmless (T/ZSM 5.6.4).

The name never becomes a path: files lie under their id. It is shown, searched by people and sent
back as the name to save under, so what could mislead a person or a program goes, and Chinese stays
(`secure_filename` would make ``pdf`` of 离婚协议.pdf).
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

LONGEST = 80
NAMELESS = "未命名"
# names a Windows computer at a window cannot save under
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])")
_FORBIDDEN = re.compile(r'[<>:"|?*/\\]')


def clean_name(sent: str, extension: str, known: tuple[str, ...]) -> str:
    """Return *sent* as a harmless name that ends in what the content is.

    *extension* is the right one, *known* the spellings that also are; ``照片.jpg.exe`` that is a
    picture becomes ``照片.jpg.exe.jpg``.
    """
    last = re.split(r"[/\\]", sent.replace("\0", ""))[-1]
    text = unicodedata.normalize("NFC", last)
    # controls, marks that turn the reading direction, halves of characters, private signs
    text = "".join(one for one in text if unicodedata.category(one)[0] != "C")
    text = _FORBIDDEN.sub("_", text).strip(" .")
    stem, dot, end = text.rpartition(".")
    if not dot or end.lower() not in known:
        stem, end = text, extension
    stem = stem.strip(" .")[:LONGEST].strip(" .")
    if not stem or _DEVICES.fullmatch(stem.split(".")[0]):
        stem = f"{NAMELESS}{stem}"
    return f"{stem}.{end.lower()}"


def disposition(name: str) -> str:
    """Return the Content-Disposition that saves under *name* and never shows in the page (RFC 6266,
    RFC 5987 for what is not ASCII)."""
    plain = "".join(one if one.isascii() and one not in '"\\%' else "_" for one in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
