"""The page of a move: what is missing stands at its field, and what was typed stays."""

from __future__ import annotations

from flask import Flask

from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import taken_in
from tests.walks.words import Visit


def test_a_meeting_with_nobody_present_is_told_at_the_field(app: Flask) -> None:
    house = house_of(app)
    desk, head = HtmlActor(app, "desk", house), HtmlActor(app, "head", house)
    number = taken_in(desk, Visit())
    page = head.open(head.at(f"cases/{number}/moves/interagency_meeting"))
    form = page.form("/moves/interagency_meeting")
    form.fill("on", "2026-11-19")
    form.fill("others", "、 ，")
    again = head.press(form)
    assert again.status == 409
    wrong = again.root.first(id="present-error")
    assert wrong is not None
    assert wrong.text == "请写明到场的人"
    box = again.root.first("fieldset", **{"aria-describedby": "present-error"})
    assert box is not None, "a reader hears it at the question"
    kept = again.form("/moves/interagency_meeting")
    assert kept.chosen["on"] == ["2026-11-19"]
    kept.fill("others", "县住建局、桂花镇")
    kept.fill("on", "20 日")
    again = head.press(kept)
    assert again.status == 422
    assert again.root.first(id="on-error") is not None
    kept = again.form("/moves/interagency_meeting")
    assert kept.chosen["others"] == ["县住建局、桂花镇"]
    kept.fill("on", "2026-11-20")
    assert head.press(kept).status == 200
