"""The commands over papers: issue, declare void, issue again, read back.

A paper that was handed out exists outside this house. So a copy is frozen the moment it is issued;
a mistake is answered by a void copy and a new one that names it (T/ZSM 4.3.2.1, 5.6.4). Commands
know no request and never commit; whether somebody may issue or read is decided before.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from core.db import CountySession, prepared
from core.documents.engine import TEMPLATES, render, template_version
from core.documents.models import DOCX, PDF, VOID, Document, WordTemplate
from core.documents.numbering import Office, next_number, paper_name, series_of, take_number
from core.documents.press import Pressed, set_sheet, sheet_of, verify_code
from core.documents.wording import local_day
from core.words.documents import Addressee, DocumentKind

_FOR_A_PARTY = frozenset({Addressee.PARTY, Addressee.EACH_PARTY})


class PaperRefused(ValueError):
    """A paper cannot be issued or declared void like this; the text says why."""


class CopyDamaged(RuntimeError):
    """The stored bytes are not the ones that were issued."""


def issue(
    session: CountySession,
    *,
    kind: DocumentKind,
    office: Office,
    case_id: str,
    data: Mapping[str, object],
    account_id: str,
    at: datetime,
    sealed: bool,
    item_id: str | None = None,
    addressee_party_id: str | None = None,
    narrow: bool = False,
    owner: str = "",
    folder: Path = TEMPLATES,
    replaces: Document | None = None,
    verify_at: str = "",
    word: WordTemplate | None = None,
    logo: tuple[str, bytes] | None = None,
    pressed: Pressed | None = None,
) -> Document:
    """Take a number, set the paper, freeze the copy.

    ``data`` is what the addressee may see, in the kind's schema; ``at`` aware; ``sealed`` whether
    the case is (C3); ``owner`` the plugin whose paper it is and ``folder`` its ``documents``
    folder, both left out for core's. One call is one copy: a paper for each party is issued once
    for each. ``verify_at`` is the address where anybody may ask whether the paper is ours; it goes
    into a square code with the copy's random code and nothing else. ``word`` is a county's own
    template of a paper of core: the copy is then a Word file. ``logo`` is the judged picture of the
    brand in ``data``, with its file name. ``narrow`` marks what only who does the work may read.
    ``pressed`` is the copy set ahead; it is used if nothing,
    its number included, has become another since. Raises ``PaperRefused`` for an addressee the kind
    has none of, ``PaperNotRendered`` and ``TemplateRefused`` as ``render`` does.
    """
    if addressee_party_id and kind.addressee not in _FOR_A_PARTY:
        msg = f"{kind.title} is not a paper for one party"
        raise PaperRefused(msg)
    if replaces is not None and not replaces.is_void:
        msg = "the copy to be replaced is still in force; declare it void first"
        raise PaperRefused(msg)
    number = take_number(
        session, office=office, kind=kind, owner=owner, year=local_day(at).year, sealed=sealed
    )
    code = pressed.code if pressed else verify_code()
    sheet = sheet_of(
        kind,
        data,
        folder=folder,
        word=word,
        logo=logo,
        number=number,
        code=code,
        at=at,
        replaces=(replaces.number or "") if replaces and kind.word else "",
        verify_at=verify_at,
    )
    if pressed and pressed.sheet == sheet:
        copy = pressed.content
    else:
        copy = set_sheet(sheet, word.content if word else None)
    document = Document(
        kind=paper_name(kind, owner),
        title=kind.title,
        number=number,
        series=series_of(sealed),
        office_id=office.id,
        case_id=case_id,
        item_id=item_id,
        verify_code=code,
        addressee_party_id=addressee_party_id,
        narrow=narrow,
        copy=b64encode(copy).decode(),
        sha256=hashlib.sha256(copy).hexdigest(),
        size=len(copy),
        media=PDF if word is None else DOCX,
        template_version=template_version(sheet.template) if word is None else word.sha256[:12],
        data=dict(sheet.stamped),
        issued_at=at,
        issued_by=account_id,
        replaces_id=replaces.id if replaces else None,
    )
    session.add(document)
    session.flush()
    return document


def press(
    session: CountySession,
    *,
    kind: DocumentKind,
    office: Office,
    data: Mapping[str, object],
    at: datetime,
    sealed: bool,
    owner: str = "",
    folder: Path = TEMPLATES,
    verify_at: str = "",
    word: WordTemplate | None = None,
    logo: tuple[str, bytes] | None = None,
) -> Callable[[], Pressed]:
    """Look what a copy will be made of and return how to set it, which needs no session."""
    number = next_number(
        session, office=office, kind=kind, owner=owner, year=local_day(at).year, sealed=sealed
    )
    code = verify_code()
    sheet = sheet_of(
        kind,
        data,
        folder=folder,
        word=word,
        logo=logo,
        number=number,
        code=code,
        at=at,
        replaces="",
        verify_at=verify_at,
    )
    content = word.content if word else None  # read here: later there is no session
    return lambda: Pressed(code=code, sheet=sheet, content=set_sheet(sheet, content))


def void(
    session: CountySession, document: Document, *, reason: str, account_id: str, at: datetime
) -> Document:
    """Declare a copy void, once, with a reason. Its bytes and number stay as they are."""
    if not reason.strip():
        msg = "a copy is declared void for a reason"
        raise PaperRefused(msg)
    if document.is_void:
        msg = "the copy is void already"
        raise PaperRefused(msg)
    document.state = VOID
    document.void_reason = reason.strip()
    document.voided_at = at
    document.voided_by = account_id
    session.flush()
    return document


def reissue(
    session: CountySession,
    document: Document,
    *,
    kind: DocumentKind,
    office: Office,
    data: Mapping[str, object],
    reason: str,
    account_id: str,
    at: datetime,
    sealed: bool,
    owner: str = "",
    folder: Path = TEMPLATES,
) -> Document:
    """Declare ``document`` void and issue the same paper anew; the new one names the old number.

    ``sealed`` is the case's state now: a case sealed since then gets its new copy in that series.
    """
    if paper_name(kind, owner) != document.kind:
        msg = "a copy is replaced by the same kind of paper"
        raise PaperRefused(msg)
    void(session, document, reason=reason, account_id=account_id, at=at)
    return issue(
        session,
        kind=kind,
        office=office,
        case_id=document.case_id,
        item_id=document.item_id,
        addressee_party_id=document.addressee_party_id,
        data=data,
        account_id=account_id,
        at=at,
        sealed=sealed,
        owner=owner,
        folder=folder,
        replaces=document,
    )


def draft(kind: DocumentKind, data: Mapping[str, object], *, folder: Path = TEMPLATES) -> bytes:
    """Show how the paper would look: no number, no day, 草稿 across the sheet, nothing stored."""
    stamped: dict[str, Any] = {
        **data,
        "number": "",
        "verify_code": "",
        "issued_on": "",
        "replaces": "",
        "draft": True,
    }
    return render(folder / kind.template, stamped)


def read_copy(document: Document) -> bytes:
    """The bytes as issued, void or not. Raises ``CopyDamaged`` when they do not match the hash."""
    pdf = b64decode(document.copy or "")
    if not hmac.compare_digest(hashlib.sha256(pdf).hexdigest(), document.sha256):
        msg = f"document {document.id} does not match its hash"
        raise CopyDamaged(msg)
    return pdf


_OF_CASE = prepared(
    select(Document)
    .where(Document.case_id == bindparam("case"))
    .order_by(Document.issued_at, Document.id)
)


def of_case(session: CountySession, case_id: str) -> list[Document]:
    """All copies of a case, oldest first, without their bytes."""
    return list(session.scalars(_OF_CASE, {"case": case_id}))


def state_of_code(session: Session, code: str) -> str | None:
    """Whether the copy with this code is in force or void; None for a code of no copy of ours.

    One look at one index whatever the answer is, and nothing of the copy is read: the one who asks
    is a stranger with a sheet in hand.
    """
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", code).upper()))
    wanted = f"{letters[:4]}-{letters[4:]}"
    return session.scalar(select(Document.state).where(Document.verify_code == wanted))
