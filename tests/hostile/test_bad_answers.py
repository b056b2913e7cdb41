"""Every declared form, badly answered: what is wrong is said at its field, what was typed stays.

Core's forms, those of the eight and those of their registers are judged and drawn by one piece of
code each, so the declarations are asked here without an application (WCAG 2.2, 3.3.1; T/ZSM 5.6.1).
"""

from __future__ import annotations

import ast
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

import core.cases
from core.cases.forms import intake_form
from core.forms import anchor, draw, judge
from core.words import Field, Form, Kind
from tests.core.forms.pages import Page
from tests.plugins.simulator import SERVICES

HOME = Path(__file__).parents[2]
TODAY = date(2026, 11, 20)
NOT_SO = "不是"
JUDGED_BY_SHAPE = frozenset(
    {Kind.CHOICE, Kind.CHOICES, Kind.DATE, Kind.DATETIME, Kind.MONEY, Kind.NUMBER, Kind.YES_NO}
)
"""Where NOT_SO is wrong whatever the form is."""
PICKED = frozenset(
    {
        *(Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.FILE, Kind.SIGNATURE, Kind.SUB_FORM),
        *(Kind.PERSON, Kind.STAFF, Kind.POINT, Kind.PARTY, Kind.REGION, Kind.CITATION),
    }
)


def of_core() -> Iterator[Form]:
    for module in pkgutil.walk_packages(core.cases.__path__, "core.cases."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Form):
                yield value
    yield intake_form(SERVICES.values())


def every_form() -> dict[str, Form]:
    found = {one.key: one for one in of_core()}
    for service in SERVICES.values():
        found |= {one.key: one for one in service.forms}
        found |= {one.key: one for book in service.registers for one in book.forms}
        if service.settings is not None:
            found[service.settings.key] = service.settings
    return found


FORMS = every_form()


def paths(fields: tuple[Field, ...], before: str = "") -> Iterator[tuple[str, Field]]:
    """Every place of a form where something can be wrong, with one row in each list of rows."""
    for one in fields:
        yield before + one.name, one
        if one.kind is Kind.SUB_FORM:
            yield f"{before}{one.name}.0", one
            yield from paths(one.fields, f"{before}{one.name}.0.")


def answers(fields: tuple[Field, ...], number: Iterator[int]) -> dict[str, Any]:
    """A word of its own for every question."""
    return {
        one.name: [answers(one.fields, number)]
        if one.kind is Kind.SUB_FORM
        else [f"记{next(number)}号"]
        if one.kind is Kind.CHOICES
        else f"记{next(number)}号"
        for one in fields
    }


def at(data: dict[str, Any], path: str) -> Any:
    for part in path.split("."):
        data = data[int(part)] if isinstance(data, list) else data[part]
    return data


def untied(page: Page, errors: dict[str, list[str]]) -> list[str]:
    """The places whose error no control of theirs points at."""
    ids = {has["id"] for _tag, has in page.tags if "id" in has}
    told = {
        (has.get("id"), one)
        for _tag, has in page.tags
        for one in (has.get("aria-describedby") or "").split()
    }
    linked = {has.get("href") for has in page.all("a")}
    return [
        path
        for path, here in ((path, anchor(path)) for path in errors)
        if f"{here}-e" not in ids or (here, f"{here}-e") not in told or f"#{here}" not in linked
    ]


def test_there_are_many_forms() -> None:
    assert len(FORMS) > 100
    assert {"intake", "glass", "unseal", "referral", "analysis_minutes", "kin"} <= FORMS.keys()


def test_an_error_stands_at_its_field_and_nothing_typed_is_lost() -> None:
    loose, lost = {}, []
    for key, form in FORMS.items():
        typed = answers(form.fields, count())
        errors = {path: [f"错在{path}"] for path, _field in paths(form.fields)}
        page = Page(html=str(draw(form, typed, errors)))
        if found := untied(page, errors):
            loose[key] = found
        stands = {value for _name, value in page.sent}
        lost += [
            f"{key}: {path}"
            for path, one in paths(form.fields)
            if one.kind not in PICKED and at(typed, path) not in stands
        ]
    assert loose == {}
    assert lost == []


def test_what_no_question_can_mean_is_refused_at_that_question() -> None:
    taken, silent = [], []
    for key, form in FORMS.items():
        whole = asked_whole(form)
        wrong = judge(whole, refilled(form.fields, NOT_SO), today=TODAY).errors
        taken += [
            f"{key}: {path}"
            for path, one in paths(form.fields)
            if one.kind in JUDGED_BY_SHAPE and not wrong.get(path)
        ]
        empty = judge(whole, {}, today=TODAY).errors
        silent += [
            f"{key}: {one.name}"
            for one in form.fields
            if bool(empty.get(one.name)) is not bool(one.required or one.min_items)
        ]
    assert taken == []
    assert silent == []


def asked_whole(form: Form) -> Form:
    """The form with all its questions in sight."""

    def seen(fields: tuple[Field, ...]) -> tuple[Field, ...]:
        return tuple(replace(one, shown_when=None, fields=seen(one.fields)) for one in fields)

    return replace(form, fields=seen(form.fields), check=None)


def refilled(fields: tuple[Field, ...], text: str) -> dict[str, Any]:
    return {
        one.name: [refilled(one.fields, text)]
        if one.kind is Kind.SUB_FORM
        else [text]
        if one.kind is Kind.CHOICES
        else text
        for one in fields
    }


def test_a_drawing_that_ties_nothing_is_seen() -> None:
    form = FORMS["report_record"]
    errors = {"by": ["要填"]}
    drawn = str(draw(form, {}, errors))
    assert untied(Page(html=drawn), errors) == []
    for planted in ("aria-describedby", 'id="f-by-e"', 'href="#f-by"'):
        assert untied(Page(html=drawn.replace(planted, 'data-gone="x"')), errors) == ["by"]


def test_a_rule_blames_a_question_that_is_asked() -> None:
    """An objection at a field nobody draws would be said above the form only."""
    for name in SERVICES:
        forms = (one for key, one in FORMS.items() if key.startswith(f"{name}."))
        asked = {path.replace(".0", "") for form in forms for path, _field in paths(form.fields)}
        blamed = {
            word.value.value
            for file in (HOME / "plugins" / name).rglob("*.py")
            for call in ast.walk(ast.parse(file.read_text("utf-8")))
            if isinstance(call, ast.Call)
            for word in call.keywords
            if word.arg == "field_name" and isinstance(word.value, ast.Constant)
        }
        assert blamed - {""} <= asked, name
