"""The letter to the centre, and the sheets of our own file (法律援助法 38, 44, 50)."""

from core.api import CaseView, ItemView, day, label, sheet, table, words
from plugins.legal_aid import told
from plugins.legal_aid.choices import (
    ADVANCED,
    BASES,
    CALLS,
    CAUSES,
    EVENTS,
    KINDS,
    MATTERS,
    PLACES,
    SCORES,
    STAGES,
    WORKED,
)
from plugins.legal_aid.papers.parts import Paper, data_of, hers, materials, money

SAFE = "请只按和本人约定的安全方式联系，不向对方和其他人透露申请、住处和联系方式。"


def _about_means(item: ItemView) -> str:
    data = told.data_of(item, "application")
    if data.get("victim") is True:
        return "不受经济困难条件限制（法律援助法第三十二条第四项）"
    if told.spared(data):
        return "免予核查（法律援助法第四十二条）"
    ways = {
        "promise": "本人已作诚信承诺（法律援助法第四十一条）",
        "statement": "附经济困难状况说明表（法律援助法第四十一条）",
        "shared": "请通过信息共享查询（法律援助法第四十一条）",
    }
    return ways.get(str(data.get("means")), "")


def transfer(case: CaseView, item: ItemView, holder: str) -> Paper:
    """移送函: what the centre needs to decide, and nothing of the other side."""
    own, sent = hers(case, item), data_of(item, "submission")
    data, found = data_of(item, "application"), told.data_of(item, "screening")
    lapses = day(data.get("limitation_on"))
    urgent = "请依照法律援助法第四十四条先行提供法律援助。" if sent.get("advance") is True else ""
    return sheet(
        item,
        "移送函",
        to=str(sent.get("centre") or ""),
        opening="现将下列法律援助申请移送贵中心，请依法审查，并在收到之日起七日内作出决定。"
        + urgent,
        facts=(
            ("申请人", own.name),
            ("援助方式", label(KINDS, data.get("kind"))),
            ("事项", label(CAUSES, data.get("cause"))),
            ("到了哪一步", label(STAGES, data.get("stage"))),
            ("时效、期限届满日", lapses),
            ("经济状况", _about_means(item)),
            ("属于哪一条", label(MATTERS, found.get("matter"))),
            ("管辖", label(PLACES, sent.get("place"))),
            ("提供信息的依据", label(BASES, sent.get("basis"))),
        ),
        parts=(materials(item, "have", "missing"),),
        note=SAFE if case.violence else "申请人的信息只用于这次申请。",
        letter=True,
    )


def advance(case: CaseView, item: ItemView, holder: str) -> Paper:
    """先行援助记录 (44)."""
    own, data = hers(case, item), data_of(item, "advance")
    return sheet(
        item,
        "先行援助记录",
        facts=(
            ("受援人", own.name),
            ("日期", day(data.get("on"))),
            ("情形", label(ADVANCED, data.get("why"))),
            ("期限届满日", day(told.answered(item, "application", "limitation_on"))),
            ("补手续的日期", day(data.get("papers_by"))),
        ),
        parts=(words("先做了什么", data.get("what")),),
        note="先行提供后，及时补办手续、补充材料（法律援助法第四十四条）。",
        signs=("受援人", "经办人", "日期"),
    )


def report(case: CaseView, item: ItemView, holder: str) -> Paper:
    """结案报告: the way it went, what it brought (50)."""
    own, data = hers(case, item), data_of(item, "report")
    lawyer = told.data_of(item, "assignment")
    rows = [
        (day(one.data.get("on")), label(EVENTS, one.data.get("event")))
        for one in told.filed(item, "progress")
    ]
    return sheet(
        item,
        "结案报告",
        facts=(
            ("受援人", own.name),
            ("事项", label(CAUSES, told.answered(item, "application", "cause"))),
            ("承办律师", str(lawyer.get("lawyer") or "")),
            ("单位", str(lawyer.get("firm") or "")),
            ("指派日期", day(lawyer.get("on"))),
            ("报告日期", day(data.get("on"))),
            ("结果", label(WORKED, data.get("result"))),
            ("取得或挽回金额", money(data.get("benefit"))),
        ),
        parts=(
            table("办理经过", {"日期": 3, "到了哪一步": 7}, rows),
            words("办理情况", data.get("summary")),
        ),
        note="依据：法律援助法第五十条。",
        signs=("承办人", "日期"),
    )


def callback(case: CaseView, item: ItemView, holder: str) -> Paper:
    """回访表."""
    own, data = hers(case, item), data_of(item, "callback")
    return sheet(
        item,
        "回访表",
        facts=(
            ("受援人", own.name),
            ("日期", day(data.get("on"))),
            ("方式", label(CALLS, data.get("way"))),
            ("满意吗", label(SCORES, data.get("score"))),
        ),
        parts=(words("本人的意见", data.get("comment")),),
        signs=("回访人", "日期"),
    )
