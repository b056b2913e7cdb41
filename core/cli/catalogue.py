"""Keep the English catalogues: find every Chinese text of the sources and tell which lacks English.

``python -m core.cli.catalogue update`` rewrites the catalogues and keeps what is translated;
``check`` lists what is wrong and exits 1; ``compile`` writes the ``.mo`` files the app reads.

What a form, a service or an objection declares is a plain string, translated where it is shown, so
nothing marks it as a message. The rule is therefore turned round: every Chinese string is one,
unless it stands where nothing is said in English: papers, whose Chinese is normative, the practice
county, which is data, and the operator's command. A plugin's catalogue lies in its own folder and
holds what core's does not.
"""

from __future__ import annotations

import ast
import dataclasses
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final, TypeAlias

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from core.words import Law

# A sentence, or the singular and the plural of one that counts.
Words: TypeAlias = str | tuple[str, str]

ROOT: Final = Path(__file__).parents[2]
LOCALE: Final = "en"
_PLACE: Final = Path("translations", LOCALE, "LC_MESSAGES", "messages.po")
_HAN: Final = re.compile("[\u3400-\u9fff]")
# What is matched against a text is not said to anybody: patterns and rows of generated tables.
_PATTERN: Final = re.compile(r"\(\?|\{0,|\\[sw]|\|")
_SAYING: Final = frozenset({"_", "_l", "gettext", "lazy_gettext", "say", "spoken", "N_"})
_COUNTING: Final = "ngettext"
# Keywords of declared values that are data: words looked for in a summary, words in paper numbers.
_DATA: Final = frozenset({"word", "words", "sealed_word"})
_SILENT: Final = (
    *("backup", "cli", "config.py", "contract", "db", "sandbox", "sandbox.py"),
    *("documents/wording.py", "documents/numbering.py", "documents/schemas"),
    *("cases/dossiers.py", "cases/family_sheets.py", "cases/letters.py", "cases/paperwork.py"),
    *("papers.py", "papers"),
    # the words that seal a case when a summary holds them
    "cases/sealing.py",
    "families/idcard.py",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Home:
    """A folder with a catalogue of its own: core or one plugin."""

    name: str
    folder: Path

    @property
    def catalogue(self) -> Path:
        return self.folder / _PLACE


def homes(root: Path = ROOT) -> tuple[Home, ...]:
    """Return core and every plugin in the checkout, core first."""
    plugins = sorted(one.parent for one in (root / "plugins").glob("*/__init__.py"))
    return tuple(Home(name=one.name, folder=one) for one in (root / "core", *plugins))


def texts(root: Path = ROOT) -> Mapping[str, Mapping[Words, tuple[str, ...]]]:
    """Return what each home says and the files that say it; plugins leave core's words out."""
    found: dict[str, dict[Words, tuple[str, ...]]] = {}
    for home in homes(root):
        own: dict[Words, tuple[str, ...]] = {}
        for path in _sources(home.folder):
            for words in _spoken_in(path):
                place = path.relative_to(root).as_posix()
                own[words] = tuple(dict.fromkeys((*own.get(words, ()), place)))
        for law in _laws(home, root):
            own.setdefault(law, (f"{home.folder.relative_to(root).as_posix()}/declaration.py",))
        known = found.get("core", {})
        found[home.name] = {words: where for words, where in own.items() if words not in known}
    return found


def bare(root: Path = ROOT) -> Iterator[tuple[str, str]]:
    """Yield file and text of what no catalogue can reach: Chinese written straight into a page,
    or put together from pieces."""
    for home in homes(root):
        for path in _sources(home.folder):
            place = path.relative_to(root).as_posix()
            if path.suffix == ".html":
                data = _template(path).find_all(nodes.TemplateData)
                pieces = [one.data.strip() for one in data if _foreign(one.data)]
            else:
                code = path.read_text(encoding="utf-8")
                joined = (one for one in ast.walk(_tree(path)) if isinstance(one, ast.JoinedStr))
                shown = (ast.get_source_segment(code, one) or "" for one in joined)
                pieces = [one for one in shown if _HAN.search(one)]
            yield from ((place, piece) for piece in pieces if not _PATTERN.search(piece))


def _sources(folder: Path) -> list[Path]:
    silent = tuple(folder / one for one in _SILENT)
    inside = (path for suffix in ("*.py", "*.html") for path in folder.rglob(suffix))
    return sorted(one for one in inside if not any(one.is_relative_to(each) for each in silent))


def _laws(home: Home, root: Path) -> set[str]:
    """Return the citations of a plugin's clocks: their names and articles are declared apart."""
    name = f"plugins.{home.name}.declaration"
    if root != ROOT or not (home.folder / "declaration.py").exists():
        return set()
    return {str(law) for law in _within(vars(import_module(name))) if isinstance(law, Law)}


def _within(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, Mapping):
        inner: Iterable[object] = value.values()
    elif isinstance(value, tuple):
        inner = value
    elif is_dataclass(value) and not isinstance(value, type):
        inner = [getattr(value, one.name) for one in dataclasses.fields(value)]
    else:
        return
    for one in inner:
        yield from _within(one)


def _spoken_in(path: Path) -> Iterator[Words]:
    return _of_template(path) if path.suffix == ".html" else _of_module(path)


def _foreign(text: str) -> bool:
    """Tell whether *text* has Chinese characters or full-width signs."""
    return re.search("[\u3001-\u303f\u3400-\u9fff\uff00-\uffef]", text) is not None


def _tree(path: Path) -> ast.Module:
    return _parsed(path.read_text(encoding="utf-8"))


def _template(path: Path) -> nodes.Template:
    return _parsed_page(path.read_text(encoding="utf-8"))


# kept by what is written: the command reads every source several times
@cache
def _parsed(code: str) -> ast.Module:
    return ast.parse(code)


@cache
def _parsed_page(code: str) -> nodes.Template:
    return Environment(autoescape=True).parse(code)


def _of_module(path: Path) -> Iterator[Words]:
    tree = _tree(path)
    passed: set[int] = set()
    for one in ast.walk(tree):
        match one:
            # docstrings, and the notes below a constant
            case ast.Expr(value=ast.Constant() as said):
                passed.add(id(said))
            case ast.JoinedStr(values=parts):
                passed.update(id(part) for part in parts)
            case ast.keyword(arg=str(name), value=value) if name in _DATA:
                passed.update(id(inner) for inner in ast.walk(value))
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *rest]):
                if name in _SAYING and _foreign(text):
                    yield text
                elif name == _COUNTING and rest and isinstance(rest[0], ast.Constant):
                    passed.update((id(one.args[0]), id(rest[0])))
                    yield text, str(rest[0].value)
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in passed:
            yield from _sentence(one.value)


def _of_template(path: Path) -> Iterator[Words]:
    tree = _template(path)
    passed: set[int] = set()
    for call in tree.find_all(nodes.Call):
        said = [one for one in call.args if isinstance(one, nodes.Const)]
        if not isinstance(call.node, nodes.Name) or not said:
            continue
        if call.node.name == _COUNTING and len(said) > 1:
            passed.update(id(one) for one in said)
            yield str(said[0].value), str(said[1].value)
        elif call.node.name in _SAYING and _foreign(str(said[0].value)):
            yield str(said[0].value)
    for one in tree.find_all(nodes.Const):
        if isinstance(one.value, str) and id(one) not in passed:
            yield from _sentence(one.value)


def _sentence(text: str) -> Iterator[str]:
    if _HAN.search(text) and not _PATTERN.search(text):
        yield text


def read(home: Home) -> Catalog:
    """Return the catalogue of *home*, empty when there is none yet."""
    if not home.catalogue.exists():
        return Catalog(locale=LOCALE, fuzzy=False)
    with home.catalogue.open("rb") as file:
        return read_po(file, locale=LOCALE)


def update(root: Path = ROOT) -> None:
    """Write every catalogue anew: what is said now, with the English it had."""
    wanted = texts(root)
    before = {home.name: read(home) for home in homes(root)}
    for home in homes(root):
        old = before[home.name]
        # the dates stay, so that an update that changes nothing changes nothing
        new = Catalog(
            locale=LOCALE,
            project="Jiahe",
            version="1",
            msgid_bugs_address="",
            last_translator="",
            language_team="English",
            creation_date=old.creation_date,
            revision_date=old.revision_date,
            fuzzy=False,
            header_comment=f"# English of {home.name}. Written by core.cli.catalogue.",
        )
        for words, places in wanted[home.name].items():
            # a text that moves between homes takes its English along
            held = next((c.get(words) for c in (old, *before.values()) if c.get(words)), None)
            new.add(words, held.string if held else None, [(one, 1) for one in places])
        if not wanted[home.name]:
            continue
        home.catalogue.parent.mkdir(parents=True, exist_ok=True)
        with home.catalogue.open("wb") as file:
            write_po(file, new, width=100, include_lineno=False, sort_output=True)


def faults(root: Path = ROOT) -> Iterator[str]:
    """Yield a line for everything that keeps the English from being complete."""
    wanted = texts(root)
    said: dict[Words, tuple[str, object]] = {}
    for home in homes(root):
        catalogue = read(home)
        held = {message.id: message for message in catalogue if message.id}
        for words in wanted[home.name]:
            message = held.pop(words, None)
            english = message.string if message else ""
            forms = [
                str(one or "") for one in (english if isinstance(english, tuple) else [english])
            ]
            if message is None or not all(forms):
                yield f"{home.name}: no English for {words!r}"
                continue
            if message.fuzzy:
                yield f"{home.name}: not certain: {words!r}"
            if wrong := [form for form in forms if placeholders(form) != placeholders(words)]:
                yield f"{home.name}: other placeholders: {wrong[0]!r}"
            elder, other = said.setdefault(words, (home.name, english))
            if other != english:
                yield f"{home.name} and {elder} differ: {words!r}"
        yield from (f"{home.name}: said no more: {words!r}" for words in held)
        yield from (f"{home.name}: obsolete: {words!r}" for words in catalogue.obsolete)


def placeholders(words: Words) -> frozenset[str]:
    """Return the ``%(name)s`` of a text, all of them when it has two forms."""
    text = words if isinstance(words, str) else " ".join(words)
    return frozenset(re.findall(r"%\(\w+\)\w", text))


def compile_all(root: Path = ROOT) -> None:
    """Write the ``.mo`` beside each catalogue that has none or an older one."""
    for home in homes(root):
        source, target = home.catalogue, home.catalogue.with_suffix(".mo")
        if not source.exists():
            continue
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        # moved into place whole: test processes side by side read and write it
        half = target.with_suffix(f".{os.getpid()}")
        with half.open("wb") as file:
            write_mo(file, read(home))
        half.replace(target)


@click.command()
@click.argument("what", type=click.Choice(["update", "check", "compile"]))
def main(what: str) -> None:
    """Update, check or compile the English catalogues of this checkout."""
    if what == "update":
        update()
    elif what == "compile":
        compile_all()
    wrong = list(faults()) if what != "compile" else []
    for line in wrong:
        click.echo(line, err=True)
    if wrong and what == "check":
        raise SystemExit(1)


if __name__ == "__main__":
    main()
