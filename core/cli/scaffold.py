"""Write a new plugin that already works: installable, with a form, steps, a page and a test.

The third of three ways to something local. What is written is meant to be read and changed, so it
is short, and one of everything.
"""

from __future__ import annotations

import io
import keyword
from collections.abc import Iterator
from pathlib import Path
from string import Template

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

MOST_TITLE = 20
UNQUOTED = frozenset("\"'\\{}%<>$`")
DATA = Path(__file__).parent / "data" / "plugin"


class NameRefused(ValueError):
    """A plugin cannot be called like this; the text says why."""


def check_name(name: str) -> None:
    """Raise `NameRefused` for a name no plugin can have, or that Python has taken."""
    from core.roster import NAME, RESERVED

    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise NameRefused(f"{name} 不能作名字：小写字母开头，小写字母、数字、下划线，2 至 31 个")
    if name in RESERVED or name in {"core", "plugins", "tests"}:
        raise NameRefused(f"{name} 是平台自己用的名字，请换一个")


def check_title(title: str) -> None:
    """Raise `NameRefused` for a title that could not stand inside quotes in every file."""
    if not 0 < len(title) <= MOST_TITLE or not title.isprintable() or set(title) & UNQUOTED:
        raise NameRefused(f"中文名 1 至 {MOST_TITLE} 个字，不用引号、括号、反斜线和百分号")


def write_plugin(folder: Path, name: str, title: str) -> tuple[Path, ...]:
    """Write the plugin *name* into the new folder *folder*/*name*; return what was written.

    Raises `NameRefused`, and FileExistsError when the folder is there: nothing is written over.
    """
    check_name(name)
    check_title(title)
    home = folder / name
    home.mkdir(parents=True)
    words = {
        "name": name,
        "dashed": name.replace("_", "-"),
        "title": title,
        "english": name.replace("_", " ").capitalize(),
    }
    return tuple(_write(home, words))


def _write(home: Path, words: dict[str, str]) -> Iterator[Path]:
    for source in sorted(DATA.rglob("*.txt")):
        parts = source.relative_to(DATA).with_suffix("").parts
        # what ends in .txt here is a template: no tool of ours shall take it for our own code
        path = home.joinpath(*(words["name"] if part == "package" else part for part in parts))
        path.parent.mkdir(parents=True, exist_ok=True)
        text = Template(source.read_text(encoding="utf-8")).substitute(words)
        path.write_text(text, encoding="utf-8")
        yield path
        if path.suffix == ".po":
            compiled = path.with_suffix(".mo")
            with compiled.open("wb") as file:
                write_mo(file, read_po(io.StringIO(text)))
            yield compiled
