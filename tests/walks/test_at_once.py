"""What is done at the window in one save: sent elsewhere, or answered on the spot."""

from __future__ import annotations

import pytest

from tests.walks.conftest import As
from tests.walks.stories import refused, taken_in
from tests.walks.words import House, Person, Visit

pytestmark = pytest.mark.postgres


def test_a_neighbours_quarrel_is_sent_to_its_window(as_: As, house: House) -> None:
    """3.1 and 5.3.3: 非家事 needs neither people nor a situation, and the window told is kept."""
    desk = as_("desk")
    number = taken_in(desk, Visit(not_family="桂花镇综治中心 3 号窗口"))
    case = desk.sees(number)
    assert case is not None
    assert case.state == "not_accepted"
    assert "桂花镇综治中心 3 号窗口" in case.text
    assert case.items == ()


def test_an_old_mans_question_is_answered_and_filed_in_one_save(as_: As, house: House) -> None:
    """5.4.2 咨询即时答复: received, answered, archived at once; nothing left to do."""
    desk = as_("desk")
    visit = Visit(
        summary="大儿子三个月没给赡养费，怎么办",
        scenario="support_care",
        people=(Person(name="罗老栓", relation="self"),),
        services=(),
        answer="可以先找村里调解，也可以打 12348，法律援助不收费。",
    )
    number = taken_in(desk, visit)
    case = desk.sees(number)
    assert case is not None
    assert (case.state, case.lead) == ("archived", "王秀兰")
    assert "12348" in case.text
    assert not case.why_not.get("settle")
    assert case.moves <= {"reopen"}


def test_what_is_missing_is_said_at_once_and_nothing_is_stored(as_: As, house: House) -> None:
    """5.3.1: required are situation, one sentence, one party, a function or an answer."""
    desk = as_("desk")
    before = len(desk.listed())
    for bad in (
        Visit(summary=""),
        Visit(services=()),
        Visit(people=(Person(name=""),)),
        Visit(channel="court_delegated"),
    ):
        answered = desk.receive(bad)
        assert not answered.ok
        assert answered.reasons
    refused(desk.receive(Visit(services=())), "开办")
    assert len(desk.listed()) == before


def test_somebody_who_will_not_be_named_is_served(as_: As, house: House) -> None:
    """5.6.4: 未透露 and anonymous are both taken in."""
    desk = as_("desk")
    assert desk.receive(Visit(people=(Person(name="未透露"),))).ok
    assert desk.receive(Visit(anonymous=True)).ok
