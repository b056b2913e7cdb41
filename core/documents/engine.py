"""One typst compiler per process: a template and data in, the bytes of a PDF out.

Data never becomes source. It crosses as one JSON text in ``sys.inputs``, so a name such as
``#eval("…")`` prints as it was typed. The same template, data and moment give the same bytes,
which lets an issued copy be checked against its record (T/ZSM 5.6.4).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import typst

from core.documents.glyphs import font_folder, printable

if TYPE_CHECKING:  # the names exist in typst's type stub only
    from typst import PDFStandard

TEMPLATES = Path(__file__).parent / "templates"
LOOK = "look.typ"
MAIN = "main.typ"

# Archive-proof and readable by a screen reader. The archival standard demands a date in the
# file, so an undated slip keeps the second one only.
_DATED: list[PDFStandard] = ["a-2a", "ua-1"]
_UNDATED: list[PDFStandard] = ["ua-1"]

_press_lock = Lock()  # typst's compiler refuses a second caller ("Already borrowed")
_LOADS = re.compile(r"\b(?:import|include)\b(?P<what>\s*\"(?P<name>[^\"\n]*)\")?")
_NAME = re.compile(r"[a-z][a-z0-9_]*\.typ")
# Ways to build source, to reach past the listed files, or to run foreign code.
_REFUSED = re.compile(r"\b(?:eval|plugin|read|cbor|csv|toml|yaml|xml|bibliography)\b\s*\(|@[a-z]")
_PLACE = re.compile(r"([a-z0-9_]+\.typ:\d+):\d+")
_ABOUT_THE_TEMPLATE = re.compile(
    r"dictionary does not contain key \"[a-z_]{1,40}\"|unknown variable: [a-z-]{1,40}"
    r"|expected [a-z, ]{1,120}"
)


class TemplateRefused(ValueError):
    """A template wants more than drawing a page: a package, another file, evaluated text."""


class PaperNotRendered(RuntimeError):
    """typst could not set the page. The message never quotes what was to be printed."""


def render(
    template: Path,
    data: Mapping[str, object],
    *,
    made: datetime | None = None,
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """Set ``data`` with ``template`` and return the PDF.

    ``pictures`` are judged PNG or SVG files by name, for the look to draw; there are no others.

    ``made`` (aware) is the file's date; without it the file tells no day. Raises
    ``TemplateRefused`` before anything runs, ``PaperNotRendered`` when the template and the data
    do not fit.
    """
    sources = {**(pictures or {}), **_sources(template)}
    stamp = made.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if made else ""
    letters = json.dumps(printable({**data, "made_at": stamp}), ensure_ascii=True)
    failure = ""
    pdf: bytes | list[bytes] | None = None
    with _press_lock:
        try:
            pdf = _press().compile(
                input=sources,  # type: ignore[type-var]  # a mapping is taken; the stub forgot it
                sys_inputs={"data": letters},
                pdf_standards=_DATED if made else _UNDATED,
                timestamp=int(made.timestamp()) if made else 0,
            )
        except typst.TypstError as error:
            failure = _complaint(error)
    if not isinstance(pdf, bytes):
        # raised outside the handler: a chained traceback would carry the quoted text to the log
        msg = f"{template.name}: {failure}"
        raise PaperNotRendered(msg)
    return pdf


def template_version(template: Path) -> str:
    """Twelve hex digits over the template and all it imports; changes when any of them does."""
    digest = hashlib.sha256()
    for name, source in sorted(_sources(template).items()):
        digest.update(name.encode() + b"\0" + source + b"\0")
    return digest.hexdigest()[:12]


def lint(source: str, name: str) -> tuple[str, ...]:
    """Names of the files ``source`` imports; raises ``TemplateRefused`` for anything else.

    An allow-list, because typst takes computed strings for imports too: forbidding the look of a
    package name would not forbid the package.
    """
    refused = _REFUSED.search(source)
    if refused:
        msg = f"{name}: {refused.group()!r} is not for templates"
        raise TemplateRefused(msg)
    names = []
    for load in _LOADS.finditer(source):
        wanted = load["name"] or ""
        if not _NAME.fullmatch(wanted):
            msg = f"{name}: only files beside the template can be imported, by a plain name"
            raise TemplateRefused(msg)
        names.append(wanted)
    return tuple(names)


def _sources(template: Path) -> dict[str, bytes]:
    """The template as ``main.typ`` and, by name, every file it imports."""
    found = {MAIN: template.read_text(encoding="utf-8")}
    waiting = list(lint(found[MAIN], template.name))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        # the look is ours in every folder: a plugin's paper cannot bring its own
        path = (TEMPLATES if name == LOOK else template.parent) / name
        if not path.is_file():
            msg = f"{template.name}: {name} is not there"
            raise TemplateRefused(msg)
        found[name] = path.read_text(encoding="utf-8")
        if name != LOOK:
            waiting.extend(lint(found[name], name))
    return {name: source.encode() for name, source in found.items()}


@cache
def _press() -> typst.Compiler:
    # The root holds templates only, so even a path that slips through finds nothing else. Only our
    # two fonts: with the ones typst brings along, a sheet would depend on typst's version.
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())]
    )
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)


def _complaint(error: typst.TypstError) -> str:
    """Where typst stopped, and why if its words are only about the template.

    Other messages quote values, and a message ends up in a log.
    """
    place = _PLACE.search(error.diagnostic)
    why = _ABOUT_THE_TEMPLATE.fullmatch(error.message)
    return f"{place[1] if place else MAIN}: {why[0] if why else 'the page could not be set'}"
