"""What one person is to another: the codes of GB/T 4761-2008 and ours, and each read backwards.

A relation is stated once, in one direction; the other direction follows from the table and the sex
of whom it is about (A is B's 长子, so B is A's 父亲 or 母亲). The standard knows neither a former
husband nor somebody courted, whom 妇女权益保障法 29 and 反家庭暴力法 37 protect from: those codes
are ours and begin with X (T/ZSM 3.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Kin:
    """One code: A is ``title`` of B. ``back`` names what B is to A, by the sex of B."""

    code: str
    title: str
    back: str


# what somebody is called by sex: a woman, a man, not known
BY_SEX: Final[Mapping[str, tuple[str, str, str]]] = {
    "spouse": ("12", "11", "10"),
    "child": ("30", "20", "X20"),
    "step_child": ("37", "27", "X27"),
    "son_in_law": ("28", "28", "28"),
    "daughter_in_law": ("38", "38", "38"),
    "parent": ("52", "51", "50"),
    "step_parent": ("58", "57", "59"),
    "husbands_parent": ("54", "53", "X53"),
    "wifes_parent": ("56", "55", "X55"),
    "grandchild": ("40", "40", "40"),
    "sons_child": ("42", "41", "40"),
    "daughters_child": ("44", "43", "40"),
    "grandchild_in_law": ("45", "46", "49"),
    "great_grandchild": ("48", "47", "49"),
    "grandparent": ("60", "60", "60"),
    "fathers_parent": ("62", "61", "60"),
    "mothers_parent": ("64", "63", "60"),
    "spouses_grandparent": ("65", "65", "65"),
    "great_grandparent": ("67", "66", "69"),
    "spouses_great_grandparent": ("68", "68", "68"),
    "sibling": ("70", "70", "70"),
    "elder_sibling": ("75", "71", "70"),
    "younger_sibling": ("77", "73", "70"),
    "brothers_wife": ("X74", "X74", "X74"),
    "sisters_husband": ("X78", "X78", "X78"),
    "husbands_sibling": ("X72", "X72", "X72"),
    "wifes_sibling": ("X76", "X76", "X76"),
    "brothers_child": ("94", "93", "X93"),
    "sisters_child": ("96", "95", "X95"),
    "fathers_side": ("X81", "X81", "X81"),
    "mothers_side": ("X85", "X85", "X85"),
    "fathers_cousin": ("91", "91", "91"),
    "mothers_cousin": ("92", "92", "92"),
    "other": ("97", "97", "97"),
    "servant": ("98", "98", "98"),
    "employer": ("X98", "X98", "X98"),
    "stranger": ("99", "99", "99"),
    "former_spouse": ("X13", "X12", "X11"),
    "cohabitant": ("X21", "X21", "X21"),
    "courted": ("X31", "X31", "X31"),
    "formerly_courted": ("X32", "X32", "X32"),
    "in_law": ("X41", "X41", "X41"),
    "guardian": ("X51", "X51", "X51"),
    "ward": ("X52", "X52", "X52"),
}

_ROWS: Final = (
    ("10", "配偶", "spouse"),
    ("11", "丈夫", "spouse"),
    ("12", "妻子", "spouse"),
    ("20", "儿子", "parent"),
    ("21", "独生子", "parent"),
    ("22", "长子", "parent"),
    ("23", "次子", "parent"),
    ("24", "三子", "parent"),
    ("25", "四子", "parent"),
    ("26", "五子", "parent"),
    ("27", "养子或继子", "step_parent"),
    ("28", "女婿", "wifes_parent"),
    ("29", "其他儿子", "parent"),
    ("30", "女儿", "parent"),
    ("31", "独生女", "parent"),
    ("32", "长女", "parent"),
    ("33", "次女", "parent"),
    ("34", "三女", "parent"),
    ("35", "四女", "parent"),
    ("36", "五女", "parent"),
    ("37", "养女或继女", "step_parent"),
    ("38", "儿媳", "husbands_parent"),
    ("39", "其他女儿", "parent"),
    ("40", "孙辈", "grandparent"),
    ("41", "孙子", "fathers_parent"),
    ("42", "孙女", "fathers_parent"),
    ("43", "外孙子", "mothers_parent"),
    ("44", "外孙女", "mothers_parent"),
    ("45", "孙媳妇或外孙媳妇", "spouses_grandparent"),
    ("46", "孙女婿或外孙女婿", "spouses_grandparent"),
    ("47", "曾孙子或外曾孙子", "great_grandparent"),
    ("48", "曾孙女或外曾孙女", "great_grandparent"),
    ("49", "其他孙辈", "grandparent"),
    ("50", "父母", "child"),
    ("51", "父亲", "child"),
    ("52", "母亲", "child"),
    ("53", "公公", "daughter_in_law"),
    ("54", "婆婆", "daughter_in_law"),
    ("55", "岳父", "son_in_law"),
    ("56", "岳母", "son_in_law"),
    ("57", "继父或养父", "step_child"),
    ("58", "继母或养母", "step_child"),
    ("59", "其他父母", "step_child"),
    ("60", "祖父母或外祖父母", "grandchild"),
    ("61", "祖父", "sons_child"),
    ("62", "祖母", "sons_child"),
    ("63", "外祖父", "daughters_child"),
    ("64", "外祖母", "daughters_child"),
    ("65", "配偶的祖辈", "grandchild_in_law"),
    ("66", "曾祖父", "great_grandchild"),
    ("67", "曾祖母", "great_grandchild"),
    ("68", "配偶的曾祖辈", "other"),
    ("69", "其他祖辈", "great_grandchild"),
    ("70", "兄弟姐妹", "sibling"),
    ("71", "哥哥", "younger_sibling"),
    ("72", "嫂子", "husbands_sibling"),
    ("73", "弟弟", "elder_sibling"),
    ("74", "弟媳", "husbands_sibling"),
    ("75", "姐姐", "younger_sibling"),
    ("76", "姐夫", "wifes_sibling"),
    ("77", "妹妹", "elder_sibling"),
    ("78", "妹夫", "wifes_sibling"),
    ("79", "其他兄弟姐妹", "sibling"),
    ("80", "其他长辈、晚辈", "other"),
    ("81", "伯父", "brothers_child"),
    ("82", "伯母", "brothers_child"),
    ("83", "叔父", "brothers_child"),
    ("84", "婶母", "brothers_child"),
    ("85", "舅父", "sisters_child"),
    ("86", "舅母", "sisters_child"),
    ("87", "姨父", "sisters_child"),
    ("88", "姨母", "sisters_child"),
    ("89", "姑父", "brothers_child"),
    ("90", "姑母", "brothers_child"),
    ("91", "堂兄弟姐妹", "fathers_cousin"),
    ("92", "表兄弟姐妹", "mothers_cousin"),
    ("93", "侄子", "fathers_side"),
    ("94", "侄女", "fathers_side"),
    ("95", "外甥", "mothers_side"),
    ("96", "外甥女", "mothers_side"),
    ("97", "其他亲属", "other"),
    ("98", "保姆", "employer"),
    ("99", "非亲属", "stranger"),
    ("X11", "前配偶", "former_spouse"),
    ("X12", "前夫", "former_spouse"),
    ("X13", "前妻", "former_spouse"),
    ("X20", "子女", "parent"),
    ("X21", "同居者", "cohabitant"),
    ("X27", "养子女或继子女", "step_parent"),
    ("X31", "恋爱对象", "courted"),
    ("X32", "前恋爱对象", "formerly_courted"),
    ("X41", "姻亲", "in_law"),
    ("X51", "监护人", "ward"),
    ("X52", "被监护人", "guardian"),
    ("X53", "公婆", "daughter_in_law"),
    ("X55", "岳父母", "son_in_law"),
    ("X72", "丈夫的兄弟姐妹", "brothers_wife"),
    ("X74", "兄弟的妻子", "husbands_sibling"),
    ("X76", "妻子的兄弟姐妹", "sisters_husband"),
    ("X78", "姐妹的丈夫", "wifes_sibling"),
    ("X81", "伯、叔、姑一辈", "brothers_child"),
    ("X85", "舅、姨一辈", "sisters_child"),
    ("X93", "侄子女", "fathers_side"),
    ("X95", "外甥子女", "mothers_side"),
    ("X98", "雇主", "servant"),
)
KIN: Final[Mapping[str, Kin]] = {
    code: Kin(code=code, title=title, back=back) for code, title, back in _ROWS
}
NOT_FAMILY: Final = frozenset({"98", "99", "X98"})
"""Relations that make nobody a member of the family."""

FROM_INTAKE: Final[Mapping[str, str]] = {
    "spouse": "spouse",
    "ex_spouse": "former_spouse",
    "parent": "parent",
    "child": "child",
    "sibling": "sibling",
    "grandparent": "grandparent",
    "grandchild": "grandchild",
    "in_law": "in_law",
    "cohabitant": "cohabitant",
    "dating": "courted",
    "ex_dating": "formerly_courted",
}
"""The relations the window asks for, as what the party is to the applicant."""


def called(group: str, sex: str) -> str:
    """Return the code of *group* for a person of that sex; raises KeyError for no such group."""
    woman, man, unknown = BY_SEX[group]
    return {"F": woman, "M": man}.get(sex, unknown)


def backwards(code: str, sex: str) -> str:
    """Return what B, of *sex*, is to A when A is *code* of B; raises KeyError for no such code."""
    return called(KIN[code].back, sex)


def of_intake(relation: str, sex: str) -> str | None:
    """Return the code of a party that stands in *relation* to the applicant, None for none."""
    group = FROM_INTAKE.get(relation)
    return called(group, sex) if group else None
