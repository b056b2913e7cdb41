"""Figures and ledgers in a real browser: nothing sideways, nothing unreadable, in both sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from flask import Flask

from tests.core.figures.conftest import PASSWORD
from tests.harness.apps import COUNTY
from tests.harness.looking import look_over

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
PAGES = (
    f"/{COUNTY}/figures/?period=2026",
    f"/{COUNTY}/figures/?point={COUNTY}001",
    f"/{COUNTY}/figures/ledgers/disputes?period=2026",
    f"/{COUNTY}/figures/ledgers/training?period=2026",
)


@pytest.fixture
def app(worked: Flask) -> Flask:
    """The county that has something to show."""
    return worked


def test_figures_hold_together_and_everybody_can_read_them(page: Page) -> None:
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.goto("/login")
    page.fill("[name=username]", "head")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/day**")
    for width in (1280, 360):
        for path in PAGES:
            page.goto(path)
            look_over(page, [width])
    assert said == []
    page.goto(PAGES[0])
    clipped = page.evaluate(
        """() => [...document.querySelectorAll('svg.chart text')].filter((one) => {
            const box = one.getBBox(), view = one.ownerSVGElement.viewBox.baseVal;
            return box.x < -0.5 || box.x + box.width > view.width + 0.5;
        }).map((one) => one.textContent)"""
    )
    assert clipped == []
