"""What goes onto the agreement, gathered from its records (人民调解法 28, 29, 33).

A party's particulars are collected for its own copy only, so that no copy can carry the other's.
"""

from collections.abc import Mapping

from core.api import (
    PARTY_ROLES,
    CaseView,
    ItemView,
    PartyView,
    Value,
    day_text,
    last_day,
    read_date,
    read_rows,
    yuan_text,
)
from plugins.mediation.effect import effective_on
from plugins.mediation.locks import BESIDE
from plugins.mediation.papers.parts import may_meet

KEYS = ("甲方", "乙方", "丙方", "丁方", "戊方", "己方", "庚方", "辛方", "壬方", "癸方")
SEXES = {"F": "女", "M": "男"}
FREQUENCIES = {"once": "一次付清", "monthly": "每月", "quarterly": "每季", "yearly": "每年"}
ORIGINS = {
    "applied": "本委员会依当事人申请，经各方当事人同意，对本纠纷进行调解。",
    "own": "本委员会主动调解，经各方当事人同意，对本纠纷进行调解。",
    "court_delegated": "本委员会受人民法院委派，经各方当事人同意，对本纠纷进行调解。",
    "court_entrusted": "本委员会受人民法院委托，经各方当事人同意，对本纠纷进行调解。",
    "police": "本纠纷由公安机关移交，经各方当事人同意，由本委员会调解。",
    "department": "本纠纷由有关部门移送，经各方当事人同意，由本委员会调解。",
}


def agreement(case: CaseView, item: ItemView, holder: str) -> Mapping[str, object]:
    """Collect the agreement for one holder; raise LookupError when none was recorded.

    Returns what ``documents/agreement.typ`` asks for, ready to print.
    """
    record = item.latest("mediation.agreement")
    if record is None:
        raise LookupError("no agreement in this item")
    if effective_on(item) is None:
        may_meet(case)
    rows = read_rows(record.data.get("items"))
    bound = {str(row.get(side)) for row in rows for side in ("payer", "payee")}
    parties = [
        party
        for party in case.parties
        if party.id in bound or (party.willing == "agreed" and party.role not in BESIDE)
    ]
    key_of = {party.id: key for party, key in zip(parties, KEYS, strict=False)}
    application = item.latest("mediation.application")
    mode = str(application.data.get("start_mode")) if application else "applied"
    return {
        "committee": str(record.data.get("committee", "")),
        "holder": key_of[holder] if holder else "",
        "parties": [
            {
                "key": key_of[party.id],
                "name": party.name,
                "particulars": _particulars(party) if party.id == holder else [],
            }
            for party in parties
        ],
        "origin": ORIGINS.get(mode, ORIGINS["applied"]),
        "facts": str(record.data.get("facts", "")),
        "issues": str(record.data.get("issues", "")),
        "items": [_article(row, key_of) for row in rows],
        "copies": len(parties) + 1,
        "place": str(record.data.get("place") or ""),
        "has_identity": record.data.get("status_matter") is True,
        "court_by": _court_by(case, item),
    }


def _particulars(party: PartyView) -> list[dict[str, str]]:
    said = (
        ("身份", PARTY_ROLES.get(party.role, "")),
        ("性别", SEXES.get(party.sex, party.sex)),
        ("出生日期", day_text(party.birth_date)),
    )
    return [{"label": label, "text": text} for label, text in said if text]


def _article(row: Mapping[str, Value], key_of: Mapping[str, str]) -> dict[str, object]:
    amount, often = row.get("amount"), FREQUENCIES.get(str(row.get("frequency")), "")
    money = yuan_text(amount) if isinstance(amount, int) and amount > 0 else ""
    due = [day_text(read_date(row.get("due"))), str(row.get("due_text") or "")]
    return {
        "who": [key_of[str(row["payer"])]] if str(row.get("payer")) in key_of else [],
        "to_whom": [key_of[str(row["payee"])]] if str(row.get("payee")) in key_of else [],
        "what": str(row.get("what", "")),
        "amount": "".join(part for part in (often, money) if part) if money else "",
        # The account itself stays off the sheet: it is on the committee's record.
        "how": str(row.get("how") or ""),
        "due": "；".join(part for part in due if part),
        "condition": str(row.get("condition") or ""),
        "confirmable": row.get("matter") != "status",
    }


def _court_by(case: CaseView, item: ItemView) -> str:
    for clock in case.clocks:
        if clock.code == "judicial_confirm" and clock.item_id == item.id:
            return day_text(last_day(clock.due_at))
    return ""


def promise_text(row: Mapping[str, Value]) -> str:
    """Return one promise as a line: what, how much, how and by when; never the account."""
    amount, often = row.get("amount"), FREQUENCIES.get(str(row.get("frequency")), "")
    money = f"{often}{yuan_text(amount)}" if isinstance(amount, int) and amount > 0 else ""
    said = (
        row.get("what"),
        money,
        row.get("how"),
        day_text(read_date(row.get("due"))),
        row.get("due_text"),
        row.get("condition"),
    )
    return "；".join(str(one) for one in said if one)
