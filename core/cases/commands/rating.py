"""Rate a family: a person decides a level and says why; a lower one waits for a second person.

Nothing is ever made lighter by itself, and not at all while a duty to protect is open
(T/ZSM 5.5.3.1; 公通字〔2024〕34号 十二; 个人信息保护法 24).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale, Unknown
from core.cases.history import note, routing
from core.cases.lifecycle import By
from core.cases.loading import Loaded, open_case
from core.cases.models import CaseFile, Rating
from core.cases.once import earlier_answer, remember
from core.cases.people_of import head_of
from core.cases.rating import (
    asked_now,
    propose,
    rateable,
    ratings_of_case,
    scheme_of,
    values_of,
)
from core.cases.tasks import ask
from core.cases.visits import open_duty, plan_within
from core.people.roles import may
from core.privacy import Reach
from core.words import Objection, WarningLevel, WarningScheme

LIGHTER = "县规则（降级要第二个人同意）"
HEADS = frozenset({By.HOLDER_HEAD, By.SUPERIOR_HEAD, By.COUNTY_HEAD})


def rate(
    acting: Acting,
    number: str,
    version: int,
    level: str,
    reason: str,
    factors: Sequence[str] = (),
    *,
    key: str = "",
) -> Rating:
    """Decide the level of a family; a lower one than stands is only asked for.

    Raises Forbidden below a full reach, Stale, Invalid, or MoveRefused while a duty to protect is
    open and the level would fall.
    """
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case, scheme = loaded.case, scheme_of(acting, loaded)
    body = {"number": number, "level": level, "reason": reason, "factors": list(factors)}
    known = earlier_answer(acting, key, "rating", body)
    if known is not None:
        return acting.session.get_one(Rating, (case.county_id, known))
    must_rate(acting, how_far)
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    if not rateable(loaded, ratings_of_case(acting, loaded)):
        raise MoveRefused(
            Objection(text="办件已经结束；要接着办请先重新开启", citation="附录 B", code="state")
        )
    decided = _judged(scheme, level, reason, factors)
    proposal = propose(scheme, values_of(acting, loaded, factors))
    lighter = is_lighter(case, scheme, level, _stood_on(acting, case))
    if lighter and open_duty(loaded):
        raise MoveRefused(
            Objection(
                text="还有保护责任没有了结（危险、强制报告、告诫书或保护令查访），不能降级",
                citation="公通字〔2024〕34号第12条",
                code="open_duty",
            )
        )
    before = routing(case)
    rating = Rating(
        case_id=case.id,
        scheme=scheme.code,
        edition=acting.schemes.keep(scheme),
        before=case.warning if case.warning_scheme == scheme.code else "",
        proposed=proposal.level.code if proposal.level else "",
        level=level,
        state="asked" if lighter else "decided",
        grounds={"factors": list(factors), "grounds": list(proposal.grounds)},
        reason=reason.strip(),
        decided_by=acting.me,
        decided_at=acting.at,
    )
    _replace_asked(acting, case)
    acting.session.add(rating)
    acting.session.flush()
    if lighter:
        _ask_second(acting, loaded)
    else:
        _stand(acting, loaded, scheme, decided)
    case.version += 1
    note(
        acting,
        case,
        "rating_asked" if lighter else "rated",
        before=before,
        text={"level": decided.label, "reason": reason.strip()},
        detail={"rating": rating.id, "level": level},
        quiet=True,
    )
    remember(acting, key, "rating", body, rating.id)
    acting.session.flush()
    return rating


def answer_rating(
    acting: Acting, number: str, rating_id: str, version: int, *, agree: bool
) -> Rating:
    """Agree to a lower level, or not: somebody else than who asked, a head above the case or one
    who works it in full."""
    loaded, facts, how_far = open_case(acting, number, lock=True)
    case = loaded.case
    rating = acting.session.get(Rating, (case.county_id, rating_id))
    if rating is None or rating.case_id != case.id:
        raise Unknown(rating_id)
    if not _may_second(acting, facts.relations, how_far) or rating.decided_by == acting.me:
        raise Forbidden("rating")
    if facts.version != version:
        raise Stale(mine=version, theirs=facts.version)
    if rating.state != "asked":
        raise MoveRefused(Objection(text="这次评级已经有了结果", citation=LIGHTER, code="state"))
    scheme = scheme_of(acting, loaded)
    known = {one.code for one in scheme.levels}
    gone = rating.scheme != scheme.code or rating.level not in known
    if agree and (gone or open_duty(loaded)):
        raise MoveRefused(
            Objection(
                text="还有保护责任没有了结，或方案已经换了，不能降级",
                citation="公通字〔2024〕34号第12条",
                code="open_duty",
            )
        )
    before = routing(case)
    rating.state = "decided" if agree else "refused"
    rating.second_by, rating.second_at = acting.me, acting.at
    if agree:
        _stand(acting, loaded, scheme, scheme.level(rating.level))
    case.version += 1
    note(
        acting,
        case,
        "rated" if agree else "rating_refused",
        before=before,
        detail={"rating": rating.id, "level": rating.level},
        quiet=True,
    )
    acting.session.flush()
    return rating


def may_rate(acting: Acting, how_far: Reach) -> bool:
    """Tell whether the viewer may rate: the whole case is open to them and they move cases."""
    return how_far is Reach.FULL and may(acting.viewer.roles, "case.move")


def must_rate(acting: Acting, how_far: Reach) -> None:
    """Raise Forbidden unless the viewer may rate."""
    if not may_rate(acting, how_far):
        raise Forbidden("rating")


def may_second(acting: Acting, relations: frozenset[By], how_far: Reach, asked_by: str) -> bool:
    """Tell whether the viewer may agree to the lower level *asked_by* asked for."""
    return asked_by != acting.me and _may_second(acting, relations, how_far)


def _may_second(acting: Acting, relations: frozenset[By], how_far: Reach) -> bool:
    return may_rate(acting, how_far) or bool(HEADS & relations)


def _judged(scheme: WarningScheme, level: str, reason: str, factors: Sequence[str]) -> WarningLevel:
    known = {one.value for one in scheme.factors}
    wrong: dict[str, list[str]] = {}
    if level not in {one.code for one in scheme.levels}:
        wrong["level"] = ["请选一个等级"]
    if set(factors) - known:
        wrong["factors"] = ["没有这一项"]
    if len(reason.strip()) < 2:
        wrong["reason"] = ["请写明理由，两个字以上"]
    if len(reason) > 500:
        wrong["reason"] = ["最多 500 个字"]
    if wrong:
        raise Invalid(wrong)
    return scheme.level(level)


def is_lighter(
    case: CaseFile, scheme: WarningScheme, level: str, before: WarningScheme | None = None
) -> bool:
    """Tell whether *level* is lower than the one that stands, which was given by *before* (None:
    by *scheme*, or by one nobody knows any more).

    Levels of two schemes are compared by how far they are from the gravest: a county that changes
    its scheme gives nobody the right to lower a red family alone. A level its scheme has dropped
    since has no place any more: leaving it needs the second person.
    """
    if not case.warning:
        return False
    stood = scheme if case.warning_scheme == scheme.code else before
    if stood is None or case.warning not in {one.code for one in stood.levels}:
        return True
    return scheme.below_gravest(level) > stood.below_gravest(case.warning)


def _stood_on(acting: Acting, case: CaseFile) -> WarningScheme | None:
    return acting.schemes.scheme(case.warning_scheme) if case.warning_scheme else None


def _replace_asked(acting: Acting, case: CaseFile) -> None:
    """Whoever rates anew takes an open question back: two of them could not both be answered."""
    for row in asked_now(acting, case.id):
        row.state = "refused"


def _ask_second(acting: Acting, loaded: Loaded) -> None:
    """Ask the holder's head; of a sealed case somebody named on it who is not the one who asked."""
    case = loaded.case
    named: str | None
    if case.sealed:
        others = (case.lead_id, case.handler_id, case.tracker_id, case.first_handler_id)
        named = next((one for one in others if one and one != acting.me), None)
    else:
        named = head_of(acting, case.holder_id, {*loaded.barred_accounts, acting.me})
        for above in reversed(loaded.path[:-1]):
            named = named or head_of(acting, above, {*loaded.barred_accounts, acting.me})
    if named is not None:
        ask(acting, case, title="风险等级要降，请核对", account_id=named, kind="task")


def _stand(acting: Acting, loaded: Loaded, scheme: WarningScheme, level: WarningLevel) -> None:
    """Let *level* stand: on the case, for whoever answers for it, and in the plan of visits."""
    case = loaded.case
    lighter = is_lighter(case, scheme, level.code, _stood_on(acting, case))
    graver = case.warning != level.code and not lighter
    case.warning_scheme, case.warning, case.warning_on = scheme.code, level.code, acting.today
    case.warning_gravest = level.code == scheme.levels[-1].code
    if level.visit_every_days is not None:
        last = acting.today + timedelta(days=level.visit_every_days)
        plan_within(acting, loaded, "key_family", last)
    if graver and level.first_action_days is not None:
        _tell(acting, loaded, level)


def _tell(acting: Acting, loaded: Loaded, level: WarningLevel) -> None:
    """Tell the head of the point that answers for this level; a sealed case's own lead instead,
    who reports in the way that names a person (紧急上报)."""
    case = loaded.case
    named: str | None = case.lead_id
    if not case.sealed:
        point = next(
            (
                one
                for one in reversed(loaded.path)
                if (found := loaded.points.get(one)) and found.level == level.responsible
            ),
            case.holder_id,
        )
        named = head_of(acting, point, loaded.barred_accounts) or case.lead_id
    ask(
        acting,
        case,
        title="风险等级有变，请按等级响应",
        account_id=named,
        kind="supervise",
        due_days=level.first_action_days or 0,
    )
