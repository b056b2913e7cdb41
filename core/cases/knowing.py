"""Which persons of the register the one who asks may know of, and who must hear of a match.

A person known only through cases the clerk may not know is not found at the window; the owner of
that case is told instead, so that a match never betrays a sealed case (design: one way out).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import ColumnElement, exists, or_, select

from core.cases.models import CaseBarrier, CaseFile, CaseGrant, Party
from core.cases.tasks import ask
from core.families.models import Person

if TYPE_CHECKING:
    from core.cases.acting import Acting


class Knower(Protocol):
    """Who asks: a viewer, or in a prepared statement the places of a viewer's values."""

    @property
    def account_id(self) -> Any: ...
    @property
    def point_ids(self) -> Any: ...


def not_barred(viewer: Knower) -> ColumnElement[bool]:
    """SQL: the case does not bar the viewer."""
    return ~exists().where(
        CaseBarrier.county_id == CaseFile.county_id,
        CaseBarrier.case_id == CaseFile.id,
        or_(
            CaseBarrier.account_id == viewer.account_id,
            CaseBarrier.point_id.in_(viewer.point_ids),
        ),
    )


def not_sealed_to(viewer: Knower) -> ColumnElement[bool]:
    """SQL: the case is not sealed, or the viewer is on its named list."""
    return or_(
        CaseFile.sealed.is_(False),
        exists().where(
            CaseGrant.county_id == CaseFile.county_id,
            CaseGrant.case_id == CaseFile.id,
            CaseGrant.account_id == viewer.account_id,
            CaseGrant.until.is_(None),
        ),
    )


def may_know_person(viewer: Knower) -> ColumnElement[bool]:
    """SQL: some case of the person is one the viewer may know of."""
    return exists().where(
        Party.county_id == Person.county_id,
        Party.person_id == Person.id,
        CaseFile.county_id == Party.county_id,
        CaseFile.id == Party.case_id,
        not_sealed_to(viewer),
        not_barred(viewer),
    )


def tell_owners(acting: Acting, person_ids: Collection[str], case: CaseFile) -> None:
    """Tell the lead of each sealed case of these persons that they were named elsewhere.

    The task carries no number and no name: the owner looks into the own case.
    """
    if not person_ids:
        return
    rows = acting.session.scalars(
        select(CaseFile)
        .join(
            Party,
            (Party.county_id == CaseFile.county_id) & (Party.case_id == CaseFile.id),
        )
        .where(
            Party.person_id.in_(person_ids),
            CaseFile.sealed.is_(True),
            CaseFile.id != case.id,
        )
        .distinct()
    )
    for sealed in rows:
        ask(
            acting,
            sealed,
            title="本件当事人在别处又有登记，请查看",
            account_id=sealed.lead_id,
            kind="match",
        )
