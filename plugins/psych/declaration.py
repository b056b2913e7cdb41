"""The value 心理疏导 declares (T/ZSM 5.4.5, 精神卫生法 23, 28)."""

from core.api import Clock, Law, Role, Service, Step, SuggestRule, Unit
from plugins.psych import rules
from plugins.psych.counting import INDICATORS
from plugins.psych.forms import FORMS
from plugins.psych.forms_room import RESULTS

COUNSELLOR = frozenset({"psychologist"})
"""What is heard and written in the room is the profession's; booking and closing are anyone's."""

SERVICE = Service(
    name="psych",
    title="心理疏导",
    clause="5.4.5",
    summary="心理咨询师个案疏导、团体辅导，可预约；不诊断、不治疗，必要时建议就医。",
    faces_both_parties=False,
    forms=FORMS,
    steps=(
        Step(name="book", title="预约", form="psych.booking", repeats=True),
        Step(
            name="consent",
            title="知情同意",
            form="psych.consent",
            after=("book",),
            repeats=True,
            check=rules.may_consent,
            then=rules.after_consent,
            law="精神卫生法第23条",
        ),
        Step(
            name="intake",
            title="初访评估",
            form="psych.intake",
            after=("consent",),
            roles=COUNSELLOR,
            repeats=True,
            check=rules.may_begin,
            then=rules.after_risk,
            help="看到的表现可以写，诊断不写。危机先打 110、120，心理热线 12356。",
        ),
        Step(
            name="plan",
            title="疏导计划",
            form="psych.plan",
            after=("intake",),
            roles=COUNSELLOR,
            repeats=True,
            optional=True,
            check=rules.consented,
        ),
        Step(
            name="session",
            title="会谈",
            form="psych.session",
            after=("intake",),
            roles=COUNSELLOR,
            repeats=True,
            check=rules.consented,
            then=rules.after_risk,
        ),
        Step(
            name="note",
            title="过程记录",
            form="psych.note",
            after=("intake",),
            roles=COUNSELLOR,
            repeats=True,
            optional=True,
            check=rules.consented,
            law="精神卫生法第23条",
        ),
        Step(
            name="couple",
            title="夫妻、家庭会谈",
            form="psych.couple",
            after=("intake",),
            roles=COUNSELLOR,
            repeats=True,
            optional=True,
            sitting=True,
            check=rules.may_sit_together,
        ),
        Step(
            name="group",
            title="团体辅导",
            form="psych.group",
            after=("consent",),
            roles=COUNSELLOR,
            repeats=True,
            optional=True,
        ),
        Step(
            name="crisis",
            title="危机处置",
            form="psych.crisis",
            after=("book",),
            repeats=True,
            optional=True,
            check=rules.may_act,
            then=rules.after_crisis,
            law="精神卫生法第28条",
            help="不要让人独处；二十四小时内再联系。",
        ),
        Step(
            name="refer",
            title="建议就医",
            form="psych.referral",
            after=("intake",),
            repeats=True,
            optional=True,
            law="精神卫生法第23条",
        ),
        Step(
            name="close",
            title="结案",
            form="psych.closing",
            after=("book",),
            closes=True,
            check=rules.may_close,
            then=rules.after_closing,
        ),
    ),
    roles=(Role(name="psychologist", title="心理咨询师"),),
    clocks=(
        Clock(
            code=rules.CONTACT,
            title="危机后再次联系",
            unit=Unit.HOURS,
            length=24,
            law=Law(name="县规则", local=True),
            warn_days=1,
        ),
    ),
    indicators=INDICATORS,
    suggests=(
        SuggestRule(
            why="受到惊吓、情绪难以平复的，可以约心理疏导",
            scenarios=frozenset({"family_mental", "dv"}),
            words=("心理", "抑郁", "想不开", "睡不着", "情绪", "害怕", "自杀"),
        ),
    ),
    closing_outcomes={option.value: option.label for option in RESULTS},
)
