"""The indicators as data: what each is called, how it is computed, by which edition of the formula.

Every number on a page carries its formula in words, its numerator and its denominator. What cannot
be computed yet is in the list too, with what is missing, so that nobody reads a silence as a zero
(T/ZSM 4.3.2.1, 6.1.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Basis(StrEnum):
    """Which day puts a case into a period."""

    RECEIVED = "received"
    LIMIT = "limit"
    SETTLED = "settled"
    DONE = "done"
    STANDING = "standing"


BASES: Final = {
    Basis.RECEIVED: "按登记日",
    Basis.LIMIT: "按到期日",
    Basis.SETTLED: "按化解日",
    Basis.DONE: "按发生日",
    Basis.STANDING: "期末数",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One number of a formula: the sum of ``what`` over the period, of some standings. ``due``
    keeps to the days that have come (True) or have not (False); ``kinds`` counts how many
    different categories there are instead of how much."""

    what: str
    standings: frozenset[str] = frozenset()
    due: bool | None = None
    kinds: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """A number printed beside an indicator, so that nobody mistakes what it leaves out. One that
    is ``apart`` is no part of the denominator and is kept back by its own size alone."""

    title: str
    part: Part
    apart: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Indicator:
    """One figure. ``top`` ÷ ``bottom``, or ``top`` alone; without ``top`` it is not computed yet
    and ``missing`` says what for. ``told_small`` are the plain totals that are told to those who
    answer for a point however small. One that is ``fed`` adds up what services computed."""

    code: str
    title: str
    formula: str
    unit: str = "%"
    version: int = 1
    basis: Basis = Basis.RECEIVED
    numerator: str = ""
    denominator: str = ""
    top: Part | None = None
    bottom: Part | None = None
    beside: tuple[Beside, ...] = ()
    split: str = ""
    told_small: bool = False
    fed: bool = False
    missing: str = ""


def _of(*standings: str) -> frozenset[str]:
    return frozenset(standings)


OUTCOMES: Final = {
    "open": "在办",
    "settled": "已化解",
    "unsettled": "未化解",
    "answered": "当场答复",
    "withdrawn": "撤回",
    "not_accepted": "不予受理",
    "transferred_out": "移送",
    "merged": "并案",
    "clue": "线索",
}
"""How a case stands for the figures, as the table `outcome_of` of the cases tells it."""

TAKEN_IN: Final = frozenset(OUTCOMES) - {"clue", "not_accepted"}
DISPUTES: Final = _of("open", "settled", "unsettled", "withdrawn")

INDICATORS: Final[tuple[Indicator, ...]] = (
    Indicator(
        code="received",
        title="受理件数",
        formula="本期登记受理的办件；线索和不予受理的不计",
        unit="件",
        numerator="受理的办件",
        top=Part(what="received", standings=TAKEN_IN),
        split="received",
        told_small=True,
    ),
    Indicator(
        code="resolution_rate",
        title="化解率",
        formula="本期受理、到统计时已化解的纠纷 ÷ 本期受理的纠纷；当场答复、线索、并案、移送的不计",
        numerator="已化解的纠纷",
        denominator="受理的纠纷",
        top=Part(what="received", standings=_of("settled")),
        bottom=Part(what="received", standings=DISPUTES),
        beside=(
            Beside(title="在办", part=Part(what="received", standings=_of("open"))),
            Beside(title="未化解", part=Part(what="received", standings=_of("unsettled"))),
            Beside(title="撤回", part=Part(what="received", standings=_of("withdrawn"))),
        ),
    ),
    Indicator(
        code="timely_resolution_rate",
        title="及时化解率",
        formula="县定化解期限以内化解的纠纷 ÷ 期限落在本期的纠纷；还没到期的另列",
        basis=Basis.LIMIT,
        numerator="期限内化解的纠纷",
        denominator="期限落在本期的纠纷",
        top=Part(what="limit", standings=_of("in_time"), due=True),
        bottom=Part(what="limit", due=True),
        beside=(Beside(title="还没到期", part=Part(what="limit", due=False)),),
    ),
    Indicator(
        code="followup_ontime",
        title="回访及时率",
        formula="计划日后两天以内完成的回访 ÷ 应当完成的回访；以计划日加两天落在本期为准",
        basis=Basis.LIMIT,
        numerator="按时完成的回访",
        denominator="应当完成的回访",
        top=Part(what="visit", standings=_of("in_time"), due=True),
        bottom=Part(what="visit", due=True),
    ),
    Indicator(
        code="open",
        title="在办件数",
        formula="期末还没有归档或结束的办件；线索不计",
        unit="件",
        basis=Basis.STANDING,
        numerator="期末在办的办件",
        top=Part(what="open"),
        told_small=True,
    ),
    Indicator(
        code="overdue",
        title="超期时限",
        formula="已经过期、还没有办结的时限；过去的月份只有锁定时留下的数",
        unit="个",
        basis=Basis.STANDING,
        numerator="过期未办结的时限",
        top=Part(what="overdue"),
        told_small=True,
    ),
    Indicator(
        code="settled",
        title="调处成功件数",
        formula="本期记为调处成功的办件",
        unit="件",
        basis=Basis.SETTLED,
        numerator="调处成功的办件",
        top=Part(what="settled"),
    ),
    Indicator(
        code="level_split",
        title="村、乡、县化解占比",
        formula="本期调处成功的办件，按调成时所在的层级分列",
        unit="件",
        basis=Basis.SETTLED,
        numerator="调处成功的办件",
        top=Part(what="settled"),
        split="settled",
    ),
    Indicator(
        code="attempt_success",
        title="调处成功率",
        formula="调成的调处 ÷（调成的 + 没有调成的）调处；还在进行和撤回的不计",
        basis=Basis.DONE,
        numerator="调成的调处",
        denominator="有结果的调处",
        top=Part(what="attempt", standings=_of("settled")),
        bottom=Part(what="attempt", standings=_of("settled", "failed")),
    ),
    Indicator(
        code="load",
        title="人均在办",
        formula="在办的服务事项 ÷ 有在办事项的承办人；过去的月份只有锁定时留下的数",
        unit="项",
        basis=Basis.STANDING,
        numerator="在办的服务事项",
        denominator="有在办事项的承办人",
        top=Part(what="load"),
        bottom=Part(what="load", kinds=True),
    ),
    Indicator(
        code="contacts",
        title="接待人次",
        formula="本期来访、来电、来信、网上的接待，各来了几个人，合计；没有填几个人的按一个人算，"
        "别处转来的和线索不算",
        unit="人次",
        numerator="接待的人",
        top=Part(what="came"),
        beside=(
            Beside(title="接待件次", part=Part(what="contact"), apart=True),
            Beside(
                title="填了几个人的", part=Part(what="contact", standings=_of("told")), apart=True
            ),
        ),
        told_small=True,
    ),
    Indicator(
        code="performance_rate",
        title="履行率",
        formula="已履行的协议事项 ÷ 本期到期的协议事项；还没到期的、被新协议代替的不计",
        basis=Basis.LIMIT,
        numerator="已履行的协议事项",
        denominator="到期的协议事项",
        top=Part(what="promise", standings=_of("done"), due=True),
        bottom=Part(what="promise", due=True),
        beside=(
            Beside(title="部分履行", part=Part(what="promise", standings=_of("partly"), due=True)),
            Beside(
                title="拒不履行", part=Part(what="promise", standings=_of("refused"), due=True)
            ),
        ),
    ),
    Indicator(
        code="satisfaction",
        title="满意率",
        formula="（非常满意 + 满意）÷ 本期收到的有效答卷；另列含基本满意的、"
        "请了评价的和其中答了的，回收率是后两个相除",
        basis=Basis.DONE,
        numerator="满意、非常满意的答卷",
        denominator="有效答卷",
        top=Part(what="answer", standings=_of("very", "good")),
        bottom=Part(what="answer"),
        beside=(
            Beside(
                title="含基本满意", part=Part(what="answer", standings=_of("very", "good", "fair"))
            ),
            Beside(title="请了评价的", part=Part(what="survey"), apart=True),
            Beside(
                title="其中答了的",
                part=Part(what="survey", standings=_of("answered")),
                apart=True,
            ),
        ),
    ),
    Indicator(
        code="recurrence",
        title="复发率",
        formula="归档后 180 天内同一家人又有同类纠纷的办件 ÷ 归档的纠纷；"
        "以归档后第 180 天落在本期为准，一家几件的按件计，认不出是同一个人的不算",
        basis=Basis.LIMIT,
        numerator="又有同类纠纷的办件",
        denominator="归档满 180 天的办件",
        top=Part(what="returned", due=True),
        bottom=Part(what="closure", due=True),
        beside=(Beside(title="还不满 180 天", part=Part(what="closure", due=False)),),
    ),
    Indicator(
        code="civil_to_criminal",
        title="民转刑、刑转命",
        formula="后来有刑事记录的办件，由人登记、复核",
        unit="件",
        basis=Basis.DONE,
        missing="刑事记录的登记和复核",
    ),
    Indicator(
        code="screening_coverage",
        title="排查覆盖率",
        formula="本轮走访的户 ÷ 网格内的户",
        basis=Basis.DONE,
        missing="排查轮次和网格户数",
    ),
    Indicator(
        code="dv_repeat",
        title="家暴重复率",
        formula="本期受理的家暴办件中，同一受害人十二个月内再次报告的 ÷ 家暴办件；"
        "线索、并案、不予受理的不计",
        basis=Basis.RECEIVED,
        numerator="再次报告的家暴办件",
        denominator="家暴办件",
        top=Part(what="violence", standings=_of("again")),
        bottom=Part(what="violence", standings=_of("again", "first")),
    ),
    Indicator(
        code="warn_gap",
        title="告诫衔接率",
        formula="本期受理、登记了向公安报告的家暴办件中，有告诫书、保护令、治安管理处罚的 ÷ "
        "登记了向公安报告的",
        version=2,
        basis=Basis.RECEIVED,
        numerator="有告诫书、保护令、处罚的",
        denominator="向公安报告的家暴办件",
        top=Part(what="police", standings=_of("warned")),
        bottom=Part(what="police", standings=_of("warned", "told")),
    ),
    Indicator(
        code="aid_full",
        title="应援尽援率",
        formula="各项服务合计：给予援助的 ÷ 查明符合条件、已经有结果的；"
        "各项怎么算，见各项服务的指标",
        basis=Basis.DONE,
        fed=True,
        missing="由各项服务合计，在“各项服务的指标”那一页",
    ),
    Indicator(
        code="key_families",
        title="最高预警",
        formula="期末预警等级最高（如红色）、还没有办完的办件；一户几件的按件计，过去的月份只有锁定时留下的数",
        unit="件",
        basis=Basis.STANDING,
        numerator="最高预警的办件",
        top=Part(what="warning", standings=_of("gravest")),
    ),
    Indicator(
        code="campaign",
        title="专项行动化解率",
        formula="本期专项行动中发现、到统计时已化解的纠纷 ÷ 专项行动中发现的纠纷；还是线索的另列",
        numerator="已化解的纠纷",
        denominator="专项行动中发现的纠纷",
        top=Part(what="campaign", standings=_of("settled")),
        bottom=Part(what="campaign", standings=DISPUTES),
        beside=(Beside(title="线索", part=Part(what="campaign", standings=_of("clue"))),),
        split="campaign",
    ),
    Indicator(
        code="thanks",
        title="锦旗、感谢信",
        formula="本期收到的锦旗、感谢信和其他感谢，按收到日",
        unit="件",
        basis=Basis.DONE,
        numerator="收到的感谢",
        top=Part(what="thanks"),
        split="thanks",
        told_small=True,
    ),
    Indicator(
        code="complaint_reply",
        title="投诉按期答复率",
        formula="按期答复的投诉 ÷ 本期到期的投诉；还没到期的不计，撤回的按撤回那天算",
        basis=Basis.LIMIT,
        numerator="按期答复的投诉",
        denominator="到期的投诉",
        top=Part(what="complaint", standings=_of("in_time"), due=True),
        bottom=Part(what="complaint", due=True),
        beside=(
            Beside(
                title="超期答复", part=Part(what="complaint", standings=_of("late"), due=True)
            ),
        ),
    ),
    Indicator(
        code="train_ok",
        title="培训达标率",
        formula="全年集中培训满五天（志愿者两天）的人 ÷ 全部人员",
        basis=Basis.DONE,
        missing="全部工作人员和志愿者的名册；参加过培训的人里有多少达标，见培训志愿台账",
    ),
    Indicator(
        code="volunteer_ok",
        title="志愿服务达标率",
        formula="全年服务满两次的志愿者 ÷ 全部志愿者",
        basis=Basis.DONE,
        missing="全部志愿者的名册；服务过的人里有多少达标，见培训志愿台账",
    ),
    Indicator(
        code="meeting_ok",
        title="分析会召开率",
        formula="当月开过家事纠纷分析会的点 ÷ 全部点；合并召开的各点都算，几个月的各月相加",
        basis=Basis.DONE,
        numerator="开过分析会的点",
        denominator="应当开的点",
        top=Part(what="analysis", standings=_of("held")),
        bottom=Part(what="meeting_due"),
        told_small=True,
    ),
    Indicator(
        code="reporting_delay",
        title="发现到受理时长",
        formula="本期受理的办件中，发现当天或第二天受理的 ÷ 知道哪天发现的；"
        "线索从上报那天算，其余看登记时填的，没有填的另列",
        numerator="1 天以内受理的",
        denominator="知道哪天发现的",
        top=Part(what="delay", standings=_of("d1")),
        bottom=Part(what="delay", standings=_of("d1", "d3", "d7", "d30", "more")),
        beside=(
            Beside(title="2–3 天", part=Part(what="delay", standings=_of("d3"))),
            Beside(title="4–7 天", part=Part(what="delay", standings=_of("d7"))),
            Beside(title="8–30 天", part=Part(what="delay", standings=_of("d30"))),
            Beside(title="30 天以上", part=Part(what="delay", standings=_of("more"))),
            Beside(title="没有填的", part=Part(what="delay", standings=_of("unsaid")), apart=True),
        ),
    ),
)  # fmt: skip
LEADING: Final = (
    "received",
    "resolution_rate",
    "timely_resolution_rate",
    "followup_ontime",
    "open",
)
"""The five numbers at the top of a page."""


def indicator(code: str) -> Indicator:
    """Return the indicator with this code; KeyError when there is none."""
    for one in INDICATORS:
        if one.code == code:
            return one
    raise KeyError(code)
