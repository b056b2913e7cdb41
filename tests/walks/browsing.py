"""A browser without a screen: opens addresses, signs in, fills in forms, presses buttons."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from tests.harness.apps import COUNTY
from tests.walks import pages
from tests.walks.words import Colleague, House, Outcome

PASSWORD = "jiahe-demo-2026"


class Shown:
    """A page as it was answered."""

    def __init__(self, status: int, address: str, root: pages.Node) -> None:
        self.status, self.address, self.root = status, address, root

    @property
    def text(self) -> str:
        return self.root.text

    def form(self, action: str) -> pages.Form:
        """Return the form that leads to an address with *action* in it."""
        for node in self.root.all("form"):
            if action in node.attrs.get("action", ""):
                return pages.Form.of(node, self.address)
        raise pages.CannotFill(f"no form for {action} on {self.address}")

    def link(self, part: str) -> str | None:
        """Return the address of the first link with *part* in it."""
        for node in self.root.all("a"):
            if part in node.attrs.get("href", ""):
                return node.attrs["href"]
        return None

    def complaints(self) -> tuple[str, ...]:
        """Return the sentences that say what is wrong."""
        told = [one.text for box in self.root.all(cls="notice is-bad") for one in box.all("li")]
        return tuple(told) or tuple(one.text for one in self.root.all(cls="notice is-bad"))


class Browsing:
    """One account in one browser."""

    def __init__(self, app: Flask, login: str, house: House, county: str = COUNTY) -> None:
        self.app, self.login, self.house, self.county = app, login, house, county
        self.me: Colleague = house.staff[login]
        self.client = app.test_client()

    def open(self, path: str) -> Shown:
        """Open an address, signing in when asked to."""
        shown = self.ask("GET", path)
        if "/login" in shown.address and not path.startswith("/login"):
            self.sign_in(shown)
            shown = self.ask("GET", path)
        return shown

    def sign_in(self, shown: Shown | None = None) -> Shown:
        """Fill in the sign-in page."""
        form = (shown or self.ask("GET", "/login")).form("/login")
        form.fill("username", self.login)
        form.fill("password", PASSWORD)
        answered = self.press(form)
        assert "/login" not in answered.address, f"{self.login} was not let in"
        return answered

    def ask(self, method: str, path: str, **sent: Any) -> Shown:
        answer = self.client.open(path, method=method, follow_redirects=True, **sent)
        assert answer.status_code < 500, answer.text
        html = answer.text if answer.mimetype == "text/html" else ""
        address = answer.request.full_path.rstrip("?")
        shown = Shown(answer.status_code, address, pages.read(html))
        self.body, self.mimetype = answer.data, answer.mimetype
        return shown

    def press(self, form: pages.Form, button: str = "", value: str = "1") -> Shown:
        """Send a form, with one of its buttons."""
        if form.method == "get":
            return self.open(f"{form.action}?{urlencode(form.data(button, value), doseq=True)}")
        return self.ask("POST", form.action, data=form.data(button, value))

    def at(self, path: str) -> str:
        return f"/{self.county}/{path}"

    def outcome(self, shown: Shown) -> Outcome:
        if shown.status == 200:
            return Outcome(ok=True)
        reasons = shown.complaints() or (shown.text,)
        return Outcome(ok=False, reasons=reasons)

    def rows(self, shown: Shown, action: str, name: str, wanted: int) -> Shown:
        """Press 添一项 until there are as many rows as wanted."""
        for _time in range(wanted):
            form = shown.form(action)
            rows = {
                place
                for key, values in form.chosen.items()
                for place in _rows_of(name, key, values)
            }
            if len(rows) >= wanted:
                return shown
            shown = self.press(form, f"_add.{name}")
        return shown


def _rows_of(name: str, key: str, values: list[str]) -> list[str]:
    """Return the numbers of the rows of *name* that a control speaks of."""
    if key == f"_row.{name}":
        return values
    found = re.fullmatch(rf"_row\.{name}\.([0-9]+)|{name}-([0-9]+)-.*", key)
    return [found[1] or found[2]] if found else []
