"""Open a .docx as a bag of named parts, and refuse what a form sheet has no use for.

Only parts on a list are let in, so that a new trick needs no new rule: macros, embedded objects,
comments and everything that would be fetched from elsewhere are simply not on it. Sizes are
measured while unpacking; what the archive says about itself is not believed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final
from xml.etree import ElementTree

from core.words import Objection

LARGEST_FILE: Final = 2 * 1024 * 1024
LARGEST_TEXT: Final = 1024 * 1024
LARGEST_WHOLE: Final = 8 * 1024 * 1024
MOST_PARTS: Final = 200
DEEPEST: Final = 100
DOCUMENT: Final = "word/document.xml"
TYPES: Final = "[Content_Types].xml"
_KNOWN: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml"
    r"|docProps/thumbnail\.(jpe?g|png)"
    r"|word/(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering"
    r"|footnotes|endnotes|header\d*|footer\d*)\.xml"
    r"|word/theme/theme\d*\.xml|word/_rels/\w+\.xml\.rels"
    r"|word/media/\w+\.(png|jpe?g|gif|bmp)"
    r"|customXml/(item|itemProps)\d+\.xml|customXml/_rels/item\d+\.xml\.rels"
)
_ACTIVE: Final = re.compile("macro|vba|activex|oleobject|control", re.IGNORECASE)
_PLAIN_DOCUMENT: Final = "wordprocessingml.document.main+xml"
_DECLARED: Final = re.compile(r"<!(doctype|entity)", re.IGNORECASE)


class NotWord(Exception):
    """The file is no Word document we can look into; ``why`` says it to the one who chose it."""

    def __init__(self, why: Objection) -> None:
        self.why = why
        super().__init__(why.text)


def unpack(content: bytes) -> Mapping[str, bytes]:
    """Return the parts by name; raise ``NotWord`` for what is no such file or too much of one."""
    if len(content) > LARGEST_FILE:
        raise NotWord(Objection(text="文件太大，最多 2 MB", code="too_large"))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = _read(archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError):
        raise NotWord(
            Objection(
                text="这不是 Word 文档（.docx），请用 Word 或 WPS 另存为 .docx", code="not_docx"
            )
        ) from None
    if DOCUMENT not in parts or TYPES not in parts:
        raise NotWord(Objection(text="这不是 Word 文档，没有正文", code="not_docx"))
    return parts


def _read(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [one for one in archive.infolist() if not one.is_dir()]
    if len(entries) > MOST_PARTS:
        raise NotWord(Objection(text="文件里的部分太多，不像一份表格", code="too_many"))
    parts: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    for entry in entries:
        most = min(LARGEST_TEXT if entry.filename.endswith((".xml", ".rels")) else left, left)
        with archive.open(entry) as stream:
            part = stream.read(most + 1)
        left -= len(part)
        if len(part) > most or left < 0:
            raise NotWord(Objection(text="解开以后太大", code="too_large"))
        if entry.filename in parts:
            raise NotWord(Objection(text="文件里有重名的部分", code="doubled"))
        parts[entry.filename] = part
    return parts


def part_faults(parts: Mapping[str, bytes]) -> Iterator[Objection]:
    """Say what among the parts may not be there."""
    for name, part in parts.items():
        if not _KNOWN.fullmatch(name):
            yield Objection(
                text="文件里有“%(part)s”：宏、嵌入对象、批注和外部内容不能放进模板",
                values={"part": name[:80]},
                code="part",
            )
        elif name.endswith((".xml", ".rels")):
            yield from _text_faults(name, part)


def _text_faults(name: str, part: bytes) -> Iterator[Objection]:
    try:
        text = part.decode("utf-8")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or _DECLARED.search(text):
        yield Objection(
            text="“%(part)s”里有不认识的写法，请另存一份再传", values={"part": name}, code="xml"
        )
        return
    try:
        tree = _shallow(part)
    except ElementTree.ParseError:
        yield Objection(
            text="“%(part)s”读不出来，请另存一份再传", values={"part": name}, code="xml"
        )
        return
    if name == TYPES:
        yield from _type_faults(tree)
    elif name.endswith(".rels"):
        yield from _link_faults(name, tree)


def _type_faults(tree: ElementTree.Element) -> Iterator[Objection]:
    types = [one.get("ContentType", "") for one in tree]
    if any(_ACTIVE.search(one) for one in types):
        yield Objection(text="文件带有宏或控件，请另存为不带宏的 .docx", code="macro")
    elif not any(one.endswith(_PLAIN_DOCUMENT) for one in types):
        yield Objection(text="这不是普通的 Word 文档（.docx）", code="not_docx")


def _link_faults(name: str, tree: ElementTree.Element) -> Iterator[Objection]:
    for one in tree:
        if one.get("TargetMode", "Internal").lower() != "internal":
            yield Objection(
                text="有指到文件外面的链接：%(target)s",
                values={"target": one.get("Target", "")[:120]},
                code="external",
            )
        elif _ACTIVE.search(one.get("Type", "").rpartition("/")[2]):
            yield Objection(text="文件带有宏或控件，请另存为不带宏的 .docx", code="macro")


def _shallow(part: bytes) -> ElementTree.Element:
    """Return the tree; raise ``ParseError`` when it is nested deeper than any sheet."""
    depth = 0
    root: ElementTree.Element | None = None
    for event, element in ElementTree.iterparse(BytesIO(part), ("start", "end")):  # noqa: S314 - declared entities were refused before
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise ElementTree.ParseError
    if root is None:
        raise ElementTree.ParseError
    return root


def tree_of(part: bytes) -> ElementTree.Element:
    """Return a part that passed ``part_faults`` as a tree."""
    return ElementTree.fromstring(part)  # noqa: S314 - judged before: no declared entities
