"""The month book agrees with a recount whatever happens, tells nobody too much, and can be closed.

One long walk over real rows, on both databases: what a command can do to a counted row is done here
by hand and in any order, so that the book does not rest on how commands behave today.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, event, select, update

from core.audit.models import AuditEntry
from core.cases import commands
from core.cases.counted import BOOK, count_again
from core.cases.errors import Forbidden, MoveRefused
from core.cases.facts import Args
from core.cases.figures import Report, lock, place_for, report_of
from core.cases.ledgers import LEDGERS, read_ledger
from core.cases.models import (
    Attempt,
    CaseBarrier,
    CaseFile,
    FollowUp,
    Meeting,
    Promise,
    Record,
    ServiceItem,
    Transfer,
)
from core.clocks import now
from core.clocks.models import ClockRow
from core.db import db
from core.jobs import drain
from core.points.models import ServicePoint
from core.statistics import is_kept, kept, recount
from core.statistics.models import FigureBook, FigureCell
from core.words import CaseState, Move
from tests.reliability.people import INTAKE, acting_as

STATES = [state.value for state in CaseState]


def take_in(app: Flask, who: str = "desk", **changes: Any) -> CaseFile:
    number = commands.receive(acting_as(app, who), raw={**INTAKE, **changes}).number
    return db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()


def report(app: Flask, who: str, *months: str, point: str = "") -> Report:
    here, session = acting_as(app, who), db.session()
    place = place_for(session, here.viewer, point)
    wanted = months or ("2026-11",)
    return report_of(session, here.viewer, here.roster, place, wanted, today=here.today)


def value(app: Flask, who: str, code: str, *months: str, point: str = "") -> object:
    return report(app, who, *months, point=point).one(code).value


def agrees() -> None:
    book, counted = kept(db.session()), recount(db.session(), BOOK)
    assert {key: book[key] for key in book} == {
        key: counted[key] for key in counted if counted[key]
    }


def ledgers_agree(app: Flask) -> None:
    """Who may know of every case that is counted at a point finds all of them in its ledgers."""
    here = acting_as(app, "supervisor")
    for point in ("990101", "990101001"):
        place = place_for(here.session, here.viewer, point)
        for ledger in LEDGERS:
            page = read_ledger(
                here.session, here.viewer, place, ledger, ("2026-09", "2026-10", "2026-11"),
                today="2026-11-20", most=1000,
            )  # fmt: skip
            assert len(page.rows) == page.total, (ledger.name, point)


def _visit(dice: random.Random, case: CaseFile) -> object:
    return FollowUp(case_id=case.id, planned_on=date(2026, 11, dice.randint(1, 28)))


def _attempt(dice: random.Random, case: CaseFile) -> object:
    return Attempt(
        case_id=case.id, level="L3", point_id=case.holder_id, on=date(2026, 11, 3),
        led_by=case.lead_id, started_at=now(),
    )  # fmt: skip


def _meeting(dice: random.Random, case: CaseFile) -> object:
    return Meeting(case_id=case.id, held_on=date(2026, 10, 9), convened_by=case.lead_id)


def _hop(dice: random.Random, case: CaseFile) -> object:
    return Transfer(
        case_id=case.id, kind="assign", from_point_id=case.holder_id, to_point_id=case.point_id,
        sent_by=case.lead_id, state_before="received", sent_at=now(), due_at=now(),
    )  # fmt: skip


def _promise(dice: random.Random, case: CaseFile) -> object:
    item = db.session.scalars(select(ServiceItem).where(ServiceItem.case_id == case.id)).first()
    assert item is not None
    record = Record(
        case_id=case.id, item_id=item.id, form="x", form_version=1, revision="x",
        author_id=case.lead_id, seq=dice.randrange(10**6), filed_at=now(),
    )  # fmt: skip
    db.session.add(record)
    db.session.flush()
    return Promise(
        case_id=case.id, item_id=item.id, record_id=record.id, number=1,
        due_on=dice.choice((None, date(2026, 11, 5))),
    )  # fmt: skip


NEW: tuple[Callable[[random.Random, CaseFile], object], ...] = (
    _visit, _attempt, _meeting, _hop, _promise,
)  # fmt: skip
KINDS = (FollowUp, Attempt, ServiceItem, ClockRow, Transfer, CaseBarrier, Promise)


def shake(dice: random.Random, case: CaseFile, points: list[ServicePoint]) -> None:
    """Do one thing to a case or to what hangs on it."""
    session, moment = db.session(), now() - timedelta(days=dice.randint(0, 70))
    what = dice.randrange(9)
    if what == 0:
        case.state = dice.choice(STATES)
    elif what == 1:
        case.scenario, case.received_at = dice.choice(("dv", "property")), moment
    elif what == 2:
        case.settled_at = dice.choice((None, moment))
    elif what == 3:
        here = dice.choice(points)
        case.holder_id, case.holder_path = here.id, here.path
    elif what == 4:
        case.sealed = not case.sealed
        case.warning_scheme, case.warning = "four_colours", dice.choice(("", "red", "blue"))
    elif what == 5:
        session.add(CaseBarrier(case_id=case.id, kind="keep_away", point_id=dice.choice(points).id,
                                since=now()))  # fmt: skip
    elif what == 6:
        session.add(dice.choice(NEW)(dice, case))
    else:
        model = dice.choice(
            (FollowUp, Attempt, ServiceItem, ClockRow, Transfer, CaseBarrier, Promise)
        )
        rows = list(session.scalars(select(model).where(model.case_id == case.id)))
        if rows and what == 7:
            change(dice, dice.choice(rows))
        elif rows and model in (FollowUp, CaseBarrier):
            session.delete(dice.choice(rows))


def change(dice: random.Random, row: Any) -> None:
    if isinstance(row, FollowUp):
        row.done_at = dice.choice((None, now()))
    elif isinstance(row, Attempt):
        row.result = dice.choice(("settled", "failed", "withdrawn"))
    elif isinstance(row, ServiceItem):
        row.state, row.owner_id = dice.choice(("open", "closed")), dice.choice((None, "me"))
    elif isinstance(row, ClockRow):
        row.state, row.stopped_at = "breached", dice.choice((None, now()))
    elif isinstance(row, Promise):
        row.state, row.replaced = dice.choice(("done", "refused")), dice.random() < 0.3
    elif isinstance(row, Transfer):
        row.state = "accepted"


@pytest.mark.postgres
def test_the_book_agrees_with_a_recount_whatever_happens(app: Flask, county: str) -> None:
    dice, session = random.Random(7), db.session()  # noqa: S311 - the same walk every time
    points = list(session.scalars(select(ServicePoint).order_by(ServicePoint.code).limit(6)))
    cases = [take_in(app, who).id for who in ("desk", "desk_town", "village", "desk")]
    session.commit()
    agrees()
    for step in range(36):
        for case_id in dice.sample(cases, 2):
            case = session.get_one(CaseFile, (county, case_id))
            shake(dice, case, points)
            if dice.random() < 0.5:
                session.flush()
            shake(dice, case, points)
        if step % 7 == 3:
            session.rollback()
        else:
            session.commit()
        agrees()
    ledgers_agree(app)
    before = kept(session)
    session.execute(delete(FigureCell).where(FigureCell.number > 0))
    assert count_again(session, at=now()) == len(before)
    session.commit()
    assert kept(session) == before


def test_a_book_that_forgot_a_change_is_seen(app: Flask, county: str) -> None:
    """The planted bug: a case changed past the session, which no listener hears."""
    case = take_in(app)
    db.session.commit()
    db.session.execute(update(CaseFile).where(CaseFile.id == case.id).values(scenario="dv"))
    db.session.commit()
    with pytest.raises(AssertionError):
        agrees()


def test_a_county_never_counted_is_counted_by_the_worker(app: Flask, county: str) -> None:
    session = db.session()
    take_in(app, keep_away=[{"name": "", "point": _point(f"{county}001").id}])
    session.execute(delete(FigureCell).where(FigureCell.number != 0))
    session.execute(delete(FigureBook).where(FigureBook.edition > 0))
    session.commit()
    assert not is_kept(session, BOOK)
    session.rollback()
    drain(app)
    assert is_kept(session, BOOK)
    agrees()


def _point(code: str) -> ServicePoint:
    return db.session.scalars(select(ServicePoint).where(ServicePoint.code == code)).one()


def test_sealed_cases_enter_the_county_only_and_the_barred_count_nowhere(
    app: Flask, county: str
) -> None:
    session, town = db.session(), f"{county}001"
    take_in(app, "desk_town")
    take_in(app, "desk_town", scenario="dv", danger_now="yes", services=["psych"])
    kept_away = take_in(app, "desk_town")
    head = acting_as(app, "head_town")
    session.add(
        CaseBarrier(case_id=kept_away.id, kind="keep_away", account_id=head.me, since=now())
    )
    session.commit()
    assert value(app, "head", "received") == 3
    assert value(app, "head", "received", point=town) == 2, "the sealed one is not told here"
    assert value(app, "head_town", "received") == 1, "nor is what she must not know of"
    assert value(app, "supervisor", "received", point=town) == 2
    with pytest.raises(Forbidden):
        report(app, "head_town", point=county)
    with pytest.raises(Forbidden):
        place_for(session, acting_as(app, "desk").viewer, "")


@pytest.mark.postgres
def test_a_locked_month_never_changes(app: Flask, county: str) -> None:
    session = db.session()
    old = [take_in(app), take_in(app)]
    for case in old:
        case.received_at = now() - timedelta(days=30)
        case.settle_by = date(2026, 10, 31)
    session.add(FollowUp(case_id=old[0].id, planned_on=date(2026, 10, 22)))
    session.commit()
    head = acting_as(app, "head")
    before = report(app, "head", "2026-10")
    assert before.one("received").value == before.one("open").value == 2
    assert before.one("overdue").missing
    with pytest.raises(MoveRefused, match="没有过完"):
        lock(head, "2026-11")
    for who in ("head_town", "supervisor", "admin"):
        with pytest.raises(Forbidden):
            lock(acting_as(app, who), "2026-10")
    assert lock(head, "2026-10") > 0
    session.commit()
    with pytest.raises(MoveRefused, match="已经锁定"):
        lock(acting_as(app, "head"), "2026-10")
    noted = session.scalars(select(AuditEntry).where(AuditEntry.action == "figures.lock")).one()
    assert (noted.target, noted.actor_id) == ("month:2026-10", head.me)
    locked = report(app, "head", "2026-10")
    assert locked.one("overdue").value == 0
    here = report(app, "head", "2026-10", point=county)
    # everything that can still happen to those cases: answered, archived, opened anew, sealed, gone
    case = session.get_one(CaseFile, (county, old[0].id))
    commands.move(acting_as(app, "desk"), case.number, Move.ANSWER, case.version,
                  Args(outcome="当面说清"))  # fmt: skip
    session.commit()
    commands.move(acting_as(app, "desk"), case.number, Move.REOPEN, case.version,
                  Args(reason="又起争执"))  # fmt: skip
    other = session.get_one(CaseFile, (county, old[1].id))
    other.scenario, other.sealed = "dv", True
    other.received_at = now()
    session.commit()
    agrees()
    again = report(app, "head", "2026-10")
    assert again.told == locked.told
    assert again.sums.split("received", ("2026-10",)) == {"property": 2}
    assert report(app, "head", "2026-10", point=county).told == here.told
    assert report(app, "head").one("received").value == 2, "the new episode and the moved one"
    assert report(app, "head", "2026-10", "2026-11").one("received").value == 4
    count_again(session, at=now())
    session.commit()
    assert report(app, "head", "2026-10").told == locked.told


def test_a_page_asks_the_same_few_questions_of_a_year(app: Flask, county: str) -> None:
    take_in(app)
    db.session.commit()
    asked: list[str] = []
    months = tuple(f"2026-{month:02d}" for month in range(1, 12))
    here = acting_as(app, "head")
    place = place_for(here.session, here.viewer, "")

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", count)
    try:
        report_of(here.session, here.viewer, here.roster, place, months, today=here.today)
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
    assert len(asked) <= 4, asked
    assert not [one for one in asked if "case_file" in one], "a case is never looked at"


def test_every_service_answers_with_its_figures(app: Flask, county: str) -> None:
    """Asked for real: what is declared and what the hook says fit, and no breaker counts one."""
    here = acting_as(app, "head")
    heard: list[object] = []
    roster = replace(here.roster, heard=heard.append)
    place = place_for(here.session, here.viewer, "")
    found = report_of(
        here.session, here.viewer, roster, place, ("2026-11",), today=here.today,
        with_services=True,
    )  # fmt: skip
    assert {one.name for one in found.services} == set(roster.services)
    assert not [one.name for one in found.services if one.fault]
    assert not heard


def test_a_service_that_fails_takes_only_its_own_numbers(app: Flask, county: str) -> None:
    here = acting_as(app, "head")
    heard: list[object] = []
    roster = replace(here.roster, heard=heard.append)
    name = next(name for name, service in roster.services.items() if service.indicators)

    def broken(roster: object, plugin: str, **given: object) -> tuple[()]:
        from core.roster import PluginFailed
        from core.roster.values import Fault, Kind

        if plugin == name:
            raise PluginFailed(Fault(plugin=plugin, hook="figures", kind=Kind.RAISED, where="x"))
        return ()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.cases.service_figures.ask_for_figures", broken)
        place = place_for(here.session, here.viewer, "")
        found = report_of(
            here.session, here.viewer, roster, place, ("2026-11",), today=here.today,
            with_services=True,
        )  # fmt: skip
    faulty = [one.name for one in found.services if one.fault]
    assert faulty == [name]
    assert len(heard) == 1
    assert found.one("received").value == 0
    others = [one for one in found.services if one.name != name]
    assert all(told.missing for one in others for told in one.told)


def test_what_a_savepoint_takes_back_is_not_counted(app: Flask, county: str) -> None:
    """And what was noted before it stays."""
    session = db.session()
    take_in(app)
    savepoint = session.begin_nested()
    take_in(app)
    session.flush()
    savepoint.rollback()
    with session.begin_nested():
        take_in(app)
    session.commit()
    assert kept(session) == +recount(session, BOOK)
