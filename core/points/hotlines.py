"""Telephone numbers of a county that stand on what people take home, beside the public ones.

The police station and the rescue station have numbers of their own in every county: written down
once, a line each, they are the same on every sheet (救助管理; T/ZSM 5.4).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final, TypedDict

LONGEST_TITLE: Final = 20
_NUMBER: Final = re.compile(r"[0-9](?:[0-9-]{1,18}[0-9])")
_MOST: Final = 12


class CountyLine(TypedDict):
    """Who answers, and the number."""

    title: str
    number: str


def lines_in(typed: Sequence[str]) -> list[CountyLine]:
    """Return what lines as people type them say: 名称 号码, apart by a blank or a comma.

    A line that says less keeps its blanks, so that ``fault_of_lines`` refuses it.
    """
    found: list[CountyLine] = []
    for line in typed:
        words = line.replace("，", " ").replace(",", " ").split()
        if words:
            *title, number = (*words, "") if len(words) < 2 else words
            found.append({"title": " ".join(title), "number": number})
    return found


def lines_as_typed(lines: Sequence[CountyLine]) -> str:
    """Return the lines that say *lines*."""
    return "\n".join(f"{one['title']} {one['number']}" for one in lines)


def fault_of_lines(value: Any) -> str | None:
    """Return why *value* cannot be a county's list of numbers, None when it can."""
    if not isinstance(value, list) or len(value) > _MOST:
        return "常用电话最多写 12 行"
    if not all(isinstance(one, dict) and set(one) == {"title", "number"} for one in value):
        return "每行写名称和号码"
    titles, numbers = ([one[part] for one in value] for part in ("title", "number"))
    if not all(isinstance(one, str) and 2 <= len(one) <= LONGEST_TITLE for one in titles):
        return "电话名称 2 到 20 个字"
    if not all(isinstance(one, str) and _NUMBER.fullmatch(one) for one in numbers):
        return "号码只写数字，可以用短横线隔开"
    return None
