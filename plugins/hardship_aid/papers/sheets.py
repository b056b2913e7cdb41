"""The sheets of a household's file, and those the person signs (T/ZSM 5.4.7; 低保办法 16)."""

from core.api import CaseView, ItemView, read_rows
from plugins.hardship_aid import ledger
from plugins.hardship_aid.conditions import FITS
from plugins.hardship_aid.forms import DISCOVERY
from plugins.hardship_aid.forms_apply import APPLICATION
from plugins.hardship_aid.forms_assessment import ASSESSMENT
from plugins.hardship_aid.needs import KINDS, NEEDS, WAYS
from plugins.hardship_aid.papers.parts import (
    Paper,
    data_of,
    day,
    label,
    labels,
    money,
    person,
    sheet,
    table,
    title_of,
    words,
)
from plugins.hardship_aid.programmes import OPTIONS

PROMISED = (
    "本人如实说明家庭情况，提供的材料真实。情况有变化的，及时告知。"
    "本人同意为审核救助，由主管部门依法核对家庭收入、财产和已享受的救助，核对内容只用于这次救助。"
)
MANDATED = (
    "委托代办人把这项申请和附件交给受理单位，领取回执和决定，把结果告诉本人。"
    "不代本人签字、领款、放弃权利。"
)
CANCERS = "two_cancers"
BY_HAND = ("□ 同意　□ 不同意", "　　年　　月　　日")
"""Cells for the pen; an empty one would be struck out."""


def assessment(case: CaseView, item: ItemView, holder: str) -> Paper:
    """需求评估表: what was told, and nothing where nobody asked."""
    found, data = data_of(item, "discovery"), data_of(item, "assessment")
    asked = ("assets", "able", "supporter", "disability", "illness", "compensated")
    told = [
        (ASSESSMENT.field(name).label, label(ASSESSMENT.field(name).options, data.get(name)))
        for name in asked
    ]
    facts = (
        ("帮扶对象", person(case, item).name),
        ("对象类别", labels(DISCOVERY.field("groups").options, found.get("groups"))),
        ("共同生活", f"{data.get('household')} 人" if data.get("household") else ""),
        ("家庭月收入", money(data.get("income"))),
        ("每月必要支出", money(data.get("spending"))),
        ("已享受", labels(OPTIONS, data.get("existing"))),
        *told,
        ("复核日期", day(data.get("review_on"))),
    )
    return sheet(
        item,
        "需求评估表",
        facts=[(name, text) for name, text in facts if text],
        parts=(words("需求", labels(NEEDS, found.get("needs"))),),
        signs=("帮扶对象", "包联人", "日期"),
    )


def lists(case: CaseView, item: ItemView, holder: str) -> Paper:
    """三清单, for the household itself."""
    found = data_of(item, "discovery")
    met = {one.data.get("need") for one in ledger.given(item)}
    wanted = found.get("needs")
    needs = [
        (one.label, "帮到了" if one.value in met else "还没有")
        for one in NEEDS
        if isinstance(wanted, list) and one.value in wanted
    ]
    record = item.latest("hardship_aid.assessment")
    resources = [
        (label(WAYS, row.get("way")), str(row.get("what")))
        for row in (read_rows(record.data.get("resources")) if record else ())
    ]
    fits = {str(row.get("programme")): str(row.get("fit")) for row in ledger.matched(item)}
    helps = [
        (title_of(code), FITS.get(fits.get(code, ""), ""), _where(item, code))
        for code in ledger.on_the_list(item)
    ]
    return sheet(
        item,
        "需求、资源、帮扶清单",
        facts=(("帮扶对象", person(case, item, holder).name),),
        parts=(
            table("需求清单", {"需求": 3, "现在": 3}, needs),
            table("资源清单", {"哪一类": 2, "能帮什么": 5}, resources),
            table("帮扶清单", {"项目": 4, "条件": 2, "进展": 3}, helps),
        ),
        note="条件够不够只是说明，由主管部门决定。",
        signs=("帮扶对象", "包联人", "日期"),
    )


def _where(item: ItemView, code: str) -> str:
    if any(one.programme == code for one in ledger.given(item)):
        return "已给"
    decided = ledger.decision(item, code)
    if decided:
        return "给予" if decided == ledger.GRANTED else "不予"
    return "已申请" if code in ledger.applied(item) else "可以申请"


def application(case: CaseView, item: ItemView, holder: str) -> Paper:
    """救助申请书 for what was applied for last; particulars are left to the person's own hand."""
    data = data_of(item, "application")
    own = person(case, item, holder)
    return sheet(
        item,
        "救助申请书",
        to=str(data.get("to") or ""),
        facts=(
            ("申请人", own.name),
            ("申请项目", title_of(data.get("programme"))),
            ("在哪里申请", label(APPLICATION.field("place").options, data.get("place"))),
            ("证件号码、住址、电话", "（由本人填写）"),
        ),
        parts=(words("申请理由", ""), words("附件", data.get("materials") or "能核对的不用交。")),
        note="先行救助的，申请书可以事后补（社会救助法第五十条）。"
        if ledger.papers_owed(item)
        else "",
        signs=("申请人", "日期"),
    )


def promise(case: CaseView, item: ItemView, holder: str) -> Paper:
    """承诺和授权核对书: her own word, and leave to check instead of more papers (42, 62)."""
    own = person(case, item, holder)
    return sheet(
        item,
        "承诺和授权核对书",
        facts=(("本人", own.name),),
        parts=(words("承诺和授权", PROMISED),),
        note="能通过核对、共享得到的，不再要证明材料（社会救助法第四十二条、第六十二条）。",
        signs=("本人", "共同生活的成年家庭成员", "日期"),
    )


def mandate(case: CaseView, item: ItemView, holder: str) -> Paper:
    """申请代办委托书: she lets us hand in what was applied for last; who does it signs, and the
    particulars are left to her own hand (民法典 165; 社会救助法 43)."""
    data = data_of(item, "application")
    own = person(case, item, holder)
    return sheet(
        item,
        "申请代办委托书",
        to=str(data.get("to") or ""),
        facts=(
            ("委托人", own.name),
            ("申请项目", title_of(data.get("programme"))),
            ("证件号码、住址、电话", "（由本人填写）"),
            ("代办人", "（由代办人填写姓名、单位、电话）"),
        ),
        parts=(
            words("委托的事", MANDATED),
            words("附件", data.get("materials") or "能核对的不用交。"),
        ),
        note="本人可以随时收回委托，写明日期交给代办人。",
        signs=("委托人", "代办人", "日期"),
    )


def cancer_form(case: CaseView, item: ItemView, holder: str) -> Paper:
    """两癌救助申报表 for who applied for that programme; the diagnosis is attached and not written
    here, nor what else she suffered; each level of the women's federation gives its opinion
    (全国妇联项目通知)."""
    for record in reversed(ledger.filed(item, "application")):
        if record.data.get("programme") == CANCERS:
            break
    else:
        raise LookupError("not applied for")
    own = person(case, item, holder)
    assessed = item.latest("hardship_aid.assessment")
    told = assessed.data if assessed else {}
    facts = (
        ("申报人", own.name),
        ("出生", day(own.birth_date.isoformat()) if own.birth_date else "（由本人填写）"),
        ("已享受", labels(OPTIONS, told.get("existing"))),
        ("家庭月收入", money(told.get("income"))),
        ("申报日期", day(record.data.get("on"))),
        ("证件号码、电话、户籍地", "（由本人填写）"),
    )
    levels = ("村（社区）妇联", "乡镇（街道）妇联", "县（市、区）妇联")
    return sheet(
        item,
        "低收入妇女“两癌”救助申报表",
        to=str(record.data.get("to") or ""),
        facts=[(name, text) for name, text in facts if text],
        parts=(
            words("附件", "病理诊断书，低收入的认定材料。"),
            table(
                "意见",
                {"哪一级": 2, "意见和盖章": 5, "日期": 2},
                [(level, *BY_HAND) for level in levels],
            ),
        ),
        note="每人只救助一次；诊断只在附件里，不在表上写。",
        signs=("申报人", "日期"),
    )


def visit(case: CaseView, item: ItemView, holder: str) -> Paper:
    """入户核查表: both who went sign (低保办法 16)."""
    data = data_of(item, "visit")
    return sheet(
        item,
        "入户核查表",
        facts=(
            ("核查对象", person(case, item).name),
            ("日期", day(data.get("on"))),
            ("核查人数", f"{data.get('visitors')} 人"),
        ),
        parts=(words("情况", data.get("found")),),
        signs=("核查人", "核查人", "在场的家庭成员"),
    )


def receipt(case: CaseView, item: ItemView, holder: str) -> Paper:
    """领取单 for what was given last; signed by hand."""
    lines = ledger.given(item)
    if not lines:
        raise LookupError("nothing was given")
    return sheet(
        item,
        "慰问、物资领取单",
        facts=(("领取人", person(case, item, holder).name),),
        parts=(table("领取", COLUMNS, [_line(lines[-1], 1)]),),
        signs=("领取人", "经办人", "日期"),
    )


COLUMNS = {"序号": 1, "日期": 3, "项目": 4, "种类": 2, "金额或折价": 3}


def _line(one: ledger.Given, number: int) -> tuple[str, ...]:
    return (
        str(number),
        day(one.data.get("on")),
        title_of(one.programme),
        label(KINDS, one.data.get("kind")),
        money(one.data.get("amount")),
    )


def ledger_sheet(case: CaseView, item: ItemView, holder: str) -> Paper:
    """帮扶台账: every line, what came before its papers too, and the sum."""
    lines = ledger.given(item)
    if not lines:
        raise LookupError("nothing was given")
    return sheet(
        item,
        "帮扶台账",
        facts=(
            ("帮扶对象", person(case, item).name),
            ("次数", f"{len(lines)} 次"),
            ("合计", money(sum(one.fen for one in lines))),
        ),
        parts=(
            table("发放、服务", COLUMNS, [_line(one, n) for n, one in enumerate(lines, start=1)]),
        ),
        note="先行救助的手续还没有补。" if ledger.papers_owed(item) else "",
        signs=("包联人", "负责人", "日期"),
    )
