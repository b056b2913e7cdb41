"""The value 家风培育 declares (T/ZSM 5.4.8, 家庭教育促进法). Events belong to no family's case."""

from core.api import Role, Service, Step, SuggestRule
from plugins.family_education import rules
from plugins.family_education.counting import INDICATORS
from plugins.family_education.forms import FORMS, RESULTS

SERVICE = Service(
    name="family_education",
    title="家风培育",
    clause="5.4.8",
    summary="家庭教育指导师帮助家长和其他家庭成员带好孩子、树好家风，不收费。",
    faces_both_parties=False,
    forms=FORMS,
    steps=(
        Step(
            name="intake",
            title="接案",
            form="family_education.intake",
            then=rules.after_intake,
            law="家庭教育促进法第49条",
        ),
        Step(
            name="assess",
            title="预估",
            form="family_education.assessment",
            after=("intake",),
            repeats=True,
            then=rules.after_looking,
            law="未成年人保护法第11条",
            help="孩子受侵害或疑似受侵害的，立即报公安、民政、教育，先打 110。",
        ),
        Step(
            name="plan",
            title="指导方案",
            form="family_education.plan",
            after=("assess",),
            repeats=True,
        ),
        Step(
            name="session",
            title="指导",
            form="family_education.session",
            after=("plan",),
            repeats=True,
            then=rules.after_looking,
        ),
        Step(
            name="urge",
            title="劝诫、督促",
            form="family_education.urged",
            after=("intake",),
            repeats=True,
            optional=True,
            then=rules.after_urging,
            law="家庭教育促进法第48条",
        ),
        Step(
            name="close",
            title="结案",
            form="family_education.closing",
            after=("intake",),
            closes=True,
            check=rules.may_close,
            then=rules.after_closing,
        ),
    ),
    roles=(Role(name="educator", title="家庭教育指导师"),),
    indicators=INDICATORS,
    suggests=(
        SuggestRule(
            why="孩子的教育问题，可以约家庭教育指导师",
            scenarios=frozenset({"parenting"}),
            words=("教育", "孩子", "逃学", "沉迷", "游戏", "叛逆", "指导令", "家风"),
        ),
    ),
    closing_outcomes={option.value: option.label for option in RESULTS},
)
