"""人身安全保护令申请书, 证据清单, 求助记录证明 (反家庭暴力法 23 to 31; 法释〔2022〕17号 6).

They lie in her hands and go to the court: what could tell where she lives stays blank.
"""

from collections.abc import Mapping
from datetime import date

from core.api import (
    CaseView,
    ItemView,
    Paper,
    PartyView,
    Value,
    day,
    day_text,
    label,
    local_day,
    read_rows,
    sheet,
    table,
    words,
)
from plugins.legal_consult.choices import (
    APPLICANTS,
    COURTS,
    EVIDENCE,
    RELATIONS,
    STATES,
    UNABLE,
)
from plugins.legal_consult.papers.parts import of_client, person

TITLES = {
    "new": "人身安全保护令申请书",
    "extend": "延长人身安全保护令申请书",
    "change": "变更人身安全保护令申请书",
    "revoke": "撤销人身安全保护令申请书",
}
SEXES = {"F": "女", "M": "男"}
BY_HAND = "（本人手写）"
ASKED = {
    "violence": "禁止被申请人实施家庭暴力",
    "contact": "禁止被申请人骚扰、跟踪、接触申请人及其相关近亲属",
    "leave": "责令被申请人迁出申请人住所",
    "online": "禁止被申请人以电话、短信、即时通讯工具、电子邮件等方式侮辱、诽谤、威胁申请人"
    "及其相关近亲属",
    "nearby": "禁止被申请人在申请人及其相关近亲属的住所、学校、工作单位等经常出入场所的一定范围内"
    "从事可能影响其正常生活、学习、工作的活动",
}
"""The measures as 反家庭暴力法 29 and 法释〔2022〕17号 10 call them."""


def _whom(party: PartyView) -> str:
    born = day_text(party.birth_date)
    return "，".join(one for one in (party.name, SEXES.get(party.sex, ""), born) if one)


def _asked(data: Mapping[str, Value]) -> str:
    kind, until = data.get("kind"), day(data.get("old_until"))
    if kind == "revoke":
        return f"撤销到{until}为止的人身安全保护令。"
    chosen = data.get("measures")
    wanted = [str(one) for one in chosen] if isinstance(chosen, list) else []
    lines = [ASKED.get(one, str(data.get("other_measure") or "")) for one in wanted]
    first = {
        "extend": f"延长到{until}为止的人身安全保护令：",
        "change": f"变更到{until}为止的人身安全保护令：",
    }.get(str(kind), "")
    numbered = [f"{number}．{line}；" for number, line in enumerate(lines, start=1)]
    return "\n".join([first, *numbered] if first else numbered)


def application(case: CaseView, item: ItemView, holder: str) -> Paper:
    """人身安全保护令申请书 in her name, or in that of who may apply for her."""
    whose, data = of_client(case, item, "order", holder)
    by, urgent = data.get("applied_by"), data.get("urgent") is True
    agent = f"{data.get('agent')}（{label(APPLICANTS, by)}）" if by not in (None, "self") else ""
    return sheet(
        item,
        TITLES.get(str(data.get("kind")), TITLES["new"]),
        to=str(data.get("court") or ""),
        facts=(
            ("申请人", _whom(whose)),
            ("身份证号、电话", BY_HAND),
            ("住址", "另纸告知法院，请求保密"),
            ("代为申请", agent),
            ("为什么代为申请", label(UNABLE, data.get("unable"))),
            ("被申请人", _whom(person(case, data.get("against")))),
            ("与申请人的关系", label(RELATIONS, data.get("relation"))),
            ("被申请人住址、电话", BY_HAND),
            ("管辖", label(COURTS, data.get("court_by"))),
            ("情况紧急", "是，请在二十四小时内作出（反家庭暴力法第二十八条）" if urgent else ""),
        ),
        parts=(
            words("请求事项", _asked(data)),
            words("事实和理由", _facts(data)),
            words("证据", "见证据清单。" if data.get("evidence") else ""),
        ),
        note="依据：反家庭暴力法第二十三条、第二十九条，法释〔2022〕17号。",
        signs=("申请人（代为申请人）", "日期"),
    )


def _facts(data: Mapping[str, Value]) -> str:
    last = day(data.get("last_on"))
    return f"最近一次：{last}。{data.get('facts')}" if last else str(data.get("facts") or "")


def evidence(case: CaseView, item: ItemView, holder: str) -> Paper:
    """证据清单: what there is, what may still be fetched, by the eleven kinds."""
    whose, data = of_client(case, item, "order", holder)
    rows = [
        (
            label(EVIDENCE, one.get("kind")),
            str(one.get("what") or ""),
            label(STATES, one.get("state")),
        )
        for one in read_rows(data.get("evidence"))
    ]
    if not rows:
        raise LookupError("no proof was listed")
    return sheet(
        item,
        "证据清单",
        facts=(("申请人", whose.name), ("法院", str(data.get("court") or ""))),
        parts=(table("证据", {"种类": 4, "是什么、在哪里": 5, "有没有": 2}, rows),),
        note="证明有遭受家庭暴力或者面临现实危险的较大可能性就可以（法释〔2022〕17号第六条）。"
        "因客观原因拿不到的，可以请法院调取。",
        signs=("申请人", "日期"),
    )


def asked_on(case: CaseView, item: ItemView, whose: PartyView) -> date | None:
    """Return the day *whose* asked for help: that of the window when it was she who came, else the
    day her own words were first written down here. The case may have been opened by the other."""
    if whose.relation == "self":
        return case.received_on
    days = (local_day(one.filed_at) for one in item.records if one.data.get("client") == whose.id)
    return min(days, default=None)


def help_record(case: CaseView, item: ItemView, holder: str) -> Paper:
    """求助记录证明: on which day she came to us for help; one of the eleven proofs."""
    whose, _data = of_client(case, item, "order", holder)
    return sheet(
        item,
        "求助记录证明",
        facts=(
            ("求助人", whose.name),
            ("求助日期", day_text(asked_on(case, item, whose))),
            ("登记编号", case.number),
        ),
        parts=(
            words(
                "证明",
                "求助人于上述日期向本单位反映遭受家庭暴力或者面临家庭暴力的现实危险，本单位已登记。",
            ),
        ),
        note="本证明只证明求助的事实和日期，供人民法院、公安机关办理时参考（法释〔2022〕17号第六条）。",
        letter=True,
    )
