"""The file of an item of legal aid: which of our papers it asks for (法律援助法 41 to 50)."""

from core.api import FileMeter, ItemView, StepContext
from plugins.legal_aid import told
from plugins.legal_aid.documenting import DOCUMENTS

BY_STEP = {
    "submit": "transfer",
    "accept": "received",
    "advance": "advance",
    "decide": "decision",
    "object": "objection",
    "assign": "assigned",
    "end": "ended",
    "report": "report",
    "callback": "callback",
}


def pieces(item: ItemView) -> tuple[str, ...]:
    """Return the papers this item's file asks for, in the order of the work."""
    data = told.data_of(item, "application")
    found = ["application"]
    if told.spared(data):
        found.append("exempt")
    elif data.get("means") == "promise":
        found.append("promise")
    elif data.get("means") == "statement":
        found.append("means")
    if told.told_by(item, "desk"):
        found.append("told_once")
    found += [paper for step, paper in BY_STEP.items() if step in item.done]
    return tuple(found)


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by; advice given is a line of the register."""
    if "apply" not in ctx.item.done:
        return None
    advice = told.answered(ctx.item, "application", "kind") == "advice"
    oral = advice and "decide" not in ctx.item.done
    return FileMeter.of(
        DOCUMENTS, ctx.item.papers, pieces(ctx.item), difficulty="oral" if oral else "simple"
    )
