"""Every text field of every form and body gets a hostile string, a different one each.

Nothing breaks, nothing is obeyed, nothing comes back as markup, and what was typed is still in the
page when it is refused.
"""

import html
import re
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from core.cases.casework_forms import CORE_FORMS
from core.forms.text import showable
from core.words import Field, Kind, Move
from tests.authorization.cast import COUNTY
from tests.authorization.seeing import PROFESSIONS
from tests.authorization.world import Voice, World, nothing_kept, voice
from tests.hostile.pages import PageForm, forms_of
from tests.hostile.strings import hostile, is_markup, obeyed

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff\ufeff]"
)
API = f"/api/v1/{COUNTY}"


@pytest.fixture(scope="module")
def strings(request: pytest.FixtureRequest) -> Iterator[str]:
    """200 strings, 1,000 with --long, handed out in turn."""
    return cycle(hostile(1_000 if request.config.getoption("--long") else 200))


def calm(answer: TestResponse, sent: list[str], where: str) -> None:
    """The answer is one of ours, in Chinese where it refuses, and repeats nothing raw."""
    assert answer.status_code < 500, f"{where}: {answer.status_code} for {sent!r}"
    body = answer.data.decode()
    assert not obeyed(body), f"{where} obeyed {sent!r}"
    kind = answer.headers.get("Content-Type", "")
    if "html" in kind:
        raw = [text for text in sent if is_markup(text) and text.strip() in body]
        assert raw == [], f"{where} repeats {raw!r}"
    if answer.status_code >= 400:
        told = body if "html" in kind else repr(answer.get_json())
        assert CHINESE.search(told), f"{where}: {body[:200]}"
    assert "x=1" not in answer.headers.getlist("Set-Cookie")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def storable(text: str) -> bool:
    """What a page can hold and our cut-offs do not shorten."""
    return not ODD.search(text) and showable(text) == text and len(text) <= 80


def as_sent(form: dict[str, str]) -> dict[str, Any]:
    """A lone surrogate cannot be typed; as bytes it can be sent."""
    return {
        name: value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        for name, value in form.items()
    }


def fill_in(speaker: Voice, form: PageForm, strings: Iterator[str], where: str) -> int:
    typed = {name: next(strings) for name in form.texts}
    answer = speaker.ask("POST", form.action, data=as_sent({**form.kept, **typed}))
    calm(answer, list(typed.values()), where)
    if answer.status_code not in (409, 422):
        return 0
    after = [one for one in forms_of(answer.data.decode()) if one.action == form.action]
    assert after, f"{where}: refused without its form"
    for name, text in typed.items():
        # a password is never written back, and a list is drawn from what it offers
        if name not in after[0].texts or "password" in name or not storable(text):
            continue
        stood = after[0].texts[name].replace("\r\n", "\n").strip()
        assert stood == text.strip(), f"{where} lost {name}: {text!r} became {stood!r}"
    return 1


def pages_of(world: World) -> Iterator[tuple[str, str]]:
    case = world.cases["all"]
    page = f"/{COUNTY}/cases/{case.number}"
    yield "desk", f"/{COUNTY}/desk/"
    for part in ("danger", "report", "followups/new", "correction", "handler"):
        yield "mediator", f"{page}/{part}"
    for move in Move:
        yield "mediator", f"{page}/moves/{move.value}"
    for service, item in case.items.items():
        for step in FIRST_STEPS[service]:
            yield "mediator", f"{page}/items/{item}?step={step}"
    for part in ("accounts", "points", "days", "services?plugin=mediation&state=closing"):
        yield "admin", f"/{COUNTY}/admin/{part}"


FIRST_STEPS: dict[str, tuple[str, ...]] = {
    "mediation": ("apply",),
    "legal_consult": ("appoint", "consult"),
    "psych": ("book",),
    "marriage_counseling": ("book",),
    "family_education": ("intake",),
    "hardship_aid": ("find",),
    "legal_aid": ("apply",),
    "petition": ("register",),
}


def test_every_field_of_every_html_form(
    fortress: Flask, besieged: World, strings: Iterator[str]
) -> None:
    met = refused = 0
    with nothing_kept():
        for login, path in pages_of(besieged):
            speaker = voice(fortress, besieged, login)
            page = speaker.ask("GET", path)
            assert page.status_code in (200, 404), path  # a move that is not open has no page
            for form in forms_of(page.data.decode()) if page.status_code == 200 else ():
                if form.texts and form.action not in ("/preferences", "/logout"):
                    met += 1
                    refused += fill_in(speaker, form, strings, f"{path} -> {form.action}")
    assert met >= 25
    assert refused >= 15


def wrong_answers(fields: tuple[Field, ...], strings: Iterator[str]) -> dict[str, Any]:
    """A hostile text for every field, whatever kind it is; rows for sub-forms."""
    data: dict[str, Any] = {}
    for field in fields:
        if field.kind is Kind.SUB_FORM:
            data[field.name] = [wrong_answers(field.fields, strings)]
        elif field.kind is Kind.CHOICES:
            data[field.name] = [next(strings)]
        else:
            data[field.name] = next(strings)
    return data


def test_every_field_of_every_form_over_the_api(
    fortress: Flask, besieged: World, strings: Iterator[str]
) -> None:
    """Each declared form of the eight, of core, and the intake, whatever step it belongs to."""
    speaker, case = voice(fortress, besieged, "mediator"), besieged.cases["all"]
    roster, met = fortress.extensions["jiahe.roster"], 0
    with nothing_kept():
        for service in sorted(PROFESSIONS):
            path = f"{API}/cases/{case.number}/items/{case.items[service]}"
            for form in roster.services[service].forms:
                data = wrong_answers(form.fields, strings)
                body = {"form": form.key, "version": 1, "data": data}
                answer = speaker.ask("POST", f"{path}/records", json=body)
                calm(answer, [], form.key)
                assert answer.status_code in (201, 409, 422), f"{form.key}: {answer.text[:300]}"
                met += 1
            for step in roster.services[service].steps:
                body = {"step": next(strings), "version": 1}
                calm(speaker.ask("POST", f"{path}/steps", json=body), [], f"{service} step")
                body = {"step": step.name, "version": 1, "data": {next(strings): next(strings)}}
                calm(speaker.ask("POST", f"{path}/steps", json=body), [], f"{service} {step.name}")
        for part, key in (
            ("danger", "danger_check"), ("report", "report_record"),
            ("followups", "followup_record"),
        ):  # fmt: skip
            data = wrong_answers(CORE_FORMS[key].fields, strings)
            body = {"version": 3, "data": data}
            answer = speaker.ask("POST", f"{API}/cases/{case.number}/{part}", json=body)
            calm(answer, [], part)
            assert answer.status_code in (201, 200, 403, 409, 422)
    assert met >= 40


def test_every_field_of_every_other_body(
    fortress: Flask, besieged: World, strings: Iterator[str]
) -> None:
    case = besieged.cases["all"]
    path, item = f"{API}/cases/{case.number}", case.items["mediation"]

    def text() -> str:
        return next(strings)

    with nothing_kept():
        for _round in range(6):
            asked: list[tuple[str, str, str, dict[str, Any]]] = [
                ("desk", "POST", f"{API}/cases", {
                    "channel": text(), "scenario": text(), "summary": text(), "danger_now": text(),
                    "danger_flags": [text()], "keep_away": [{"name": text(), "relation": text()}],
                    "notice_basis": text(), "answer": text(), "not_family": text(),
                    "channel_ref": text(), "point": text(), "services": [text()],
                    "parties": [{name: text() for name in (
                        "role", "name", "relation", "id_no", "phone", "birth_date", "sex",
                        "place", "region", "person",
                    )}],
                }),
                ("desk", "POST", f"{API}/cases", {
                    "channel": "walk_in", "scenario": "property", "summary": text(),
                    "danger_now": "no", "keep_away": [{"name": text(), "relation": text()}],
                    "parties": [{"role": "applicant", "name": text()}],
                    "services": ["legal_consult"],
                }),
                *(
                    ("mediator", "POST", f"{path}/moves", {
                        "move": move.value, "version": 3, "reason": text(), "to": text(),
                        "to_account": text(), "outcome": text(), "plan": text(),
                        "present": [text()], "into": text(),
                        "measures": [
                            {"body": text(), "text": text(), "due_on": "2026-12-01"}
                        ],
                    })
                    for move in list(Move)[_round * 4 : _round * 4 + 5]
                ),
                ("mediator", "POST", f"{path}/items", {"service": text()}),
                ("mediator", "POST", f"{path}/items/{item}/owner",
                 {"version": 1, "account": text()}),
                ("mediator", "POST", f"{path}/handler", {"version": 3, "account": text()}),
                ("mediator", "POST", f"{path}/documents",
                 {"kind": text(), "party": text(), "item": text()}),
                ("mediator", "POST", f"{path}/documents/0000000000000/void", {"reason": text()}),
                ("admin", "PUT", f"{API}/switches/mediation", {"state": text(), "point": text()}),
            ]  # fmt: skip
            for login, method, address, body in asked:
                answer = voice(fortress, besieged, login).ask(method, address, json=body)
                calm(answer, [], f"{method} {address} {body}")


def test_queries_headers_and_addresses(
    fortress: Flask, besieged: World, strings: Iterator[str]
) -> None:
    desk, admin = voice(fortress, besieged, "desk"), voice(fortress, besieged, "admin")
    number = besieged.cases["all"].number
    for _round in range(25):
        text, other = next(strings), next(strings)
        clean = {"q": text.encode("utf-8", "replace").decode(), "state": other[:50]}
        clean = {name: value.encode("utf-8", "replace").decode() for name, value in clean.items()}
        for path in (f"/{COUNTY}/cases/", f"{API}/cases", f"{API}/people", f"{API}/indicators"):
            calm(desk.ask("GET", path, query_string={"q": clean["q"]}), [text], path)
            calm(desk.ask("GET", path, query_string=clean), [text, other], path)
        where = f"/{COUNTY}/admin/services"
        asked = {"plugin": clean["q"], "state": clean["state"], "point": clean["q"]}
        calm(admin.ask("GET", where, query_string=asked), [text], where)
        head = re.sub(r"[^\x20-\x7e]", "?", text)[:500]
        names = ("Accept-Language", "Idempotency-Key", "Referer", "Origin")
        headers = dict.fromkeys(names, head)
        calm(desk.ask("GET", f"/{COUNTY}/desk/", headers=headers), [], "headers")
        body = {"move": "urge", "version": 1}
        answer = desk.ask("POST", f"{API}/cases/{number}/moves", json=body, headers=headers)
        calm(answer, [], "headers of a POST")
        typed = {"q": clean["q"], "_search": "1", "summary": clean["q"]}
        answer = desk.ask("POST", f"/{COUNTY}/desk/", data=typed)
        calm(answer, [text], "the desk's search")
        if storable(text):
            assert (
                html.escape(clean["q"])
                .replace("&#x27;", "&#39;")
                .replace("&quot;", "&#34;")
                .strip()
                in answer.data.decode()
            )


def test_there_are_enough_strings_and_all_differ() -> None:
    many = hostile(1_000)
    assert len(set(many)) == 1_000
    few = "".join(hostile(200))
    for trick in ("<script", "{{", "DROP TABLE", "=1+", "\u202e", "\x00", "\ud800", "../"):
        assert trick in few
