"""The whole house with good and bad plugins in it: it boots, the wall stands, the desk works."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from core.app import create_app
from core.clocks import now
from core.contract.walled import METHODS
from core.db import Base, county_scope, db
from core.jobs import WORKER
from core.people.service import create_token, find_account
from core.points.models import ServicePoint
from core.roster import Cause
from core.switches import Switch, load_board, recent_faults
from tests.core.rest.conftest import Caller
from tests.dummies import brand, greedy, noisy, quiet, slow, stale
from tests.harness.apps import COUNTY

PATHS = (
    "/990101/quiet/",
    "/990101/quiet",
    "/990101//quiet/",
    "//990101/quiet/",
    "/990101/quiet/ring",
    "/990101/quiet/static/tea.txt",
    "/990101/quiet/nothing",
)


@pytest.fixture
def house(settings):
    """The platform with every dummy handed in; not strict, so that the bad ones are set aside."""
    handed = {
        "quiet": quiet,
        "noisy": noisy,
        "greedy": greedy,
        "stale": stale,
        "slow": slow,
        "brand": brand,
    }
    made = create_app(replace(settings, plugins_strict=False), handed=handed)
    made.testing = True
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def switch(house):
    """Set the county's row of a plugin."""

    def run(plugin, state):
        with county_scope(house, COUNTY):
            studio = db.session.scalars(
                select(ServicePoint).where(ServicePoint.level == "county")
            ).one()
            row = db.session.scalars(
                select(Switch).where(Switch.plugin == plugin)
            ).one_or_none() or Switch(
                plugin=plugin,
                point_id=studio.id,
                county_wide=True,
                changed_by="admin00000001",
                changed_at=now(),
            )
            row.state = state
            db.session.add(row)
            db.session.commit()

    return run


def told(response):
    """Everything a visitor could compare, without what differs from answer to answer."""
    volatile = {"X-Request-Id", "Date", "Server-Timing"}
    headers = sorted((name, value) for name, value in response.headers if name not in volatile)
    return response.status_code, response.data, headers


def test_it_boots_with_the_bad_ones_set_aside(house):
    roster = house.extensions["jiahe.roster"]
    cards = {card.name: card.cause for card in roster.quarantined}
    assert cards["greedy"] is Cause.MOUNT
    assert cards["stale"] is Cause.API
    assert {"quiet", "noisy", "slow", "brand"} <= roster.names


@pytest.mark.parametrize("name", ["quiet", "stale", "greedy", "brand"])
def test_what_is_closed_looks_like_nobody(house, switch, name):
    if name == "quiet":
        switch(name, "closed")
    client = house.test_client()
    for method in METHODS:
        nobody = told(client.open("/990101/nobody/", method=method, buffered=True))
        for path in PATHS:
            path = path.replace("quiet", name)
            answer = told(client.open(path, method=method, data={"a": "b"}, buffered=True))
            assert answer == nobody, (method, path)


def test_what_is_open_asks_a_stranger_to_sign_in(house, switch):
    """The other side: without this the comparison above could not fail."""
    switch("quiet", "open")
    client = house.test_client()
    assert client.get("/990101/quiet/").status_code == 303
    assert client.get("/990101/quiet/static/tea.txt", buffered=True).data == b"tea\n"
    switch("quiet", "closed")
    assert client.get("/990101/quiet/").status_code == 404


def test_another_county_is_its_own_affair(house, switch):
    switch("quiet", "open")
    assert house.test_client().get("/990102/quiet/").status_code == 404


# -- the desk beside bad plugins --------------------------------------------------------------


@pytest.fixture
def desk(house, switch):
    """The front desk over the API, with the good and the bad plugins switched on."""
    for name in ("quiet", "noisy", "slow"):
        switch(name, "open")
    slow.GO_ON.set()
    quiet.HEARD.clear()
    return caller(house, "desk")


def caller(app, username):
    with county_scope(app, COUNTY):
        account = find_account(db.session(), username)
        plain = create_token(db.session(), account.id)
        db.session.commit()
    return Caller(app=app, token=plain, county=COUNTY)


def faults(app):
    with county_scope(app, COUNTY, read_only=True):
        return [(one.plugin, one.hook) for one in recent_faults(db.session())]


def objecting(desk, number):
    """The moves the noisy guard stands in the way of."""
    return {
        one["move"]
        for one in desk.get(f"cases/{number}/moves")
        if any("noisy" in reason["text"] for reason in one["objections"])
    }


def test_the_desk_works_beside_plugins_that_raise(house, desk):
    case = desk.receive(services=["quiet", "noisy"])
    assert {item["service"] for item in case["items"]} == {"quiet", "noisy"}
    assert desk.get(f"cases/{case['number']}")["number"] == case["number"]


def test_events_reach_the_good_one_and_the_bad_one_gets_a_card(house, desk):
    case = desk.receive(services=["quiet", "noisy"])
    house.extensions[WORKER].drain()
    assert ("case_opened", case["number"]) in quiet.HEARD
    assert ("noisy", "case_opened") in faults(house)


def test_a_broken_guard_blocks_its_own_case_until_the_breaker_opens(house, desk):
    own = desk.receive(services=["noisy"])
    other = desk.receive(services=["quiet"])
    blocked = objecting(desk, own["number"])
    assert blocked
    assert not blocked & {"receive", "urgent_report", "escalate", "accept"}
    assert objecting(desk, other["number"]) == set()
    assert ("noisy", "objections") in faults(house)
    with county_scope(house, COUNTY, read_only=True):
        assert "noisy" in load_board(db.session()).broken
    assert objecting(desk, own["number"]) == set(), "an open breaker stops blocking"


def test_a_case_outlives_its_plugin(house, desk, settings):
    case = desk.receive(services=["quiet", "noisy"])
    without = create_app(replace(settings, plugins_strict=False))
    same = Caller(app=without, token=desk.token, county=COUNTY)
    shown = same.get(f"cases/{case['number']}")
    assert {item["service"] for item in shown["items"]} == {"quiet", "noisy"}
    assert [one["number"] for one in same.get("cases")["items"]].count(case["number"]) == 1
    with without.app_context():
        db.engine.dispose()


def rows_of(app):
    """Every row of every table of what people did, as text; not who looked and who signed in."""
    passing = {"access_entry", "login_session", "api_token", "audit_entry", "audit_head"}
    with county_scope(app, COUNTY, read_only=True):
        return {
            mapper.local_table.name: sorted(
                str(sorted(row._mapping.items(), key=str))
                for row in db.session.execute(
                    select(*(getattr(mapper.class_, column.key) for column in mapper.column_attrs))
                )
            )
            for mapper in Base.registry.mappers
            if "county_id" in mapper.local_table.columns
            and mapper.local_table.name not in passing
            and mapper.class_.__module__.startswith("core.")
        }


@pytest.mark.bundled
def test_all_functions_off_and_on_again_changes_nothing(app, settings):
    """Named in JIAHE_PLUGINS_OFF, every service: nothing is lost, everything can be read."""
    desk = caller(app, "desk")
    services = frozenset(app.extensions["jiahe.roster"].services)
    numbers = [desk.receive(services=[name])["number"] for name in sorted(services)]
    before = {number: desk.get(f"cases/{number}") for number in numbers}
    stored = rows_of(app)
    assert len(stored["service_item"]) >= len(services) >= 8

    off = create_app(replace(settings, plugins_off=services))
    assert not off.extensions["jiahe.roster"].services
    same = Caller(app=off, token=desk.token, county=COUNTY)
    for number in numbers:
        shown = same.get(f"cases/{number}")
        assert [item["id"] for item in shown["items"]] == [
            item["id"] for item in before[number]["items"]
        ]
    listed = {one["number"] for one in same.get("cases", page_size=50)["items"]}
    assert set(numbers) <= listed
    assert rows_of(off) == stored
    with off.app_context():
        db.engine.dispose()

    assert {number: desk.get(f"cases/{number}") for number in numbers} == before
