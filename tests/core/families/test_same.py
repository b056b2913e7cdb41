"""Two entries that are one person: joined for who sees both, untouched for everybody else, and
parted again as if it had never been."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.audit.models import AuditEntry
from core.cases.models import Party
from core.cases.models_family import SamePerson
from core.cases.same import address_hidden, faces
from core.db import county_scope, db
from core.families.models import Person, PersonToken
from tests.core.families.test_family import person_id
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

REASON = "当面核对了身份证"
IDS = "abcdef"
Edge = tuple[str, str]


def joins(edges: list[Edge]) -> list[SamePerson]:
    made = [SimpleNamespace(person_id=one, other_id=other) for one, other in edges]
    return cast(list[SamePerson], made)


edges = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] != pair[1]),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(before=edges, added=edges, data=st.data())
def test_whatever_is_joined_and_parted_in_any_order_leaves_what_was(
    before: list[Edge], added: list[Edge], data: st.DataObject
) -> None:
    alive = list(before)
    for edge in added:
        alive.append(edge)
        stands = faces(joins(alive))
        assert stands[edge[0]] == stands[edge[1]], "joined are one"
        assert set(stands.values()) <= set(stands)
    for edge in data.draw(st.permutations(added)):
        alive.remove(edge)
    assert faces(joins(alive)) == faces(joins(before))


def test_the_one_that_was_kept_stands_for_all() -> None:
    assert set(faces(joins([("c", "a"), ("c", "b")])).values()) == {"c"}
    assert set(faces(joins([("c", "b"), ("b", "a")])).values()) == {"c"}


def rows(app: Flask) -> dict[str, Any]:
    """Return everything of the register and who stands in which case, to the byte."""
    with county_scope(app, COUNTY, read_only=True):
        return {
            model.__tablename__: sorted(
                (
                    tuple(row)
                    for row in db.session.execute(
                        select(*(getattr(model, one.key) for one in model.__table__.columns))
                    )
                ),
                key=repr,
            )
            for model in (Person, PersonToken, Party)
        }


def twice(desk: Caller) -> tuple[str, str, str, str]:
    """Take the same woman in twice under two numbers; return both persons and both cases."""
    first = desk.receive(
        parties=[
            {"role": "applicant", "name": "武则凤", "relation": "self", "phone": "13912340001"},
            {"role": "respondent", "name": "李治军", "relation": "spouse", "sex": "M"},
        ]
    )["number"]
    one = person_id(desk, "武则凤")
    second = desk.receive(
        parties=[
            {"role": "applicant", "name": "武则凤", "relation": "self", "phone": "13912340002"},
            {"role": "respondent", "name": "武承国", "relation": "sibling", "sex": "M"},
        ]
    )["number"]
    (other,) = [item["id"] for item in desk.get("people", q="武则凤")["items"] if item["id"] != one]
    return one, other, first, second


def join(who: Caller, one: str, other: str, reason: str = REASON, key: str = "") -> Any:
    return who.try_post(f"people/{one}/same", {"other": other, "reason": reason}, key)


def names(family: Any) -> list[str]:
    return sorted(one["name"] for one in family["members"])


@pytest.mark.postgres
def test_joined_they_are_one_family_and_parted_everything_is_as_before(
    app: Flask, as_: Calls
) -> None:
    desk = as_("desk")
    one, other, first, second = twice(desk)
    before = rows(app)
    pages = [desk.get(f"people/{each}") for each in (one, other)]
    (found,) = desk.get(f"people/{one}/alike")
    assert (found["id"], found["name"], found["reasons"]) == (other, "武*凤", ["姓名相同"])

    done = join(desk, one, other)
    assert done.status_code == 201, done.text
    assert rows(app) == before, "nothing moves"
    for entry in (one, other):
        family = desk.get(f"people/{entry}")
        assert names(family) == ["李治军", "武承国"]
        assert family["person"]["entries"] == 2
        assert family["person"]["id"] == one, "the one that was kept stands for both"
        assert family["person"]["phones"] == ["*******0001", "*******0002"]
        assert {case["number"] for case in family["cases"]} == {first, second}
    assert desk.get(f"people/{one}/alike") == []
    assert problem(join(desk, other, one), 409)["reasons"]

    path = f"people/{other}/same/{done.get_json()['id']}/part"
    assert desk.try_post(path, {}).status_code == 200
    assert rows(app) == before
    assert [desk.get(f"people/{each}") for each in (one, other)] == pages
    assert problem(desk.try_post(path, {}), 404), "once"
    with county_scope(app, COUNTY, read_only=True):
        told = db.session.execute(
            select(AuditEntry.action, AuditEntry.target)
            .where(AuditEntry.action.like("person.%"))
            .order_by(AuditEntry.seq)
        ).all()
    assert [tuple(row) for row in told] == [
        ("person.joined", f"person:{one}"),
        ("person.parted", f"person:{one}"),
    ]


def test_who_sees_one_side_sees_no_more_than_before(app: Flask, as_: Calls) -> None:
    desk, town = as_("desk"), as_("desk_town")
    one, *_rest = twice(desk)
    town.receive(parties=[{"role": "applicant", "name": "武则凤", "relation": "self", "sex": "F"}])
    (hers,) = [
        item["id"]
        for item in town.get("people", q="武则凤")["items"]
        if town.ask("GET", f"people/{item['id']}").status_code == 200
    ]
    assert problem(join(town, hers, one), 404), "she sees only her own"
    assert problem(join(town, hers, hers), 422)
    assert problem(join(as_("admin"), hers, one), 403)
    before = town.get(f"people/{hers}")
    with county_scope(app, COUNTY):
        # somebody who saw both did
        db.session.add(
            SamePerson(
                person_id=one,
                other_id=hers,
                reason=REASON,
                joined_by="0" * 13,
                joined_at=db.session.get_one(Person, (COUNTY, one)).created_at,
            )
        )
        db.session.commit()
    assert town.get(f"people/{hers}") == before
    assert desk.get(f"people/{one}")["person"]["entries"] == 1


def test_a_hidden_address_of_one_hides_the_other_until_they_are_parted(
    app: Flask, as_: Calls
) -> None:
    desk = as_("desk")
    one, other, *_cases = twice(desk)
    with county_scope(app, COUNTY):
        mine = db.session.get_one(Person, (COUNTY, one))
        mine.address = "幸福路一号"
        theirs = db.session.get_one(Person, (COUNTY, other))
        theirs.address, theirs.address_secret = "避风巷九号", True
        db.session.commit()
    page = HtmlActor(app, "desk", house_of(app))
    path = page.at(f"desk/people/{one}")
    shown = page.press(page.open(path).form(f"/people/{one}"))
    assert "幸福路一号" in shown.text
    asked = page.open(page.at(f"desk/people/{one}/same/{other}"))
    assert "保密，不比较" in asked.text
    assert "避风巷" not in asked.text
    assert "幸福路" not in asked.text
    empty = page.press(asked.form("/same/"))
    assert empty.status == 422
    form = asked.form("/same/")
    form.fill("reason", REASON)
    joined = page.press(form)
    assert "已合在一起" in joined.text
    for entry in (one, other):
        opened = page.open(page.at(f"desk/people/{entry}"))
        shown = page.press(opened.form(f"/people/{entry}"))
        assert "避风巷" not in shown.text
        assert "幸福路" not in shown.text
    with county_scope(app, COUNTY, read_only=True):
        assert address_hidden(db.session(), db.session.get_one(Person, (COUNTY, one)))
    page.press(page.open(path).form("/part/"))
    shown = page.press(page.open(path).form(f"/people/{one}"))
    assert "幸福路一号" in shown.text, "as before"


def test_the_window_finds_one_and_a_double_click_joins_once(app: Flask, as_: Calls) -> None:
    desk = as_("desk")
    one, other, *_cases = twice(desk)
    page = HtmlActor(app, "desk", house_of(app))

    def hits() -> list[str]:
        form = page.open(page.at("desk/")).form("/desk/")
        form.fill("q", "武则凤")
        shown = page.press(form, "_search")
        return [
            node.attrs["name"]
            for node in shown.root.all("button")
            if node.attrs.get("name", "").startswith("_pick.")
        ]

    assert sorted(hits()) == sorted([f"_pick.{one}", f"_pick.{other}"])
    again = [join(desk, one, other, key="twice").status_code for _ in range(2)]
    assert again == [201, 201]
    assert hits() == [f"_pick.{one}"]
    with county_scope(app, COUNTY, read_only=True):
        assert len(db.session.scalars(select(SamePerson.id)).all()) == 1
    form = page.open(page.at("desk/")).form("/desk/")
    form.fill("q", "武则凤")
    form = page.press(form, "_search").form("/desk/")
    page.press(form, f"_pick.{one}")
    with county_scope(app, COUNTY, read_only=True):
        looked = select(AuditEntry.target).where(AuditEntry.action == "person.revealed")
        assert db.session.scalars(looked).all() == [f"person:{one}"], "her telephone stood there"
