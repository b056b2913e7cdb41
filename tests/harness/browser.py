"""A real browser on a real server, for what only a browser can tell.

The system's own Chromium, and the app behind waitress as in production. A page that asks another
host for anything fails its test: nothing of ours may come from elsewhere.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from flask import Flask
from waitress.server import create_server

from tests.harness.parts import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request


ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No other host is there. The sandbox of Chromium refuses root, and the pages are our own."""


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Browser]:
    """One browser process for the whole session."""
    # imported late: most runs of a few tests never open a browser
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[ALONE, "--no-sandbox"]
        )
        yield browser
        browser.close()


@pytest.fixture
def live(app: Flask) -> Iterator[str]:
    """The address at which `app` answers while the test runs."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    over = threading.Event()

    def answer() -> None:
        # Turn by turn, and closed by the thread that waits on the sockets: closed from outside they
        # are gone while it still asks for them, and the test fails at its very end.
        while not over.is_set():
            server.asyncore.loop(timeout=0.05, map=server._map, count=1)
        server.task_dispatcher.shutdown()
        server.asyncore.close_all(server._map)

    thread = threading.Thread(target=answer, name="live", daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    over.set()
    thread.join(timeout=10)


@pytest.fixture
def page(chromium_browser: Browser, live: str) -> Iterator[Page]:
    """A fresh browser window in Chinese, at 1280 px, on the live app."""
    context = chromium_browser.new_context(
        base_url=live,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        viewport={"width": 1280, "height": 800},
    )
    strangers: list[str] = []

    def look(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(live).netloc:
            strangers.append(request.url)

    context.on("request", look)  # looked at, not routed: a routed page caches nothing
    yield context.new_page()
    context.close()
    assert not strangers, f"a page asked another host: {strangers}"
