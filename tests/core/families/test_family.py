"""A family is told from what the window wrote, said more exactly where it matters, and read both
ways."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.cases.models_family import Kinship
from core.db import county_scope, db
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

PEOPLE = [
    {"role": "applicant", "name": "武则凤", "relation": "self", "sex": "F", "phone": "13912340001"},
    {"role": "respondent", "name": "李治军", "relation": "spouse", "sex": "M"},
    {"role": "minor_child", "name": "李显华", "relation": "child", "sex": "F"},
    {"role": "agent", "name": "狄仁年"},
]


def ties(family: Any) -> dict[str, list[str]]:
    """Return what each member is, as a page would say it."""
    names = {one["id"]: one["name"] for one in (family["person"], *family["members"])}
    root = family["person"]["id"]
    return {
        one["name"]: [
            tie["title"] if tie["of"] == root else f"{names[tie['of']]}的{tie['title']}"
            for tie in one["ties"]
        ]
        for one in family["members"]
    }


def person_id(who: Caller, name: str) -> str:
    (found,) = who.get("people", q=name)["items"]
    return str(found["id"])


def kin(caller: Caller, number: str, **said: object) -> Any:
    return caller.try_post(f"cases/{number}/kin", {"version": caller.version(number), **said})


@pytest.mark.postgres
def test_a_family_grows_with_its_cases_and_is_read_from_either_end(app: Flask, as_: Calls) -> None:
    desk = as_("desk")
    first = desk.receive(parties=PEOPLE)["number"]
    her = person_id(desk, "武则凤")
    second = desk.receive(
        parties=[
            {"role": "applicant", "person": her, "name": "武则凤", "relation": "self"},
            {"role": "respondent", "name": "武承国", "relation": "sibling", "sex": "M"},
        ]
    )["number"]

    family = desk.get(f"people/{her}")
    assert ties(family) == {"李显华": ["女儿"], "李治军": ["丈夫"], "武承国": ["兄弟姐妹"]}
    assert {one["number"] for one in family["cases"]} == {first, second}
    assert family["person"]["phones"] == ["*******0001"]
    his = person_id(desk, "李治军")
    assert ties(desk.get(f"people/{his}")) == {
        "武则凤": ["妻子"],
        "李显华": ["武则凤的女儿"],
        "武承国": ["武则凤的兄弟姐妹"],
    }
    # an agent belongs to nobody's family
    assert desk.get(f"people/{person_id(desk, '狄仁年')}")["members"] == []

    parties = {one["name"]: one["id"] for one in desk.get(f"cases/{first}")["parties"]}
    said = kin(desk, first, who=parties["李显华"], of=parties["李治军"], code="31", together=True)
    assert said.status_code == 201, said.text
    told = ties(desk.get(f"people/{his}"))
    assert told["李显华"] == ["独生女"]
    over = kin(
        desk,
        first,
        who=parties["武则凤"],
        of=parties["李治军"],
        code="X13",
        since="2015-05-01",
        until="2026-01-31",
    )
    assert over.status_code == 201, over.text
    members = {one["name"]: one for one in desk.get(f"people/{her}")["members"]}
    (tie,) = members["李治军"]["ties"]
    assert (tie["title"], tie["until"]) == ("前夫", "2026-01-31"), "read backwards, and over"
    assert len(desk.get(f"cases/{first}/kin")) == 3


def test_nobody_else_reads_the_family(as_: Calls) -> None:
    desk = as_("desk")
    number = desk.receive(parties=PEOPLE)["number"]
    her = person_id(desk, "武则凤")
    for login, status in (("desk_town", 404), ("head", 404), ("supervisor", 404), ("admin", 403)):
        assert problem(as_(login).ask("GET", f"people/{her}"), status)
    # a head of the studio sees the process and no people
    assert as_("head").get(f"cases/{number}/kin") == []
    assert problem(as_("head").ask("GET", "people/0000000000000"), 404)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"of": "who"}, "of"),
        ({"since": "2026-05-01", "until": "2026-04-01"}, "until"),
        ({"who": "0000000000000"}, "who"),
        ({"code": "13"}, "code"),
        ({"since": "2026-02-30"}, "since"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    as_: Calls, changed: dict[str, str], field: str
) -> None:
    desk = as_("desk")
    number = desk.receive(parties=PEOPLE)["number"]
    one, other = (party["id"] for party in desk.get(f"cases/{number}")["parties"][:2])
    body = {"who": one, "of": other, "code": "12", **changed}
    if body["of"] == "who":
        body["of"] = one
    refusal = problem(kin(desk, number, **body), 422)
    assert [field] == list(refusal["errors"]), refusal


def test_said_twice_stale_and_taken_back(app: Flask, as_: Calls) -> None:
    desk = as_("desk")
    number = desk.receive(parties=PEOPLE)["number"]
    one, other = (party["id"] for party in desk.get(f"cases/{number}")["parties"][:2])
    body = {"version": desk.version(number), "who": one, "of": other, "code": "12"}
    again = [desk.try_post(f"cases/{number}/kin", body, "same").status_code for _ in range(2)]
    assert again == [201, 201]
    stated = [line for line in desk.get(f"cases/{number}/kin") if line["id"]]
    assert len(stated) == 1, "a double click says it once"
    assert problem(desk.try_post(f"cases/{number}/kin", body), 409)
    path = f"cases/{number}/kin/{stated[0]['id']}/back"
    assert desk.try_post(path, {"version": desk.version(number)}).status_code == 200
    assert [line["id"] for line in desk.get(f"cases/{number}/kin")] == ["", ""]
    assert problem(desk.try_post(path, {"version": desk.version(number)}), 404)
    with county_scope(app, COUNTY, read_only=True):
        kept = db.session.get_one(Kinship, (COUNTY, stated[0]["id"]))
        assert kept.replaced_at is not None, "taken back, not forgotten"
        actions = db.session.scalars(
            select(AuditEntry.action).order_by(AuditEntry.seq.desc()).limit(2)
        ).all()
    assert set(actions) == {"case.kin", "case.kin_back"}


def test_the_pages_mask_until_asked_and_asking_is_written_down(app: Flask, as_: Calls) -> None:
    number = as_("desk").receive(parties=PEOPLE)["number"]
    her = person_id(as_("desk"), "武则凤")
    desk = HtmlActor(app, "desk", house_of(app))
    page = desk.open(desk.at(f"desk/people/{her}"))
    assert page.status == 200
    assert "武*凤" in page.text
    assert "丈夫" in page.text
    assert "武则凤" not in page.text
    assert "13912340001" not in page.text
    page = desk.press(page.form(f"desk/people/{her}"))
    assert "武则凤" in page.text
    assert "13912340001" in page.text
    with county_scope(app, COUNTY, read_only=True):
        seen = db.session.scalars(
            select(AuditEntry.target).where(AuditEntry.action == "person.revealed")
        ).all()
    assert seen == [f"person:{her}"]
    case = desk.open(desk.at(f"cases/{number}"))
    assert case.link(f"desk/people/{her}")
    asked = desk.open(str(case.link("/kin")))
    assert "李*军 是 武*凤 的丈夫" in asked.text
    form = asked.form("/kin")
    form.fill("code", "12")
    wrong = desk.press(form)
    assert wrong.status == 422
    assert wrong.form("/kin").data("", "1")["code"] == ["12"], "what was chosen is still there"
