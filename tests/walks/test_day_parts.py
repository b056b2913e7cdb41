"""What stands on the day of each post: a thing that makes a part appear, and what makes it go.

The table is the promise of the page: who works finds there what is due, what waits and what is
missing, and nothing of it once it is done (T/ZSM 5.6.1).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from flask import Flask
from sqlalchemy import delete, select

from core.appointments.models import Appointment
from core.cases import commands
from core.cases.acting import Acting
from core.cases.models import (
    Approval,
    CaseBarrier,
    CaseFile,
    CaseGrant,
    FollowUp,
    Promise,
    Record,
    ServiceItem,
    Task,
    Transfer,
    UrgentReport,
)
from core.cases.models_meetings import AnalysisMeeting, MeetingPerson
from core.clocks.models import ClockRow
from core.db import Base, county_scope, db
from core.documents.models import Document
from core.drafts import drop, keep
from core.duty.models import DutyShift
from core.points.models import ServicePoint
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

DAY = timedelta(days=1)
WORKS = {
    "mediator": ("mediation",),
    "lawyer": ("legal_consult",),
    "psychologist": ("psych",),
    "educator": ("family_education",),
    "petition": ("petition",),
    "counsellor": ("marriage_counseling",),
    "aid": ("legal_aid", "hardship_aid"),
    "head": ("hardship_aid",),
}
TYPED = (("note", "写到一半"),)
Row = TypeVar("Row", bound=Base)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """Who looks, and one case of the county studio with an item of each service."""

    here: Acting
    number: str

    @property
    def me(self) -> str:
        return self.here.me

    @property
    def case(self) -> CaseFile:
        return db.session.scalars(select(CaseFile).where(CaseFile.number == self.number)).one()

    @property
    def studio(self) -> ServicePoint:
        return db.session.scalars(select(ServicePoint).where(ServicePoint.code == COUNTY)).one()

    def item(self, service: str) -> ServiceItem:
        case = self.case.id
        return db.session.scalars(
            select(ServiceItem).where(ServiceItem.case_id == case, ServiceItem.service == service)
        ).one()

    def add(self, row: Row) -> Row:
        db.session.add(row)
        db.session.flush()
        return row

    def only(self, kind: type[Row], **known: Any) -> Row:
        return db.session.scalars(select(kind).filter_by(**known)).one()


Act = Callable[[Scene], object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Whose part, the words of it that appear, what makes them appear and what makes them go."""

    login: str
    words: tuple[str, ...]
    comes: Act
    goes: Act


def sets(row: Callable[[Scene], Base], **values: Any) -> Act:
    """Write *values*; one that is callable is asked with the scene."""

    def act(scene: Scene) -> None:
        found = row(scene)
        for name, value in values.items():
            setattr(found, name, value(scene) if callable(value) else value)

    return act


def both(*acts: Act) -> Act:
    return lambda scene: [act(scene) for act in acts]


def at(scene: Scene) -> Any:
    return scene.here.at


def me(scene: Scene) -> str:
    return scene.me


def item_of(service: str) -> Callable[[Scene], Base]:
    return lambda scene: scene.item(service)


def one(kind: type[Base], **known: Any) -> Callable[[Scene], Base]:
    return lambda scene: scene.only(kind, **known)


def the_case(scene: Scene) -> Base:
    return scene.case


def note(service: str) -> Act:
    def act(scene: Scene) -> None:
        item = scene.item(service)
        scene.add(
            Record(
                case_id=item.case_id, item_id=item.id, form=f"{service}.x", form_version=1,
                revision="r", author_id=scene.me, seq=9, filed_at=scene.here.at,
            )
        )  # fmt: skip

    return act


def paper(kind: str, service: str = "") -> Act:
    def act(scene: Scene) -> None:
        case = scene.case
        scene.add(
            Document(
                case_id=case.id, item_id=scene.item(service).id if service else None,
                kind=f"{service}.{kind}" if service else kind, title="纸", series="ordinary",
                office_id=case.holder_id, verify_code=kind[:9], sha256="0", size=1,
                template_version="1", issued_at=scene.here.at, issued_by=scene.me,
            )
        )  # fmt: skip

    return act


def promised(scene: Scene) -> None:
    note("mediation")(scene)
    record = scene.only(Record, seq=9)
    scene.add(
        Promise(
            case_id=record.case_id, item_id=record.item_id, record_id=record.id, number=1,
            due_on=scene.here.today,
        )
    )  # fmt: skip


def served(day: int, *, booked: bool = False) -> Act:
    """Let the viewer serve *day* days from today, with somebody booked there if asked."""

    def act(scene: Scene) -> None:
        on, point = scene.here.today + day * DAY, scene.here.viewer.current.point.id
        shift = scene.add(
            DutyShift(
                point_id=point, service="legal_consult", weekday=None, days="all", first_on=on,
                last_on=on, starts=540, ends=600, account_id=scene.me, slot_minutes=30,
                made_by=scene.me, made_at=scene.here.at,
            )
        )  # fmt: skip
        if booked:
            scene.add(
                Appointment(
                    shift_id=shift.id, point_id=point, on=on, starts=540, ends=570, seat=0,
                    who={"name": "罗春霞"}, booked_by=scene.me, booked_at=scene.here.at,
                )
            )  # fmt: skip

    return act


def unserved(scene: Scene) -> None:
    db.session.execute(delete(DutyShift).where(DutyShift.account_id == scene.me))


def place_of(scene: Scene) -> str:
    item = scene.item("legal_consult")
    return f"/{COUNTY}/cases/{scene.number}/items/{item.id}/steps/consult"


def began(scene: Scene) -> None:
    scene.item("legal_consult").owner_id = scene.me
    keep(db.session(), author_id=scene.me, place=place_of(scene), answers=TYPED, at=scene.here.at)


def barred(scene: Scene) -> None:
    scene.add(
        CaseBarrier(case_id=scene.case.id, kind="recusal", account_id=scene.me, since=scene.here.at)
    )


def meeting(*, asked: bool) -> Act:
    def act(scene: Scene) -> None:
        called = scene.add(
            AnalysisMeeting(
                point_id=scene.studio.id, month="2026-11", on=scene.here.today, points=[],
                called_by="somebody", called_at=scene.here.at, called={},
            )
        )  # fmt: skip
        if asked:
            scene.add(MeetingPerson(meeting_id=called.id, account_id=scene.me))

    return act


def hop(scene: Scene) -> None:
    scene.add(
        Transfer(
            case_id=scene.case.id, kind="escalate", from_point_id=scene.studio.id,
            to_point_id=scene.here.viewer.current.point.id, sent_by="somebody",
            state_before="received", sent_at=scene.here.at, due_at=scene.here.at + DAY,
        )
    )  # fmt: skip


def alarm(scene: Scene) -> None:
    scene.add(
        UrgentReport(
            case_id=scene.case.id, sent_by="somebody", named=[scene.me], sent_at=scene.here.at,
            due_at=scene.here.at + DAY,
        )
    )  # fmt: skip


def second(scene: Scene) -> None:
    item = scene.item("hardship_aid")
    scene.add(
        Approval(
            case_id=item.case_id, item_id=item.id, service=item.service, step="first_aid",
            step_title="先行救助", revision="r", asked_by="somebody", asked_at=scene.here.at,
            second_id=scene.me, due_on=scene.here.today,
        )
    )  # fmt: skip


def clock(scene: Scene) -> None:
    scene.add(
        ClockRow(
            case_id=scene.case.id, owner_id=scene.me, code="x", title="办结的日子",
            citation="县规则", unit="days", length=9, started_at=scene.here.at,
            due_at=scene.here.at + DAY,
        )
    )  # fmt: skip


def task(scene: Scene) -> None:
    scene.add(
        Task(
            case_id=scene.case.id, title="送一份回执", account_id=scene.me,
            created_at=scene.here.at, due_on=scene.here.today,
        )
    )  # fmt: skip


def visit(scene: Scene) -> None:
    scene.case.tracker_id = scene.me
    scene.add(FollowUp(case_id=scene.case.id, planned_on=scene.here.today + DAY))


def worker(login: str) -> tuple[Part, ...]:
    """What everybody with a profession has: what waits for it, the own items, notes to write."""
    owned = [sets(item_of(one), owner_id=me) for one in WORKS[login]]
    given = [sets(item_of(one), owner_id="somebody") for one in WORKS[login]]
    ended = [sets(item_of(one), state="closed") for one in WORKS[login]]
    return (
        Part(
            login=login,
            words=("等人认领",),
            comes=lambda _scene: None,
            goes=both(*given),
        ),
        Part(
            login=login,
            words=("我的服务事项", "还没有记录"),
            comes=both(*owned),
            goes=both(*ended),
        ),
    )


PARTS = (
    *(part for login in WORKS if login != "head" for part in worker(login)),
    Part(
        login="psychologist",
        words=("还没有记录",),
        comes=sets(item_of("psych"), owner_id=me),
        goes=note("psych"),
    ),
    Part(
        login="mediator",
        words=("还缺：",),
        comes=sets(item_of("mediation"), owner_id=me, required_papers=["agreement"]),
        goes=paper("agreement", "mediation"),
    ),
    Part(
        login="mediator",
        words=("还缺：",),
        comes=sets(item_of("mediation"), owner_id=me, required_papers=["agreement"]),
        goes=both(
            sets(the_case, sealed=True),
            lambda scene: scene.add(
                CaseGrant(
                    case_id=scene.case.id, account_id=scene.me, why="handler", since=scene.here.at
                )
            ),
        ),
    ),
    Part(
        login="mediator",
        words=("案卷缺文书", "还缺：结案报告表、卷宗封面"),
        comes=sets(the_case, handler_id=me, state="followup", settled_at=at),
        goes=both(paper("closing_report"), paper("dossier_cover")),
    ),
    Part(
        login="mediator",
        words=("约定到期，要核实",),
        comes=both(promised, sets(the_case, handler_id=me, settled_at=at)),
        goes=sets(one(Promise), state="done"),
    ),
    Part(login="lawyer", words=("我的值班", "法律咨询 9:00"), comes=served(2), goes=unserved),
    Part(
        login="lawyer",
        words=("约了我的", "罗*霞"),
        comes=served(0, booked=True),
        goes=sets(one(Appointment, state="booked"), state="kept"),
    ),
    Part(
        login="lawyer",
        words=("约过了，来没来还没有记", "罗*霞"),
        comes=served(-2, booked=True),
        goes=sets(one(Appointment, state="booked"), state="missed"),
    ),
    Part(
        login="lawyer",
        words=("写了一半的", "接着写"),
        comes=began,
        goes=lambda scene: drop(db.session(), scene.me, place_of(scene)),
    ),
    Part(login="lawyer", words=("写了一半的",), comes=began, goes=barred),
    Part(
        login="psychologist",
        words=("要开的分析会", "县服务工作室 · 议程"),
        comes=meeting(asked=True),
        goes=sets(one(AnalysisMeeting), voided_at=at),
    ),
    Part(
        login="head",
        words=("要开的分析会",),
        comes=meeting(asked=False),
        goes=sets(one(AnalysisMeeting), held_on=date(2026, 11, 20)),
    ),
    Part(
        login="head_town",
        words=("转入待接收", "接收或退回…"),
        comes=hop,
        goes=sets(one(Transfer), state="accepted"),
    ),
    Part(
        login="head",
        words=("紧急上报，等您确认",),
        comes=alarm,
        goes=sets(one(UrgentReport), state="acknowledged"),
    ),
    Part(
        login="head",
        words=("等您审批",),
        comes=second,
        goes=sets(one(Approval), state="withdrawn"),
    ),
    Part(
        login="counsellor",
        words=("送一份回执",),
        comes=task,
        goes=sets(one(Task, title="送一份回执"), done_at=at),
    ),
    Part(
        login="petition",
        words=("办结的日子",),
        comes=clock,
        goes=sets(one(ClockRow, code="x"), stopped_at=at, state="stopped"),
    ),
    Part(
        login="village",
        words=("常态回访",),
        comes=visit,
        goes=sets(one(FollowUp), done_at=at),
    ),
    Part(
        login="village",
        words=("我的重点家庭",),
        comes=sets(the_case, handler_id=me, warning="red", warning_scheme="four_colours"),
        goes=sets(the_case, warning=""),
    ),
)


@pytest.mark.parametrize("login", sorted({part.login for part in PARTS}))
def test_each_part_comes_with_its_matter_and_goes_with_it(app: Flask, login: str) -> None:
    looking = HtmlActor(app, login, house_of(app))
    asked = dict(INTAKE) | {"services": WORKS.get(login, ("mediation",))}

    def lacking(part: Part) -> list[str]:
        main = looking.open(looking.at("desk/day")).root.all("main")[0].text
        return [word for word in part.words if word not in main]

    for part in (one for one in PARTS if one.login == login):
        with county_scope(app, COUNTY):
            number = commands.receive(acting_as(app, "desk"), raw=asked).number
            db.session.commit()
        for act, left in ((part.comes, []), (part.goes, list(part.words))):
            with county_scope(app, COUNTY):
                act(Scene(here=acting_as(app, login), number=number))
                db.session.commit()
            assert lacking(part) == left, part.words
