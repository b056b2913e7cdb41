"""What 婚姻辅导 declares to count, in the order of a work table (MZ/T 084—2017 annex B; 5.4.1)."""

from collections.abc import Iterator, Mapping

from core.api import Indicator, Option
from plugins.marriage_counseling.forms_after import CHANGES
from plugins.marriage_counseling.forms_opening import KINDS, REFERRERS

NAME = "marriage_counseling"
TALKS = {
    "before": "婚前辅导次数",
    "newlywed": "新婚辅导次数",
    "marriage": "婚姻关系辅导次数",
    "family": "家庭关系辅导次数",
    "divorce": "离婚调适次数",
    "cooling": "冷静期危机干预次数",
}
WAYS = {
    "alone": "一对一的次数",
    "joint": "夫妻共同的次数",
    "apart": "分别谈的次数",
    "online": "线上的次数",
    "phone": "电话的次数",
}
MATTERS = {
    "talk": "因为沟通",
    "money": "因为经济",
    "in_laws": "因为婆媳、翁婿",
    "children": "因为育儿",
    "feelings": "因为情感",
    "affair": "因为外遇",
    "temper": "因为性格",
    "drinking": "因为酗酒、赌博",
    "housework": "因为家务",
    "distance": "因为两地分居",
    "other": "因为其他",
}


def _one(code: str, title: str, formula: str, unit: str, version: int = 1) -> Indicator:
    return Indicator(
        code=f"{NAME}.{code}", title=title, formula=formula, unit=unit, version=version
    )


def _few(code: str, title: str, formula: str, unit: str, *, split: str = "") -> Indicator:
    """What would tell of a couple in a small county: kept back while it stands for few."""
    return Indicator(
        code=f"{NAME}.{code}",
        title=title,
        formula=formula,
        unit=unit,
        small_hidden=True,
        split=f"{NAME}.{split}" if split else "",
    )


def _parts(prefix: str, titles: Mapping[str, str], formula: str, unit: str) -> Iterator[Indicator]:
    return (_one(f"{prefix}_{code}", title, formula, unit) for code, title in titles.items())


def _sealed(prefix: str, titles: Mapping[str, str], formula: str) -> Iterator[Indicator]:
    for code, title in titles.items():
        yield _few(f"{prefix}_{code}", title, formula, "次", split=prefix)


def _titles(choices: tuple[Option, ...]) -> dict[str, str]:
    return {one.value: one.label for one in choices}


INDICATORS = (
    _one("booked", "婚姻辅导登记", "当期登记的婚姻辅导", "对"),
    *_parts("kind", _titles(KINDS), "当期登记的这一类辅导", "对"),
    _one("early", "婚前、新婚辅导占比", "当期登记的婚前、新婚辅导 ÷ 当期登记的婚姻辅导", "%"),
    *_parts("from", _titles(REFERRERS), "当期登记的、由这里转来的", "对"),
    _one("sessions", "辅导次数", "当期的单独辅导和共同辅导记录", "次", 2),
    *_parts("talks", TALKS, "当期这一类的辅导记录，一年以前登记的没有分类，不计", "次"),
    *_parts("mode", WAYS, "当期用这种方式的辅导记录", "次"),
    _one("per_couple", "平均辅导次数", "当期的辅导次数 ÷ 当期有辅导记录的对数", "次"),
    _one("load", "人均辅导", "当期的辅导次数 ÷ 做辅导的人数", "次"),
    _few(
        "reconciled",
        "和好占比",
        "结果为表示和好的 ÷ 当期结案的离婚调适和冷静期辅导",
        "%",
        split="kept",  # told beside their sum, one would give the other away
    ),
    _few(
        "deferred",
        "暂缓占比",
        "结果为暂缓离婚的 ÷ 当期结案的离婚调适和冷静期辅导",
        "%",
        split="kept",
    ),
    _few(
        "kept",
        "和好、暂缓占比",
        "结果为表示和好或暂缓离婚的 ÷ 当期结案的离婚调适和冷静期辅导",
        "%",
    ),
    _few(
        "parted",
        "选择离婚占比",
        "结果为选择离婚的 ÷ 当期结案的离婚调适和冷静期辅导",
        "%",
    ),
    _few(
        "withdrawn",
        "冷静期撤回",
        "当期登记的撤回申请 ÷ 当期登记的撤回申请和期满仍要离婚（只有合计）",
        "%",
    ),
    _one("declined", "不愿参加", "当期以不愿参加结案的", "对"),
    _one("satisfied", "满意率", "结案时满意的 ÷ 结案时问到满意度的", "%"),
    _one("content", "基本满意以上", "结案时满意、基本满意的 ÷ 结案时问到满意度的", "%"),
    *_sealed("change", _titles(CHANGES), "当期评估里和刚来时比是这样的（只有合计）"),
    *_sealed("conflict", MATTERS, "当期初评里提到的，一个人可以有几样（只有合计）"),
)
