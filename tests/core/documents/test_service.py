"""Issued copies: frozen, void only once, replaced by a new number, never lost."""

from __future__ import annotations

import hashlib
import shutil
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from core.config import FieldKey
from core.db import CountySession, county_scope, db, reseal
from core.documents import press
from core.documents.engine import TEMPLATES, PaperNotRendered, render, template_version
from core.documents.kinds import ASSIGN_LETTER, INTAKE_RECEIPT, INTAKE_RECEIPT_NEUTRAL, NOTICE
from core.documents.models import Document, DocumentCounter, IssuedCopyFrozen
from core.documents.numbering import Office
from core.documents.service import (
    CopyDamaged,
    PaperRefused,
    draft,
    issue,
    of_case,
    read_copy,
    reissue,
    state_of_code,
    void,
)
from core.documents.squares import code_rows
from core.words.documents import Addressee, DocumentKind
from tests.core.documents.conftest import COUNTY, OLD_KEY, make_paper_app
from tests.core.documents.examples import AGREEMENT, AGREEMENT_TEMPLATE, ALL, CORE
from tests.core.documents.reading import squeezed

STUDIO = Office(id="studio0000001", word="示居服")
CASE = "case000000001"
CLERK = "clerk00000001"
HEAD = "head000000001"
PARTY = "party00000001"
AT = datetime(2026, 11, 20, 1, 44, tzinfo=UTC)
LATER = AT + timedelta(hours=3)
AGREED = DocumentKind(
    name="agreement",
    title="调解协议书",
    template="agreement.typ",
    addressee=Addressee.EACH_PARTY,
    word="家调",
)


def issued(
    session: CountySession, kind: DocumentKind = NOTICE, *, sealed: bool = False, at: datetime = AT
) -> Document:
    return issue(
        session,
        kind=kind,
        office=STUDIO,
        case_id=CASE,
        data=CORE[kind.name],
        account_id=CLERK,
        at=at,
        sealed=sealed,
    )


def test_an_issued_copy_is_all_on_record(session: CountySession):
    document = issued(session)
    session.commit()
    session.expire_all()
    found = session.scalars(select(Document)).one()
    pdf = read_copy(found)
    assert pdf.startswith(b"%PDF-")
    assert found.sha256 == hashlib.sha256(pdf).hexdigest()
    assert found.size == len(pdf)
    assert found.number == "示居服告字〔2026〕1号"
    assert (found.state, found.series, found.kind) == ("issued", "ordinary", "notice")
    assert (found.issued_by, found.issued_at) == (CLERK, AT)
    assert found.template_version == template_version(ALL["notice"][0])
    # the paper can be set again from what was kept, and comes out the same
    assert found.data is not None
    assert render(ALL["notice"][0], found.data, made=AT) == pdf
    assert document.id == found.id


def test_what_the_paper_says_is_sealed_at_rest(paper_app: Flask, session: CountySession):
    issued(session)
    session.commit()
    path = paper_app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    stored = b"".join(
        file.read_bytes() for file in Path(path).parent.iterdir() if file.name.startswith("jiahe")
    )
    assert "示居服告字".encode() in stored
    for secret in ("周桂芳".encode(), b"%PDF-", b64encode(b"%PDF-1.7")[:8]):
        assert secret not in stored


@pytest.mark.poppler
def test_number_day_and_code_are_on_the_paper(session: CountySession, read_pdf: Callable[..., str]):
    document = issued(session, INTAKE_RECEIPT)
    text = squeezed(read_pdf(read_copy(document)))
    assert str(document.number) in text
    assert f"校验码{document.verify_code}" in text
    assert "2026年11月20日" in text


def test_the_year_of_a_number_is_that_of_china(session: CountySession):
    late = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert issued(session, at=late).number == "示居服告字〔2027〕1号"


def test_papers_of_a_sealed_case_have_their_own_series(session: CountySession):
    numbers = [issued(session, sealed=sealed).number for sealed in (False, True, False)]
    assert numbers == ["示居服告字〔2026〕1号", "示居服告专字〔2026〕1号", "示居服告字〔2026〕2号"]


def test_the_neutral_slip_has_no_number_and_no_day(session: CountySession):
    slips = [issued(session, INTAKE_RECEIPT_NEUTRAL, sealed=True) for _ in range(2)]
    for slip in slips:
        assert slip.number is None
        assert b"/CreationDate" not in read_copy(slip)
        assert slip.data is not None
        assert slip.data["issued_on"] == ""
    assert session.scalars(select(DocumentCounter)).all() == []


def test_a_copy_for_each_party_is_a_paper_of_its_own(session: CountySession):
    copies = [
        issue(
            session,
            kind=AGREED,
            owner="sample",
            folder=AGREEMENT_TEMPLATE.parent,
            office=Office(id="committee0001", word="示婚调"),
            case_id=CASE,
            data={**AGREEMENT, "holder": holder},
            account_id=CLERK,
            at=AT,
            sealed=False,
            addressee_party_id=party_id,
        )
        for holder, party_id in (("甲方", PARTY), ("乙方", "party00000002"), ("", None))
    ]
    assert {copy.kind for copy in copies} == {"sample.agreement"}
    assert [copy.number for copy in copies] == [
        f"示婚调家调字〔2026〕{count}号" for count in (1, 2, 3)
    ]
    assert len({copy.sha256 for copy in copies}) == 3
    assert len({copy.verify_code for copy in copies}) == 3


def test_a_letter_to_an_office_is_not_for_a_party(session: CountySession):
    with pytest.raises(PaperRefused, match="not a paper for one party"):
        issue(
            session,
            kind=ASSIGN_LETTER,
            office=STUDIO,
            case_id=CASE,
            data=CORE["assign_letter"],
            account_id=CLERK,
            at=AT,
            sealed=False,
            addressee_party_id=PARTY,
        )


def test_a_paper_that_cannot_be_set_takes_no_number(session: CountySession):
    with pytest.raises(PaperNotRendered):
        issue(
            session,
            kind=NOTICE,
            office=STUDIO,
            case_id=CASE,
            data={"office": "缺了别的"},
            account_id=CLERK,
            at=AT,
            sealed=False,
        )
    session.rollback()
    assert issued(session).number == "示居服告字〔2026〕1号"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("copy", b64encode(b"%PDF-1.7 another").decode()),
        ("sha256", "0" * 64),
        ("number", "示居服告字〔2026〕99号"),
        ("data", {"person": "别人"}),
        ("verify_code", "AAAA-AAAA"),
        ("issued_at", LATER),
        ("issued_by", HEAD),
        ("case_id", "case000000002"),
        ("addressee_party_id", PARTY),
        ("series", "sealed"),
        ("title", "别的"),
        ("size", 1),
        ("template_version", "000000000000"),
        ("replaces_id", "doc0000000001"),
    ],
)
@pytest.mark.parametrize("fresh", [True, False])
def test_an_issued_copy_is_never_overwritten(
    session: CountySession, column: str, value: object, fresh: bool
):
    document = issued(session)
    before = read_copy(document)
    session.commit()
    if fresh:
        session.expire_all()
        document = session.scalars(select(Document)).one()
    setattr(document, column, value)
    with pytest.raises(IssuedCopyFrozen):
        session.flush()
    session.rollback()
    assert read_copy(session.scalars(select(Document)).one()) == before


def test_an_issued_copy_is_never_deleted(session: CountySession):
    document = issued(session)
    session.commit()
    session.delete(document)
    with pytest.raises(IssuedCopyFrozen):
        session.flush()


def test_bulk_statements_are_refused(session: CountySession):
    issued(session)
    session.commit()
    for statement in (update(Document).values(sha256="0" * 64), delete(Document)):
        with pytest.raises(IssuedCopyFrozen):
            session.execute(statement)
    # another table is not its business
    session.execute(update(DocumentCounter).values(last=7))
    assert issued(session).number == "示居服告字〔2026〕8号"


def test_void_says_why_when_and_by_whom_and_keeps_the_bytes(session: CountySession):
    document = issued(session)
    before = read_copy(document)
    session.commit()
    void(session, document, reason=" 姓名写错 ", account_id=HEAD, at=LATER)
    session.commit()
    session.expire_all()
    found = session.scalars(select(Document)).one()
    assert found.is_void
    assert (found.void_reason, found.voided_by, found.voided_at) == ("姓名写错", HEAD, LATER)
    assert read_copy(found) == before


def test_void_needs_a_reason_and_happens_once(session: CountySession):
    document = issued(session)
    with pytest.raises(PaperRefused, match="for a reason"):
        void(session, document, reason="  ", account_id=HEAD, at=LATER)
    void(session, document, reason="姓名写错", account_id=HEAD, at=LATER)
    with pytest.raises(PaperRefused, match="void already"):
        void(session, document, reason="又一次", account_id=HEAD, at=LATER)


@pytest.mark.parametrize(
    ("column", "value"),
    [("state", "issued"), ("void_reason", "别的理由"), ("voided_by", CLERK), ("voided_at", AT)],
)
def test_void_cannot_be_taken_back_or_retold(session: CountySession, column: str, value: object):
    document = void(session, issued(session), reason="姓名写错", account_id=HEAD, at=LATER)
    session.commit()
    setattr(document, column, value)
    with pytest.raises(IssuedCopyFrozen):
        session.flush()


@pytest.mark.parametrize(
    ("column", "value"), [("void_reason", "理由"), ("voided_by", HEAD), ("voided_at", LATER)]
)
def test_nothing_is_noted_on_a_copy_in_force(session: CountySession, column: str, value: object):
    document = issued(session)
    setattr(document, column, value)
    with pytest.raises(IssuedCopyFrozen):
        session.flush()


@pytest.mark.poppler
def test_a_new_copy_has_a_new_number_and_names_the_old(
    session: CountySession, read_pdf: Callable[..., str]
):
    old = issued(session)
    new = reissue(
        session,
        old,
        kind=NOTICE,
        office=STUDIO,
        data={**CORE["notice"], "person": "周桂芬"},
        reason="姓名写错",
        account_id=HEAD,
        at=LATER,
        sealed=False,
    )
    assert old.is_void
    assert new.replaces_id == old.id
    assert new.number == "示居服告字〔2026〕2号"
    text = squeezed(read_pdf(read_copy(new)))
    assert "代替示居服告字〔2026〕1号" in text
    assert "周桂芬" in text
    assert [copy.number for copy in of_case(session, CASE)] == [old.number, new.number]


def test_only_a_void_copy_of_the_same_kind_is_replaced_and_once(session: CountySession):
    old = issued(session)
    again = {
        "office": STUDIO,
        "data": CORE["notice"],
        "account_id": HEAD,
        "at": LATER,
        "sealed": False,
    }
    with pytest.raises(PaperRefused, match="still in force"):
        issue(session, kind=NOTICE, case_id=CASE, replaces=old, **again)
    with pytest.raises(PaperRefused, match="same kind"):
        reissue(session, old, kind=INTAKE_RECEIPT, reason="换一种", **again)
    reissue(session, old, kind=NOTICE, reason="姓名写错", **again)
    with pytest.raises(IntegrityError):
        issue(session, kind=NOTICE, case_id=CASE, replaces=old, **again)


def test_bytes_that_are_not_the_issued_ones_are_not_served(session: CountySession):
    document = issued(session)
    document.sha256 = "0" * 64
    with session.no_autoflush, pytest.raises(CopyDamaged):
        read_copy(document)


def test_a_change_of_keys_changes_no_copy(tmp_path: Path, paper_app: Flask):
    with county_scope(paper_app, COUNTY):
        document = issued(db.session())
        void(db.session(), document, reason="姓名写错", account_id=HEAD, at=LATER)
        before = read_copy(document)
        db.session.commit()
    new_key = FieldKey(name="t2", secret=bytes(range(32, 64)))
    rotated = make_paper_app(tmp_path, keys=(new_key, OLD_KEY))
    with county_scope(rotated, COUNTY):
        found = db.session.scalars(select(Document)).one()
        assert reseal(found)
        db.session.commit()
    with county_scope(rotated, COUNTY):
        found = db.session.scalars(select(Document)).one()
        assert not reseal(found)
        assert read_copy(found) == before
        assert found.void_reason == "姓名写错"
        db.engine.dispose()


def test_a_code_tells_the_state_of_its_copy_however_it_is_typed(session: CountySession):
    document = issued(session)
    code = document.verify_code
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    for typed in (code, f" {code.lower()} ", code.replace("-", ""), wide):
        assert state_of_code(session, typed) == "issued"
    void(session, document, reason="姓名写错", account_id=HEAD, at=LATER)
    assert state_of_code(session, code) == "void"
    for typed in ("AAAA-AAAA", "", "%", code[:-1], code + "2"):
        assert state_of_code(session, typed) is None


def test_the_square_of_a_copy_holds_the_address_and_the_code_alone(
    session: CountySession, monkeypatch: pytest.MonkeyPatch
):
    drawn = []
    monkeypatch.setattr(press, "code_rows", lambda text: drawn.append(text) or code_rows(text))
    where = "https://jiahe.example.gov.cn/990101/public/verify"

    def with_square(kind: DocumentKind) -> Document:
        return issue(
            session,
            kind=kind,
            office=STUDIO,
            case_id=CASE,
            data=CORE[kind.name],
            account_id=CLERK,
            at=AT,
            sealed=False,
            verify_at=where,
        )

    document = with_square(NOTICE)
    assert drawn == [f"{where}?code={document.verify_code}"]
    assert document.size > issued(session).size
    assert "verify_qr" not in document.data
    with_square(INTAKE_RECEIPT_NEUTRAL)
    assert len(drawn) == 1, "a slip that tells nothing carries no second code"


def test_a_new_template_changes_no_issued_copy(
    session: CountySession, tmp_path: Path, read_pdf: Callable[..., str]
):
    shutil.copy(TEMPLATES / NOTICE.template, tmp_path)
    given: dict[str, Any] = {
        "kind": NOTICE,
        "office": STUDIO,
        "case_id": CASE,
        "data": CORE["notice"],
        "account_id": CLERK,
        "at": AT,
        "sealed": False,
        "folder": tmp_path,
    }
    old = issue(session, **given)
    before, version, text = read_copy(old), old.template_version, old.sha256
    template = tmp_path / NOTICE.template
    source = template.read_text(encoding="utf-8")
    template.write_text(source + "\n新版加的一句话。\n", encoding="utf-8")
    new = issue(session, **given)
    session.commit()
    session.expire_all()
    assert (read_copy(old), old.template_version, old.sha256) == (before, version, text)
    assert new.template_version != version
    assert read_copy(new) != before
    assert new.number != old.number


def test_codes_have_no_letter_that_can_be_misread(session: CountySession):
    codes = "".join(issued(session).verify_code for _ in range(20))
    assert set(codes).isdisjoint("01OILU")


def test_lists_do_not_read_the_bytes(session: CountySession):
    issued(session)
    session.commit()
    session.expire_all()
    (document,) = of_case(session, CASE)
    assert "copy_box" not in document.__dict__
    assert "data_box" not in document.__dict__


@pytest.mark.poppler
def test_a_draft_is_marked_and_leaves_nothing(session: CountySession, read_pdf: Callable[..., str]):
    text = squeezed(read_pdf(draft(NOTICE, CORE["notice"])))
    assert "草稿" in text
    assert "字〔" not in text
    assert "校验码" not in text
    assert session.scalars(select(Document)).all() == []
    assert session.scalars(select(DocumentCounter)).all() == []
