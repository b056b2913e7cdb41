"""A scale that is filed: what follows at once, for whom it opens, and what never comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases import commands
from core.cases.acting import Acting
from core.cases.danger.classes import GRAVE, LETHAL, LIGHT, class_so_far
from core.cases.danger.sheet import danger_sheet, may_scale
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale
from core.cases.loading import Loaded, open_case
from core.cases.models import CaseEvent, CaseFile, Task, UrgentReport
from core.db import county_scope, db
from tests.core.cases.danger.test_rules import MILD
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import taken_in as taken_in_at
from tests.walks.words import Person, Visit

PEOPLE = [
    {"role": "victim", "name": "许小燕", "relation": "self"},
    {"role": "alleged", "name": "孟大海", "relation": "spouse"},
]


VISIT = Visit(
    summary="他昨天又打我",
    scenario="dv",
    danger="unknown",
    people=(
        Person(name="许小燕", role="victim", relation="self"),
        Person(name="孟大海", role="alleged", relation="spouse"),
    ),
    services=("psych",),
)


def taken_in(here: Acting, *, services: list[str], danger: str = "unknown") -> str:
    raw = {**INTAKE, "danger_now": danger, "parties": PEOPLE, "services": services}
    return commands.receive(here, raw=raw).number


def answers(loaded: Loaded, role: str = "victim", **said: Any) -> dict[str, Any]:
    who = next(party.id for party, _person in loaded.parties if party.role == role)
    spoken = {"alone": True, **MILD, **said}
    words = {True: "yes", False: "no"}
    return {
        "who": who,
        **{name: words[one] if isinstance(one, bool) else one for name, one in spoken.items()},
    }


def scaled(here: Acting, number: str, **said: Any) -> Loaded:
    loaded, facts, _reach = open_case(here, number)
    commands.file_scale(here, number, facts.version, answers(loaded, **said))
    return open_case(here, number)[0]


def reports(loaded: Loaded) -> int:
    return len(
        db.session.scalars(select(UrgentReport).where(UrgentReport.case_id == loaded.case.id)).all()
    )


def test_the_gravest_class_latches_and_reports_once(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here, services=["psych"])
        loaded = scaled(here, number, harm="injured")
        assert class_so_far(loaded.case.danger) == GRAVE
        assert (loaded.case.stop_one, loaded.case.sealed, reports(loaded)) == (False, True, 0)
        loaded = scaled(here, number, no_breath=True)
        assert class_so_far(loaded.case.danger) == LETHAL
        assert (loaded.case.stop_one, reports(loaded)) == (True, 1)
        loaded = scaled(here, number)  # milder the next time
        assert class_so_far(loaded.case.danger) == LETHAL
        assert (loaded.case.stop_one, reports(loaded)) == (True, 1)
        assert [one.grade for one in danger_sheet(here, loaded).scales] == ["low", "high", "low"]
        facts = open_case(here, number)[1]
        said = {"alone": "yes", "danger_now": "no"}
        commands.check_danger(here, number, facts.version, said)
        loaded = open_case(here, number)[0]
        assert class_so_far(loaded.case.danger) == LETHAL, "asked again, the class stays"
        kinds = db.session.scalars(
            select(CaseEvent.kind).where(CaseEvent.case_id == loaded.case.id)
        ).all()
        assert list(kinds).count("danger_scale") == 3


def test_no_service_that_faces_both_is_opened_where_it_is_grave(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here, services=["psych"], danger="no")
        loaded = scaled(here, number, first_time=False)
        assert class_so_far(loaded.case.danger) == GRAVE
        for service in ("mediation", "marriage_counseling"):
            with pytest.raises(MoveRefused) as refused:
                commands.open_item(here, number, service)
            assert "第10条" in refused.value.objections[0].citation
        offer = next(
            one
            for one in commands.moves_of(here, *open_case(here, number)[:2])
            if one.move == "start_attempt"
        )
        assert "class_grave" not in {one.code for one in offer.objections}, "one side may be seen"


def test_nothing_told_flags_nothing(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        loaded = scaled(here, taken_in(here, services=["psych"]))
        assert (loaded.case.violence, loaded.case.sealed) == (False, False)
        assert class_so_far(loaded.case.danger) == ""
        told = scaled(here, loaded.case.number, watches=True)
        assert class_so_far(told.case.danger) == LIGHT
        assert told.case.sealed


@pytest.mark.parametrize(
    ("role", "said", "at"),
    [
        ("alleged", {}, "who"),
        ("victim", {"alone": False}, "alone"),
        ("victim", {"harm": ""}, "harm"),
    ],
)
def test_answers_that_do_not_count(app: Flask, role: str, said: dict[str, Any], at: str) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here, services=["psych"])
        loaded, facts, _reach = open_case(here, number)
        with pytest.raises(Invalid) as refused:
            commands.file_scale(here, number, facts.version, answers(loaded, role, **said))
        assert at in refused.value.errors
        with pytest.raises(Stale):
            commands.file_scale(here, number, facts.version + 7, answers(loaded))


def test_a_service_that_faces_both_gives_no_way_to_her_answers(app: Flask) -> None:
    with county_scope(app, COUNTY):
        desk = acting_as(app, "desk_town")
        number = taken_in(desk, services=["mediation", "psych"], danger="no")
        loaded = open_case(desk, number)[0]
        mediator = acting_as(app, "mediator_town")
        for item in loaded.items:
            item.owner_id = mediator.me if item.service == "mediation" else None
        loaded.case.handler_id = loaded.case.lead_id = desk.me
        db.session.flush()
        loaded, facts, _reach = open_case(mediator, number)
        assert may_scale(desk, loaded)
        assert not may_scale(mediator, loaded)
        measure = {"line": "order", "how": "done", "on": "2026-01-02", "note": "法院已收"}
        for command, raw in (
            (commands.file_scale, answers(loaded)),
            (commands.file_safety_measure, measure),
        ):
            with pytest.raises(Forbidden):
                command(mediator, number, facts.version, raw)
        for item in loaded.items:
            item.owner_id = mediator.me if item.service == "psych" else None
        assert may_scale(mediator, loaded), "an item that faces her alone does"


def test_the_sheet_over_the_api(as_: Calls) -> None:
    desk = as_("desk_town")
    number = desk.receive(services=["psych"], danger_now="unknown", parties=PEOPLE)["number"]
    path = f"cases/{number}"
    case = desk.get(path)
    who = next(one["id"] for one in case["parties"] if one["role"] == "victim")
    data = {"who": who, "alone": True, **MILD, "harm": "injured"}
    posted = desk.try_post(f"{path}/danger/scale", {"version": case["version"], "data": data})
    assert posted.status_code == 201, posted.text
    version = desk.get(path)["version"]
    done = {"line": "appraisal", "how": "done", "on": "2026-01-02", "note": "县医院 12 号"}
    body = {"version": version, "data": done}
    assert desk.try_post(f"{path}/danger/measure", body).status_code == 201
    sheet = desk.get(f"{path}/danger/sheet")
    assert sheet["class"] == GRAVE
    assert {one["name"]: one["met"] for one in sheet["gaps"]}["appraisal"] is True
    assert sheet["scales"][0]["total"] == 0


def test_the_pages_keep_what_was_typed_and_lead_to_what_is_missing(app: Flask) -> None:
    house = house_of(app)
    desk = HtmlActor(app, "desk_town", house)
    number = taken_in_at(desk, VISIT)
    with county_scope(app, COUNTY):
        loaded = open_case(acting_as(app, "desk_town"), number)[0]
        raw = answers(loaded, harm="injured", said="他用皮带抽的")
    link = desk.open(desk.at(f"cases/{number}")).link("/danger/sheet")
    assert link is not None
    empty = desk.open(link)
    assert "还没有评估" in empty.text
    form = desk.open(desk.at(f"cases/{number}/danger/scale")).form("/danger/scale")
    form.fill("said", "他用皮带抽的")
    again = desk.press(form)
    assert again.status == 422
    form = again.form("/danger/scale")
    assert form.chosen["said"] == ["他用皮带抽的"]
    for name, value in raw.items():
        form.fill(name, value)
    sheet = desk.press(form)
    for told in ("有伤、有现实危险或者反复", "低危", "人身安全保护令", "麻超", "本人签名"):
        assert told in sheet.text, told
    form = desk.open(desk.at(f"cases/{number}/danger/measure?line=order")).form("/danger/measure")
    assert form.chosen["line"] == ["order"]
    form.fill("how", "declined")
    form.fill("note", "她想先回娘家")
    assert "她本人不要" in desk.press(form).text
    for other in ("mediator_town", "head_town", "desk"):
        seen = HtmlActor(app, other, house).status_of(f"cases/{number}/danger/sheet")
        assert seen in (403, 404), other


def reported(here: Acting, number: str, *bodies: str) -> None:
    raw = {
        "to": [*bodies],
        "on": here.today.isoformat(),
        "by": "网格员",
        "station": "清河派出所",
        "receipt": "清公接88号",
    }
    commands.record_report(here, number, open_case(here, number)[1].version, raw)


def owed_lines(here: Acting, number: str) -> set[str]:
    return {one.title for one in danger_sheet(here, open_case(here, number)[0]).gaps if not one.met}


def asked_again(number: str) -> dict[str, date]:
    rows = db.session.scalars(
        select(Task)
        .join(CaseFile, Task.case_id == CaseFile.id)
        .where(CaseFile.number == number, Task.kind == "task")
    )
    return {one.title: one.due_on for one in rows}


def test_a_harmed_childs_report_goes_to_three_and_the_police_are_asked_back(app: Flask) -> None:
    """未成年人保护法 11: 公安、民政、教育; 高检发〔2020〕9号: the police tell within three days."""
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here, services=["psych"])
        case = open_case(here, number)[0].case
        case.minor_victim = case.report_due = True
        db.session.flush()
        assert "还要报民政、教育" in owed_lines(here, number)
        reported(here, number, "police")
        assert not case.report_due, "the way out is the police's receipt"
        asked = asked_again(number)
        assert asked["联系派出所，问一问进展"] == here.today + timedelta(days=3)
        assert "把报告补全，再登记一次" in asked
        assert "还要报民政、教育" in owed_lines(here, number)
        reported(here, number, "police", "civil_affairs", "education")
        assert "还要报民政、教育" not in owed_lines(here, number)
        assert asked_again(number) == asked, "asked once"


def test_an_adults_report_asks_for_no_more(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here, services=["psych"])
        before = asked_again(number)
        reported(here, number, "police")
        assert asked_again(number) == before
        assert "还要报民政、教育" not in owed_lines(here, number)


@pytest.mark.parametrize(("how", "asks"), [("done", True), ("declined", False)])
def test_who_is_sheltered_is_asked_before_the_ten_days_end(
    app: Flask, how: str, asks: bool
) -> None:
    """反家庭暴力法 18; the task says nothing of where she is."""
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk_town")
        number = taken_in(here, services=["psych"])
        raw = {"line": "shelter", "how": how, "on": here.today.isoformat(), "note": "救助站"}
        version = open_case(here, number)[1].version
        commands.file_safety_measure(here, number, version, raw)
        due = here.today + timedelta(days=7)
        assert (asked_again(number).get("请再联系来访人") == due) is asks
