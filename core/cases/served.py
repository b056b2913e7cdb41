"""Whom of a case somebody has already worked for: who gives advice to one side is not the other's.

Only one's own work is looked through and only its worker is told, so a sealed case is betrayed to
nobody: they know it, for they worked it (T/ZSM 5.6.4, decision 0004).
"""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import or_, select

from core.cases.acting import Acting
from core.cases.loading import Loaded
from core.cases.models import Party, Record, ServiceItem
from core.cases.partitions import OTHER_SIDE, SHARED
from core.cases.same import one_human

BESIDE = frozenset({"third_party", "agent", "reporter", "invited"})
"""Who stands in a case without being the one it is for."""


def _of_one_profession(acting: Acting, service: str) -> frozenset[str]:
    """Return the one-sided services whose professions work *service* too: who gave somebody advice
    and counsels somebody else is asked about each on its own."""
    binding = {one.name: one for one in acting.roster.services.values() if one.one_sided}
    if service not in binding:
        return frozenset()
    mine = {role.name for role in binding[service].roles}
    return frozenset(
        name for name, one in binding.items() if mine & {role.name for role in one.roles}
    )


def served_before(acting: Acting, loaded: Loaded, item: ServiceItem) -> frozenset[str]:
    """Return the ids of the case's parties whom the one who acts has served in another item of a
    one-sided service of the same profession: as the owner of what was written in it, or as who
    wrote before it changed hands.

    An item with records about somebody was for them; any other for those its case is for.
    """
    binding = _of_one_profession(acting, item.service)
    people = {party.id: person for party, person in loaded.parties if person is not None}
    if item.service not in binding or not people:
        return frozenset()
    circles = {
        party_id: one_human(acting.session, [person.id]) for party_id, person in people.items()
    }
    # who owns an item and has heard nobody in it yet has served nobody, and may still hand it on
    mine = select(Record.item_id).where(
        or_(Record.author_id == acting.me, ServiceItem.owner_id == acting.me),
        Record.item_id == ServiceItem.id,
    )
    rows = acting.session.execute(
        select(ServiceItem.id, Party.id, Party.role, Party.person_id)
        .join(
            Party,
            (Party.county_id == ServiceItem.county_id) & (Party.case_id == ServiceItem.case_id),
        )
        .where(
            ServiceItem.service.in_(sorted(binding)),
            ServiceItem.id != item.id,
            mine.exists(),
            Party.person_id.in_(sorted(frozenset().union(*circles.values()))),
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
        for item_id, other_id, role, person_id in rows
        if (other_id in about[item_id] if about[item_id] else role not in OTHER_SIDE | BESIDE)
        for party_id, circle in circles.items()
        if person_id in circle
    )
