"""The file of a guidance: the plan, what was asked of the parents, and the answer to the order.

What was found about a child is kept with who gives the guidance and is no piece of the case's file
(家庭教育促进法 5, 49; 未成年人保护法 4).
"""

from core.api import FileMeter, ItemView, StepContext
from plugins.family_education import told
from plugins.family_education.documenting import DOCUMENTS

BY_STEP = {"plan": "plan", "urge": "urging", "reply": "report"}


def pieces(item: ItemView) -> tuple[str, ...]:
    """Return the papers this family's file asks for, in the order of the work."""
    found = ["receipt"] if told.ordered(item) else []
    found += [BY_STEP[one] for one in BY_STEP if one in item.done]
    if told.ordered(item) and told.came(item):
        found.append("attendance")
    return tuple(found)


def whole_file(ctx: StepContext) -> FileMeter | None:
    """Return what core binds the file by, None before the family was taken on."""
    if "intake" not in ctx.item.done:
        return None
    return FileMeter.of(DOCUMENTS, ctx.item.papers, pieces(ctx.item))
