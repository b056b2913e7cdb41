"""撤销并案: whatever happened before, the merged case gets back what the merge ended; what was
written since stays where it stands, or keeps the merge standing with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.cases import commands
from core.cases.errors import MoveRefused, Refused
from core.cases.facts import Args
from core.cases.history import routing
from core.cases.lists import Filters, count_cases
from core.cases.merging import WHY_NOT
from core.cases.models import CaseFile, Record, ServiceItem
from core.clocks import local_date
from core.clocks.models import ClockRow
from core.db import county_scope, db
from core.words import Move
from tests.core.rest.conftest import Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.judging import broken
from tests.reliability.people import INTAKE, acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import does, refused, taken_in

CONSULT = {**INTAKE, "services": ["legal_consult"]}
SAME = Args(reason="同一件事")
NOT_SAME = Args(reason="原来是两件事")
BEFORE = ("open_item", "suspend", "resume", "attempt", "fail", "urgent", "own_item")
SINCE = ("open_item", "attempt", "fail", "urgent", "suspend")
ENDS = {
    "settle": "settled",
    "withdraw": "ended",
    "transfer_out": "ended",
    "merge": "merged",
}


class Desk:
    """The desk at work on its cases, a minute between any two acts, inside one transaction."""

    def __init__(self, app: Flask) -> None:
        self.app, self.minutes = app, count(1)

    def acting(self, who: str = "desk") -> Any:
        return acting_as(self.app, who, later=timedelta(minutes=next(self.minutes)))

    def take_in(self) -> str:
        return commands.receive(self.acting(), raw=CONSULT).number

    def case(self, number: str) -> CaseFile:
        return db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()

    def move(self, number: str, act: Move, args: Args = SAME, who: str = "desk") -> None:
        commands.move(self.acting(who), number, act, self.case(number).version, args)

    def does(self, number: str, what: str) -> None:
        """Do something of the kind; what does not fit now is left undone."""
        acting = self.acting()
        args = Args(
            reason="双方要求", outcome="各让一步", present=("村支书",), on=local_date(acting.at)
        )
        try:
            if what == "open_item":
                commands.open_item(acting, number, "psych")
            elif what == "own_item":
                item = self.items(number)[0]
                commands.assign_item(acting, number, item.id, item.version, acting.me)
            else:
                act = {"attempt": Move.START_ATTEMPT, "fail": Move.NOT_SETTLED}.get(what)
                act = act or Move("urgent_report" if what == "urgent" else what)
                commands.move(acting, number, act, self.case(number).version, args)
        except Refused:
            pass

    def items(self, number: str) -> list[ServiceItem]:
        case = self.case(number)
        return list(
            db.session.scalars(
                select(ServiceItem)
                .where(ServiceItem.case_id == case.id)
                .order_by(ServiceItem.opened_at, ServiceItem.id)
            )
        )

    def picture(self, number: str) -> dict[str, Any]:
        """Everything a merge ends, and everything else a replay gives, but the version."""
        db.session.flush()
        case = self.case(number)
        clocks = db.session.scalars(
            select(ClockRow).where(ClockRow.case_id == case.id).order_by(ClockRow.id)
        )
        return {
            **{name: value for name, value in routing(case).items() if name != "version"},
            "ended": (case.ended_at, case.ended_as, case.merged_into_id),
            "items": [
                (one.id, one.state, one.outcome, one.closed_at) for one in self.items(number)
            ],
            "clocks": [(one.id, one.state, one.due_at, one.stopped_at) for one in clocks],
        }


@pytest.fixture
def desk(app: Flask) -> Iterator[Desk]:
    with county_scope(app, COUNTY):
        yield Desk(app)
        db.session.commit()
        assert broken(db.session()) == []  # replays, audit and figures of every life


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    before=st.lists(st.sampled_from(BEFORE), max_size=5),
    there=st.lists(st.sampled_from(SINCE), max_size=3),
    end=st.sampled_from(("", "", *ENDS)),
)
def test_undoing_gives_back_what_the_merge_ended(
    desk: Desk, before: list[str], there: list[str], end: str
) -> None:
    one, other, third = desk.take_in(), desk.take_in(), desk.take_in()
    for what in before:
        desk.does(one, what)
    stood = desk.picture(one)
    try:
        desk.move(one, Move.MERGE, Args(reason="同一件事", into=other))
    except MoveRefused:
        return  # suspended, or an attempt still open: nothing is merged then
    merged = desk.picture(one)
    assert merged["state"] == "merged"
    assert all(state != "open" for _id, state, *_rest in merged["items"])
    for what in there:
        desk.does(other, what)
    if end:
        if desk.case(other).state == "suspended":
            desk.does(other, "resume")
        desk.does(other, "fail")
        if end == "settle":
            desk.does(other, "attempt")
            item = desk.items(other)[0]
            db.session.add(a_record(desk.case(other), item))
            db.session.flush()
        if end == "merge":
            desk.move(other, Move.MERGE, Args(reason="同一件事", into=third))
        else:
            desk.does(other, end)
    theirs = desk.picture(other)
    if end and theirs["state"] in ("settled", "withdrawn", "transferred_out", "merged"):
        with pytest.raises(MoveRefused) as told:
            desk.move(one, Move.UNMERGE, NOT_SAME)
        assert [reason.text for reason in told.value.objections] == [WHY_NOT[ENDS[end]]]
        assert desk.picture(one) == merged, "a refusal changes nothing"
    else:
        desk.move(one, Move.UNMERGE, NOT_SAME)
        assert desk.picture(one) == stood
    assert desk.picture(other) == theirs, "what happened there stays there"


def a_record(case: CaseFile, item: ServiceItem) -> Record:
    """Something filed, so that a settlement has its evidence."""
    return Record(
        case_id=case.id, item_id=item.id, form="x", form_version=1, revision="x",
        author_id=case.lead_id, data={}, seq=case.events + 1, filed_at=case.received_at,
    )  # fmt: skip


def test_it_goes_on_and_may_be_merged_again(desk: Desk) -> None:
    one, other = desk.take_in(), desk.take_in()
    for _again in range(2):
        desk.move(one, Move.MERGE, Args(reason="同一件事", into=other))
        desk.move(one, Move.UNMERGE, NOT_SAME, who="head")
    desk.move(one, Move.WITHDRAW)
    assert desk.case(one).ended_as == "withdrawn", "counted as what it ended as at last"


def test_what_was_merged_before_stays_merged(desk: Desk) -> None:
    first, one, other = desk.take_in(), desk.take_in(), desk.take_in()
    desk.move(first, Move.MERGE, Args(reason="同一件事", into=one))
    desk.move(one, Move.MERGE, Args(reason="同一件事", into=other))
    desk.move(one, Move.UNMERGE, NOT_SAME)
    assert desk.case(first).state == "merged"
    desk.move(first, Move.UNMERGE, NOT_SAME)
    assert count_cases(desk.acting(), Filters(state="merged")) == 0


@pytest.mark.postgres
def test_who_may_and_how_it_is_told(as_: Calls) -> None:
    desk = as_("desk")
    one, other = desk.receive(), desk.receive()
    desk.move(one, "merge", to=other["number"], reason="同一件事")
    path = f"cases/{one['number']}"
    assert desk.get(f"cases/{other['number']}")["merged_from"] == [one["number"]]
    undo = {"move": "unmerge", "version": desk.version(one["number"]), "reason": "两件事"}
    said = problem(as_("supervisor").try_post(f"{path}/moves", undo), 403)
    assert said
    assert problem(as_("mediator").try_post(f"{path}/moves", undo), 409)["reasons"]
    short = problem(desk.try_post(f"{path}/moves", {**undo, "reason": ""}), 409)
    assert "理由" in short["reasons"][0]["text"]
    after = desk.move(one, "unmerge", reason="原来是两件事")
    assert (after["state"], after["merged_into"]) == ("received", "")
    assert [item["state"] for item in after["items"]] == ["open"]
    assert desk.get(f"cases/{other['number']}")["merged_from"] == []
    assert desk.get(f"{path}/history")["items"][0]["note"]["reason"] == "原来是两件事"


def test_the_page_says_why_it_stands(app: Flask) -> None:
    desk = HtmlActor(app, "desk", house_of(app))
    one, other = taken_in(desk), taken_in(desk)
    does(desk.move(one, "merge", into=other, reason="同一件事"))
    assert one in desk.open(desk.at(f"cases/{other}")).text
    does(desk.move(other, "withdraw", reason="不办了"))
    refused(desk.move(one, "unmerge", reason="两件事"), "并入的办件已经结束")
