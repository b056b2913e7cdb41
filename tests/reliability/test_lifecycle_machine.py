"""Long random lives of cases: whatever people do in whatever order, the promises hold.

Hypothesis makes up whole days: intakes calm and dangerous, every move of the table by anybody,
seals, switches, hops that expire, clocks that jump forth and back. After each step the county is
judged as after a crash. 10 lives of 12 steps here; with ``--long`` 200 of 50, ten at a time.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select, update

from core.app import create_app
from core.cases import commands
from core.cases.counting import RUNNING, running_items
from core.cases.errors import Refused
from core.cases.facts import Args, MeasureAsked
from core.cases.lifecycle import ENDED
from core.cases.lists import Filters, list_cases
from core.cases.loading import load, open_case, standing_of
from core.cases.models import CaseFile, CaseGrant, ServiceItem
from core.cases.transfers import expire
from core.clocks import local_date
from core.db import county_scope, db
from core.jobs import drain
from core.points.models import ServicePoint
from core.points.tree import ids_of, view
from core.privacy import Reach, reach
from core.switches import load_board
from core.switches.models import Switch
from core.switches.service import SwitchRefused, set_state
from core.words import CaseState, Move, State
from tests.harness.apps import COUNTY, make_settings
from tests.reliability.judging import broken
from tests.reliability.living import answer_questions, go_on, visit
from tests.reliability.people import INTAKE, acting_as

PEOPLE = ("desk", "desk_town", "mediator_town", "head_town", "village", "mediator", "head")
WAY = ("desk", "desk_town", "village")
STRANGERS = ("supervisor", "head_town", "desk_town", "village")
CALM = {"danger_now": "no"}
# no mediation to be admitted first, so that attempts begin
QUESTION: dict[str, Any] = {**CALM, "services": ["legal_consult"]}
TROUBLES: tuple[dict[str, Any], ...] = (
    QUESTION,
    CALM,
    {**QUESTION, "scenario": "support_care"},
    {"danger_now": "unknown"},
    {"scenario": "dv", "danger_now": "yes", "services": ["psych"]},
    {"scenario": "minor", "services": ["psych"], "danger_flags": []},
)
SERVICES = ("mediation", "legal_consult", "psych")
BEGIN = (
    *(Move.ACCEPT, Move.ACCEPT, Move.START_ATTEMPT, Move.START_ATTEMPT, Move.NOT_SETTLED),
    *(Move.ESCALATE, Move.SETTLE, Move.SETTLE, Move.BEGIN_FOLLOWUP, Move.ARCHIVE, Move.ARCHIVE),
    *(Move.SEND_BACK, Move.SUSPEND),
)
"""Where a life looks first for its next move; doubled is what leads it far."""
GETS_ON = {"accept", "assign_down", "start_attempt"}
"""What has happened to some case after ten lives."""
TO_THE_END = (
    Move.START_ATTEMPT,
    Move.NOT_SETTLED,
    Move.START_ATTEMPT,
    Move.SETTLE,
    Move.BEGIN_FOLLOWUP,
    Move.ARCHIVE,
)
MOVES = tuple(move for move in Move if move not in (Move.REOPEN, Move.MERGE))


class Lives(RuleBasedStateMachine):
    """A county, its people, and everything that can happen to its cases."""

    template: ClassVar[Path]
    lived: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="jiahe-lives-"))
        shutil.copyfile(self.template, self.place / "jiahe.db")
        self.app: Flask = create_app(
            make_settings(self.place, f"sqlite:///{self.place / 'jiahe.db'}")
        )
        self.numbers: list[str] = []
        self.later = timedelta(0)
        with county_scope(self.app, COUNTY, read_only=True):
            self.points = list(
                db.session.scalars(
                    select(ServicePoint.id)
                    .order_by(ServicePoint.level, ServicePoint.code)
                    .limit(12)
                )
            )
            # the county, its first town, the first village of it: where somebody is to accept
            self.places = [acting_as(self.app, name).viewer.current.point.id for name in WAY]
            self.accounts = [acting_as(self.app, name).me for name in PEOPLE]

    def teardown(self) -> None:
        with self.app.app_context():
            db.engine.dispose()
        shutil.rmtree(self.place, ignore_errors=True)

    @rule(who=st.sampled_from(("desk", "desk_town", "village")), trouble=st.sampled_from(TROUBLES))
    def take_in(self, who: str, trouble: dict[str, Any]) -> None:
        with county_scope(self.app, COUNTY):
            acting = acting_as(self.app, who, later=self.later)
            try:
                number = commands.receive(acting, raw={**INTAKE, **trouble}).number
            except Refused:
                # only where the function is not open, and then it leaves nothing behind
                db.session.rollback()
                wanted = {**INTAKE, **trouble}["services"]
                here = acting.viewer.current.point.path
                assert not all(acting.board.is_open(one, here) for one in wanted)
                return
            self.numbers.append(number)
            db.session.commit()

    @rule(
        who=st.sampled_from(PEOPLE),
        act=st.sampled_from(MOVES),
        which=st.integers(0, 5),
        choice=st.integers(0, 30),
    )
    def anybody_tries(self, who: str, act: Move, which: int, choice: int) -> None:
        """Most are refused; a refusal must leave nothing behind, which the judge sees."""
        if not self.numbers:
            return
        number = self.numbers[which % len(self.numbers)]
        with county_scope(self.app, COUNTY):
            acting = acting_as(self.app, who, later=self.later)
            version = db.session.scalars(
                select(CaseFile.version).where(CaseFile.number == number)
            ).one()
            try:
                commands.move(acting, number, act, version, self._args(acting, choice))
                db.session.commit()
            except Refused:
                db.session.rollback()

    @rule(which=st.integers(0, 5), firsts=st.lists(st.sampled_from(BEGIN), min_size=2, max_size=6))
    def it_goes_its_way(self, which: int, firsts: list[Move]) -> None:
        """Whoever may makes the next moves, so that lives get anywhere."""
        if not self.numbers:
            self.take_in("desk_town", QUESTION)
        number = self.numbers[which % len(self.numbers)] if self.numbers else ""
        for first in firsts if number else ():
            if first is Move.SETTLE:
                answer_questions(self.app, number, ("lawyer", *PEOPLE), later=self.later)
            if first is Move.ARCHIVE:
                visit(self.app, number, PEOPLE, later=self.later)
            act = go_on(
                self.app,
                number,
                PEOPLE,
                self.places,
                lambda acting: self._args(acting, 1),
                later=self.later,
                first=first,
            )
            if act is not None:
                self.lived[act.value] += 1

    @rule(days=st.integers(1, 5))
    def days_pass(self, days: int) -> None:
        """Time goes on, and hops nobody answered expire."""
        self.later += timedelta(days=days)
        for number in self.numbers:
            with county_scope(self.app, COUNTY):
                acting = acting_as(self.app, "head", later=self.later)
                case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
                from core.cases.history import note, routing

                before = routing(case)
                if expire(acting, load(db.session(), case)):
                    case.version += 1
                    note(acting, case, "transfer_expired", before=before, quiet=True)
                db.session.commit()

    @rule()
    def the_clock_is_put_back(self) -> None:
        """An hour, as after a wrong time was set right; what was written stays in its order."""
        self.later -= timedelta(hours=1)

    @rule(which=st.integers(0, 5), said=st.sampled_from(("yes", "no", "unknown")))
    def she_is_asked_alone(self, which: int, said: str) -> None:
        """Whoever leads the case asks; a yes seals it, locks it and reports at once."""
        if not self.numbers:
            return
        number = self.numbers[which % len(self.numbers)]
        for who in PEOPLE:
            with county_scope(self.app, COUNTY):
                acting = acting_as(self.app, who, later=self.later)
                raw = {"alone": True, "danger_now": said, "danger_flags": []}
                try:
                    _loaded, facts, _reach = open_case(acting, number)
                    commands.check_danger(acting, number, facts.version, raw)
                    db.session.commit()
                except Refused:
                    db.session.rollback()
                    continue
                return

    @rule(
        service=st.sampled_from(SERVICES),
        state=st.sampled_from((State.OPEN, State.OPEN, State.CLOSING, State.CLOSED)),
        # mostly at a village: what is closed in the county ends every life there
        where=st.sampled_from((2, 2, 2, 2, 1, 1, 0)),
    )
    def a_service_is_switched(self, service: str, state: State, where: int) -> None:
        """At the county or at a point; what would strand running work is refused."""
        with county_scope(self.app, COUNTY):
            session, acting = db.session(), acting_as(self.app, "admin", later=self.later)
            point = session.get_one(ServicePoint, (COUNTY, self.places[where]))
            row = acting.board.row(service, point.id)
            try:
                set_state(
                    session,
                    acting.board,
                    roster=acting.roster,
                    plugin=service,
                    place=view(point),
                    state=state,
                    version=row.version if row else 0,
                    by=acting.me,
                    running_items=running_items,
                )
                session.commit()
            except SwitchRefused:
                session.rollback()

    @rule()
    def the_worker_works(self) -> None:
        drain(self.app)

    @rule()
    def the_house_falls_over(self) -> None:
        """A crash in the middle of a command: what was not committed never was."""
        with county_scope(self.app, COUNTY):
            acting = acting_as(self.app, "desk", later=self.later)
            with suppress(Refused):
                commands.receive(acting, raw=INTAKE)
            db.session.rollback()
        with self.app.app_context():
            db.engine.dispose()

    @invariant()
    def everything_holds(self) -> None:
        with county_scope(self.app, COUNTY, read_only=True):
            session = db.session()
            assert broken(session) == []
            for case in session.scalars(select(CaseFile)):
                if case.report_due:
                    assert CaseState(case.state) not in ENDED - {CaseState.TRANSFERRED_OUT}

    @invariant()
    def no_work_runs_where_its_function_is_closed(self) -> None:
        with county_scope(self.app, COUNTY, read_only=True):
            assert stranded(self.app) == []

    @invariant()
    def sealed_cases_show_to_their_people_only(self) -> None:
        with county_scope(self.app, COUNTY, read_only=True):
            assert leaks(self.app) == []

    def _args(self, acting: Any, choice: int) -> Args:
        return Args(
            reason="双方要求",
            to=self.points[choice % len(self.points)],
            to_account=self.accounts[choice % len(self.accounts)] if choice % 3 == 0 else "",
            waiver="beyond_level" if choice % 2 else "",
            outcome="双方各让一步",
            told_remedies=bool(choice % 2),
            plan="由县里牵头",
            measures=(MeasureAsked(body="县妇联", text="上门走访", due_on=local_date(acting.at)),),
            present=("邻居", "村里长辈"),
            on=local_date(acting.at),
        )


def leaks(app: Flask) -> list[str]:
    """Return who finds a case in a list that privacy does not open to them, or a sealed one
    without being named."""
    found = []
    for who in STRANGERS:
        acting = acting_as(app, who)
        lines, _more = list_cases(acting, Filters(), page_size=100)
        for line in lines:
            case = acting.session.scalars(
                select(CaseFile).where(CaseFile.number == line.number)
            ).one()
            named = set(
                acting.session.scalars(
                    select(CaseGrant.account_id).where(
                        CaseGrant.case_id == case.id, CaseGrant.until.is_(None)
                    )
                )
            )
            how_far = reach(acting.viewer, standing_of(acting.roster, load(acting.session, case)))
            if how_far < Reach.PROCESS:
                found.append(f"{who} finds {line.number} with reach {how_far.name}")
            if case.sealed and acting.me not in named:
                found.append(f"{who} finds the sealed {line.number}")
    return found


def stranded(app: Flask) -> list[str]:
    """Return the running items whose function is closed at their point."""
    session, board = db.session(), load_board(db.session())
    rows = session.execute(
        select(ServiceItem.id, ServiceItem.service, ServicePoint.path)
        .join(ServicePoint, ServicePoint.id == ServiceItem.point_id)
        .where(ServiceItem.state.in_(RUNNING))
    )
    return [
        f"{service} {item} runs at {path}"
        for item, service, path in rows
        if board.effective(service, ids_of(path)) is State.CLOSED
    ]


@pytest.fixture
def lives(sqlite_template: Path) -> type[Lives]:
    """The machine, on a copy of the suite's database for each life."""
    Lives.template, Lives.lived = sqlite_template, Counter()
    return Lives


@pytest.mark.parametrize(
    "part", [0, *(pytest.param(part, marks=pytest.mark.long) for part in range(1, 20))]
)
def test_long_lives(lives: type[Lives], part: int, long: bool) -> None:
    run_state_machine_as_test(
        lives,
        settings=settings(
            max_examples=10,
            stateful_step_count=50 if long else 12,
            deadline=None,
            derandomize=not long,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.explicit, Phase.generate),
            database=None,
        ),
    )
    # a machine that nothing happens to proves nothing; long lives are drawn anew every time, and
    # ten of them may all be quiet ones
    assert long or lives.lived.keys() >= GETS_ON, lives.lived


def test_a_life_can_be_lived_to_its_end(lives: type[Lives]) -> None:
    """The rules lead from the window to the archive, so that chance can."""
    life = lives()
    try:
        life.take_in("desk_town", QUESTION)
        life.it_goes_its_way(0, list(TO_THE_END))
        life.everything_holds()
        assert lives.lived == Counter(one.value for one in TO_THE_END)
    finally:
        life.teardown()


def test_a_case_moved_past_its_command_would_be_seen(lives: type[Lives]) -> None:
    """The planted bugs: a state set by hand, and a sealed case whose seal was forgotten."""
    life = lives()
    try:
        life.take_in("desk", TROUBLES[0])
        life.take_in("desk_town", TROUBLES[3])
        life.everything_holds()
        life.sealed_cases_show_to_their_people_only()
        with county_scope(life.app, COUNTY):
            db.session.execute(
                update(CaseFile)
                .where(CaseFile.number == life.numbers[0])
                .values(first_handler_id=life.accounts[-1])
            )
            db.session.execute(update(CaseGrant).values(account_id=life.accounts[0]))
            db.session.commit()
        with pytest.raises(AssertionError, match="first_handler_id"):
            life.everything_holds()
        life.no_work_runs_where_its_function_is_closed()
        with county_scope(life.app, COUNTY):
            db.session.execute(update(Switch).values(state=State.CLOSED.value))
            db.session.commit()
        with pytest.raises(AssertionError, match="legal_consult"):
            life.no_work_runs_where_its_function_is_closed()
    finally:
        life.teardown()
