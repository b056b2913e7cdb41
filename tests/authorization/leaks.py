"""Mistakes somebody could make tomorrow, each one line long; the two-world test must see them."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import bindparam, func, select, true

import core.cases.loading as loading
from core.cases import errors, lists
from core.cases.acting import Acting
from core.cases.counting import running_items
from core.cases.models import CaseFile, ServiceItem, Task, Transfer
from core.cases.waiting import Incoming, MyClock, MyTask
from core.clocks.models import ClockRow
from core.db import db
from core.families.models import Person
from core.statistics import Reader
from core.switches import Tally

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True, kw_only=True)
class Leak:
    """A planted mistake, and who would notice it."""

    viewer: str
    plant: Plant


def _all(viewer: object) -> Any:
    return true()


def _count(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        "core.rest.cases.count_cases",
        lambda acting, filters: acting.session.scalar(select(func.count(CaseFile.id))),
    )


def _list(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("core.cases.lists.found_visible_to", _all)
    patch.setattr("core.cases.lists.ways_in", lambda eyes: [true()])
    patch.setattr("core.cases.lists.shows_to", _all)
    patch.setattr("core.cases.lists.may_know", lambda eyes: ())
    # without its memory, which holds statements built before the mistake
    patch.setattr(lists, "_listing", lists._listing.__wrapped__)


def _search(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("core.desk.search.may_know_person", _all)


def _register(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("core.rest.people.may_know_person", _all)


def _duplicate(patch: pytest.MonkeyPatch) -> None:
    # the package shows the command under the module's name
    everybody = select(Person.id).where(Person.id.in_(bindparam("persons", expanding=True)))
    patch.setattr(sys.modules["core.cases.commands.entering"], "_KNOWN", everybody)


def _forbidden(patch: pytest.MonkeyPatch) -> None:
    real = loading.open_case

    def tells(acting: Acting, number: str, **more: Any) -> Any:
        try:
            return real(acting, number, **more)
        except errors.Unknown:
            loading.find_case(acting.session, number)
            raise errors.Forbidden(number) from None

    patch.setattr("core.cases.here.open_case", tells)


def _statistics(patch: pytest.MonkeyPatch) -> None:
    # a point's book holds no sealed case at all; what could go wrong is reading another book
    patch.setattr(
        "core.cases.figures.Place.reader",
        lambda place, viewer: Reader(place_id=place.root, whole=True),
    )


def _related(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("core.cases.reading.visible_to", _all)


def _task(patch: pytest.MonkeyPatch) -> None:
    def tasks(acting: Acting, *, limit: int = 50) -> tuple[MyTask, ...]:
        rows = acting.session.execute(
            select(Task.id, CaseFile.number, Task.title, Task.kind, Task.due_on)
            .join(CaseFile, (CaseFile.county_id == Task.county_id) & (CaseFile.id == Task.case_id))
            .where(Task.point_id.in_(acting.viewer.point_ids))
        )
        return tuple(MyTask(**row._mapping) for row in rows)

    patch.setattr("core.rest.waiting.my_tasks", tasks)


def _incoming(patch: pytest.MonkeyPatch) -> None:
    def hops(acting: Acting, *, limit: int = 50) -> tuple[Incoming, ...]:
        rows = acting.session.execute(
            select(CaseFile, Transfer)
            .join(
                Transfer,
                (Transfer.county_id == CaseFile.county_id) & (Transfer.case_id == CaseFile.id),
            )
            .where(Transfer.to_point_id.in_(acting.viewer.point_ids))
        )
        return tuple(
            Incoming(
                number=case.number,
                version=case.version,
                kind=hop.kind,
                from_point="",
                scenario=case.scenario,
                sealed=case.sealed,
                functions=(),
                due_at=hop.due_at,
            )
            for case, hop in rows
        )

    patch.setattr("core.rest.waiting.incoming_now", hops)


def _clock(patch: pytest.MonkeyPatch) -> None:
    def clocks(acting: Acting, *, limit: int = 50) -> tuple[MyClock, ...]:
        rows = acting.session.execute(
            select(
                CaseFile.number, ClockRow.title, ClockRow.due_at, ClockRow.state,
                ClockRow.citation, ClockRow.local, ClockRow.provisional, ClockRow.warn_days,
            )
            .join(
                ClockRow,
                (ClockRow.county_id == CaseFile.county_id) & (ClockRow.case_id == CaseFile.id),
            )
            .where(ClockRow.owner_id == acting.me)
        )  # fmt: skip
        return tuple(MyClock(**row._mapping) for row in rows)

    patch.setattr("core.desk.intake.my_clocks", clocks)


def _rehearsal(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        "core.rest.places.tally",
        lambda plugin, place, viewer: Tally(
            open_items=running_items(plugin, place), clocks=0, documents=0, points=0
        ),
    )


def _admin_numbers(patch: pytest.MonkeyPatch) -> None:
    def counts(viewer: object) -> dict[str, int]:
        rows = db.session.execute(
            select(ServiceItem.service, func.count()).group_by(ServiceItem.service)
        )
        return dict(tuple(row) for row in rows)

    patch.setattr("core.admin.switching.counts_by_service", counts)


def _half_a_rule(patch: pytest.MonkeyPatch) -> None:
    """Persons of sealed cases, because one file forgot one of two conditions."""
    patch.setattr("core.cases.knowing.not_sealed_to", _all)


LEAKS: dict[str, Leak] = {
    "a total": Leak(viewer="desk_town", plant=_count),
    "a list": Leak(viewer="desk_town", plant=_list),
    "the desk's search": Leak(viewer="desk_town", plant=_search),
    "the person register": Leak(viewer="desk_town", plant=_register),
    "a duplicate hint": Leak(viewer="desk_town", plant=_duplicate),
    "403 for 404": Leak(viewer="desk_town", plant=_forbidden),
    "statistics": Leak(viewer="head", plant=_statistics),
    "a related number": Leak(viewer="desk_town", plant=_related),
    "a task without a filter": Leak(viewer="desk_town", plant=_task),
    "incoming hops": Leak(viewer="head", plant=_incoming),
    "the list of clocks": Leak(viewer="desk_town", plant=_clock),
    "a rehearsal": Leak(viewer="admin", plant=_rehearsal),
    "the switch page": Leak(viewer="admin", plant=_admin_numbers),
    "half a rule": Leak(viewer="desk_town", plant=_half_a_rule),
}
