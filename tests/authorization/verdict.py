"""Judge one cell by the oracle's rows, in this order: signed out > no post in that county > role
lacks the action > may not know > known but not allowed > let in.
"""

from enum import IntEnum

from tests.authorization.cast import Persona, Sketch
from tests.authorization.oracle import ROUTES
from tests.authorization.seeing import Far, how_far, kinds_of, through_glass

# What an emergency look is for: to read, on pages.
LOOKED_AT = frozenset(
    {
        "cases.show",
        "cases.item",
        "cases.reveal",
        "cases.paper",
        "cases.word_paper",
        "cases.one_file",
    }
)


class Verdict(IntEnum):
    """Classes of an answer. IN is everything a view says to somebody it listens to."""

    IN = 200
    SIGN_IN = 401
    FORBIDDEN = 403
    UNKNOWN = 404
    IN_OR_ABSENT = 1


def verdict(
    who: Persona | None, method: str, endpoint: str, case: Sketch | None, *, county: str
) -> Verdict:
    """Judge one cell: *county* is that of the URL, *case* None where the URL names no such."""
    route = ROUTES[method, endpoint]
    there = Verdict.IN_OR_ABSENT if route.may_be_absent else Verdict.IN
    if not route.signed_in:
        return there
    if who is None:
        return Verdict.SIGN_IN
    if route.county:
        if not who.roles or who.county != county:
            return Verdict.UNKNOWN
        if route.roles is not None and not kinds_of(who) & route.roles:
            return Verdict.FORBIDDEN
        if route.post is not None and route.post not in who.posts:
            return Verdict.FORBIDDEN
    if route.case:
        reached = how_far(who, case) if case and case.county == county else Far.NOTHING
        if reached is Far.NOTHING or case is None:
            return Verdict.UNKNOWN
        if through_glass(who, case) and endpoint not in LOOKED_AT:
            return Verdict.FORBIDDEN
        if route.deeper is not None and not route.deeper(who, case, reached):
            return Verdict.FORBIDDEN
    return there
