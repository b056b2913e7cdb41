"""Translations are text: neither a catalogue nor a county's own words can bring markup."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import render_template_string
from markupsafe import Markup

from core.web.speech import spoken_each, spoken_with
from tests.core.web.sample import World, open_world

EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def english(tmp_path: Path) -> World:
    """A world whose catalogue knows a few sentences, one of them with markup."""
    catalogue = Catalog(locale="en")
    catalogue.add("跳到主要内容", "Skip to content")
    catalogue.add("还有 %(left)s 天", "%(left)s days left <b>")
    catalogue.add(("%(num)s 件", "%(num)s 件"), ("%(num)s case", "%(num)s cases"))
    catalogue.add("今天%(time)s", "today%(time)s")
    catalogue.add("茶单：%(papers)s", "Teas: %(papers)s")
    catalogue.add("回执", "receipt")
    catalogue.add("协议书", "agreement")
    catalogue.add("、", ", ")
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    return open_world(translations=[tmp_path])


def drawn(world: World, template: str, language: str, **values: object) -> str:
    with world.app.test_request_context("/", headers={"Cookie": f"jiahe_language={language}"}):
        return render_template_string(template, **values)


@pytest.mark.parametrize(
    ("template", "chinese", "in_english"),
    [
        ("{{ _('跳到主要内容') }}", "跳到主要内容", "Skip to content"),
        ("{{ _('还有 %(left)s 天', left=3) }}", "还有 3 天", "3 days left &lt;b&gt;"),
        ("{{ ngettext('%(num)s 件', '%(num)s 件', 1) }}", "1 件", "1 case"),
        ("{{ ngettext('%(num)s 件', '%(num)s 件', 2) }}", "2 件", "2 cases"),
        ("{{ _('没有译文') }}", "没有译文", "没有译文"),
        ("{{ _('满意度 100%%') }}", "满意度 100%", "满意度 100%"),
        ("{{ gettext('跳到主要内容') }}", "跳到主要内容", "Skip to content"),
        ("{% trans %}跳到主要内容{% endtrans %}", "跳到主要内容", "Skip to content"),
    ],
)
def test_sentences_come_in_the_readers_language(
    english: World, template: str, chinese: str, in_english: str
) -> None:
    assert drawn(english, template, "zh") == chinese
    assert drawn(english, template, "en") == in_english


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_title_somebody_wrote_is_text(english: World, language: str) -> None:
    assert "<" not in drawn(english, "{{ _(title) }}", language, title=EVIL)
    assert "<" not in drawn(english, "{{ _(title, n=1) }}", language, title=EVIL + "%(n)s")
    assert "<" not in drawn(english, "{{ _('还有 %(left)s 天', left=it) }}", language, it=EVIL)
    assert drawn(english, "{{ _(title) }}", language, title="好评 5%") == "好评 5%"


def test_markup_of_our_own_may_be_filled_in(english: World) -> None:
    mark = Markup("<kbd>/</kbd>")
    assert drawn(english, "{{ _('按 %(key)s 查找', key=key) }}", "zh", key=mark) == (
        "按 <kbd>/</kbd> 查找"
    )


def test_every_page_of_the_shell_follows_the_catalogue(english: World) -> None:
    client = english.client("desk")
    client.set_cookie("jiahe_language", "en")
    assert "Skip to content" in client.get("/990101/desk/").text
    assert "Skip to content" in client.get("/unknown").text


def test_an_empty_text_stays_empty(english: World) -> None:
    # a catalogue keeps its own header under the empty text
    assert drawn(english, "{{ _('') }}|{{ text|spoken }}", "en", text="") == "|"


@pytest.mark.parametrize(
    ("language", "told"),
    [("zh", "茶单：回执、协议书"), ("en", "Teas: receipt, agreement")],
)
def test_the_blanks_of_a_reason_speak_the_same_language(
    english: World, language: str, told: str
) -> None:
    values = {"papers": "回执、协议书"}
    with english.app.test_request_context("/", headers={"Cookie": f"jiahe_language={language}"}):
        assert spoken_with("茶单：%(papers)s", values) == told
    page = "{{ say_with(text, values) }}"
    assert drawn(english, page, language, text="茶单：%(papers)s", values=values) == told
    evil = drawn(english, page, language, text="茶单：%(papers)s", values={"papers": EVIL})
    assert "<" not in evil


def test_what_is_wrong_with_each_field_is_told(english: World) -> None:
    with english.app.test_request_context("/", headers={"Cookie": "jiahe_language=en"}):
        assert spoken_each({"to": ["回执", "a b"]}) == {"to": ["receipt", "a b"]}
