"""The first local brand: at its points only, gone without a trace of damage, refused when broken.

One town with its villages has 好大姐 (S3: a town studio and ten village rooms); the county's own
window and the other towns have never heard of her.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.figures import lock
from core.cases.models import CaseBarrier, CaseFile, ServiceItem
from core.config import Settings
from core.db import county_scope, db
from core.people.service import create_token, find_account
from tests.core.rest.conftest import INTAKE, Caller, problem
from tests.harness.apps import COUNTY
from tests.honesty.sources import ROOT
from tests.reliability.people import acting_as
from tests.walks.browsing import Browsing
from tests.walks.reading import paper_text
from tests.walks.words import Colleague, House

EXAMPLES = ROOT / "examples" / "brands"
BRAND, TITLE = "haodajie", "好大姐"
APPLIED: dict[str, Any] = {
    "start_mode": "applied",
    "mediation_kind": "federation",
    "dispute_type": "division",
}
VISITED = {"visited_on": "2026-11-19", "together": ["grid"], "found": "两家人住在一个院子里"}

Built = Callable[[Path | None], Flask]


@pytest.fixture
def build(settings: Settings) -> Iterator[Built]:
    """Build the platform with a folder of brands, or with none, over the same database."""
    from core.app import create_app

    made: list[Flask] = []

    def run(brands: Path | None) -> Flask:
        app = create_app(replace(settings, brands=brands, plugins_strict=False))
        app.testing = True
        made.append(app)
        return app

    yield run
    for app in made:
        with app.app_context():
            db.engine.dispose()


def caller(app: Flask, login: str) -> Caller:
    with county_scope(app, COUNTY):
        account = find_account(db.session(), login)
        assert account is not None
        plain = create_token(db.session(), account.id)
        db.session.commit()
    return Caller(app=app, token=plain, county=COUNTY)


def switched_on(app: Flask) -> None:
    answer = caller(app, "admin").put(f"switches/{BRAND}", {"state": "open"})
    assert answer.status_code == 200, answer.text


def page(app: Flask, login: str, path: str) -> str:
    """Return what a page says to somebody who signs in."""
    return browser(app, login).open(f"/{COUNTY}/{path}").text


def browser(app: Flask, login: str) -> Browsing:
    house = House(staff={login: Colleague(id="", login=login, name="")})
    return Browsing(app, login, house)


def begun(app: Flask) -> tuple[Caller, str, str]:
    """A case of the village whose mediation is worked there; one step of each kind is taken."""
    village = caller(app, "village")
    case = village.receive()
    (item,) = case["items"]
    path = f"cases/{case['number']}/items/{item['id']}"
    data = {**APPLIED, "found_by": "grid_visit", "trusted_sister": "许大姐"}
    item = village.post(
        f"{path}/steps", {"step": "apply", "version": item["version"], "data": data}
    )
    village.post(
        f"{path}/steps",
        {"step": f"{BRAND}_home_visit", "version": item["version"], "data": VISITED},
    )
    return village, case["number"], path


def words(caller: Caller, number: str) -> dict[str, str]:
    """Return every filled line of the case's records by its label."""
    records = caller.get(f"cases/{number}/records")["items"]
    return {line["label"]: line["value"] for one in records for line in one["lines"] or ()}


@pytest.mark.postgres
def test_it_stands_at_its_points_and_asks_there(build: Built) -> None:
    app = build(EXAMPLES)
    village = caller(app, "village")
    assert village.receive()["items"][0]["brand"] == "", "installed and not switched on: nothing"
    switched_on(app)
    village, number, _path = begun(app)
    (item,) = village.get(f"cases/{number}")["items"]
    assert (item["brand"], item["brand_title"]) == (BRAND, TITLE)
    assert item["done"] == ["apply", f"{BRAND}_home_visit"]
    told = words(village, number)
    assert told["怎么知道的"] == "巾帼网格员走访"
    assert told["看到、听到的"] == VISITED["found"]
    asked = {one["name"] for one in village.get("forms/mediation.application")["fields"]}
    assert {"found_by", "trusted_sister"} <= asked

    desk = caller(app, "desk")
    asked = {one["name"] for one in desk.get("forms/mediation.application")["fields"]}
    assert not {"found_by", "trusted_sister"} & asked
    (item,) = desk.receive()["items"]
    assert item["brand"] == ""
    # whoever works elsewhere cannot take the brand's step, not even by name
    case = caller(app, "mediator")
    own = desk.receive()
    at = f"cases/{own['number']}/items/{own['items'][0]['id']}"
    case.post(f"{at}/owner", {"version": 1, "account": "mediator"})
    body = {"step": f"{BRAND}_home_visit", "version": 2, "data": VISITED}
    assert problem(case.try_post(f"{at}/steps", body), 422)


def test_a_wrong_answer_stands_at_its_field(build: Built) -> None:
    app = build(EXAMPLES)
    switched_on(app)
    village = caller(app, "village")
    case = village.receive()
    path = f"cases/{case['number']}/items/{case['items'][0]['id']}/steps"
    data = {**APPLIED, "found_by": "a dream"}
    refused = problem(village.try_post(path, {"step": "apply", "version": 1, "data": data}), 422)
    assert list(refused["errors"]) == ["found_by"]
    body = {"step": f"{BRAND}_home_visit", "version": 1, "data": {"together": ["grid"]}}
    refused = problem(village.try_post(path, body), 422)
    assert set(refused["errors"]) == {"visited_on", "found"}


def test_its_pages_show_it_at_its_points_only(build: Built) -> None:
    app = build(EXAMPLES)
    switched_on(app)
    _village, number, path = begun(app)
    assert "有事找大姐" in page(app, "village", "desk/")
    assert "有事找大姐" not in page(app, "desk", "desk/")
    item = page(app, "village", path.removesuffix("/"))
    assert "许大姐" in item
    assert "大姐上门" in item
    assert TITLE in page(app, "village", f"cases/{number}")
    switches = page(app, "admin", "admin/services")
    assert "本地品牌" in switches
    assert "11 个点及其下级" in switches


def test_its_picture_cannot_run(build: Built) -> None:
    app = build(EXAMPLES)
    person = browser(app, "village")
    person.open(f"/{COUNTY}/desk/")
    assert person.client.get(f"/{COUNTY}/brands/{BRAND}/logo").status_code == 404, "not on"
    switched_on(app)
    answer = person.client.get(f"/{COUNTY}/brands/{BRAND}/logo")
    assert answer.mimetype == "image/svg+xml"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert person.client.get(f"/{COUNTY}/brands/nobody/logo").status_code == 404


@pytest.mark.postgres
def test_its_folder_gone_everything_stays(build: Built) -> None:
    """Readable, printable, workable and countable from what is stored."""
    app = build(EXAMPLES)
    switched_on(app)
    village, number, path = begun(app)
    before, told = village.get(f"cases/{number}"), words(village, number)

    without = build(None)
    same = Caller(app=without, token=village.token, county=COUNTY)
    case = same.get(f"cases/{number}")
    assert case["items"] == before["items"], "name and title of the brand stay with the item"
    assert words(same, number) == told
    shown = page(without, "village", path)
    assert TITLE in shown
    assert VISITED["found"] in shown
    assert "许大姐" in shown
    # it goes on as the plain service, without the brand's steps
    version = case["items"][0]["version"]
    body = {"step": f"{BRAND}_home_visit", "version": version, "data": VISITED}
    assert problem(same.try_post(f"{path}/steps", body), 422)
    her = case["parties"][0]["id"]
    will = {"party": her, "alone": True, "safety": "none", "answer": "agreed"}
    will |= {"asked_on": "2026-11-20", "way": "phone"}
    same.post(f"{path}/steps", {"step": "will", "version": version, "data": will})
    with county_scope(without, COUNTY, read_only=True):
        from core.cases import counts_by_service
        from core.people.sessions import load_viewer

        account = find_account(db.session(), "admin")
        viewer = load_viewer(account, COUNTY)
        assert counts_by_service(viewer)[BRAND] == 1

    back = Caller(app=build(EXAMPLES), token=village.token, county=COUNTY)
    asked = {one["name"] for one in back.get("forms/mediation.application")["fields"]}
    assert "found_by" in asked


def test_a_closed_brand_leaves_its_work_to_the_service(build: Built) -> None:
    app = build(EXAMPLES)
    switched_on(app)
    village, number, path = begun(app)
    admin = caller(app, "admin")
    seen = admin.get(f"switches/{BRAND}/rehearsal", state="closed")
    assert (seen["allowed"], seen["open_items"]) == (True, 1)
    assert admin.put(f"switches/{BRAND}", {"state": "closing"}).status_code == 200
    assert "大姐上门" in page(app, "village", path), "running work keeps its face"
    assert village.receive()["items"][0]["brand"] == ""
    assert admin.put(f"switches/{BRAND}", {"state": "closed"}).status_code == 200
    assert "大姐上门" not in page(app, "village", path).partition("步骤")[2].partition("谁来办")[0]
    assert village.get(f"cases/{number}")["items"][0]["brand"] == BRAND


def test_a_malformed_one_is_refused_and_the_app_runs_on(build: Built, tmp_path: Path) -> None:
    place = tmp_path / "brands"
    shutil.copytree(EXAMPLES, place)
    file = place / BRAND / "brand.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("slogan", "slogen"), encoding="utf-8")
    app = build(place)
    cards = app.extensions["jiahe.roster"].quarantined
    assert [card.name for card in cards] == [BRAND]
    told = page(app, "admin", "admin/services")
    assert f"{BRAND}/brand.toml:7:" in told
    assert "slogen" in told
    village = caller(app, "village")
    assert village.post("cases", INTAKE)["items"][0]["brand"] == ""


def figures(caller: Caller, **query: str) -> dict[str, Any]:
    """Return the brand's own figures by code."""
    told = caller.get("indicators", **query)
    return {one["code"].partition(".")[2]: one for one in told if one["service"] == BRAND}


def test_its_own_figures_are_counted_with_and_without_its_folder(build: Built) -> None:
    app = build(EXAMPLES)
    switched_on(app)
    village, _number, _path = begun(app)
    village.receive(scenario="dv", danger_now="yes", services=["legal_consult"])
    caller(app, "desk").receive()
    supervisor, head = caller(app, "supervisor"), caller(app, "head_town")
    told = figures(supervisor)
    assert [told[code]["value"] for code in ("opened", "closed", "open")] == [1, 0, 1]
    assert (told["coverage"]["numerator"], told["coverage"]["denominator"]) == (10, 13)
    assert figures(head)["opened"]["value"] == 1, "who answers for the town"
    city = figures(caller(app, "city"))["opened"]
    assert (city["value"], city["suppressed"]) == (None, True), "one is a family's name"
    assert figures(supervisor, period="2026-10")["opened"]["value"] == 0

    without = Caller(app=build(None), token=supervisor.token, county=COUNTY)
    told = figures(without)
    assert [told[code]["value"] for code in ("opened", "closed", "open")] == [1, 0, 1]
    assert "coverage" not in told


def test_its_figures_stay_with_a_locked_month(build: Built) -> None:
    """What was told of a month that was locked is told for ever: a case that is sealed, moved or
    reopened afterwards changes nothing, and who must not know of one still reads a number without
    it."""
    app = build(EXAMPLES)
    switched_on(app)
    begun(app)
    _village, barred, _path = begun(app)
    supervisor, town = caller(app, "supervisor"), caller(app, "head_town")
    with county_scope(app, COUNTY):
        session, head = db.session(), acting_as(app, "head")
        for item in session.scalars(select(ServiceItem).where(ServiceItem.brand == BRAND)):
            item.opened_at -= timedelta(days=40)
        case = session.scalars(select(CaseFile).where(CaseFile.number == barred)).one()
        person = acting_as(app, "head_town").me
        session.add(
            CaseBarrier(case_id=case.id, kind="keep_away", account_id=person, since=head.at)
        )
        session.flush()
        lock(head, "2026-10")
        session.commit()

    def told(who: Caller, **query: str) -> list[object]:
        found = figures(who, period="2026-10", **query)
        return [found[code]["value"] for code in ("opened", "closed", "open", "coverage")]

    assert told(supervisor) == [2, 0, 2, 76.9]
    assert told(town)[:3] == [1, 0, 1], "not the one that is kept from her"
    with county_scope(app, COUNTY):
        session = db.session()
        for case in session.scalars(select(CaseFile)):
            case.sealed = True
        for item in session.scalars(select(ServiceItem).where(ServiceItem.brand == BRAND)):
            item.opened_at += timedelta(days=40)
            item.state, item.closed_at = "closed", item.opened_at
        session.commit()
    assert told(supervisor) == [2, 0, 2, 76.9]
    assert told(town)[:3] == [1, 0, 1]
    year = figures(supervisor, period="2026-11")
    assert year["opened"]["value"] == 0, "sealed cases are in no number of a brand"
    without = Caller(app=build(None), token=supervisor.token, county=COUNTY)
    assert told(without) == [2, 0, 2, 76.9], "its folder gone"


@pytest.mark.poppler
def test_its_mark_is_on_its_papers_and_on_no_sealed_one(build: Built) -> None:
    app = build(EXAMPLES)
    switched_on(app)
    village, number, path = begun(app)
    item = path.rpartition("/")[2]

    def printed(who: Caller, case: str, item: str) -> str:
        party = who.get(f"cases/{case}")["parties"][0]["id"]
        body = {"kind": "mediation.application", "item": item, "party": party}
        made = who.post(f"cases/{case}/documents", body)
        answer = who.ask("GET", f"cases/{case}/documents/{made['id']}.pdf")
        assert answer.status_code == 200
        return paper_text(answer.data)

    assert "有事找大姐" in printed(village, number, item)

    sealed = village.receive(danger_now="unknown", scenario="dv")
    at = sealed["items"][0]["id"]
    body = {"step": "apply", "version": 1, "data": APPLIED}
    village.post(f"cases/{sealed['number']}/items/{at}/steps", body)
    assert sealed["confidentiality"] == "C3"
    assert "大姐" not in printed(village, sealed["number"], at)

    same = Caller(app=build(None), token=village.token, county=COUNTY)
    assert "大姐" not in printed(same, number, item), "a new copy carries no mark of what is gone"
    first = same.get(f"cases/{number}/documents")["items"][0]
    copy = same.ask("GET", f"cases/{number}/documents/{first['id']}.pdf")
    assert "有事找大姐" in paper_text(copy.data), "what was issued stays as it was"


def test_families_are_graded_by_its_levels_at_its_points(build: Built) -> None:
    """一级 is the lightest there; a level once given stays with the scheme that gave it."""
    app = build(EXAMPLES)
    before = caller(app, "village").receive()
    switched_on(app)
    village, number, _path = begun(app)
    told = village.get(f"cases/{number}/rating")
    assert (told["scheme"], [one["label"] for one in told["levels"]]) == (
        BRAND,
        ["一级", "二级", "三级"],
    )
    body = {"level": "two", "reason": "一般家庭矛盾", "factors": []}
    rate = f"cases/{number}/rating"
    village.post(rate, {**body, "version": village.version(number)})
    assert village.get(rate)["level"] == "two"
    found = [one["number"] for one in village.get("cases", warning="haodajie.two")["items"]]
    assert found == [number]
    for code in ("two", "haodajie.three", "four_colours.two"):
        assert village.get("cases", warning=code)["items"] == [], code
    desk = caller(app, "desk")
    assert desk.get(f"cases/{desk.receive()['number']}/rating")["scheme"] == "four_colours"

    admin = caller(app, "admin")
    assert admin.put(f"switches/{BRAND}", {"state": "closed"}).status_code == 200
    assert village.get(rate)["scheme"] == BRAND, "its levels go on for what they graded"
    other = f"cases/{before['number']}/rating"
    yellow = {**body, "level": "yellow", "version": village.version(before["number"])}
    village.post(other, yellow)
    switched_on(app)
    assert village.get(other)["scheme"] == "four_colours", "graded by the county, and stays so"


def test_a_grade_is_read_in_its_own_words_when_the_levels_change_or_are_gone(
    build: Built, tmp_path: Path
) -> None:
    app = build(EXAMPLES)
    switched_on(app)
    village, number, _path = begun(app)
    rate, said = f"cases/{number}/rating", {"reason": "一般家庭矛盾", "factors": []}
    village.post(rate, {**said, "level": "two", "version": village.version(number)})

    shutil.copytree(EXAMPLES / BRAND, tmp_path / BRAND)
    toml = tmp_path / BRAND / "brand.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(text.replace('label = "二级"', 'label = "重点"'), encoding="utf-8")
    changed = build(tmp_path)
    same = Caller(app=changed, token=village.token, county=COUNTY)
    lighter = {**said, "level": "one", "version": same.version(number)}
    same.post(rate, lighter)
    assert same.get(rate)["ratings"][0]["state"] == "asked", "the level is compared across editions"

    reader = browser(build(None), "village")
    for path in (f"cases/{number}", "cases/?mine=1", "desk/day", "figures/ledgers/families"):
        assert "重点" in reader.open(f"/{COUNTY}/{path}").text, path
    (offered,) = browser(changed, "village").open(f"/{COUNTY}/cases/").root.all("optgroup")
    assert offered.attrs["label"] == TITLE
    assert next(one.attrs["value"] for one in offered.all("option")) == "haodajie.three"
    counted = browser(changed, "head").open(f"/{COUNTY}/figures/").text.split("预警等级")[1]
    assert "好大姐 重点" in counted, "under the brand, beside the county's own colours"
    history = reader.open(f"/{COUNTY}/cases/{number}/rating").text.split("以前的评定")[1]
    assert "二级" in history, "what was decided is told in its own words"
