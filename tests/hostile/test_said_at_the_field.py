"""Every form of a page, badly filled in: it says what is wrong where it is and loses nothing.

A refusal of what was typed (422) stands at a control that points to it; a refusal because of how
things stand (409) says why in words. Either way every word comes back (T/ZSM 5.6.1; WCAG 2.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse
from werkzeug.wrappers import Request

from core.words import Move
from tests.authorization.cast import COUNTY
from tests.authorization.world import World, nothing_kept, voice
from tests.core.forms.pages import Page
from tests.hostile.pages import PageForm, forms_of
from tests.hostile.test_fields import FIRST_STEPS

NEVER_WRITTEN_BACK = frozenset({"password", "proof", "day"})
"""Two secrets; and a day a browser itself lets nobody mistype."""
SEARCHES = frozenset({"q", "card"})
"""Typed into at the window, they look something up and register nothing."""
DESK = (
    ("desk", "desk/"),
    ("desk", "desk/clues"),
    ("desk", "desk/import"),
    ("desk", "desk/appointments/new"),
    ("desk", "cases/export"),
    ("village", "desk/meetings/new"),
    ("officer", "desk/glass"),
)
ADMIN = (
    *("accounts", "accounts?account={account}", "days", "points", "codes/scenario"),
    *("services/petition/settings", "services/legal_aid/settings"),
    "services?plugin=mediation&state=closing",
)
OF_A_CASE = (
    *("danger", "report", "followups/new", "correction", "attachments/new", "conference"),
    *("contact", "danger/measure?line=appraisal", "danger/scale", "thanks", "key-family", "kin"),
    *("protection", "rating", "referrals/new", "flags", ""),
    *(f"moves/{one.value}" for one in Move),
)


def pages_of(world: World) -> Iterator[tuple[str, str]]:
    case, account = world.cases["all"], world.accounts["mediator"]
    yield from DESK
    yield "admin", "desk/duty"
    for page in ADMIN:
        yield "admin", f"admin/{page.format(account=account)}"
    for page in OF_A_CASE:
        yield "mediator", f"cases/{case.number}/{page}".rstrip("/")
    for service, item in case.items.items():
        for step in FIRST_STEPS[service]:
            yield "mediator", f"cases/{case.number}/items/{item}?step={step}"


def faults(answer: TestResponse, typed: dict[str, str]) -> list[str]:
    """What is wrong with how a form was refused."""
    page = Page(html=answer.get_data(as_text=True))
    pointed = {
        one for _tag, has in page.tags for one in (has.get("aria-describedby") or "").split()
    }
    texts = [has for _tag, has in page.tags if "error" in (has.get("class") or "").split()]
    found = [
        f"{has.get('id')} is pointed at by nothing" for has in texts if has.get("id") not in pointed
    ]
    if answer.status_code == 422 and not [
        has
        for has in page.all("input", "textarea", "select", "fieldset", "div")
        if has.get("aria-invalid") or has.get("aria-describedby", "").endswith(("-e", "-error"))
    ]:
        found.append("nothing says at its field what is wrong")
    if answer.status_code == 409 and not any(
        "is-bad" in (has.get("class") or "") for has in page.all("section")
    ):
        found.append("nothing says why it cannot be done now")
    stands = {value for _name, value in page.sent}
    return found + [
        f"{name} is lost"
        for name, text in typed.items()
        if text not in stands and name not in NEVER_WRITTEN_BACK
    ]


def refused(
    app: Flask, world: World, login: str, form: PageForm
) -> tuple[TestResponse, dict[str, str]]:
    """Send the form with a word of its own in every field; with only the last when all was well."""
    speaker, number = voice(app, world, login), count()
    typed = {name: f"记{next(number)}号" for name in form.texts if name not in SEARCHES}
    answer = speaker.ask("POST", form.action, data={**form.kept, **typed})
    if answer.status_code in (200, 303):
        last = list(typed)[-1]
        typed = {name: "记尾号" if name == last and len(typed) > 1 else "" for name in typed}
        answer = speaker.ask("POST", form.action, data={**form.kept, **typed})
        typed = {last: typed[last]}
    return answer, typed


def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(
    fortress: Flask, besieged: World
) -> None:
    wrong: dict[str, list[str]] = {}
    met: set[tuple[str, ...]] = set()
    doors = fortress.url_map.bind("localhost")
    with nothing_kept():
        for login, path in pages_of(besieged):
            shown = voice(fortress, besieged, login).ask("GET", f"/{COUNTY}/{path}")
            assert shown.status_code in (200, 404), path  # a move that is not open has no page
            for form in forms_of(shown.get_data(as_text=True)):
                where = doors.match(form.action.partition("?")[0], method="POST")
                which = (where[0], *sorted(form.texts))
                if not form.texts or which in met:
                    continue
                met.add(which)
                answer, typed = refused(fortress, besieged, login, form)
                told = (
                    faults(answer, typed)
                    if answer.status_code in (409, 413, 422)
                    else [f"answered {answer.status_code}"]
                )
                if told:
                    wrong[f"{login} {path} -> {form.action}"] = told
    assert wrong == {}
    assert len(met) >= 40


def test_a_page_that_forgets_is_seen() -> None:
    whole = (
        '<section class="notice is-bad"></section><form method="post" action="/x">'
        '<input name="a" value="记0号" aria-invalid="true" aria-describedby="a-e">'
        '<p class="error" id="a-e">不对</p></form>'
    )
    for status, planted, told in (
        (422, "", []),
        (409, "", []),
        (422, "记0号", ["a is lost"]),
        (422, ' aria-describedby="a-e"', ["a-e is pointed at by nothing"]),
        (409, "is-bad", ["nothing says why it cannot be done now"]),
    ):
        answer = TestResponse(
            iter([whole.replace(planted or "\0", "").encode()]), str(status), Headers(), Request({})
        )
        assert faults(answer, {"a": "记0号"}) == told, planted
