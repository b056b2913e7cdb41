"""What the applicant signs: the application, and about means only what the law asks (41, 42)."""

from core.api import CaseView, ItemView, day, label, labels, sheet, words
from plugins.legal_aid.choices import APPLIED_BY, CAUSES, CROWDS, EXEMPT, HARMS, KINDS, STAGES
from plugins.legal_aid.papers.parts import FREE, Paper, count, data_of, hers, materials, money

BY_HAND = "（由本人填写）"
PROMISE = (
    "本人因经济困难申请法律援助。本人如实说明经济状况，没有隐瞒。法律援助机构可以通过信息共享查询核对。"
    "说明不实的，愿意依法承担责任。"
)


def application(case: CaseView, item: ItemView, holder: str) -> Paper:
    """法律援助申请表; who harmed her, where she lives and how to reach her are not printed."""
    own, data = hers(case, item, holder), data_of(item, "application")
    for_others = data.get("applied_by") != "own"
    return sheet(
        item,
        "法律援助申请表",
        facts=(
            ("申请人", own.name),
            ("人群", labels(CROWDS, data.get("crowd"))),
            ("证件号码、住址、电话", BY_HAND),
            ("代为申请的人", str(data.get("agent") or "")),
            ("身份", label(APPLIED_BY, data.get("applied_by")) if for_others else ""),
            ("援助方式", label(KINDS, data.get("kind"))),
            ("事项", label(CAUSES, data.get("cause"))),
            ("到了哪一步", label(STAGES, data.get("stage"))),
            ("时效、期限届满日", day(data.get("limitation_on"))),
        ),
        parts=(
            words("申请的事实和理由", case.summary),
            materials(item, "have", "missing"),
        ),
        note=f"申请人如实陈述，对材料的真实性负责。{FREE}",
        signs=("申请人", "代为申请的人", "日期"),
        blanks=True,
    )


def _asked(item: ItemView, means: str) -> None:
    """Raise LookupError unless means were asked for, and in this way."""
    data = data_of(item, "application")
    if (
        data.get("victim") is not False
        or data.get("exempt") != "none"
        or data.get("means") != means
    ):
        raise LookupError("means are not asked")


def means(case: CaseView, item: ItemView, holder: str) -> Paper:
    """经济困难状况说明表: her own statement, no proof (41; 司法部令第148号)."""
    own, data = hers(case, item, holder), data_of(item, "application")
    _asked(item, "statement")
    return sheet(
        item,
        "经济困难状况说明表",
        facts=(
            ("申请人", own.name),
            ("共同生活", count(data.get("household"), "人")),
            ("家庭月收入", money(data.get("income"))),
            ("主要财产", str(data.get("property") or "")),
            ("欠债", money(data.get("debts"))),
        ),
        note="由本人如实说明，不用开证明（法律援助法第四十一条）。",
        signs=("申请人", "日期"),
    )


def promise(case: CaseView, item: ItemView, holder: str) -> Paper:
    """个人诚信承诺书 instead of proof (41)."""
    own = hers(case, item, holder)
    _asked(item, "promise")
    return sheet(
        item,
        "个人诚信承诺书",
        facts=(("承诺人", own.name),),
        parts=(words("承诺", PROMISE),),
        note="依据：法律援助法第四十一条。",
        signs=("承诺人", "日期"),
    )


def exempt(case: CaseView, item: ItemView, holder: str) -> Paper:
    """免予核查说明: why nothing about means is asked (32, 42)."""
    own, data = hers(case, item, holder), data_of(item, "application")
    if data.get("victim") is True:
        why = f"遭受{labels(HARMS, data.get('harm'))}，主张相关权益，不受经济困难条件的限制。"
        law = "法律援助法第三十二条第四项"
    elif data.get("exempt") not in (None, "none"):
        why = f"{label(EXEMPT, data.get('exempt'))}，免予核查经济困难状况。"
        law = "法律援助法第四十二条"
    else:
        raise LookupError("means are asked")
    return sheet(
        item,
        "免予核查说明",
        facts=(("申请人", own.name), ("依据", law)),
        parts=(words("情形", why),),
        note="请不要再向申请人要经济困难的材料。",
        signs=("申请人", "经办人", "日期"),
    )
