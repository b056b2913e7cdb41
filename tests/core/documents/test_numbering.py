"""文号: in order, without gaps, sealed papers apart, whoever takes them at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.db import CountySession, NoCounty, county_scope, db
from core.documents.kinds import INTAKE_RECEIPT, INTAKE_RECEIPT_NEUTRAL, NOTICE, PAPERS
from core.documents.models import DocumentCounter
from core.documents.numbering import (
    Office,
    next_number,
    number_text,
    paper_name,
    take_number,
)
from core.words.documents import DocumentKind
from tests.core.documents.conftest import COUNTY, make_paper_app, make_tables

STUDIO = Office(id="studio0000001", word="示居服")
TOWN = Office(id="town000000001", word="清河居服")
THREADS = 4
EACH = 15


def take(
    session: CountySession,
    kind: DocumentKind = INTAKE_RECEIPT,
    office: Office = STUDIO,
    year: int = 2026,
    *,
    sealed: bool = False,
) -> str | None:
    return take_number(session, office=office, kind=kind, year=year, sealed=sealed)


def test_a_number_reads_as_offices_write_it():
    assert number_text("示居服", "受", 2026, 417) == "示居服受字〔2026〕417号"


def test_numbers_run_per_office_year_and_kind(session: CountySession):
    assert [take(session) for _ in range(3)] == [
        "示居服受字〔2026〕1号",
        "示居服受字〔2026〕2号",
        "示居服受字〔2026〕3号",
    ]
    assert take(session, NOTICE) == "示居服告字〔2026〕1号"
    assert take(session, office=TOWN) == "清河居服受字〔2026〕1号"
    assert take(session, year=2027) == "示居服受字〔2027〕1号"
    assert take(session) == "示居服受字〔2026〕4号"


def test_a_sealed_paper_leaves_no_hole_in_the_ordinary_series(session: CountySession):
    taken = [take(session, sealed=sealed) for sealed in (False, True, False, True, False)]
    assert [number for number in taken if number and "专" not in number] == [
        "示居服受字〔2026〕1号",
        "示居服受字〔2026〕2号",
        "示居服受字〔2026〕3号",
    ]
    assert [number for number in taken if number and "专" in number] == [
        "示居服受专字〔2026〕1号",
        "示居服受专字〔2026〕2号",
    ]


def test_a_plugin_kind_without_its_own_sealed_word_gets_one(session: CountySession):
    kind = DocumentKind(name="agreement", title="协议书", template="agreement.typ", word="协")
    assert take(session, kind, sealed=True) == "示居服协专字〔2026〕1号"


def test_kinds_that_share_a_word_count_on_from_each_other(session: CountySession):
    kind = DocumentKind(name="notice", title="通知", template="notice.typ", word="通")
    assert paper_name(kind, "sample") == "sample.notice"
    taken = [
        take_number(session, office=STUDIO, kind=kind, owner=owner, year=2026, sealed=False)
        for owner in ("sample", "other", "sample")
    ]
    assert taken == [f"示居服通字〔2026〕{count}号" for count in (1, 2, 3)]


def test_a_word_that_was_counted_kind_by_kind_goes_on_after_the_last(session: CountySession):
    """Counted by the name of each paper before: a number that stands on one is not given again."""
    kind = DocumentKind(name="notice", title="通知", template="notice.typ", word="通")
    session.add(
        DocumentCounter(
            office_id=STUDIO.id, year=2026, kind="sample.notice", series="ordinary", last=7
        )
    )
    session.flush()
    place = {"office": STUDIO, "kind": kind, "year": 2026, "sealed": False}
    assert next_number(session, **place, owner="sample") == "示居服通字〔2026〕8号"
    assert take_number(session, **place, owner="sample") == "示居服通字〔2026〕8号"
    assert take_number(session, **place, owner="other") == "示居服通字〔2026〕9号"


def test_the_neutral_slip_takes_no_number(session: CountySession):
    assert take(session, INTAKE_RECEIPT_NEUTRAL) is None
    assert take(session, INTAKE_RECEIPT_NEUTRAL, sealed=True) is None
    assert session.scalar(select(func.count()).select_from(DocumentCounter)) == 0


def test_only_what_must_not_be_counted_is_without_a_number():
    numberless = {name for name, kind in PAPERS.items() if not kind.word}
    assert numberless == {"intake_receipt_neutral", "rights_leaflet", "satisfaction_form"}


def test_a_number_not_used_is_given_back(session: CountySession):
    assert take(session) == "示居服受字〔2026〕1号"
    session.commit()
    take(session)
    session.rollback()
    assert take(session) == "示居服受字〔2026〕2号"


def test_counties_count_for_themselves(paper_app: Flask):
    for county_id in (COUNTY, "990102"):
        with county_scope(paper_app, county_id):
            assert take(db.session()) == "示居服受字〔2026〕1号"
            db.session.commit()


def test_without_a_county_there_is_no_number(paper_app: Flask):
    with county_scope(paper_app, None), pytest.raises(NoCounty):
        take(db.session())


def race(app: Flask) -> list[str]:
    """Numbers taken by several threads, every third transaction failing."""
    together = Barrier(THREADS)

    def work(_thread: int) -> list[str]:
        kept = []
        together.wait()
        for turn in range(EACH):
            with county_scope(app, COUNTY):
                number = take(db.session())
                if turn % 3 == 2:
                    db.session.rollback()
                    continue
                db.session.commit()
                kept.append(str(number))
        return kept

    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        return [number for numbers in pool.map(work, range(THREADS)) for number in numbers]


def gapless(numbers: list[str]) -> bool:
    return sorted(numbers) == sorted(
        number_text("示居服", "受", 2026, count) for count in range(1, len(numbers) + 1)
    )


def test_threads_leave_no_gap_and_no_double(paper_app: Flask):
    numbers = race(paper_app)
    assert len(numbers) == THREADS * EACH * 2 // 3
    assert gapless(numbers)


def test_the_race_would_notice():
    assert not gapless(["示居服受字〔2026〕1号", "示居服受字〔2026〕1号"])
    assert not gapless(["示居服受字〔2026〕1号", "示居服受字〔2026〕3号"])


def test_threads_leave_no_gap_on_postgresql(postgres_url: str, tmp_path: Path):
    app = make_paper_app(tmp_path, postgres_url)
    make_tables(app)
    try:
        assert gapless(race(app))
    finally:
        with app.app_context():
            db.engine.dispose()
