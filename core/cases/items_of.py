"""An item with the records the one who acts may see, as handed to a plugin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import bindparam, select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import Record, ServiceItem
from core.cases.promises import may_promise, promise_views
from core.cases.sent_letters import letters_of
from core.cases.served import served_before
from core.cases.views import case_view, item_view
from core.db import prepared
from core.documents.kinds import KEPT_KINDS
from core.documents.models import Document
from core.points.models import ServicePoint
from core.points.tree import view as point_view
from core.switches import settings_for
from core.words import CaseView, ItemView, StepContext, Value

_RECORDS = prepared(
    select(Record).where(Record.item_id == bindparam("item")).order_by(Record.seq, Record.id)
)
_PAPERS = prepared(
    select(Document.kind)
    .where(
        Document.case_id == bindparam("case"),
        Document.state == "issued",
        (Document.item_id == bindparam("item")) | Document.item_id.is_(None),
    )
    .order_by(Document.issued_at, Document.id)
)


def records_seen(acting: Acting, item: ServiceItem) -> list[Record]:
    """Return the item's records, oldest first; another's author-only notes stay theirs."""
    rows = acting.session.scalars(_RECORDS, {"item": item.id})
    return [row for row in rows if not row.author_only or row.author_id == acting.me]


def item_with_records(
    acting: Acting, item: ServiceItem, papers: tuple[str, ...] | None = None
) -> ItemView:
    """Return the item as a step or a paper sees it; *papers* are the kinds in force, if known."""
    promises = (
        promise_views(acting.session, case_id=item.case_id, item_id=item.id)
        if may_promise(acting.roster, item.service)
        else ()
    )
    place = acting.session.get_one(ServicePoint, (item.county_id, item.point_id))
    return replace(
        item_view(item, records_seen(acting, item), promises),
        papers=_papers(acting, item) if papers is None else papers,
        point=point_view(place),
    )


def context_of(
    acting: Acting,
    loaded: Loaded,
    item: ServiceItem,
    view: ItemView,
    data: Mapping[str, Value],
) -> StepContext:
    """Return what the logic of a step is asked with.

    The case's other items of the same service come with their records: what was paid, agreed or
    refused there binds here too. Those of other services stay closed.
    """
    view = replace(view, letters=letters_of(acting, loaded, item.id))
    case = case_view(loaded)
    rows = {row.id: row for row in loaded.items if row.service == item.service}
    items = tuple(
        view
        if one.id == item.id
        else item_with_records(acting, rows[one.id])
        if one.id in rows
        else one
        for one in case.items
    )
    declared = acting.roster.services.get(item.service)
    wanted = {role.name for role in declared.roles} if declared else set()
    professions = frozenset(wanted & acting.viewer.roles)
    return StepContext(
        case=replace(with_intake(case, loaded), items=items),
        item=view,
        data=data,
        today=acting.today,
        settings=settings_for(acting.session, acting.roster, item.service),
        professions=professions,
        # whose side they are on is asked of the profession, not of the desk that writes for it
        served=served_before(acting, loaded, item) if professions else frozenset(),
    )


def with_intake(case: CaseView, loaded: Loaded) -> CaseView:
    """Return the case with how it came and what was asked, which only its own item may know."""
    return replace(case, channel=loaded.case.channel, summary=loaded.case.summary or "")


def kinds_of(rows: Iterable[tuple[str, str, str | None]], item: ServiceItem) -> tuple[str, ...]:
    """Return the kinds in force among *rows* (kind, state, item), as an item's view lists them."""
    return _named(kind for kind, state, of in rows if state == "issued" and of in (item.id, None))


def _named(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return each kind once, by its declared name; what core keeps for the handler is told to no
    service, one that faces both sides least of all."""
    told = (kind.rpartition(".")[2] for kind in kinds if kind not in KEPT_KINDS)
    return tuple(dict.fromkeys(told))


def _papers(acting: Acting, item: ServiceItem) -> tuple[str, ...]:
    """Return the kinds in force of the item, and of the case as a whole, each once."""
    kinds = acting.session.scalars(_PAPERS, {"case": item.case_id, "item": item.id})
    return _named(kinds)
