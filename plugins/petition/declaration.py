"""The value 家事信访 declares (T/ZSM 5.4.2, 信访工作条例)."""

from core.api import Clock, Law, Role, Service, Step, SuggestRule, Unit
from plugins.petition import rules
from plugins.petition.counting import INDICATORS
from plugins.petition.forms import FORMS, SETTINGS
from plugins.petition.forms_answer import RESULTS


def _law(article: str) -> Law:
    return Law(name="信访工作条例", article=article)


LOCAL = Law(name="县规则", local=True)
STEPS = (
    Step(
        name="register",
        title="登记",
        form="petition.registration",
        check=rules.may_register,
        then=rules.after_registration,
        law="信访工作条例第19条",
    ),
    Step(
        name="triage",
        title="甄别分道",
        form="petition.triage",
        after=("register",),
        repeats=True,
        optional=True,
        then=rules.after_triage,
        help="咨询的可以直接答复。",
    ),
    Step(
        name="notify",
        title="告知",
        form="petition.notice",
        after=("register",),
        repeats=True,
        optional=True,
        check=rules.may_notify,
        then=rules.after_notice,
        law="信访工作条例第23条",
    ),
    Step(
        name="report",
        title="通报、强制报告",
        form="petition.report",
        after=("triage",),
        repeats=True,
        optional=True,
        check=rules.may_report,
        then=rules.after_report,
        law="未成年人保护法第11条、反家庭暴力法第14条",
        help="先打 110，再填表。",
    ),
    Step(
        name="transfer",
        title="转送、交办",
        form="petition.transfer",
        after=("triage",),
        repeats=True,
        optional=True,
        check=rules.may_transfer,
        then=rules.after_transfer,
        law="信访工作条例第30条",
    ),
    Step(
        name="progress",
        title="办理进展",
        form="petition.progress",
        after=("triage",),
        repeats=True,
        optional=True,
    ),
    Step(
        name="extend",
        title="延期",
        form="petition.extension",
        after=("notify",),
        optional=True,
        check=rules.may_extend,
        then=rules.after_extension,
        law="信访工作条例第34条",
    ),
    Step(
        name="answer",
        title="答复",
        form="petition.answer",
        after=("register",),
        closes=True,
        check=rules.may_answer,
        then=rules.after_answer,
        law="信访工作条例第34条",
        help="申诉求决的，答复后还有三十日可以申请复查。",
    ),
    Step(
        name="review",
        title="复查、复核",
        form="petition.review",
        after=("answer",),
        repeats=True,
        optional=True,
        check=rules.may_review,
        then=rules.after_review,
        law="信访工作条例第35条、第36条",
    ),
    Step(
        name="close",
        title="办结",
        form="petition.closing",
        after=("answer",),
        optional=True,
        closes=True,
        then=rules.after_closing,
    ),
)
SERVICE = Service(
    name="petition",
    title="家事信访",
    clause="5.4.2",
    summary="来信、来访、来电和 12338：咨询当场答复，求助协调办理，严重侵害依法查处。",
    faces_both_parties=False,
    forms=FORMS,
    steps=STEPS,
    settings=SETTINGS,
    roles=(Role(name="petition", title="信访接待员"),),
    clocks=(
        Clock(
            code=rules.INFORM,
            title="告知是否受理",
            unit=Unit.DAYS,
            length=15,
            law=_law("第23条"),
        ),
        Clock(
            code=rules.OBJECT,
            title="提出管辖异议",
            unit=Unit.WORKDAYS,
            length=5,
            law=_law("第23条"),
            warn_days=1,
        ),
        Clock(
            code=rules.HANDLE,
            title="办结信访事项",
            unit=Unit.DAYS,
            length=60,
            law=_law("第34条"),
            warn_days=10,
            extension=30,
        ),
        Clock(
            code=rules.REVIEW,
            title="作出复查意见",
            unit=Unit.DAYS,
            length=30,
            law=_law("第35条"),
            warn_days=5,
        ),
        Clock(
            code=rules.FINAL,
            title="作出复核意见",
            unit=Unit.DAYS,
            length=30,
            law=_law("第36条"),
            warn_days=5,
        ),
        Clock(
            code=rules.SEVERE,
            title="严重侵害通报",
            unit=Unit.HOURS,
            length=2,
            law=LOCAL,
            warn_days=1,
        ),
        Clock(
            code=rules.ACCEPT,
            title="求助件协调",
            unit=Unit.WORKDAYS,
            length=1,
            law=LOCAL,
            warn_days=1,
        ),
    ),
    indicators=INDICATORS,
    suggests=(
        SuggestRule(
            why="严重侵害妇女儿童权益的，协调有关部门依法查处",
            scenarios=frozenset({"dv", "minor"}),
            words=("投诉", "举报", "控告", "信访", "上访", "12338", "没人管", "虐待", "遗弃"),
        ),
    ),
    closing_outcomes={
        **{option.value: option.label for option in RESULTS},
        "declined": "不予受理",
        "withdrawn": "本人撤回",
    },
)
