"""A double click at the window: one numbered copy, one item, one receipt (T/ZSM 5.6.4)."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select

from core.cases.models import ServiceItem
from core.db import county_scope, db
from core.documents.models import Document
from tests.harness.apps import COUNTY
from tests.walks import pages
from tests.walks.browsing import Shown
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import taken_in


def counted(app: Flask, entity: type[Document | ServiceItem]) -> int:
    with county_scope(app, COUNTY, read_only=True):
        return db.session.scalar(select(func.count()).select_from(entity)) or 0


def button(shown: Shown, kind: str) -> pages.Form:
    for node in shown.root.all("form"):
        form = pages.Form.of(node, shown.address)
        if form.action.endswith("/papers") and form.chosen.get("kind") == [kind]:
            return form
    raise AssertionError(kind)


def test_pressed_twice_a_paper_is_one_copy_and_an_item_is_opened_once(app: Flask) -> None:
    desk = HtmlActor(app, "desk", house_of(app))
    number = taken_in(desk)
    shown = desk.open(desk.at(f"cases/{number}"))
    papers, items = counted(app, Document), counted(app, ServiceItem)

    form = button(shown, "intake_receipt")
    first, again = (desk.press(form).address for _press in range(2))
    assert first == again
    assert first.endswith(".pdf")
    assert counted(app, Document) == papers + 1

    people = [one.attrs["value"] for one in form.node.all("option")]
    if len(people) > 1:
        form.fill("party", people[1])
        assert desk.press(form).address != first, "for somebody else it is another copy"
        assert counted(app, Document) == papers + 2
    more = button(desk.open(desk.at(f"cases/{number}")), "intake_receipt")
    assert desk.press(more).address != first, "who opens the page again wants another copy"

    form = shown.form(f"/cases/{number}/items")
    first, again = (desk.press(form).address for _press in range(2))
    assert "/items/" in first
    assert first == again
    assert counted(app, ServiceItem) == items + 1
