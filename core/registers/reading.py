"""Read a register: one entry, and a page of them with its sums.

A sensitive answer is told to who may write at that point; anybody else who reads gets the line
without it. A void entry stands in the list, crossed out, and in no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, and_, select, tuple_

from core.cases.acting import Acting
from core.cases.errors import Unknown
from core.cases.reading import names_of
from core.forms import Line, lines
from core.forms.models import form_of_revision
from core.forms.view import spell
from core.people.staff import under, working_at
from core.points.models import ServicePoint
from core.points.tree import ids_of
from core.registers.finding import CORRECTED, Book, keeps_at, readable
from core.registers.models import RegisterEntry, RegisterEvent
from core.words import EntryView, Field, Form, Kind, Sensitivity, Value

Names = Mapping[str, Sequence[tuple[str, str]]]
PAGE = 20
MOST = 20_000
_POINT = and_(
    ServicePoint.county_id == RegisterEntry.county_id, ServicePoint.id == RegisterEntry.point_id
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """An entry with the point it belongs to; ``keeps`` when the viewer may write there."""

    entry: RegisterEntry
    point: str
    path: tuple[str, ...]
    keeps: bool

    @property
    def allow(self) -> Sensitivity:
        return Sensitivity.SENSITIVE if self.keeps else Sensitivity.INTERNAL


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryLine:
    """One line of a register's list: the shown fields in words."""

    id: str
    on: date
    number: str
    stage: str
    point: str
    void: bool
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Happened:
    """What was done on an entry, in words."""

    act: str
    at: object
    by: str
    lines: tuple[Line, ...]


def open_entry(acting: Acting, book: Book, entry_id: str, *, lock: bool = False) -> Opened:
    """Return an entry of *book*; raise Unknown for one that the viewer does not read. With *lock*
    it is read again: on PostgreSQL it may have changed while this waited for its turn."""
    query = (
        select(RegisterEntry, ServicePoint.name, ServicePoint.path)
        .join(ServicePoint, _POINT)
        .where(
            RegisterEntry.id == entry_id,
            RegisterEntry.service == book.service.name,
            RegisterEntry.register == book.register.name,
            readable(acting),
        )
    )
    if lock:
        query = query.with_for_update(of=RegisterEntry).execution_options(populate_existing=True)
    found = acting.session.execute(query).one_or_none()
    if found is None:
        raise Unknown(entry_id)
    entry, point, path = found
    ids = tuple(ids_of(path))
    return Opened(
        entry=entry,
        point=point,
        path=ids,
        keeps=keeps_at(acting, book, entry.point_id, ids),
    )


def acts_of(acting: Acting, entry_id: str) -> tuple[RegisterEvent, ...]:
    """Return what happened to an entry, oldest first, corrections among it."""
    return tuple(
        acting.session.scalars(
            select(RegisterEvent)
            .where(RegisterEvent.entry_id == entry_id)
            .order_by(RegisterEvent.seq, RegisterEvent.id)
        )
    )


def view_of(acting: Acting, opened: Opened) -> EntryView:
    """Return an entry as its service's pure functions and papers get it."""
    entry = opened.entry
    acts = tuple(
        (one.act, one.data or {}) for one in acts_of(acting, entry.id) if one.act != CORRECTED
    )
    data: Mapping[str, Value] = entry.data or {}
    ids = {str(one) for filled in (data, *(d for _a, d in acts)) for one in _texts(filled)}
    return EntryView(
        id=entry.id,
        register=entry.register,
        on=entry.on,
        number=entry.number or "",
        stage=entry.stage,
        point=opened.point,
        data=data,
        acts=acts,
        names=names_of(acting, {one for one in ids if len(one) == 13}),
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def others_of(
    acting: Acting, book: Book, point_id: str, same_hash: str | None
) -> tuple[EntryView, ...]:
    """Return the entries of a point that say the same, oldest first, void ones left out."""
    if same_hash is None:
        return ()
    found = acting.session.execute(
        select(RegisterEntry, ServicePoint.name)
        .join(ServicePoint, _POINT)
        .where(
            RegisterEntry.service == book.service.name,
            RegisterEntry.register == book.register.name,
            RegisterEntry.point_id == point_id,
            RegisterEntry.same_hash == same_hash,
            RegisterEntry.voided_at.is_(None),
        )
        .order_by(RegisterEntry.on, RegisterEntry.filed_at, RegisterEntry.id)
    )
    return tuple(
        view_of(acting, Opened(entry=entry, point=name, path=(), keeps=False))
        for entry, name in found
    )


def staff_of(acting: Acting, form: Form, path: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return (id, name) of who sits at the last point of *path* or below; none when not asked."""
    if not any(one.kind is Kind.STAFF for one in _every(form.fields)):
        return []
    rows = working_at(acting.session, acting.today, under(path))
    return sorted(((one, name) for one, name, _point in rows), key=lambda row: (row[1], row[0]))


def _every(fields: Iterable[Field]) -> Iterator[Field]:
    for one in fields:
        yield one
        yield from _every(one.fields)


def narrowed(filed: Form, asked: Form | None) -> Form:
    """Return the form an entry was filed with, each field as sensitive as it is asked today where
    that is more: what was judged harmless once is not told for ever (T/ZSM 5.6.4)."""
    return replace(filed, fields=_narrowed(filed.fields, asked.fields)) if asked else filed


def _narrowed(filed: tuple[Field, ...], asked: tuple[Field, ...]) -> tuple[Field, ...]:
    now = {one.name: one for one in asked}
    return tuple(
        replace(
            one,
            sensitivity=max(
                one.sensitivity, now.get(one.name, one).sensitivity, key=lambda level: level.rank
            ),
            fields=_narrowed(one.fields, now[one.name].fields if one.name in now else ()),
        )
        for one in filed
    )


def _form(acting: Acting, book: Book, key: str, revision: str) -> Form:
    """Return the form of a revision as far as it is told today."""
    asked = next((one for one in book.register.forms if one.key == key), None)
    return narrowed(form_of_revision(revision, acting.session), asked)


def told(acting: Acting, book: Book, opened: Opened) -> tuple[Line, ...]:
    """Return what an entry says, as far as the viewer may read it."""
    entry = opened.entry
    form = _form(acting, book, entry.form, entry.revision)
    return lines(form, entry.data or {}, opened.allow, choices=_spelled(acting, entry.data))


def happened(acting: Acting, book: Book, opened: Opened) -> tuple[Happened, ...]:
    """Return what was done on an entry, newest first."""
    titles = {one.name: one.title for one in book.register.acts} | {CORRECTED: "更正，原来写的"}
    events = acts_of(acting, opened.entry.id)
    people = names_of(acting, {one.by_id for one in events})
    return tuple(
        Happened(
            act=titles.get(one.act, one.act),
            at=one.at,
            by=people.get(one.by_id, ""),
            lines=lines(
                _form(acting, book, one.form, one.revision),
                one.data or {},
                opened.allow,
                choices=_spelled(acting, one.data),
            ),
        )
        for one in reversed(events)
    )


def _spelled(acting: Acting, data: object) -> Names:
    ids = {one for one in _texts(data) if len(one) == 13}
    return {Kind.STAFF.value: [*names_of(acting, set(ids)).items()]}


def within(
    acting: Acting, book: Book, first: date, last: date, point: str = ""
) -> Select[RegisterEntry, str, str]:
    """Return the query for the entries of a span that the viewer reads, the latest first."""
    query = (
        select(RegisterEntry, ServicePoint.name, ServicePoint.path)
        .join(ServicePoint, _POINT)
        .where(
            RegisterEntry.service == book.service.name,
            RegisterEntry.register == book.register.name,
            RegisterEntry.on >= first,
            RegisterEntry.on <= last,
            readable(acting),
        )
    )
    if point:
        query = query.where(ServicePoint.code == point)
    return query.order_by(RegisterEntry.on.desc(), RegisterEntry.id.desc())


def entries(
    acting: Acting,
    book: Book,
    first: date,
    last: date,
    *,
    point: str = "",
    after: tuple[date, str] | None = None,
    size: int = PAGE,
) -> tuple[tuple[EntryLine, ...], tuple[date, str] | None]:
    """Return one page of the entries of a span, the latest first, and where the next begins."""
    query = within(acting, book, first, last, point).limit(size + 1)
    if after is not None:
        query = query.where(tuple_(RegisterEntry.on, RegisterEntry.id) < tuple_(*after))
    found = acting.session.execute(query).all()
    page = tuple(
        line_of(
            acting,
            book,
            entry,
            name,
            keeps=keeps_at(acting, book, entry.point_id, tuple(ids_of(path))),
        )
        for entry, name, path in found[:size]
    )
    more = len(found) > size
    return page, ((page[-1].on, page[-1].id) if more else None)


def line_of(
    acting: Acting, book: Book, entry: RegisterEntry, point: str, *, keeps: bool
) -> EntryLine:
    """Return an entry as a line of a list; without what is sensitive unless one *keeps* it."""
    allow = Sensitivity.SENSITIVE if keeps else Sensitivity.INTERNAL
    data: Mapping[str, Value] = entry.data or {}
    names = {kind: dict(pairs) for kind, pairs in _spelled(acting, data).items()}
    form = acting.asked(book.register.form)
    return EntryLine(
        id=entry.id,
        on=entry.on,
        number=entry.number or "",
        stage=entry.stage,
        point=point,
        void=entry.voided_at is not None,
        cells=tuple(
            spell(asked, data.get(asked.name), names)
            if asked.sensitivity.rank <= allow.rank
            else "＊＊＊＊"
            for asked in (form.field(name) for name in book.register.shown)
        ),
    )


def totals(
    acting: Acting, book: Book, first: date, last: date, *, point: str = ""
) -> tuple[int, Mapping[str, int]]:
    """Return how many entries a span has and what its summed fields add up to, void ones apart."""
    count, sums = 0, dict.fromkeys(book.register.sums, 0)
    found = acting.session.execute(within(acting, book, first, last, point))
    for entry, _name, _path in found:
        if entry.voided_at is not None:
            continue
        count += 1
        for name in sums:
            value = (entry.data or {}).get(name)
            sums[name] += value if isinstance(value, int) else 0
    return count, sums
