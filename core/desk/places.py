"""Places as people say them at the window: 后塘村, or 桂花镇 后塘村 where a name is shared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from core.cases.acting import Acting
from core.cases.errors import Invalid
from core.points.models import ServicePoint
from core.points.tree import ids_of

TAIL = re.compile(r"(服务点|服务站|便民点)$")


def find_place(here: Acting, said: str, path: str) -> str:
    """Return the id of the point *said* names; "" for nothing said.

    Raises Invalid at *path* when there is none, or more than one.
    """
    if not said:
        return ""
    words = [TAIL.sub("", word) for word in re.split(r"[\s,，、]+", said) if word]
    last = words[-1]
    rows = list(
        here.session.scalars(
            select(ServicePoint).where(
                ServicePoint.active.is_(True),
                or_(
                    ServicePoint.id == said,
                    ServicePoint.code == said,
                    ServicePoint.name.startswith(last, autoescape=True),
                ),
            )
        )
    )
    if len(words) > 1 and rows:
        towns = set(
            here.session.scalars(
                select(ServicePoint.id).where(
                    ServicePoint.name.startswith(words[0], autoescape=True)
                )
            )
        )
        rows = [row for row in rows if towns & set(ids_of(row.path))]
    if len(rows) == 1:
        return rows[0].id
    if rows:
        raise Invalid({path: [_("有几个同名的地方，请写上镇，例如“桂花镇 后塘村”")]})
    raise Invalid({path: [_("没有找到这个村镇；外县的请写六位县代码在“外县”一栏")]})


def points_below(here: Acting) -> tuple[tuple[str, str], ...]:
    """Return the county's points for a pick list, in the order of their codes."""
    rows = here.session.execute(
        select(ServicePoint.id, ServicePoint.name, ServicePoint.level)
        .where(ServicePoint.active.is_(True))
        .order_by(ServicePoint.code)
    )
    return tuple((row.id, f"{'　' if row.level == 'village' else ''}{row.name}") for row in rows)


def place_names(here: Acting, raw: Mapping[str, Any]) -> dict[str, str]:
    """Return what to write in the place fields again: names for ids, words as they were said."""
    said = {str(row.get("place") or "") for row in raw.get("parties") or []} - {""}
    if not said:
        return {}
    rows = here.session.execute(
        select(ServicePoint.id, ServicePoint.name).where(ServicePoint.id.in_(said))
    )
    return {row.id: row.name for row in rows}
