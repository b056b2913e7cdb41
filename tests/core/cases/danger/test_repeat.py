"""A second report of violence: the stop holds for everybody, the reason is told to few."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from core.cases import commands
from core.cases.danger.classes import GRAVE, LIGHT, class_so_far
from core.cases.danger.repeat import look_again, told_of_earlier
from core.cases.danger.sheet import danger_sheet
from core.cases.errors import MoveRefused
from core.cases.facts import Args
from core.cases.loading import Loaded, load, open_case
from core.cases.models import CaseFile
from core.cases.views import case_view
from core.db import db
from core.words import Move
from tests.core.cases.danger.test_filing import answers
from tests.reliability.people import INTAKE, acting_as

HER = {"role": "victim", "name": "许小燕", "relation": "self", "phone": "13912345678"}
HIM = {"role": "alleged", "name": "孟大海", "relation": "spouse"}


class House:
    """Windows of the county that take cases of one woman in, days apart."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def take(self, who: str = "desk", *, days: int = 0, **said: Any) -> CaseFile:
        raw: Mapping[str, Any] = {
            **INTAKE,
            "scenario": "dv",
            "parties": [HER, HIM],
            "services": ["psych"],
            **said,
        }
        here = acting_as(self.app, who, later=timedelta(days=days))
        number = commands.receive(here, raw=raw).number
        return db.session.query(CaseFile).filter_by(number=number).one()

    def loaded(self, case: CaseFile, who: str = "desk") -> Loaded:
        return open_case(acting_as(self.app, who), case.number)[0]


@pytest.fixture
def house(app: Flask, county: str) -> House:
    return House(app)


def refusal(house: House, case: CaseFile, who: str) -> set[str]:
    both = tuple(party.id for party, _person in house.loaded(case, who).parties)
    with pytest.raises(MoveRefused) as told:
        commands.move(
            acting_as(house.app, who),
            case.number,
            Move.START_ATTEMPT,
            case.version,
            Args(present=both, on=acting_as(house.app, who).today),
        )
    return {one.code for one in told.value.objections}


def test_a_second_report_within_a_year_is_known_whoever_holds_the_first(house: House) -> None:
    first = house.take("desk")
    second = house.take("desk_town", days=300)
    assert (first.repeated, second.repeated) == (False, True)
    assert case_view(house.loaded(second, "desk_town")).joint_closed
    assert "stop_two" in refusal(house, second, "desk_town"), "in the words of any refusal"


def test_who_may_not_know_the_first_reads_nothing_of_it(house: House) -> None:
    """The earlier case is sealed from the town: neither class nor sheet say more than she did."""
    house.take("desk")
    second = house.take("desk_town", days=300)
    loaded, town = house.loaded(second, "desk_town"), acting_as(house.app, "desk_town")
    assert not told_of_earlier(town, loaded.case)
    commands.file_scale(town, second.number, second.version, answers(loaded, first_time=True))
    assert class_so_far(second.danger) == LIGHT
    sheet = danger_sheet(town, house.loaded(second, "desk_town"))
    assert (sheet.again, sheet.found) == (False, LIGHT)
    assert "stop_two" in refusal(house, second, "desk_town"), "the stop holds all the same"


def test_who_sees_both_is_told_and_the_class_follows(house: House) -> None:
    house.take("desk")
    second = house.take("desk", days=10)
    here = acting_as(house.app, "desk")
    sheet = danger_sheet(here, house.loaded(second))
    assert (sheet.again, sheet.found) == (True, GRAVE)
    commands.file_scale(here, second.number, second.version, answers(house.loaded(second)))
    assert class_so_far(second.danger) == GRAVE


@pytest.mark.parametrize(
    ("said", "days", "again"),
    [
        ({}, 366, False),
        ({"parties": [{**HER, "role": "alleged"}, {**HIM, "role": "victim"}]}, 30, False),
        ({"parties": [{**HER, "phone": ""}, HIM]}, 30, False),
        ({"parties": [{**HER, "role": "applicant"}, HIM]}, 30, True),
        ({"scenario": "property", "summary": "分家说不拢"}, 30, False),
    ],
    ids=["a year later", "she is accused", "a namesake", "as who asks", "no violence"],
)
def test_what_is_a_second_report(house: House, said: Any, days: int, again: bool) -> None:
    house.take()
    assert house.take(days=days, **said).repeated is again


def test_it_is_seen_when_the_first_turns_violent_later(house: House) -> None:
    """What is told in the older case changes the younger one (妇联规程 10)."""
    first = house.take(scenario="property", summary="分家说不拢")
    second = house.take(days=40)
    assert not second.repeated
    loaded = house.loaded(first)
    commands.check_danger(
        acting_as(house.app, "desk"),
        first.number,
        first.version,
        {"alone": "yes", "danger_now": "yes", "danger_flags": []},
    )
    assert loaded.case.violence
    assert second.repeated


def test_joined_and_parted_entries_change_the_mark(house: House) -> None:
    first = house.take(parties=[{**HER, "phone": "", "name": "许燕"}, HIM])
    second = house.take(days=5)
    assert not second.repeated
    one, other = (
        next(person for party, person in house.loaded(case).parties if party.role == "victim")
        for case in (second, first)
    )
    assert one is not None
    assert other is not None
    here = acting_as(house.app, "desk")
    join = commands.join_persons(here, one.id, other.id, "同一个人，曾用名")
    assert second.repeated
    commands.part_persons(here, one.id, join.id)
    assert not second.repeated


def test_a_new_episode_is_no_second_report_by_itself(house: House) -> None:
    """Who opens it sees the one before; what is new is asked by the scale."""
    first = house.take()
    second = house.take(days=5)
    assert second.repeated
    second.previous_id = first.id
    look_again(db.session(), second)
    assert not second.repeated


def test_what_was_merged_is_one_report(house: House) -> None:
    first = house.take()
    second = house.take(days=1)
    assert second.repeated
    here = acting_as(house.app, "desk", later=timedelta(days=1))
    commands.move(
        here, first.number, Move.MERGE, first.version, Args(into=second.number, reason="同一件事")
    )
    assert not second.repeated
    commands.move(here, first.number, Move.UNMERGE, first.version, Args(reason="弄错了，是两件事"))
    assert load(here.session, second).case.repeated
