"""Protection orders and warning letters: what binds, what the law's days are, who may see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases import commands
from core.cases.commands.episode import CARRIED
from core.cases.danger.classes import GRAVE, class_so_far
from core.cases.danger.papers import register
from core.cases.danger.sheet import danger_sheet
from core.cases.errors import Forbidden, Invalid, MoveRefused, Unknown
from core.cases.facts import Args
from core.cases.item_effects import _apply
from core.cases.loading import open_case
from core.cases.models import CaseFile, FollowUp, Record, ServiceItem, Task, UrgentReport
from core.cases.protection import bind, broken_on, longest, protections_of
from core.cases.protection_form import PROTECTION, whole
from core.cases.provinces import (
    CHECK,
    DECIDE,
    NURSING,
    PACK,
    PLACE,
    RULES,
    VISIT,
    holding,
    local_rules,
)
from core.cases.reading import project
from core.cases.views import case_view
from core.cases.visits import next_order_visit, next_warning_visit
from core.cases.waiting import my_clocks
from core.clocks import SHANGHAI, local_date, moment
from core.clocks.models import ClockRow
from core.db import db
from core.privacy import Reach
from core.words import Move, RecordOrder
from tests.reliability.people import INTAKE, acting_as

TODAY = date(2026, 11, 20)
ORDER = {"kind": "order", "stage": "made", "on": "2026-11-20", "until": "2027-05-20"}
LETTER = {"kind": "warning", "stage": "made", "on": "2026-11-18", "served_on": "2026-11-19"}


class Desk:
    """The window with one case of two people."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        both = [
            {"role": "applicant", "name": "许小燕", "relation": "self"},
            {"role": "respondent", "name": "孟大海", "relation": "spouse"},
        ]
        raw = {**INTAKE, "parties": both}
        self.number = commands.receive(acting_as(app, "desk"), raw=raw).number
        self.her, self.him = (party.id for party, _person in self.loaded.parties)

    @property
    def loaded(self) -> Any:
        return open_case(acting_as(self.app, "desk"), self.number)[0]

    @property
    def case(self) -> CaseFile:
        return self.loaded.case

    def file(self, said: Mapping[str, Any], who: str = "desk", key: str = "") -> Record:
        raw = {"protects": self.her, "against": self.him, **said}
        here = acting_as(self.app, who)
        return commands.file_protection(here, self.number, self.case.version, raw, key=key)

    def clocks(self) -> dict[str, ClockRow]:
        return {row.code: row for row in self.loaded.clocks if row.state == "running"}

    def rows(self, model: Any) -> list[Any]:
        return list(db.session.scalars(select(model).where(model.case_id == self.case.id)))

    def in_force(self) -> bool:
        return case_view(self.loaded).order_in_force


@pytest.fixture
def desk(app: Flask, county: str) -> Desk:
    return Desk(app)


def test_an_order_seals_binds_and_is_asked_about_before_it_ends(desk: Desk) -> None:
    assert not desk.in_force()
    desk.file({"kind": "order", "stage": "asked", "on": "2026-11-20", "asked_by": "self"})
    asked = desk.clocks()["order_decision"]
    assert (asked.length, asked.citation) == (72, "反家庭暴力法第28条")
    assert desk.case.sealed
    assert desk.case.violence
    assert not desk.in_force(), "asked for is not made"
    desk.file(ORDER)
    assert desk.in_force()
    assert case_view(desk.loaded).warned, "what proves it is on record"
    clocks = desk.clocks()
    assert "order_decision" not in clocks
    assert local_date(clocks["order_lapse"].due_at) >= date(2027, 5, 20)
    assert clocks["order_lapse"].warn_days == 30
    days = {one.due_on for one in desk.rows(Task) if one.title == "到期以前联系本人"}
    assert days == {date(2027, 4, 20), date(2027, 5, 6), date(2027, 5, 13)}
    visits = [one for one in desk.rows(FollowUp) if one.kind == "protection_order"]
    assert [one.planned_on for one in visits] == [date(2026, 11, 27)], "within seven days"
    assert clocks["order_service"].citation == "法发〔2022〕10号第十四条"
    for text in (*(row.title for row in desk.loaded.clocks), *(t.title for t in desk.rows(Task))):
        assert "保护令" not in text, "clocks and tasks are read over shoulders"


def test_the_article_of_a_sealed_case_is_told_on_its_page_alone(desk: Desk) -> None:
    """反家庭暴力法 28 beside "等法院答复" would name the order: not in lists, nor to who sees
    how the case goes and not what it is about."""
    here = acting_as(desk.app, "desk")
    desk.file({"kind": "order", "stage": "asked", "on": "2026-11-20", "asked_by": "self"})
    mine = [one for one in my_clocks(here) if one.number == desk.number]
    assert "等法院答复" in {one.title for one in mine}
    assert {one.citation for one in mine} == {""}
    loaded, facts, how_far = open_case(here, desk.number)
    told = {one.code: one.citation for one in project(here, loaded, facts, how_far).clocks}
    assert told["order_decision"] == "反家庭暴力法第28条"
    process = project(here, loaded, facts, Reach.PROCESS).clocks
    assert {(one.code, one.citation) for one in process} == {("", "")}
    desk.case.sealed = False  # as an open case, to see that lists tell articles at all
    assert "反家庭暴力法第28条" in {one.citation for one in my_clocks(here)}


def test_hours_run_from_the_moment_it_was_accepted(desk: Desk) -> None:
    """反家庭暴力法 28: within 72 hours of acceptance, in urgency 24; 公通字〔2024〕34号 八."""
    desk.file({"kind": "order", "stage": "asked", "on": "2026-11-19", "asked_by": "self"})
    assert desk.clocks()["order_decision"].started_at.astimezone(SHANGHAI).hour == 0
    moment_of = {"stage": "accepted", "accepted_at": "2026-11-19 16:20"}
    desk.file({"kind": "order", "urgent": "yes", **moment_of})
    hours = {row.state: row for row in desk.loaded.clocks if row.code == "order_decision"}
    assert set(hours) == {"stopped", "running"}, "the request's hours end, the acceptance's begin"
    ends = hours["running"].due_at.astimezone(SHANGHAI)
    assert (ends.date(), ends.hour, ends.minute) == (date(2026, 11, 20), 16, 20)
    desk.file({"kind": "warning", **moment_of})
    assert desk.clocks()["warning_decision"].length == 72
    with pytest.raises(Invalid) as wrong:
        desk.file({"kind": "order", **moment_of, "accepted_at": "2026-11-21 08:00"})
    assert set(wrong.value.errors) == {"accepted_at"}


def test_the_court_has_a_day_to_send_it(desk: Desk) -> None:
    """法发〔2022〕10号 十四; told with the ruling or as a step of its own."""
    desk.file(ORDER)
    assert desk.clocks()["order_service"].length == 24
    desk.file({"kind": "order", "stage": "served", "on": "2026-11-20"})
    assert "order_service" not in desk.clocks()
    assert desk.in_force(), "delivery takes nothing off"
    desk.file({**ORDER, "order_served_on": "2026-11-20"})
    assert "order_service" not in desk.clocks()
    (shown,) = protections_of(acting_as(desk.app, "desk"), desk.loaded)
    assert shown.stage == "served"


def test_she_is_visited_while_it_binds(desk: Desk) -> None:
    """法发〔2022〕10号 十八: regularly, by the county's rule every thirty days, and at its end."""
    assert next_order_visit(date(2026, 11, 27), date(2027, 5, 20), 30) == date(2026, 12, 27)
    assert next_order_visit(date(2027, 5, 1), date(2027, 5, 20), 30) == date(2027, 5, 20)
    assert next_order_visit(date(2027, 5, 20), date(2027, 5, 20), 30) is None
    assert next_order_visit(date(2027, 5, 20), None, 30) is None
    desk.file(ORDER)
    desk.case.tracker_id = desk.case.handler_id
    raw = {"safe": "yes", "way": "in_person", "found": "stable"}
    commands.file_follow_up(acting_as(desk.app, "desk"), desk.number, desk.case.version, raw)
    visits = [one for one in desk.rows(FollowUp) if one.kind == "protection_order"]
    assert sorted(one.planned_on for one in visits if one.done_at is None) == [date(2026, 12, 18)]


def test_who_breaks_it_starts_everything_over(desk: Desk) -> None:
    """反家庭暴力法 34; 公通字〔2024〕34号 十二: up at once, asked alone, visited anew."""
    desk.file(LETTER)
    here = acting_as(desk.app, "desk")
    quiet = [(date(2026, 11, 25), "stable"), (date(2027, 2, 25), "stable")]
    assert next_warning_visit([*quiet, (date(2027, 5, 25), "stable")], None) is None
    broken = date(2027, 3, 1)
    assert next_warning_visit([*quiet, (date(2027, 5, 25), "stable")], None, broken) is not None
    desk.file({"kind": "warning", "stage": "breached", "on": "2026-11-20"})
    assert class_so_far(desk.case.danger) == GRAVE
    assert not desk.case.danger_cleared
    assert [one.text for one in desk.rows(UrgentReport)] == ["保护措施被违反"]
    assert {one.kind for one in desk.rows(Task)} >= {"alone", "urgent"}
    (visit,) = [one for one in desk.rows(FollowUp) if one.kind == "warning_letter"]
    assert visit.planned_on <= date(2026, 11, 27)
    gaps = {one.name: one.met for one in danger_sheet(here, desk.loaded).gaps}
    assert gaps["breach"] is False
    assert broken_on(here, desk.case) == TODAY


def test_a_broken_order_binds_on(desk: Desk) -> None:
    desk.file(ORDER)
    desk.file({"kind": "order", "stage": "breached", "on": "2026-11-20"})
    assert desk.in_force()
    (shown,) = protections_of(acting_as(desk.app, "desk"), desk.loaded)
    assert (shown.stage, shown.in_force, shown.breached_on) == ("breached", True, TODAY)
    for row in desk.loaded.clocks:
        assert "保护令" not in row.title
    assert not any("保护" in one.title for one in desk.rows(Task))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "order", "stage": "breached", "on": "2026-11-20"}, "stage"),
        ({"kind": "order", "stage": "served", "on": "2026-11-20"}, "stage"),
        ({"kind": "warning", "stage": "served", "on": "2026-11-20"}, "stage"),
        ({"kind": "order", "stage": "accepted", "accepted_at": "昨天"}, "accepted_at"),
    ],
)
def test_no_step_out_of_turn(desk: Desk, said: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        desk.file(said)
    assert field in wrong.value.errors


def test_what_another_case_told_can_be_broken_too(desk: Desk) -> None:
    bind(acting_as(desk.app, "desk"), desk.loaded, date(2026, 12, 31))
    desk.file({"kind": "order", "stage": "breached", "on": "2026-11-20"})
    assert desk.in_force()


def test_while_it_binds_nobody_is_brought_together(desk: Desk) -> None:
    """反家庭暴力法 29; every way but one's own is core's: no switch, no waiver."""
    desk.file(ORDER)
    with pytest.raises(MoveRefused) as refusal:
        commands.move(
            acting_as(desk.app, "desk"),
            desk.number,
            Move.START_ATTEMPT,
            desk.case.version,
            Args(present=("许小燕", "孟大海"), on=TODAY),
        )
    assert "order_in_force" in {one.code for one in refusal.value.objections}


def test_it_ends_by_itself_or_when_it_is_revoked(desk: Desk, app: Flask) -> None:
    desk.file(ORDER)
    db.session.commit()
    for day, binds in ((date(2027, 5, 20), True), (date(2027, 5, 21), False)):
        with moment(datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)):
            assert desk.in_force() is binds
            (shown,) = protections_of(acting_as(desk.app, "desk"), desk.loaded)
            assert shown.stage == ("made" if binds else "lapsed")
            here = acting_as(desk.app, "desk")
            sheet = register(here, *open_case(here, desk.number)[:2], "")
            told = [one["state"] for one in sheet["orders"]]  # type: ignore[attr-defined]  # rows
            assert told == ["已经作出、出具" if binds else "到期了"]
    desk.file({"kind": "order", "stage": "ended", "on": "2026-11-20"})
    assert not desk.in_force()
    assert "order_lapse" not in desk.clocks()


def test_asking_for_more_time_takes_nothing_off_what_binds(desk: Desk) -> None:
    desk.file({**ORDER, "on": "2026-06-10", "until": "2026-12-10"})
    desk.file({"kind": "order", "stage": "asked", "on": "2026-11-20", "urgent": True})
    assert desk.in_force()
    assert desk.clocks()["order_decision"].length == 24, "urgent: within a day"
    assert "order_lapse" in desk.clocks()
    desk.file({"kind": "order", "stage": "refused", "on": "2026-11-20"})
    assert desk.in_force(), "the first order runs on to its last day"
    review = desk.clocks()["order_review"]
    assert local_date(review.due_at) == date(2026, 11, 26), "five days, over a Wednesday midnight"
    (one,) = protections_of(acting_as(desk.app, "desk"), desk.loaded)
    assert (one.stage, one.in_force, one.until) == ("refused", True, date(2026, 12, 10))


def test_a_letter_is_visited_within_seven_days_of_its_delivery(desk: Desk) -> None:
    """公通字〔2024〕34号 十二, 十九."""
    desk.file({"kind": "warning", "stage": "asked", "on": "2026-11-20"})
    assert desk.clocks()["warning_decision"].length == 72
    desk.file(LETTER)
    assert "warning_decision" not in desk.clocks()
    (visit,) = [one for one in desk.rows(FollowUp) if one.kind == "warning_letter"]
    assert visit.planned_on == date(2026, 11, 26)
    assert any("法治教育" in one.title for one in desk.rows(Task))
    assert not desk.in_force(), "a letter is no order"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({**ORDER, "until": ""}, "until"),
        ({**ORDER, "until": "2027-05-21"}, "until"),
        ({**ORDER, "until": "2026-11-19"}, "until"),
        ({**ORDER, "on": "2026-11-21", "until": "2027-05-01"}, "on"),
        ({**LETTER, "served_on": ""}, "served_on"),
        ({**LETTER, "served_on": "2026-11-21"}, "served_on"),
        ({**ORDER, "protects": "0" * 13}, "protects"),
        ({"kind": "order", "stage": "asked", "on": "2026-11-20", "asked_by": "civil"}, "wish"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(desk: Desk, said: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as wrong:
        desk.file(said)
    assert field in wrong.value.errors
    assert not desk.in_force()


def test_the_same_person_is_not_protected_from_herself() -> None:
    assert [one.field_name for one in whole({"protects": "a", "against": "a"})] == ["against"]
    assert whole({"protects": "a", "against": "b", "asked_by": "disabled", "wish": True}) == ()


def test_half_a_year_is_counted_as_months_are() -> None:
    """反家庭暴力法 30; a month without that day ends on its last (民法典 202)."""
    assert longest(date(2026, 8, 31)) == date(2027, 2, 28)
    assert longest(date(2026, 11, 20)) == date(2027, 5, 20)


@pytest.mark.parametrize(
    ("rule", "county", "most", "local"),
    [
        (DECIDE, "440103", 24, True),
        (DECIDE, "620102", 24, True),
        (DECIDE, "220102", 72, False),
        (DECIDE, "990101", 72, False),
        (VISIT, "140105", 7, False),
        (VISIT, "520102", 7, False),
        (CHECK, "650102", 24, True),
        (CHECK, "330102", None, False),
        (PLACE, "140105", 24, True),
        (NURSING, "500101", 6, True),
    ],
)
def test_the_stricter_of_the_nation_and_the_province_holds(
    rule: str, county: str, most: int | None, local: bool
) -> None:
    """吉林 says three days where the nation says 72 hours, 山西 ninety days where it says seven."""
    found = holding(rule, county, date(2026, 11, 28))
    assert (found.most, found.local) == (most, local)
    assert bool(found.source) == (most is not None)


def test_every_row_of_the_pack_names_its_source_and_a_rule_there_is() -> None:
    assert len({(row.region, row.rule) for row in PACK}) == len(PACK)
    for row in PACK:
        assert row.rule in RULES
        assert row.source
        assert row.most > 0
    told = [(rule.title, held.most) for rule, held in local_rules("140105", date(2026, 11, 28))]
    assert told == [("派出所收到保护令后查访", 24), ("村（社区）应急安置", 24)]


def test_only_who_works_it_registers_and_sees(desk: Desk) -> None:
    desk.file(ORDER, key="once")
    before = len(desk.rows(Record))
    desk.file(ORDER, key="once")
    assert len(desk.rows(Record)) == before, "sent twice is filed once"
    for stranger in ("supervisor", "mediator", "desk_town"):
        with pytest.raises((Forbidden, Unknown)):
            desk.file(ORDER, stranger)


def test_the_record_is_about_the_one_protected(desk: Desk) -> None:
    record = desk.file({**ORDER, "doc_no": "（2026）民保令1号"})
    assert record.about == desk.her
    assert {one.sensitivity.value for one in PROTECTION.fields} == {"R"}


def test_a_service_tells_of_an_order_and_takes_nothing_off(desk: Desk) -> None:
    """The lattice: what a service returns only raises (反家庭暴力法 29)."""
    desk.file(ORDER)
    loaded = desk.loaded
    item = loaded.items[0] if loaded.items else ServiceItem(service="legal_consult")
    here = acting_as(desk.app, "desk")
    service = next(iter(here.roster.services.values()))

    def tell(stage: str, until: date | None = None) -> None:
        told = RecordOrder(protects=desk.her, stage=stage, on=TODAY, until=until)
        _apply(told, here, loaded, item, service)

    tell("made", date(2026, 12, 1))
    assert desk.case.order_until == date(2027, 5, 20)
    tell("refused")
    assert desk.in_force()
    with pytest.raises(ValueError, match="ended"):
        tell("ended")
    with pytest.raises(MoveRefused):
        _apply(RecordOrder(protects="0" * 13, stage="asked", on=TODAY), here, loaded, item, service)


def test_what_another_case_told_binds_until_it_is_revoked_here(desk: Desk) -> None:
    """A new episode and a case that another was merged into keep an order that still runs."""
    assert "order_until" in CARRIED
    bind(acting_as(desk.app, "desk"), desk.loaded, date(2026, 12, 31))
    assert desk.in_force()
    assert desk.case.sealed
    desk.file({"kind": "warning", "stage": "ended", "on": "2026-11-20"})
    assert desk.in_force(), "a letter that was taken back is no order that ended"
    desk.file({**ORDER, "until": "2026-12-01"})
    assert desk.case.order_until == date(2026, 12, 31), "a shorter one takes nothing off"
    desk.file({**ORDER, "until": "2027-01-10"})
    desk.file({**ORDER, "until": "2027-01-05"})
    assert desk.case.order_until == date(2027, 1, 5), "what was mistyped here is set right here"
    desk.file({"kind": "order", "stage": "ended", "on": "2026-11-20"})
    assert not desk.in_force()


def test_the_gap_sheet_knows_of_an_order(desk: Desk) -> None:
    """What is asked for and registered is not written down twice (反家庭暴力法 23)."""
    desk.file({"kind": "order", "stage": "asked", "on": "2026-11-20", "asked_by": "self"})
    desk.case.danger = {**(desk.case.danger or {}), "class": GRAVE}
    sheet = danger_sheet(acting_as(desk.app, "desk"), desk.loaded)
    assert [one.met for one in sheet.gaps if one.name == "order"] == [True]
    assert not all(one.met for one in sheet.gaps)


PUNISHED = {"kind": "punishment", "stage": "made", "on": "2026-11-18", "penalty": "detention"}


def test_a_punishment_is_on_record_binds_nobody_and_starts_nothing(app: Flask, county: str) -> None:
    desk = Desk(app)
    said = {**PUNISHED, "protects": desk.her, "against": desk.him}
    for stage in ("asked", "accepted", "served", "refused", "breached"):
        with pytest.raises(Invalid) as told:
            desk.file({**said, "stage": stage, "accepted_at": "2026-11-18T08:00"})
        assert "stage" in told.value.errors
    with pytest.raises(Invalid) as told:
        desk.file({**said, "penalty": ""})
    assert set(told.value.errors) == {"penalty"}
    clocks = len(desk.loaded.clocks)
    visits = len(desk.loaded.follow_ups)
    desk.file(said)
    case = desk.case
    assert (case.warned, case.sealed, case.violence, case.order_until) == (True, True, True, None)
    assert len(desk.loaded.clocks) == clocks
    assert len(desk.loaded.follow_ups) == visits
    here = acting_as(app, "desk")
    (line,) = protections_of(here, desk.loaded)
    assert (line.title, line.stage, line.in_force) == ("治安管理处罚", "made", False)
    desk.file({**said, "stage": "ended", "on": "2026-11-20"})
    (line,) = protections_of(here, desk.loaded)
    assert line.stage == "ended"
