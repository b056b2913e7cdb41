"""缺口单: what a case should have by its class and articles, and does not have yet.

Pure. A line is met by what the case holds (a visit planned, a report on record), or by what
somebody wrote was done; where the law leaves it to her, also by her no (妇联规程 6, 9 to 11, 13).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from core.cases.danger.classes import GRAVE, LETHAL, LIGHT, ORDER
from core.cases.forms import options_of
from core.words import Field, Form, Kind, Objection, Sensitivity, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """One line: from which class on, by which article, and whether her no settles it. ``where``
    names the page that does it; without one it is written down here."""

    title: str
    law: str
    since: str
    until: str = LETHAL
    hers: bool = False
    where: str = ""


DEMANDS: Final[Mapping[str, Demand]] = {
    "scale": Demand(
        title="危险评估", law="全国妇联受理家庭暴力投诉工作规程第6条", since=LIGHT, where="scale"
    ),
    "told_police": Demand(
        title="告诉她可以报警、申请告诫书",
        law="全国妇联受理家庭暴力投诉工作规程第9条、反家庭暴力法第16条",
        since=LIGHT,
    ),
    "safe_contact": Demand(
        title="怎么联系才安全",
        law="全国妇联受理家庭暴力投诉工作规程第13条",
        since=LIGHT,
        where="contact",
    ),
    "visit": Demand(
        title="排好回访", law="全国妇联受理家庭暴力投诉工作规程第13条", since=LIGHT, where="visit"
    ),
    "police": Demand(
        title="支持她报警",
        law="全国妇联受理家庭暴力投诉工作规程第10条",
        since=GRAVE,
        until=GRAVE,
        hers=True,
    ),
    "appraisal": Demand(title="伤情鉴定", law="反家庭暴力法第15条", since=GRAVE, hers=True),
    "order": Demand(title="人身安全保护令", law="反家庭暴力法第23条", since=GRAVE, hers=True),
    "legal_help": Demand(title="法律援助", law="反家庭暴力法第19条", since=GRAVE, hers=True),
    "shelter": Demand(title="庇护", law="反家庭暴力法第18条", since=GRAVE, hers=True),
    "police_report": Demand(
        title="报告公安机关", law="全国妇联受理家庭暴力投诉工作规程第11条", since=LETHAL
    ),
    "upper": Demand(
        title="报告上一级妇联", law="全国妇联受理家庭暴力投诉工作规程第11条", since=LETHAL
    ),
    "owner": Demand(
        title="专人负责", law="全国妇联受理家庭暴力投诉工作规程第11条", since=LETHAL, where="owner"
    ),
    "plan": Demand(
        title="一人一案处置方案", law="全国妇联受理家庭暴力投诉工作规程第11条", since=LETHAL
    ),
    "urgent": Demand(title="紧急上报", law="T/ZSM 5.5.1.2", since=LETHAL, where="urgent"),
    "breach": Demand(
        title="把违反的情况报告法院、公安",
        law="反家庭暴力法第34条、治安管理处罚法第73条",
        since=LIGHT,
    ),
}
SHELTER: Final = "shelter"
POLICE_LINES: Final = frozenset({"police", "police_report"})
BY_HAND: Final = {name: one.title for name, one in DEMANDS.items() if not one.where}
HOW: Final[Mapping[str, str]] = {
    "done": "已经做了",
    "declined": "她本人不要",
    "needless": "用不上",
}
DUTY, OTHERS, BREACH = "duty", "duty_others", "breach"


def _check(data: Mapping[str, Value]) -> tuple[Objection, ...]:
    demand = DEMANDS.get(str(data.get("line") or ""))
    if demand is None or demand.hers or data.get("how") == "done":
        return ()
    return (
        Objection(
            text="这一项是法定要做的，只能登记“已经做了”",
            citation=demand.law,
            code="not_hers",
            field_name="how",
        ),
    )


DANGER_MEASURE = Form(
    key="danger_measure",
    title="安全措施登记",
    check=_check,
    fields=(
        Field(
            name="line",
            label="哪一项",
            kind=Kind.CHOICE,
            options=options_of(BY_HAND),
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="按类别该有的措施（妇联规程第9–11条）",
        ),
        Field(
            name="how",
            label="怎么样了",
            kind=Kind.CHOICE,
            options=options_of(HOW),
            required=True,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="做了没有；由她决定的，她不要也写下来",
        ),
        Field(name="on", label="哪一天", kind=Kind.DATE, required=True, purpose="时间可查"),
        Field(
            name="note",
            label="谁办的、编号、经过",
            kind=Kind.LONG_TEXT,
            required=True,
            min_length=2,
            max_length=500,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="可核对的凭据",
        ),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """A line of the sheet as it stands."""

    name: str
    title: str
    law: str
    met: bool
    how: str = ""
    where: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What the case holds already; ``written`` is the newest word on each line written by hand."""

    scaled: bool = False
    reported: bool = False
    report_due: bool = False
    others_owed: bool = False
    safe_contact: bool = False
    visits: bool = False
    owner: bool = False
    urgent: bool = False
    order: bool = False
    breached: bool = False
    written: Mapping[str, str] = field(default_factory=dict)


def gaps_of(found: str, held: Standing) -> tuple[Gap, ...]:
    """Return the lines of a class, the missing ones first; without a class the scale alone."""
    at = max(ORDER.index(found), ORDER.index(LIGHT))
    by_case = {
        "scale": held.scaled,
        "safe_contact": held.safe_contact,
        "visit": held.visits,
        "police": held.reported,
        "police_report": held.reported,
        "owner": held.owner,
        "urgent": held.urgent,
        "order": held.order,
    }
    lines = [
        Gap(
            name=name,
            title=one.title,
            law=one.law,
            met=by_case.get(name, False) or name in held.written,
            how=HOW.get(held.written.get(name, ""), ""),
            where=one.where,
        )
        for name, one in DEMANDS.items()
        if ORDER.index(one.since) <= at <= ORDER.index(one.until)
        and (name != BREACH or held.breached)
    ]
    if held.report_due or held.reported:
        law = "反家庭暴力法第14条、未成年人保护法第11条"
        lines.append(
            Gap(name=DUTY, title="强制报告", law=law, met=not held.report_due, where="report")
        )
    if held.others_owed:
        law = "未成年人保护法第11条"
        lines.append(Gap(name=OTHERS, title="还要报民政、教育", law=law, met=False, where="report"))
    return tuple(sorted(lines, key=lambda one: one.met))
