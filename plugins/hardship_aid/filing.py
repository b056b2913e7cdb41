"""一户一档: which papers the file of a household asks for (T/ZSM 5.4.7; 社会救助法 37, 50).

A letter to a body or a court is asked for by nobody: which of them goes depends on the programme.
A household that was given nothing has no ledger to print. A notice that may hang nowhere any more
is no longer asked for: whoever reads the file reads on the case's page that somebody is in danger.
"""

from core.api import FileMeter, StepContext
from plugins.hardship_aid.documenting import DOCUMENTS
from plugins.hardship_aid.papers.parts import may_hang

BY_STEP = {
    "assess": ("assessment", "lists"),
    "apply": ("application", "promise"),
    "visit": ("visit",),
    "notice": ("notice",),
    "deliver": ("receipt",),
}
GIVING = frozenset({"first_aid", "deliver"})


def pieces(ctx: StepContext) -> tuple[str, ...]:
    """Return the papers this household's file asks for, in the order of the work."""
    item = ctx.item
    found = [paper for step, papers in BY_STEP.items() if step in item.done for paper in papers]
    if "notice" in found and "notice" not in item.papers and not may_hang(ctx.case, item):
        found.remove("notice")
    if "close" in item.done and GIVING & set(item.done):
        found.append("ledger")
    return tuple(found)


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by; a gift handed over at once is a line of the register."""
    item = ctx.item
    if not {"find", "assess", "first_aid"} & set(item.done):
        return None
    oral = "assess" not in item.done
    return FileMeter.of(
        DOCUMENTS, item.papers, pieces(ctx), difficulty="oral" if oral else "simple"
    )
