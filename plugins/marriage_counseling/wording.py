"""Keep out of a family's own rules what no rule may take from anybody.

The freedom to part, to call for help, to come and go; nobody agrees to be beaten
(民法典 1011, 1041; 反家庭暴力法 3, 13).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.api import Objection, Value, at_field, read_rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Barred:
    """Words a pact may not hold, and why."""

    code: str
    pattern: re.Pattern[str]
    text: str
    citation: str


BARRED = (
    Barred(
        code="freedom",
        pattern=re.compile(
            r"(?:不得|不准|不许|永不|绝不|保证不|不再)(?:提出?|要求|起诉|申请)?离婚"
            r"|(?:谁|先)(?:先)?提(?:出)?离婚.{0,12}|净身出户"
        ),
        text="第 %(row)s 条限制了离婚自由，或者写了离婚的代价，这样写没有效力。",
        citation="民法典第1041条",
    ),
    Barred(
        code="help_barred",
        pattern=re.compile(
            r"(?:不得|不准|不许|不能|不再|永不)\w{0,4}(?:报警|投诉|起诉|求助|找妇联|找村里|说出去|告诉娘家)"
        ),
        text="第 %(row)s 条不让人求助。谁都可以报警、投诉、求助，公约不能拦。",
        citation="反家庭暴力法第13条",
    ),
    Barred(
        code="violence_allowed",
        pattern=re.compile(
            r"(?:可以|允许|有权|任由|甘愿|愿意挨).{0,6}(?:打|动手|体罚)(?!扫|理|点|电话|招呼)"
        ),
        text="第 %(row)s 条写了允许动手的内容，任何人都不能同意被打。",
        citation="反家庭暴力法第3条",
    ),
    Barred(
        code="liberty",
        pattern=re.compile(
            r"不(?:准|得|许)(?:擅自|随意|单独|私自)?(?:出门|外出|离家|回娘家|见朋友)"
            r"|扣留?.{0,6}(?:身份证|证件|手机)"
        ),
        text="第 %(row)s 条限制了人身自由，这样的约定无效。",
        citation="民法典第1011条",
    ),
)


def lawful(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """Object to what a pact may not say; each line is named, nothing typed is lost."""
    return tuple(
        at_field("items", one.text, one.code, one.citation, row=str(number))
        for number, row in enumerate(read_rows(data.get("items")), 1)
        for one in BARRED
        if one.pattern.search(str(row.get("what") or ""))
    )
