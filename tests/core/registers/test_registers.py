"""Registers in the house: what is kept of a changed entry, who reads how far, what is counted."""

from __future__ import annotations

from dataclasses import replace
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import select, update

from core.audit.models import AuditEntry
from core.db import county_scope, db
from core.registers.counting import counted
from core.registers.finding import find_book
from core.registers.models import RegisterEntry, RegisterEvent
from core.registers.reading import narrowed, open_entry
from core.roster.checking import faults
from core.words import Field, Form, Kind, Period, Register, RegisterAct, Sensitivity
from tests.core.rest.conftest import Calls, as_  # noqa: F401 - the fixture
from tests.plugins.simulator import SERVICES, TODAY
from tests.reliability.people import acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

SERVICE = SERVICES["family_education"]
BOOKS = {one.name: one for one in SERVICE.registers}
PATH = "registers/family_education"
COURSE = {
    "title": "调解员培训",
    "kind": "team",
    "on": "2026-11-20",
    "hours": "16",
    "people": [
        {"staff": "educator", "group": "staff", "halves": "2"},
        {"name": "周志愿", "group": "volunteer", "halves": "4"},
        {"name": "周志愿", "group": "volunteer", "halves": "1"},
    ],
}
EARNED = {"household": "赵家", "on": "2026-11-20", "kind": "earn", "points": "3", "rule": "劝和"}
HONOUR = {
    "household": "林家",
    "kind": "fairest",
    "on": "2026-11-20",
    "found": "village",
    "agreed": "yes",
    "story": "照顾邻居老人",
}


def test_an_entry_keeps_what_it_said_and_counts_nobody_by_name(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
    county: str,
) -> None:
    educator = as_("educator")
    first = educator.post(f"{PATH}/courses", {"data": COURSE}, key="k1")
    again = educator.post(f"{PATH}/courses", {"data": COURSE}, key="k1")
    assert again["id"] == first["id"], "twice is once"
    assert first["number"].endswith("训字〔2026〕1号")
    acts = f"{PATH}/courses/{first['id']}/acts"
    body = {"act": "correct", "version": first["version"], "data": COURSE | {"hours": "8"}}
    changed = educator.post(acts, body)
    assert changed["version"] == first["version"] + 1
    stale = educator.try_post(acts, body)
    assert stale.status_code == 409
    assert educator.try_post(acts, body | {"act": "nothing"}).status_code in (404, 409)

    session = db.session()
    kept = session.scalars(select(RegisterEvent)).one()
    assert kept.act == "corrected"
    assert kept.data is not None
    assert kept.data["hours"] == 16
    logged = session.scalars(select(AuditEntry).where(AuditEntry.action.like("register.%"))).all()
    assert [one.action for one in logged] == ["register.entered", "register.corrected"]
    assert "周志愿" not in str([one.detail for one in logged])

    november = Period(first=TODAY.replace(day=1), last=TODAY.replace(day=30))
    book = BOOKS["courses"]
    (entry,) = counted(session, book.form, SERVICE.name, book.name, november)
    people = entry.rows["people"]
    assert "周志愿" not in str(entry)
    assert people[1]["name"] == people[2]["name"] != people[0]["staff"]
    assert entry.answers == {"kind": "team", "on": "2026-11-20", "hours": 8}

    void = {"act": "void", "version": changed["version"], "reason": "登重了"}
    assert educator.post(acts, void)["void"]
    session.expire_all()
    assert counted(session, book.form, SERVICE.name, book.name, november) == ()
    assert educator.get(f"{PATH}/courses")["count"] == 0
    later = educator.try_post(acts, void | {"version": changed["version"] + 1})
    assert later.status_code == 409, "void is void"


def test_who_writes_and_how_far_one_reads(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    village = as_("village")
    entry = village.post(f"{PATH}/points", {"data": EARNED})
    where = f"{PATH}/points/{entry['id']}"
    assert village.get(where)["lines"]["household"] == "赵家"
    assert as_("head_town").get(where)["lines"]["household"] == "赵家", "who heads the town"
    told = as_("supervisor").get(where)["lines"]
    assert "赵家" not in told.values()
    assert as_("supervisor").try_post(f"{PATH}/points", {"data": EARNED}).status_code == 403
    for login, status in (("desk_town", 404), ("lawyer", 404), ("admin", 403), ("auditor", 403)):
        assert as_(login).ask("GET", where).status_code == status, login
    assert as_("lawyer").try_post(f"{PATH}/points", {"data": EARNED}).status_code == 403
    neighbour = as_("neighbour_desk", county="990102")
    assert neighbour.ask("GET", where).status_code == 404
    with county_scope(app, "990101", read_only=True):
        (box,) = db.session.scalars(select(RegisterEntry.data_box))
    assert box is not None
    assert "赵家".encode() not in box, "sealed at rest"


def test_who_watches_reads_of_no_family_and_of_no_story(
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    """督查 is told how many, which kind, how far; who keeps the book is told whose it is."""
    entry = as_("village").post(f"{PATH}/honours", {"data": HONOUR})
    where, book = f"{PATH}/honours/{entry['id']}", f"{PATH}/honours"
    for login, tells in (("village", True), ("head_town", True), ("supervisor", False)):
        reader = as_(login)
        said = reader.get(where)["lines"]
        assert (said["household"], said["story"]) == (
            ("林家", "照顾邻居老人") if tells else ("＊＊＊＊", "＊＊＊＊")
        ), login
        assert said["kind"] == "最美家庭", login
        listed = str(reader.get(book)["items"])
        assert ("林家" in listed) is tells, login
        assert reader.get(book)["count"] == 1, login


def test_what_is_asked_more_carefully_today_is_told_so_of_old_entries() -> None:
    family = Field(name="family", label="x", purpose="t")
    rows = Field(name="rows", label="y", purpose="t")
    asked = replace(family, sensitivity=Sensitivity.SENSITIVE)
    inner = replace(rows, kind=Kind.SUB_FORM, fields=(family,))
    filed = Form(key="t.f", title="t", fields=(asked, inner, replace(family, name="gone")))
    live = Form(key="t.f", title="t", fields=(family, replace(inner, fields=(asked,))))
    told = narrowed(filed, live)
    assert [one.sensitivity.value for one in told.fields] == ["S", "I", "I"]
    assert told.fields[1].fields == (asked,), "inside a list too"
    assert narrowed(filed, None) == filed


def test_an_entry_is_judged_as_it_stands_once_it_is_ones_turn(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    entry = as_("village").post(f"{PATH}/points", {"data": EARNED})
    with county_scope(app, "990101"):
        here = acting_as(app, "village")
        book = find_book(here, SERVICE.name, "points")
        looked_at = open_entry(here, book, entry["id"]).entry
        assert looked_at.version == 1
        meanwhile = update(RegisterEntry).values(version=2)
        here.session.execute(meanwhile, execution_options={"synchronize_session": False})
        assert open_entry(here, book, entry["id"], lock=True).entry.version == 2
        assert looked_at.version == 2


@pytest.mark.postgres
def test_two_at_once_do_not_redeem_the_same_points(
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    village = as_("village")
    village.post(f"{PATH}/points", {"data": EARNED})
    spent = {**EARNED, "kind": "redeem", "goods": "洗衣液"}
    del spent["rule"]
    start, got = Barrier(2), list[int]()

    def redeem() -> None:
        start.wait()
        got.append(village.try_post(f"{PATH}/points", {"data": spent}).status_code)

    threads = [Thread(target=redeem) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(got) == [201, 422]


def test_why_an_entry_is_void_is_for_who_writes_there(
    app: Flask,
    as_: Calls,  # noqa: F811 - pytest's way to ask for a fixture
) -> None:
    entry = as_("village").post(f"{PATH}/points", {"data": EARNED})
    where = f"{PATH}/points/{entry['id']}"
    why = {"act": "void", "version": 1, "reason": "赵家的登成了两次"}
    as_("village").post(f"{where}/acts", why)
    people = house_of(app)
    for login, told in (("village", True), ("supervisor", False)):
        reader = HtmlActor(app, login, people)
        page = reader.open(reader.at(f"desk/{where}"))
        assert "作废" in page.text
        assert ("登成了两次" in page.text) is told, login


def _book(**changes: object) -> Register:
    form = Form(
        key="family_education.book",
        title="簿",
        fields=(
            Field(name="on", label="日期", kind=Kind.DATE, required=True, purpose="统计：日期"),
            Field(name="heads", label="人数", kind=Kind.NUMBER, purpose="统计：人数"),
            Field(
                name="secret",
                label="密",
                purpose="规则：密",
                sensitivity=Sensitivity.RESTRICTED,
            ),
            Field(name="who", label="谁", kind=Kind.PARTY, purpose="规则：谁"),
        ),
    )
    sound = Form(key=form.key, title=form.title, fields=(form.fields[0], form.fields[1]))
    fields = {"name": "book", "title": "簿", "form": sound, "day": "on", "shown": ("heads",)}
    return Register(**(fields | {"form": form if changes.pop("all_", False) else sound} | changes))  # type: ignore[arg-type]  # as a test likes it


SEALED_SUM = Form(
    key="family_education.book",
    title="簿",
    fields=(
        Field(name="on", label="日期", kind=Kind.DATE, required=True, purpose="统计：日期"),
        Field(
            name="heads",
            label="多少钱",
            kind=Kind.NUMBER,
            purpose="统计：多少",
            sensitivity=Sensitivity.SENSITIVE,
        ),
    ),
)
WITH_ROWS = replace(
    SEALED_SUM,
    fields=(
        SEALED_SUM.fields[0],
        Field(
            name="rows",
            label="哪些人",
            kind=Kind.SUB_FORM,
            purpose="规则：哪些人",
            fields=(SEALED_SUM.fields[1],),
        ),
    ),
)
ACT = RegisterAct(
    name="next",
    title="下一步",
    form=Form(
        key="family_education.book_next",
        title="下一步",
        fields=(Field(name="on", label="日期", kind=Kind.DATE, purpose="统计：日期"),),
    ),
    after=frozenset({"begun"}),
    leads=lambda context: "done",
)


@pytest.mark.parametrize(
    ("book", "says"),
    [
        (_book(), ""),
        (_book(name="Buch"), "no lower-case identifier"),
        (_book(day="when"), "asks no when"),
        (_book(day="heads"), "no DATE"),
        (_book(sums=("on",)), "only numbers and money"),
        (_book(form=WITH_ROWS, shown=("rows",)), "shows no rows of a sub-form"),
        (_book(form=SEALED_SUM, sums=("heads",)), "a sensitive answer does not add up"),
        (_book(roles=frozenset({"king"})), "unknown roles king"),
        (_book(acts=(ACT,)), "and it has none"),
        (_book(acts=(ACT,), stages={"other": "别处"}), "comes after no stage"),
        (_book(acts=(ACT,), stages={"begun": "开始", "done": "完"}), ""),
        (
            _book(acts=(replace(ACT, name="void"),), stages={"begun": "开始", "done": "完"}),
            "no name of its own",
        ),
        (_book(stages={"begun": "开始"}, fixed=frozenset({"gone"})), "do not exist: gone"),
        (_book(all_=True), "'secret' is restricted"),
        (_book(all_=True), "'who' is restricted, or of a kind"),
    ],
)
def test_a_register_that_does_not_hold_together_is_told(book: Register, says: str) -> None:
    roles = frozenset({"front_desk"})
    service = replace(SERVICE, registers=(book,), steps=SERVICE.steps)
    found = [one for one in faults(service, name=SERVICE.name, roles=roles) if "register" in one]
    assert any(says in one for one in found) if says else found == []
