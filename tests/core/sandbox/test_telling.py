"""The 练手县: a small edition of its two years, told through the commands, in the order of time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from core import jobs, sandbox
from core.appointments.models import Appointment
from core.audit.models import AccessEntry, AuditEntry
from core.cases import commands
from core.cases.counted import BOOK
from core.cases.danger.classes import GRAVE, LETHAL, LIGHT, class_so_far
from core.cases.errors import MoveRefused
from core.cases.glass import SEEN
from core.cases.models import (
    Approval,
    CaseBarrier,
    CaseEvent,
    CaseFile,
    CaseMerge,
    FollowUp,
    Glass,
    Protection,
    Referral,
    ServiceItem,
    Task,
    Thanks,
    Transfer,
    Unsealing,
)
from core.cases.models_family import Kinship, SamePerson
from core.cases.models_flags import CaseFlag
from core.cases.models_joint import CoHandling, CoPart
from core.cases.referral_form import OPEN
from core.clocks import moment, now, today
from core.db import county_scope, db
from core.documents.models import Document, WordTemplate
from core.drafts.models import Draft
from core.duty.models import DutyAway, DutyShift
from core.families.models import Person
from core.files.models import StoredFile
from core.sandbox import printing
from core.sandbox.filling import fill, told_stories
from core.sandbox.guarding import LOOKS, SHOWN
from core.sandbox.people import desks
from core.sandbox.tales import SCENARIOS, SPAN, campaigns, stories
from core.sandbox.telling import Telling
from core.sandbox.tying import tied_cases
from core.statistics import kept, locked_months, recount
from core.switches import recent_faults
from core.words import Objection
from tests.harness.apps import COUNTY, TODAY
from tests.harness.practice import FEW, practice_county, refused_stories
from tests.reliability.people import INTAKE

TIES = (
    Kinship, SamePerson, CaseMerge, CoHandling, CaseFlag, Approval, Unsealing, CaseBarrier,
    StoredFile, Draft, WordTemplate,
)  # fmt: skip
WAITING = 1
"""Cases left where a second person is asked."""
TOLD = FEW + len(SHOWN) + tied_cases() + WAITING


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The practice county with a few of its stories."""
    with practice_county(tmp_path_factory) as app:
        yield app


def test_the_stories_are_spread_as_a_county_has_them(county: Flask) -> None:
    roster = county.extensions["jiahe.roster"]
    every = stories(roster, TODAY, 600, desks())
    assert every == stories(roster, TODAY, 600, desks()), "same seed, same day, same county"
    assert {one.scenario for one in every} == {code for code, _weight in SCENARIOS}
    opened = {service for one in every for service in one.services}
    assert opened == set(roster.services), "every function has something to show"
    months = Counter(one.start.strftime("%Y-%m") for one in every)
    assert len(months) >= 24
    assert min(months[month] for month in sorted(months)[1:-1]) >= 8
    assert all(one.start.date() < TODAY for one in every)
    assert min(one.start.date() for one in every) >= TODAY - timedelta(days=SPAN + 2)
    assert len({one.desk for one in every}) >= 25, "towns and villages all over"
    assert sum(bool(one.campaign) for one in every) >= 10
    recent, before = told_stories(county, roster, 600)
    assert 40 <= len(recent) <= 120, "few enough that the doors open soon"
    assert len(recent) + len(before) == 600


def test_what_is_told_stands_as_if_it_had_happened(county: Flask) -> None:
    with county_scope(county, COUNTY, read_only=True):
        session = db.session()
        cases = session.scalars(select(CaseFile)).all()
        assert len(cases) == TOLD
        assert len({one.state for one in cases}) >= 4
        assert kept(session) == +recount(session, BOOK), "counted as it happened"
        lines = session.scalars(select(CaseEvent).order_by(CaseEvent.case_id, CaseEvent.seq)).all()
        for earlier, later in pairwise(lines):
            assert earlier.case_id != later.case_id or earlier.at <= later.at
        with county.app_context():
            assert max(one.at for one in lines) <= now()
        ended = [one for one in cases if one.ended_at is not None]
        assert any(one.ended_at.date() < TODAY - timedelta(days=60) for one in ended)  # type: ignore[union-attr]  # has ended
        assert session.scalars(select(func.count()).select_from(Thanks)).one() >= 0
        assert session.scalars(select(func.count()).select_from(AuditEntry)).one() >= len(lines)
        handed = (
            select(func.count())
            .select_from(Task)
            .join(ServiceItem, ServiceItem.id == Task.item_id)
            .where(ServiceItem.state != "open", ServiceItem.owner_id == Task.account_id)
        )
        assert session.scalars(handed).one() > 0
        still = session.scalars(handed.where(Task.done_at.is_(None))).one()
        assert still == 0, "who ended an item is not told any more that she was given it"
        phones = [one.phone for one in session.scalars(select(Person)) if one.phone]
        assert all(re.fullmatch(r"1990000\d{4}", one) for one in phones), "nobody's number"
        locked = sorted(locked_months(session))
        assert locked[-1] == "2026-08"
        assert len(locked) >= 20


def test_what_guards_somebody_is_there_in_every_state(county: Flask) -> None:
    """Not left to chance: whoever learns finds each state on the first morning."""
    with county_scope(county, COUNTY, read_only=True):
        session = db.session()
        letters = session.scalars(select(Referral)).all()
        assert {one.state for one in letters} == {"sent", "received", "answered", "refused"}
        with county.app_context():
            at = now()
        late = [one for one in letters if one.state in OPEN and one.due_at < at]
        assert late, "one is overdue"
        assert any(one.state == "sent" and one.due_at >= at for one in letters)
        classes = {class_so_far(one.danger) for one in session.scalars(select(CaseFile))}
        assert classes >= {LIGHT, GRAVE, LETHAL}
        orders = session.scalars(select(Protection)).all()
        asked = [one for one in orders if one.kind == "order" and one.made_on is None]
        assert sorted(one.refused_on is None for one in asked) == [False, True]
        ends = sorted((one.until - TODAY).days for one in orders if one.until)
        assert (ends[0] < 0, 0 <= ends[1] <= 7, ends[-1] > 30) == (True, True, True), ends
        warned = next(one.case_id for one in orders if one.kind == "warning")
        visits = session.scalars(select(FollowUp).where(FollowUp.case_id == warned)).all()
        assert {one.done_at is None for one in visits} == {True, False}
        look = session.scalars(select(Glass)).one()
        assert (look.closed_at is not None, look.verdict) == (True, "")
        pages = session.scalars(select(AccessEntry).where(AccessEntry.action == SEEN)).all()
        assert len(pages) == len(LOOKS), "an emergency look looks"
        assert all(look.opened_at < one.at < look.closed_at for one in pages)  # type: ignore[operator]  # it is closed
        assert {one.target for one in pages} == {f"case:{look.case_id}"}


def test_something_waits_to_be_taken_up_and_taken_in(county: Flask) -> None:
    with county_scope(county, COUNTY, read_only=True):
        session = db.session()
        hops = session.scalars(select(Transfer).where(Transfer.state == "pending")).all()
        assert {one.kind for one in hops} >= {"assign", "escalate"}
        clues = select(func.count()).select_from(CaseFile).where(CaseFile.state == "clue")
        assert session.scalars(clues).one() >= 1


def test_what_ties_cases_and_people_together_is_there(county: Flask) -> None:
    """None of it follows from a quarrel and its end: it is told on purpose, and not twice."""
    with county_scope(county, COUNTY, read_only=True):
        session = db.session()
        held = {
            model.__tablename__: session.scalar(select(func.count()).select_from(model))
            for model in TIES
        }
        assert [name for name, count in held.items() if not count] == []
        parts = session.scalars(select(CoPart)).all()
        assert {one.state for one in parts} == {"working", "asked"}
        flags = session.scalars(select(CaseFlag)).all()
        assert {one.code for one in flags} == {"elderly", "repeated"}
        unsealing = session.scalars(select(Unsealing)).one()
        assert unsealing.state == "asked"
        assert session.get_one(CaseFile, (COUNTY, unsealing.case_id)).sealed
        assert {one.state for one in session.scalars(select(WordTemplate))} == {
            "in_force",
            "draft",
        }
        scan = session.scalars(select(StoredFile)).one()
        assert (scan.state, scan.kind) == ("kept", "png")
        assert "asked" in {one.state for one in session.scalars(select(Approval))}


def test_core_papers_are_issued_from_the_cases_as_they_stand_and_once(
    county: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "LOOKED_THROUGH", 8)
    roster = county.extensions["jiahe.roster"]
    assert printing.print_offered(county, roster) > 5
    assert printing.print_offered(county, roster) <= 2, "but for one another kind stands for"
    with county_scope(county, COUNTY, read_only=True):
        assert {"intake_receipt", "consent_form"} <= set(db.session.scalars(select(Document.kind)))


def test_the_coming_weeks_are_planned_and_booked(county: Flask) -> None:
    with county_scope(county, COUNTY, read_only=True):
        session = db.session()
        shifts = session.scalars(select(DutyShift)).all()
        assert len({one.point_id for one in shifts}) == 4
        assert {one.service for one in shifts} >= {"", "mediation", "legal_consult"}
        booked = session.scalars(select(Appointment)).all()
        assert len({one.point_id for one in booked}) == 2
        assert {one.case_id is None for one in booked} == {True, False}
        assert all(TODAY <= one.on <= TODAY + timedelta(days=13) for one in booked)
        assert session.scalars(select(func.count()).select_from(DutyAway)).one() == 1


def test_no_plugin_fails_while_it_is_told(county: Flask) -> None:
    with county_scope(county, COUNTY, read_only=True):
        faults = [(one.plugin, one.hook, one.place) for one in recent_faults(db.session())]
    assert faults == []


def test_an_interrupted_telling_is_not_begun_again(county: Flask) -> None:
    sandbox.build_past(county, cases=FEW)
    with county_scope(county, COUNTY, read_only=True):
        assert db.session().scalars(select(func.count()).select_from(CaseFile)).one() == TOLD


def test_the_clock_stands_for_one_thread_of_work_only(county: Flask, tmp_path: Path) -> None:
    with county.app_context():
        before = today()
        with moment(now() - timedelta(days=100)):
            assert today() == before - timedelta(days=100)
        assert today() == before


def test_a_campaign_of_every_winter(county: Flask) -> None:
    names = [one["name"] for one in campaigns(TODAY)]
    assert len(names) == len(set(names)) == 6


def test_a_story_the_rules_refuse_leaves_nothing_half_done(
    county: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the others are told to their end."""

    class Refusing(Telling):
        def acts(self) -> Iterator[datetime]:
            yield self.at
            commands.receive(self.do("desk"), raw=INTAKE)
            if self.story.place == 0:
                raise MoveRefused(Objection(text="今天不行", code="not_today"))

    monkeypatch.setattr("core.sandbox.filling.Telling", Refusing)
    roster = county.extensions["jiahe.roster"]
    with county_scope(county, COUNTY, read_only=True):
        before = db.session.scalars(select(func.count()).select_from(CaseFile)).one()
    with refused_stories() as refused:
        assert fill(county, roster, stories(roster, TODAY, 2, desks())) == 1, "and it is told"
    assert len(refused) == 1
    assert refused[0].startswith("0: MoveRefused")
    with county_scope(county, COUNTY, read_only=True):
        session = db.session()
        assert session.scalars(select(func.count()).select_from(CaseFile)).one() == before + 1
        assert kept(session) == +recount(session, BOOK)


@pytest.mark.parametrize("resting", [True, False])
def test_a_round_would_end_what_is_told_and_so_it_waits(
    county: Flask, monkeypatch: pytest.MonkeyPatch, *, resting: bool
) -> None:
    """A hop of two years ago is long over by the clock of a round, which came between sending and
    taking in and stopped every tenth story."""
    roster = county.extensions["jiahe.roster"]
    upward = [one for one in stories(roster, TODAY, 600, desks()) if one.course == "up"]
    told, other = [one for one in upward if one.place >= FEW][:2]

    def meanwhile(_seconds: float) -> None:
        # by the clock of the wall: the telling puts its own back for each act
        jobs.drain(county, resting=resting)

    monkeypatch.setattr("core.sandbox.filling.sleep", meanwhile)
    monkeypatch.setattr("core.sandbox.filling.BESIDE", 1)
    with refused_stories() as refused:
        stopped = fill(county, roster, [told if resting else other], beside=True)
    assert (stopped, len(refused)) == ((0, 0) if resting else (1, 1)), refused


@pytest.mark.long
def test_every_story_of_the_county_is_told_to_its_end(county: Flask) -> None:
    """All six hundred: the few of the other tests may miss the one that stops."""
    roster = county.extensions["jiahe.roster"]
    with refused_stories() as refused:
        stopped = fill(county, roster, stories(roster, TODAY, 600, desks()))
    assert refused == []
    assert stopped == 0
