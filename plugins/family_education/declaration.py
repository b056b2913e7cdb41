"""The value 家风培育 declares (T/ZSM 5.4.8, 家庭教育促进法)."""

from core.api import Role, Service, Step, SuggestRule
from plugins.family_education import rules, starts, told
from plugins.family_education.beside import beside
from plugins.family_education.choices import RESULTS
from plugins.family_education.clocks import CLOCKS
from plugins.family_education.documenting import DOCUMENTS
from plugins.family_education.filing import whole_file
from plugins.family_education.forms import FORMS
from plugins.family_education.indicators import INDICATORS
from plugins.family_education.registers import REGISTERS
from plugins.family_education.settings import SETTINGS

STEPS = (
    Step(
        name="intake",
        title="接案",
        form="family_education.intake",
        check=rules.may_take,
        then=rules.after_intake,
        start=starts.intake,
        law="家庭教育促进法第49条",
    ),
    Step(
        name="assess",
        title="预估",
        form="family_education.assessment",
        after=("intake",),
        repeats=True,
        check=rules.may_assess,
        then=rules.after_looking,
        start=starts.assessing,
        fits=told.of_a_child,
        law="未成年人保护法第11条",
        help="孩子受侵害或疑似受侵害的，立即报公安、民政、教育，先打 110。",
    ),
    Step(
        name="plan",
        title="指导方案",
        form="family_education.plan",
        after=("assess",),
        repeats=True,
        check=rules.may_plan,
        start=starts.planning,
        fits=told.of_a_child,
    ),
    Step(
        name="session",
        title="指导",
        form="family_education.session",
        after=("plan",),
        repeats=True,
        check=rules.may_meet,
        then=rules.after_session,
        start=starts.meeting,
        fits=told.of_a_child,
    ),
    Step(
        name="urge",
        title="劝诫、督促",
        form="family_education.urged",
        after=("intake",),
        repeats=True,
        optional=True,
        check=rules.may_urge,
        then=rules.after_urging,
        start=starts.urging,
        fits=told.of_a_child,
        law="家庭教育促进法第48条",
    ),
    Step(
        name="teach",
        title="教育引导",
        form="family_education.lesson",
        after=("intake",),
        repeats=True,
        check=rules.may_teach,
        then=rules.after_lesson,
        start=starts.teaching,
        fits=told.warned,
        law="公通字〔2024〕34号第19条（转载文本，未核）",
        help="单独谈，不和受害人一起，不说受害人在哪里。",
    ),
    Step(
        name="reply",
        title="回告责令机关",
        form="family_education.reply",
        after=("intake",),
        repeats=True,
        check=rules.may_reply,
        then=rules.after_reply,
        start=starts.replying,
        fits=told.ordered,
        law="家庭教育促进法第49条",
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
)
SERVICE = Service(
    name="family_education",
    title="家风培育",
    clause="5.4.8",
    summary="家庭教育指导师帮助家长和其他家庭成员带好孩子、树好家风，不收费。",
    faces_both_parties=False,
    forms=FORMS,
    steps=STEPS,
    roles=(Role(name="educator", title="家庭教育指导师"),),
    settings=SETTINGS,
    registers=REGISTERS,
    documents=DOCUMENTS,
    dossier=whole_file,
    clocks=CLOCKS,
    indicators=INDICATORS,
    beside=beside,
    suggests=(
        SuggestRule(
            why="孩子的教育问题，可以约家庭教育指导师",
            scenarios=frozenset({"parenting"}),
            words=("教育", "孩子", "逃学", "沉迷", "游戏", "叛逆", "指导令", "家风"),
        ),
    ),
    closing_outcomes={option.value: option.label for option in RESULTS},
)
