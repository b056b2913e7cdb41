"""The commands on counties and service points, and the reads everybody above needs.

A point is never deleted: papers, cases and history name it. It is closed, and only when nobody
and nothing is left there (T/ZSM 4.1.1).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from core.clocks import today
from core.db import new_id, prepared
from core.people.models import Post
from core.points.models import County, ServicePoint
from core.points.settings import CountySettings, fault_of, with_defaults
from core.points.tree import PARENT_LEVELS, PointNode, grow, ids_of, view
from core.words import County as CountyValue
from core.words import Objection, PointView

# asked on every request, so they are put together once
_ONE_COUNTY = prepared(select(County.code, County.name).where(County.code == bindparam("code")))
_SETTINGS = prepared(select(County.settings).where(County.code == bindparam("code")))
_COUNTY_CODE = re.compile(r"[0-9]{6}", re.ASCII)


class PointRefused(Exception):
    """A change to the tree that cannot be made; ``reasons`` say why and what to do first."""

    def __init__(self, *reasons: Objection) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reason.code for reason in reasons))


def add_county(
    session: Session, code: str, name: str, *, city_code: str = "", city_name: str = ""
) -> County:
    """Add a county; raise PointRefused when the code is taken or is not six digits."""
    if not _COUNTY_CODE.fullmatch(code):
        raise PointRefused(Objection(text="县代码是六位数字", code="county_code"))
    if session.get(County, code) is not None:
        raise PointRefused(Objection(text="这个县已经有了", code="county_exists"))
    county = County(code=code, name=name, city_code=city_code, city_name=city_name, settings={})
    session.add(county)
    session.flush()
    return county


def find_county(session: Session, code: str) -> CountyValue | None:
    """Return the county *code* as a value, None when there is none."""
    found = session.execute(_ONE_COUNTY, {"code": code}).first()
    return CountyValue(code=found.code, name=found.name) if found else None


def counties(session: Session) -> tuple[CountyValue, ...]:
    """Return all counties in the order of their codes."""
    rows = session.execute(select(County.code, County.name).order_by(County.code))
    return tuple(CountyValue(code=row.code, name=row.name) for row in rows)


def county_settings(session: Session, code: str | None = None) -> CountySettings:
    """Return the settings of the county *code*, by default the session's own.

    Raises LookupError for an unknown county.
    """
    wanted = code or getattr(session, "county_id", None)
    changed = session.scalar(_SETTINGS, {"code": wanted})
    if changed is None:
        raise LookupError(f"no county {wanted}")
    return with_defaults(changed)


def change_settings(session: Session, code: str, changes: dict[str, Any]) -> CountySettings:
    """Change settings of the county *code*; raise PointRefused naming every fault, by field."""
    county = session.get_one(County, code)
    faults = [
        Objection(text=fault, code="setting", field_name=name)
        for name, value in changes.items()
        if (fault := fault_of(name, value)) is not None
    ]
    if faults:
        raise PointRefused(*faults)
    # a new dictionary, because a change inside the old one would not be noticed
    county.settings = {**county.settings, **changes}
    return with_defaults(county.settings)


def add_point(
    session: Session,
    *,
    code: str,
    name: str,
    level: str,
    parent_id: str | None = None,
    neutral_name: str = "",
    host: str = "",
    address: str = "",
    phone: str = "",
    valid_from: date | None = None,
) -> ServicePoint:
    """Add a point under *parent_id* (None: the root) and return it.

    Raises PointRefused when the code is taken in the county, the level does not fit under the
    parent, the parent is closed, or a second root is meant.
    """
    parent = session.get(ServicePoint, _key(session, parent_id)) if parent_id else None
    if level not in PARENT_LEVELS:
        raise PointRefused(Objection(text="没有这一级服务点", code="level", field_name="level"))
    if parent_id and (parent is None or not parent.active):
        raise PointRefused(
            Objection(text="上级服务点不在或已停用", code="parent", field_name="parent")
        )
    if (parent.level if parent else None) not in PARENT_LEVELS[level]:
        raise PointRefused(
            Objection(text="这一级不能放在所选的上级下面", code="parent_level", field_name="parent")
        )
    if session.scalar(select(ServicePoint.id).where(ServicePoint.code == code)):
        raise PointRefused(Objection(text="这个代码已经用了", code="code", field_name="code"))
    if parent is None and session.scalar(select(ServicePoint.id).limit(1)):
        raise PointRefused(Objection(text="本县已有最上一级服务点", code="second_root"))
    own_id = new_id()
    point = ServicePoint(
        id=own_id,
        code=code,
        name=name,
        level=level,
        parent_id=parent_id,
        path=f"{parent.path if parent else '/'}{own_id}/",
        neutral_name=neutral_name,
        host=host,
        address=address,
        phone=phone,
        valid_from=valid_from or today(),
    )
    session.add(point)
    session.flush()
    return point


def rename(
    session: Session, point: ServicePoint, *, name: str, neutral_name: str | None = None
) -> ServicePoint:
    """Give *point* another name; papers already issued keep the old one."""
    if not name.strip():
        raise PointRefused(Objection(text="名称不能空着", code="name", field_name="name"))
    point.name = name.strip()
    if neutral_name is not None:
        point.neutral_name = neutral_name.strip()
    session.add(point)
    return point


def close_point(
    session: Session, point: ServicePoint, *, open_cases: int, booked: int = 0
) -> ServicePoint:
    """Close *point* from today on.

    ``open_cases`` is how many it still holds, ``booked`` how many people are expected there; the
    caller, who may know of both, has to say. Raises PointRefused while there are points below,
    posts, open cases, or appointments to come.
    """
    below = session.scalar(
        select(func.count()).where(
            ServicePoint.parent_id == point.id, ServicePoint.active.is_(True)
        )
    )
    posts = session.scalar(
        select(func.count()).where(
            Post.point_id == point.id, or_(Post.ends_on.is_(None), Post.ends_on >= today())
        )
    )
    found = {
        "children": (below or 0, "下面还有 %(number)s 个服务点"),
        "posts": (posts or 0, "还有 %(number)s 个岗位没有结束"),
        "cases": (open_cases, "还有 %(number)s 件办件没有办结"),
        "booked": (booked, "还有 %(number)s 个预约，请先改约或取消"),
    }
    reasons = [
        Objection(text=text, code=code, values={"number": str(number)})
        for code, (number, text) in found.items()
        if number
    ]
    if reasons:
        raise PointRefused(*reasons)
    point.active = False
    point.valid_to = today()
    session.add(point)
    return point


def get_point(session: Session, point_id: str) -> ServicePoint:
    """Return the point *point_id* of the session's county; raise LookupError when it has none."""
    point = session.get(ServicePoint, _key(session, point_id))
    if point is None:
        raise LookupError(f"no point {point_id}")
    return point


def find_point(session: Session, code: str) -> PointView | None:
    """Return the point with *code*, None when there is none."""
    point = session.scalar(select(ServicePoint).where(ServicePoint.code == code))
    return view(point) if point else None


def root(session: Session) -> PointView | None:
    """Return the county's own studio, the root of its tree."""
    point = session.scalar(select(ServicePoint).where(ServicePoint.parent_id.is_(None)))
    return view(point) if point else None


def tree(session: Session, *, closed: bool = False) -> tuple[PointNode, ...]:
    """Return the county's tree of points (one query); with *closed* the closed ones too.

    What hangs below a closed point was closed before it, so leaving it out loses nothing else.
    """
    columns = (
        ServicePoint.id,
        ServicePoint.code,
        ServicePoint.name,
        ServicePoint.level,
        ServicePoint.path,
        ServicePoint.active,
    )
    wanted = select(*columns)
    if not closed:
        wanted = wanted.where(ServicePoint.active.is_(True))
    return grow(
        (
            PointView(
                id=row.id, code=row.code, name=row.name, level=row.level, path=ids_of(row.path)
            ),
            row.active,
        )
        for row in session.execute(wanted)
    )


def subtree_ids(session: Session, point_id: str) -> frozenset[str]:
    """Return the ids of *point_id* and everything below it, closed ones included."""
    path = get_point(session, point_id).path
    found = select(ServicePoint.id).where(ServicePoint.path.startswith(path, autoescape=True))
    return frozenset(session.scalars(found))


def _key(session: Session, point_id: str | None) -> tuple[Any, Any]:
    return (getattr(session, "county_id", None), point_id)
