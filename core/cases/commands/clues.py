"""上报线索: a grid worker or volunteer writes down what was seen; a window takes it up (5.5.1.1).

Danger is judged as at the window: what was answered, flagged or said seals the clue and reports it
at once. The reporter gets no number back, for there is nothing to read.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.cases.acting import Acting
from core.cases.clue_form import CLUE
from core.cases.commands.receive import fill_case, open_file
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden
from core.cases.models import Clue
from core.cases.once import earlier_answer, remember
from core.people.roles import may
from core.points.models import ServicePoint
from core.words import PostView

DEFAULTS = {"danger_now": "unknown", "channel": "grid", "notice_basis": "legal_duty"}


def report_clue(acting: Acting, *, raw: Mapping[str, object], key: str = "") -> Clue:
    """Hand a clue in from raw answers; raises Invalid, KeyReused or Forbidden, storing nothing."""
    post = _post_of(acting)
    known = earlier_answer(acting, key, "clue", raw)
    if known is not None:
        return acting.session.get_one(Clue, (acting.viewer.county, known))
    data = answers_to(acting, acting.asked(CLUE), _with_defaults(raw))
    point = acting.session.get_one(ServicePoint, (acting.viewer.county, post.point.id))
    case = open_file(acting, point, data, clue=True)
    fill_case(acting, case, data)
    row = Clue(
        case_id=case.id,
        account_id=acting.me,
        point_id=point.id,
        channel=case.channel,
        reported_at=acting.at,
    )
    acting.session.add(row)
    acting.session.flush()
    remember(acting, key, "clue", raw, row.id)
    return row


def _with_defaults(raw: Mapping[str, object]) -> dict[str, object]:
    return {**raw, **{name: raw.get(name) or value for name, value in DEFAULTS.items()}}


def _post_of(acting: Acting) -> PostView:
    """Return the post it is reported from: the present one, else the first that may report."""
    posts = sorted(acting.viewer.posts, key=lambda one: one != acting.viewer.current)
    for post in posts:
        if may(frozenset({post.role}), "clue.report"):
            return post
    raise Forbidden("clue.report")
