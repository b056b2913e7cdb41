"""Turn rows into the frozen values handed to guards and plugins."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from core.cases.models import Party, Record, ServiceItem
from core.clocks import local_date, today
from core.clocks.models import ClockRow
from core.families.models import Person
from core.words import (
    CaseState,
    CaseView,
    ClockView,
    Confidentiality,
    ItemState,
    ItemView,
    Level,
    PartyView,
    PromiseView,
    RecordView,
    Stage,
)

if TYPE_CHECKING:
    from core.cases.loading import Loaded

MINOR_AGE = 18


def party_view(party: Party, person: Person | None, *, named: bool) -> PartyView:
    """Return a party; without *named* neither name nor birth date go along."""
    return PartyView(
        id=party.id,
        role=party.role,
        relation=party.relation,
        name=(person.name or "") if person and named else "",
        sex=person.sex if person else "",
        birth_date=person.birth_date if person and named else None,
        willing=party.willing,
        minor=party.role == "minor_child" or is_minor(party, person),
    )


def is_minor(party: Party, person: Person | None) -> bool:
    """Tell whether the party was under eighteen when the case was last loaded."""
    if person is None or person.birth_date is None:
        return False
    now = today()
    born = person.birth_date
    age = now.year - born.year - ((now.month, now.day) < (born.month, born.day))
    return age < MINOR_AGE


def record_view(record: Record) -> RecordView:
    """Return a record with its data opened."""
    return RecordView(
        id=record.id,
        form=record.form,
        version=record.form_version,
        data=record.data or {},
        item_id=record.item_id,
        filed_at=record.filed_at,
        about=record.about,
    )


def clock_view(row: ClockRow) -> ClockView:
    """Return a clock with its citation."""
    return ClockView(
        code=row.code,
        title=row.title,
        due_at=row.due_at,
        citation=row.citation,
        state=row.state,
        item_id=row.item_id,
        provisional=row.provisional,
    )


def item_view(
    item: ServiceItem, records: Iterable[Record] = (), promises: tuple[PromiseView, ...] = ()
) -> ItemView:
    """Return an item; *records* are those of this item, oldest first."""
    return ItemView(
        id=item.id,
        service=item.service,
        state=ItemState(item.state),
        step=item.step,
        version=item.version,
        done=tuple(item.done),
        opened_on=local_date(item.opened_at),
        records=tuple(record_view(record) for record in records),
        promises=promises,
    )


def case_view(loaded: Loaded, *, named: bool = True) -> CaseView:
    """Return the case as plugins see it, without records: a step gets those of its own item."""
    case = loaded.case
    danger = case.danger or {}
    return CaseView(
        number=case.number,
        state=CaseState(case.state),
        stage=Stage(case.stage),
        level=Level(case.level),
        scenario=case.scenario,
        confidentiality=Confidentiality(case.confidentiality),
        danger=danger.get("now", "unknown"),
        violence=case.violence,
        parties=tuple(party_view(party, person, named=named) for party, person in loaded.parties),
        items=tuple(item_view(item) for item in loaded.items),
        clocks=tuple(clock_view(row) for row in loaded.clocks if row.state != "stopped"),
        stop_one=case.stop_one,
        order_in_force=case.bound_on(today()),
        warned=case.warned,
        joint_closed=case.repeated and case.violence,
        received_on=local_date(case.received_at),
    )
