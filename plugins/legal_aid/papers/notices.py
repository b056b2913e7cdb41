"""What the applicant takes home: what is missing, what was decided, who helps, where to object."""

from core.api import (
    CaseView,
    ItemView,
    day,
    day_text,
    label,
    last_day,
    read_rows,
    sheet,
    table,
    words,
)
from plugins.legal_aid import told
from plugins.legal_aid.choices import DECISIONS, ENDS, KINDS, REASONS, SORTS, TAKEN_BACK
from plugins.legal_aid.clocks import DECIDE
from plugins.legal_aid.papers.parts import FREE, Paper, data_of, hers

OBJECT = (
    "不同意的，可以向设立该法律援助机构的司法行政部门提出异议，它在收到之日起五日内审查；"
    "仍不同意的，可以申请行政复议或者提起行政诉讼（法律援助法第四十九条）。"
)


def told_once(case: CaseView, item: ItemView, holder: str) -> Paper:
    """一次性告知书: everything that is missing, once (43)."""
    own, data = hers(case, item, holder), data_of(item, "missing", by="desk")
    rows = [
        (str(place), label(SORTS, row.get("sort")), str(row.get("name") or ""))
        for place, row in enumerate(read_rows(data.get("papers")), start=1)
    ]
    return sheet(
        item,
        "一次性告知书",
        to=own.name,
        opening="您申请法律援助，还要补下面这些材料。全部写在这里，不再另外要。",
        facts=(("告知日期", day(data.get("on"))), ("请在这一天以前补来", day(data.get("until")))),
        parts=(table("要补的材料", {"序号": 1, "哪一类": 4, "补什么、怎么补": 6}, rows),),
        note=f"依据：法律援助法第四十三条。没有按要求补的，视为撤回申请。{FREE}",
        signs=("申请人", "经办人", "日期"),
    )


def received(case: CaseView, item: ItemView, holder: str) -> Paper:
    """受理通知: from when the centre's seven days run, and until when (43)."""
    own, data = hers(case, item, holder), data_of(item, "acceptance")
    limits = [one for one in case.clocks if (one.code, one.item_id) == (DECIDE, item.id)]
    running = [one for one in limits if one.state == "running"]
    return sheet(
        item,
        "受理通知",
        to=own.name,
        opening="您的法律援助申请，法律援助中心已经收到，会在七日内作出决定。补正材料的时间不算在内。",
        facts=(
            ("援助方式", label(KINDS, told.answered(item, "application", "kind"))),
            ("法律援助中心", str(told.answered(item, "submission", "centre") or "")),
            ("收到日期", day(data.get("on"))),
            ("应当决定的日期", day_text(last_day(running[0].due_at)) if running else ""),
            ("编号", str(data.get("number") or "")),
        ),
        note=f"依据：法律援助法第四十三条。{FREE}",
        letter=True,
    )


def decision(case: CaseView, item: ItemView, holder: str) -> Paper:
    """决定告知单: the centre's own decision is its own paper; this says what it means for her."""
    own, data = hers(case, item, holder), data_of(item, "decision")
    granted = data.get("decision") == "granted"
    return sheet(
        item,
        "决定告知单",
        to=own.name,
        opening="您的法律援助申请，法律援助中心已经作出决定。",
        facts=(
            ("决定", label(DECISIONS, data.get("decision"))),
            ("日期", day(data.get("on"))),
            ("决定书文号", str(data.get("number") or "")),
            ("理由", label(REASONS, data.get("reason"))),
            ("怎么撤回的", label(TAKEN_BACK, data.get("taken_back"))),
        ),
        parts=(words("决定书怎么写的", data.get("why")),),
        note=f"中心在三日内指派律师。{FREE}" if granted else OBJECT if data.get("reason") else FREE,
        signs=("本人", "日期"),
    )


def objection(case: CaseView, item: ItemView, holder: str) -> Paper:
    """异议申请, in her name, to the bureau above the centre (49)."""
    own, data = hers(case, item, holder), data_of(item, "objection")
    over = told.filed(item, "ending")
    what = "终止法律援助" if over else "不予法律援助"
    number = told.answered(item, "ending" if over else "decision", "number")
    return sheet(
        item,
        "异议申请",
        to=str(data.get("to") or ""),
        opening=f"本人对{what}的决定有异议，请依照法律援助法第四十九条在五日内审查，并责令改正。",
        facts=(
            ("申请人", own.name),
            ("决定书文号", str(number or "")),
            ("提出日期", day(data.get("on"))),
        ),
        parts=(words("理由", data.get("ground")),),
        signs=("申请人", "日期"),
    )


def assigned(case: CaseView, item: ItemView, holder: str) -> Paper:
    """指派告知单: whom to go to, and that nobody may take money (法律援助法 20)."""
    own, data = hers(case, item, holder), data_of(item, "assignment")
    return sheet(
        item,
        "指派告知单",
        to=own.name,
        opening="法律援助中心已经为您指派承办人。",
        facts=(
            ("承办律师", str(data.get("lawyer") or "")),
            ("单位", str(data.get("firm") or "")),
            ("指派日期", day(data.get("on"))),
            ("指派通知书文号", str(data.get("number") or "")),
        ),
        note=f"承办人向您通报办理情况，不收任何财物；无正当理由拖延的，请告诉我们。{FREE}",
        signs=("本人", "日期"),
    )


def ended(case: CaseView, item: ItemView, holder: str) -> Paper:
    """终止告知单, with the way to object (48, 49)."""
    own, data = hers(case, item, holder), data_of(item, "ending")
    return sheet(
        item,
        "终止告知单",
        to=own.name,
        opening="法律援助中心决定终止对您的法律援助。",
        facts=(
            ("情形", label(ENDS, data.get("ground"))),
            ("日期", day(data.get("on"))),
            ("决定书文号", str(data.get("number") or "")),
        ),
        parts=(words("决定书怎么写的", data.get("why")),),
        note=OBJECT,
        signs=("本人", "日期"),
    )
