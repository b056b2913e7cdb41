"""Say a sentence of a template in the reader's language, always as text and never as markup.

Jinja's own way marks whatever it is given as safe. That is right for a sentence written in a
template and wrong for ``_(title)``, where a county or a brand wrote the title: here a translation
is escaped like everything else. The sources are Chinese, so a Chinese page looks nothing up. What
stands in a template as a plain sentence never comes here: `core.web.folding` has said it already.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from flask import Flask, g, has_app_context
from flask_babel import get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

_SOURCE: Final = "zh"


def init_speech(app: Flask) -> None:
    """Replace the template functions Flask-Babel installed; call after it."""
    app.jinja_env.filters.update(spoken=spoken, spoken_pair=_pair)
    app.jinja_env.globals.update(_=say, gettext=say, ngettext=say_count, say_with=spoken_with)


def speaks_source() -> bool:
    """Tell whether the reader's language is the one the sources are written in."""
    # Asked for every sentence of a page: look where Flask-Babel keeps its answer before asking it.
    known = getattr(g, "_flask_babel", None) if has_app_context() else None
    locale = getattr(known, "babel_locale", None) or get_locale()
    return locale is None or (locale.language == _SOURCE and locale.script is None)


def spoken(text: str, **values: object) -> str:
    """Return `text` in the reader's language, for Python code that answers a page."""
    return filled(found(text), values, escaping=False)


def _pair(option: tuple[str, str]) -> tuple[str, str]:
    """Return an option of a list with its words in the reader's language."""
    return option[0], spoken(option[1])


def spoken_with(text: str, values: Mapping[str, str]) -> str:
    """Return a sentence whose blanks may hold words of ours too, one or a list of them."""
    if speaks_source():
        return spoken(text, **values)
    comma = spoken("、")
    told = {name: comma.join(map(spoken, one.split("、"))) for name, one in values.items()}
    return spoken(text, **told)


def spoken_each(texts: Mapping[str, Iterable[object]]) -> dict[str, list[str]]:
    """Return what is wrong with each field in the reader's language."""
    return {name: [spoken(str(text)) for text in told] for name, told in texts.items()}


@pass_eval_context
def say(context: EvalContext, text: str, **values: object) -> str:
    """Return `text` in the reader's language; ``%(name)s`` takes `values`, ``%%`` is a per cent."""
    return filled(found(text), values, escaping=context.autoescape)


@pass_eval_context
def say_count(context: EvalContext, one: str, many: str, num: int, **values: object) -> str:
    """Return the form of the sentence for `num`, which is also ``%(num)s``."""
    # Chinese has no plural
    found = one if speaks_source() else str(get_translations().ngettext(one, many, num))
    return filled(found, {"num": num, **values}, escaping=context.autoescape)


def found(text: str) -> str:
    """Return the sentence in the reader's language, its blanks still open."""
    # a catalogue answers "" with its own header
    return str(get_translations().gettext(text)) if text and not speaks_source() else text


def filled(text: str, values: Mapping[str, object], *, escaping: bool) -> str:
    """Return the sentence with its blanks filled; with `escaping`, as text on a page."""
    if "%" not in text:
        return text
    if not values:
        return text.replace("%%", "%")  # a title somebody wrote may well hold a single one
    return Markup(escape(text)) % values if escaping else text % values  # noqa: S704 - escaped
