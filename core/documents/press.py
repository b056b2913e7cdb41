"""Set a copy: what stands on it beside the data, and the bytes; also ahead of its transaction.

Setting a page takes 30 to 100 ms. On SQLite one writer holds the county meanwhile, so a copy may be
set before its transaction, under the number that is probably next; it is used only if, inside, all
of it turns out to be exactly what it was made of (T/ZSM 4.3.2.1).
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from core.documents.engine import render
from core.documents.models import WordTemplate
from core.documents.squares import code_rows
from core.documents.word.filling import fill
from core.documents.wording import day_text, local_day
from core.words.documents import DocumentKind

# no letter that is read as a digit, no digit that is read as a letter
_CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """Everything a copy is made of. Two equal sheets make the same bytes."""

    kind: DocumentKind
    template: Path
    word: str
    """The hash of a county's own Word template, "" for ours."""
    stamped: Mapping[str, object]
    square: list[list[int]]
    made: datetime | None
    logo: tuple[str, bytes] | None
    """The judged picture of a brand, with its file name."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pressed:
    """A copy set ahead: its code, what it was made of, its bytes."""

    code: str
    sheet: Sheet
    content: bytes


def sheet_of(
    kind: DocumentKind,
    data: Mapping[str, object],
    *,
    folder: Path,
    word: WordTemplate | None,
    logo: tuple[str, bytes] | None,
    number: str | None,
    code: str,
    at: datetime,
    replaces: str,
    verify_at: str,
) -> Sheet:
    """Return what the copy is made of: the data, its number, its code, its day."""
    return Sheet(
        kind=kind,
        template=folder / kind.template,
        word=word.sha256 if word else "",
        stamped={
            **data,
            "number": number or "",
            "verify_code": code,
            "issued_on": day_text(local_day(at)) if kind.dated else "",
            "replaces": replaces,
        },
        # a slip that must tell nothing gets no square either
        square=code_rows(f"{verify_at}?code={code}") if verify_at and kind.dated else [],
        made=at if kind.dated else None,
        logo=logo,
    )


def set_sheet(sheet: Sheet, word: bytes | None) -> bytes:
    """Return the bytes of the copy, *word* being the content of a county's own template; raises as
    ``render`` and ``fill`` do."""
    if word is None:
        return render(sheet.template, {**sheet.stamped, "verify_qr": sheet.square}, made=sheet.made)
    return fill(sheet.kind, word, sheet.stamped, made=sheet.made)


def verify_code() -> str:
    """Eight random letters, 39 bits: enough that a guessed one is not a paper."""
    letters = "".join(secrets.choice(_CODE_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
