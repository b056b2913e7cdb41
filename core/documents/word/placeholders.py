"""Read the placeholders of one part of a Word file as their writer does, paragraph by paragraph.

Each fault names the place, the placeholder and the reason, because whoever wrote it sees a sheet of
paper and not a program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from core.documents.word.fields import WordFields
from core.words import Objection

ROW: Final = "row"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_PLACEHOLDERS: Final = 400
_TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_HALF: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_VALUE: Final = re.compile(r"\{\{ *(?:(row)\.)?([a-z][a-z_]*) *\}\}")
_FOR: Final = re.compile(r"\{%tr +for +row +in +([a-z][a-z_]*) +%\}")
_END: Final = re.compile(r"\{%tr +endfor +%\}")


@dataclass(kw_only=True, slots=True)
class Look:
    """A walk through one part in reading order, knowing in which table and row it stands."""

    offered: WordFields
    place: str
    filled: bool
    used: set[str] = field(default_factory=set)
    faults: list[Objection] = field(default_factory=list)
    listed: str = ""
    loop_table: Element | None = None
    count: int = 0

    def at(
        self, element: Element, table: Element | None = None, row: Element | None = None
    ) -> None:
        """Read *element* and what it holds."""
        if element.tag == f"{W}tbl":
            table, row = element, None
        elif element.tag == f"{W}tr":
            row = element
        elif element.tag == f"{W}p":
            self._paragraph(_own_text(element), table, row)
        for inner in element:
            self.at(inner, table, row)

    def ended(self) -> list[Objection]:
        """Return what was found, a list left open among it."""
        if self.listed:
            self._fault(f"{{%tr for row in {self.listed} %}}", "后面没有 {%tr endfor %}")
        return self.faults

    def _paragraph(self, text: str, table: Element | None, row: Element | None) -> None:
        for tag in _TAG.findall(text):
            self.count += 1
            if self.count > MOST_PLACEHOLDERS:
                self._fault(tag, "占位符太多")
                return
            self._tag(tag, table, row)
        half = _HALF.search(_TAG.sub("", text))
        if half:
            self._fault(text[max(0, half.start() - 10) :][:40], "括号没有配成对，或者跨了段落")

    def _tag(self, tag: str, table: Element | None, row: Element | None) -> None:
        if not self.filled:
            self._fault(tag, "这里不填内容，请移到正文或页眉页脚")
        elif value := _VALUE.fullmatch(tag):
            self._value(tag, value[1] or "", value[2])
        elif start := _FOR.fullmatch(tag):
            self._begin(tag, start[1], table, row)
        elif _END.fullmatch(tag):
            self._end(tag, table, row)
        else:
            self._fault(
                tag, "只能写 {{ 名称 }}，或在表格里写 {%tr for row in 列表 %} 和 {%tr endfor %}"
            )

    def _value(self, tag: str, of_row: str, name: str) -> None:
        columns = self.offered.columns(self.listed)
        if of_row or name == ROW:
            if not self.listed:
                self._fault(tag, "row 只能写在 {%tr for row in 列表 %} 和 {%tr endfor %} 之间")
            elif (name == ROW) != (not columns) or (of_row and name not in columns):
                self._fault(tag, "这个列表的一行里没有这一项")
        elif name in self.offered.lists:
            self._fault(tag, "这是列表，要用 {%tr for row in 列表 %} 一行一行写")
        elif name not in self.offered.texts:
            self._fault(tag, "这份文书没有这一项")
        else:
            self.used.add(name)

    def _begin(self, tag: str, name: str, table: Element | None, row: Element | None) -> None:
        if name not in self.offered.lists:
            self._fault(tag, "这份文书没有这个列表")
        elif self.listed:
            self._fault(tag, "列表里不能再套列表")
        elif self._alone(tag, row):
            self.listed, self.loop_table = name, table

    def _end(self, tag: str, table: Element | None, row: Element | None) -> None:
        if not self.listed or table is not self.loop_table:
            self._fault(tag, "前面没有同一张表里的 {%tr for row in 列表 %}")
        elif self._alone(tag, row):
            self.listed, self.loop_table = "", None

    def _alone(self, tag: str, row: Element | None) -> bool:
        """Tell whether the row holds the tag and nothing else: the row itself is not printed."""
        if row is None or _all_text(row).strip() != tag:
            self._fault(tag, "要在表格里单独占一行，那一行不会印出来")
            return False
        return True

    def _fault(self, tag: str, why: str) -> None:
        self.faults.append(
            Objection(
                text="%(place)s：%(tag)s：%(why)s",
                values={"place": self.place, "tag": tag[:60], "why": why},
                code="placeholder",
            )
        )


def _own_text(paragraph: Element) -> str:
    """Return what a paragraph says, a text box inside it left to its own paragraphs."""
    words: list[str] = []

    def read(element: Element) -> None:
        for inner in element:
            if inner.tag == f"{W}t":
                words.append(inner.text or "")
            elif inner.tag != f"{W}p":
                read(inner)

    read(paragraph)
    return "".join(words)


def _all_text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))
