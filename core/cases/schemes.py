"""The warning schemes that are shipped; a county picks one (T/ZSM 5.5.3.1).

There is no national colour standard for family disputes, and colours run both ways: what counts is
the place in the scheme. A brand may bring one more of the same shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from core.words import (
    Condition,
    Field,
    Form,
    Ground,
    Kind,
    Option,
    Sensitivity,
    WarningLevel,
    WarningScheme,
    options,
)

DEFAULT: Final = "four_colours"


def _is(name: str) -> Condition:
    return {"field": name, "is": True}


def _has(name: str, value: str) -> Condition:
    return {"field": name, "has": value}


def _ticked(code: str, text: str) -> Ground:
    return Ground(code=code, text=text, when=_has("factors", code))


FOUR_COLOURS = WarningScheme(
    code="four_colours",
    title="红橙黄蓝",
    source="平台默认，县可改用别的方案",
    factors=options(
        scale_high="危险评估高分",
        scale_medium="危险评估中等",
        suicide_high="自杀风险高",
        order_breached="违反保护令、告诫书",
        police_once="近期报警一次",
        separation_threat="闹分手并有威胁",
        apart_fights="分居、诉讼中有打骂",
        low_mood="抑郁量表较高",
        long_conflict="长期矛盾",
        addiction="酗酒、赌博、吸毒",
        debt="欠债",
    ),
    levels=(
        WarningLevel(
            code="blue",
            label="蓝",
            shape="ring",
            visit_every_days=90,
            help="已化解，回访一年",
            grounds=(Ground(code="settled", text="已调处成功，在回访", when=_is("settled")),),
        ),
        WarningLevel(
            code="yellow",
            label="黄",
            shape="circle",
            responsible="village",
            first_action_days=3,
            visit_every_days=30,
            help="长期矛盾、成瘾、欠债、抚养赡养之争",
            grounds=(
                _ticked("long_conflict", "长期矛盾"),
                _ticked("addiction", "酗酒、赌博、吸毒"),
                _ticked("debt", "欠债"),
                Ground(code="substance", text="酗酒、吸毒", when=_has("flags", "substance")),
                Ground(
                    code="care",
                    text="抚养赡养之争，还没有调成",
                    when={
                        "all": [
                            {"field": "scenario", "is": "support_care"},
                            {"not": _is("settled")},
                        ]
                    },
                ),
                Ground(code="tried", text="调处不成", when=_is("tried_in_vain")),
                Ground(
                    code="relapse", text="回访发现反复", when={"field": "found", "is": "relapse"}
                ),
                Ground(code="refused", text="拒不履行约定", when=_is("promise_refused")),
            ),
        ),
        WarningLevel(
            code="orange",
            label="橙",
            shape="triangle",
            responsible="town",
            first_action_days=0,
            visit_every_days=14,
            help="有暴力、威胁，或分居诉讼中有打骂",
            grounds=(
                Ground(code="violence", text="涉及家庭暴力", when=_is("violence")),
                _ticked("scale_medium", "危险评估中等"),
                _ticked("police_once", "近期报警一次"),
                _ticked("separation_threat", "闹分手并有威胁"),
                _ticked("apart_fights", "分居、诉讼中有打骂"),
                _ticked("low_mood", "抑郁量表较高"),
                Ground(code="worse", text="回访发现激化", when={"field": "found", "is": "worse"}),
            ),
        ),
        WarningLevel(
            code="red",
            label="红",
            shape="square",
            responsible="county",
            first_action_days=0,
            visit_every_days=7,
            help="马上报上级和公安，县里确认",
            grounds=(
                Ground(code="stop_one", text="有现实危险", when=_is("stop_one")),
                Ground(code="minor", text="未成年人受侵害", when=_is("minor_victim")),
                Ground(code="report", text="强制报告还没有做", when=_is("report_due")),
                Ground(
                    code="police_calls",
                    text="近期报警两次以上",
                    when={"all": [_is("violence"), _has("flags", "police_calls")]},
                ),
                _ticked("scale_high", "危险评估高分"),
                _ticked("suicide_high", "自杀风险高"),
                _ticked("order_breached", "违反保护令、告诫书"),
            ),
        ),
    ),
)
THREE_LEVELS = WarningScheme(
    code="three_levels",
    title="一级二级三级（一级最轻）",
    source="杨村镇做法；不定时限和走访频次",
    factors=options(
        neighbours="邻里小纠纷",
        old_case="积案",
        beyond_village="村里处理不了",
        great_risk="重大隐患",
    ),
    levels=(
        WarningLevel(
            code="one",
            label="一级",
            shape="ring",
            responsible="grid",
            help="邻里小纠纷，巾帼网格员当场处理",
            grounds=(_ticked("neighbours", "邻里小纠纷"),),
        ),
        WarningLevel(
            code="two",
            label="二级",
            shape="triangle",
            responsible="village",
            help="一般家庭矛盾，村（社区）上门处理",
            grounds=(
                Ground(
                    code="family",
                    text="一般家庭矛盾",
                    when={"not": _has("factors", "neighbours")},
                ),
            ),
        ),
        WarningLevel(
            code="three",
            label="三级",
            shape="square",
            responsible="town",
            help="积案、村里处理不了、重大隐患，镇级工作室牵头",
            grounds=(
                _ticked("old_case", "积案"),
                _ticked("beyond_village", "村里处理不了"),
                _ticked("great_risk", "重大隐患"),
                Ground(code="often", text="多次调处不成", when=_is("tried_often")),
                Ground(code="above", text="已报到村以上", when=_is("beyond_village")),
                Ground(
                    code="danger",
                    text="有暴力、危险或未成年人受侵害",
                    when={"any": [_is("stop_one"), _is("violence"), _is("minor_victim")]},
                ),
            ),
        ),
    ),
)
FIVE_COLOURS = WarningScheme(
    code="five_colours",
    title="五色家庭",
    source="安吉等地做法，示例",
    factors=options(
        supervised="社区矫正、刑满释放",
        drugs="涉毒",
        disturbed="精神障碍",
        fights="打架",
        single_parent="单亲",
        bereaved="失独",
        left_behind="留守",
        model="文明家庭",
    ),
    levels=(
        WarningLevel(
            code="green",
            label="绿",
            shape="ring",
            help="示范家庭",
            grounds=(_ticked("model", "文明家庭"),),
        ),
        WarningLevel(
            code="blue",
            label="蓝",
            shape="ring",
            help="和睦家庭",
            grounds=(Ground(code="settled", text="已调处成功，在回访", when=_is("settled")),),
        ),
        WarningLevel(
            code="pink",
            label="粉",
            shape="circle",
            responsible="village",
            visit_every_days=7,
            help="单亲、失独、留守",
            grounds=(
                _ticked("single_parent", "单亲"),
                _ticked("bereaved", "失独"),
                _ticked("left_behind", "留守"),
            ),
        ),
        WarningLevel(
            code="orange",
            label="橙",
            shape="triangle",
            responsible="village",
            visit_every_days=7,
            help="夫妻、亲子、婆媳有矛盾",
            grounds=(
                Ground(code="quarrel", text="家里有矛盾，还没有调成", when={"not": _is("settled")}),
                Ground(
                    code="again",
                    text="回访发现反复或激化",
                    when={"field": "found", "in": ["relapse", "worse"]},
                ),
            ),
        ),
        WarningLevel(
            code="red",
            label="红",
            shape="square",
            responsible="town",
            visit_every_days=7,
            help="家暴、打架、社区矫正、涉毒、精神障碍",
            grounds=(
                Ground(
                    code="violence",
                    text="有暴力、危险或未成年人受侵害",
                    when={"any": [_is("stop_one"), _is("violence"), _is("minor_victim")]},
                ),
                _ticked("fights", "打架"),
                _ticked("supervised", "社区矫正、刑满释放"),
                _ticked("drugs", "涉毒"),
                _ticked("disturbed", "精神障碍"),
                Ground(code="state", text="精神状态异常", when=_has("flags", "disturbed")),
            ),
        ),
    ),
)
OF_BRAND: Final = "."
"""Between a brand and its level; in no code of either."""
SCHEMES: Final[Mapping[str, WarningScheme]] = {
    scheme.code: scheme for scheme in (FOUR_COLOURS, THREE_LEVELS, FIVE_COLOURS)
}


def rating_form(scheme: WarningScheme) -> Form:
    """Return what is asked to rate by *scheme*; drawn and read, never filed as a record."""
    ticks = (
        Field(
            name="factors",
            label="另外知道的",
            kind=Kind.CHOICES,
            options=scheme.factors,
            sensitivity=Sensitivity.RESTRICTED,
            purpose="规则：按县里的方案建议等级",
        ),
    )
    return Form(
        key=f"rating.{scheme.code}",
        title="评定风险等级",
        fields=(
            *(ticks if scheme.factors else ()),
            Field(
                name="level",
                label="定为哪一级",
                kind=Kind.CHOICE,
                options=tuple(
                    Option(value=one.code, label=one.label, help=one.help)
                    for one in reversed(scheme.levels)
                ),
                required=True,
                purpose="分类施策、安排走访（T/ZSM 5.5.3.1）",
            ),
            Field(
                name="reason",
                label="理由",
                kind=Kind.LONG_TEXT,
                required=True,
                min_length=2,
                max_length=500,
                sensitivity=Sensitivity.SENSITIVE,
                purpose="由人决定并说明理由（个人信息保护法第24条）",
            ),
        ),
    )


def counted_as(scheme: str, level: str) -> str:
    """Return the code under which a level is counted and searched for: a brand's own stands under
    its scheme (``haodajie.one``), because two schemes may call quite different levels alike."""
    return f"{scheme}{OF_BRAND}{level}" if level and scheme not in SCHEMES else level
