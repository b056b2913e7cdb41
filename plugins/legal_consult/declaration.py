"""The value 法律咨询 declares (T/ZSM 5.4.4). No law sets a clock for a consultation."""

from core.api import Role, Service, Step, SuggestRule
from plugins.legal_consult import rules
from plugins.legal_consult.counting import INDICATORS
from plugins.legal_consult.forms import FORMS, NEXT_STEPS, TOPIC_LIST

SERVICE = Service(
    name="legal_consult",
    title="法律咨询",
    clause="5.4.4",
    summary="律师、法律顾问解答婚姻家庭和妇女权益问题，告诉下一步去哪里。",
    faces_both_parties=False,
    forms=FORMS,
    code_lists=(TOPIC_LIST,),
    steps=(
        Step(
            name="appoint",
            title="预约",
            form="legal_consult.appointment",
            optional=True,
            repeats=True,
        ),
        Step(
            name="consult",
            title="咨询解答",
            form="legal_consult.consult",
            closes=True,
            check=rules.may_answer,
            then=rules.after_answer,
            help="不出书面意见的，保存即办结。解答人不是律师的，向当事人说明意见仅供参考。",
            law="法律援助法第35条",
        ),
        Step(
            name="opinion",
            title="书面意见",
            form="legal_consult.opinion",
            after=("consult",),
            optional=True,
            closes=True,
            then=rules.after_opinion,
        ),
        Step(
            name="cancel",
            title="未咨询",
            form="legal_consult.cancelled",
            optional=True,
            closes=True,
            then=rules.after_cancelling,
        ),
    ),
    roles=(Role(name="lawyer", title="律师"),),
    indicators=INDICATORS,
    suggests=(
        SuggestRule(
            why="财产纠纷先问清权利和证据",
            scenarios=frozenset({"property"}),
            words=("律师", "起诉", "法院", "离婚协议", "遗嘱", "继承", "债务"),
        ),
    ),
    closing_outcomes={
        **{option.value: option.label for option in NEXT_STEPS},
        "cancelled": "未咨询",
    },
)
