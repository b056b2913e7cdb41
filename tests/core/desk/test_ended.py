"""A case that has ended is only read: nothing is offered that would change it, and nothing does."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases import commands
from core.cases.errors import MoveRefused
from core.cases.loading import find_case
from core.db import county_scope, db
from core.people.models import Account
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

ANSWERED = {**INTAKE, "services": [], "answer": "先到公证处咨询，需要带上房产证。"}


@pytest.fixture
def ended(app: Flask) -> str:
    with county_scope(app, COUNTY):
        number = commands.receive(acting_as(app, "desk"), raw=ANSWERED).number
        db.session.commit()
    return number


def test_its_page_offers_neither_services_nor_colleagues(app: Flask, ended: str) -> None:
    desk = HtmlActor(app, "desk", house_of(app))
    page = desk.open(desk.at(f"cases/{ended}"))
    assert page.status == 200
    assert "加开服务" not in page.text
    assert "派给同事" not in page.text
    assert "重新开启" in page.text


def test_neither_is_done_by_another_way(app: Flask, ended: str) -> None:
    with county_scope(app, COUNTY):
        acting = acting_as(app, "desk")
        version = find_case(db.session(), ended).version
        me = db.session.scalar(select(Account.id).where(Account.username == "desk"))
        with pytest.raises(MoveRefused, match="已经结束"):
            commands.assign_handler(acting, ended, version, str(me))
        with pytest.raises(MoveRefused, match="已经结束"):
            commands.open_item(acting, ended, "legal_consult")
