"""A drawn form in a real browser: fields come and go, dates get their dashes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import core.forms
from core.forms import draw
from tests.core.forms.samples import ANSWERS, EVERYTHING

SCRIPT = Path(core.forms.__file__).parent / "static" / "forms.js"
HIDDEN = """Array.from(document.querySelectorAll('[data-field]'))
  .filter((one) => one.hidden).map((one) => one.dataset.field)"""


@pytest.fixture
def page(chromium_browser: Any) -> Iterator[Any]:
    page = chromium_browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []


@pytest.mark.browser
def test_fields_come_and_go(page):
    html = f"<form>{draw(EVERYTHING, {**ANSWERS, 'parties': [{'name': '周芬'}]})}</form>"
    page.set_content(html)
    assert page.evaluate(HIDDEN) == []
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    assert page.evaluate(HIDDEN) == ["why", "law_question", "why_more"]
    page.click("label:has([name=kind][value=goods])")
    assert page.evaluate(HIDDEN) == ["amount", "law_question", "share", "why_more"]
    page.fill("[name=why]", "缺米")
    assert page.evaluate(HIDDEN) == ["amount", "law_question", "share"]
    page.check("[name=parties-0-wants][value=law]")
    assert page.evaluate(HIDDEN) == ["amount", "share"]
    page.click("label:has([name=kind][value=cash])")
    assert page.evaluate(HIDDEN) == ["why", "why_more"]


@pytest.mark.browser
def test_a_date_typed_in_one_go_gets_its_dashes(page):
    page.set_content(f"<form>{draw(EVERYTHING, ANSWERS)}</form>")
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    page.fill("[name=day]", "20261123")
    page.focus("[name=title]")
    assert page.input_value("[name=day]") == "2026-11-23"
