"""The file of a counselling: that she agreed, and the closing words (精神卫生法 23).

Notes, screenings, crises and advice are kept with the counsellor. They are no pieces of the case's
file, not even as missing: that one is asked for would tell what was found.
"""

from core.api import FileMeter, ItemView, StepContext
from plugins.psych.documenting import DOCUMENTS

BY_STEP = {"consent": "consent", "close": "closing"}


def pieces(item: ItemView) -> tuple[str, ...]:
    """Return the papers this item's file asks for, in the order of the work."""
    return tuple(BY_STEP[one] for one in BY_STEP if one in item.done)


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by, None before anybody agreed to talk."""
    if "consent" not in ctx.item.done:
        return None
    return FileMeter.of(DOCUMENTS, ctx.item.papers, pieces(ctx.item))
