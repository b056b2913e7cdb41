"""Bad input to the table pages is told at the field, never a broken page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor


@pytest.mark.parametrize(
    ("name", "value"), [("until", "9999-12-31"), ("since", "0001-01-01"), ("since", "2026-W01-1")]
)
def test_a_day_nobody_means_is_told_at_the_field(app: Flask, name: str, value: str) -> None:
    actor = HtmlActor(app, "desk", house_of(app))
    form = actor.open(actor.at("cases/export")).form("/export")
    for asked, filled in {"purpose": "analysis", name: value}.items():
        form.fill(asked, filled)
    answered = actor.press(form)
    assert answered.status == 422
    assert "2026-11-22" in answered.text
