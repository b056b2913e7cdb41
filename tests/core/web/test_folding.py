"""A template is compiled for each language, with its own sentences said and nobody else's."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import render_template_string

from core.web import folding
from tests.core.web.sample import World, open_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    catalogue = Catalog(locale="en")
    catalogue.add("回执", "receipt")
    catalogue.add("回执已经印好", "The receipt <is> printed")
    catalogue.add("%(who)s 的回执", "%(who)s's receipt")
    catalogue.add("满意 %%", "content %%")
    place: Path = tmp_path_factory.mktemp("words")
    folder = place / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    return open_world(translations=[place])


def drawn(world: World, template: str, language: str, **values: object) -> str:
    with world.app.test_request_context("/", headers={"Cookie": f"jiahe_language={language}"}):
        return render_template_string(template, **values)


@pytest.mark.parametrize(
    ("template", "chinese", "english"),
    [
        ("{{ _('回执' '已经' \"印好\") }}", "回执已经印好", "The receipt &lt;is&gt; printed"),
        ("{{ _('回执')|length }}", "2", "7"),
        ("{{ _('回执') ~ '!' }}", "回执!", "receipt!"),
        ("{{ _('回' ~ '执') }}", "回执", "receipt"),
        ("{{ _('回执' if yes else '满意') }}", "回执", "receipt"),
        ("{{ _(word) }}", "回执", "receipt"),
        ("{{ _('%(who)s 的回执', who=_('回执')) }}", "回执 的回执", "receipt&#39;s receipt"),
        ("{{ _('%(who)s 的回执', who='<b>') }}", "&lt;b&gt; 的回执", "&lt;b&gt;&#39;s receipt"),
        ("{{ _('满意 %%') }}", "满意 %", "content %"),
        ("{{ '回执'|spoken }}", "回执", "receipt"),
        ("<a title=\"{{ _('回执') }}\">", '<a title="回执">', '<a title="receipt">'),
        ("{{ thing._('回执') }}", "[回执]", "[回执]"),
        ("_('回执') {# _('回执') #}", "_('回执') ", "_('回执') "),
    ],
)
def test_what_a_template_says_is_said_in_either_language(
    world: World, template: str, chinese: str, english: str
) -> None:
    values = {"word": "回执", "yes": True, "thing": {"_": lambda text: f"[{text}]"}}
    assert drawn(world, template, "zh", **values) == chinese
    assert drawn(world, template, "en", **values) == english


def test_the_languages_do_not_mix_whoever_comes_first(world: World) -> None:
    env = world.app.jinja_env
    told = []
    for language in ("en", "zh", "en", "zh"):
        with world.app.test_request_context("/", headers={"Cookie": f"jiahe_language={language}"}):
            told.append(env.from_string("{{ _('回执') }}").render())
    assert told == ["receipt", "回执", "receipt", "回执"]


def test_a_sentence_of_the_template_is_not_looked_up_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.app.test_request_context("/", headers={"Cookie": "jiahe_language=en"}):
        template = world.app.jinja_env.from_string(
            "{{ _('回执') }}{{ _('%(who)s 的回执', who=1) }}"
        )
        asked: list[str] = []
        monkeypatch.setattr("core.web.speech.get_translations", lambda: asked.append("asked"))
        assert template.render() == "receipt1&#39;s receipt"
        assert asked == []


def test_filters_that_a_door_brings_later_are_known(world: World) -> None:
    drawn(world, "{{ _('回执') }}", "zh")
    world.app.jinja_env.filters["louder"] = lambda text: f"{text}!"
    assert drawn(world, "{{ _('回执')|louder }}", "zh") == "回执!"
    assert isinstance(world.app.jinja_env, folding.SpokenEnvironment)
