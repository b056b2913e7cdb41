"""The file of a counselling: what each signed, and what they took home (MZ/T 084—2017).

What tells what was said is kept with the counsellor and is no piece of the case's file. A piece is
asked for by the step that was taken, never by an answer: the file is read by others (妇联规程 8).
"""

from core.api import FileMeter, ItemView, StepContext
from plugins.marriage_counseling.documenting import DOCUMENTS

BY_STEP = {"cooling": "cooling", "pact": "pact"}


def pieces(item: ItemView) -> tuple[str, ...]:
    """Return the papers this item's file asks for, in the order of the work."""
    return ("confidentiality", "privacy", *(BY_STEP[one] for one in BY_STEP if one in item.done))


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by, None before anybody was told and signed."""
    if "consent" not in ctx.item.done:
        return None
    return FileMeter.of(DOCUMENTS, ctx.item.papers, pieces(ctx.item))
