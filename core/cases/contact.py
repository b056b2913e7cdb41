"""Whether somebody may be reached in a way at an hour: the one place every door asks.

Pure. Nothing said is a no: where a wrong contact could put somebody in danger, and nothing was
registered, nobody calls, writes or comes to the door (妇联规程第13条; T/ZSM 5.5.3.1). No message to
a party leaves the house today; whoever builds one asks `may_reach` when it is written and again
when it is sent (tests/honesty/test_senders.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.cases.loading import Loaded
from core.clocks import SHANGHAI
from core.families.models import Person

CALL, SMS, HOME, HERE = "phone", "sms", "visit", "in_person"
ASKED_OF: Final[Mapping[str, str]] = {CALL: "call", SMS: "sms", HOME: "home"}
NEVER: Final[Mapping[str, str]] = {
    CALL: "本人没有说可以打电话；她改了主意的，先改安全联系登记",
    SMS: "本人没有说可以发短信；她改了主意的，先改安全联系登记",
    HOME: "本人没有说可以上门；她改了主意的，先改安全联系登记",
}
NOT_NOW: Final = "现在不在她说的时段，到时再联系"


@dataclass(frozen=True, kw_only=True, slots=True)
class SafeContact:
    """What one person said; hours are whole hours of the day in the county."""

    ways: frozenset[str]
    from_hour: int = 0
    to_hour: int = 24
    word: str = ""
    not_to: str = ""


def contact_of(person: Person | None) -> SafeContact | None:
    """Return what the person said, None when she was not asked."""
    said = person.safe_contact if person is not None else None
    if not isinstance(said, dict):
        return None
    ways = frozenset(way for way, name in ASKED_OF.items() if said.get(name) is True)
    first, last = said.get("from_hour"), said.get("to_hour")
    return SafeContact(
        ways=ways,
        from_hour=first if isinstance(first, int) else 0,
        to_hour=last if isinstance(last, int) else 24,
        word=str(said.get("word") or ""),
        not_to=str(said.get("not_to") or ""),
    )


def guarded(loaded: Loaded) -> bool:
    """Tell whether a wrong contact could put somebody in danger."""
    case = loaded.case
    return case.sealed or case.violence or bool(loaded.barriers or case.keep_away)


def never(safe: SafeContact | None, way: str, *, is_guarded: bool) -> str:
    """Return why this way is not taken at any hour, "" when it may be."""
    if way not in ASKED_OF:
        return ""
    if safe is None:
        return NEVER[way] if is_guarded else ""
    return "" if way in safe.ways else NEVER[way]


def may_reach(safe: SafeContact | None, way: str, at: datetime, *, is_guarded: bool) -> str:
    """Return why somebody may not be reached this way at this moment, "" when she may."""
    refusal = never(safe, way, is_guarded=is_guarded)
    if refusal or safe is None or way not in (CALL, SMS):
        return refusal
    hour = at.astimezone(SHANGHAI).hour
    return "" if safe.from_hour <= hour < safe.to_hour else NOT_NOW
