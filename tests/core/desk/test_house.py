"""The admin's day and the supervisor's: what runs out or is missing, what is late where; no names
of any case."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from flask import Flask
from sqlalchemy import select

from core.audit import note_access, note_change
from core.cases import commands
from core.cases.late import late_by_point
from core.cases.models import CaseFile, FollowUp
from core.clocks import now
from core.db import county_scope, db
from core.desk import house
from core.people.models import Account, Post
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.reliability.test_queries import signed_in

DAY = f"/{COUNTY}/desk/day"


def test_the_admin_is_told_what_runs_out_or_was_never_done(app: Flask) -> None:
    admin = signed_in(app, "admin")
    assert "还没有做过备份" in admin.get(DAY).text
    with county_scope(app, COUNTY):
        here = acting_as(app, "admin")
        lawyer = db.session.scalars(select(Account).where(Account.username == "lawyer")).one()
        name = lawyer.name
        post = db.session.scalars(select(Post).where(Post.account_id == lawyer.id)).one()
        post.ends_on = here.today + timedelta(days=house.TERM_DAYS)
        db.session.commit()
    with app.app_context():
        tried = {"action": "staff.refused", "target": f"county:{COUNTY}"}
        note_access(county=COUNTY, account_id="a", at=now(), **tried)
    text = admin.get(DAY).text
    assert f"{name} · " in text
    assert "导入人员的表有错，还没有导成" in text
    assert "导入服务点的表有错" not in text
    with county_scope(app, COUNTY):
        note = {"actor_id": "a", "at": now()}
        note_change(db.session(), action="staff.import", target=f"county:{COUNTY}", **note)
        note_change(db.session(), action="backup.made", target="county", **note)
        db.session.commit()
    text = admin.get(DAY).text
    assert "导入人员的表有错" not in text, "a good table has been taken since"
    assert "还没有做过备份" not in text
    with county_scope(app, COUNTY, read_only=True):
        found = house.house_of(acting_as(app, "admin", later=timedelta(days=30)), limit=5)
        assert found.copy_is_old
        assert [one.name for one in found.terms][:1] == [name]


def test_next_years_holidays_are_asked_for_in_autumn(app: Flask) -> None:
    with county_scope(app, COUNTY, read_only=True):
        here = acting_as(app, "admin")
        october = here.at.replace(month=10, day=20)
        july = here.at.replace(month=7, day=20)
        for at, told in ((october, here.today.year + 1), (july, None)):
            then = acting_as(app, "admin", later=at - here.at)
            assert then.calendar.is_provisional(then.today.year + 1)
            assert house.house_of(then, limit=1).year_open == told


def test_a_table_with_mistakes_is_remembered(app: Flask) -> None:
    admin = signed_in(app, "admin")
    page = admin.get(f"/{COUNTY}/admin/points/import").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    wrong = BytesIO("code,name,level,parent\n99010109,某点,planet,990101\n".encode())
    answer = admin.post(
        f"/{COUNTY}/admin/points/import",
        data={"csrf_token": token, "table": (wrong, "points.csv")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    day = admin.get(DAY).text
    assert "导入服务点的表有错，还没有导成" in day, day[-2500:]


def test_what_is_late_is_counted_by_point_and_names_nobody(app: Flask) -> None:
    with county_scope(app, COUNTY):
        number = commands.receive(acting_as(app, "desk"), raw=INTAKE).number
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        hidden = commands.receive(acting_as(app, "village"), raw=INTAKE).number
        sealed = db.session.scalars(select(CaseFile).where(CaseFile.number == hidden)).one()
        sealed.sealed = True
        here = acting_as(app, "supervisor")
        late = here.today - timedelta(days=2)
        for one in (case, case, sealed):
            db.session.add(FollowUp(case_id=one.id, kind="routine", planned_on=late))
        db.session.commit()
        (line, *rest) = late_by_point(here)
        assert (line.point_id, line.visits, line.total) == (case.holder_id, 2, 2)
        assert rest == [], "a sealed case is in no number"
        assert late_by_point(acting_as(app, "head_town")) == ()
    page = signed_in(app, "supervisor").get(DAY).text
    assert "哪里超期了" in page
    assert f"point={line.point_id}" in page
    for word in ("周桂芬", number):
        assert word not in page
