"""Whom somebody has worked for before: one's own work only, told to nobody but its worker."""

from __future__ import annotations

from typing import Any

from flask import Flask

from core.cases.items_of import context_of, item_with_records
from core.cases.loading import open_case
from core.cases.own_items import points_counted
from core.db import county_scope, db
from tests.core.rest.conftest import INTAKE, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as

SHE, HE = "许小燕", "孟大海"
HER_ID = "110101198803140028"
HERS = [
    {"role": "applicant", "name": SHE, "id_no": HER_ID, "relation": "self"},
    {"role": "respondent", "name": HE, "phone": "13600136002", "relation": "spouse"},
]
HIS = [
    {"role": "applicant", "name": HE, "phone": "13600136002", "relation": "self"},
    {"role": "respondent", "name": SHE, "id_no": HER_ID, "relation": "spouse"},
]
ANSWER: dict[str, Any] = {
    "mode": "visit",
    "adviser": "lawyer",
    "topics": ["debt"],
    "conflict": "none",
    "question": "婚内借款谁还",
    "answer": "看用途和签字",
    "told_legal_aid": True,
    "opinion_wanted": True,
    "next_step": "own",
}


def given(as_: Calls, parties: list[dict[str, str]], **intake: Any) -> tuple[str, str]:
    """A consultation of these people, claimed by the lawyer: number and item."""
    case = as_("desk").receive(
        **{**INTAKE, "parties": parties, "services": ["legal_consult"], **intake}
    )
    (item,) = case["items"]
    path = f"cases/{case['number']}/items/{item['id']}/owner"
    owner = as_("desk") if intake.get("scenario") == "dv" else as_("lawyer")
    owner.post(path, {"version": 1, "account": "lawyer"})
    return case["number"], item["id"]


def served(app: Flask, login: str, number: str, item_id: str) -> set[str]:
    """The names of whom *login* is told they have served."""
    with county_scope(app, COUNTY, read_only=True):
        here = acting_as(app, login)
        loaded = open_case(here, number)[0]
        row = next(one for one in loaded.items if one.id == item_id)
        told = context_of(here, loaded, row, item_with_records(here, row), {}).served
        names = {party.id: person.name for party, person in loaded.parties if person}
        return {str(names[one]) for one in told}


def test_a_lawyer_who_heard_her_is_stopped_at_his_question(app: Flask, as_: Calls) -> None:
    lawyer = as_("lawyer")
    hers, her_item = given(as_, HERS)
    assert served(app, "lawyer", hers, her_item) == set()
    step = f"cases/{hers}/items/{her_item}/steps"
    lawyer.post(step, {"version": 2, "step": "consult", "data": ANSWER})
    assert served(app, "lawyer", hers, her_item) == set(), "this item itself is no other work"

    his, his_item = given(as_, HIS)
    assert served(app, "lawyer", his, his_item) == {SHE}, "known by her number, not by his telling"
    assert served(app, "lawyer", hers, her_item) == set(), "he was claimed, and not heard"
    body = {"version": 2, "step": "consult", "data": ANSWER}
    refused = problem(lawyer.try_post(f"cases/{his}/items/{his_item}/steps", body), 422)
    assert "另一方" in str(refused)
    assert served(app, "desk", his, his_item) == set(), "the desk is no lawyer and is told nothing"


def test_what_binds_is_whom_the_item_was_for(app: Flask, as_: Calls) -> None:
    """Somebody named on the other side was not served; who came as the other side was."""
    lawyer = as_("lawyer")
    hers, her_item = given(as_, HERS)
    with county_scope(app, COUNTY, read_only=True):
        loaded = open_case(acting_as(app, "lawyer"), hers)[0]
        him = next(party.id for party, _person in loaded.parties if party.role == "respondent")
    step = f"cases/{hers}/items/{her_item}/steps"
    lawyer.post(step, {"version": 2, "step": "consult", "data": {**ANSWER, "client": him}})
    again, item = given(as_, HERS)
    assert served(app, "lawyer", again, item) == {HE}
    # another name on the same telephone is somebody else
    kin = [{"role": "applicant", "name": "孟小妹", "phone": "13600136002", "relation": "self"}]
    other, item = given(as_, kin)
    assert served(app, "lawyer", other, item) == set()


def test_work_that_changed_hands_still_binds_who_wrote_it(app: Flask, as_: Calls) -> None:
    hers, her_item = given(as_, HERS)
    step = f"cases/{hers}/items/{her_item}/steps"
    as_("lawyer").post(step, {"version": 2, "step": "consult", "data": ANSWER})
    version = next(one["version"] for one in as_("desk").get(f"cases/{hers}")["items"])
    owner = f"cases/{hers}/items/{her_item}/owner"
    as_("desk").post(owner, {"version": version, "account": "desk"})
    his, his_item = given(as_, HIS)
    assert served(app, "lawyer", his, his_item) == {SHE}


def test_the_points_of_a_level_are_counted(app: Flask) -> None:
    with county_scope(app, COUNTY, read_only=True):
        villages = points_counted(db.session(), "village")
        assert villages >= 1
        assert points_counted(db.session(), "county") == 1
        assert points_counted(db.session(), "grid") == 0
