"""Counties and points: what the commands make, refuse, and leave alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from core.clocks import now, today
from core.db import CountySession, county_scope, db
from core.people.models import Account, Post
from core.points.models import ServicePoint
from core.points.service import (
    PointRefused,
    add_county,
    add_point,
    change_settings,
    close_point,
    counties,
    county_settings,
    find_county,
    find_point,
    get_point,
    rename,
    root,
    subtree_ids,
    tree,
)
from core.points.tree import view
from core.words import County, PointView
from tests.core.points.conftest import COUNTY, NEIGHBOUR

Grown = dict[str, ServicePoint]


def codes(refused: pytest.ExceptionInfo[PointRefused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def test_counties(session: CountySession) -> None:
    assert find_county(session, COUNTY) == County(code=COUNTY, name="示范县")
    assert find_county(session, "990199") is None
    assert [county.code for county in counties(session)] == [COUNTY, NEIGHBOUR]
    for code in ("99010", "９９０１０３", "abcdef", ""):
        with pytest.raises(PointRefused) as refused:
            add_county(session, code, "x")
        assert codes(refused) == ["county_code"]
    with pytest.raises(PointRefused) as refused:
        add_county(session, COUNTY, "x")
    assert codes(refused) == ["county_exists"]


def test_a_path_is_written_out(session: CountySession, grown: Grown) -> None:
    grid = grown["G111"]
    expected = [grown[code].id for code in ("S", "T1", "V11", "G111")]
    assert grid.path == "/" + "/".join(expected) + "/"
    assert view(grid) == PointView(
        id=grid.id, code="G111", name="G111 点", level="grid", path=tuple(expected)
    )
    assert find_point(session, "V21") == view(grown["V21"])
    assert find_point(session, "V99") is None
    assert root(session) == view(grown["S"])
    assert grid.valid_from == today()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"code": "T1", "level": "town", "parent": "S"}, "code"),
        ({"code": "X", "level": "town", "parent": "T1"}, "parent_level"),
        ({"code": "X", "level": "county", "parent": "T1"}, "parent_level"),
        ({"code": "X", "level": "village", "parent": "V11"}, "parent_level"),
        ({"code": "X", "level": "town", "parent": None}, "parent_level"),
        ({"code": "X", "level": "grid", "parent": "S"}, "parent_level"),
        ({"code": "X", "level": "county", "parent": None}, "second_root"),
        ({"code": "X", "level": "galaxy", "parent": "S"}, "level"),
        ({"code": "X", "level": "town", "parent": "nowhere"}, "parent"),
    ],
)
def test_what_does_not_fit(
    session: CountySession, grown: Grown, values: dict[str, Any], code: str
) -> None:
    parent = values.pop("parent")
    parent_id = grown[parent].id if parent in grown else parent
    with pytest.raises(PointRefused) as refused:
        add_point(session, name="x", parent_id=parent_id, **values)
    assert codes(refused) == [code]


def test_a_county_may_run_a_village_itself(session: CountySession, grown: Grown) -> None:
    made = add_point(session, code="V9", name="x", level="village", parent_id=grown["S"].id)
    assert made.path == f"/{grown['S'].id}/{made.id}/"


def test_the_tree_and_what_is_below(session: CountySession, grown: Grown) -> None:
    (top,) = tree(session)
    assert [(node.view.code, node.depth) for node in top.walk()] == [
        ("S", 0),
        ("T1", 1),
        ("V11", 2),
        ("G111", 3),
        ("V12", 2),
        ("T2", 1),
        ("V21", 2),
    ]
    below = {grown[code].id for code in ("T1", "V11", "V12", "G111")}
    assert subtree_ids(session, grown["T1"].id) == below
    assert subtree_ids(session, grown["V12"].id) == {grown["V12"].id}
    with pytest.raises(LookupError):
        subtree_ids(session, "0" * 13)


def test_a_neighbours_points_are_not_there(points_app: Flask, grown: Grown) -> None:
    studio = grown["S"].id
    db.session.rollback()
    with county_scope(points_app, NEIGHBOUR):
        assert tree(db.session()) == ()
        assert find_point(db.session(), "S") is None
        with pytest.raises(LookupError):
            get_point(db.session(), studio)
        add_point(db.session(), code="S", name="同名代码", level="county")
        with pytest.raises(PointRefused) as refused:
            add_point(db.session(), code="T", name="x", level="town", parent_id=studio)
        assert codes(refused) == ["parent"]


def test_renaming(session: CountySession, grown: Grown) -> None:
    rename(session, grown["T1"], name=" 桂花镇服务站 ", neutral_name="便民服务点")
    session.flush()
    session.expire_all()
    assert (grown["T1"].name, grown["T1"].neutral_name) == ("桂花镇服务站", "便民服务点")
    rename(session, grown["T1"], name="桂花街道服务站")
    assert grown["T1"].neutral_name == "便民服务点"
    with pytest.raises(PointRefused):
        rename(session, grown["T1"], name="  ")


def post_at(session: CountySession, point: ServicePoint) -> Post:
    moment = now()
    account = Account(
        username="someone",
        name="某人",
        password="x",
        fs_uniquifier="x",
        created_at=moment,
        password_changed_at=moment,
    )
    session.add(account)
    session.flush()
    post = Post(account_id=account.id, point_id=point.id, role="handler", starts_on=today())
    session.add(post)
    session.flush()
    return post


def test_a_point_closes_when_nobody_and_nothing_is_left(
    session: CountySession, grown: Grown
) -> None:
    post = post_at(session, grown["V11"])
    with pytest.raises(PointRefused) as refused:
        close_point(session, grown["V11"], open_cases=3)
    assert codes(refused) == ["children", "posts", "cases"]
    assert [reason.values["number"] for reason in refused.value.reasons] == ["1", "1", "3"]
    close_point(session, grown["G111"], open_cases=0)
    post.ends_on = today() - timedelta(days=1)
    session.flush()
    closed = close_point(session, grown["V11"], open_cases=0)
    session.flush()
    assert (closed.active, closed.valid_to) == (False, today())
    (top,) = tree(session)
    assert {"V11", "G111"} & {node.view.code for node in top.walk()} == set()
    (whole,) = tree(session, closed=True)
    assert {"V11", "G111"} <= {node.view.code for node in whole.walk()}
    assert grown["V11"].id in subtree_ids(session, grown["T1"].id)
    with pytest.raises(PointRefused) as refused:
        add_point(session, code="G112", name="x", level="grid", parent_id=grown["V11"].id)
    assert codes(refused) == ["parent"]


def test_settings_have_defaults_of_their_own(session: CountySession) -> None:
    settings = county_settings(session)
    assert settings["attempts"] == "annex_b"
    assert settings["accept_by_workdays"] == 1
    assert settings["urgent_ack_minutes"] == 30
    assert settings["followup_days"] == [7, 30, 90]
    settings["followup_days"].append(1)
    assert county_settings(session)["followup_days"] == [7, 30, 90], "nobody shares the default"
    with pytest.raises(LookupError):
        county_settings(session, "990199")


def test_changing_settings(session: CountySession) -> None:
    change_settings(session, COUNTY, {"attempts": "three_two_one", "followup_days": [30]})
    session.commit()
    assert county_settings(session)["attempts"] == "three_two_one"
    assert county_settings(session)["followup_days"] == [30]
    assert county_settings(session)["urgent_ack_minutes"] == 30
    assert county_settings(session, NEIGHBOUR)["attempts"] == "annex_b"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("attempts", "as_often_as_one_likes"),
        ("attempts", None),
        ("accept_by_workdays", 0),
        ("accept_by_workdays", "1"),
        ("accept_by_workdays", True),
        ("urgent_ack_minutes", 10_000),
        ("resolve_days", 30.5),
        ("followup_days", []),
        ("followup_days", [30, 7]),
        ("followup_days", [7, 7]),
        ("followup_days", ["7"]),
        ("followup_days", [0]),
        ("folowup_days", [7]),
    ],
)
def test_a_setting_that_cannot_be(session: CountySession, name: str, value: object) -> None:
    with pytest.raises(PointRefused) as refused:
        change_settings(session, COUNTY, {name: value, "report_hours": 4})
    assert [reason.field_name for reason in refused.value.reasons] == [name]
    assert county_settings(session)["report_hours"] == 2, "all or nothing"
