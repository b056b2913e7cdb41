"""解密 as it stands: what still holds a case sealed, who may ask, who may agree, what waits.

C3 is lowered by two sign-ins: who leads or works the case and reads it whole asks, a
confidentiality officer agrees. Neither can lower it while an order, a danger or a harmed minor
holds it sealed, and the second is told no more of the case than the question (T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import and_, func, select

from core.cases.acting import Acting
from core.cases.danger.classes import LIGHT, class_so_far
from core.cases.errors import Unknown
from core.cases.facts import Facts
from core.cases.glass import family_names
from core.cases.knowing import not_barred
from core.cases.lifecycle import By
from core.cases.loading import ENDED_STATES, Loaded, load, lock_case, standing_of
from core.cases.models import CaseFile, Unsealing
from core.cases.protection import ProtectionOut
from core.cases.protection_form import ASKED, MADE, WARNING
from core.cases.reading import names_of
from core.people.models import Account, Post
from core.people.roles import ROLES, may
from core.people.staff import valid_on
from core.privacy import Reach, barred, shows
from core.words import Objection

AGREE: Final = "seal.manage"
SECONDS: Final = sorted(role for role, row in ROLES.items() if AGREE in row.grants)
"""The roles that may agree: they work on no case, so the two are never one person's two posts."""
STATES: Final = {
    "asked": "等第二人审批",
    "agreed": "同意，已解密",
    "refused": "不同意",
    "withdrawn": "已撤回",
    "void": "没有审批，办件已结束",
}
_SIGNS_OF_NO_VIOLENCE: Final = frozenset({"minor", "pregnant", "frail", "substance"})


@dataclass(frozen=True, kw_only=True, slots=True)
class UnsealingOut:
    """A question as who asked or who answers may read it: no number, no name of a family."""

    id: str
    reason: str
    asked_by: str
    asked_at: datetime
    second: str
    due_on: date
    state: str
    version: int
    answer: str
    ended_at: datetime | None


def what_holds(
    case: CaseFile, protections: Iterable[ProtectionOut], today: date
) -> tuple[Objection, ...]:
    """Return why the case stays sealed, each reason once; empty when two people may lower it. Pure.

    To be told to who reads the whole case only: each of them tells what happened.
    """
    danger = case.danger or {}
    flags = danger.get("flags")
    signs = set(flags) - _SIGNS_OF_NO_VIOLENCE if isinstance(flags, list) else set()
    found = []
    if case.bound_on(today) or any(map(_protects, protections)):
        found.append(
            Objection(
                text="保护令、告诫书在执行，或者正在申请",
                citation="反家庭暴力法第30条",
                code="order",
            )
        )
    if case.stop_one or danger.get("now") == "yes" or class_so_far(case.danger) not in ("", LIGHT):
        found.append(
            Objection(
                text="有现实危险", citation="全国妇联受理家庭暴力投诉工作规程第11条", code="danger"
            )
        )
    elif case.scenario == "dv" or "dv" in case.scenarios or signs:
        found.append(
            Objection(
                text="登记的是家庭暴力，或者有危险信号", citation="反家庭暴力法第2条", code="dv"
            )
        )
    elif case.violence and not case.danger_cleared:
        found.append(
            Objection(
                text="还没有单独问过，或者没有答“没有危险”",
                citation="全国妇联受理家庭暴力投诉工作规程第9条",
                code="not_asked",
            )
        )
    if case.minor_victim or case.report_due:
        found.append(
            Objection(
                text="未成年人可能受侵害", citation="未成年人保护法第4条", code="minor_victim"
            )
        )
    return tuple(found)


def _protects(one: ProtectionOut) -> bool:
    return one.in_force or one.stage == ASKED or (one.kind, one.stage) == (WARNING, MADE)


def may_ask(facts: Facts, loaded: Loaded, how_far: Reach) -> bool:
    """Tell whether the one who acts leads or works a sealed case and reads it whole."""
    part = facts.relations & {By.LEAD, By.HANDLER}
    return loaded.case.sealed and shows(how_far).papers and bool(part)


def seconds_for(acting: Acting, loaded: Loaded) -> tuple[tuple[str, str], ...]:
    """Return who may be asked (account, name): nobody to be kept from it, none of its family."""
    rows = acting.session.execute(
        select(Account.id, Account.name)
        .join(Post, Post.account_id == Account.id)
        .where(
            valid_on(acting.today),
            Post.role.in_(SECONDS),
            Account.active.is_(True),
            Account.id != acting.me,
            Account.id.not_in(sorted(loaded.barred_accounts)),
        )
        .distinct()
        .order_by(Account.name, Account.id)
    ).all()
    family = family_names(acting.session, loaded) if rows else frozenset()
    return tuple((row.id, row.name) for row in rows if row.name.strip() not in family)


def waiting_of(acting: Acting, loaded: Loaded) -> Unsealing | None:
    """Return the question about the case that waits for its answer, if any."""
    return acting.session.scalars(
        select(Unsealing).where(Unsealing.case_id == loaded.case.id, Unsealing.state == "asked")
    ).first()


def newest_of(acting: Acting, loaded: Loaded) -> UnsealingOut | None:
    """Return the newest question about the case, for who may ask one."""
    row = acting.session.scalars(
        select(Unsealing)
        .where(Unsealing.case_id == loaded.case.id)
        .order_by(Unsealing.asked_at.desc(), Unsealing.id.desc())
        .limit(1)
    ).one_or_none()
    return out(acting, row, loaded.case.state) if row is not None else None


def questions_for_me(acting: Acting, *, limit: int = 50) -> tuple[UnsealingOut, ...]:
    """Return the questions that were put to the one who acts: what waits first, then the newest;
    those of a case to be kept from are gone."""
    rows = acting.session.execute(
        select(Unsealing, CaseFile.state)
        .join(CaseFile, _CASE)
        .where(Unsealing.second_id == acting.me, not_barred(acting.viewer))
        .order_by((Unsealing.state == "asked").desc(), Unsealing.asked_at.desc(), Unsealing.id)
        .limit(limit)
    ).all()
    return tuple(out(acting, row, state) for row, state in rows)


def count_for_me(acting: Acting) -> int:
    """Return how many questions wait for the answer of the one who acts."""
    return (
        acting.session.scalar(
            select(func.count())
            .select_from(Unsealing)
            .join(CaseFile, _CASE)
            .where(
                Unsealing.second_id == acting.me,
                Unsealing.state == "asked",
                CaseFile.state.not_in(sorted(ENDED_STATES)),
                not_barred(acting.viewer),
            )
        )
        or 0
    )


def open_question(acting: Acting, question_id: str) -> tuple[Unsealing, Loaded]:
    """Load and lock a question for the second person it was put to. Raises Unknown for everybody
    else, for who has the post no longer, and for who must be kept from the case by now."""
    session = acting.session
    row = session.get(Unsealing, (acting.viewer.county, question_id))
    if row is None or row.second_id != acting.me or not may(acting.viewer.roles, AGREE):
        raise Unknown(question_id)
    case = session.get_one(CaseFile, (row.county_id, row.case_id))
    loaded = load(session, lock_case(session, case.number), fresh=True)
    session.refresh(row)  # whoever had the lock before may have answered or taken it back
    kept_away = barred(acting.viewer, standing_of(acting.roster, loaded))
    if kept_away or acting.viewer.name.strip() in family_names(session, loaded):
        raise Unknown(question_id)
    return row, loaded


_CASE = and_(CaseFile.county_id == Unsealing.county_id, CaseFile.id == Unsealing.case_id)


def out(acting: Acting, row: Unsealing, case_state: str) -> UnsealingOut:
    """Return a question ready to show; what nobody answered before the case ended is void."""
    names = names_of(acting, {row.asked_by, row.second_id})
    return UnsealingOut(
        id=row.id,
        reason=row.reason or "",
        asked_by=names.get(row.asked_by, ""),
        asked_at=row.asked_at,
        second=names.get(row.second_id, ""),
        due_on=row.due_on,
        state="void" if row.state == "asked" and case_state in ENDED_STATES else row.state,
        version=row.version,
        answer=row.answer or "",
        ended_at=row.ended_at,
    )
