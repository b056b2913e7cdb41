"""Every service holds together, and its practice samples lead from intake to close."""

import importlib

import pytest

from core.forms.checks import check_forms
from core.forms.judge import judge
from core.roster.checking import faults
from core.words import ItemState, Kind, Sensitivity
from tests.plugins.simulator import CAST, SERVICES, TODAY, Refused, Walk, a_case

SAMPLES = [
    (name, sample)
    for name in SERVICES
    for sample in importlib.import_module(f"plugins.{name}.sandbox").samples(CAST, TODAY)
]


def practised(name):
    """Return what the practice county filled in for a service."""
    say = getattr(importlib.import_module(f"plugins.{name}.sandbox"), "settings", None)
    if say is None:
        return {}
    judged = judge(SERVICES[name].settings, say({"county": "c1", "town": "t1"}), today=TODAY)
    assert judged.ok, judged.errors
    return judged.data


def walk_of(name, sample):
    return Walk(
        service=SERVICES[name],
        case=a_case(scenario=sample.scenario),
        settings=practised(name),
        seconded=True,
    )


def fields_of(service):
    for form in service.forms:
        for one in form.fields:
            yield form, one
            for inner in one.fields:
                yield form, inner


@pytest.mark.parametrize("name", SERVICES)
def test_the_declaration_is_sound(name):
    assert list(faults(SERVICES[name], name=name)) == []
    assert check_forms(SERVICES[name].forms) == []


@pytest.mark.parametrize("name", SERVICES)
def test_forms_are_named_after_their_service_and_asked_by_a_step(name):
    service = SERVICES[name]
    assert all(form.key.startswith(f"{name}.") for form in service.forms)
    assert {form.key for form in service.forms} == {step.form for step in service.steps}
    assert service.steps[0].after == ()


@pytest.mark.parametrize("name", SERVICES)
def test_every_question_says_in_chinese_who_needs_the_answer(name):
    for form, one in fields_of(SERVICES[name]):
        kind, _colon, what = one.purpose.partition("：")
        named = set(kind.replace("；", "、").split("、"))
        assert named <= {"规则", "文书", "统计", "移交", "法律"}, f"{form.key}.{one.name}"
        assert what, f"{form.key}.{one.name}"


@pytest.mark.parametrize("name", SERVICES)
def test_the_intake_form_asks_little(name):
    required = [
        one.name
        for one in SERVICES[name].forms[0].fields
        if one.required and one.default is None and one.shown_when is None
    ]
    assert len(required) <= 7


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_field_says_about_violence_or_health_is_sealed(name):
    """The words of the spec: what tells of violence, danger or illness is R."""
    for form, one in fields_of(SERVICES[name]):
        if any(word in one.label for word in ("家暴", "自伤", "病史", "用药")):
            assert one.kind is Kind.SUB_FORM or one.sensitivity is Sensitivity.RESTRICTED, (
                f"{form.key}.{one.name}"
            )


@pytest.mark.parametrize("name", SERVICES)
def test_no_form_asks_for_money_from_the_citizen(name):
    """人民调解法4, 家庭教育促进法31, 法律援助法2: free of charge, so no field for a fee."""
    for form, one in fields_of(SERVICES[name]):
        assert not any(word in one.label for word in ("收费", "服务费", "调解费", "代理费")), (
            f"{form.key}.{one.name}"
        )


@pytest.mark.parametrize(
    ("name", "sample"), SAMPLES, ids=[f"{name}-{sample.outcome}" for name, sample in SAMPLES]
)
def test_a_sample_leads_to_its_close(name, sample):
    walk = walk_of(name, sample)
    for step, data in sample.steps:
        walk.issued += sample.papers.get(step, ())
        assert walk.state is ItemState.OPEN, f"closed before {step}"
        walk.take(step, data)
    assert walk.state is not ItemState.OPEN
    assert walk.outcome == sample.outcome
    if walk.outcome == "agreed":
        assert walk.papers == {"agreement"}


@pytest.mark.parametrize("name", SERVICES)
def test_samples_show_at_least_two_ends_and_every_step(name):
    """A step no sample takes is one nobody sees in the practice county."""
    own = [sample for service, sample in SAMPLES if service == name]
    taken = {step for sample in own for step, _data in sample.steps}
    assert len({sample.outcome for sample in own}) >= 2
    assert {step.name for step in SERVICES[name].steps} == taken
    named = {paper for sample in own for papers in sample.papers.values() for paper in papers}
    assert named <= {paper.name for paper in SERVICES[name].documents}
    assert {step for sample in own for step in sample.papers} <= taken


@pytest.mark.parametrize("name", SERVICES)
def test_nothing_can_be_done_to_a_closed_item(name):
    sample = next(sample for service_name, sample in SAMPLES if service_name == name)
    walk = walk_of(name, sample)
    for step, data in sample.steps:
        walk.take(step, data)
    with pytest.raises(Refused):
        walk.take(*sample.steps[0])


@pytest.mark.parametrize("name", SERVICES)
def test_laws_are_cited_with_their_article_and_local_rules_say_so(name):
    for clock in SERVICES[name].clocks:
        # a document without articles is cited by its number
        cited = clock.law.article.startswith("第") or clock.law.name.endswith("号")
        assert cited != clock.law.local, clock.code
    for step in SERVICES[name].steps:
        assert not step.law or "第" in step.law, step.name


def test_only_what_brings_both_sides_together_faces_both_parties():
    facing = {name for name, service in SERVICES.items() if service.faces_both_parties}
    assert facing == {"mediation", "marriage_counseling"}
    sittings = {
        name for name, service in SERVICES.items() if any(step.sitting for step in service.steps)
    }
    assert facing <= sittings


def test_triage_never_ticks_a_joint_service_where_there_is_danger():
    for service in SERVICES.values():
        if service.faces_both_parties:
            for rule in service.suggests:
                assert rule.never_when_danger
                assert "dv" in rule.unticked_for


def test_violence_suggests_help_for_her():
    ticked = {
        name
        for name, service in SERVICES.items()
        for rule in service.suggests
        if "dv" in rule.scenarios and rule.ticked
    }
    assert ticked == {"legal_aid", "psych", "petition"}


@pytest.mark.parametrize("name", SERVICES)
def test_practice_staff_hold_a_role_of_their_service(name):
    module = importlib.import_module(f"plugins.{name}.sandbox")
    roles = {role.name for role in SERVICES[name].roles}
    for login, person, title, role in getattr(module, "STAFF", ()):
        assert role in roles
        assert login
        assert person
        assert title


def test_a_practice_login_is_one_person_whoever_brings_her():
    """Who works for two services is brought by both, alike, so that either can be left out."""
    rows = [
        row
        for name in SERVICES
        for row in getattr(importlib.import_module(f"plugins.{name}.sandbox"), "STAFF", ())
    ]
    logins = sorted(row[0] for row in set(rows))
    assert logins == ["aid", "counsellor", "educator", "lawyer", "petition", "psychologist"]


@pytest.mark.parametrize(
    ("service", "form", "asked"),
    [
        ("marriage_counseling", "referral", "org"),  # a shelter's name is an address
        ("legal_aid", "advance", "what"),
        ("legal_consult", "closing", "why"),
        ("family_education", "urged", "faults"),  # blows a child got
        ("family_education", "lesson", "mind"),
    ],
)
def test_what_tells_of_harm_stays_with_who_does_the_work(service, form, asked):
    fields = {one.name: one for one in SERVICES[service].form(f"{service}.{form}").fields}
    assert fields[asked].sensitivity is Sensitivity.RESTRICTED
