"""Print from an entry: a list to sign, a certificate, a summary (T/ZSM 4.3.2.1).

A sheet is set from the entry each time it is asked for and kept nowhere: the entry is the record,
and its number stands on the sheet. What a service prints is found by convention, as its papers are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from core.cases.acting import Acting
from core.cases.collecting import papers_table
from core.cases.errors import MoveRefused, Unknown
from core.documents.engine import render
from core.documents.wording import day_text
from core.registers.finding import Book
from core.registers.reading import Opened, view_of
from core.words import DocumentKind, EntryView, Objection

Collector = Callable[[EntryView], Mapping[str, object]]


def sheet_of_entry(acting: Acting, book: Book, opened: Opened, name: str) -> bytes:
    """Return the sheet *name* of an entry as PDF; raises Unknown for one the register has not, and
    MoveRefused while the entry holds nothing for it. Only who may write there prints."""
    kind = next((one for one in book.register.papers if one.name == name), None)
    collect = _collector(acting, book, name)
    if kind is None or collect is None or not opened.keeps or opened.entry.voided_at is not None:
        raise Unknown(name)
    try:
        data = collect(view_of(acting, opened))
    except LookupError as none:
        raise MoveRefused(_nothing()) from none
    stamp = {
        "number": opened.entry.number or "",
        "verify_code": "",
        "issued_on": day_text(acting.today),
        "replaces": "",
    }
    folder = acting.roster.homes[book.service.name] / "documents"
    return render(folder / kind.template, {**data, **stamp}, made=acting.at)


def printable(acting: Acting, book: Book, opened: Opened) -> tuple[DocumentKind, ...]:
    """Return the sheets that can be printed from an entry now."""
    if not opened.keeps or opened.entry.voided_at is not None:
        return ()
    view = view_of(acting, opened)
    return tuple(one for one in book.register.papers if _holds(acting, book, view, one))


def _holds(acting: Acting, book: Book, view: EntryView, kind: DocumentKind) -> bool:
    collect = _collector(acting, book, kind.name)
    try:
        return collect is not None and bool(collect(view))
    except LookupError:
        return False


def _collector(acting: Acting, book: Book, name: str) -> Collector | None:
    table = papers_table(acting, book.service.name, "ENTRIES")
    return cast("Collector | None", table.get(f"{book.register.name}.{name}"))


def _nothing() -> Objection:
    return Objection(
        text="现在还没有可以写进这份文书的内容", citation="T/ZSM 4.3.2.1", code="nothing_to_print"
    )
