"""Who may not learn of what a ward counts, and which wards somebody's numbers may hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from core.db import current_county
from core.statistics.models import SEALED, FigureBar, FigureCell, FrozenCell


def bar_ward(session: Session, ward: str, names: Iterable[tuple[str, str]]) -> None:
    """Note that *ward* is kept from these (account, point); a second time changes nothing."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    county = current_county()
    session.execute(
        dialect.insert(FigureBar).on_conflict_do_nothing(
            index_elements=["county_id", "ward", "account_id", "point_id"]
        ),
        [
            {"county_id": county, "ward": ward, "account_id": account, "point_id": point}
            for account, point in names
        ],
    )


def open_to(
    cells: type[FigureCell] | type[FrozenCell], account_id: str, points: Collection[str]
) -> ColumnElement[bool]:
    """SQL: the count holds no sealed case and none that bars this account or these points."""
    barred = select(FigureBar.ward).where(
        or_(
            FigureBar.account_id == account_id,
            FigureBar.point_id.in_(sorted(points)),
        )
    )
    return and_(cells.ward != SEALED, cells.ward.not_in(barred))
