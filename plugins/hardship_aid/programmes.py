"""The programmes a desk can point to, as a table (社会救助法 13, 36, 37; T/ZSM 5.4.7).

``clock`` is the deadline of whoever decides, where a ministry rule gives one; ``county_clock`` that
of the county, once the town has sent its opinion up; ``place`` is where one applies. Lines of
income are the county's own and stand on its settings form, not here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from core.api import Option
from plugins.hardship_aid.conditions import (
    EDGE_PERCENT,
    Condition,
    Test,
    among,
    by_notice,
    either,
    has_standing_aid,
    income_below,
    is_urgent,
    needs,
    not_yet,
    spending_above,
    told,
)

ORDERS = "社会救助法第13条"
LOCAL = "县规则"


@dataclass(frozen=True, kw_only=True, slots=True)
class Programme:
    """One kind of help: who decides, what they give, what they ask for.

    ``place`` is ``hukou``, ``emergency`` or "" where either will do; ``open_notice`` = the law asks
    for a public notice before the decision; ``direct`` = given without anybody's decision;
    ``serves`` are the needs it may meet."""

    title: str
    body: str
    gives: str = ""
    asks: str = ""
    place: str = ""
    clock: str = ""
    county_clock: str = ""
    open_notice: bool = False
    direct: bool = False
    serves: frozenset[str] = frozenset()
    conditions: tuple[Condition, ...] = ()


def _if(text: str, law: str, test: Test) -> Condition:
    return Condition(text=text, law=law, test=test)


def _for(*needed: str) -> frozenset[str]:
    return frozenset(needed)


ASKED = "申请书、核对授权书；能核对的不用交"
ASSETS = _if("家庭财产没有超过当地规定", LOCAL, told("assets", "within"))
WARNED = "告诫书、保护令、报警记录、伤情材料都可以作证明，没有的也收"
CONFIRMED = _if("已经认定为低保、特困、低保边缘或者刚性支出困难", ORDERS, has_standing_aid)
PROGRAMMES: Mapping[str, Programme] = MappingProxyType(
    {
        "low_income": Programme(
            title="最低生活保障",
            body="乡镇审核，县民政确认",
            gives="按当地低保标准补差，按月发",
            asks=ASKED,
            place="hukou",
            clock="low_income",
            county_clock="low_income_county",
            open_notice=True,
            serves=_for("living", "medical"),
            conditions=(
                _if("人均收入低于当地低保标准", ORDERS, income_below("standard")),
                ASSETS,
            ),
        ),
        "low_income_single": Programme(
            title="单人低保",
            body="乡镇审核，县民政确认",
            gives="按当地低保标准，只保本人",
            asks=ASKED,
            place="hukou",
            clock="low_income",
            county_clock="low_income_county",
            open_notice=True,
            serves=_for("living", "medical", "rehab"),
            conditions=(
                _if(
                    "人均收入低于低保标准的一倍半",
                    "最低生活保障审核确认办法第8条",
                    income_below("standard", EDGE_PERCENT),
                ),
                _if(
                    "一、二级重残，三级智力、精神残疾，或者重特大疾病",
                    "最低生活保障审核确认办法第8条",
                    either(
                        told("disability", "severe", "mental"),
                        told("illness", "serious", "two_cancers"),
                    ),
                ),
            ),
        ),
        "edge": Programme(
            title="低保边缘家庭",
            body="乡镇审核，县民政认定",
            gives="认定后可以申请医疗、教育、住房等专项救助",
            asks=ASKED,
            place="hukou",
            serves=_for("medical", "school", "housing"),
            conditions=(
                _if(
                    "人均收入低于低保标准的一倍半",
                    "最低生活保障审核确认办法第8条",
                    income_below("standard", EDGE_PERCENT),
                ),
                ASSETS,
            ),
        ),
        "destitute": Programme(
            title="特困人员救助供养",
            body="乡镇审核，县民政确认",
            gives="基本生活、照料、医疗，按当地标准",
            asks=ASKED,
            place="hukou",
            clock="destitute",
            county_clock="destitute_county",
            open_notice=True,
            serves=_for("living", "care"),
            conditions=(
                _if("没有劳动能力", "特困人员认定办法第4条、第5条", told("able", "no")),
                _if("没有生活来源", "特困人员认定办法第4条", income_below("standard")),
                _if(
                    "没有能履行义务的赡养、抚养、扶养人",
                    "特困人员认定办法第4条",
                    told("supporter", "no"),
                ),
            ),
        ),
        "rigid": Programme(
            title="刚性支出困难家庭",
            body="县民政认定",
            gives="认定后可以申请专项救助，有效期不超过12个月",
            asks=ASKED,
            place="hukou",
            clock="rigid",
            serves=_for("living", "medical", "school"),
            conditions=(
                _if(
                    "人均收入低于当地人均可支配收入",
                    "刚性支出困难家庭认定办法第4条",
                    income_below("disposable"),
                ),
                _if(
                    "必要支出占收入的比例超过当地规定",
                    "刚性支出困难家庭认定办法第4条",
                    spending_above("spending_share"),
                ),
            ),
        ),
        "temporary": Programme(
            title="临时救助",
            body="急难发生地乡镇（街道）",
            gives="一次性，按当地标准",
            asks="先救助，后补申请书和情况说明",
            place="emergency",
            serves=_for("living", "medical", "shelter", "care"),
            conditions=(_if("基本生活暂时严重困难", ORDERS, is_urgent),),
        ),
        "disaster": Programme(
            title="受灾人员救助",
            body="应急管理，乡镇（街道）报",
            gives="应急、过渡期生活救助，倒损住房恢复重建补助",
            asks="受灾情况由村（社区）报",
            place="emergency",
            serves=_for("living", "housing"),
            conditions=(_if("因灾基本生活困难", ORDERS, among("disaster")),),
        ),
        "sickness": Programme(
            title="疾病应急救助",
            body="收治的医院、卫生健康",
            gives="急救的医疗费用",
            asks="由医院申请，不用本人先交钱",
            place="emergency",
            serves=_for("medical"),
            conditions=(
                _if("急重危伤病，身份不明或者没有能力付费", ORDERS, told("illness", "emergency")),
            ),
        ),
        "shelter": Programme(
            title="家庭暴力庇护",
            body="民政救助管理机构、庇护场所",
            gives="临时住处和基本生活，成年人一般不超过10天，可以带孩子",
            asks=WARNED,
            serves=_for("shelter"),
            conditions=(_if("家庭暴力受害人", "反家庭暴力法第18条", among("violence")),),
        ),
        "destitute_traveller": Programme(
            title="流浪、临时遇困人员救助",
            body="救助管理站",
            gives="食宿、就医、联系亲属、返乡",
            asks="到站就收，不要证明",
            place="emergency",
            serves=_for("shelter", "living"),
            conditions=(_if("生活无着的流浪、乞讨、临时遇困人员", ORDERS, among("adrift")),),
        ),
        "unattended_child": Programme(
            title="事实无人抚养儿童保障",
            body="乡镇查验，县民政确认",
            gives="基本生活费，按月发",
            asks="监护人申请，父母情况能核对的不用交",
            place="hukou",
            clock="unattended_child",
            county_clock="unattended_child_county",
            serves=_for("living", "care"),
            conditions=(_if("孤儿、事实无人抚养儿童", "民发〔2019〕62号", among("orphan")),),
        ),
        "medical": Programme(
            title="医疗救助",
            body="医保",
            gives="自付医疗费按比例",
            asks="医疗费单据；身份能核对的不用交",
            place="hukou",
            serves=_for("medical", "rehab"),
            conditions=(
                CONFIRMED,
                _if("有重病", ORDERS, told("illness", "serious", "two_cancers")),
            ),
        ),
        "education": Programme(
            title="教育救助、资助",
            body="教育",
            gives="减免学费、助学金",
            asks="学籍证明由学校核",
            serves=_for("school"),
            conditions=(
                _if("有人上学", LOCAL, needs("school")),
                _if(
                    "已经认定为困难家庭，或者残疾",
                    "T/ZSM 5.4.7",
                    either(has_standing_aid, among("disabled", "orphan")),
                ),
            ),
        ),
        "housing": Programme(
            title="住房救助",
            body="住建",
            gives="公租房、租赁补贴、危房改造",
            asks="住房情况，能核对的不用交",
            place="hukou",
            serves=_for("housing"),
            conditions=(CONFIRMED, _if("住房困难", LOCAL, needs("housing"))),
        ),
        "jobs": Programme(
            title="就业、创业、培训帮扶",
            body="人社",
            gives="岗位、培训、补贴",
            asks="就业失业登记",
            serves=_for("work"),
            conditions=(_if("家里有能干活的人", LOCAL, told("able", "yes")),),
        ),
        "post": Programme(
            title="公益性岗位",
            body="人社",
            gives="岗位补贴",
            asks="就业困难人员认定",
            serves=_for("work"),
            conditions=(
                _if("家里有能干活的人", LOCAL, told("able", "yes")),
                _if("失业或者就业困难", LOCAL, among("jobless", "disabled", "single")),
            ),
        ),
        "loan": Programme(
            title="妇女小额贷款",
            body="人社、妇联、银行",
            gives="贴息贷款",
            asks="创业情况、征信由银行查",
            serves=_for("work"),
            conditions=(_if("家里有能干活的人", LOCAL, told("able", "yes")),),
        ),
        "disabled": Programme(
            title="残疾人补贴、康复",
            body="残联、民政",
            gives="生活补贴、护理补贴、0至6岁康复",
            asks="残疾人证",
            serves=_for("living", "rehab", "care"),
            conditions=(_if("有残疾", "国发〔2016〕36号", among("disabled")),),
        ),
        "judicial": Programme(
            title="国家司法救助",
            body="政法机关",
            gives="一次性，不超过36个月平均工资",
            asks="由办案机关核",
            clock="judicial",
            serves=_for("living", "medical", "law", "mind"),
            conditions=(
                _if("受到侵害", "中政委〔2014〕3号", among("harmed", "violence")),
                _if("没有得到赔偿", "中政委〔2014〕3号", told("compensated", "no")),
            ),
        ),
        "two_cancers": Programme(
            title="低收入妇女“两癌”救助",
            body="妇联",
            gives="1万元，每人一次，按当年通知的时间报",
            asks="病理诊断，户籍地村妇联报",
            place="hukou",
            serves=_for("medical", "living"),
            conditions=(
                _if("妇女，确诊“两癌”", "全国妇联项目通知", told("illness", "two_cancers")),
                _if(
                    "低保、特困、易返贫致贫、支出型困难，按当年通知", "全国妇联项目通知", by_notice
                ),
                _if("没有领过", "全国妇联项目通知", not_yet("two_cancers")),
            ),
        ),
        "charity": Programme(
            title="慈善、慰问",
            body="慈善组织、妇联",
            direct=True,
            serves=_for("living", "medical", "school", "care"),
        ),
        "other": Programme(title="其他", body="", direct=True),
    }
)
OPTIONS = tuple(Option(value=code, label=one.title) for code, one in PROGRAMMES.items())
