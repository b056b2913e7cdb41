"""Let callers name points by their codes and colleagues by their usernames, also inside forms.

Our ids are random and stand on no list a script could read; what is no known name is left as it is,
for the form's own judge to refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from core.cases.acting import Acting
from core.cases.people_of import account_named, point_named
from core.points.models import ServicePoint
from core.web import Problem
from core.words import Field, Kind

LOOK_UPS = {Kind.POINT: point_named, Kind.STAFF: account_named}
LONGEST = 40


def with_ids(here: Acting, fields: Iterable[Field], raw: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers *raw* with ids for the names of points and colleagues."""
    told = dict(raw)
    for field in fields:
        value = told.get(field.name)
        if field.kind is Kind.SUB_FORM and isinstance(value, list):
            told[field.name] = [
                with_ids(here, field.fields, row) if isinstance(row, dict) else row for row in value
            ]
        elif field.kind in LOOK_UPS and isinstance(value, str) and _could_be_a_name(value):
            told[field.name] = LOOK_UPS[field.kind](here, value) or value
    return told


def _could_be_a_name(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text.isascii() and text.isprintable()


def with_wishes(here: Acting, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Let ``keep_away`` list plain texts: a point's code, a username, or else a person's name."""
    told, wishes = dict(raw), raw.get("keep_away")
    if isinstance(wishes, list):
        told["keep_away"] = [_wish(here, one) if isinstance(one, str) else one for one in wishes]
    return told


def _wish(here: Acting, text: str) -> dict[str, str]:
    if _could_be_a_name(text):
        for kind, look_up in (("point", point_named), ("account", account_named)):
            if found := look_up(here, text):
                return {kind: found}
    return {"name": text}


def point_id(here: Acting, said: str, field: str) -> str:
    """Return the id of the point *said* (id or code); 422 at *field* when there is none."""
    found = point_named(here, said) if said else ""
    if found is None:
        raise Problem(422, errors={field: [_("没有这个服务点")]})
    return found


def point_asked(here: Acting, said: str) -> ServicePoint:
    """Return the point that was named by code or id, the caller's own without a name."""
    wanted = point_id(here, said, "point") or here.viewer.current.point.id
    return here.session.get_one(ServicePoint, (here.viewer.county, wanted))


def account_id(here: Acting, said: str, field: str) -> str:
    """Return the id of the account *said* (username or id); 422 at *field* when there is none."""
    found = account_named(here, said) if said else ""
    if found is None:
        raise Problem(422, errors={field: [_("没有这位同事")]})
    return found
