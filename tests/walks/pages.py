"""Read a page the way a person does: headings, links, forms, what may be pressed and what not.

A small tree, built by lxml's parser: the walks look at what stands on the page, never at what the
program meant to put there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

UNSEEN = frozenset({"script", "style", "template", "head"})


@dataclass(eq=False)
class Node:
    """An element with its attributes and what is inside it."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What can be read of it, with single spaces."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for one in self.inside:
            if isinstance(one, str):
                yield one
            elif one.tag not in UNSEEN:
                yield from one._words()
                if one.tag in ("br", "p", "li", "dd", "dt", "div", "td", "th", "option"):
                    yield " "

    @property
    def raw(self) -> str:
        """The text inside exactly as it stands (of a textarea)."""
        return "".join(one for one in self.inside if isinstance(one, str))

    def walk(self) -> Iterator[Node]:
        """Yield every element below, in reading order."""
        for one in self.inside:
            if isinstance(one, Node):
                yield one
                yield from one.walk()

    def all(self, tag: str = "", cls: str = "", **attrs: str) -> list[Node]:
        """Return the elements below with this tag, these classes and these attributes."""
        return [
            one
            for one in self.walk()
            if (not tag or one.tag == tag)
            and set(cls.split()) <= set(one.attrs.get("class", "").split())
            and all(one.attrs.get(name) == value for name, value in attrs.items())
        ]

    def first(self, tag: str = "", cls: str = "", **attrs: str) -> Node | None:
        """Return the first of ``all``, None when there is none."""
        return next(iter(self.all(tag, cls, **attrs)), None)


class _Builder:
    """What the parser calls as it reads."""

    def __init__(self) -> None:
        self.root = Node("page")
        self.open = [self.root]

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        node = Node(tag, dict(attrs))
        self.open[-1].inside.append(node)
        self.open.append(node)

    def end(self, _tag: str) -> None:
        self.open.pop()

    def data(self, text: str) -> None:
        self.open[-1].inside.append(text)

    def close(self) -> Node:
        return self.root


def read(html: str) -> Node:
    """Return the page as a tree."""
    parser = etree.HTMLParser(target=_Builder(), huge_tree=True)
    parser.feed(html)
    page: Node = parser.close()
    return page


class CannotFill(AssertionError):
    """The page does not offer what the person wanted to put in."""


@dataclass
class Form:
    """A form as it is being filled: what a browser would send of it."""

    node: Node
    action: str
    method: str
    chosen: dict[str, list[str]]

    @classmethod
    def of(cls, node: Node, address: str) -> Form:
        """Read the form *node* of the page at *address* with what is already in it."""
        form = cls(
            node=node,
            action=node.attrs.get("action") or address,
            method=node.attrs.get("method", "get").lower(),
            chosen={},
        )
        for control in form.controls():
            name, kind = control.attrs["name"], control.attrs.get("type", "text")
            if control.tag == "textarea":
                form.chosen.setdefault(name, []).append(control.raw.removeprefix("\n"))
            elif control.tag == "select":
                form.chosen.setdefault(name, []).append(_selected(control))
            elif kind not in ("checkbox", "radio", "file") or (
                kind != "file" and "checked" in control.attrs
            ):
                form.chosen.setdefault(name, []).append(control.attrs.get("value", ""))
        return form

    def controls(self) -> list[Node]:
        """Return what can be filled in: named, not disabled."""
        return [
            one
            for one in self.node.walk()
            if one.tag in ("input", "select", "textarea")
            and one.attrs.get("name")
            and "disabled" not in one.attrs
        ]

    def named(self, name: str) -> list[Node]:
        """Return the controls called *name*; raise CannotFill when there is none to fill in."""
        found = [one for one in self.controls() if one.attrs["name"] == name]
        if not found:
            raise CannotFill(f"the page has nothing called {name} to fill in")
        return found

    def has(self, name: str) -> bool:
        """Tell whether there is something called *name* to fill in."""
        return any(one.attrs["name"] == name for one in self.controls())

    def fill(self, name: str, value: str) -> None:
        """Type, pick or tick one value."""
        controls = self.named(name)
        first = controls[0]
        if first.tag == "select":
            offered = [one.attrs.get("value", one.text) for one in first.all("option")]
        elif first.attrs.get("type") in ("radio", "checkbox"):
            offered = [one.attrs.get("value", "on") for one in controls]
        else:
            self.chosen[name] = [value]
            return
        if value not in offered:
            raise CannotFill(f"{name} does not offer {value!r}, only {offered}")
        self.chosen[name] = [value]

    def tick(self, name: str, values: list[str]) -> None:
        """Tick exactly these boxes."""
        offered = [one.attrs.get("value", "on") for one in self.named(name)]
        for value in values:
            if value not in offered:
                raise CannotFill(f"{name} does not offer {value!r}, only {offered}")
        self.chosen[name] = list(values)

    def pick(self, name: str, label: str) -> None:
        """Pick the one option whose words begin with *label* (indentation aside)."""
        found = {
            one.attrs.get("value", one.text)
            for control in self.named(name)
            for one in control.all("option")
            if one.text.lstrip("\u3000 ").startswith(label)
        }
        if len(found) != 1:
            raise CannotFill(f"{name} offers {len(found)} times {label!r}")
        self.chosen[name] = [found.pop()]

    def data(self, button: str = "", value: str = "1") -> dict[str, list[str]]:
        """Return what is sent when *button* (the unnamed main one by default) is pressed."""
        return {**self.chosen, **({button: [value]} if button else {})}


def _selected(select: Node) -> str:
    options = select.all("option")
    picked = [one for one in options if "selected" in one.attrs] or options[:1]
    return picked[0].attrs.get("value", picked[0].text) if picked else ""
