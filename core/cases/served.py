"""Whom of a case somebody has already worked for: who gives advice to one side is not the other's.

Only one's own work is looked through and only its worker is told, so a sealed case is betrayed to
nobody: they know it, for they worked it (T/ZSM 5.6.4, decision 0004).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from sqlalchemy import ColumnElement, false, or_, select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import Party, Record, ServiceItem
from core.cases.partitions import OTHER_SIDE, SHARED
from core.cases.same import everybody_joined
from core.families.models import Person

BESIDE = frozenset({"third_party", "agent", "reporter", "invited"})
"""Who stands in a case without being the one it is for."""


def served_before(acting: Acting, loaded: Loaded, item: ServiceItem) -> frozenset[str]:
    """Return the ids of the case's parties whom the one who acts has served in another item of a
    one-sided service: as the owner of what was written in it, or as who wrote before it changed
    hands.

    An item with records about somebody was for them; any other for those its case is for.
    """
    binding = {one.name for one in acting.roster.services.values() if one.one_sided}
    people = {party.id: person for party, person in loaded.parties if person is not None}
    if item.service not in binding or not people:
        return frozenset()
    circles = {
        party_id: everybody_joined(acting.session, [person.id])
        for party_id, person in people.items()
    }
    # who owns an item and has heard nobody in it yet has served nobody, and may still hand it on
    mine = select(Record.item_id).where(
        or_(Record.author_id == acting.me, ServiceItem.owner_id == acting.me),
        Record.item_id == ServiceItem.id,
    )
    rows = acting.session.execute(
        select(ServiceItem.id, Party.id, Party.role, Person)
        .join(
            Party,
            (Party.county_id == ServiceItem.county_id) & (Party.case_id == ServiceItem.case_id),
        )
        .join(Person, (Person.county_id == Party.county_id) & (Person.id == Party.person_id))
        .where(
            ServiceItem.service.in_(sorted(binding)),
            ServiceItem.id != item.id,
            mine.exists(),
            or_(
                Person.id.in_(sorted(frozenset().union(*circles.values()))),
                *_hashes(people.values()),
            ),
        )
    ).all()
    about: dict[str | None, set[str]] = defaultdict(set)
    asked = select(Record.item_id, Record.about).where(
        Record.item_id.in_(sorted({row[0] for row in rows})), Record.about != SHARED
    )
    for item_id, party_id in acting.session.execute(asked) if rows else ():
        about[item_id].add(party_id)
    return frozenset(
        party_id
        for item_id, other_id, role, other in rows
        if (other_id in about[item_id] if about[item_id] else role not in OTHER_SIDE | BESIDE)
        for party_id, person in people.items()
        if other.id in circles[party_id] or _alike(person, other)
    )


def _hashes(people: Collection[Person]) -> Iterator[ColumnElement[bool]]:
    numbers = sorted({one.id_no_hash for one in people if one.id_no_hash})
    phones = sorted({one.phone_hash for one in people if one.phone_hash})
    yield Person.id_no_hash.in_(numbers) if numbers else false()
    yield Person.phone_hash.in_(phones) if phones else false()


def _alike(person: Person, other: Person) -> bool:
    """Tell whether two entries nobody joined are one human being: by the number, or by telephone
    and name together, for two may share either."""
    if person.id_no_hash and person.id_no_hash == other.id_no_hash:
        return True
    same_phone = bool(person.phone_hash) and person.phone_hash == other.phone_hash
    return same_phone and person.name_hash == other.name_hash
