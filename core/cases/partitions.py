"""Who reads what of a record, below the reach: one side's own words, and restricted answers.

What a party said alone is that party's partition (``Form.about``). It is read by who wrote it and
by who works the item it is in; whoever else reads the case whole reads the partitions of those the
case is for, not the other side's. Answers of class R are read by author and worker only
(decision 0022; T/ZSM 5.6.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from core.cases.acting import Acting
from core.cases.faces import service_of
from core.cases.loading import Loaded
from core.cases.models import Record, ServiceItem
from core.documents.models import Document
from core.words import Field, ItemView, Kind, Sensitivity, Value

SHARED: Final = "shared"
OTHER_SIDE: Final = frozenset({"respondent", "alleged"})


def works(acting: Acting, loaded: Loaded, item_id: str | None) -> bool:
    """Tell whether the one who acts does this work: an item's owner, the handler where nobody else
    owns it, the handler for what is filed on the case itself."""
    handles = loaded.case.handler_id == acting.me
    if item_id is None:
        return handles
    owner = next((one.owner_id for one in loaded.items if one.id == item_id), None)
    return owner == acting.me or (handles and owner is None)


def kept_steps(acting: Acting, loaded: Loaded, item: ServiceItem) -> frozenset[str]:
    """Return the steps of which the one who acts may not learn that they were taken."""
    service = acting.roster.services.get(item.service)
    if service is None or works(acting, loaded, item.id):
        return frozenset()
    return frozenset(step.name for step in service.steps if step.kept)


def kept_forms(acting: Acting, loaded: Loaded) -> frozenset[tuple[str, str]]:
    """Return item and form of the records whose being there is not the one's who acts to know."""
    found: set[tuple[str, str]] = set()
    for item in loaded.items:
        kept = kept_steps(acting, loaded, item)
        if kept:
            steps = acting.roster.services[item.service].steps
            found |= {(item.id, step.form) for step in steps if step.name in kept}
    return frozenset(found)


def opens(acting: Acting, loaded: Loaded, record: Record) -> bool:
    """Tell whether the content of *record* is open to somebody whose reach opens the record."""
    if record.author_id == acting.me:
        return True
    if record.author_only:
        return False
    return in_common(loaded, record.about) or works(acting, loaded, record.item_id)


def reads_restricted(acting: Acting, loaded: Loaded, record: Record) -> bool:
    """Tell whether the R answers of *record* are open: to its author and who does the work."""
    return record.author_id == acting.me or works(acting, loaded, record.item_id)


def reads_copy(acting: Acting, loaded: Loaded, copy: Document) -> bool:
    """Tell whether a copy is open to somebody whose reach opens the papers: one that tells a
    partition or restricted answers is for who issued it and who does the work."""
    return not copy.narrow or copy.issued_by == acting.me or works(acting, loaded, copy.item_id)


def in_common(loaded: Loaded, about: str) -> bool:
    """Tell whether everybody who reads the case whole reads this partition; one of a person who is
    no longer in the case is nobody's."""
    if about == SHARED:
        return True
    role = next((party.role for party, _person in loaded.parties if party.id == about), "")
    return bool(role) and role not in OTHER_SIDE


def for_addressee(view: ItemView, party_id: str) -> ItemView:
    """Return the item as the copy for *party_id* may tell it: what is shared and her own."""
    own = tuple(one for one in view.records if one.about in (SHARED, party_id))
    return replace(view, records=own)


def common_view(acting: Acting, loaded: Loaded, item: ServiceItem, view: ItemView) -> ItemView:
    """Return the item as somebody sees it who reads the case and does not work the item."""
    service = service_of(acting, item, loaded.path)
    # a form that is gone cannot say which of its answers are restricted
    forms = {one.key: one for one in service.forms if not one.author_only} if service else {}
    kept, sealed = kept_steps(acting, loaded, item), kept_forms(acting, loaded)
    return replace(
        view,
        done=tuple(one for one in view.done if one not in kept),
        records=tuple(
            replace(one, data=_open_answers(forms[one.form].fields, one.data))
            for one in view.records
            if one.form in forms
            and (item.id, one.form) not in sealed
            and in_common(loaded, one.about)
        ),
    )


def seen_by(acting: Acting, loaded: Loaded, item: ServiceItem, view: ItemView) -> ItemView:
    """Return the item as the one who acts may see it."""
    return view if works(acting, loaded, item.id) else common_view(acting, loaded, item, view)


def _open_answers(fields: tuple[Field, ...], data: Mapping[str, Value]) -> dict[str, Value]:
    told: dict[str, Value] = {}
    for asked in fields:
        if asked.sensitivity is Sensitivity.RESTRICTED or asked.name not in data:
            continue
        value = data[asked.name]
        if asked.kind is Kind.SUB_FORM and isinstance(value, list):
            value = [_open_answers(asked.fields, one) for one in value if isinstance(one, dict)]
        told[asked.name] = value
    return told
