"""Nobody is asked for an id number who calls a hotline or flees from violence, and what is said
there stays there."""

from __future__ import annotations

import pytest
from flask import Flask

from core.cases.forms import intake_form
from core.clocks import now
from core.db import county_scope, db
from core.families import hints_for, remember_person
from core.families.models import Person
from core.words import Form, Kind
from tests.core.families.test_family import person_id
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY

NUMBER = "110105199003074579"


@pytest.mark.parametrize(
    "intake",
    [
        {"channel": "hotline_12338", "scenario": "marriage_love"},
        {"channel": "hotline_12345", "scenario": "property"},
        {"channel": "phone", "scenario": "dv", "danger_now": "unknown"},
        {"channel": "walk_in", "scenario": "dv", "danger_now": "yes", "danger_flags": ["ongoing"]},
        {"channel": "police_weekly", "scenario": "minor", "danger_now": "cannot_ask"},
    ],
)
def test_hotline_and_violence_are_taken_in_without_a_number_or_a_name(
    as_: Calls, intake: dict[str, object]
) -> None:
    case = as_("desk").receive(
        services=["legal_consult"],
        parties=[{"role": "applicant", "name": "未透露"}],
        channel_ref="电-17",
        **intake,
    )
    assert case["number"]
    assert case["parties"][0]["name"] == "未透露"


def citizen_ids(form: Form) -> list[str]:
    rows = [(one.name, one) for one in form.fields]
    rows += [(f"{one.name}.{inner.name}", inner) for one in form.fields for inner in one.fields]
    return [name for name, one in rows if one.kind is Kind.CITIZEN_ID and one.required]


def test_no_form_of_core_or_of_a_service_demands_a_citizen_id(app: Flask) -> None:
    services = app.extensions["jiahe.roster"].services.values()
    forms = [intake_form(services), *(form for one in services for form in one.forms)]
    assert {form.key: citizen_ids(form) for form in forms if citizen_ids(form)} == {}


def test_what_is_told_in_violence_does_not_come_up_where_others_know_her(
    app: Flask, as_: Calls
) -> None:
    desk = as_("desk")
    open_case = desk.receive(
        parties=[{"role": "applicant", "name": "武则凤", "relation": "self", "id_no": NUMBER}]
    )["number"]
    her = person_id(desk, "武则凤")
    told = {"phone": "13900009999", "address": "避风巷九号"}
    for chosen in ({"person": her}, {"id_no": NUMBER}):
        fled = desk.receive(
            scenario="dv",
            danger_now="unknown",
            services=["legal_consult"],
            parties=[{"role": "victim", "name": "武则凤", **chosen, **told}],
        )
        assert fled["parties"][0]["phone"] == "13900009999", "and it is not lost"
    assert desk.get(f"cases/{open_case}")["parties"][0]["phone"] == ""
    assert desk.get(f"people/{her}")["person"]["phones"] == []
    with county_scope(app, COUNTY, read_only=True):
        mine = db.session.get_one(Person, (COUNTY, her))
        assert (mine.phone, mine.address) == (None, None)
        others = [
            one
            for one in db.session.query(Person).filter(Person.address_box.is_not(None))
            if one.address == "避风巷九号"
        ]
        assert [one.address_secret for one in others] == [True, True]
    # with nothing new said she is the same entry, and her page holds both
    again = desk.receive(
        scenario="dv",
        danger_now="unknown",
        services=["legal_consult"],
        parties=[{"role": "victim", "name": "武则凤", "person": her}],
    )["number"]
    assert again in [one["number"] for one in desk.get(f"people/{her}")["cases"]]


def test_an_open_case_completes_what_a_known_entry_lacks(as_: Calls) -> None:
    desk = as_("desk")
    desk.receive(parties=[{"role": "applicant", "name": "武则凤", "relation": "self"}])
    her = person_id(desk, "武则凤")
    desk.receive(
        parties=[{"role": "applicant", "person": her, "phone": "13900008888", "id_no": NUMBER}]
    )
    assert desk.get(f"people/{her}")["person"]["phones"] == ["*******8888"]
    assert person_id(desk, NUMBER) == her


@pytest.mark.postgres
def test_namesakes_do_not_hide_whoever_bears_the_number(app: Flask) -> None:
    with county_scope(app, COUNTY):
        session = db.session()
        for _namesake in range(20):
            remember_person(session, at=now(), name="王小芳")
        called = remember_person(session, at=now(), name="王小芳", phone="13800001234")
        numbered = remember_person(session, at=now(), name="王小芳", id_no=NUMBER)
        session.flush()
        hints = hints_for(session, name="王小芳", id_no=NUMBER, phone="13800001234")
        assert [one.person_id for one in hints[:2]] == [numbered.id, called.id]
        session.rollback()
