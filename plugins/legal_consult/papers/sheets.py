"""The register of a consultation, and the written opinion (法律援助法 23, 35)."""

from core.api import (
    CaseView,
    ItemView,
    Paper,
    day,
    day_text,
    label,
    labels,
    local_day,
    sheet,
    words,
)
from plugins.legal_consult import limits, told
from plugins.legal_consult.choices import (
    ADVISERS,
    MODES,
    NEXT_STEPS,
    NOT_A_LAWYER,
    TOPICS,
    WAYS,
)
from plugins.legal_consult.papers.parts import of_client, person

ASKING = ("applicant", "victim", "reporter")


def _asker(case: CaseView, client: object) -> str:
    if client:
        return person(case, client).name or "（未透露）"
    names = [one.name for one in case.parties if one.role in ASKING and one.name]
    return "、".join(names) or "（未透露）"


def register(case: CaseView, item: ItemView, holder: str) -> Paper:
    """咨询登记表: question and answer, the period, what she was told, where it led."""
    record = item.latest("legal_consult.consult")
    if record is None:
        raise LookupError("consult")
    data, ends = record.data, limits.lapse(record.data)
    minutes = data.get("minutes")
    next_step = label(NEXT_STEPS, data.get("next_step"))
    return sheet(
        item,
        "法律咨询登记表",
        facts=(
            ("咨询人", _asker(case, data.get("client"))),
            ("日期", day_text(local_day(record.filed_at))),
            ("方式", label(MODES, data.get("mode"))),
            ("事项", labels(TOPICS, data.get("topics"))),
            ("解答人", _adviser(data.get("adviser"), data.get("adviser_name"))),
            ("用时", f"{minutes} 分钟" if minutes else ""),
            ("时效、期限届满", f"{day_text(ends)} {limits.cited(data)}".strip() if ends else ""),
            ("法律援助", _told_aid(data.get("told_legal_aid") is True)),
            (
                "去向",
                "：".join(one for one in (next_step, str(data.get("next_office") or "")) if one),
            ),
        ),
        parts=(
            words("咨询内容", data.get("question")),
            words("解答意见", data.get("answer")),
            words("法律依据", told.articles(data)),
        ),
        note="" if told.answered_by_lawyer(data) else NOT_A_LAWYER,
        signs=("咨询人", "解答人", "日期"),
    )


def _told_aid(told_: bool) -> str:
    said = "已告知可以申请" if told_ else "没有告知"
    return f"{said}（法律援助法第二十三条），电话 12348"


def _adviser(kind: object, name: object) -> str:
    return "　".join(one for one in (label(ADVISERS, kind), str(name or "")) if one)


def opinion(case: CaseView, item: ItemView, holder: str) -> Paper:
    """书面法律意见 for one side, on what was told; not a lawyer's unless a lawyer wrote it."""
    whose, data = of_client(case, item, "opinion", holder)
    asked = told.data_of(item, "consult")
    by = data.get("adviser") or asked.get("adviser")
    return sheet(
        item,
        "书面法律意见",
        to=whose.name or _asker(case, ""),
        facts=(
            ("事项", labels(TOPICS, asked.get("topics"))),
            ("出具人", _adviser(by, data.get("adviser_name") or asked.get("adviser_name"))),
            ("交付", f"{day(data.get('handed_on'))}　{label(WAYS, data.get('way'))}".strip()),
        ),
        parts=(
            words("根据的事实和材料", data.get("facts") or asked.get("question")),
            words("意见", data.get("text")),
            words("法律依据", data.get("basis") or told.articles(asked)),
        ),
        note="本意见根据您说的情况和给的材料作出，情况不同的，意见可能不同。"
        + ("" if by == "lawyer" else NOT_A_LAWYER),
        signs=("出具人", "收到人", "日期"),
        letter=True,
    )
