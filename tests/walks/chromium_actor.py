"""Somebody at work in a real Chromium: the pages are read as they stand, the controls are worked.

Only the transport differs from ``HtmlActor``. An address is opened by the browser, and a form is
never sent: what differs from the page is chosen, ticked and typed where a person would (a folded
part is unfolded first), then the button itself is pressed, and the browser sends what it sends.
Scripts, the content security policy and the cookies are those of every day.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from flask import Flask

from tests.harness.apps import COUNTY
from tests.walks import pages
from tests.walks.browsing import Shown
from tests.walks.html_actor import HtmlActor
from tests.walks.words import House

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Download, Page, Request, Response

PATIENCE = 15_000
"""Milliseconds after which a page that does not come, or a control out of reach, fails."""

SHOWN_INSTEAD = 100
"""Looks after which a paper that was not saved is taken to be shown."""

TURNS = 400
"""Controls worked in one form at most: one that answers by changing another must come to rest."""

SETTLED = """() => !document.querySelector("[aria-busy=true]")"""

LEFT_TO_DO = """(form, wanted) => {
    // the first control, as the page has them, that is not yet as wanted
    // what the form does not ask after the answers given so far, nobody answers
    const asked = (one) => {
        const part = one.closest("[data-shown]");
        return !part || (getComputedStyle(part).display !== "none" && asked(part.parentElement));
    };
    const given = new Map();
    for (const [place, one] of Array.from(form.elements).entries()) {
        if (!one.name || one.disabled || !(one.name in wanted)) continue;
        if (one.type === "hidden" || one.type === "file" || one.tagName === "BUTTON") continue;
        if (!asked(one)) continue;
        const want = wanted[one.name];
        if (one.type === "checkbox" || one.type === "radio") {
            const right = one.checked === want.includes(one.value);
            if (!right && (one.type === "checkbox" || !one.checked))
                return {place, kind: one.type, name: one.name, value: one.value};
        } else {
            const nth = given.get(one.name) || 0;
            given.set(one.name, nth + 1);
            if (nth < want.length && one.value !== want[nth].replaceAll("\\r\\n", "\\n"))
                return {place, kind: one.tagName === "SELECT" ? "select" : "text",
                        name: one.name, value: want[nth]};
        }
    }
    return null;
}"""

MISSING = """(form, wanted) => wanted.filter(
    (name) => !Array.from(form.elements).some((one) => one.name === name && !one.disabled))"""

UNFOLD = """(control) => {
    // the outermost closed fold around the control: its own summary is what a person presses
    let found = null;
    for (let up = control.parentElement; up; up = up.parentElement)
        if (up.tagName === "DETAILS" && !up.open) found = up;
    return found ? found.querySelector("summary") : null;
}"""

SWAPS = """(button) => {
    window.walkedAway = false;
    return Boolean(button.dataset.swap || button.form.dataset.swap)
        || /^_(add|remove)\\./.test(button.name);
}"""
"""Whether only a part of the page will change."""

DRAWN = "() => window.walkedAway === undefined && document.readyState === 'complete'"

UNNAMED = "button:not([name]):not([type=button]):not(.unseen)"


class ChromiumActor(HtmlActor):
    """One account in one window of its own."""

    def __init__(
        self, app: Flask, login: str, house: House, browser: Browser, live: str, width: int
    ) -> None:
        super().__init__(app, login, house, COUNTY)
        self.live = live
        self.context = browser.new_context(
            base_url=live,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 800 if width > 800 else 640},
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.context.on(
            "request", self._look
        )  # looked at, not routed: a routed page caches nothing
        self.page = self.context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("dialog", lambda one: self.wrong.append(f"a dialog: {one.message}"))
        self.page.on("download", self._save)
        self.page.on("response", self._note)
        self.saved: list[Download] = []
        self.answered: list[Response] = []
        self.stood: dict[pages.Node, tuple[str, int]] = {}

    def close(self) -> None:
        """Leave the desk; whatever went wrong on a page meanwhile is told now."""
        self.context.close()
        assert not self.wrong, f"{self.login}: {self.wrong}"

    # -- what the browser says about itself ------------------------------------

    def _look(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.live).netloc:
            self.wrong.append(f"a page asked another host: {request.url}")

    def _hear(self, said: ConsoleMessage) -> None:
        # the page that says no (404, 409, 422) is a page; Chromium remarks on its status
        remarked = re.search(r"the server responded with a status of 4\d\d", said.text)
        if said.type in ("error", "warning") and not remarked:
            self.wrong.append(f"{said.type} on {self.page.url}: {said.text}")

    def _save(self, download: Download) -> None:
        self.saved.append(download)

    def _note(self, response: Response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self.answered.append(response)

    # -- opening and pressing ----------------------------------------------------

    def ask(self, method: str, path: str, **sent: Any) -> Shown:
        """Open an address; a file is fetched with the cookies of the window."""
        assert method == "GET", "a browser posts by its buttons"
        assert not sent
        if urlsplit(path).path.endswith((".pdf", ".docx", ".xlsx", ".ics")):
            got = self.context.request.get(urljoin(self.live, path), timeout=PATIENCE)
            self.body = got.body()
            self.mimetype = got.headers.get("content-type", "").partition(";")[0]
            return Shown(got.status, path, pages.read("" if got.ok else got.text()))
        answer = self.page.goto(path, wait_until="load")
        assert answer is not None, path
        return self._read(answer.status)

    def _read(self, status: int) -> Shown:
        """Read the page as it stands, scripts and all."""
        assert status < 500, self.page.content()
        html = self.page.content()
        self.body, self.mimetype = html.encode(), "text/html"
        split = urlsplit(self.page.url)
        address = f"{split.path}?{split.query}".rstrip("?")
        shown = Shown(status, address, pages.read(html))
        for place, node in enumerate(shown.root.all("form")):
            self.stood[node] = (address, place)
        self.now = shown
        return shown

    def press(self, form: pages.Form, button: str = "", value: str = "1") -> Shown:
        """Work the controls until the page is as *form* has it, then press the button."""
        page = self._at(form)
        self._work(page, form)
        return self._click(page, form, button, value)

    def _at(self, form: pages.Form) -> Page:
        """Go back to the page the form stands on, where somebody read on meanwhile."""
        address, _place = self.stood[form.node]
        if form.node not in self.now.root.all("form"):
            self.ask("GET", address)
        return self.page

    def _form(self, form: pages.Form) -> Any:
        return self.page.locator("form").nth(self.stood[form.node][1])

    def _work(self, page: Page, form: pages.Form) -> None:
        wanted = {name: [str(one) for one in values] for name, values in form.chosen.items()}
        place = self._form(form)
        missing = place.evaluate(MISSING, [name for name, values in wanted.items() if values])
        if missing:
            raise pages.CannotFill(f"{missing} cannot be filled in on {page.url}")
        for _turn in range(TURNS):
            todo = place.evaluate(LEFT_TO_DO, wanted)
            if todo is None:
                return
            self._set(page, place, todo)
        raise AssertionError(f"the form on {page.url} does not come to rest at {todo}")

    def _set(self, page: Page, place: Any, todo: dict[str, Any]) -> None:
        """Choose, tick or type one thing the way a person would."""
        handle = place.evaluate_handle("(form, place) => form.elements[place]", todo["place"])
        control = handle.as_element()
        while (summary := control.evaluate_handle(UNFOLD).as_element()) is not None:
            summary.click()
        if todo["kind"] == "select":
            control.select_option(value=todo["value"])
        elif todo["kind"] == "text":
            control.fill(todo["value"])
        else:
            # the words are as good a place to press as the box, and a tile shows no box at all
            words = control.evaluate_handle("(one) => one.labels[0] || one").as_element()
            (words if not control.is_visible() else control).click()
        if control.evaluate("(one) => one.isConnected && one.dataset.suggest !== undefined"):
            self._settle(page)

    def _settle(self, page: Page) -> None:
        """Wait until no part of the page is being fetched anew."""
        page.wait_for_function(SETTLED)

    def _click(self, page: Page, form: pages.Form, button: str, value: str) -> Shown:
        place = self._form(form)
        wanted = f'button[name="{button}"]' if button else UNNAMED
        buttons = place.locator(wanted)
        if button and value != "1":
            buttons = place.locator(f'{wanted}[value="{value}"]')
        target = buttons.first
        assert buttons.count(), f"no button {button or 'to send with'} on {page.url}"
        self.answered.clear()
        self.saved.clear()
        if target.evaluate(SWAPS):
            with page.expect_response(lambda one: one.request.method == "POST") as got:
                target.click()
            status = got.value.status
            self._settle(page)
            return self._read(status)
        target.click()
        return self._came(page)

    def _came(self, page: Page) -> Shown:
        """Wait for what the pressed button brings: a page, or a file that is saved."""
        for turn in range(PATIENCE // 10):
            if self.saved:
                return self._kept()
            if self.answered and self.answered[-1].frame == page.main_frame:
                kind = self.answered[-1].headers.get("content-type", "")
                if kind.startswith("text/html"):
                    page.wait_for_function(DRAWN)
                    return self._read(self.answered[-1].status)
                if turn > SHOWN_INSTEAD and kind.startswith("application/pdf"):
                    # a Chromium with windows shows a paper in the page's place instead of saving it
                    self.now = self.ask("GET", self.answered[-1].url)
                    return self.now
            page.wait_for_timeout(10)
        raise AssertionError(f"nothing came of the button on {page.url}: {self.wrong}")

    def _kept(self) -> Shown:
        download = self.saved[-1]
        self.body = download.path().read_bytes()
        self.mimetype = (
            "application/pdf" if self.body.startswith(b"%PDF") else "application/octet-stream"
        )
        return Shown(200, urlsplit(download.url).path, pages.read(""))
