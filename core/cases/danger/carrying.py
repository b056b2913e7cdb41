"""What was found of danger in a case goes with it into the one it is merged into.

Otherwise 并案 would be a door past every hard stop: the violent case ends, and the quarrel of the
same two people goes on without knowing (妇联规程 10, 11; 反家庭暴力法 14). It only raises, and
undoing the merge takes nothing off: what is known is known.
"""

from __future__ import annotations

from typing import Final

from core.cases.acting import Acting
from core.cases.danger.classes import ORDER, class_so_far
from core.cases.loading import Loaded
from core.cases.models import CaseFile
from core.cases.sealing import seal, turn_violent

GRAVITY: Final = ("no", "unknown", "cannot_ask", "yes")


def carry_danger(acting: Acting, loaded: Loaded, into: Loaded) -> None:
    """Let everything that stops or seals *loaded* hold for *into* as well."""
    one, case = loaded.case, into.case
    told, known = one.danger or {}, dict(case.danger or {"now": "unknown", "flags": []})
    known["flags"] = sorted({*map(str, known.get("flags", ())), *map(str, told.get("flags", ()))})
    if GRAVITY.index(_stands(one)) > GRAVITY.index(_stands(case)):
        known["now"], case.danger_cleared = _stands(one), False
    if found := max(class_so_far(told), class_so_far(known), key=ORDER.index):
        known["class"] = found
    case.danger = known
    if one.stop_one:
        case.stop_one, case.danger_cleared = True, False
    case.minor_victim = case.minor_victim or one.minor_victim
    case.report_due = case.report_due or one.report_due
    if one.violence:
        turn_violent(acting, case, into.items)
    elif one.sealed:
        seal(acting, case, into.items)


def _stands(case: CaseFile) -> str:
    """Return what joint work waits for: who was asked alone and said no is as good as a no."""
    now = str((case.danger or {}).get("now", "unknown"))
    return "no" if case.danger_cleared and now != "yes" else now
