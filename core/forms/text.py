"""Which characters a citizen's words may hold, and how they are made safe to show again.

NUL and its kin break PostgreSQL and Word files, bidi overrides let a text read as something it is
not, lone surrogates cannot be written as UTF-8 at all. They are refused with a reason instead of
being cleaned away in silence: what a person said goes on file as it was typed (T/ZSM 5.3.1).
"""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l

# C0 and C1 controls except tab and the line ends, surrogates, non-characters: not valid in XML.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_EDGES = " \t\n\u3000\xa0\u200b\ufeff"

UNREADABLE = _l("这里有看不见的控制字符，多半是从别处复制带来的，请删掉重新输入")
TURNED = _l("这里有会把文字颠倒显示的符号，请删掉重新输入")
ONE_LINE = _l("这里只写一行，请去掉换行")


def N_(text: str) -> str:
    """Return *text* as it is; it enters the catalogue and is translated where it is shown."""
    return text


def objection_to(text: str) -> str | None:
    """Return why *text* may not be stored, or None when it may."""
    if _CONTROL.search(text):
        return str(UNREADABLE)
    if _BIDI.search(text):
        return str(TURNED)
    return None


def tidy(text: str) -> str:
    """Return *text* with every kind of line end as ``\\n`` and without blanks at its edges."""
    return _LINE_ENDS.sub("\n", text).strip(_EDGES)


def showable(text: str) -> str:
    """Return *text* with each refused character as U+FFFD, so that a page can be encoded."""
    return _BIDI.sub("\ufffd", _CONTROL.sub("\ufffd", text))
