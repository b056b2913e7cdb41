"""Compile each template once for every language, with its sentences already said in it.

A page of a case has a hundred and forty sentences. Asking for each of them whom the page speaks to
was a fifth of the time it takes to draw; asked when the template is compiled, it is asked once.
Only sentences that stand in the template are folded in; what a county wrote is still looked up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any, Final

from flask.sansio.app import App
from flask.templating import Environment
from flask_babel import get_locale
from jinja2 import Template, pass_eval_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.nodes import EvalContext

from core.web.speech import filled, found, speaks_source

_CALLS: Final = frozenset({"_", "gettext"})
_FILLED: Final = "_filled_in"
_SOURCE: Final = ""


class Folding(Extension):
    """Put ``_("…")`` into the language of the request that has the template compiled.

    A sentence with blanks keeps its call, to fill them; the call finds the sentence said already.
    So does a sentence of somebody else's on a page in the language of the sources.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, its sentences translated."""
        tokens = list(stream)
        at = 0
        while at < len(tokens):
            told = self._sentence(tokens, at)
            if told is None:
                yield tokens[at]
                at += 1
            else:
                replaced, at = told
                yield from replaced

    def _sentence(self, tokens: list[Token], at: int) -> tuple[list[Token], int] | None:
        """Return what stands for the call at *at* and where the template goes on; None if none."""
        name, after = tokens[at], at + 2
        called = name.type == "name" and name.value in _CALLS
        if not called or (at and tokens[at - 1].type in ("dot", "pipe")):
            return None
        if at + 1 == len(tokens) or tokens[at + 1].type != "lparen":
            return None
        words = []
        # the parser joins strings that follow each other, and so does this
        while after < len(tokens) and tokens[after].type == "string":
            words.append(tokens[after].value)
            after += 1
        if after == len(tokens):
            return None
        if not words:
            return ([Token(name.lineno, "name", _FILLED)], at + 1) if speaks_source() else None
        said = found("".join(words))
        if tokens[after].type == "rparen":
            plain = Token(name.lineno, "string", filled(said, {}, escaping=False))
            return [plain], after + 1
        if tokens[after].type == "comma":
            opening = tokens[at + 1]
            sentence = Token(name.lineno, "string", said)
            return [Token(name.lineno, "name", _FILLED), opening, sentence], after
        return None  # the string is only the beginning of what is said


class SpokenEnvironment(Environment):
    """Flask's environment, with one of its own beneath it for each language that was asked for."""

    def __init__(self, app: App, **options: Any) -> None:
        super().__init__(app, **options)
        self.globals[_FILLED] = _filled
        self._spoken: dict[str, Environment] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """As Jinja's, compiled for the reader's language."""
        if self.overlayed:
            return super().get_template(name, parent, globals)
        return self._here().get_template(name, parent, globals)

    def select_template(
        self,
        names: Iterable[str | Template],
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """As Jinja's, compiled for the reader's language."""
        if self.overlayed:
            return super().select_template(names, parent, globals)
        return self._here().select_template(names, parent, globals)

    def from_string(self, source: Any, *args: Any, **options: Any) -> Template:
        """As Jinja's, compiled for the reader's language."""
        if self.overlayed:
            return super().from_string(source, *args, **options)
        return self._here().from_string(source, *args, **options)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """As Jinja's, without a map around the map where a template brings nothing of its own:
        importing a macro compares the names in both, one by one."""
        return super().make_globals(d) if d else self.globals

    def _here(self) -> Environment:
        """Return the environment of the reader's language; made when the first page asks for it,
        by when every door has brought its filters."""
        language = _SOURCE if speaks_source() else str(get_locale())
        known = self._spoken.get(language)
        if known is None:
            known = self._spoken[language] = self.overlay(extensions=[Folding])
        return known


@pass_eval_context
def _filled(context: EvalContext, text: str, **values: object) -> str:
    return filled(text, values, escaping=context.autoescape)
