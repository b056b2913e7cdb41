"""Bring in a county's staff from a table: accounts and posts, all of them or none.

One row is one post. An account that is there keeps its password; a new one gets one that is told
once. Posts given for a term end with it (村委会组织法 14: five years).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.clocks import today
from core.people.errors import PeopleRefused
from core.people.models import Account, Post
from core.people.passwords import hashed, new_password
from core.people.roles import ROLES
from core.people.service import add_account, add_post, find_account, normal_username
from core.points.models import ServicePoint
from core.sheets import Column, Row, RowFault
from core.words import Objection

COLUMNS = (
    Column(key="username", titles=("账号",), required=True),
    Column(key="name", titles=("姓名",), required=True),
    Column(key="point", titles=("服务点", "服务点代码"), required=True),
    Column(key="role", titles=("岗位",), required=True),
    Column(key="title", titles=("职务",)),
    Column(key="starts_on", titles=("开始日",)),
    Column(key="ends_on", titles=("到期日", "任期到")),
)
_LENGTHS = {"name": 40, "title": 60}
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """A password for an account that is still to be made, and what is stored of it."""

    password: str = field(repr=False)
    hash: str = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hired:
    """What an import did, or would do; ``passwords`` are those of new accounts, by username."""

    accounts: int
    posts: int
    same: int
    faults: tuple[RowFault, ...]
    passwords: Mapping[str, str] = field(default_factory=dict, repr=False)


def cut_keys(count: int, told: Callable[[int], None] = lambda _count: None) -> list[Key]:
    """Return fresh passwords with their hashes; slow on purpose, so outside any transaction.

    Needs an application context. ``told`` hears of each.
    """
    keys = []
    for _number in range(count):
        password = new_password()
        keys.append(Key(password=password, hash=hashed(password)))
        told(1)
    return keys


def import_staff(
    session: Session,
    rows: Sequence[Row],
    *,
    professions: Mapping[str, str],
    keys: Sequence[Key] | None = None,
    by: str | None = None,
) -> Hired:
    """Add accounts and posts as the rows say; with a fault, what was written must be rolled back.

    ``professions`` are the roles services declare, with their titles; ``by`` as in `add_post`;
    ``keys`` one for each new account, None for a rehearsal, which judges alike and must be rolled
    back too. Never commits. Raises IndexError when there are too few keys.
    """
    points = {one.code: one.id for one in session.scalars(select(ServicePoint))}
    roles = {row.title: code for code, row in ROLES.items() if code != "professional"}
    work = _Work(
        session=session,
        points=points,
        roles=roles | {title: code for code, title in professions.items()},
        professions=frozenset(professions),
        keys=None if keys is None else list(keys),
        by=by,
        held={
            (post.account_id, post.point_id, post.role)
            for post in session.scalars(
                select(Post).where(or_(Post.ends_on.is_(None), Post.ends_on >= today()))
            )
        },
    )
    for row in rows:
        try:
            _hire(work, row.cells)
        except PeopleRefused as refusal:
            work.faults += [
                RowFault(row=row.number, column=one.field_name, reason=one)
                for one in refusal.reasons
            ]
    return Hired(
        accounts=len(work.passwords),
        posts=work.posts,
        same=work.same,
        faults=tuple(work.faults),
        passwords={} if keys is None else work.passwords,
    )


@dataclass(kw_only=True, slots=True)
class _Work:
    """What one import knows and has done so far."""

    session: Session
    points: Mapping[str, str]
    roles: Mapping[str, str]
    professions: frozenset[str]
    keys: list[Key] | None
    by: str | None
    held: set[tuple[str, str, str]]
    posts: int = 0
    same: int = 0
    faults: list[RowFault] = field(default_factory=list)
    passwords: dict[str, str] = field(default_factory=dict)


def _hire(work: _Work, cells: Mapping[str, str]) -> None:
    point_id = work.points.get(cells["point"])
    role = work.roles.get(cells["role"], cells["role"])
    faults = [
        Objection(text="太长了", field_name=key)
        for key, longest in _LENGTHS.items()
        if len(cells[key]) > longest
    ]
    if point_id is None:
        faults.append(Objection(text="没有这个代码的服务点", field_name="point"))
    starts, ends = _day(cells, "starts_on", faults), _day(cells, "ends_on", faults)
    if faults or point_id is None:
        raise PeopleRefused(*faults)
    account = _account(work, cells)
    if (account.id, point_id, role) in work.held:
        work.same += 1
        return
    add_post(
        work.session,
        account_id=account.id,
        point_id=point_id,
        role=role,
        professions=work.professions,
        title=cells["title"],
        starts_on=starts,
        ends_on=ends,
        by=work.by,
    )
    work.held.add((account.id, point_id, role))
    work.posts += 1


def _account(work: _Work, cells: Mapping[str, str]) -> Account:
    """Return the account of a row, a new one where there is none; refuse somebody else's."""
    username = normal_username(cells["username"])
    account = find_account(work.session, username)
    if account is not None:
        if account.name != cells["name"]:
            # an account may sit in several counties; the name shows that one person is meant
            raise PeopleRefused(
                Objection(text="这个账号名已经有人用了，姓名不同", field_name="username")
            )
        return account
    key = work.keys.pop() if work.keys is not None else Key(password="", hash="!")
    account = add_account(
        work.session, username=username, name=cells["name"], password_hash=key.hash
    )
    work.passwords[username] = key.password
    return account


def _day(cells: Mapping[str, str], key: str, faults: list[Objection]) -> date | None:
    text = cells[key].replace("/", "-")
    if not text:
        return None
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        text = ""  # a day no calendar has
    faults.append(Objection(text="日期写成 2030-12-31", field_name=key))
    return None
