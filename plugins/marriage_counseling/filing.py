"""The file of a counselling: what each signed, and what they took home (MZ/T 084—2017).

What tells what was said is kept with the counsellor and is no piece of the case's file. A piece is
asked for by the step that was taken, never by an answer: the file is read by others (妇联规程 8).
The slip of the two months is asked for while they run, which the case page shows as deadlines, and
stays once it was handed out; afterwards it can no longer be made (民法典 1077). A pact is asked for
while it may be printed: whoever reads the file reads on the case's page that it is one of violence,
so that it is no longer asked for tells nobody anything.
"""

from core.api import FileMeter, StepContext
from plugins.marriage_counseling.cooling import CLAIMING, end_of
from plugins.marriage_counseling.documenting import DOCUMENTS


def pieces(ctx: StepContext) -> tuple[str, ...]:
    """Return the papers this item's file asks for, in the order of the work."""
    found = ["confidentiality", "privacy"]
    if end_of(ctx, CLAIMING) or "cooling" in ctx.item.papers:
        found.append("cooling")
    unsafe = ctx.case.violence or ctx.case.stop_one
    if "pact" in ctx.item.papers or ("pact" in ctx.item.done and not unsafe):
        found.append("pact")
    return tuple(found)


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by, None before anybody was told and signed."""
    if "consent" not in ctx.item.done:
        return None
    return FileMeter.of(DOCUMENTS, ctx.item.papers, pieces(ctx))
