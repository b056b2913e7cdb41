"""Code lists: shaped by the admin, asked at the desk, read on old cases, nothing typed lost."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.audit.models import AuditEntry
from core.cases.code_lists import CodesRefused, Wanted, shape_list, shaped_list
from core.db import county_scope, db
from core.statistics.models import FigureCell
from tests.core.rest.conftest import Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.pages import CannotFill


def test_shape_a_list_and_see_it_at_the_desk(app: Flask, as_: Calls) -> None:
    house = house_of(app)
    admin, desk = HtmlActor(app, "admin", house), HtmlActor(app, "desk", house)
    form = admin.open(admin.at("admin/codes/channel")).form("codes/channel")
    offered = set(form.chosen["on"])
    form.tick("on", sorted(offered - {"letter"}))
    form.fill("label.online", "网上、微信、小程序")
    form.fill("new", "赶集宣传台")
    form.fill("under", "door_visit")
    done = admin.press(form)
    assert done.status == 200
    late = admin.press(form)
    assert late.status == 409
    assert late.form("codes/channel").chosen["new"] == ["赶集宣传台"]
    page = desk.open(desk.at("desk/"))
    assert "赶集宣传台" in page.text
    assert "小程序" in page.text
    with pytest.raises(CannotFill):
        page.form("/desk/").fill("channel", "letter")
    caller = as_("desk")
    body = {**INTAKE, "channel": "door_visit:x1"}
    case = caller.post("cases", body)
    assert (case["channel"], case["channel_own"]) == ("door_visit", "door_visit:x1")
    refused = caller.try_post("cases", {**INTAKE, "channel": "letter"})
    assert problem(refused, 422)["errors"]["channel"] == ["“来信”本县已停用，请改选别的"]
    lists = {one["name"]: one for one in caller.get("code-lists")}
    codes = {one["value"]: one for one in lists["channel"]["codes"]}
    assert codes["letter"]["disabled"]
    assert codes["door_visit:x1"]["under"] == "door_visit"
    assert codes["court_delegated"]["fixed"]
    with county_scope(app, COUNTY):
        entry = db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "codes.shaped")
        ).one()
        assert entry.detail["added"] == ["door_visit:x1"]
        assert entry.detail["disabled"] == ["letter"]
        assert "赶集" not in str(entry.detail), "the chain holds codes only"


def add(app: Flask, name: str, label: str, under: str, off: Iterable[str] = ()) -> None:
    """Shape a list without a page."""
    with county_scope(app, COUNTY):
        roster, session = app.extensions["jiahe.roster"], db.session()
        now = shaped_list(session, roster, name)
        on = frozenset(one.value for one in now.options) - set(off)
        wanted = Wanted(labels={}, places={}, on=on, new=label, under=under)
        shape_list(session, roster, name, wanted, seen=now.seen, by="a" * 13)
        session.commit()


@pytest.mark.postgres
def test_a_code_of_the_county_is_counted_under_the_shared_one(app: Flask, as_: Calls) -> None:
    add(app, "scenario", "彩礼返还", "property")
    caller = as_("desk")
    before = _counted(app)
    case = caller.post("cases", {**INTAKE, "scenario": "property:x1"})
    assert (case["scenario"], case["scenario_own"]) == ("property", "property:x1")
    assert _counted(app) > before, "the figures know the shared code only"
    for code in ("property", "property:x1"):
        found = [one["number"] for one in caller.get("cases", scenario=code)["items"]]
        assert case["number"] in found, code
    assert caller.get("cases", scenario="property:x1", count="1")["total"] == 1
    assert caller.ask("GET", "cases?scenario=property:x1:y").status_code == 422
    desk = HtmlActor(app, "desk", house_of(app))
    assert "彩礼返还" in desk.open(desk.at(f"cases/{case['number']}")).text


def _counted(app: Flask) -> int:
    with county_scope(app, COUNTY, read_only=True):
        return int(
            db.session.scalar(
                select(func.sum(FigureCell.number)).where(
                    FigureCell.what == "received", FigureCell.category == "property"
                )
            )
            or 0
        )


def test_a_function_s_own_list_keeps_its_rules_and_tells_the_county_s_word(
    app: Flask, as_: Calls
) -> None:
    add(app, "mediation.dispute", "宅基地边界", "household", off=("love",))
    caller, mediator = as_("desk"), as_("mediator")
    case = caller.receive()
    item = case["items"][0]
    assert item["service"] == "mediation"
    there = f"cases/{case['number']}/items/{item['id']}"
    mine = caller if item["owner"] in ("", "desk") else mediator
    body = {
        "step": "apply",
        "version": item["version"],
        "data": {
            "start_mode": "applied",
            "mediation_kind": "people",
            "dispute_type": "love",
        },
    }
    wrong = mine.try_post(f"{there}/steps", body)
    assert problem(wrong, 422)["errors"]["dispute_type"] == ["“恋爱、同居”本县已停用，请改选别的"]
    body["data"]["dispute_type"] = "household:x1"
    assert mine.try_post(f"{there}/steps", body).status_code == 200
    told = str(mine.get(f"cases/{case['number']}/records"))
    assert "宅基地边界" in told


def test_a_draft_with_a_disabled_code_says_so_and_loses_nothing(app: Flask) -> None:
    house = house_of(app)
    desk = HtmlActor(app, "desk", house)
    form = desk.open(desk.at("desk/")).form("/desk/")
    form.fill("summary", "写了半天的一段话")
    form.fill("channel", "department")
    form.fill("scenario", "property")
    form.fill("parties-0-name", "周桂芬")
    form.tick("services", ["mediation"])
    add(app, "channel", "", "", off=("department",))
    refused = desk.press(form)
    assert refused.status == 422
    assert "“部门移送”本县已停用" in refused.text
    again = refused.form("/desk/")
    assert again.chosen["summary"] == ["写了半天的一段话"]
    assert again.chosen["channel"] == ["department"]
    assert "部门移送（已停用）" in refused.text
    again.fill("channel", "walk_in")
    assert desk.press(again).status == 200


def test_what_the_law_names_stands_and_bad_input_is_told(app: Flask) -> None:
    with county_scope(app, COUNTY):
        roster, session = app.extensions["jiahe.roster"], db.session()
        now = shaped_list(session, roster, "channel")
        on = frozenset(one.value for one in now.options)

        def wrong(name: str, **asked: object) -> set[str]:
            said: dict[str, object] = {"labels": {}, "places": {}, "on": on, **asked}
            with pytest.raises(CodesRefused) as refused:
                shape_list(session, roster, name, Wanted(**said), seen="0", by="x")  # type: ignore[arg-type]  # mixed values
            return set(refused.value.errors)

        assert wrong("channel", on=on - {"court_delegated"}) == {"court_delegated"}
        assert wrong("channel", labels={"court_delegated": "法院"}) == {"court_delegated"}
        assert wrong("channel", labels={"letter": ""}) == {"letter"}
        assert wrong("channel", labels={"letter": "网上、微信"}) == {"online"}
        assert wrong("channel", labels={"letter": "来\u202e信"}) == {"letter"}
        assert wrong("channel", places={"letter": "第一"}) == {"letter"}
        assert wrong("channel", new="赶集", under="fair") == {"under"}
        assert wrong("channel", new="来电", under="phone") == {"new"}
        flags = frozenset(one.value for one in shaped_list(session, roster, "danger_flag").options)
        assert wrong("danger_flag", on=flags, new="别的", under="weapon") == {"new"}
    house = house_of(app)
    for login in ("desk", "auditor", "head", "supervisor"):
        other = HtmlActor(app, login, house)
        assert other.open(other.at("admin/codes")).status == 403
        assert other.open(other.at("admin/codes/channel")).status == 403
    admin = HtmlActor(app, "admin", house)
    assert admin.open(admin.at("admin/codes/nothing")).status == 404
    assert "法律咨询" in admin.open(admin.at("admin/codes")).text
