"""The programmes a desk can point to, as a table (社会救助法 13, 36, 37; T/ZSM 5.4.7).

``clock`` is the deadline of whoever decides, where a ministry rule gives one; ``place`` is where
one applies. Amounts and conditions are local and stay out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.api import Clock, Law, Option, Unit


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """One kind of help. ``place`` is ``hukou``, ``emergency`` or "" where either will do;
    ``open_notice`` = the law asks for a public notice before the decision."""

    title: str
    body: str
    place: str = ""
    clock: str = ""
    open_notice: bool = False


PROGRAMMES: Mapping[str, Programme] = MappingProxyType(
    {
        "low_income": Programme(
            title="最低生活保障",
            body="民政",
            place="hukou",
            clock="low_income",
            open_notice=True,
        ),
        "destitute": Programme(
            title="特困人员救助供养",
            body="民政",
            place="hukou",
            clock="destitute",
            open_notice=True,
        ),
        "rigid": Programme(title="刚性支出困难家庭", body="民政", place="hukou", clock="rigid"),
        "temporary": Programme(title="临时救助", body="民政", place="emergency"),
        "unattended_child": Programme(
            title="事实无人抚养儿童保障", body="民政", place="hukou", clock="unattended_child"
        ),
        "medical": Programme(title="医疗救助", body="医保", place="hukou"),
        "education": Programme(title="教育救助、资助", body="教育"),
        "housing": Programme(title="住房救助", body="住建", place="hukou"),
        "jobs": Programme(title="就业、创业、培训帮扶", body="人社"),
        "disabled": Programme(title="残疾人补贴、康复", body="残联"),
        "judicial": Programme(title="国家司法救助", body="政法机关", clock="judicial"),
        "two_cancers": Programme(title="低收入妇女“两癌”救助", body="妇联", place="hukou"),
        "charity": Programme(title="慈善、慰问", body="慈善组织、妇联"),
        "other": Programme(title="其他", body=""),
    }
)
OPTIONS = tuple(Option(value=code, label=one.title) for code, one in PROGRAMMES.items())
CLOCKS = (
    Clock(
        code="low_income",
        title="低保审核确认",
        unit=Unit.WORKDAYS,
        length=30,
        law=Law(name="最低生活保障审核确认办法", article="第22条"),
        warn_days=5,
        extension=15,
    ),
    Clock(
        code="destitute",
        title="特困供养乡镇审核",
        unit=Unit.WORKDAYS,
        length=15,
        law=Law(name="特困人员认定办法", article="第13条至第18条"),
        warn_days=3,
    ),
    Clock(
        code="rigid",
        title="刚性支出困难家庭认定",
        unit=Unit.WORKDAYS,
        length=30,
        law=Law(name="刚性支出困难家庭认定办法", article="第8条、第10条"),
        warn_days=5,
        extension=15,
    ),
    Clock(
        code="unattended_child",
        title="事实无人抚养儿童乡镇查验",
        unit=Unit.WORKDAYS,
        length=15,
        law=Law(name="民发〔2019〕62号"),
        warn_days=3,
    ),
    Clock(
        code="judicial",
        title="司法救助决定",
        unit=Unit.WORKDAYS,
        length=10,
        law=Law(name="中政委〔2014〕3号"),
        warn_days=2,
    ),
    Clock(
        code="urgent",
        title="急难先行救助",
        unit=Unit.HOURS,
        length=24,
        law=Law(name="县规则", local=True),
        warn_days=1,
    ),
)
