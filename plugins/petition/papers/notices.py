"""What the petitioner gets, and our own register (信访工作条例 19, 23, 32, 34 to 36)."""

from core.api import CaseView, ItemView, Paper, day, label, labels, moment, sheet, table, words
from plugins.petition import told
from plugins.petition.choices import (
    DECLINED,
    JURISDICTIONS,
    LANES,
    NATURES,
    OPINIONS,
    RESULTS,
    TOPICS,
    WAYS,
)
from plugins.petition.papers.parts import filed, names, petitioner

SHEETS = {"visit": "来访登记表", "letter": "来信登记表", "call": "来电登记表（12338）"}
TAKEN = ("收到人", "收到日期")


def register(case: CaseView, item: ItemView, holder: str) -> Paper:
    """来访/来电/来信登记表: what was said, where it went, how it was answered."""
    data, way = filed(item, "registration"), told.data_of(item, "triage")
    form, heads = str(data.get("form")), data.get("headcount")
    speakers = data.get("representatives")
    call = (moment(data.get("call_start")), moment(data.get("call_end"))[-5:])
    steps = [
        (day(one.data.get("on")), str(one.data.get("what") or ""))
        for one in told.filed(item, "progress")
    ]
    answer = told.data_of(item, "answer")
    return sheet(
        item,
        SHEETS.get(form, "信访登记表"),
        facts=(
            ("信访人", names(case)),
            ("登记日期", day(item.opened_on.isoformat()) if item.opened_on else ""),
            ("形式", label(WAYS, form)),
            ("性质", label(NATURES, data.get("nature"))),
            ("人数", f"{heads} 人" if heads else ""),
            ("代表", f"{speakers} 人" if speakers else ""),
            ("说的事", labels(TOPICS, data.get("topics"))),
            ("来件编号", str(data.get("reference") or "")),
            ("通话", "—".join(one for one in call if one)),
            ("录音编号", str(data.get("recording") or "")),
            ("要求保密", "是" if data.get("confidential") is True else "否"),
            ("分道", label(LANES, way.get("lane"))),
            ("职权范围", label(JURISDICTIONS, way.get("jurisdiction"))),
        ),
        parts=(
            words("诉求", data.get("request") or case.summary),
            *((words("事实、理由", data["facts"]),) if data.get("facts") else ()),
            *((table("办理过程", {"日期": 2, "情况": 7}, steps),) if steps else ()),
            *((words("答复", answer.get("text")),) if answer else ()),
        ),
        note="记录已向本人复述。" if data.get("read_back") is True else "",
        signs=("信访人", "接待人", "日期"),
    )


def accepted(case: CaseView, item: ItemView, holder: str) -> Paper:
    """受理告知书: it was taken up, by whom, until when (23, 34)."""
    own, data = petitioner(case, holder), filed(item, "notice", kind="accepted")
    claim = told.is_claim(item)
    limit = "自受理之日起六十日内办结；情况复杂的，经批准可以延长，并告诉您理由。" if claim else ""
    return sheet(
        item,
        "受理告知书",
        to=own.name,
        opening=f"您反映的信访事项，我单位于{day(data.get('on'))}受理。{limit}",
        parts=(words("诉求", filed(item, "registration").get("request")),),
        note="办理情况可以凭受理回执的编号查询。",
        signs=TAKEN,
        letter=True,
    )


def forwarded(case: CaseView, item: ItemView, holder: str) -> Paper:
    """转送告知书: where it went (23)."""
    own, data = petitioner(case, holder), filed(item, "notice", kind="forwarded")
    return sheet(
        item,
        "转送告知书",
        to=own.name,
        opening=f"您反映的信访事项，属于{data.get('to')}的职权，我单位于{day(data.get('on'))}"
        "转送该单位办理，请向该单位了解办理情况。",
        note="检举控告的材料不会转给被反映的人员或单位。",
        signs=TAKEN,
        letter=True,
    )


def declined(case: CaseView, item: ItemView, holder: str) -> Paper:
    """不予受理告知书: why not, and where to go instead (19, 31)."""
    own, data = petitioner(case, holder), filed(item, "notice", kind="declined")
    return sheet(
        item,
        "不予受理告知书",
        to=own.name,
        opening=f"您反映的信访事项，{label(DECLINED, data.get('reason'))}，"
        f"我单位于{day(data.get('on'))}决定不予受理。",
        parts=(words("您可以这样办", data.get("where")),),
        signs=TAKEN,
        letter=True,
    )


def extension(case: CaseView, item: ItemView, holder: str) -> Paper:
    """延期告知书: how long and why (34)."""
    own, data = petitioner(case, holder), filed(item, "extension")
    return sheet(
        item,
        "延期告知书",
        to=own.name,
        opening=f"您反映的信访事项情况复杂，经批准，办理期限延长 {data.get('days')} 日。",
        parts=(words("理由", data.get("why")),),
        signs=TAKEN,
        letter=True,
    )


def reply(case: CaseView, item: ItemView, holder: str) -> Paper:
    """信访答复书 for what asks for no decision; a claim gets an opinion."""
    own, data = petitioner(case, holder), filed(item, "answer")
    if told.is_claim(item):
        raise LookupError("a claim gets an opinion")
    basis = data.get("basis")
    return sheet(
        item,
        "信访答复书",
        to=own.name,
        opening="您反映的信访事项，现答复如下。",
        facts=(("结果", label(RESULTS, data.get("result"))),),
        parts=(
            words("答复", data.get("text")),
            *((words("依据", basis),) if basis else ()),
        ),
        signs=TAKEN,
        letter=True,
    )


def opinion(case: CaseView, item: ItemView, holder: str) -> Paper:
    """信访事项处理意见书: request, facts, opinion, articles, what comes next (32, 35)."""
    own, data = petitioner(case, holder), filed(item, "answer")
    if not told.is_claim(item):
        raise LookupError("no decision was asked for")
    return sheet(
        item,
        "信访事项处理意见书",
        to=own.name,
        facts=(("结果", label(RESULTS, data.get("result"))),),
        parts=(
            words("信访请求", filed(item, "registration").get("request")),
            words("事实和理由", data.get("found")),
            words("处理意见", data.get("text")),
            words("依据", data.get("basis")),
        ),
        note="对本意见不服的，可以自收到之日起三十日内，向上一级机关、单位请求复查"
        "（信访工作条例第三十五条）。",
        signs=TAKEN,
        letter=True,
    )


def _round(case: CaseView, item: ItemView, holder: str, round_: str, title: str) -> Paper:
    own, given = petitioner(case, holder), told.opinions(item, round_)
    if not given:
        raise LookupError("no opinion yet")
    data = given[-1].data
    last = round_ == "final"
    return sheet(
        item,
        title,
        to=own.name,
        facts=(
            ("申请日期", day(data.get("requested_on"))),
            ("作出机关", str(data.get("body") or "")),
            ("作出日期", day(data.get("opinion_on"))),
            ("意见", label(OPINIONS, data.get("result"))),
        ),
        parts=(words("意见内容", data.get("opinion")),),
        note="仍以同一事实和理由提出信访请求的，不再受理（信访工作条例第三十六条）。"
        if last
        else "对本意见不服的，可以自收到之日起三十日内申请复核（信访工作条例第三十六条）。",
        signs=TAKEN,
        letter=True,
    )


def review(case: CaseView, item: ItemView, holder: str) -> Paper:
    """复查意见书 (35)."""
    return _round(case, item, holder, "review", "复查意见书")


def final(case: CaseView, item: ItemView, holder: str) -> Paper:
    """复核意见书, after which it is not taken up again (36)."""
    return _round(case, item, holder, "final", "复核意见书")
