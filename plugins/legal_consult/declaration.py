"""The value 法律咨询 declares (T/ZSM 5.4.4; 法律援助法 23, 反家庭暴力法 23)."""

from core.api import Role, Service, Step, SuggestRule
from plugins.legal_consult import orders, rules, starts, writings
from plugins.legal_consult.beside import beside
from plugins.legal_consult.choices import NAME, NEXT_STEPS, TOPIC_LIST
from plugins.legal_consult.documenting import DOCUMENTS
from plugins.legal_consult.filing import whole_file
from plugins.legal_consult.forms import FORMS
from plugins.legal_consult.indicators import INDICATORS
from plugins.legal_consult.settings import SETTINGS

STEPS = (
    Step(
        name="appoint",
        title="预约",
        form="legal_consult.appointment",
        optional=True,
        repeats=True,
        start=starts.appointing,
        fits=rules.unasked,
    ),
    Step(
        name="consult",
        title="咨询解答",
        form="legal_consult.consult",
        closes=True,
        check=rules.may_answer,
        then=rules.after_answer,
        start=starts.consulting,
        help="不出书面意见、不代书、不申请保护令的，保存即办结。解答人不是律师的，向当事人说明意见仅供参考。",
        law="法律援助法第23条、第35条",
    ),
    Step(
        name="opinion",
        title="书面意见",
        form="legal_consult.opinion",
        after=("consult",),
        optional=True,
        closes=True,
        repeats=True,
        check=rules.may_opine,
        then=rules.after_opinion,
        start=starts.opining,
    ),
    Step(
        name="order",
        title="申请人身安全保护令",
        form="legal_consult.order",
        after=("consult",),
        optional=True,
        repeats=True,
        check=orders.may_apply,
        then=orders.after_application,
        start=starts.applying,
        law="反家庭暴力法第23条",
        help="填好就能打印申请书、证据清单和求助记录证明。",
    ),
    Step(
        name="submit",
        title="申请已交法院",
        form="legal_consult.submitted",
        after=("order",),
        optional=True,
        repeats=True,
        check=orders.may_submit,
        then=orders.after_submission,
        start=starts.submitting,
        law="反家庭暴力法第28条",
    ),
    Step(
        name="ruling",
        title="法院的裁定",
        form="legal_consult.ruling",
        after=("submit",),
        optional=True,
        repeats=True,
        check=orders.may_record_ruling,
        then=orders.after_ruling,
        start=starts.ruled,
        law="反家庭暴力法第30条、第31条",
    ),
    Step(
        name="write",
        title="代书",
        form="legal_consult.writing",
        after=("consult",),
        optional=True,
        repeats=True,
        closes=True,
        check=writings.may_write,
        then=rules.after_writing,
        start=starts.writing,
        help="不收费。要素表和协议打印出来，由本人核对签字。",
    ),
    Step(
        name="close",
        title="办结",
        form="legal_consult.closing",
        after=("consult",),
        optional=True,
        closes=True,
        check=rules.may_close,
        then=rules.after_closing,
        start=starts.closing,
    ),
    Step(
        name="cancel",
        title="未咨询",
        form="legal_consult.cancelled",
        optional=True,
        closes=True,
        then=rules.after_cancelling,
        fits=rules.unasked,
    ),
)

SERVICE = Service(
    name=NAME,
    title="法律咨询",
    clause="5.4.4",
    summary="律师、法律顾问解答婚姻家庭和妇女权益问题，告诉下一步去哪里。",
    faces_both_parties=False,
    one_sided=True,
    several=True,
    forms=FORMS,
    code_lists=(TOPIC_LIST,),
    steps=STEPS,
    roles=(Role(name="lawyer", title="律师"),),
    clocks=orders.CLOCKS,
    documents=DOCUMENTS,
    indicators=INDICATORS,
    settings=SETTINGS,
    suggests=(
        SuggestRule(
            why="财产纠纷先问清权利和证据",
            scenarios=frozenset({"property"}),
            words=("律师", "起诉", "法院", "离婚协议", "遗嘱", "继承", "债务", "保护令"),
        ),
    ),
    beside=beside,
    dossier=whole_file,
    closing_outcomes={
        **{option.value: option.label for option in NEXT_STEPS},
        "cancelled": "未咨询",
    },
)
