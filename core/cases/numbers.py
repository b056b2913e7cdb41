"""Case numbers: county, year, six random symbols, check character (990101-2026-7K3QXF-M).

Random, so that there is no counter to contend for and no gap that tells of a sealed case.
"""

from __future__ import annotations

import secrets

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from core.cases.models import CaseFile
from core.db import prepared

_TAKEN = prepared(select(CaseFile.id).where(CaseFile.number == bindparam("number")))
SYMBOLS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# thirty-two of them, so five bits of a random byte choose one without favour
_OF_BYTE = bytes(ord(SYMBOLS[byte & 31]) for byte in range(256))


def check_character(body: str) -> str:
    """Return the check character over *body* (weighted sum; catches any single wrong symbol and
    any swap of neighbours)."""
    total = 0
    for place, symbol in enumerate(body.replace("-", ""), start=1):
        value = int(symbol) if symbol.isdigit() else ord(symbol) - 55
        total += value * (2 * place + 1)
    return SYMBOLS[total % 31]


def new_number(county: str, year: int) -> str:
    """Return a fresh random number for a case received in *year*."""
    body = f"{county}-{year}-{_symbols(6)}"
    return f"{body}-{check_character(body)}"


def fresh_number(session: Session, county: str, year: int) -> str:
    """Return a number no case of the session's county has: in 700 million a number is met again
    once in a great while, and who stands at the window then would lose what was typed."""
    while True:
        number = new_number(county, year)
        if session.scalars(_TAKEN, {"number": number}).first() is None:
            return number


def is_number(text: str) -> bool:
    """Tell whether *text* is shaped like a case number and its check character holds."""
    parts = text.split("-")
    if [len(part) for part in parts] != [6, 4, 6, 1] or not (parts[0] + parts[1]).isdigit():
        return False
    if any(symbol not in SYMBOLS for symbol in parts[2]):
        return False
    return check_character(text[:-2]) == parts[3]


def receipt_code() -> str:
    """Return a code a citizen can read over a telephone, e.g. R7K3-Q2M9."""
    symbols = _symbols(8)
    return f"{symbols[:4]}-{symbols[4:]}"


def _symbols(count: int) -> str:
    return secrets.token_bytes(count).translate(_OF_BYTE).decode()
