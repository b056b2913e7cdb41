"""What a guard is and how it says no: the words and the article of law the rooms beside share."""

from __future__ import annotations

from collections.abc import Callable

from core.cases.facts import Args, Facts
from core.words import Objection

Guard = Callable[[Facts, Args], tuple[Objection, ...]]
MEDIATION_17 = "人民调解法第17条"
WOMEN_10 = "全国妇联受理家庭暴力投诉工作规程第10条"
WOMEN_11 = "全国妇联受理家庭暴力投诉工作规程第11条"


def no(text: str, citation: str, code: str, at: str = "", **values: str) -> tuple[Objection, ...]:
    """Return the one objection a guard has, ``at`` the field where it is mended."""
    return (Objection(text=text, citation=citation, code=code, field_name=at, values=values),)


def closed_to_both(facts: Facts) -> bool:
    """Whether a refusal, or a stop nobody here is told the reason of, ended joint work."""
    refused = any(party.willing == "refused" for party in facts.view.parties)
    return refused or facts.view.joint_closed
