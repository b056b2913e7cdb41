"""Letters to other bodies and the public notice: the least that is needed (社会救助法 11, 64)."""

from core.api import CaseView, ItemView
from plugins.hardship_aid import ledger
from plugins.hardship_aid.forms import DISCOVERY
from plugins.hardship_aid.forms_apply import APPLICATION
from plugins.hardship_aid.needs import NEEDS
from plugins.hardship_aid.papers.parts import (
    Paper,
    data_of,
    day,
    label,
    labels,
    may_hang,
    person,
    sheet,
    title_of,
    words,
)
from plugins.hardship_aid.programmes import PROGRAMMES

JOBS = ("jobs", "post", "loan")


def report(case: CaseView, item: ItemView, holder: str) -> Paper:
    """困难发现报告单: whoever finds need tells the town at once (39)."""
    data = data_of(item, "discovery")
    return sheet(
        item,
        "困难发现报告单",
        to="乡镇（街道）社会救助窗口",
        opening="我们发现下面的家庭有困难，依照社会救助法第三十九条报告，请了解情况、告知政策、协助申请。",
        facts=(
            ("姓名", person(case, item).name),
            ("怎么发现的", label(DISCOVERY.field("source").options, data.get("source"))),
            ("需求", labels(NEEDS, data.get("needs"))),
            ("急不急", "现在就过不下去，请先行救助" if data.get("urgent") is True else "不急"),
        ),
        letter=True,
    )


def _asked(item: ItemView, *codes: str) -> tuple[str, dict[str, object]]:
    """Return the newest application for one of *codes* (all when none are named)."""
    for record in reversed(ledger.filed(item, "application")):
        code = str(record.data.get("programme"))
        if not codes or code in codes:
            return code, dict(record.data)
    raise LookupError("not applied for")


def _basis(data: dict[str, object]) -> tuple[str, str]:
    return "提供信息的依据", label(APPLICATION.field("basis").options, data.get("basis"))


def referral(case: CaseView, item: ItemView, holder: str) -> Paper:
    """转办函 to the body that decides: who, what for, on which basis; nothing of the family."""
    code, data = _asked(item)
    return sheet(
        item,
        "转办函",
        to=str(data.get("to") or ""),
        opening=f"{person(case, item).name}申请{title_of(code)}，"
        "现转请贵单位依法办理，并告知结果。",
        facts=(
            ("在哪里申请", label(APPLICATION.field("place").options, data.get("place"))),
            _basis(data),
        ),
        parts=(words("附件", data.get("materials") or "没有。能核对的请依法核对。"),),
        letter=True,
    )


def judicial(case: CaseView, item: ItemView, holder: str) -> Paper:
    """司法救助线索移送函: a lead, not the story; the body in charge knows the case."""
    _code, data = _asked(item, "judicial")
    return sheet(
        item,
        "司法救助线索移送函",
        to=str(data.get("to") or ""),
        opening=f"{person(case, item).name}受到侵害，可能符合国家司法救助条件，现将线索移送贵单位，"
        "请审查并告知结果。",
        facts=(_basis(data),),
        parts=(words("附件", data.get("materials") or "没有。案情由办案机关核。"),),
        note="司法救助后仍有困难的，可以再申请社会救助（社会救助法第三十六条）。",
        letter=True,
    )


def job(case: CaseView, item: ItemView, holder: str) -> Paper:
    """就业推荐函: a name and a wish; why she is poor is nobody's business at work."""
    code, data = _asked(item, *JOBS)
    return sheet(
        item,
        "就业推荐函",
        to=str(data.get("to") or ""),
        opening=f"现推荐{person(case, item).name}到贵单位办理{title_of(code)}，请接洽。",
        facts=(_basis(data),),
        letter=True,
    )


def notice(case: CaseView, item: ItemView, holder: str) -> Paper:
    """公示: name, programme and days. It has no room for an address, an illness or a story, and
    is not printed for a child or where anybody is in danger (社会救助法 11; 低保办法 19)."""
    data = data_of(item, "notice")
    code = str(data.get("programme"))
    if not may_hang(case, item):
        raise LookupError("never posted")
    if not PROGRAMMES[code].open_notice:
        raise LookupError("not asked for")
    return sheet(
        item,
        "公示",
        opening=f"下面的申请已经审核，现予公示。公示期从{day(data.get('since'))}"
        f"到{day(data.get('until'))}。",
        facts=(("申请人", person(case, item).name), ("项目", title_of(code))),
        note="有不同意见的，公示期内向本单位反映。公示期满即取下。",
        letter=True,
    )
