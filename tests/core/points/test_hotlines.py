"""The county's own telephone numbers: how a line is read, and what is refused at its field."""

from __future__ import annotations

import pytest
from flask import Flask

from core.db import county_scope, db
from core.points.hotlines import lines_as_typed, lines_in
from core.points.service import county_settings
from core.points.settings import fault_of
from tests.harness.apps import COUNTY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

GOOD = "桂花派出所 0000-1234501\n县救助站，12345678\n"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (GOOD, None),
        ("", None),
        ("派出所", "号码只写数字，可以用短横线隔开"),
        ("派出所 找老王", "号码只写数字，可以用短横线隔开"),
        ("派出所 110-", "号码只写数字，可以用短横线隔开"),
        (f"{'长' * 21} 110", "电话名称 2 到 20 个字"),
        ("\n".join(f"站点{at} 110" for at in range(13)), "常用电话最多写 12 行"),
    ],
)
def test_what_is_a_list_of_numbers(typed: str, wrong: str | None) -> None:
    said = lines_in(typed.splitlines())
    assert fault_of("hotlines", said) == wrong
    if wrong is None:
        assert lines_in(lines_as_typed(said).splitlines()) == said


def test_what_is_no_list_is_refused() -> None:
    assert fault_of("hotlines", "110") == "常用电话最多写 12 行"
    assert fault_of("hotlines", [{"title": "派出所"}]) == "每行写名称和号码"


def test_the_countys_page_keeps_what_was_typed(app: Flask) -> None:
    admin = HtmlActor(app, "admin", house_of(app))
    page = admin.open(admin.at("admin/points"))
    form = page.form("/settings")
    form.fill("hotlines", "派出所 找老王")
    again = admin.press(form)
    assert again.status == 422
    assert "号码只写数字" in again.text
    form = again.form("/settings")
    assert form.chosen["hotlines"] == ["派出所 找老王"]
    form.fill("hotlines", GOOD)
    admin.press(form)
    with county_scope(app, COUNTY, read_only=True):
        assert [one["title"] for one in county_settings(db.session())["hotlines"]] == [
            "桂花派出所",
            "县救助站",
        ]
