"""What is said in a case that must be kept close stays in it, however late that is found out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.commands.correcting import current_answers
from core.cases.comparing import alike
from core.cases.kin import stated_in
from core.cases.loading import open_case
from core.cases.models import CaseFile, Party
from core.clocks import today
from core.db import county_scope, db
from core.families import remember_person
from core.families.kinship import KIN
from core.families.models import Person
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as

CHILD = (today() - timedelta(days=3000)).isoformat()
HER = {"role": "applicant", "name": "武则凤", "relation": "self"}


def known(here: Acting) -> str:
    """Take her in where nothing has to be hidden; return her entry in the register."""
    number = commands.receive(here, raw={**INTAKE, "parties": [HER]}).number
    found = db.session.scalars(
        select(Party.person_id)
        .join(CaseFile, CaseFile.id == Party.case_id)
        .where(CaseFile.number == number)
    ).one()
    return str(found)


def again(here: Acting, person: str, *others: dict[str, Any], **said: Any) -> str:
    """Take the same woman in a second time, with her telephone and where she lives now."""
    her = {**HER, "person": person, "phone": "13912340009", "address": "避风巷九号"}
    return commands.receive(here, raw={**INTAKE, **said, "parties": [her, *others]}).number


def file_of(number: str) -> CaseFile:
    return db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()


def test_what_is_said_about_a_harmed_child_reaches_no_other_case(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        person = known(here)
        child = {"role": "victim", "name": "李显华", "birth_date": CHILD}
        number = again(here, person, child)
        assert file_of(number).sealed
        hers = db.session.get_one(Person, (COUNTY, person))
        assert not hers.address, "other cases show this entry"
        assert not hers.phone
        (told,) = [one for one in file_of_people(number) if one.name == "武则凤"]
        assert (told.address, told.address_secret) == ("避风巷九号", True)


def file_of_people(number: str) -> list[Person]:
    return list(
        db.session.scalars(
            select(Person)
            .join(Party, Party.person_id == Person.id)
            .where(Party.case_id == file_of(number).id)
        )
    )


def test_a_correction_that_makes_a_victim_a_child_seals(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        harmed = {"role": "victim", "name": "李显华"}
        number = commands.receive(here, raw={**INTAKE, "parties": [HER, harmed]}).number
        assert not file_of(number).sealed
        loaded, facts, _reach = open_case(here, number)
        raw: Any = current_answers(loaded)
        raw["parties"][1]["birth_date"] = CHILD
        commands.correct_intake(here, number, facts.version, raw)
        case = file_of(number)
        assert (case.minor_victim, case.report_due) == (True, True)
        assert case.sealed


@pytest.mark.parametrize("found", ["corrected", "asked alone"])
def test_an_address_told_before_the_danger_is_hidden_with_it(app: Flask, found: str) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        person = known(here)
        number = again(here, person)
        assert db.session.get_one(Person, (COUNTY, person)).address == "避风巷九号"
        loaded, facts, _reach = open_case(here, number)
        if found == "corrected":
            raw: Any = {**current_answers(loaded), "summary": "他昨天又打我"}
            commands.correct_intake(here, number, facts.version, raw)
        else:
            raw = {"alone": "yes", "danger_now": "yes", "danger_flags": ["weapon"]}
            commands.check_danger(here, number, facts.version, raw)
        assert file_of(number).sealed
        assert db.session.get_one(Person, (COUNTY, person)).address_secret


def test_an_intake_that_is_sealed_at_once_changes_nothing_others_see(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        person = known(here)
        again(here, person)
        hers = {**HER, "person": person}
        number = commands.receive(here, raw={**INTAKE, "scenario": "dv", "parties": [hers]}).number
        assert file_of(number).sealed
        assert not db.session.get_one(Person, (COUNTY, person)).address_secret, "it would tell"


def test_namesakes_one_may_not_see_do_not_push_out_those_one_may(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        first, second = known(here), known(here)
        assert [one.person_id for one in alike(here, first)] == [second]
        for _unseen in range(25):
            remember_person(db.session(), at=here.at, name="武则凤")
        second_last = known(here)
        found = {one.person_id for one in alike(here, first)}
        assert found == {second, second_last}, "as if there were no others"


@pytest.mark.parametrize(
    ("scenario", "flags", "harmed"),
    [("property", ["injury"], False), ("minor", ["minor"], True)],
)
def test_what_would_have_sealed_at_the_window_seals_when_she_is_asked_alone(
    app: Flask, scenario: str, flags: list[str], harmed: bool
) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        window = {**INTAKE, "scenario": scenario, "parties": [HER]}
        at_once = commands.receive(here, raw={**window, "danger_flags": flags}).number
        assert file_of(at_once).sealed
        number = commands.receive(here, raw=window).number
        assert not file_of(number).sealed
        version = file_of(number).version
        said = {"alone": "yes", "danger_now": "no", "danger_flags": flags}
        commands.check_danger(here, number, version, said)
        case = file_of(number)
        assert case.sealed
        assert case.violence == file_of(at_once).violence
        assert (case.minor_victim, case.report_due) == (harmed, harmed)
        assert not case.stop_one


def test_a_correction_loses_nothing_of_somebody_known_from_another_case(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        person = known(here)
        number = again(here, person)
        before = db.session.get_one(Person, (COUNTY, person))
        before.address_secret, before.safe_contact = True, {"call": False}
        db.session.flush()
        loaded, facts, _reach = open_case(here, number)
        raw: Any = current_answers(loaded)
        raw["parties"][0]["phone"] = "13912340008"
        commands.correct_intake(here, number, facts.version, raw)
        (hers,) = file_of_people(number)
        assert hers.id != person, "the other case keeps what it knows"
        assert (hers.phone, before.phone) == ("13912340008", "13912340009")
        assert (hers.address, hers.address_secret) == ("避风巷九号", True)
        assert hers.safe_contact == {"call": False}


def test_what_people_are_to_each_other_follows_a_corrected_entry(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        number = again(here, known(here), {"role": "respondent", "name": "陈军"})
        loaded, facts, _reach = open_case(here, number)
        who, of = (party.id for party, _person in loaded.parties)
        said = {"who": who, "of": of, "code": next(iter(KIN))}
        commands.state_kin(here, number, facts.version, said)
        loaded, facts, _reach = open_case(here, number)
        raw: Any = current_answers(loaded)
        raw["parties"][0]["phone"] = "13912340008"
        commands.correct_intake(here, number, facts.version, raw)
        (stated,) = stated_in(here.session, {file_of(number).id})
        assert {stated.person_id, stated.of_id} == {one.id for one in file_of_people(number)}
