"""A table of cases: all of it or nothing, sealed where it must be, counted, found, never twice."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.audit.models import AuditEntry
from core.cases import commands, errors
from core.cases.commands import Imported
from core.cases.counted import BOOK
from core.cases.history import replay, routing
from core.cases.importing import COLUMNS
from core.cases.lists import Filters, list_cases
from core.cases.models import CaseBarrier, CaseEvent, CaseFile, CaseGrant, Party, Task
from core.db import county_scope, db
from core.families.models import Person
from core.sheets import Row
from core.statistics.rebuilding import kept, recount
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

ROW: Mapping[str, str] = {
    "outside_no": "A-1",
    "point": "990101",
    "received_on": "2026-03-02",
    "scenario": "家庭财产",
    "summary": "老房子归谁说不拢",
    "applicant_name": "公孙秀兰",
    "applicant_phone": "13900002222",
    "applicant_id_no": "330106196001011236",
    "other_name": "公孙建国",
    "other_relation": "兄弟姐妹",
    "channel": "来访",
}


def table(*rows: Mapping[str, str]) -> list[Row]:
    """Rows as a sheet gives them, the head being the first line."""
    empty = {one.key: "" for one in COLUMNS}
    return [
        Row(number=number, cells={**empty, **ROW, **row})
        for number, row in enumerate(rows, start=2)
    ]


def bring(app: Flask, rows: list[Row], who: str = "desk", **more: Any) -> Imported:
    with county_scope(app, COUNTY):
        found = commands.import_cases(acting_as(app, who), rows, source="旧系统", **more)
        db.session.commit()
        return found


def cases_of(app: Flask) -> list[CaseFile]:
    return list(
        db.session.scalars(
            select(CaseFile)
            .join(CaseEvent, CaseEvent.case_id == CaseFile.id)
            .where(CaseEvent.kind == "import")
            .order_by(CaseFile.received_at)
        )
    )


@pytest.mark.postgres
def test_a_table_comes_in_whole_counted_and_found(app: Flask) -> None:
    rows = table(
        {},
        {
            "outside_no": "A-2", "received_on": "2026-04-01", "state": "已归档",
            "result": "调处成功", "settled_on": "2026-04-20", "archived_on": "2026-05-01",
            "applicant_id_no": "", "applicant_name": "闻人静", "applicant_phone": "",
        },
        {
            "outside_no": "A-3", "received_on": "2026-05-01", "summary": "他打了我，不敢回家",
            "danger_flags": "有伤势、近期报警两次以上", "danger_now": "不便问",
        },
    )  # fmt: skip
    looked = bring(app, rows, dry_run=True)
    assert (looked.added, looked.sealed, looked.faults) == (3, 1, ())
    with county_scope(app, COUNTY, read_only=True):
        assert not cases_of(app)
    done = bring(app, rows)
    assert (done.added, done.same, done.sealed) == (3, 0, 1)
    again = bring(app, rows)
    assert (again.added, again.same) == (0, 3)
    changed = bring(app, table({"summary": "改过的一句"}))
    assert [(one.row, one.column) for one in changed.faults] == [(2, "outside_no")]
    with county_scope(app, COUNTY, read_only=True):
        session = db.session()
        first, settled, sealed = cases_of(app)
        assert recount(session, BOOK) == kept(session), "the book holds what was brought"
        assert (first.state, first.confidentiality) == ("received", "C2")
        assert (settled.state, settled.ended_as) == ("archived", "settled")
        assert (sealed.sealed, sealed.confidentiality, sealed.violence) == (True, "C3", True)
        assert sealed.summary == "他打了我，不敢回家"
        assert (
            session.scalars(
                select(CaseGrant.account_id).where(CaseGrant.case_id == sealed.id)
            ).all()
            == [first.handler_id] * 3
        )
        for case in (first, settled, sealed):
            lines = session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id)).all()
            assert replay(lines) == routing(case)
        assert session.scalars(select(Task.kind).where(Task.case_id == sealed.id)).all() == [
            "alone"
        ]
        mine = acting_as(app, "desk")
        for text in ("闻人", "2222", "gsxl"):
            assert list_cases(mine, Filters(q=text))[0], text
        numbers = {one.number for one in list_cases(acting_as(app, "head"), Filters())[0]}
        assert first.number in numbers
        assert sealed.number not in numbers
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "cases.import")).one()
        assert entry.detail["added"] == 3


BAD: tuple[tuple[str, dict[str, str]], ...] = (
    ("outside_no", {"outside_no": ""}),
    ("outside_no", {"outside_no": "A\u202e-1"}),
    ("point", {"point": "没有"}),
    ("point", {"point": "990101001"}),
    ("received_on", {"received_on": ""}),
    ("received_on", {"received_on": "2026/3/2"}),
    ("received_on", {"received_on": "2027-01-01"}),
    ("scenario", {"scenario": "吵架"}),
    ("scenario", {"scenario": ""}),
    ("summary", {"summary": "吵"}),
    ("summary", {"summary": "字" * 501}),
    ("channel_ref", {"channel": "法院委托"}),
    ("danger_now", {"danger_now": "有危险"}),
    ("danger_flags", {"danger_flags": "有伤势、心情不好"}),
    ("applicant_name", {"applicant_name": ""}),
    ("applicant_id_no", {"applicant_id_no": "330106196001011231"}),
    ("applicant_phone", {"applicant_phone": "12"}),
    ("applicant_birth_date", {"applicant_birth_date": "2026-13-01"}),
    ("other_name", {"other_name": "", "other_phone": "13900003333"}),
    ("handler", {"handler": "nobody"}),
    ("handler", {"handler": "desk_town"}),
    ("keep_away", {"keep_away": "990101"}),
    ("keep_away", {"keep_away": "desk"}),
    ("state", {"state": "办理中"}),
    ("result", {"state": "已归档", "archived_on": "2026-05-01"}),
    ("result", {"result": "调处成功"}),
    ("settled_on", {"state": "archived", "result": "settled", "archived_on": "2026-05-01"}),
    (
        "archived_on",
        {
            "state": "archived", "result": "settled", "settled_on": "2026-04-01",
            "archived_on": "2026-03-01",
        },
    ),
)  # fmt: skip


def test_a_number_that_is_taken_is_drawn_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(app, table({"outside_no": "B-0"}))
    with county_scope(app, COUNTY, read_only=True):
        (taken,) = (one.number for one in cases_of(app))
    fresh = iter(("990101-2026-AAAAAA-2", "990101-2026-BBBBBB-2", "990101-2026-CCCCCC-2"))
    # the first row draws one a case has, the second and third one of each other's
    drawn = iter((taken, "990101-2026-DDDDDD-2", "990101-2026-DDDDDD-2"))
    monkeypatch.setattr(
        "core.cases.importing.storing.new_number",
        lambda county, year: next(drawn, None) or next(fresh),
    )
    assert bring(app, table(*({"outside_no": f"B-{n}"} for n in (1, 2, 3)))).added == 3
    with county_scope(app, COUNTY, read_only=True):
        assert len({one.number for one in cases_of(app)}) == 4
    assert next(fresh, None) is None, "only the three that could not stay were drawn again"


def test_every_bad_row_is_named_and_nothing_is_stored(app: Flask) -> None:
    rows = [{"outside_no": f"B-{at}", **bad} for at, (_column, bad) in enumerate(BAD)]
    found = bring(app, table({"outside_no": "good"}, *rows, {"outside_no": "good"}))
    named = {(one.row, one.column) for one in found.faults}
    for at, (column, bad) in enumerate(BAD):
        assert (at + 3, column) in named, bad
    assert (len(BAD) + 3, "outside_no") in named, "twice in one table"
    assert not any(row == 2 for row, _column in named), "the good row has nothing wrong"
    with county_scope(app, COUNTY, read_only=True):
        assert not cases_of(app)


def test_nobody_is_told_what_she_must_not_know(app: Flask) -> None:
    """A person of a sealed row is nobody's known person; a wish to keep away binds at once."""
    done = bring(
        app,
        table(
            {"outside_no": "C-1", "summary": "被打了"},
            {"outside_no": "C-2", "received_on": "2026-03-03"},
            {"outside_no": "C-3", "received_on": "2026-03-04"},
            {"outside_no": "C-4", "received_on": "2026-03-05", "keep_away": "head、陌生人"},
        ),
    )
    assert done.added == 4
    with county_scope(app, COUNTY, read_only=True):
        session = db.session()
        found = cases_of(app)
        people = [
            session.scalars(
                select(Party.person_id).where(Party.case_id == one.id, Party.position == 0)
            ).one()
            for one in found
        ]
        assert people[1] == people[2], "one number, one handler, one person"
        assert len({people[0], people[1], people[3]}) == 3
        barred = session.scalars(
            select(CaseBarrier).where(CaseBarrier.case_id == found[3].id)
        ).all()
        assert len(barred) == 1
        assert found[3].ward != ""
        assert {"name": "陌生人"} in found[3].keep_away, "her words stay with the case"
        assert recount(session, BOOK) == kept(session)
        seen = {one.number for one in list_cases(acting_as(app, "head"), Filters())[0]}
        assert found[3].number not in seen
    later = bring(app, table({"outside_no": "C-5"}), dry_run=True)
    assert [(one.row, one.same) for one in later.alike] == [(2, True)]
    tried = [
        {"outside_no": number, "handler": "desk", "summary": "试一试"} for number in ("C-1", "C-2")
    ]
    told = bring(app, table(*tried), "head", dry_run=True)
    assert told.added == 1, "of a sealed case she is told nothing, not even that it is there"
    assert [one.row for one in told.faults] == [3], "of one she may know she is told"
    assert bring(app, table(tried[0]), "head").added == 1
    assert bring(app, table(tried[0]), "head").same == 1


def test_a_head_brings_for_the_points_below_and_others_not_at_all(app: Flask) -> None:
    with county_scope(app, COUNTY, read_only=True):
        town = acting_as(app, "desk_town").viewer.current.point.code
    rows = table({"point": town, "handler": "desk_town"})
    assert bring(app, rows, "desk", dry_run=True).faults[0].column == "point"
    assert bring(app, rows, "head").added == 1
    assert (
        bring(app, table({"point": town, "outside_no": "D"}), "head").faults[0].column == "handler"
    )
    with county_scope(app, COUNTY, read_only=True):
        (case,) = cases_of(app)
        assert case.handler_id == acting_as(app, "desk_town").me
    for who in ("admin", "auditor", "supervisor", "mediator"):
        with pytest.raises(errors.Forbidden):
            bring(app, rows, who)
    with pytest.raises(errors.Invalid), county_scope(app, COUNTY):
        commands.import_cases(acting_as(app, "desk"), rows, source=" ")


def test_who_is_known_from_the_window_is_taken_on(app: Flask) -> None:
    with county_scope(app, COUNTY):
        one = {**INTAKE["parties"][0], "id_no": ROW["applicant_id_no"]}
        commands.receive(acting_as(app, "desk"), raw={**INTAKE, "parties": [one]})
        db.session.commit()
        before = db.session.scalar(select(func.count()).select_from(Person))
    assert bring(app, table({"other_name": "", "other_relation": ""})).alike[0].same
    with county_scope(app, COUNTY, read_only=True):
        assert db.session.scalar(select(func.count()).select_from(Person)) == before


def test_the_page_looks_first_and_then_stores(app: Flask) -> None:
    clerk = HtmlActor(app, "desk", house_of(app))
    head = "外部编号,服务点,受理日期,什么事,诉求,来访人\n"
    good = f"{head}P-1,{COUNTY},2026-03-02,家庭财产,老房子归谁说不拢,公孙秀兰\n"

    def send(text: str, **more: str) -> Any:
        form = clerk.open(clerk.at("desk/import")).form("/import")
        table = (BytesIO(text.encode()), "a.csv")
        data = {**form.data(), "source": "旧系统", **more, "table": table}
        return clerk.ask("POST", form.action, data=data, content_type="multipart/form-data")

    bad = send(good.replace("家庭财产", "吵架"))
    assert bad.status == 422
    assert "请从给出的选项里选" in bad.text
    assert send(good, source="").status == 422
    assert "没有存" in send(good, look="1").text
    with county_scope(app, COUNTY, read_only=True):
        assert not cases_of(app)
    assert "新增 1" in send(good).text
    assert "以前导过的 1" in send(good).text
    with county_scope(app, COUNTY, read_only=True):
        assert len(cases_of(app)) == 1
    for login in ("admin", "auditor", "mediator"):
        other = HtmlActor(app, login, house_of(app))
        assert other.open(other.at("desk/import")).status == 403
