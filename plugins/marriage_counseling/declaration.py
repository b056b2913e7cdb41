"""The value 婚姻辅导 declares (T/ZSM 5.4.1, 民法典 1077)."""

from core.api import Clock, Law, Role, Service, Step, SuggestRule, Unit
from plugins.marriage_counseling import rules
from plugins.marriage_counseling.counting import INDICATORS
from plugins.marriage_counseling.forms import FORMS, RESULTS

SERVICE = Service(
    name="marriage_counseling",
    title="婚姻辅导",
    clause="5.4.1",
    summary="新婚辅导、婚姻家庭关系修复、离婚冷静期危机干预，自愿参加。",
    faces_both_parties=True,
    forms=FORMS,
    steps=(
        Step(
            name="book",
            title="登记",
            form="marriage_counseling.booking",
            then=rules.after_booking,
        ),
        Step(
            name="consent",
            title="告知与签署",
            form="marriage_counseling.consent",
            after=("book",),
            check=rules.may_consent,
        ),
        Step(
            name="screen",
            title="单独初评",
            form="marriage_counseling.screen",
            after=("consent",),
            repeats=True,
            check=rules.may_screen,
            then=rules.after_screening,
            law="全国妇联受理家庭暴力投诉工作规程第8条",
        ),
        Step(
            name="plan",
            title="辅导方案",
            form="marriage_counseling.plan",
            after=("screen",),
            repeats=True,
            optional=True,
        ),
        Step(
            name="session",
            title="单独辅导",
            form="marriage_counseling.session",
            after=("screen",),
            repeats=True,
        ),
        Step(
            name="joint",
            title="共同辅导",
            form="marriage_counseling.joint",
            after=("screen",),
            repeats=True,
            optional=True,
            sitting=True,
            check=rules.may_sit_together,
        ),
        Step(
            name="cooling",
            title="冷静期满",
            form="marriage_counseling.cooling",
            after=("book",),
            repeats=True,
            optional=True,
            check=rules.may_end_cooling,
            then=rules.after_cooling,
            law="民法典第1077条",
            help="仍要离婚的，期满后三十日内双方亲自到登记机关申领离婚证，不去视为撤回。",
        ),
        Step(
            name="evaluate",
            title="介入评估",
            form="marriage_counseling.evaluation",
            after=("session", "joint"),
            repeats=True,
            optional=True,
        ),
        Step(
            name="close",
            title="结案",
            form="marriage_counseling.closing",
            after=("book",),
            closes=True,
            check=rules.may_close,
            then=rules.after_closing,
        ),
    ),
    roles=(Role(name="counsellor", title="婚姻家庭辅导员"),),
    clocks=(
        Clock(
            code=rules.COOLING,
            title="离婚冷静期",
            unit=Unit.DAYS,
            length=30,
            law=Law(name="民法典", article="第1077条"),
            warn_days=7,
        ),
        Clock(
            code=rules.CLAIMING,
            title="申领离婚证",
            unit=Unit.DAYS,
            length=30,
            law=Law(name="民法典", article="第1077条"),
            warn_days=7,
        ),
    ),
    indicators=INDICATORS,
    suggests=(
        SuggestRule(
            why="婚姻关系、冷静期可以先辅导",
            scenarios=frozenset({"marriage_love"}),
            words=("离婚", "冷静期", "登记处", "结婚", "夫妻感情"),
            never_when_danger=True,
            unticked_for=frozenset({"dv"}),
        ),
    ),
    closing_outcomes={option.value: option.label for option in RESULTS},
)
