"""Files on a case: 材料 hung on it or on an item, and those a filed form names (T/ZSM 5.6.4).

A file may be had by whoever may read where it hangs: of a record its line, of the case what FULL
opens, of an item its owner too; what its sender keeps to herself only by her.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core import files
from core.cases.acting import Acting
from core.cases.errors import Forbidden, Invalid, MoveRefused, Unknown
from core.cases.filed import RecordOut, ids_in, records_of
from core.cases.history import note, routing
from core.cases.loading import Loaded, open_case
from core.cases.models import CaseFile, Record
from core.cases.once import earlier_answer, remember
from core.cases.reading import names_of
from core.files.models import KEPT, StoredFile
from core.files.service import kind_named
from core.forms import Line, files_in
from core.people.roles import may
from core.privacy import Reach, shows
from core.words import Form, Kind, Objection, Value

LONGEST_TITLE = 60
LONGEST_REASON = 200
CLOSED = frozenset({"archived", "merged"})
GONE = "没有找到这个文件，请重新选"


@dataclass(frozen=True, kw_only=True, slots=True)
class FileOut:
    """A file as its viewer may see it; of another's own one only that it is there."""

    id: str
    name: str
    title: str
    kind: str
    size: int
    sha256: str
    sha256_sent: str
    item_id: str | None
    record_id: str | None
    record: str
    sender: str
    sent_at: datetime
    mine: bool
    sealed_to_author: bool
    hidden: bool


def files_of(
    acting: Acting,
    loaded: Loaded,
    how_far: Reach,
    records: Iterable[RecordOut] | None = None,
) -> tuple[FileOut, ...]:
    """Return the files the viewer may know of, oldest first.

    *records* are those of the whole case, when the caller has read them already.
    """
    seen = shows(how_far)
    if not seen.story or not may(acting.viewer.roles, "record.read"):
        return ()
    rows = acting.session.scalars(
        select(StoredFile)
        .where(StoredFile.case_id == loaded.case.id, StoredFile.state == KEPT)
        .order_by(StoredFile.sent_at, StoredFile.id)
    ).all()
    if not rows:
        return ()
    if records is None and any(row.record_id for row in rows):
        records = records_of(acting, loaded, how_far)
    named = {file_id: one for one in records or () for file_id in _named(one.lines or ())}
    own = {item.id for item in loaded.items if item.owner_id == acting.me}
    senders = names_of(acting, {row.sent_by for row in rows})
    out = []
    for row in rows:
        record = named.get(row.id)
        mine = row.sent_by == acting.me
        open_here = seen.papers or mine or row.item_id in own
        if record is None if row.record_id else not open_here:
            continue
        hidden = row.author_only and not mine
        out.append(
            FileOut(
                id=row.id,
                name="" if hidden else row.name or "",
                title="" if hidden else row.title or "",
                kind="" if hidden else kind_named(row.kind).title,
                size=0 if hidden else row.size,
                sha256="" if hidden else row.sha256,
                sha256_sent="" if hidden else row.sha256_sent,
                item_id=row.item_id,
                record_id=row.record_id,
                record=record.title if record else "",
                sender=senders.get(row.sent_by, ""),
                sent_at=row.sent_at,
                mine=mine,
                sealed_to_author=row.author_only,
                hidden=hidden,
            )
        )
    return tuple(out)


def _named(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        if line.file:
            yield line.file
        for row in line.rows:
            yield from _named(row)


def read_file(acting: Acting, number: str, file_id: str) -> StoredFile:
    """Return a file somebody may have; Unknown for any other, whatever the reason."""
    loaded, _facts, how_far = open_case(acting, number)
    allowed = {one.id for one in files_of(acting, loaded, how_far) if not one.hidden}
    if file_id not in allowed:
        raise Unknown(file_id)
    return acting.session.get_one(StoredFile, (loaded.case.county_id, file_id))


def attach(
    acting: Acting,
    number: str,
    file_ids: Sequence[str],
    *,
    item_id: str = "",
    title: str = "",
    author_only: bool = False,
    key: str = "",
) -> tuple[StoredFile, ...]:
    """Hang files that the one who acts has staged on the case, or on one of its items.

    Raises Unknown, Forbidden, MoveRefused (the case is closed) or Invalid (``file``, ``title``).
    """
    loaded, _facts, how_far = open_case(acting, number, lock=True)
    _may_attach(acting, loaded, how_far, item_id)
    sent = told_by_content(acting, {"sent": sorted(set(file_ids))})["sent"]
    body = {"number": number, "item": item_id, "title": title, "sent": sent}
    known = earlier_answer(acting, key, "attachment", body)
    if known is not None:
        return (acting.session.get_one(StoredFile, (loaded.case.county_id, known)),)
    _may_take_more(loaded)
    staged = files.staged_of(acting.session, acting.me, file_ids)
    rows = [staged[one] for one in dict.fromkeys(file_ids) if one in staged]
    if not rows or len(rows) < len(set(file_ids)):
        raise Invalid({"file": [GONE if file_ids else "请选一个文件"]})
    if len(title) > LONGEST_TITLE:
        raise Invalid({"title": ["说明最多 60 个字"]})
    for row in rows:
        files.take(
            row,
            case_id=loaded.case.id,
            item_id=item_id or None,
            author_only=author_only,
            title=title.strip() or None,
        )
        note(
            acting,
            loaded.case,
            "attach",
            before=routing(loaded.case),
            item_id=item_id or None,
            detail={"file": row.id, "kind": row.kind, "sha256": row.sha256},
            quiet=True,
        )
    remember(acting, key, "attachment", body, rows[0].id)
    acting.session.flush()
    return tuple(rows)


def stage_once(acting: Acting, file_id: str, key: str) -> str:
    """Return the id that this key already got for the same bytes, else *file_id* from now on; the
    copy that is not wanted goes with the next sweep."""
    body = told_by_content(acting, {"sent": [file_id]})
    known = earlier_answer(acting, key, "staged", body)
    if known is None:
        remember(acting, key, "staged", body, file_id)
    return known or file_id


def _may_attach(acting: Acting, loaded: Loaded, how_far: Reach, item_id: str) -> None:
    if not may(acting.viewer.roles, "record.file"):
        raise Forbidden("record.file")
    item = next((one for one in loaded.items if one.id == item_id), None)
    if item_id and item is None:
        raise Unknown(item_id)
    if shows(how_far).papers:
        return
    if not may_attach(acting, loaded, how_far):
        raise Forbidden(loaded.case.number)
    if item is None or item.owner_id != acting.me:
        raise Invalid({"item": ["请选自己承办的服务事项"]})


def _may_take_more(loaded: Loaded) -> None:
    if loaded.case.state in CLOSED:
        raise MoveRefused(
            Objection(text="办件已经归档，不能再加材料", citation="T/ZSM 5.6.4", code="state")
        )


def may_attach(acting: Acting, loaded: Loaded, how_far: Reach) -> bool:
    """Tell whether the viewer may add to the case or to an item of it."""
    own = any(item.owner_id == acting.me for item in loaded.items)
    return may(acting.viewer.roles, "record.file") and (shows(how_far).papers or own)


def withdraw(acting: Acting, number: str, file_id: str, reason: str) -> StoredFile:
    """撤下: take a wrongly hung file back. Its sender or the case's handler may, with a reason;
    who and why stay, the content goes. A file that a filed form names stays with the form."""
    loaded, _facts, how_far = open_case(acting, number, lock=True)
    known = {one.id: one for one in files_of(acting, loaded, how_far)}
    if file_id not in known or known[file_id].hidden:
        raise Unknown(file_id)
    row = acting.session.get_one(StoredFile, (loaded.case.county_id, file_id))
    if not may(acting.viewer.roles, "record.file") or acting.me not in (
        row.sent_by,
        loaded.case.handler_id,
    ):
        raise Forbidden(file_id)
    if row.record_id is not None or loaded.case.state in CLOSED:
        raise MoveRefused(
            Objection(text="这份材料已经入档，不能撤下", citation="T/ZSM 5.6.4", code="filed")
        )
    if not 2 <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid({"reason": ["请写明理由，两个字以上"]})
    files.withdraw(row, by=acting.me, at=acting.at, reason=reason.strip())
    note(
        acting,
        loaded.case,
        "detach",
        before=routing(loaded.case),
        item_id=row.item_id,
        text={"reason": reason.strip()},
        detail={"file": row.id},
        quiet=True,
    )
    acting.session.flush()
    return row


def keep_files(
    acting: Acting, case: CaseFile, form: Form, data: Mapping[str, Value], record: Record
) -> None:
    """Hang the files that a form names on its record; raise Invalid for one that is not the
    author's own staged one, so that an id picked up elsewhere opens nothing."""
    wanted = list(files_in(form, data))
    if not wanted:
        return
    staged = files.staged_of(acting.session, acting.me, (one for _path, _asked, one in wanted))
    wrong = {}
    for path, asked, file_id in wanted:
        row = staged.get(file_id)
        if row is None:
            wrong[path] = [GONE]
        elif asked.kind is Kind.SIGNATURE and not kind_named(row.kind).picture:
            wrong[path] = ["签名要用图片"]
    if wrong:
        raise Invalid(wrong)
    for row in staged.values():
        files.take(
            row,
            case_id=case.id,
            item_id=record.item_id,
            record_id=record.id,
            about=record.about,
            author_only=record.author_only,
        )


def told_by_content(acting: Acting, raw: Mapping[str, object]) -> dict[str, object]:
    """Return *raw* with the files it names told by their content: the same form sent twice stages
    its files twice, and is the same form all the same."""
    ids = sorted(set(ids_in(list(raw.values()))))
    if not ids:
        return dict(raw)
    rows = acting.session.execute(
        select(StoredFile.id, StoredFile.sha256).where(
            StoredFile.id.in_(ids), StoredFile.sent_by == acting.me
        )
    )
    digests = {row.id: row.sha256 for row in rows}
    return {name: _told(value, digests) for name, value in raw.items()}


def _told(value: object, digests: Mapping[str, str]) -> object:
    if isinstance(value, str):
        return digests.get(value, value)
    if isinstance(value, list):
        return [_told(one, digests) for one in value]
    if isinstance(value, dict):
        return {name: _told(one, digests) for name, one in value.items()}
    return value
