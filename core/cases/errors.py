"""What a command raises when it will not do what was asked. Commands know no request."""

from __future__ import annotations

from collections.abc import Mapping

from core.words import Objection


class Refused(Exception):
    """A command that stops before anything was changed."""


class MoveRefused(Refused):
    """The act is not allowed now; ``objections`` say why, each with its source."""

    def __init__(self, *objections: Objection) -> None:
        super().__init__("; ".join(one.text for one in objections))
        self.objections = objections


class Stale(Refused):
    """Someone else changed it meanwhile; ``theirs`` is the version that stands."""

    def __init__(self, *, mine: int, theirs: int) -> None:
        super().__init__(f"version {mine} was quoted, {theirs} stands")
        self.mine = mine
        self.theirs = theirs


class Invalid(Refused):
    """What was sent cannot be taken; ``errors`` maps a field path to its texts."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


class Unknown(Refused):
    """There is no such thing, or the viewer may not know of it; the two look alike."""


class Forbidden(Refused):
    """The viewer may know of it but may not do this."""


class KeyReused(Refused):
    """The Idempotency-Key was used with another body."""
