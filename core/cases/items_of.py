"""An item with the records the one who acts may see, as handed to a plugin."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from core.cases.acting import Acting
from core.cases.models import Record, ServiceItem
from core.cases.promises import promise_views
from core.cases.views import item_view
from core.db import prepared
from core.words import ItemView

_RECORDS = prepared(
    select(Record).where(Record.item_id == bindparam("item")).order_by(Record.seq, Record.id)
)


def records_seen(acting: Acting, item: ServiceItem) -> list[Record]:
    """Return the item's records, oldest first; another's author-only notes stay theirs."""
    rows = acting.session.scalars(_RECORDS, {"item": item.id})
    return [row for row in rows if not row.author_only or row.author_id == acting.me]


def item_with_records(acting: Acting, item: ServiceItem) -> ItemView:
    """Return the item as a step or a paper sees it."""
    promises = promise_views(acting.session, case_id=item.case_id, item_id=item.id)
    return item_view(item, records_seen(acting, item), promises)
