"""办好了: a task leaves the day of whoever ticks it off, from the page where it stands."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from core.cases.models import Task
from core.clocks import now, today
from core.db import county_scope, db
from core.points.models import ServicePoint
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.pages import Form


def test_a_task_is_ticked_off_on_the_day_by_whose_it_is(app: Flask) -> None:
    """A professional has no window, and her own day is where she says that it is done."""
    house = house_of(app)
    lawyer, watching = HtmlActor(app, "lawyer", house), HtmlActor(app, "supervisor", house)
    with county_scope(app, COUNTY):
        studio = db.session.scalars(select(ServicePoint).where(ServicePoint.code == COUNTY)).one()
        hers = Task(title="送一份回执", account_id=lawyer.me.id)
        points = Task(title="贴出新的值班表", point_id=studio.id)
        for days, one in enumerate((hers, points)):
            one.created_at, one.due_on = now(), today() + timedelta(days=days)
        db.session.add_all((hers, points))
        db.session.commit()
        ids = (hers.id, points.id)
    page = lawyer.open(lawyer.at("desk/day"))
    assert "送一份回执" in page.text
    buttons = [
        one.attrs["formaction"]
        for one in page.root.all("button")
        if "/tasks/" in one.attrs.get("formaction", "")
    ]
    assert buttons == [lawyer.at(f"desk/tasks/{one}") for one in ids]
    watching.open(watching.at("desk/day"))
    assert [ticked(watching, one) for one in buttons] == [404, 404], "who watches, changes nothing"
    assert [ticked(lawyer, one) for one in buttons] == [200, 200]
    assert "送一份回执" not in lawyer.open(lawyer.at("desk/day")).text


def ticked(actor: HtmlActor, address: str) -> int:
    """Press 办好了, whose button belongs to the empty form of every page."""
    node = actor.open(actor.at("desk/day")).root.first("form", id="post")
    assert node is not None
    form = Form.of(node, address)
    form.action = address
    return actor.press(form, "day").status
