"""A walk-in with danger now: people first, then forms (反家庭暴力法; 妇联规程 9–11; 5.5.1.2)."""

from __future__ import annotations

import pytest
from flask import Flask

from core.jobs import rounds
from tests.walks.conftest import As, Hours
from tests.walks.stories import does, refused, taken_in
from tests.walks.words import House, Person, Visit

pytestmark = pytest.mark.postgres
SHE, HE = "许小燕", "孟大海"
TELL = "他拿刀追我，我从后门跑出来的"
VISIT = Visit(
    summary=TELL,
    scenario="dv",
    danger="yes",
    flags=("weapon", "threat"),
    people=(
        Person(name=SHE, role="victim", relation="self", phone="13900139001"),
        Person(name=HE, role="alleged", relation="spouse"),
    ),
    services=("legal_aid", "psych"),
)


def test_danger_now_seals_locks_and_calls_for_help(
    as_: As, house: House, app: Flask, hours: Hours
) -> None:
    """STOP-1; C3 at once; 紧急上报 beside the case, climbing when nobody acknowledges."""
    window, colleague = as_("desk_town"), as_("mediator_town")
    town_head, head = as_("head_town"), as_("head")

    with_mediation = window.receive(VISIT.but(services=("mediation",)))
    assert not with_mediation.ok, "a function that faces both sides is not to be had"

    number = taken_in(window, VISIT)
    case = window.sees(number)
    assert case is not None
    assert case.confidentiality == "C3"
    refused(window.open_item(number, "mediation"), "不劝和、不调解")
    assert case.is_told("start_attempt", "不劝和、不调解")
    assert case.is_told("assign_down", "不向下交办")
    refused(window.move(number, "start_attempt", present=[SHE]), "不劝和、不调解")

    # a colleague at the same desk, and the town's own head: there is no such case
    for stranger in (colleague, town_head, as_("supervisor"), as_("desk"), as_("village")):
        assert stranger.sees(number) is None, stranger.login
        assert number not in stranger.listed(), stranger.login
        assert SHE not in stranger.search(SHE), stranger.login
        assert number not in stranger.search(number), stranger.login
    assert number in window.listed()

    # the receipt says neither what it is about nor who
    slip = window.issue_paper(number, "intake_receipt_neutral")
    for word in (SHE, HE, "许", "危险", "暴力", "110", "妇联", "调解", "求助", "民事争议"):
        assert word not in slip, word

    # the report names the county's head, nobody at the window had to press anything
    assert head.sees(number) is not None
    assert (number, "紧急上报，请确认收到") in head.tasks()
    refused(window.move(number, "acknowledge"), "")
    does(head.move(number, "acknowledge"))
    hours.pass_(hours=2)
    rounds(app)
    assert number not in [of for of, _words in head.tasks()], "acknowledged in time"


def test_an_unanswered_report_climbs_a_rung(
    as_: As, house: House, app: Flask, hours: Hours
) -> None:
    """5.5.1.2a: no acknowledgement in time → the next one up is named as well."""
    village, town_head, head = as_("village"), as_("head_town"), as_("head")
    number = taken_in(village, VISIT)
    assert (number, "紧急上报，请确认收到") in town_head.tasks()
    assert head.sees(number) is None
    hours.pass_(minutes=29)
    rounds(app)
    assert head.sees(number) is None, "there was still a minute"
    hours.pass_(minutes=2)
    rounds(app)
    assert head.sees(number) is not None
    assert (number, "紧急上报无人确认，请您确认") in head.tasks()
    case = town_head.sees(number)
    assert case is not None
    assert case.holder == house.places["village"].name, "a report moves nobody"
    does(head.move(number, "acknowledge"))
    hours.pass_(minutes=40)
    rounds(app)
    assert number not in [of for of, _words in head.tasks()], "the call has ended"


def test_danger_unknown_waits_until_she_was_asked_alone(as_: As, house: House) -> None:
    """妇联规程 9–11: 不清楚 and 不便问 lock joint work; 不便问 becomes a task that says nothing."""
    village = as_("village")
    number = taken_in(village, Visit(danger="cannot_ask", services=("mediation",)))
    assert (number, "请再联系来访人") in village.tasks()
    case = village.sees(number)
    assert case is not None
    assert case.is_told("start_attempt", "还没有单独问清是否有危险")
    refused(village.ask_alone(number, "no", alone=False), "请单独问")
    does(village.ask_alone(number, "no"))
    case = village.sees(number)
    assert case is not None
    assert not case.is_told("start_attempt", "还没有单独问清是否有危险")
    assert all(of != number for of, words in village.tasks())

    number = taken_in(village, Visit(danger="unknown"))
    does(village.ask_alone(number, "yes"))
    case = village.sees(number)
    assert case is not None
    assert case.confidentiality == "C3"
    assert (number, "紧急上报，请确认收到") in as_("head_town").tasks()


def test_a_child_harmed_closes_every_way_out_until_the_police_know(as_: As, house: House) -> None:
    """STOP-4, 未成年人保护法11: no closing before the report is recorded; nothing goes down."""
    desk = as_("desk")
    number = taken_in(
        desk,
        Visit(
            summary="孩子身上有伤，老师让来问",
            scenario="minor",
            danger="unknown",
            flags=("minor", "injury"),
            people=(
                Person(name="罗老师", role="reporter", relation="other"),
                Person(name="小宝", role="minor_child", relation="child"),
            ),
        ),
    )
    case = desk.sees(number)
    assert case is not None
    assert case.confidentiality == "C3"
    assert case.is_told("assign_down", "未成年人受害，不向下交办")
    for move, asked in (
        ("decline", {"reason": "不归我们管"}),
        ("withdraw", {"reason": "家长不要办了"}),
        ("answer", {"outcome": "已答复"}),
    ):
        refused(desk.move(number, move, **asked), "须先向公安报告并登记报告情况")
    refused(
        desk.report(number, to=["civil_affairs"], on="2026-11-20", by="王秀兰", receipt="电话"),
        "必须包括公安",
    )
    made = {"on": "2026-11-20", "by": "王秀兰", "receipt": "接报 0815"}
    refused(desk.report(number, to=["police"], **made), "哪个派出所")
    does(desk.report(number, to=["police"], station="城关派出所", **made))
    does(desk.move(number, "withdraw", reason="已由公安受理"))
