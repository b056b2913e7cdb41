"""File a form: pin it to its revision, seal its data, index what may be searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.cases.acting import Acting
from core.cases.attachments import keep_files, told_by_content
from core.cases.commands.sent import answers_to
from core.cases.errors import Forbidden, MoveRefused, Stale, Unknown
from core.cases.faces import service_of, wear
from core.cases.history import note, routing, tell_plugins
from core.cases.loading import Loaded, open_case
from core.cases.models import CaseFile, Record, RecordIndex, ServiceItem
from core.cases.once import earlier_answer, remember
from core.cases.promises import note_promises
from core.cases.views import case_view
from core.forms.index import index_rows
from core.forms.models import revision_of
from core.people.roles import may
from core.roster import guard
from core.words import Filing, Form, ItemState, Objection, Value


def file_data(
    acting: Acting,
    case: CaseFile,
    form: Form,
    data: Mapping[str, Value],
    *,
    item_id: str | None = None,
    step: str = "",
    service: str = "",
) -> Record:
    """Store judged *data* as a record of *form*; the caller has judged and decided."""
    about = "shared"
    if form.about != "shared":
        about = str(data.get(form.about) or "shared")
    record = Record(
        case_id=case.id,
        item_id=item_id,
        form=form.key,
        form_version=form.version,
        revision=revision_of(form, acting.session),
        about=about,
        author_id=acting.me,
        author_only=form.author_only,
        step=step,
        data=dict(data),
        seq=case.events + 1,
        filed_at=acting.at,
    )
    acting.session.add(record)
    acting.session.flush()
    keep_files(acting, case, form, data, record)
    for row in index_rows(form, data):
        acting.session.add(
            RecordIndex(
                record_id=record.id,
                form=form.key,
                field=row.name,
                text=row.text,
                number=row.number,
                day=row.date,
                hashed=row.hashed,
            )
        )
    note_promises(acting, record, form, data)
    if service:
        tell_plugins(
            acting,
            case,
            "record_filed",
            {"record": record.id},
            key=f"record:{record.id}",
            only=service,
        )
    return record


def judged(
    acting: Acting, loaded: Loaded, form: Form, raw: Mapping[str, object]
) -> dict[str, Value]:
    """Return the judged data of *form*; raise Invalid. A party it names must be one of the case:
    nobody's yes may be recorded for somebody who is not in it."""
    parties = [(party.id, "") for party, _person in loaded.parties]
    return answers_to(acting, form, raw, choices={"party": parties})


def file_record(
    acting: Acting,
    number: str,
    item_id: str,
    form_key: str,
    version: int,
    raw: Mapping[str, object],
    *,
    key: str = "",
) -> Record:
    """File one form of an item's service beside its steps."""
    from core.cases.commands.items import find_item

    loaded, _facts, _reach = open_case(acting, number, lock=True)
    item = find_item(loaded, item_id)
    body = {"item": item_id, "form": form_key, "data": told_by_content(acting, raw)}
    known = earlier_answer(acting, key, "record", body)
    if known is not None:
        return acting.session.get_one(Record, (loaded.case.county_id, known))
    if not may(acting.viewer.roles, "record.file"):
        raise Forbidden("record.file")
    works = item.owner_id or loaded.case.handler_id
    if acting.me != works:
        raise Forbidden(form_key)
    form = form_of(acting, item, form_key, loaded.path)
    if item.version != version:
        raise Stale(mine=version, theirs=item.version)
    if item.state != ItemState.OPEN.value:
        raise MoveRefused(
            Objection(text="这项服务已经结束", citation="T/ZSM 5.4", code="item_closed")
        )
    data = judged(acting, loaded, form, raw)
    _beside_steps(acting, item, form, loaded.path)
    asked = acting.board.asked(acting.roster, loaded.path)
    act = Filing(form=form.key, data=data)
    answers = guard(acting.roster, asked, case=case_view(loaded), act=act)
    if answers.values:
        raise MoveRefused(*(objection for _plugin, objection in answers.values))
    before = routing(loaded.case)
    wear(acting, item, loaded.path)
    record = file_data(acting, loaded.case, form, data, item_id=item.id, service=item.service)
    item.version += 1
    note(
        acting,
        loaded.case,
        "record",
        before=before,
        item_id=item.id,
        text={"service": item.title, "form": form.title},
        detail={"form": form.key, "record": record.id},
        quiet=True,
    )
    remember(acting, key, "record", body, record.id)
    acting.session.flush()
    return record


def _beside_steps(acting: Acting, item: ServiceItem, form: Form, path: Sequence[str]) -> None:
    """Refuse a form that belongs to a step with rules, a second person or consequences of its own:
    filed beside it, it would be on record with none of them asked or done (T/ZSM 5.4, 5.5)."""
    service = service_of(acting, item, path)
    for step in service.steps if service else ():
        if step.form == form.key and (step.check or step.then or step.second):
            raise MoveRefused(
                Objection(
                    text="这张表随“%(step)s”这一步填，请按步骤办",
                    citation="T/ZSM 5.4",
                    code="take_step",
                    values={"step": step.title},
                )
            )


def form_of(acting: Acting, item: ServiceItem, form_key: str, path: Sequence[str]) -> Form:
    """Return a form of the item's service as it works at the end of *path*; raise Unknown when
    there is none such."""
    service = service_of(acting, item, path)
    if service is None:
        raise Unknown(form_key)
    try:
        return service.form(form_key)
    except KeyError:
        raise Unknown(form_key) from None
