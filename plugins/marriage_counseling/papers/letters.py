"""What is taken home or sent on: the least that serves, never a word of the other one.

The sheet on the two months is notice and invitation in one (T/ZSM 5.4.1, 婚姻登记条例 17). The help
card can be found by anybody, so it names nobody and says nothing of a marriage or an office.
"""

from core.api import CaseView, ItemView, Paper, day, day_text, label, last_day, sheet, words
from plugins.marriage_counseling import sides
from plugins.marriage_counseling.cooling import CLAIMING, COOLING
from plugins.marriage_counseling.forms_after import BASES
from plugins.marriage_counseling.forms_opening import REFERRERS
from plugins.marriage_counseling.papers.parts import FREE, HELP, holder_of

FIRST = (
    "自婚姻登记机关收到离婚登记申请之日起三十日内，任何一方不愿意离婚的，可以向登记机关撤回申请。"
)
SECOND = (
    "期满后三十日内，双方应当亲自到登记机关申请发给离婚证；没有去申请的，视为撤回离婚登记申请。"
)
COUNTED = (
    "申请当天不算，从第二天起算；最后一天遇到法定休假日的，顺延到休假日结束的次日"
    "（民法典第二百零三条）。"
)
INVITED = (
    "这三十日里可以来做婚姻辅导：先一个一个谈，两个人都愿意了再一起谈。"
    "不劝和也不劝离，只是把话说清楚。"
)
ROADS = (
    "有危险，或者有人正在打您、追您、威胁您：110。\n"
    "妇女儿童遇到难处：12338。\n"
    "想问法律、请法律援助：12348。\n"
    "心里过不去：12356。\n"
    "受伤：120，留好病历和照片。"
)
RIGHTS = (
    "可以报警，请公安机关出具告诫书。\n"
    "可以向法院申请人身安全保护令，不用先离婚；法院七十二小时内、紧急的二十四小时内作出决定。\n"
    "没有地方住，可以请求临时庇护。"
)


def help_card(case: CaseView, item: ItemView, holder: str) -> Paper:
    """求助卡: numbers and rights for anybody (婚姻登记条例 6; 反家庭暴力法 13, 16, 18, 23, 28)."""
    card = sheet(
        item,
        "求助卡",
        parts=(words("找谁", ROADS), words("您可以", RIGHTS)),
        note="这张卡谁都可以拿。记住号码；不方便带的，不用带走。",
    )
    return {one: card[one] for one in ("title", "parts", "note")}


def cooling(case: CaseView, item: ItemView, holder: str) -> Paper:
    """离婚冷静期提示单: the two months with their days, and an invitation (民法典 1077).

    Raises LookupError while no application runs.
    """
    person = holder_of(case, holder)
    ends = {
        one.code: f"{day_text(last_day(one.due_at))}{'（暂定）' if one.provisional else ''}"
        for one in case.clocks
        if one.item_id == item.id
    }
    if CLAIMING not in ends:
        raise LookupError("no application runs")
    return sheet(
        item,
        "离婚冷静期提示单",
        to=person.name,
        facts=(
            ("申请日", _applied_on(item)),
            ("冷静期到", ends.get(COOLING, "")),
            ("申领离婚证到", ends[CLAIMING]),
        ),
        parts=(
            words("第一个三十日", FIRST),
            words("第二个三十日", SECOND),
            words("怎么算", COUNTED),
            words("邀请", f"{INVITED}\n{FREE}"),
        ),
        note="依据：民法典第一千零七十七条。写着“暂定”的，以当年放假通知为准。"
        f"办事提示，不是法律意见。\n{HELP}",
    )


def _applied_on(item: ItemView) -> str:
    """Return the day of the newest application, as papers write it."""
    for one in reversed(sides.filed(item, "cooling")):
        if one.data.get("now") == "applied":
            return day(one.data.get("on"))
    return day(sides.newest(item, "booking").get("applied_on"))


def referral(case: CaseView, item: ItemView, holder: str) -> Paper:
    """转介单: one name, what the other office needs, on which basis; nothing of the family."""
    for record in reversed(sides.filed(item, "referral")):
        said = record.data
        if said.get("to") == "outside":
            name = next(one.name for one in case.parties if one.id == said.get("party"))
            return sheet(
                item,
                "转介单",
                to=str(said.get("org") or ""),
                opening=f"{name or '当事人'}经我们介绍前来，请予接待。",
                facts=(("提供信息的依据", label(BASES, said.get("basis"))),),
                parts=(
                    words("情况", said.get("reason")),
                    words("回执（请填写后交回）", "□ 已经接收　　□ 没有接收，原因："),
                ),
                note="情况只用于这次办理，不得告诉别人（个人信息保护法第二十三条）。",
                letter=True,
            )
    raise LookupError("nobody was sent elsewhere")


def feedback(case: CaseView, item: ItemView, holder: str) -> Paper:
    """参加情况回告单: took part or not, of those who let it be told, and not a word more.

    Raises LookupError where nobody sent them, or nobody let it be told (个人信息保护法 23).
    """
    booked = sides.newest(item, "booking")
    told = [
        (one.name or "当事人", said.get("answer"))
        for one in sides.couple(case)
        for said in (sides.newest(item, "consent", one.id),)
        if said.get("tell_referrer") is True
    ]
    if booked.get("referrer") in (None, "own") or not told:
        raise LookupError("nobody to tell, or nobody let it be told")
    return sheet(
        item,
        "参加情况回告单",
        to=str(booked.get("referrer_name") or label(REFERRERS, booked.get("referrer"))),
        opening="您处转来的婚姻辅导，参加情况如下。辅导内容依约保密，不在本单。",
        facts=[(name, "参加" if answer == "agreed" else "没有参加") for name, answer in told],
        note=f"经本人同意告知（个人信息保护法第二十三条）。{FREE}",
        letter=True,
    )
