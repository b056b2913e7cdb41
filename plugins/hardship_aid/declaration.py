"""The value 困难帮扶 declares (T/ZSM 5.4.7, 社会救助法)."""

from core.api import Indicator, Role, Service, Step, SuggestRule
from plugins.hardship_aid import rules
from plugins.hardship_aid.forms import FORMS, SETTINGS
from plugins.hardship_aid.forms_outcome import REASONS
from plugins.hardship_aid.programmes import CLOCKS

STEPS = (
    Step(
        name="find",
        title="发现登记",
        form="hardship_aid.discovery",
        then=rules.after_discovery,
        law="社会救助法第39条",
    ),
    Step(
        name="first_aid",
        title="先行救助",
        form="hardship_aid.first_aid",
        after=("find",),
        repeats=True,
        optional=True,
        then=rules.after_first_aid,
        law="社会救助法第50条",
    ),
    Step(
        name="assess",
        title="需求评估",
        form="hardship_aid.assessment",
        after=("find",),
        repeats=True,
        then=rules.after_assessment,
    ),
    Step(
        name="match",
        title="政策匹配",
        form="hardship_aid.matching",
        after=("assess",),
        repeats=True,
    ),
    Step(
        name="apply",
        title="申请、转办",
        form="hardship_aid.application",
        after=("match", "first_aid"),
        repeats=True,
        optional=True,
        check=rules.may_apply,
        then=rules.after_application,
        law="社会救助法第37条",
    ),
    Step(
        name="visit",
        title="入户核查",
        form="hardship_aid.visit",
        after=("apply",),
        repeats=True,
        optional=True,
        check=rules.may_visit,
        law="最低生活保障审核确认办法第16条",
    ),
    Step(
        name="notice",
        title="公示",
        form="hardship_aid.notice",
        after=("apply",),
        repeats=True,
        optional=True,
        check=rules.may_post,
        law="社会救助法第11条",
    ),
    Step(
        name="decide",
        title="决定",
        form="hardship_aid.decision",
        after=("apply",),
        repeats=True,
        optional=True,
        check=rules.may_decide,
        then=rules.after_decision,
    ),
    Step(
        name="deliver",
        title="发放、服务",
        form="hardship_aid.delivery",
        after=("match", "decide"),
        repeats=True,
        optional=True,
    ),
    Step(
        name="review",
        title="复核",
        form="hardship_aid.review",
        after=("assess",),
        repeats=True,
        optional=True,
        then=rules.after_review,
    ),
    Step(
        name="close",
        title="退出",
        form="hardship_aid.closing",
        after=("find",),
        closes=True,
        check=rules.may_close,
        then=rules.after_closing,
    ),
)
SERVICE = Service(
    name="hardship_aid",
    title="困难帮扶",
    clause="5.4.7",
    summary="联动民政、残联、检察、人社，帮有困难的妇女儿童和家庭找到能用的救助。",
    faces_both_parties=False,
    forms=FORMS,
    steps=STEPS,
    settings=SETTINGS,
    roles=(Role(name="aid", title="援助帮扶专员"),),
    clocks=CLOCKS,
    indicators=(
        Indicator(
            code="hardship_aid.helped",
            title="帮扶户数、金额",
            formula="当期有发放或服务记录的家庭数与金额之和，按项目分列",
            unit="户、元",
        ),
        Indicator(
            code="hardship_aid.owned",
            title="包联率",
            formula="有包联人的重点家庭 ÷ 全部重点家庭",
            unit="%",
        ),
    ),
    suggests=(
        SuggestRule(
            why="生活有困难的，可以看看能用哪些救助",
            words=("低保", "低收入", "没钱", "困难", "救助", "残疾", "重病", "失业", "吃不上饭"),
        ),
    ),
    closing_outcomes={option.value: option.label for option in REASONS},
)
