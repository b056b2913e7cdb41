"""Read the forms of a page as a browser would: fields, what stands in them, where they go."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXTUAL = {"text", "search", "tel", "email", "date", "number", "password", ""}


@dataclass(kw_only=True)
class PageForm:
    """One form. ``texts`` are what somebody types into, ``kept`` what rides along."""

    action: str
    texts: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self.forms.append(PageForm(action=given.get("action", "")))
        if not self.forms or "name" not in given:
            return
        form, name = self.forms[-1], given["name"]
        if tag == "textarea":
            self.area = name
            form.texts[name] = ""
        elif tag == "input" and given.get("type", "") in TEXTUAL:
            form.texts[name] = given.get("value", "")
        elif tag == "input" and (given.get("type") == "hidden" or "checked" in given):
            form.kept[name] = given.get("value", "on")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None
        if tag == "form":
            self.forms.append(PageForm(action=""))

    def handle_data(self, data: str) -> None:
        if self.area is not None and self.forms:
            self.forms[-1].texts[self.area] += data


def forms_of(page: str) -> list[PageForm]:
    """Return the forms of *page* that write."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [form for form in reader.forms if form.action]
