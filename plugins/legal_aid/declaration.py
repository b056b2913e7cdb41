"""The value 法律援助 declares (T/ZSM 5.4.6, 法律援助法)."""

from core.api import Clock, Law, Role, Service, Step, SuggestRule, Unit
from plugins.legal_aid import rules
from plugins.legal_aid.counting import INDICATORS
from plugins.legal_aid.forms import FORMS
from plugins.legal_aid.forms_centre import RESULTS


def _law(article: str) -> Law:
    return Law(name="法律援助法", article=article)


STEPS = (
    Step(
        name="apply",
        title="申请",
        form="legal_aid.application",
        repeats=True,
        check=rules.may_apply,
        then=rules.after_applying,
        law="法律援助法第32条",
        help="家暴、虐待、遗弃的受害人不问收入。",
    ),
    Step(
        name="missing",
        title="一次性告知补正",
        form="legal_aid.missing",
        after=("apply",),
        optional=True,
        law="法律援助法第43条",
        help="只能告知一次，请写全。",
    ),
    Step(
        name="submit",
        title="移送中心",
        form="legal_aid.submission",
        after=("apply",),
        repeats=True,
        then=rules.after_submission,
    ),
    Step(
        name="accept",
        title="中心收到",
        form="legal_aid.acceptance",
        after=("submit",),
        repeats=True,
        then=rules.after_acceptance,
        law="法律援助法第43条",
    ),
    Step(
        name="advance",
        title="先行提供",
        form="legal_aid.advance",
        after=("submit",),
        optional=True,
        then=rules.after_advance,
        law="法律援助法第44条",
    ),
    Step(
        name="decide",
        title="决定",
        form="legal_aid.decision",
        after=("accept", "advance"),
        repeats=True,
        check=rules.may_decide,
        then=rules.after_decision,
        law="法律援助法第43条",
    ),
    Step(
        name="object",
        title="异议",
        form="legal_aid.objection",
        after=("decide",),
        repeats=True,
        optional=True,
        check=rules.may_object,
        then=rules.after_objection,
        law="法律援助法第49条",
    ),
    Step(
        name="assign",
        title="指派",
        form="legal_aid.assignment",
        after=("decide", "advance"),
        repeats=True,
        optional=True,
        check=rules.may_assign,
        then=rules.after_assignment,
        law="法律援助法第43条",
    ),
    Step(
        name="progress",
        title="承办进度",
        form="legal_aid.progress",
        after=("assign",),
        repeats=True,
        optional=True,
        then=rules.after_progress,
    ),
    Step(
        name="close",
        title="结案",
        form="legal_aid.closing",
        after=("apply",),
        closes=True,
        check=rules.may_close,
        then=rules.after_closing,
    ),
)
SERVICE = Service(
    name="legal_aid",
    title="法律援助",
    clause="5.4.6",
    summary="帮助申请法律援助、跟踪进度；受家暴的妇女不审查经济困难，快援、优援。",
    faces_both_parties=False,
    forms=FORMS,
    steps=STEPS,
    roles=(Role(name="aid", title="援助帮扶专员"),),
    clocks=(
        Clock(
            code=rules.SUBMIT,
            title="受害人申请移送",
            unit=Unit.WORKDAYS,
            length=1,
            law=Law(name="县规则", local=True),
            warn_days=1,
        ),
        Clock(
            code=rules.DECIDE,
            title="法援中心决定",
            unit=Unit.DAYS,
            length=7,
            law=_law("第43条"),
            warn_days=2,
        ),
        Clock(
            code=rules.ASSIGN,
            title="指派律师",
            unit=Unit.DAYS,
            length=3,
            law=_law("第43条"),
            warn_days=1,
        ),
        Clock(
            code=rules.REVIEW,
            title="审查异议",
            unit=Unit.DAYS,
            length=5,
            law=_law("第49条"),
            warn_days=2,
        ),
        Clock(
            code=rules.MEET,
            title="会见未成年被害人",
            unit=Unit.WORKDAYS,
            length=5,
            law=Law(name="司公通〔2020〕12号"),
            warn_days=2,
        ),
    ),
    indicators=INDICATORS,
    suggests=(
        SuggestRule(
            why="受家暴、虐待、遗弃的，不审查经济困难，可以申请法律援助",
            scenarios=frozenset({"dv"}),
            words=("法律援助", "请不起律师", "打官司", "没钱起诉", "家暴", "打我"),
        ),
    ),
    fallback_help=(
        "本点没有开办法律援助受理。请拨打 12348，或者到县法律援助中心申请。"
        "受家暴、虐待、遗弃的，不审查经济困难条件（法律援助法第32条）。"
    ),
    closing_outcomes={option.value: option.label for option in RESULTS},
)
