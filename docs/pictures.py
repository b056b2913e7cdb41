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
QUALITY = 47
READY = "练手县已就绪"
TOLD = "sandbox.told"
"""Found in its folder, the practice county has nothing of its two years told beside: what is seen
would depend on how far that has come."""


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


def taken(page: Page) -> None:
    """Take on the first service that waits: the form of its first step opens."""
    page.locator("section[aria-labelledby=h-wait] a.strong").first.click()
    page.wait_for_load_state()
    with page.expect_navigation():  # left too soon, a slow machine has not taken it on yet
        page.get_by_role("button", name="认领").first.click()
    page.wait_for_load_state()


def a_petition(page: Page) -> None:
    """Open the first step of the first petition among the cases."""
    found = page.evaluate(
        "[...document.querySelectorAll('#main a')].map(one => one.getAttribute('href'))"
    )
    for address in dict.fromkeys(one for one in found if one and f"/cases/{COUNTY}-" in one):
        page.goto(page.url.split(f"/{COUNTY}/")[0] + address)
        link = page.locator("#main article", has_text="家事信访").locator("a")
        if link.count():
            link.first.click()
            page.wait_for_load_state()
            if not page.locator("#h-step").count():
                page.locator("#main .btn-main").first.click()
                page.wait_for_load_state()
            return
    raise LookupError("no petition in the practice county")


def booking(page: Page) -> None:
    """See which times are free."""
    page.get_by_role("button", name="看时段").first.click()
    page.wait_for_load_state()


def first_agenda(page: Page) -> None:
    """Open the first meeting that is to be held."""
    page.locator("section[aria-labelledby=h-meetings] li a").first.click()
    page.wait_for_load_state()


def letter(page: Page) -> None:
    """Begin a letter to another body about the first case."""
    first_case(page)
    page.goto(page.url.split("?")[0].rstrip("/") + "/referrals/new")


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
    *(
        Picture(name=name, login=login, path="desk/day", act=taken, widths=(WIDE,))
        for name, login in (
            ("mediation", "mediator"),
            ("consult", "lawyer"),
            ("counselling", "psychologist"),
            ("marriage", "counsellor"),
            ("aid", "aid"),
            ("education", "educator"),
        )
    ),
    Picture(name="petition", login="desk", path="cases/", act=a_petition, widths=(WIDE,)),
    Picture(name="legal-aid", login="aid", path="desk/day", widths=(WIDE,)),
    Picture(name="duty", login="head", path="desk/duty?week=2026-11-23", widths=(WIDE,)),
    Picture(name="appointments", login="desk", path="desk/appointments", widths=(WIDE,)),
    Picture(
        name="booking", login="desk", path="desk/appointments/new", act=booking, widths=(NARROW,)
    ),
    Picture(
        name="meeting", login="mediator_town", path="desk/day", act=first_agenda, widths=(WIDE,)
    ),
    Picture(name="letter", login="mediator_town", path="cases/?mine=1", act=letter, widths=(WIDE,)),
    Picture(
        name="switches",
        login="admin",
        path="admin/services?plugin=mediation&state=closed",
        widths=(WIDE,),
    ),
    Picture(name="accounts", login="admin", path="admin/accounts", widths=(NARROW,)),
    Picture(name="glass", login="officer", path="desk/glass", widths=(WIDE,)),
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
            (Path(folder) / TOLD).touch()  # with its first word, for an old one is swept away
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
