"""Whether people could work on a database: its audit chains hold and its seals open."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import func, select

from core.audit.verify import verify
from core.backup.container import BackupRefused
from core.db import Base, OfCounty, county_scope, db
from core.db.keys import UnknownKey
from core.db.sealed import BrokenSeal, boxes_of, require_readable
from core.people.models import Account
from core.points import service as points

SAMPLE = 20
"""Rows whose seals are opened, per table and county."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """What was counted while proving."""

    counties: int
    accounts: int
    audit_entries: int


def county_codes() -> list[str]:
    """Return the codes of all counties; needs an application context."""
    return [county.code for county in points.counties(db.session())]


def prove(app: Flask) -> Proof:
    """Check every county's chain from its first entry and open some of every kind of seal.

    The database must be at this version's revisions. Raises BackupRefused.
    """
    with app.app_context():
        codes = county_codes()
        accounts = db.session.scalar(select(func.count()).select_from(Account)) or 0
    entries = 0
    for code in codes:
        with county_scope(app, code, read_only=True):
            count, breaks = verify(db.session())
            if breaks:
                raise BackupRefused("%(county)s 的变更链是断的，备份不可信", county=code)
            entries += count
            _open_some(of_county=True)
    with county_scope(app, None, read_only=True):
        _open_some(of_county=False)
    return Proof(counties=len(codes), accounts=accounts, audit_entries=entries)


def _open_some(*, of_county: bool) -> None:
    for mapper in Base.registry.mappers:
        mapped = mapper.class_
        if not boxes_of(mapped) or issubclass(mapped, OfCounty) is not of_county:
            continue
        for row in db.session.scalars(select(mapped).limit(SAMPLE)):
            try:
                require_readable(row)
            except (BrokenSeal, UnknownKey) as error:
                raise BackupRefused(
                    "%(table)s 里有打不开的密封内容", table=mapped.__name__
                ) from error
