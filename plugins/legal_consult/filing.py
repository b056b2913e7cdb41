"""The file of a consultation: its register, and whatever was put in writing (T/ZSM 5.4.4).

A question answered at once is a line of the register; only what was written makes a file.
"""

from core.api import FileMeter, StepContext
from plugins.legal_consult import told
from plugins.legal_consult.choices import AGREEMENTS, PLEADINGS
from plugins.legal_consult.documenting import DOCUMENTS


def pieces(ctx: StepContext) -> tuple[str, ...]:
    """Return the papers this item's file asks for, in the order of the work."""
    item, found = ctx.item, ["register"]
    if told.filed(item, "opinion"):
        found.append("opinion")
    if told.filed(item, "order"):
        found += ["order", "evidence"]
    kinds = {one.data.get("kind") for one in told.filed(item, "writing")}
    if kinds & PLEADINGS:
        found.append("pleading")
    if kinds & AGREEMENTS:
        found.append("agreement")
    if kinds:
        found.append("writing")
    return tuple(found)


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by, None before anybody was answered."""
    if "consult" not in ctx.item.done:
        return None
    wanted = pieces(ctx)
    return FileMeter.of(
        DOCUMENTS, ctx.item.papers, wanted, difficulty="oral" if len(wanted) == 1 else "simple"
    )
