"""What an identity-card reader types: one burst of fields, put back into name, sex, birth, address.

Readers pretend to be a keyboard and each writes its own line: labelled, divided by bars, tabs or
returns, or all in one piece. The citizen id is the anchor; its check digit, birth date and sex are
held against the rest (GB 11643). Whatever cannot be told is left out, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum.cn import ric

LONGEST: Final = 600
_NATIONS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 "
    "佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 "
    "锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 "
    "鄂伦春 赫哲 门巴 珞巴 基诺"
)
NATIONS: Final = frozenset(_NATIONS.split())
_LABELS: Final[Mapping[str, str]] = {
    "姓名": "name",
    "性别": "sex",
    "民族": "nation",
    "出生日期": "birth",
    "出生年月": "birth",
    "出生": "birth",
    "住址": "address",
    "地址": "address",
    "公民身份号码": "number",
    "公民身份证号": "number",
    "身份证号码": "number",
    "身份证号": "number",
    "证件号码": "number",
    "签发机关": "issuer",
    "发证机关": "issuer",
    "有效期限": "valid",
    "有效期": "valid",
}
_LABEL = re.compile(f"({'|'.join(sorted(_LABELS, key=len, reverse=True))})[ :]*")
_DIVIDER = re.compile(r"[|\t\r\n,;^#$]+|\s+")
_DAY = re.compile(r"(\d{4})[年./-]?(\d{1,2})[月./-]?(\d{1,2})日?")
_ONE_DAY = r"\d{4}[年./-]?\d{1,2}[月./-]?\d{1,2}日?"
_SPAN = re.compile(rf"{_ONE_DAY}[-至~](?:{_ONE_DAY}|长期)")
_NAME = re.compile(r"[\u4e00-\u9fff\U00020000-\U0003134f]+(?:[·•][\u4e00-\u9fff]+)*")
_PLACE = re.compile(r"[省市区县州旗盟乡镇村路街道巷号组社]")
_ONE_PIECE = re.compile(
    r"(?P<name>[\u4e00-\u9fff·•]{2,20}?)(?P<sex>男|女)"
    rf"(?P<nation>{'|'.join(sorted(NATIONS, key=len, reverse=True))})?族?"
    rf"(?P<birth>{_ONE_DAY})?(?P<address>[^\d].*)?"
)
_SEXES: Final[Mapping[str, str]] = {"男": "M", "女": "F", "男性": "M", "女性": "F"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """What was read; empty where it was not there. ``faults``: ``unread`` (no number), ``check``
    (its check digit or date), ``birth`` and ``sex`` (the card says otherwise than its number)."""

    name: str = ""
    sex: str = ""
    birth_date: date | None = None
    nation: str = ""
    address: str = ""
    id_no: str = ""
    faults: tuple[str, ...] = ()


def looks_like_card(text: str) -> bool:
    """Tell whether text typed somewhere is a reader's burst: a whole number and words beside it."""
    plain = _plain(text)
    number, rest = _number(plain)
    return len(number) == 18 and bool(_NAME.search(rest))


def read_card(text: str) -> Card:
    """Read one burst; never raises, whatever was typed."""
    number, rest = _number(_plain(text))
    told = _labelled(rest) or _divided(rest)
    faults = []
    born, sex = _of_number(number)
    if not number:
        faults.append("unread")
    elif born is None or (len(number) == 18 and not _checks(number)):
        faults.append("check")
    said = _day(told.get("birth", ""))
    if born and said and born != said:
        faults.append("birth")
    said_sex = _SEXES.get(told.get("sex", ""), "")
    if sex and said_sex and sex != said_sex:
        faults.append("sex")
    return Card(
        name=told.get("name", "")[:40],
        sex=said_sex or sex,
        birth_date=said or born,
        nation=told.get("nation", "").removesuffix("族"),
        address=told.get("address", "")[:120],
        id_no=number,
        faults=tuple(faults),
    )


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).replace("\x00", "").strip()
    return re.sub(r"姓[ \u3000]+名", "姓名", re.sub(r"性[ \u3000]+别", "性别", plain))


def _number(text: str) -> tuple[str, str]:
    """Return the citizen id and the text without it. A house number may stand right before it, so
    of a longer run of digits the end that checks is taken."""
    bare = _SPAN.sub(lambda found: " " * len(found.group()), text)
    runs = list(re.finditer(r"\d{15,}[Xx]?", bare))
    for run in runs:
        value = run.group().upper()
        for begin in range(len(value) - 18, -1, -1):
            piece = value[begin : begin + 18]
            if _checks(piece) and _of_number(piece)[0]:
                return piece, _without(text, run.start() + begin, 18)
    for run in runs:
        value = run.group().upper()
        if len(value) in (15, 18):
            return value, _without(text, run.start(), len(value))
    return "", text


def _without(text: str, begin: int, length: int) -> str:
    return f"{text[:begin]}|{text[begin + length :]}"


def _checks(number: str) -> bool:
    fits = re.fullmatch(r"[1-9]\d{16}[\dX]", number, re.ASCII)
    return bool(fits) and bool(ric.calc_check_digit(number) == number[-1])


def _of_number(number: str) -> tuple[date | None, str]:
    """Return birth date and sex as the number tells them."""
    if len(number) == 18:
        born, odd = number[6:14], number[16]
    elif len(number) == 15:
        born, odd = f"19{number[6:12]}", number[14]
    else:
        return None, ""
    return _day(born), "M" if int(odd) % 2 else "F"


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else None
    except ValueError:
        return None


def _labelled(text: str) -> dict[str, str]:
    """Read what stands behind labels; each counts once, for a street may be called 民族大道."""
    found: dict[str, str] = {}
    marks: list[tuple[str, int, int]] = []
    for mark in _LABEL.finditer(text):
        name = _LABELS[mark.group(1)]
        if name not in {one for one, _begin, _end in marks}:
            marks.append((name, mark.start(), mark.end()))
    if len(marks) < 2:
        return {}
    ends = [begin for _name, begin, _end in marks[1:]] + [len(text)]
    for (name, _begin, behind), until in zip(marks, ends, strict=True):
        value = text[behind:until].strip(" \t\r\n|,;:^#$")
        found[name] = re.sub(r"[|\t\r\n]+", "", value)
    return found


def _divided(text: str) -> dict[str, str]:
    """Read fields by what they look like, in whatever order and with whatever between them."""
    whole = _ONE_PIECE.match(text)
    parts = [part for part in _DIVIDER.split(text) if part]
    if whole and (len(parts) < 3 or len(parts[0]) > 6):
        found = {name: value for name, value in whole.groupdict().items() if value}
        if "address" in found:
            found["address"] = _DIVIDER.split(found["address"])[0]
        return found
    return _sorted_out(parts)


def _sorted_out(parts: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for place, part in enumerate(parts):
        if _SPAN.fullmatch(part) or part == "长期" or part.endswith(("公安局", "分局")):
            continue
        if part in _SEXES and "sex" not in found:
            found["sex"] = part
        elif part.removesuffix("族") in NATIONS and "nation" not in found and place > 0:
            found["nation"] = part
        elif _DAY.fullmatch(part):
            found.setdefault("birth", part)
        elif _PLACE.search(part) and (
            len(part) >= 5 or ("name" in found and part[-1] in "省市区县州")
        ):
            found["address"] = found.get("address", "") + part
        elif "address" in found and not part.isascii():
            found["address"] += part
        elif "name" not in found and _NAME.fullmatch(part) and 2 <= len(part) <= 20:
            found["name"] = part
    return found
