"""Take the pictures of the guides: start a practice county, sign in, look, keep what was seen.

    python docs/pictures.py            takes every picture anew, in a minute or two
    python docs/pictures.py desk case  only these

It needs Chromium (`chromium` on the path) and the packages of the tests. Nothing of it is used by
the platform; a test holds the pictures named in the guides to the ones named here.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent / "pictures"
COUNTY, PASSWORD = "990101", "jiahe-demo-2026"
DAY = "2026-11-20"
"""The day the practice county believes in, so that a picture taken again is the same."""
WIDE, NARROW = 1280, 360
HEIGHTS = {WIDE: 860, NARROW: 740}
QUALITY = 58
READY = "练手县已就绪"


def nothing(page: Page) -> None:
    """Look at the page as it comes."""


def danger(page: Page) -> None:
    """Say at the window that there is danger."""
    page.get_by_text("有危险", exact=True).first.click()


def first_case(page: Page) -> None:
    """Open the first case of the list."""
    page.locator("#main a strong, #main a.strong").first.click()
    page.wait_for_load_state()


def first_item(page: Page) -> None:
    """Open the first case and the first of its services."""
    first_case(page)
    page.locator("#main article a").first.click()
    page.wait_for_load_state()


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """What is seen: by whom, where, after doing what, how wide."""

    name: str
    login: str
    path: str
    act: Callable[[Page], None] = nothing
    widths: tuple[int, ...] = (WIDE, NARROW)

    def files(self) -> tuple[str, ...]:
        """Return the names of its files."""
        return tuple(f"{self.name}-{width}.jpg" for width in self.widths)


PICTURES = (
    Picture(name="desk", login="desk", path="desk/"),
    Picture(name="danger", login="desk", path="desk/", act=danger, widths=(WIDE,)),
    Picture(name="today", login="village", path="desk/day"),
    Picture(name="clues", login="village", path="desk/clues", widths=(NARROW,)),
    Picture(name="case", login="mediator_town", path="cases/?mine=1", act=first_case),
    Picture(
        name="item",
        login="mediator_town",
        path="cases/?mine=1",
        act=first_item,
        widths=(WIDE,),
    ),
)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def county() -> Iterator[str]:
    """Have a practice county with its last weeks, and yield where it answers."""
    port, folder = free_port(), tempfile.mkdtemp(prefix="pictures-")
    environ = {**os.environ, "JIAHE_TODAY": DAY, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "core.cli", "demo", "--port", str(port), "--data", folder]
    serving = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own command
    try:
        for line in serving.stdout or ():
            sys.stderr.write(line)
            if READY in line:
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        serving.terminate()
        serving.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Sign in, look, and keep the picture in each width."""
    for width, name in zip(picture.widths, picture.files(), strict=True):
        size = {"width": width, "height": HEIGHTS[width]}
        context = browser.new_context(viewport=size, locale="zh-CN")
        page = context.new_page()
        page.goto(f"{address}/login")
        page.fill('[name="username"]', picture.login)
        page.fill('[name="password"]', PASSWORD)
        page.press('[name="password"]', "Enter")
        page.wait_for_load_state()
        page.goto(f"{address}/{COUNTY}/{picture.path}")
        picture.act(page)
        page.screenshot(path=HERE / name, type="jpeg", quality=QUALITY)
        context.close()


def main(wanted: list[str]) -> None:
    """Take the pictures that are *wanted*, all of them when none is named."""
    from playwright.sync_api import sync_playwright

    chosen = [one for one in PICTURES if not wanted or one.name in wanted]
    HERE.mkdir(exist_ok=True)
    with county() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for picture in chosen:
            take(browser, address, picture)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
