"""Papers that leave the house: summons, applications to court and police, letters, the end told.

No letter says who did not want to (人民调解法 17, 26); none arranges a meeting that must not be.
"""

from collections.abc import Mapping

from core.api import CaseView, ItemView, day_text, last_day, read_rows
from plugins.mediation import after, court, rules
from plugins.mediation.agreements import CONFIRM, confirmable
from plugins.mediation.effect import effective_on
from plugins.mediation.forms.opening import KINDS
from plugins.mediation.papers.agreement import promise_text
from plugins.mediation.papers.parts import (
    data_of,
    day,
    disputants,
    label,
    listed,
    may_meet,
    names,
    office,
    sheet,
    table,
    words,
)
from plugins.mediation.papers.sheets import OTHER_WAYS

Paper = Mapping[str, object]
SWORN = (
    "我们出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；"
    "因为协议内容给他人造成损害的，愿意承担相应的民事责任和其他法律责任。"
)


def summons(case: CaseView, item: ItemView, holder: str) -> Paper:
    """调解通知书, to each by himself."""
    may_meet(case)
    data = data_of(item, "mediation.summons")
    moment = str(data.get("at") or "")
    hour = moment[11:16]
    return sheet(
        item,
        "调解通知书",
        to=names(case).get(holder, ""),
        opening=f"请您于{day(data.get('at'))} {hour} 到{data.get('place')}参加调解。",
        parts=(
            words("请带上", data.get("bring") or "身份证件和与纠纷有关的材料。"),
            words("说明", f"来不了的请提前告诉我们，可以改期，也可以电话、视频参加。{OTHER_WAYS}"),
        ),
        signs=("收到人", "收到日期"),
        letter=True,
    )


def confirmation(case: CaseView, item: ItemView, holder: str) -> Paper:
    """司法确认申请书: jointly, only what a court may confirm; the rest is named apart.

    Particulars, addresses and telephones are left to each one's own hand (法释〔2011〕5号 3).
    """
    may_meet(case)
    effective = effective_on(item)
    if effective is None or not confirmable(item):
        raise LookupError("nothing to confirm")
    data = data_of(item, "mediation.agreement")
    told = item.latest("mediation.confirmation")
    called, yes, no = names(case), list[tuple[str, ...]](), list[tuple[str, ...]]()
    for number, row in enumerate(read_rows(data.get("items")), start=1):
        line = (
            f"第 {number} 项",
            called.get(str(row.get("payer")), ""),
            called.get(str(row.get("payee")), ""),
            promise_text(row),
        )
        (no if row.get("matter") == "status" else yes).append(line)
    columns = {"协议": 2, "由": 2, "向": 2, "内容": 6}
    until = next(
        (
            day_text(last_day(clock.due_at))
            for clock in case.clocks
            if (clock.code, clock.item_id) == (CONFIRM, item.id)
        ),
        "",
    )
    apart = [table("不申请确认的内容（涉及身份关系）", columns, no)] if no else []
    people = table(
        "申请人（由本人填写）",
        {"姓名": 2, "证件号码": 4, "住址、电话": 5},
        [(party.name, "", "") for party in disputants(case) if party.willing == "agreed"],
    )
    return sheet(
        item,
        "司法确认申请书",
        to=str((told.data.get("court") if told else "") or "＿＿＿＿＿＿人民法院"),
        opening=f"我们的纠纷经{office(item)}调解达成协议，协议自{day_text(effective)}起生效。"
        "现共同申请确认下列内容有效。",
        parts=(
            people,
            table("申请确认的内容", columns, yes),
            *apart,
            words("承诺", SWORN),
            words("附件", "调解协议；身份证明；与协议有关的财产权利证明。"),
        ),
        note="申请不交费。" + (f"共同申请的最后一天是{until}。" if until else ""),
        signs=("申请人", "申请人", "日期"),
        seal=False,
    )


def termination(case: CaseView, item: ItemView, holder: str) -> Paper:
    """终止调解告知书: that it ended and where else to go, never why or through whom (26)."""
    data = data_of(item, "mediation.termination")
    reached = rules.OUTCOME_OF.get(str(data.get("reason")), "failed")
    return sheet(
        item,
        "终止调解告知书",
        to=names(case).get(holder, ""),
        opening=f"您的纠纷{rules.OUTCOMES[reached]}，本次调解自{day(data.get('told_on'))}起终止。",
        parts=(words("别的途径", OTHER_WAYS),),
        signs=("被告知人", "调解员"),
        letter=True,
    )


def hand_over(case: CaseView, item: ItemView, holder: str) -> Paper:
    """移送函 to the body that goes on."""
    data = data_of(item, "mediation.hand_over")
    if data.get("where") != "elsewhere":
        raise LookupError("it stays here")
    return sheet(
        item,
        "移送函",
        to=str(data.get("body") or ""),
        opening=f"{listed(case)}的纠纷，各方当事人同意转由贵单位"
        f"{label(KINDS, data.get('to_kind'))}，现予移送，请接收并告知结果。",
        parts=(
            words("理由", data.get("why")),
            words("附件", "受理登记表、调解笔录和证据材料，按卷内目录。"),
        ),
        letter=True,
    )


def _of_court(item: ItemView) -> tuple[str, str]:
    data = data_of(item, "mediation.application")
    if not court.from_court(item):
        raise LookupError("no court asked")
    return str(data.get("court") or ""), str(data.get("court_no") or "")


def court_extension(case: CaseView, item: ItemView, holder: str) -> Paper:
    """延长调解期限告知函: everyone agreed, so the court's days run on (特邀调解规定 27)."""
    to, number = _of_court(item)
    data = data_of(item, "mediation.extension")
    return sheet(
        item,
        "延长调解期限告知函",
        to=to,
        opening=f"贵院移交的{number}号案件，各方当事人于{day(data.get('agreed_on'))}同意"
        f"将调解期限延长 {data.get('days')} 天，特此告知。",
        parts=(words("理由", data.get("why")),),
        letter=True,
    )


def court_reply(case: CaseView, item: ItemView, holder: str) -> Paper:
    """调解结果函: the result in the words everyone is told, and the dates of the work."""
    to, number = _of_court(item)
    sittings = [one.data for one in item.records if one.form == "mediation.session"]
    signed = item.latest("mediation.acceptance")
    material = str(signed.data.get("material") or "") if signed else ""
    outcome = _outcome(item)
    reached = outcome in ("agreed", "agreed_oral")
    effective = effective_on(item) if reached else None
    return sheet(
        item,
        "调解结果函",
        to=to,
        opening=f"贵院移交的{number}号案件，当事人{listed(case)}，调解结果如下。",
        facts=(
            ("结果", rules.OUTCOMES[outcome]),
            ("签收材料", day(signed.data.get("signed_on")) if signed else ""),
            ("调解", "、".join(day(one.get("on")) for one in sittings) or "没有进行"),
            ("协议生效", day_text(effective) if effective else ""),
        ),
        parts=(
            words("附件", "调解协议书一份。" if reached else f"退还材料：{material or '全部'}。"),
        ),
        letter=True,
    )


def _outcome(item: ItemView) -> str:
    signed, review = item.latest("mediation.acceptance"), item.latest("mediation.review")
    if signed is not None and signed.data.get("decision") == "returned":
        return "returned"
    if review is not None and review.data.get("decision") == "refused":
        return "refused"
    how = court.ended(item)
    if how == "terminate":
        reason = data_of(item, "mediation.termination").get("reason")
        return rules.OUTCOME_OF[str(reason)]
    if how == "close":
        return rules.reached(item)
    raise LookupError("not ended")


def police(case: CaseView, item: ItemView, holder: str) -> Paper:
    """For 治安管理处罚法 9(4): the party's own application, the committee's proof below it."""
    may_meet(case)
    data = data_of(item, "mediation.police")
    if effective_on(item) is None or not after.performed(item):
        raise LookupError("not performed")
    agreement, called = data_of(item, "mediation.agreement"), names(case)
    kept = [
        (f"第 {number} 项", promise_text(row), "已履行")
        for number, row in enumerate(read_rows(agreement.get("items")), start=1)
    ]
    return sheet(
        item,
        "请求不予处罚申请书",
        to=str(data.get("station") or ""),
        opening=f"我是{called.get(str(data.get('applicant')), '')}，"
        f"因与{listed(case)}之间的纠纷{data.get('police_no') or ''}，"
        f"经{office(item)}调解达成协议并已经履行。依照治安管理处罚法第九条第四款，"
        "书面申请不予处罚，是否认可由贵机关决定。",
        parts=(
            table("调解协议履行情况（由委员会证明）", {"协议": 2, "内容": 7, "履行": 2}, kept),
            words("附件", "调解协议书一份；履行凭据。"),
        ),
        signs=("申请人", "日期"),
    )
