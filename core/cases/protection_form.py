"""保护令、告诫书登记: what was asked of a court or the police, and what they decided.

Numbers, contents and who asked are for her own side (法发〔2022〕10号 四): the record is about the
one protected.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from core.cases.forms import options_of
from core.words import Condition, Field, Form, Kind, Objection, Sensitivity, Value, read_date

R = Sensitivity.RESTRICTED
ORDER, WARNING, PUNISHMENT = "order", "warning", "punishment"
ASKED, ACCEPTED, MADE, SERVED, REFUSED, BREACHED, ENDED = (
    "asked", "accepted", "made", "served", "refused", "breached", "ended",
)  # fmt: skip
HEARD_OF: Final = (ASKED, MADE, REFUSED)
"""What a service may tell of an order; the rest is said on core's own form alone."""
KINDS: Final[Mapping[str, str]] = {
    ORDER: "人身安全保护令",
    WARNING: "告诫书",
    PUNISHMENT: "治安管理处罚",
}
PENALTIES: Final[Mapping[str, str]] = {
    "caution": "警告",
    "fine": "罚款",
    "detention": "行政拘留",
    "other": "其他",
}
"""What the police imposed on him; it binds nobody and starts no clock (反家庭暴力法 33)."""
STAGES: Final[Mapping[str, str]] = {
    ASKED: "已经申请、请求",
    ACCEPTED: "法院、公安受理了",
    MADE: "已经作出、出具",
    SERVED: "保护令送达了",
    REFUSED: "驳回、没有出具",
    BREACHED: "对方违反了",
    ENDED: "撤销了",
}
LAPSED: Final = "lapsed"
SHOWN: Final[Mapping[str, str]] = {**STAGES, LAPSED: "到期了"}
"""The steps and what time alone brings, as a page calls them."""
MEASURES: Final[Mapping[str, str]] = {
    "no_violence": "禁止实施家庭暴力",
    "no_contact": "禁止骚扰、跟踪、接触",
    "move_out": "责令迁出住所",
    "no_calls": "禁止用电话、短信、网络侮辱、威胁",
    "distance": "住所、学校、单位一定范围内不得出现",
    "other": "其他",
}
ASKED_BY: Final[Mapping[str, str]] = {
    "self": "本人",
    "kin": "近亲属",
    "police": "公安机关",
    "women": "妇联",
    "village": "居（村）民委员会",
    "shelter": "救助管理机构",
    "civil": "民政部门",
    "disabled": "残疾人联合会",
    "elderly": "老年人组织",
}
BY_HER_WISH: Final = frozenset({"civil", "disabled", "elderly"})
"""Who may ask for an elderly, disabled or ill person only as she wishes (法释〔2022〕17号 2)."""
IS_ORDER: Final[Condition] = {"field": "kind", "is": ORDER}
IS_MADE: Final[Condition] = {"field": "stage", "is": MADE}
IS_ASKED: Final[Condition] = {"field": "stage", "is": ASKED}
IS_ACCEPTED: Final[Condition] = {"field": "stage", "is": ACCEPTED}


def whole(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    """An order has a last day within six months; others ask for her only as she wishes."""
    found = []
    on, until = read_date(data.get("on")), read_date(data.get("until"))
    if on is not None and until is not None and until < on:
        found.append(_at("until", "到期日在作出日以前，请核对"))
    if data.get("asked_by") in BY_HER_WISH and data.get("wish") is not True:
        found.append(_at("wish", "要按本人的意愿代她申请", "法释〔2022〕17号第2条"))
    if data.get("protects") and data.get("protects") == data.get("against"):
        found.append(_at("against", "保护谁和对谁，不能是同一个人"))
    served = read_date(data.get("order_served_on"))
    if on is not None and served is not None and served < on:
        found.append(_at("order_served_on", "送达日在作出日以前，请核对"))
    if (data.get("kind"), data.get("stage")) == (WARNING, SERVED):
        found.append(_at("stage", "告诫书哪天送达，写在“已经作出、出具”这一步"))
    if data.get("kind") == PUNISHMENT and data.get("stage") not in (MADE, ENDED):
        found.append(_at("stage", "治安管理处罚只登记已经作出的和撤销的"))
    return tuple(found)


def _at(name: str, text: str, citation: str = "") -> Objection:
    return Objection(text=text, citation=citation, code=name, field_name=name)


def _field(name: str, label: str, kind: Kind, purpose: str, **more: Any) -> Field:
    return Field(name=name, label=label, kind=kind, purpose=purpose, sensitivity=R, **more)


PROTECTION = Form(
    key="protection",
    title="保护令、告诫书登记",
    about="protects",
    version=2,
    check=whole,
    intro="法院、公安每有一步就登记一次；公安给了治安管理处罚的，也登记在这里。文号、内容和谁申请的，只给她这一边办件的人看。",
    fields=(
        _field(
            "kind", "哪一种", Kind.CHOICE, "规则：保护令在身，不得安排见面",
            options=options_of(KINDS), required=True,
        ),
        _field("protects", "保护谁", Kind.PARTY, "规则：只给她这一边看", required=True),
        _field("against", "对谁", Kind.PARTY, "规则：不让他知道她在哪", required=True),
        _field(
            "stage", "到哪一步", Kind.CHOICE, "规则：从这一步起算期限",
            options=options_of(STAGES), required=True,
        ),
        _field(
            "on", "哪一天", Kind.DATE, "规则：期限从这天起算", required=True,
            shown_when={"not": IS_ACCEPTED},
        ),
        _field(
            "accepted_at", "什么时候受理的", Kind.DATETIME, "规则：按小时的期限从受理起算",
            required=True, shown_when=IS_ACCEPTED, law="反家庭暴力法第28条",
        ),
        _field(
            "urgent", "情况紧急吗", Kind.YES_NO, "规则：紧急的二十四小时内裁定",
            shown_when={"all": [IS_ORDER, {"any": [IS_ASKED, IS_ACCEPTED]}]},
            law="反家庭暴力法第28条",
        ),
        _field(
            "asked_by", "谁申请的", Kind.CHOICE, "法律：谁可以代她申请",
            options=options_of(ASKED_BY), shown_when=IS_ASKED,
            law="反家庭暴力法第23条",
        ),
        _field(
            "wish", "问过本人，按她的意愿", Kind.YES_NO, "法律：代为申请要按她的意愿",
            shown_when=IS_ASKED, law="法释〔2022〕17号第2条",
        ),
        _field(
            "until", "到哪一天为止", Kind.DATE, "规则：到期以前问她要不要延长；最长六个月",
            required=True, shown_when={"all": [IS_ORDER, IS_MADE]}, law="反家庭暴力法第30条",
        ),
        _field(
            "measures", "写了哪些", Kind.CHOICES, "规则：协助执行要知道禁止什么",
            options=options_of(MEASURES), shown_when={"all": [IS_ORDER, IS_MADE]},
            law="反家庭暴力法第29条",
        ),
        _field(
            "penalty", "给了什么处罚", Kind.CHOICE, "统计：告诫衔接率",
            options=options_of(PENALTIES), required=True,
            shown_when={"all": [{"field": "kind", "is": PUNISHMENT}, IS_MADE]},
            law="反家庭暴力法第33条",
        ),
        _field(
            "served_on", "告诫书哪天送达", Kind.DATE, "规则：送达七日内首次查访",
            required=True,
            shown_when={"all": [{"field": "kind", "is": WARNING}, IS_MADE]},
            law="公通字〔2024〕34号第十二条",
        ),
        _field(
            "order_served_on", "保护令哪天送达", Kind.DATE, "规则：没有送达的，二十四小时内问法院",
            shown_when={"all": [IS_ORDER, IS_MADE]}, law="反家庭暴力法第32条",
            help="还没有送达的空着，送达以后再登记一步",
        ),
        _field("body", "哪个法院、派出所", Kind.TEXT, "移交：协助执行找谁", max_length=60),
        _field("doc_no", "文号", Kind.TEXT, "文书：申请延长、报告违反要写", max_length=60),
        _field("note", "备注", Kind.LONG_TEXT, "移交：接着办的人要知道", max_length=500),
    ),
)  # fmt: skip
