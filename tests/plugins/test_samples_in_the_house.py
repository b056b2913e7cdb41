"""The practice samples through core's own commands: forms, checks, effects and papers for real."""

import importlib
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.commands.receive import receive
from core.cases.commands.stepping import take_step
from core.cases.errors import MoveRefused
from core.cases.models import CaseFile, Party, ServiceItem
from core.cases.own_items import (
    amounts_counted,
    answers_counted,
    approvals_asked,
    clocks_due,
    items_closed,
    items_opened,
    points_counted,
    promises_due,
    records_filed,
)
from core.cases.papers import issue_paper
from core.clocks import now, today
from core.db import db
from core.people.models import Account
from core.people.sessions import load_viewer
from core.points.models import ServicePoint
from core.switches import board_here
from core.words import Addressee, Cast, ItemState, Period, PointView, PostView, Viewer
from tests.plugins.simulator import EIGHT, SERVICES
from tests.plugins.whereabouts import (
    GROUND_IN_LAW,
    PARTIES,
    found_where_it_must_not_be,
    grounds_left_open,
    papers_of,
    unfounded,
)

EVERY_SAMPLE_COUNTS = {
    "petition": ("form", "nature", "scenario"),
    "legal_aid": ("kind", "cause"),
    "marriage_counseling": ("kind", "from"),
    "psych": ("service",),
    "family_education": ("source",),
}
"""Breakdowns each item of a service stands in once, so that an answer nobody indexed is seen."""
SEALED_SUMS = {
    "legal_aid": {
        "legal_aid.victims": 0,
        "legal_aid.crowd_woman": 5,
        "legal_aid.end_own_lawyer": 1,
        "legal_aid.benefit": 0,
    },
    "legal_consult": {"legal_consult.ruling_made": 1, "legal_consult.ruling_refused": 0},
    "psych": {
        "psych.risk_none": 12,
        "psych.risk_plan": 1,
        "psych.risk_act": 0,
        "psych.change_better": 1,
        "psych.clients": 1,
        "psych.load": 3,
    },
}
"""What the samples add up to where no single answer is told: by their keyed hashes alone."""
NO_SAMPLE_PRINTS = {}
"""Papers a service declares that no sample of it can issue, and why."""
CORE_ROLES = ("front_desk", "handler", "point_head")


def someone_of_every_profession(app, session):
    """Return the Acting of one person who holds all posts, as at a point with one account."""
    account = session.scalars(select(Account).where(Account.username == "desk")).one()
    studio = session.scalars(
        select(ServicePoint).where(ServicePoint.level == "county", ServicePoint.name != "")
    ).first()
    point = PointView(
        id=studio.id, code=studio.code, name=studio.name, level="county", path=(studio.id,)
    )
    professions = [role.name for service in SERVICES.values() for role in service.roles]
    posts = tuple(PostView(point=point, role=role) for role in (*CORE_ROLES, *professions))
    return Acting(
        session=session,
        viewer=Viewer(
            account_id=account.id, name="一人多岗", county="990101", posts=posts, current=posts[0]
        ),
        roster=app.extensions["jiahe.roster"],
        board=board_here(),
        at=now(),
    )


def took(acting, second, number, item, step, data):
    """Take a step; where two have to agree the head of the studio agrees first."""
    try:
        take_step(acting, number, item.id, step, item.version, data)
    except MoveRefused as refusal:
        if {one.code for one in refusal.objections} != {"second_person"}:
            raise
        asked = commands.ask_second(
            acting, number, item.id, step, item.version, data, second.account_id
        )
        commands.answer_second(replace(acting, viewer=second), asked.id, asked.version, "agreed")
        take_step(acting, number, item.id, step, item.version, data)


def opened(acting, name, scenario):
    """Take a case of two people in and return its number, its item of *name*, its people."""
    number = receive(
        acting,
        raw={
            "danger_now": "no",
            "channel": "walk_in",
            "scenario": scenario,
            "summary": "想办这件事",
            "parties": PARTIES,
            "services": [name],
        },
    ).number
    case = acting.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
    parties = acting.session.scalars(select(Party).where(Party.case_id == case.id))
    item = acting.session.scalars(
        select(ServiceItem).where(ServiceItem.case_id == case.id, ServiceItem.service == name)
    ).one()
    return number, item, {party.role: party.id for party in parties}


def for_a_party(name, paper):
    kind = next(one for one in SERVICES[name].documents if one.name == paper)
    return kind.addressee in (Addressee.PARTY, Addressee.EACH_PARTY)


@pytest.mark.parametrize("name", sorted(EIGHT))
def test_every_sample_of_a_service_closes_in_the_house(app, county, name, monkeypatch):
    session = db.session()
    acting = someone_of_every_profession(app, session)
    other = session.scalars(select(Account).where(Account.username == "head")).one()
    second = load_viewer(other, "990101")
    module = importlib.import_module(f"plugins.{name}.sandbox")
    nobody = Cast(applicant="", respondent="", staff="", colleague="")
    told, printed = [], set()
    for index, sketch in enumerate(module.samples(nobody, today())):
        number, item, people = opened(acting, name, sketch.scenario)
        cast = Cast(
            applicant=people["applicant"],
            respondent=people["respondent"],
            staff=acting.me,
            colleague=other.id,
        )
        sample = module.samples(cast, today())[index]
        for step, data in sample.steps:
            acting = replace(acting, at=acting.at + timedelta(minutes=1))
            wanted = item.required_papers if SERVICES[name].step(step).closes else ()
            for paper in (*wanted, *sample.papers.get(step, ())):
                issue_paper(
                    acting,
                    number,
                    f"{name}.{paper}",
                    party_id=people["applicant"] if for_a_party(name, paper) else "",
                    item_id=item.id,
                )
            took(acting, second, number, item, step, data)
        assert item.state != ItemState.OPEN.value
        assert item.outcome == sample.outcome
        told.append(item.outcome)
        printed |= {paper for papers in sample.papers.values() for paper in papers}
        for kind, role, text in papers_of(acting, number, SERVICES[name], item.id):
            printed.add(kind.name)
            assert not found_where_it_must_not_be(kind, role, text), (kind.name, role)
            assert not unfounded(SERVICES[name], kind, text), kind.name
    declared = {one.name for one in SERVICES[name].documents}
    assert declared - printed == NO_SAMPLE_PRINTS.get(name, set())
    whole = Period(first=today() - timedelta(days=1), last=today() + timedelta(days=1))
    ended = items_closed(session, name, whole)
    assert sorted(one.outcome for one in ended) == sorted(told)
    written = records_filed(session, name, whole)
    assert {one.item for one in written} == set(range(len(told)))
    assert all(one.form.startswith(f"{name}.") for one in written)
    one_by_one = [one.answers for one in written if one.answers]
    assert sum(len(one.answers) for one in ended) <= sum(map(len, one_by_one))
    counted = importlib.import_module(f"plugins.{name}.counting")
    for word, read in (
        ("items_opened", items_opened),
        ("items_closed", items_closed),
        ("records_filed", records_filed),
        ("clocks_due", clocks_due),
        ("promises_due", promises_due),
        ("approvals_asked", approvals_asked),
    ):
        if hasattr(counted, word):
            given = read(session, name, whole)
            monkeypatch.setattr(counted, word, lambda _name, _period, given=given: given)
    for word, sums in (
        ("answers_counted", answers_counted),
        ("amounts_counted", amounts_counted),
        ("points_counted", points_counted),
    ):
        if hasattr(counted, word):
            monkeypatch.setattr(counted, word, partial(sums, session))
    figures = {one.code: one.numerator for one in counted.figures(whole)}
    assert SEALED_SUMS.get(name, {}).items() <= figures.items()
    declared = {one.code for one in SERVICES[name].indicators}
    assert figures.keys() <= declared
    splits = {code.rpartition("_")[0] for code in declared if "_" in code.partition(".")[2]}
    for split in EVERY_SAMPLE_COUNTS.get(name, ()):
        assert f"{name}.{split}" in splits
        parts = [number for code, number in figures.items() if code.startswith(f"{name}.{split}_")]
        assert sum(parts) == len(ended), (split, parts)
    indexed = any(one.index for form in SERVICES[name].forms for one in form.fields)
    assert not indexed or any(one.answers for one in ended)


@pytest.mark.parametrize("name", sorted(EIGHT))
def test_what_goes_to_another_body_is_asked_its_ground(name):
    """Hard stop 7, at every form that sends and for every paper that goes out."""
    service = SERVICES[name]
    assert grounds_left_open(service) == []
    listed = {key.partition(".")[2] for key in GROUND_IN_LAW if key.startswith(f"{name}.")}
    outside = {one.name for one in service.documents if one.addressee is Addressee.ORGANISATION}
    assert listed <= outside, "the table names papers that are there"
    asks = any(one.name == "basis" for form in service.forms for one in form.fields)
    assert outside <= listed or asks


def test_a_paper_that_told_where_she_lives_would_be_found():
    """The planted bug of the two searches above."""
    service = SERVICES["petition"]
    letter = next(one for one in service.documents if one.name == "transfer")
    summons = next(one for one in SERVICES["mediation"].documents if one.name == "summons")
    hers = str(PARTIES[0]["phone"])
    assert found_where_it_must_not_be(summons, "respondent", f"她的电话 {hers}") == {hers}
    assert not found_where_it_must_not_be(summons, "applicant", f"您的电话 {hers}")
    assert found_where_it_must_not_be(letter, "", "住槐树胡同七号") == {"槐树胡同七号"}
    assert unfounded(service, letter, "请协调")
    assert not unfounded(service, letter, "提供信息的依据：本人单独同意")
