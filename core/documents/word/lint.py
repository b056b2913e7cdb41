"""Judge a county's Word template: only ``{{ name }}`` and rows of a list, only names there are.

Two looks at the same file. The first reads paragraphs as their writer does and can say which
placeholder is wrong and why. The second asks the template engine itself what it would carry out:
anything but printing a known name is refused, however it was spelled (a sandbox alone let earlier
engines read attributes and loop for ever).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element

from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes

from core.documents.word.fields import WordFields, example_of, fields_of
from core.documents.word.filling import environment, written
from core.documents.word.package import NotWord, part_faults, tree_of, unpack
from core.documents.word.placeholders import ROW, Look, W
from core.words import DocumentKind, Objection

_SPOKEN: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_FILLED: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_HARMLESS: Final = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES"})
_REFUSED: Final[Mapping[str, str]] = {
    "altChunk": "嵌入的文件",
    "object": "嵌入的对象",
    "control": "控件",
    "subDoc": "子文档",
    "ins": "没有接受的修订",
    "del": "没有接受的修订",
    "moveFrom": "没有接受的修订",
    "moveTo": "没有接受的修订",
    "mailMerge": "邮件合并",
    "attachedTemplate": "附加的模板",
}
_PLACES: Final[Mapping[str, str]] = {
    "document": "正文",
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
}


def faults_of(kind: DocumentKind, content: bytes) -> tuple[Objection, ...]:
    """Return everything that keeps *content* from being the template of *kind*; empty = usable."""
    try:
        parts = unpack(content)
    except NotWord as refusal:
        return (refusal.why,)
    found = list(part_faults(parts))
    if found:
        return _once(found)
    for name, part in parts.items():
        if name.endswith(".xml"):
            found += _element_faults(name, tree_of(part))
    found += _misplaced(kind, parts)
    if not found:
        found += _as_the_engine_reads(kind, content, fields_of(kind))
    return _once(found)


def misplaced(kind: DocumentKind, content: bytes) -> tuple[Objection, ...]:
    """Return which placeholders of a file that was judged before *kind* does not offer any more.

    The quick look for a template in force: its bytes are the ones that were judged, so only the
    paper can have changed since. Raises KeyError for a kind that has no schema any more.
    """
    return _once(_misplaced(kind, unpack(content)))


def _misplaced(kind: DocumentKind, parts: Mapping[str, bytes]) -> list[Objection]:
    offered, used, found = fields_of(kind), set[str](), list[Objection]()
    for name, part in parts.items():
        if _SPOKEN.fullmatch(name):
            look = Look(offered=offered, place=_place(name), filled=bool(_FILLED.fullmatch(name)))
            look.at(tree_of(part))
            found += look.ended()
            used |= look.used
    return found + [
        Objection(
            text="没有写 {{ %(name)s }}：文书要有它才查得到", values={"name": name}, code="missing"
        )
        for name in offered.needed
        if name not in used
    ]


def _once(found: list[Objection]) -> tuple[Objection, ...]:
    seen = {(one.text, tuple(one.values.items())): one for one in found}
    return tuple(seen.values())


def _place(part: str) -> str:
    return _PLACES[re.sub(r"\d", "", part.removeprefix("word/").removesuffix(".xml"))]


def _element_faults(part: str, tree: Element) -> Iterator[Objection]:
    for one in tree.iter():
        name = str(one.tag).rpartition("}")[2]
        if str(one.tag).startswith(W) and name in _REFUSED:
            yield Objection(
                text="文件里有%(what)s，请先去掉", values={"what": _REFUSED[name]}, code="element"
            )
    for words in _instructions(tree):
        command = words.split()[0].upper() if words.split() else ""
        if command not in _HARMLESS:
            yield Objection(
                text="文件里有域代码“%(code)s”：只能用页码和页数",
                values={"code": words.strip()[:60]},
                code="field",
            )


def _instructions(tree: Element) -> Iterator[str]:
    """Yield the words of every field; a long one is written in pieces, so they are joined first."""
    open_fields: list[list[str]] = []
    for one in tree.iter():
        if one.tag == f"{W}fldSimple":
            yield one.get(f"{W}instr", "")
        elif one.tag == f"{W}instrText":
            if open_fields:
                open_fields[-1].append(one.text or "")
            else:
                yield one.text or ""
        elif one.tag == f"{W}fldChar":
            kind = one.get(f"{W}fldCharType")
            if kind == "begin":
                open_fields.append([])
            elif kind == "end" and open_fields:
                yield "".join(open_fields.pop())
    yield from ("".join(pieces) for pieces in open_fields)


def _as_the_engine_reads(
    kind: DocumentKind, content: bytes, offered: WordFields
) -> Iterator[Objection]:
    """Look at what would be carried out, then carry it out once on the example."""
    unusable = Objection(text="模板里有不能用的写法，请照说明里的样子重写占位符", code="engine")
    try:
        for source in _sources(content):
            if not _only_prints(environment().parse(source), offered):
                yield unusable
                return
        written(kind, content, example_of(kind))
    except (TemplateError, ValueError, KeyError, AttributeError, TypeError, IndexError):
        # whatever a damaged file makes the library stumble over, the clerk needs one sentence
        yield unusable


def _sources(content: bytes) -> Iterator[str]:
    template = DocxTemplate(BytesIO(content))
    template.init_docx()
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))
    for part in template.docx.part.package.parts:
        if part.content_type.endswith("footnotes+xml"):
            yield template.patch_xml(part.blob.decode("utf-8"))
    properties = template.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield str(getattr(properties, name))


def _only_prints(tree: nodes.Template, offered: WordFields) -> bool:
    return all(_harmless(one, offered, "") for one in tree.body)


def _harmless(node: nodes.Node, offered: WordFields, listed: str) -> bool:
    """Tell whether *node* prints a known name, or walks a known list and does so for its rows."""
    match node:
        case nodes.Output():
            return all(_harmless(one, offered, listed) for one in node.nodes)
        case nodes.TemplateData():
            return True
        case nodes.Name():
            plain_row = bool(listed) and node.name == ROW and not offered.columns(listed)
            return node.name in offered.texts or plain_row
        case nodes.Getattr(node=nodes.Name(name="row")):
            return bool(listed) and node.attr in offered.columns(listed)
        case nodes.For(target=nodes.Name(name="row"), iter=nodes.Name(name=walked)):
            plain = not (node.else_ or node.test or node.recursive or listed)
            known = walked in offered.lists
            return plain and known and all(_harmless(one, offered, walked) for one in node.body)
    return False
