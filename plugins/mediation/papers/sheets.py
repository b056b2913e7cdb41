"""The sheets of the file: application to delivery, and the subsidy form (人民调解法 23, 27, 30)."""

from collections.abc import Mapping

from core.api import CaseView, ItemView, Value, read_rows, yuan_text
from plugins.mediation import dossier
from plugins.mediation.forms.difficulty import DIFFICULTIES
from plugins.mediation.forms.opening import APPLICATION
from plugins.mediation.forms.preparing import MEDIATORS, RIGHTS
from plugins.mediation.forms.sitting import EVIDENCE, SESSION
from plugins.mediation.papers.agreement import ORIGINS, promise_text
from plugins.mediation.papers.parts import (
    data_of,
    day,
    disputants,
    label,
    listed,
    names,
    sheet,
    table,
    words,
)

Paper = Mapping[str, object]
RIGHTS_TOLD = (
    "选择或者接受调解员；接受调解、拒绝调解或者要求终止调解；要求调解公开或者不公开进行；"
    "自主表达意愿、自愿达成调解协议。调解不收任何费用。"
)
DUTIES_TOLD = "如实陈述纠纷事实；遵守调解现场秩序，尊重调解员；尊重对方当事人行使权利。"
OTHER_WAYS = "不愿意调解、调解不成的，可以依法通过仲裁、行政、司法等途径维护自己的权利。"


def _type_of(item: ItemView) -> str:
    field = APPLICATION.field("dispute_type")
    return label(field.options, data_of(item, "mediation.application").get("dispute_type"))


def application(case: CaseView, item: ItemView, holder: str) -> Paper:
    """人民调解申请书: the applicant's own words; the other side by name only."""
    data = data_of(item, "mediation.application")
    if data.get("start_mode") == "own":
        raise LookupError("nobody applied")
    own = next((one for one in case.parties if one.id == holder), None)
    others = [one.name for one in disputants(case) if own is None or one.id != own.id]
    return sheet(
        item,
        "人民调解申请书",
        facts=(
            ("申请人", own.name if own else ""),
            ("对方当事人", "、".join(others)),
            ("纠纷类型", _type_of(item)),
        ),
        parts=(words("请求事项", data.get("claims")),),
        note="申请人民调解不收任何费用；提出申请的这一天起，诉讼时效中断。",
        signs=("申请人", "日期"),
        seal=False,
    )


def register(case: CaseView, item: ItemView, holder: str) -> Paper:
    """受理登记表, with the sentence the ministry's form has."""
    data, review = (
        data_of(item, "mediation.application"),
        data_of(item, "mediation.review"),
    )
    if review.get("decision") != "accepted":
        raise LookupError("not admitted")
    mode = str(data.get("start_mode"))
    kind = label(APPLICATION.field("mediation_kind").options, data.get("mediation_kind"))
    return sheet(
        item,
        "人民调解受理登记表",
        opening=ORIGINS.get(mode, ORIGINS["applied"]),
        facts=(
            ("当事人", listed(case)),
            ("纠纷类型", _type_of(item)),
            ("涉及金额", _money(data.get("amount"))),
            ("案件来源", label(APPLICATION.field("start_mode").options, mode)),
            ("调解类型", kind),
            ("办件编号", case.number),
        ),
        parts=(words("纠纷简要情况", data.get("claims")),),
        signs=("当事人", "当事人", "登记人"),
    )


def _money(amount: Value) -> str:
    return yuan_text(amount) if isinstance(amount, int) and amount > 0 else ""


def rights(case: CaseView, item: ItemView, holder: str) -> Paper:
    """权利义务告知书, one for each."""
    data = data_of(item, "mediation.rights")
    return sheet(
        item,
        "权利义务告知书",
        to=names(case).get(holder, ""),
        parts=(
            words("您的权利（人民调解法第二十三条）", RIGHTS_TOLD),
            words("您的义务（人民调解法第二十四条）", DUTIES_TOLD),
            words("别的途径", OTHER_WAYS),
        ),
        facts=(
            ("告知日期", day(data.get("told_on"))),
            ("是否公开", label(RIGHTS.field("open_mode").options, data.get("open_mode"))),
        ),
        signs=("被告知人", "调解员"),
    )


def appointment(case: CaseView, item: ItemView, holder: str) -> Paper:
    """调解员选定和回避声明. Staff sign by hand: the signature is the declaration."""
    data = data_of(item, "mediation.mediators")
    rows = MEDIATORS.field("mediators").fields
    ties = next(one for one in rows if one.name == "tie").options
    chosen = read_rows(data.get("mediators"))
    helpers = read_rows(data.get("invited"))
    tie_of_helper = next(
        one for one in MEDIATORS.field("invited").fields if one.name == "tie"
    ).options
    return sheet(
        item,
        "调解员选定和回避声明",
        facts=(
            ("当事人", listed(case)),
            ("产生方式", label(MEDIATORS.field("chosen_by").options, data.get("chosen_by"))),
        ),
        parts=(
            table(
                "调解员声明",
                {"序号": 1, "与当事人的关系": 4, "调解员签名": 4},
                [
                    (str(number), label(ties, row.get("tie")), "")
                    for number, row in enumerate(chosen, start=1)
                ],
            ),
            table(
                "邀请协助的人（各方都同意）",
                {"姓名": 3, "身份": 3, "签名": 3},
                [
                    (str(row.get("who")), label(tie_of_helper, row.get("tie")), "")
                    for row in helpers
                ],
            ),
        ),
        note="当事人认为调解员与本纠纷有利害关系、可能影响公正调解的，可以要求换人。",
        signs=("当事人", "当事人"),
    )


def investigation(case: CaseView, item: ItemView, holder: str) -> Paper:
    """调查笔录 of every inquiry, and the list of evidence."""
    told = [one.data for one in item.records if one.form == "mediation.investigation"]
    shown = [
        row
        for one in item.records
        if one.form == "mediation.evidence"
        for row in read_rows(one.data.get("evidence"))
    ]
    if not told and not shown:
        raise LookupError("nothing was looked into")
    kinds = next(one for one in EVIDENCE.field("evidence").fields if one.name == "kind").options
    called = names(case)
    parts = [
        words(
            f"{day(one.get('on'))}　{one.get('place') or ''}　{one.get('asked') or ''}",
            one.get("content"),
        )
        for one in told
    ]
    evidence = [
        (
            str(number),
            str(row.get("name")),
            label(kinds, row.get("kind")),
            called.get(str(row.get("given_by")), str(row.get("source") or "")),
            "原件" if row.get("original") is True else "复印件",
            str(row.get("pages") or ""),
        )
        for number, row in enumerate(shown, start=1)
    ]
    columns = {"序号": 1, "名称": 4, "种类": 2, "来源": 3, "形式": 2, "页数": 1}
    return sheet(
        item,
        "调查笔录和证据目录",
        facts=(("当事人", listed(case)),),
        parts=(*parts, table("证据材料目录", columns, evidence)),
        signs=("被调查人", "调查人", "记录人"),
        seal=False,
    )


def sitting(case: CaseView, item: ItemView, holder: str) -> Paper:
    """调解笔录 of every sitting, in order."""
    sittings = [one.data for one in item.records if one.form == "mediation.session"]
    if not sittings:
        raise LookupError("nobody sat down yet")
    called = names(case)
    results, modes = SESSION.field("result").options, SESSION.field("mode").options
    parts: list[Paper] = []
    for number, one in enumerate(sittings, start=1):
        present = [_took_part(called, row) for row in read_rows(one.get("present"))]
        present += [str(row.get("who")) for row in read_rows(one.get("invited"))]
        head = f"第 {number} 次　{day(one.get('on'))}　{one.get('place')}"
        parts += [
            table(
                head,
                {"方式": 2, "参加": 5, "结果": 2},
                [
                    (
                        label(modes, one.get("mode")),
                        "、".join(present),
                        label(results, one.get("result")),
                    )
                ],
            ),
            *_said(one),
        ]
    return sheet(
        item,
        "人民调解笔录",
        parts=parts,
        signs=("当事人", "当事人", "调解员", "记录人"),
        seal=False,
    )


def _said(one: Mapping[str, Value]) -> tuple[Paper, ...]:
    """What was said, where everybody who signs was there to hear it.

    What one side says while the other is out of the room stays with the mediator: both sign this
    sheet, and both may copy it.
    """
    law = one.get("law_explained")
    told = (words("讲的法律", law),) if law else ()
    if one.get("mode") == "apart":
        return (words("调解过程", "分别谈的，各自说的不写在双方签名的笔录上。"), *told)
    return (
        words("各方的请求", one.get("claims")),
        words("调解过程", one.get("discussion")),
        *told,
    )


def _took_part(called: Mapping[str, str], row: Mapping[str, Value]) -> str:
    """Return somebody who took part, with what was unusual: through whom, or from where."""
    name = called.get(str(row.get("party")), "")
    here = {one.name: one.options for one in SESSION.field("present").fields}
    unusual = [
        said
        for field, usual in (("how", "self"), ("by", "in_person"))
        if row.get(field) != usual and (said := label(here[field], row.get(field)))
    ]
    return f"{name}（{'，'.join(unusual)}）" if unusual else name


def oral_register(case: CaseView, item: ItemView, holder: str) -> Paper:
    """口头协议登记表: the whole file of a quarrel settled by word of mouth (30)."""
    data = data_of(item, "mediation.agreement")
    if data.get("kind") != "oral":
        raise LookupError("a written agreement")
    called = names(case)
    rows = read_rows(data.get("items"))
    return sheet(
        item,
        "人民调解口头协议登记表",
        facts=(
            ("当事人", listed(case)),
            ("纠纷类型", _type_of(item)),
            ("达成日期", day(data.get("agreed_on"))),
        ),
        parts=(
            words("主要事实、争议事项", _joined(data, "facts", "issues")),
            table(
                "口头协议内容",
                {"序号": 1, "谁": 2, "对谁": 2, "内容": 6},
                [
                    (
                        str(number),
                        called.get(str(row.get("payer")), ""),
                        called.get(str(row.get("payee")), ""),
                        promise_text(row),
                    )
                    for number, row in enumerate(rows, start=1)
                ],
            ),
        ),
        note="口头协议自各方当事人达成协议之日起生效（人民调解法第三十条）。",
        signs=("调解员", "登记人"),
    )


def _joined(data: Mapping[str, Value], *fields: str) -> str:
    return "\n".join(str(data[name]) for name in fields if data.get(name))


def delivery(case: CaseView, item: ItemView, holder: str) -> Paper:
    """送达回证 for what this party gets; signed by hand when it is handed over."""
    delivered = {
        "rights": "权利义务告知书",
        "summons": "调解通知书",
        "agreement": "调解协议书",
        "termination": "终止调解告知书",
    }
    rows = [(title, "", "", "") for name, title in delivered.items() if name in item.papers]
    if not rows:
        raise LookupError("nothing to deliver")
    return sheet(
        item,
        "送达回证",
        facts=(("受送达人", names(case).get(holder, "")),),
        parts=(table("送达的文书", {"文书": 4, "送达方式": 2, "送达日期": 3, "签收": 3}, rows),),
        signs=("送达人",),
    )


def subsidy(case: CaseView, item: ItemView, holder: str) -> Paper:
    """补贴审核表: tier and amount by the county's table, and the state of the file."""
    data = data_of(item, "mediation.subsidy")
    tier, amount = str(data.get("difficulty")), data.get("amount")
    meter = dossier.meter(item, tier)
    whole = len(meter.there) + len(meter.missing)
    return sheet(
        item,
        "以案定补补贴审核表",
        facts=(
            ("办件编号", case.number),
            ("难易程度", label(DIFFICULTIES, tier)),
            ("高于标准的理由", str(data.get("difficulty_why") or "")),
            ("补贴金额", yuan_text(amount) if isinstance(amount, int) else ""),
            ("卷宗", f"{len(meter.there)} / {whole} 件"),
            ("审核结论", "通过" if data.get("verdict") == "passed" else "退回"),
        ),
        note="一件纠纷只补一次；公职人员不领；审核人不是本件的调解员。",
        signs=("申报人", "审核人", "日期"),
    )
