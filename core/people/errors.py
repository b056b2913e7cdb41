"""What the commands of this room raise."""

from __future__ import annotations

from core.words import Objection


class PeopleRefused(Exception):
    """A change to accounts, posts or tokens that cannot be made; ``reasons`` say why."""

    def __init__(self, *reasons: Objection) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reason.code for reason in reasons))
