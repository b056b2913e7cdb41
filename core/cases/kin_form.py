"""The question what two people of a case are to each other, with the codes of GB/T 4761."""

from __future__ import annotations

from collections.abc import Mapping

from core.families.kinship import KIN
from core.words import Field, Form, Kind, Objection, Option, Sensitivity, Value

# what a window meets daily stands first; the rest in the order of the standard
COMMON = ("11", "12", "X12", "X13", "20", "30", "51", "52", "53", "54", "55", "56", "28", "38")


def _check(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    found = []
    if data.get("who") == data.get("of"):
        found.append(_at("of", "请选另一个人"))
    since, until = data.get("since"), data.get("until")
    if since and until and str(until) < str(since):
        found.append(_at("until", "到哪天不能早于从哪天起"))
    return tuple(found)


def _at(name: str, text: str) -> Objection:
    return Objection(text=text, citation="GB/T 4761", code="kin", field_name=name)


KIN_FORM = Form(
    key="kin",
    title="家里的关系",
    version=1,
    check=_check,
    fields=(
        Field(
            name="who",
            label="这一位",
            kind=Kind.PARTY,
            required=True,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="判断是否家事纠纷（T/ZSM 3.1）",
        ),
        Field(
            name="code",
            label="是他（她）的什么人",
            kind=Kind.CHOICE,
            options=tuple(
                Option(value=code, label=KIN[code].title)
                for code in (*COMMON, *(one for one in KIN if one not in COMMON))
            ),
            required=True,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="法定代理、回避和继承都看亲属关系（民法典第1045条）",
        ),
        Field(
            name="of",
            label="另一位",
            kind=Kind.PARTY,
            required=True,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="关系有方向，反过来由系统写",
        ),
        Field(
            name="together",
            label="住在一起",
            kind=Kind.YES_NO,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="共同生活的亲属也是家庭成员（民法典第1045条）",
        ),
        Field(
            name="since",
            label="从哪天起",
            kind=Kind.DATE,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="结婚、收养、同居的日子",
        ),
        Field(
            name="until",
            label="到哪天为止",
            kind=Kind.DATE,
            sensitivity=Sensitivity.SENSITIVE,
            purpose="离婚、分手以后关系已经结束，记录还在",
        ),
    ),
)
