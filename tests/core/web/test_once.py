"""Pressed twice, made once: every form that makes something carries a key or quotes a version.

The forms are found in the templates of core and of every plugin, the views in the map of addresses;
what needs neither stands below with its reason. The planted bugs show that both looks can fail.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask

from core.web import once

ROOT = Path(__file__).parents[3]

TWICE_IS_ONCE: Mapping[str, str] = {
    "admin.add": "the name an account signs in with is unique",
    "admin.give_post": "the same post is refused a second time",
    "admin.close_post": "ended is ended",
    "admin.set_active": "the button says which of the two",
    "admin.new_password": "the last one set is the one that holds",
    "admin.new_point": "the code of a point is unique",
    "admin.change_point": "the same name again",
    "admin.shut_point": "closed is closed",
    "admin.settings": "the same rules again",
    "admin.keep_for": "the same years again",
    "desk.bring_table": "a row that was brought before is passed over",
    "cases.export": "a look; twice taken is twice written down",
    "admin.shape_codes": "quotes the state of the list that was seen",
    "admin.import_table": "a day is one row of the table",
    "admin.import_points": "a code that is there is changed to what it says already",
    "admin.import_staff": "an account and a post that are there are left as they are",
    "admin.bring_word": "the newest version again, when it is the same file",
    "admin.use_word": "in force is in force",
    "admin.use_ours": "nothing left to return from",
    "admin.reset": "a breaker that is shut stays shut",
    "desk.break_glass": "while it is open it is the same look",
    "desk.close_glass": "closed is closed",
    "desk.review_glass": "a look that was reviewed is refused",
    "cases.take_opinion": "a question that was answered is refused",
    "public.send": "a link that was answered leads nowhere any more",
    "cases.take_back_unseal": "a question that was taken back waits no more",
    "cases.reveal": "a look; twice looked is twice written down",
    "cases.void": "a paper that is void is refused",
    "cases.withdraw_file": "a file that is withdrawn is refused",
    "cases.end_item": "an item that is closed is refused",
    "desk.part_persons": "parted is parted",
    "desk.reveal_person": "a look; twice looked is twice written down",
    "desk.task_done": "done is done",
    "desk.decision_done": "done is done",
    "figures.lock_month": "a month that is locked is left as it is",
    "desk.plan_duty": "the same shift planned again is the shift there is",
    "desk.open_calendar": "a new address ends the one before",
    "desk.close_calendar": "ended is ended",
    "desk.end_duty": "the same last day again",
    "desk.note_away": "the same absence again is the note there is",
    "desk.back_again": "taken back is taken back",
    "people.switch_post": "the same post again",
    "people.change_password": "the second time the present one is another",
    "preferences.choose": "the same choice again",
}
FOREIGN = ("security.", "rest.", "rest_docs.")  # Flask-Security's own, and the API's header

_FORM = re.compile(
    r"<form\b(?P<tag>(?:[^>{]|\{\{.*?\}\}|\{%.*?%\}|\{)*)>(?P<inside>.*?)</form>", re.S
)
_BUTTON = re.compile(r"<button\b(?P<tag>[^>]*?formaction=.*?)>", re.S)
_ENDPOINT = re.compile(r"url_for\('([\w.]+)'")


def templates() -> Iterator[tuple[str, str]]:
    for home in ("core", "plugins"):
        for path in sorted((ROOT / home).glob("**/templates/**/*.html")):
            yield path.as_posix().rpartition("/templates/")[2], path.read_text()


def posting(name: str, text: str) -> Iterator[tuple[str, bool]]:
    """Each form or button of a template that posts: where to, and whether twice is once there."""
    for form in _FORM.finditer(text):
        if 'method="post"' in form["tag"]:
            inside = form["inside"]
            safe = 'name="key"' in inside or "once()" in inside or 'name="version"' in inside
            yield _target(name, form["tag"]), safe
    for button in _BUTTON.finditer(text):
        if "url_for" in button["tag"]:
            yield _target(name, button["tag"]), 'name="key"' in button["tag"]


def _target(name: str, tag: str) -> str:
    found = _ENDPOINT.search(tag)
    if found:
        return found[1]
    return "preferences.choose" if "/preferences" in tag else name


def unguarded(pages: Iterator[tuple[str, str]]) -> set[str]:
    return {
        target
        for name, text in pages
        for target, safe in posting(name, text)
        if not safe and not target.startswith(FOREIGN)
    }


def test_every_form_that_makes_something_is_made_once() -> None:
    # a page for several imports, and the empty form other buttons send
    drawn_for_more = {"admin/import.html", "layout.html", "macros/case.html"}
    assert unguarded(templates()) - TWICE_IS_ONCE.keys() - drawn_for_more == set()


def test_a_form_without_a_key_is_found() -> None:
    bare = """<form method="post" action="{{ url_for('cases.issue', number=n) }}">{{ csrf() }}"""
    assert unguarded(iter([("a.html", f"{bare}<button>出</button></form>")])) == {"cases.issue"}
    assert (
        unguarded(iter([("a.html", f"{bare}{{{{ once() }}}}<button>出</button></form>")])) == set()
    )
    button = """<button form="post" formaction="{{ url_for('cases.receipt', number=n) }}">"""
    assert unguarded(iter([("a.html", button)])) == {"cases.receipt"}


def writing(app: Flask) -> set[str]:
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and not rule.endpoint.startswith(FOREIGN)
    }


def reads_key(view: object) -> bool:
    """Whether a view hands its command the key: itself, or through the function it ends in."""
    module = inspect.getmodule(inspect.unwrap(view))  # type: ignore[arg-type]
    text = inspect.getsource(inspect.unwrap(view))  # type: ignore[arg-type]
    called = [
        inspect.getsource(getattr(module, name))
        for name in re.findall(r"\b(_\w+)\(", text)
        if inspect.isfunction(getattr(module, name, None))
    ]
    return any("sent_key" in one for one in (text, *called))


def deaf(app: Flask, pages: Iterator[tuple[str, str]]) -> set[str]:
    """Views that get a key and no version, and do not read it."""
    keyed = {
        target
        for name, text in pages
        for form in _FORM.finditer(text)
        if 'name="version"' not in form["inside"]
        and ('name="key"' in form["inside"] or "once()" in form["inside"])
        for target in [_target(name, form["tag"])]
    }
    keyed |= {
        _target(name, one["tag"])
        for name, text in pages
        for one in _BUTTON.finditer(text)
        if 'name="key"' in one["tag"]
    }
    return {one for one in keyed if not reads_key(app.view_functions[one])}


def test_every_view_that_gets_a_key_reads_it(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    pages = list(templates())
    assert deaf(app, pages) == set()
    monkeypatch.setitem(app.view_functions, "cases.issue", lambda number: "")
    assert deaf(app, pages) == {"cases.issue"}


def test_no_writing_view_is_out_of_sight(app: Flask) -> None:
    """Every page that takes a POST is led to by a form we looked at, or says why it need not be."""
    found = {target for name, text in templates() for target, _safe in posting(name, text)}
    shared = "".join(
        path.read_text()
        for door in ("desk", "admin")
        for path in (ROOT / "core" / door).glob("*.py")
    )
    through = {one for one in writing(app) if f'"{one}"' in shared}
    assert writing(app) - found - through - TWICE_IS_ONCE.keys() == set()


def test_a_key_with_a_choice_is_another_key(app: Flask) -> None:
    with app.test_request_context(method="POST", data={"key": "k" * 70}):
        assert once.sent_key_for("a" * 13) != once.sent_key()
        assert len(once.sent_key_for("a" * 13)) <= once.LONGEST
    with app.test_request_context(method="POST"):
        assert once.sent_key_for("a" * 13) == ""
