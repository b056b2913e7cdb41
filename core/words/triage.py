"""Triage: which service says that what the desk has typed belongs to it, and why (T/ZSM 5.3.1)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """Triage: this belongs to me, because …"""

    service: str
    why: str
    ticked: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class SuggestRule:
    """A declared triage rule: any of ``scenarios`` or any of ``words`` in the sentence.

    ``never_when_danger`` keeps the service unticked unless danger was answered 没有;
    ``unticked_for`` keeps it unticked while one of these situations is chosen."""

    why: str
    scenarios: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    ticked: bool = True
    never_when_danger: bool = False
    unticked_for: frozenset[str] = frozenset()
