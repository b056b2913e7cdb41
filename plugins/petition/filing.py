"""The file of a petition: 登记, 告知, 办理, 答复, each by its paper (信访工作条例 21, 32)."""

from core.api import FileMeter, StepContext
from plugins.petition import told
from plugins.petition.documenting import DOCUMENTS

TITLES = {one.name: one.title for one in DOCUMENTS}


def pieces(ctx: StepContext) -> tuple[str, ...]:
    """Return the papers this petition's file asks for, in the order of the work."""
    item = ctx.item
    found = ["register"]
    notice = str(told.answered(item, "notice", "kind") or "")
    if notice in TITLES:
        found.append(notice)
    for step, paper in (("report", "report"), ("transfer", "transfer"), ("clue", "clue")):
        if step in item.done:
            found.append(paper)
    if "extend" in item.done:
        found.append("extension")
    if "answer" in item.done:
        if told.is_claim(item):
            found.append("opinion")
        elif told.answered(item, "answer", "how") == "paper":
            found.append("reply")
    found += [one for one in ("review", "final") if told.opinions(item, one)]
    return tuple(found)


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by; a question answered at once is a line of the register."""
    if "register" not in ctx.item.done:
        return None
    asked = told.answered(ctx.item, "registration", "nature") == "consult"
    oral = asked and "triage" not in ctx.item.done
    return FileMeter.of(
        DOCUMENTS, ctx.item.papers, pieces(ctx), difficulty="oral" if oral else "simple"
    )
