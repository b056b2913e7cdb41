"""Which registers somebody meets, where she may write, and how far she reads.

A register is as open as its service at the point: closed it is gone, closing it takes nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, or_, true

from core.cases.acting import Acting
from core.cases.errors import Forbidden, Unknown
from core.people.roles import Scope, scope_of
from core.points.models import ServicePoint
from core.words import PointView, Register, Service

READ, KEEP = "register.read", "register.keep"
CORRECTED = "corrected"
"""The act under which a correction keeps what an entry said before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """A register of a service."""

    service: Service
    register: Register


def books(acting: Acting) -> tuple[Book, ...]:
    """Return the registers of the services that work at one of the viewer's points."""
    return tuple(_books(acting))


def _books(acting: Acting) -> Iterator[Book]:
    for service in acting.roster.services.values():
        if service.registers and _works(acting, service.name):
            yield from (Book(service=service, register=one) for one in service.registers)


def _works(acting: Acting, service: str) -> bool:
    return any(acting.board.works(service, post.point.path) for post in acting.viewer.posts)


def find_book(acting: Acting, service: str, register: str) -> Book:
    """Return one register; raise Unknown where there is none or its service is closed."""
    for book in books(acting):
        if (book.service.name, book.register.name) == (service, register):
            return book
    raise Unknown(register)


def keeps_at(acting: Acting, book: Book, point_id: str, path: tuple[str, ...]) -> bool:
    """Tell whether the viewer may write into *book* for the point at the end of *path*."""
    for post in acting.viewer.posts:
        scopes = scope_of((post.role,), KEEP)
        if not scopes or (book.register.roles and post.role not in book.register.roles):
            continue
        if post.point.id == point_id or (Scope.SUBTREE in scopes and post.point.id in path):
            return acting.board.works(book.service.name, path)
    return False


def desk_of(acting: Acting, book: Book) -> PointView:
    """Return the point a new entry is written for: the present post's, else the first that may;
    raise Forbidden when none may, or where the service takes nothing new."""
    posts = sorted(acting.viewer.posts, key=lambda one: one != acting.viewer.current)
    for post in posts:
        own = scope_of((post.role,), KEEP)
        wanted = not book.register.roles or post.role in book.register.roles
        if own and wanted and acting.board.is_open(book.service.name, post.point.path):
            return post.point
    raise Forbidden(KEEP)


def may_enter(acting: Acting, book: Book) -> bool:
    """Tell whether the viewer may write a new entry."""
    try:
        desk_of(acting, book)
    except Forbidden:
        return False
    return True


def readable(acting: Acting) -> ColumnElement[bool]:
    """Return the condition on `ServicePoint` that the viewer reads its entries."""
    tests: list[ColumnElement[bool]] = []
    for post in acting.viewer.posts:
        scopes = scope_of((post.role,), READ)
        if Scope.COUNTY in scopes:
            return true()
        if Scope.SUBTREE in scopes:
            path = "/" + "/".join(post.point.path) + "/"
            tests.append((ServicePoint.path >= path) & (ServicePoint.path < path[:-1] + "0"))
        elif scopes:
            tests.append(ServicePoint.id == post.point.id)
    return or_(*tests) if tests else false()
