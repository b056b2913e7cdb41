"""Another kind of mediation, the police bundle, 以案定补: who may, when, and who never."""

import pytest

from plugins.mediation import dossier
from tests.plugins.mediation.stories import (
    AGREED,
    CLAIM,
    DAY,
    KEPT,
    MEDIATORS,
    POLICE,
    RATES,
    REVIEWED,
    RIGHTS,
    SESSION,
    a_court_matter,
    orally_agreed,
    ready,
    will,
)
from tests.plugins.simulator import COLLEAGUE, HER, HIM, STAFF, a_case

HERE = {"to_kind": "administrative", "where": "here", "both_agreed": True, "why": "涉及宅基地"}
AWAY = HERE | {"where": "elsewhere", "body": "桂花镇司法所"}


def test_turned_to_another_mediation_it_is_told_and_appointed_anew():
    walk = ready()
    walk.take("hand_over", HERE)
    assert walk.objections("hand_over", HERE) == {"same_kind"}
    assert walk.objections("session", SESSION) == {"rights_missing", "mediators_missing"}
    walk.take("rights", RIGHTS)
    walk.take("mediators", MEDIATORS)
    assert walk.objections("session", SESSION) == set()


def test_handed_elsewhere_it_ends_here():
    walk = ready()
    assert walk.objections("hand_over", AWAY | {"both_agreed": False}) == {"both_agreed"}
    walk.take("hand_over", AWAY)
    assert (walk.state.value, walk.outcome) == ("handed_over", "handed_over")


@pytest.mark.parametrize("stop", ["stop_one", "order_in_force"])
def test_nobody_hands_on_what_may_not_be_mediated_at_all(stop):
    walk = ready()
    walk.case = a_case(parties=walk.case.parties, **{stop: True})
    assert walk.objections("hand_over", HERE) == {stop}
    assert walk.objections("hand_over", AWAY) == {stop}


def test_a_refusal_is_not_handed_on_and_a_courts_matter_goes_back_to_the_court():
    walk = ready()
    walk.take("will", will(HER, "refused"))
    assert walk.objections("hand_over", AWAY) == {"stop_two"}
    assert a_court_matter().objections("hand_over", AWAY) == {"fits"}


def kept(**walk):
    done = orally_agreed(**walk)
    done.take("perform", KEPT)
    return done


def test_the_police_get_their_papers_only_for_what_was_performed_and_asked_for_freely():
    assert kept().objections("police", POLICE) == set()
    assert orally_agreed().objections("police", POLICE) == {"not_performed"}
    assert kept().objections("police", POLICE | {"own_will": False}) == {"own_will"}
    assert kept().objections("police", POLICE | {"undecided": False}) == {"undecided"}
    redrafted = kept()
    redrafted.take("agree", AGREED)
    assert redrafted.objections("police", POLICE) == {"not_performed"}


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"stop_one": True}, "stop_one"),
        ({"order_in_force": True}, "order_in_force"),
        ({"violence": True}, "violence"),
    ],
)
def test_never_where_she_is_in_danger(case, code):
    walk = kept()
    walk.case = a_case(parties=walk.case.parties, **case)
    assert code in walk.objections("police", POLICE)


def test_only_a_peoples_mediation_counts_before_the_police():
    walk = ready()
    walk.take("hand_over", HERE)
    for step, data in (
        ("rights", RIGHTS),
        ("mediators", MEDIATORS),
        ("session", SESSION),
        ("agree", AGREED),
        ("perform", KEPT),
    ):
        walk.take(step, data)
    assert walk.objections("police", POLICE) == {"not_people"}


def claimed(**claim):
    walk = orally_agreed(settings=RATES, issued=("oral_register",))
    return walk.objections("subsidy", CLAIM | claim)


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ({}, None),
        ({"amount": "51.00"}, "not_the_rate"),
        ({"difficulty": "simple", "difficulty_why": "远"}, "no_rate"),
        ({"difficulty": "simple"}, "graded_too_high"),
        ({"claimants": [{"mediator": STAFF, "official": True}]}, "official"),
        ({"claimants": [{"mediator": COLLEAGUE, "official": False}]}, "not_appointed"),
        ({"claimants": [{"mediator": STAFF, "official": False}] * 2}, "twice"),
        ({"reviewer": STAFF}, "own_review"),
        ({"paid_before": True}, "paid_once"),
    ],
)
def test_a_subsidy_by_the_countys_table_to_who_mediated_reviewed_by_another(claim, code):
    assert (code is None and claimed(**claim) == set()) or code in claimed(**claim)


def test_no_subsidy_without_rates_a_file_or_an_agreement():
    assert "no_rate" in orally_agreed().objections("subsidy", CLAIM)
    assert orally_agreed(settings=RATES).objections("subsidy", CLAIM) == {"dossier"}
    unchecked = RATES | {"subsidy_papers": "none"}
    assert orally_agreed(settings=unchecked).objections("subsidy", CLAIM) == set()


def test_one_dispute_is_paid_once():
    walk = orally_agreed(settings=RATES, issued=("oral_register",))
    walk.take("subsidy", CLAIM | {"verdict": "returned"})
    walk.take("subsidy", CLAIM)
    assert walk.objections("subsidy", CLAIM) == {"paid_once"}
    closing = {"difficulty": "simple", "difficulty_why": "远", "confirmation": "not_needed"}
    assert walk.objections("close", closing) == {"not_as_claimed"}
    assert walk.objections("close", closing | {"difficulty": "oral"}) == set()


def test_an_oral_quarrel_is_one_line_and_a_hard_one_a_whole_file():
    oral, hard = orally_agreed(), ready()
    assert dossier.needed(oral.item, "oral") == ("oral_register",)
    whole = dossier.needed(hard.item, "hard")
    assert {"investigation", "summons", "agreement", "dossier_cover"} <= set(whole)
    assert len(whole) == 10
    hard.issued = ("application", "register")
    meter = dossier.meter(hard.item, "hard")
    assert (len(meter.there), len(meter.missing), meter.full) == (2, 8, False)


def test_the_criteria_propose_and_a_person_decides_upwards_with_a_reason():
    walk = ready()
    walk.take("session", SESSION | {"result": "partly"})
    walk.take("session", SESSION)
    walk.take("agree", AGREED)
    closing = {"difficulty": "hard", "confirmation": "not_needed"}
    assert walk.objections("close", closing) == {"graded_too_high"}
    assert walk.objections("close", closing | {"difficulty_why": "涉三个镇"}) == set()
    assert walk.objections("close", closing | {"difficulty": "general"}) == set()


def test_who_stepped_aside_does_not_come_back():
    walk = ready()
    aside = {"recused": [{"mediator": STAFF, "ground": "asked"}]}
    assert walk.objections("mediators", MEDIATORS | aside) == {"recused"}
    other = MEDIATORS | {"mediators": [{"mediator": COLLEAGUE, "tie": "none"}]}
    walk.take("mediators", other | aside)
    assert [task.to for task in walk.tasks()] == ["point_head"]
    assert walk.objections("mediators", MEDIATORS) == {"recused"}


def test_only_a_chosen_mediator_signs_and_only_for_the_committee_that_mediated():
    walk = ready()
    walk.take("session", SESSION)
    assert walk.objections("agree", AGREED | {"committee": "别的委员会"}) == {"other_committee"}
    written = AGREED | {"kind": "written"}
    walk.take("agree", written)
    signed = {
        "signatures": [{"party": HER, "signed_on": DAY}, {"party": HIM, "signed_on": DAY}],
        "mediator": COLLEAGUE,
        "mediator_signed_on": DAY,
        "sealed_on": DAY,
    }
    assert walk.objections("sign", signed) == {"not_appointed"}
    assert walk.objections("sign", signed | {"mediator": STAFF}) == set()


def test_helpers_sit_down_only_when_both_sides_agreed_to_them():
    walk = ready()
    with_guest = SESSION | {"invited": [{"who": "何伯"}]}
    assert walk.objections("session", with_guest) == {"invited"}
    walk.take(
        "mediators", MEDIATORS | {"invited": [{"who": "何伯", "tie": "elder", "agreed": True}]}
    )
    assert walk.objections("session", with_guest) == set()


def test_the_declared_kind_of_an_item_is_what_it_was_turned_into():
    walk = ready()
    assert walk.objections("hand_over", HERE | {"to_kind": "people"}) == {"same_kind"}
    walk.take("review", REVIEWED)
    walk.take("hand_over", HERE)
    assert walk.objections("hand_over", HERE | {"to_kind": "people"}) == set()
