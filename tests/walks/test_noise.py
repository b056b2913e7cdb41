"""A plugin that raises in every hook, while the desk goes on (design: the bulkhead)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from core.config import Settings
from core.db import db
from core.jobs import drain
from tests.dummies import noisy
from tests.walks.conftest import As
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import answer_the_question, does, taken_in
from tests.walks.words import House, Visit

pytestmark = pytest.mark.postgres


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

    # a guard that raises stops only cases that carry an item of that plugin, and never people
    asked = desk.move(noisy_case, "start_attempt", present=["周桂芬", "村支书"], on="2026-11-20")
    if not asked.ok:
        assert asked.says("noisy"), "the refusal names the function"
    does(desk.move(noisy_case, "urgent_report", reason="弟弟扬言要砸门"))
    does(desk.move(quiet_case, "start_attempt", present=["周桂芬", "村支书"], on="2026-11-20"))
    does(desk.move(quiet_case, "settle", outcome="折价三万"))

    for _round in range(3):
        drain(app)
    page = admin.open("/990101/admin/services")
    assert page.status == 200
    assert "最近的差错" in page.text
    assert "连续出错，已暂停向它提问" in page.text
    assert noisy.SECRET not in page.text
    assert "13800138000" not in page.text

    # with the breaker open nothing is asked any more, so nothing is stopped
    does(desk.move(noisy_case, "start_attempt", present=["周桂芬", "村支书"], on="2026-11-20"))
    answered = admin.press(page.form("/services/reset"))
    assert "连续出错" not in answered.text
    assert desk.receive(Visit(summary="又来一位问分家")).ok
