"""The day of who keeps the house: does everything work, is anything shut, what will run out.

Nothing of any case: functions, points, posts, tables and copies (T/ZSM 4.1.1, 5.6.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, or_, select

from core.audit.models import AccessEntry, AuditEntry
from core.cases.acting import Acting
from core.clocks import local_date
from core.documents.word.fields import replaceable_in
from core.documents.word.service import unfit
from core.people.models import Account, Post
from core.points.models import ServicePoint
from core.switches import open_breakers
from core.words import State

TERM_DAYS: Final = 30
"""How long before its end a post is shown: time enough to name a successor."""

OLD_COPY_DAYS: Final = 7
REFUSED_DAYS: Final = 14
NOTICE_MONTH: Final = 10
"""The State Council publishes the next year's holidays in October or November."""

BACKED_UP: Final = "backup.made"
REFUSED: Final = {"points.refused": "points.import", "staff.refused": "staff.import"}


@dataclass(frozen=True, kw_only=True, slots=True)
class TermEnding:
    """A post that ends soon."""

    account_id: str
    name: str
    point: str
    ends_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseDay:
    """``refused`` are tables that were brought and not taken since; ``copied_on`` the day of the
    last copy, None when there never was one; ``year_open`` next year, while nobody has entered its
    holidays and the notice is due."""

    broken: tuple[str, ...]
    quarantined: tuple[str, ...]
    closing: tuple[str, ...]
    closed: tuple[str, ...]
    points: int
    accounts: int
    terms: tuple[TermEnding, ...]
    refused: tuple[str, ...]
    copied_on: date | None
    copy_is_old: bool
    year_open: int | None
    unfit: int
    """How many papers have a county's own Word template that fits them no longer."""


def house_of(here: Acting, *, limit: int) -> HouseDay:
    """Look the house over, in seven reads."""
    services = here.roster.services
    states = {name: here.board.effective(name) for name in services}
    points, accounts = here.session.execute(
        select(
            select(func.count())
            .select_from(ServicePoint)
            .where(ServicePoint.active.is_(True))
            .scalar_subquery(),
            select(func.count(Post.account_id.distinct()))
            .join(Account, Account.id == Post.account_id)
            .where(
                Account.active.is_(True),
                or_(Post.ends_on.is_(None), Post.ends_on >= here.today),
            )
            .scalar_subquery(),
        )
    ).one()
    copied = _copied_on(here)
    return HouseDay(
        broken=tuple(one.plugin for one in open_breakers(here.session)),
        quarantined=tuple(one.name for one in here.roster.quarantined),
        closing=tuple(services[one].title for one in states if states[one] is State.CLOSING),
        closed=tuple(services[one].title for one in states if states[one] is State.CLOSED),
        points=points,
        accounts=accounts,
        terms=_terms(here, limit),
        refused=_refused(here),
        copied_on=copied,
        copy_is_old=copied is None or (here.today - copied).days > OLD_COPY_DAYS,
        year_open=_year_open(here),
        unfit=len(unfit(here.session, replaceable_in(here.roster))),
    )


def _terms(here: Acting, limit: int) -> tuple[TermEnding, ...]:
    rows = here.session.execute(
        select(Account.id, Account.name, ServicePoint.name.label("point"), Post.ends_on)
        .join(Account, Account.id == Post.account_id)
        .join(
            ServicePoint,
            (ServicePoint.county_id == Post.county_id) & (ServicePoint.id == Post.point_id),
        )
        .where(
            Account.active.is_(True),
            Post.ends_on >= here.today,
            Post.ends_on <= here.today + timedelta(days=TERM_DAYS),
        )
        .order_by(Post.ends_on, Account.name)
        .limit(limit)
    )
    return tuple(
        TermEnding(account_id=row.id, name=row.name, point=row.point, ends_on=row.ends_on)
        for row in rows
    )


def _refused(here: Acting) -> tuple[str, ...]:
    """Return which tables were brought with mistakes in them and not taken since."""
    county = f"county:{here.viewer.county}"
    since = here.at - timedelta(days=REFUSED_DAYS)
    refused = _newest(here, AccessEntry, county, since)
    if not refused:
        return ()
    taken = _newest(here, AuditEntry, county, since)
    return tuple(
        tried
        for tried, done in REFUSED.items()
        if tried in refused and not (done in taken and taken[done] >= refused[tried])
    )


def _newest(
    here: Acting, log: type[AccessEntry | AuditEntry], target: str, since: datetime
) -> dict[str, datetime]:
    rows = here.session.execute(
        select(log.action, func.max(log.at))
        .where(
            log.target == target,
            log.at >= since,
            log.action.in_({*REFUSED, *REFUSED.values()}),
        )
        .group_by(log.action)
    )
    return {action: at for action, at in rows}


def _copied_on(here: Acting) -> date | None:
    last = here.session.scalar(
        select(func.max(AuditEntry.at)).where(
            AuditEntry.target == "county", AuditEntry.action == BACKED_UP
        )
    )
    return local_date(last) if last is not None else None


def _year_open(here: Acting) -> int | None:
    coming = here.today.year + 1
    due = here.today.month >= NOTICE_MONTH and here.calendar.is_provisional(coming)
    return coming if due else None
