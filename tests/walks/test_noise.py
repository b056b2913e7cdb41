"""A plugin that raises in every hook, while the desk goes on (design: the bulkhead)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from core.config import Settings
from core.db import db
from core.jobs import drain
from tests.dummies import noisy
from tests.walks.api_actor import ApiActor
from tests.walks.conftest import As
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import HER, answer_the_question, does, refused, taken_in
from tests.walks.words import House, Visit

pytestmark = pytest.mark.postgres
DAY = "2026-11-20"


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The platform with the noisy function installed."""
    from core.app import create_app

    app = create_app(settings, handed={"noisy": noisy})
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()


def test_the_desk_goes_on_and_the_admin_is_told(as_: As, house: House, app: Flask) -> None:
    """Intake, moves and lists work; the fault is recorded, the breaker opens, is reset by hand."""
    desk, admin = as_("desk"), HtmlActor(app, "admin", house)
    does(as_("admin").switch("noisy", "open"))
    quiet_case = taken_in(desk)
    noisy_case = taken_in(desk, Visit(services=("legal_consult", "noisy")))
    for number in (quiet_case, noisy_case):
        case = desk.sees(number)
        assert case is not None
        assert number in desk.listed()
        assert noisy.SECRET not in desk.everything(number)
    answer_the_question(desk, quiet_case)

    does(desk.move(quiet_case, "start_attempt", present=[HER, "村支书"], on=DAY))
    does(desk.move(quiet_case, "settle", outcome="折价三万"))
    does(desk.move(noisy_case, "urgent_report", reason="弟弟扬言要砸门"))

    for _round in range(3):
        drain(app)
    page = admin.open("/990101/admin/services")
    assert page.status == 200
    assert "最近的差错" in page.text
    assert "连续出错，已暂停向它提问" in page.text
    assert noisy.SECRET not in page.text
    assert "13800138000" not in page.text

    # with the breaker open nothing is asked any more, so nothing is stopped
    case = desk.sees(noisy_case)
    assert case is not None
    assert "start_attempt" in case.moves

    # asked again it is heard to fail: only its own cases wait, and never what protects people
    answered = admin.press(page.form("/services/reset"))
    assert "连续出错" not in answered.text
    case = desk.sees(noisy_case)
    assert case is not None
    assert case.is_told("start_attempt", "noisy 服务"), "the refusal names the function"
    assert "urgent_report" in case.moves
    other = desk.sees(taken_in(desk, Visit(summary="又来一位问分家")))
    assert other is not None
    assert "start_attempt" in other.moves


def test_the_head_may_let_a_case_pass_a_broken_guard(app: Flask, house: House) -> None:
    """The contract: a point head may waive it with a reason, which stays in the history."""
    admin, desk, head = (ApiActor(app, login, house) for login in ("admin", "desk", "head"))
    does(admin.switch("noisy", "open"))
    number = taken_in(desk, Visit(services=("legal_consult", "noisy")))
    present, why = [HER, "村支书"], "功能出错，先办人的事"
    refused(desk.move(number, "start_attempt", present=present, on=DAY, reason=why), "noisy 服务")
    does(head.move(number, "start_attempt", present=present, on=DAY, reason=why))
    assert why in desk.everything(number)
