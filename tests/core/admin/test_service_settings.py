"""A county's own answers to a function: kept, audited, told to every step, refused when wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.db import county_scope, db
from core.switches import settings_for
from core.words import Cast, Value
from plugins.hardship_aid.sandbox import samples
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY, TODAY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

AID = "services/hardship_aid/settings"


def told(app: Flask, plugin: str) -> dict[str, Value]:
    with county_scope(app, COUNTY, read_only=True):
        return dict(settings_for(db.session(), app.extensions["jiahe.roster"], plugin))


def test_the_admin_sets_the_line_above_which_two_approve(app: Flask) -> None:
    house = house_of(app)
    admin = HtmlActor(app, "admin", house)
    page = admin.open(admin.at("admin/services"))
    link = page.link(AID)
    assert link is not None, "the switch page leads there"
    form = admin.open(link).form("/settings")
    form.fill("second_approval_above", "两千")
    wrong = admin.press(form)
    assert wrong.status == 422
    kept = wrong.form("/settings")
    assert kept.chosen["second_approval_above"] == ["两千"]
    kept.fill("second_approval_above", "2000")
    done = admin.press(kept)
    assert done.status == 200
    assert done.form("/settings").chosen["second_approval_above"] == ["2,000.00"]
    assert told(app, "hardship_aid")["second_approval_above"] == 200_000, "in fen"
    late = admin.press(kept)
    assert late.status == 409, "the page was drawn before somebody changed it"
    assert late.form("/settings").chosen["second_approval_above"] == ["2000"]
    for login in ("desk", "auditor", "head"):
        other = HtmlActor(app, login, house)
        assert other.open(other.at(f"admin/{AID}")).status == 403
    assert admin.open(admin.at("admin/services/mediation_/settings")).status == 404


@pytest.mark.postgres
def test_the_api_quotes_versions_and_the_log_names_questions_only(app: Flask, as_: Calls) -> None:
    admin = as_("admin")
    assert admin.get("services/psych/settings")["version"] == 0, "nobody has filled it in"
    petition = admin.get("services/petition/settings")
    assert petition["values"] == {"petition_body": True, "prompt_first": None}, "its own defaults"
    assert told(app, "petition") == {"petition_body": True, "prompt_first": None}
    body = {"version": 0, "data": {"petition_body": False}}
    kept = admin.put("services/petition/settings", body)
    assert kept.status_code == 200, kept.text
    assert kept.get_json()["version"] == 1
    assert told(app, "petition") == {"petition_body": False, "prompt_first": None}
    assert problem(admin.put("services/petition/settings", body), 409)
    for data in ({"petition_body": "perhaps"}, {"colour": "red"}):
        wrong = {"version": 1, "data": data}
        assert problem(admin.put("services/petition/settings", wrong), 422)["errors"]
    assert problem(admin.put("services/nothing/settings", body), 404)
    assert problem(as_("desk").put("services/petition/settings", body), 403)
    with county_scope(app, COUNTY, read_only=True):
        row = db.session.scalars(
            select(AuditEntry).where(
                AuditEntry.action == "service.settings",
                AuditEntry.target == "service:petition",
            )
        ).one()
        assert row.target == "service:petition"
        assert row.detail == {"fields": ["petition_body"], "version": 1}


def worked(who: Caller, number: str, item: str, step: str, data: Mapping[str, Any]) -> Any:
    """Take a step at the item's present version and return the answer."""
    case = who.get(f"cases/{number}")
    version = next(one["version"] for one in case["items"] if one["id"] == item)
    body = {"step": step, "version": version, "data": dict(data)}
    return who.try_post(f"cases/{number}/items/{item}/steps", body)


def test_petition_counts_its_days_as_the_county_says(app: Flask, as_: Calls) -> None:
    """信访工作条例23: fifteen days to tell, unless this county is no petition body."""
    data = {"form": "visit", "nature": "help", "request": "请帮忙", "headcount": 2}
    data |= {"confidential": True}
    counted = []
    for version, answer in enumerate((True, False)):
        body = {"version": version, "data": {"petition_body": answer}}
        assert as_("admin").put("services/petition/settings", body).status_code == 200
        desk, officer = as_("desk"), as_("petition")
        case = desk.receive(services=["petition"])
        item = case["items"][0]
        taken = {"version": item["version"], "account": "petition"}
        officer.post(f"cases/{case['number']}/items/{item['id']}/owner", taken)
        done = worked(officer, case["number"], item["id"], "register", data)
        assert done.status_code == 200, done.text
        clocks = desk.get(f"cases/{case['number']}/clocks")["items"]
        counted.append(len(clocks))
    assert counted[0] > counted[1]


def test_aid_above_the_countys_line_needs_a_second_person(app: Flask, as_: Calls) -> None:
    admin = as_("admin")
    line = {"second_approval_above": "1,000.00"}
    body = {"version": admin.get(AID)["version"], "data": line}
    assert admin.put(AID, body).status_code == 200
    desk, aid = as_("desk"), as_("aid")
    case = desk.receive(services=["hardship_aid"])
    number, item = case["number"], case["items"][0]
    taken = {"version": item["version"], "account": "aid"}
    aid.post(f"cases/{number}/items/{item['id']}/owner", taken)
    people = [one["id"] for one in aid.get(f"cases/{number}")["parties"]]
    cast = Cast(applicant=people[0], respondent=people[1], staff="aid", colleague="head")
    sample = samples(cast, TODAY)[0]
    for step, data in sample.steps:
        answer = worked(aid, number, item["id"], step, data)
        if step == "decide":
            break
        assert answer.status_code == 200, (step, answer.text)
    assert problem(answer, 409)["reasons"][0]["text"].startswith("超过县里定的 1,000.00 元")


MEDIATION = "services/mediation/settings"
COMMITTEE = {
    "name": "桂花村人民调解委员会",
    "word": "桂花村调",
    "place": "990101001",
    "elected_on": "2025-03-01",
    "members": "何一\n周二（女）\n陈三",
}


def test_a_list_of_rows_with_a_place_in_each_is_kept_and_opens_a_form(app: Flask) -> None:
    """A row is added by its button without being judged; the next step of a case knows it."""
    house = house_of(app)
    admin = HtmlActor(app, "admin", house)
    village = house.places["village"]
    form = admin.open(admin.at(f"admin/{MEDIATION}")).form("/settings")
    assert form.chosen["committees-1-name"], "two stand there in the practice county"
    added = admin.press(form, "_add.committees").form("/settings")
    assert added.chosen["version"] == form.chosen["version"], "nothing was kept by the button"
    for name, value in COMMITTEE.items():
        added.fill(f"committees-2-{name}", village.id if name == "place" else value)
    added.fill("committees-2-members", "何一\n陈三")
    wrong = admin.press(added)
    assert wrong.status == 422
    assert "三到九人" in wrong.text
    kept = wrong.form("/settings")
    assert kept.chosen["committees-2-name"] == [COMMITTEE["name"]], "nothing typed is lost"
    kept.fill("committees-2-members", COMMITTEE["members"])
    assert admin.press(kept).status == 200
    row = told(app, "mediation")["committees"][-1]
    assert row["place"] == village.id


def test_the_api_takes_a_code_and_refuses_a_place_that_is_none(as_: Calls) -> None:
    admin = as_("admin")
    body = {"data": {"committees": [COMMITTEE | {"place": "000000000000x"}]}, "version": 1}
    assert "committees.0.place" in problem(admin.put(MEDIATION, body), 422)["errors"]
    told_back = admin.put(MEDIATION, {"data": {"committees": [COMMITTEE]}, "version": 1})
    assert told_back.status_code == 200, told_back.text
