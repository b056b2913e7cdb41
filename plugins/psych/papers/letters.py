"""What somebody signs, takes along or brings to a doctor: the least needed (精神卫生法 23)."""

from core.api import CaseView, ItemView, Paper, day, label, moment, sheet, words
from plugins.psych import clients
from plugins.psych.documenting import CONSENT_VERSION
from plugins.psych.fields import MINUTES
from plugins.psych.forms_after import BASES
from plugins.psych.forms_opening import WANTS, WAYS
from plugins.psych.papers.parts import of_client

DOES = (
    f"一次约 {MINUTES} 分钟。咨询师听您说，陪您理清想法和感受，一起商量可以怎么做。全部不收费。\n"
    "咨询师不作诊断，不开药，不做治疗；看到可能需要就医的，会当面建议您去医疗机构。"
)
KEEPS = (
    "您说的话，咨询师保守秘密。过程记录只有写的咨询师看得到，领导、同事和另一方都看不到。\n"
    "需要告诉承办人的，先和您商量好，只告诉您同意的那一句。"
)
LIMITS = (
    "有三种情况，咨询师不能一个人知道：有伤害自己的危险；有伤害别人的危险；孩子正受到侵害。"
    "这时会告诉能保护人的人和部门，并尽量先和您说。"
)
RIGHTS = "您可以随时停下，可以换一位咨询师，可以撤回同意，不用说理由，也不影响办别的事。"
HELP = "遇到危险打 110、120；心里过不去，任何时候可以打心理热线 12356。"


def appointment(case: CaseView, item: ItemView, holder: str) -> Paper:
    """预约单: a time and an office. Whoever finds it learns neither a name nor what it is about."""
    person, data = of_client(case, item, "booking", holder)
    sessions = clients.filed(item, "session", person.id)
    at = sessions[-1].data.get("next_at") if sessions else None
    when = moment(at or data.get("at"))
    if not when:
        raise LookupError("no time was agreed")
    return sheet(
        item,
        "预约单",
        facts=(("时间", when), ("地点", item.point.name if item.point else "")),
        note="来不了的，请提前打电话改时间。",
    )


def consent(case: CaseView, item: ItemView, holder: str) -> Paper:
    """知情同意书: printed when booked, signed, and printed again with what was said."""
    person, _booked = of_client(case, item, "booking", holder)
    said = clients.newest(item, "consent", person.id) or {}
    child = clients.minor(case, item, person.id)
    wants = _booked.get("wants")
    return sheet(
        item,
        "知情同意书",
        facts=(
            ("来访者", person.name),
            ("版本", str(said.get("version") or CONSENT_VERSION)),
            ("希望的咨询师", label(WANTS, wants) if wants != "any" else ""),
            ("怎么确认的", label(WAYS, said.get("way"))),
            ("同意日期", day(said.get("on"))),
        ),
        parts=(
            words("做什么、不做什么", DOES),
            words("保守秘密", KEEPS),
            words("什么情况下不能保密", LIMITS),
            words("您可以怎样", RIGHTS),
        ),
        note=HELP,
        signs=("来访者", "监护人", "日期") if child else ("来访者", "咨询师", "日期"),
    )


def advice(case: CaseView, item: ItemView, holder: str) -> Paper:
    """建议就医告知: an advice, no finding; what she answered is kept (精神卫生法 23)."""
    person, data = of_client(case, item, "referral", holder)
    return sheet(
        item,
        "建议就医告知",
        to=person.name,
        opening="咨询师不能诊断。为了您的健康，建议您到有资质的医疗机构看一看，由医生判断。去不去由您决定。",
        facts=(
            ("可以去的医疗机构", str(data.get("hospital") or "")),
            ("建议日期", day(data.get("on"))),
        ),
        note=f"依据：精神卫生法第二十三条。{HELP}",
        signs=("来访者", "咨询师", "日期"),
    )


def _letter(case: CaseView, item: ItemView) -> tuple[str, dict[str, object]]:
    """Return for whom a letter was last asked for, and with which answers."""
    for record in reversed(clients.filed(item, "referral")):
        if record.data.get("letter") is True:
            client = record.data.get("client")
            return next(one.name for one in case.parties if one.id == client), dict(record.data)
    raise LookupError("no letter was asked for")


def referral(case: CaseView, item: ItemView, holder: str) -> Paper:
    """转介单: a name, what was seen, on which basis it is told; nothing of the family."""
    name, data = _letter(case, item)
    return sheet(
        item,
        "转介单",
        to=str(data.get("hospital") or "医疗机构"),
        opening=f"{name}经我们建议前来就诊，请接诊。我们不作诊断，以下只是看到的表现。",
        facts=(("提供信息的依据", label(BASES, data.get("basis"))),),
        parts=(words("看到的表现", data.get("reason")),),
        note="请在回执上写明是否就诊，交本人带回。诊断和治疗不必告诉我们。",
        letter=True,
    )


def reply(case: CaseView, item: ItemView, holder: str) -> Paper:
    """转介回执: for the hospital to tick; it is not asked what it found."""
    name, data = _letter(case, item)
    return sheet(
        item,
        "转介回执",
        to=item.point.name if item.point else "",
        facts=(
            ("姓名", name),
            ("医疗机构", str(data.get("hospital") or "")),
            ("是否就诊", "□ 已就诊　　□ 未就诊"),
        ),
        note="只写是否就诊，不写诊断和治疗。",
        signs=("医疗机构（章）", "日期"),
    )
