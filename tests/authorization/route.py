"""What the oracle asks of one route, as a value."""

from dataclasses import dataclass

from tests.authorization.relations import Deeper
from tests.authorization.seeing import EVERYBODY


@dataclass(frozen=True, kw_only=True)
class Route:
    """What one endpoint asks. ``roles`` None = anybody; ``county`` a post there is needed;
    ``case`` the thing of the URL; ``deeper`` = known, but is this hers to do?"""

    roles: frozenset[str] | None = EVERYBODY
    signed_in: bool = True
    county: bool = True
    case: bool = False
    deeper: Deeper | None = None
    # the one post that may, where a role alone does not say it
    post: tuple[str, str] | None = None
    # whoever gets as far as the view may still meet a thing that is not there
    may_be_absent: bool = False
