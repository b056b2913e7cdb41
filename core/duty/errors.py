"""A change to the roster that cannot be made."""

from __future__ import annotations

from core.words import Objection


class DutyRefused(Exception):
    """``reasons`` say why and what to do; each may name the field it is about."""

    def __init__(self, *reasons: Objection) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reason.code for reason in reasons))


class NotYours(Exception):
    """The roster of that point, or the absence of that colleague, is not the clerk's to write."""
