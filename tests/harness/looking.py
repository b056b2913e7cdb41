"""What every page looked at in a browser has to hold: nothing sideways, nobody shut out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NARROW, WIDE = 360, 1280
"""Widths in CSS pixels: a telephone, and the screen of a service window."""
SIDEWAYS = "document.documentElement.scrollWidth - innerWidth"


def follow(page: Page, link: Locator) -> None:
    """Click what leads to another page, and be there.

    A click alone returns while the old page still stands, so whatever looks at the page next would
    look at the one it came from, or at one that has no body yet.
    """
    with page.expect_navigation():
        link.click()


def look_over(page: Page, widths: Sequence[int] = (NARROW, WIDE)) -> None:
    """Expect no scrolling sideways at `widths`, and no violation axe can find at the last."""
    # imported late: most runs of a few tests never open a browser
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state()
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, f"{page.url} at {width}"
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], page.url
