"""Partner bodies of a county: the police, the court, civil affairs and whoever else is written to.

A county writes them down once, a line each, so that a letter goes to a body that exists and whose
kind says what it needs to know (T/ZSM 5.5.2.2, 5.6; 个人信息保护法 6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypedDict

PARTNER_KINDS: Final[Mapping[str, str]] = {
    "police": "公安",
    "court": "法院",
    "procuratorate": "检察院",
    "justice": "司法行政",
    "civil_affairs": "民政",
    "disabled": "残联",
    "women": "妇联",
    "health": "医院",
    "education": "教育",
    "labour": "人社",
    "insurance": "医保",
    "housing": "住建",
    "charity": "慈善",
    "other": "其他",
}
LONGEST_PARTNER: Final = 40
"""Characters of a body's name."""
_MOST: Final = 200


class Partner(TypedDict):
    """A body that is written to: its kind, a code of ``PARTNER_KINDS``, and its full name."""

    kind: str
    name: str


def partners_in(lines: Sequence[str]) -> list[Partner]:
    """Return what lines as people type them say: 种类 名称, apart by a blank or a comma.

    A line that says less keeps its blanks, so that ``fault_of_partners`` refuses it.
    """
    codes = {title: code for code, title in PARTNER_KINDS.items()}
    found: list[Partner] = []
    for line in lines:
        words = line.replace("，", " ").replace(",", " ").split()
        if words:
            kind, *name = words
            found.append({"kind": codes.get(kind, kind), "name": " ".join(name)})
    return found


def partners_as_typed(partners: Sequence[Partner], *, coded: bool = False) -> str:
    """Return the lines that say *partners*; *coded* for who does not read the kinds' titles."""
    return "\n".join(
        f"{one['kind'] if coded else PARTNER_KINDS[one['kind']]} {one['name']}" for one in partners
    )


def fault_of_partners(value: Any) -> str | None:
    """Return why *value* cannot be a county's list of partner bodies, None when it can."""
    if not isinstance(value, list) or len(value) > _MOST:
        return "外单位最多写 200 行"
    if not all(isinstance(one, dict) and set(one) == {"kind", "name"} for one in value):
        return "每行写种类和名称"
    if not all(one["kind"] in PARTNER_KINDS for one in value):
        return "有一行的种类不在列出的里面"
    names = [one["name"] for one in value]
    if not all(isinstance(name, str) and 2 <= len(name) <= LONGEST_PARTNER for name in names):
        return "单位名称 2 到 40 个字"
    return "同一家单位只写一行" if len(set(names)) < len(names) else None
