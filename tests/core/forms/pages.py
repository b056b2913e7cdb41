"""Reads a drawn form the way a browser would: its controls, ids and what a submit sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from werkzeug.datastructures import MultiDict

_VOID = {"input", "br", "option", "meta"}


@dataclass
class Page(HTMLParser):
    """A parsed piece of HTML. ``sent`` are the successful controls, without any button."""

    html: str = ""
    tags: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    sent: list[tuple[str, str]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _inside: dict[str, Any] | None = None
    _area: list[str] | None = None

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        self.tags.append((tag, has))
        if tag == "input":
            kind = has.get("type", "text")
            if kind == "file" or (kind in ("radio", "checkbox") and "checked" not in has):
                return
            self.sent.append((has["name"] or "", has.get("value") or ""))
        elif tag == "textarea":
            self._inside, self._area = has, []
        elif tag == "select":
            self._inside = has
            self.sent.append((has["name"] or "", ""))
        elif tag == "option" and self._inside is not None and "selected" in has:
            self.sent[-1] = (self._inside["name"], has["value"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._inside is not None and self._area is not None:
            text = "".join(self._area)
            self.sent.append((self._inside["name"], text.removeprefix("\n")))
            self._inside, self._area = None, None
        elif tag == "select":
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area.append(data)
        else:
            self.words.append(data)

    def all(self, *tags: str) -> list[dict[str, Any]]:
        return [has for tag, has in self.tags if tag in tags]

    def posted(self, *buttons: str) -> MultiDict[str, str]:
        """What a browser would post after pressing the named buttons (usually one or none)."""
        return MultiDict([*self.sent, *((name, "1") for name in buttons)])
