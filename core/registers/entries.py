"""Write into a register: enter, act, correct, declare void. Commands know no request.

What was written stays: a correction keeps what stood there, a void entry stays to be read and is
counted no more. Each change is in the county's chain, without a word of what it says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, Invalid, MoveRefused, Stale, Unknown
from core.cases.once import earlier_answer, remember
from core.cases.papers import office_of
from core.documents.numbering import take_number
from core.forms.index import hashed
from core.forms.models import revision_of
from core.points.models import ServicePoint
from core.registers.finding import CORRECTED, KEEP, Book, desk_of, find_book
from core.registers.models import RegisterEntry, RegisterEvent
from core.registers.reading import Opened, acts_of, open_entry, others_of, staff_of, view_of
from core.switches import settings_for
from core.words import (
    DocumentKind,
    EntryCheck,
    EntryContext,
    Form,
    Objection,
    Register,
    Value,
    read_date,
)

MOST_REASON = 200


def enter(
    acting: Acting, service: str, register: str, raw: Mapping[str, object], *, key: str = ""
) -> RegisterEntry:
    """Write a new entry of the point one works for; raises Invalid, Forbidden or MoveRefused."""
    book = find_book(acting, service, register)
    point = desk_of(acting, book)
    what, body = f"{service}.{register}", dict(raw)
    known = earlier_answer(acting, key, what, body)
    if known is not None:
        return acting.session.get_one(RegisterEntry, (acting.viewer.county, known))
    kept = book.register
    form = acting.asked(kept.form)
    data = _judged(acting, form, raw, point.path)
    same = _same(kept, data)
    _take_turns(acting, kept, point.id)
    _ask(kept.check, _context(acting, book, data, others_of(acting, book, point.id, same)))
    on = _day(kept, data)
    entry = RegisterEntry(
        service=service,
        register=register,
        point_id=point.id,
        on=on,
        number=_number(acting, book, point.id, on.year),
        stage=next(iter(kept.stages), ""),
        same_hash=same,
        form=form.key,
        revision=revision_of(form, acting.session),
        data=data,
        author_id=acting.me,
        filed_at=acting.at,
    )
    acting.session.add(entry)
    acting.session.flush()
    _note(acting, entry, "register.entered")
    remember(acting, key, what, body, entry.id)
    return entry


def correct(
    acting: Acting, book: Book, entry_id: str, version: int, raw: Mapping[str, object]
) -> RegisterEntry:
    """Put an entry right; what stood there is kept. Not once it stands where nothing changes."""
    opened = _opened(acting, book, entry_id, version)
    entry, kept = opened.entry, book.register
    if entry.stage in kept.fixed:
        raise MoveRefused(
            Objection(text="到了这一步不能再改，写错了请作废重登", code="entry_fixed")
        )
    form = acting.asked(kept.form)
    data = _judged(acting, form, raw, opened.path)
    same = _same(kept, data)
    _take_turns(acting, kept, entry.point_id)
    others = tuple(
        one for one in others_of(acting, book, entry.point_id, same) if one.id != entry.id
    )
    view = view_of(acting, opened)
    _ask(kept.check, _context(acting, book, data, others, entry=view))
    _keep_event(acting, entry, CORRECTED, entry.form, entry.revision, entry.data or {})
    entry.data, entry.on, entry.same_hash = data, _day(kept, data), same
    entry.form, entry.revision = form.key, revision_of(form, acting.session)
    _changed(acting, entry, "register.corrected")
    return entry


def act(
    acting: Acting,
    book: Book,
    entry_id: str,
    name: str,
    version: int,
    raw: Mapping[str, object],
) -> RegisterEntry:
    """Take an act on an entry; raises MoveRefused when it stands elsewhere by now."""
    opened = _opened(acting, book, entry_id, version)
    try:
        entry, declared = opened.entry, book.register.act(name)
    except KeyError:
        raise Unknown(name) from None
    if entry.stage not in declared.after:
        raise MoveRefused(Objection(text="现在还不到这一步", code="not_now"))
    form = acting.asked(declared.form)
    data = _judged(acting, form, raw, opened.path)
    view = view_of(acting, opened)
    _take_turns(acting, book.register, entry.point_id)
    others = tuple(
        one
        for one in others_of(acting, book, entry.point_id, entry.same_hash)
        if one.id != entry.id
    )
    context = _context(acting, book, data, others, entry=view)
    _ask(declared.check, context)
    stage = declared.leads(context)
    if stage not in book.register.stages:
        raise LookupError(f"{book.service.name}.{book.register.name}: no stage {stage!r}")
    entry.stage = stage
    _keep_event(acting, entry, name, form.key, revision_of(form, acting.session), data)
    _changed(acting, entry, "register.acted")
    return entry


def void(acting: Acting, book: Book, entry_id: str, version: int, reason: str) -> RegisterEntry:
    """Declare an entry void, with a reason; it stays to be read and is counted no more."""
    opened = _opened(acting, book, entry_id, version)
    said = reason.strip()[:MOST_REASON]
    if not said:
        raise Invalid({"reason": ["请写为什么作废"]})
    _ask(
        book.register.voids,
        _context(acting, book, {"reason": said}, (), entry=view_of(acting, opened)),
    )
    entry = opened.entry
    entry.voided_at, entry.voided_by, entry.reason = acting.at, acting.me, said
    _changed(acting, entry, "register.voided")
    return entry


def _opened(acting: Acting, book: Book, entry_id: str, version: int) -> Opened:
    opened = open_entry(acting, book, entry_id, lock=True)
    if not opened.keeps:
        raise Forbidden(KEEP)
    if opened.entry.version != version:
        raise Stale(mine=version, theirs=opened.entry.version)
    if opened.entry.voided_at is not None:
        raise MoveRefused(Objection(text="这一条已经作废", code="entry_void"))
    return opened


def _take_turns(acting: Acting, register: Register, point_id: str) -> None:
    """Where a check looks at the others that say the same, let one write at a point after another:
    two at once would each be judged without the other. SQLite writes one at a time anyhow."""
    if register.same:
        acting.session.execute(
            select(ServicePoint.id)
            .where(ServicePoint.id == point_id)
            .with_for_update(key_share=True)
        )


def _judged(
    acting: Acting, form: Form, raw: Mapping[str, object], path: tuple[str, ...]
) -> dict[str, Value]:
    choices = {"staff": staff_of(acting, form, path)}
    return answers_to(acting, form, raw, choices=choices)


def _context(
    acting: Acting,
    book: Book,
    data: Mapping[str, Value],
    others: tuple[object, ...],
    **more: object,
) -> EntryContext:
    settings = settings_for(acting.session, acting.roster, book.service.name)
    return EntryContext(
        data=data,
        today=acting.today,
        others=others,  # type: ignore[arg-type]  # views, as `others_of` makes them
        settings=settings,
        **more,  # type: ignore[arg-type]  # the entry, where there is one
    )


def _ask(check: EntryCheck | None, context: EntryContext) -> None:
    """Raise what *check* finds: at its field where each names one."""
    found = check(context) if check is not None else ()
    at_fields: dict[str, list[str]] = {}
    for one in found:
        at_fields.setdefault(one.field_name, []).append(one.text % one.values)
    if found and "" in at_fields:
        raise MoveRefused(*found)
    if at_fields:
        raise Invalid(at_fields)


def _day(register: Register, data: Mapping[str, Value]) -> date:
    day = read_date(data.get(register.day))
    if day is None:
        raise Invalid({register.day: ["请写日期"]})
    return day


def _same(register: Register, data: Mapping[str, Value]) -> str | None:
    value = data.get(register.same) if register.same else None
    return hashed(register.form.key, register.same, str(value)) if value else None


def _number(acting: Acting, book: Book, point_id: str, year: int) -> str | None:
    kept = book.register
    kind = DocumentKind(name=kept.name, title=kept.title, template="", word=kept.word)
    return take_number(
        acting.county_session,
        office=office_of(acting, point_id),
        kind=kind,
        year=year,
        sealed=False,
        owner=book.service.name,
    )


def _keep_event(
    acting: Acting,
    entry: RegisterEntry,
    name: str,
    form: str,
    revision: str,
    data: Mapping[str, Value],
) -> None:
    acting.session.add(
        RegisterEvent(
            entry_id=entry.id,
            seq=len(acts_of(acting, entry.id)) + 1,
            act=name,
            form=form,
            revision=revision,
            data=dict(data),
            stage=entry.stage,
            by_id=acting.me,
            at=acting.at,
        )
    )


def _changed(acting: Acting, entry: RegisterEntry, action: str) -> None:
    entry.version += 1
    acting.session.flush()
    _note(acting, entry, action)


def _note(acting: Acting, entry: RegisterEntry, action: str) -> None:
    note_change(
        acting.session,
        action=action,
        actor_id=acting.me,
        target=f"entry:{entry.id}",
        at=acting.at,
        detail={"register": f"{entry.service}.{entry.register}", "stage": entry.stage},
    )
