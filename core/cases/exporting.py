"""A table of cases that leaves the house: what a list shows, in a stream, never a sealed one.

The rows are those of the viewer's own list. Names, telephones and the story stand only where the
viewer works the case, and only when asked for; sealed cases and restricted answers never do, and a
cell never starts a formula (T/ZSM 5.6.4; 个人信息保护法 51).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, select

from core.audit import note_change
from core.cases.acting import Acting
from core.cases.code_lists import labels, shaped_list
from core.cases.errors import Forbidden, Invalid
from core.cases.lists import below, newest_first, opens_names
from core.cases.models import CaseFile, Party
from core.cases.visibility import found_visible_to, visible_to
from core.clocks import SHANGHAI, local_date
from core.db import unseal
from core.families.models import Person
from core.forms import safe_cell
from core.forms.codes import shared
from core.people.models import Account
from core.people.roles import may
from core.points.models import ServicePoint
from core.words import CASE_STATES, LEVEL_TITLES, STAGES, Level

ACTION: Final = "case.export"
AT_ONCE = 500
HEAD: Final = (
    "编号", "受理日期", "状态", "阶段", "层级", "什么事", "来源", "受理点", "承办点", "首办人",
    "承办人", "紧急程度", "化解日期", "归档日期",
)  # fmt: skip
PEOPLE: Final = ("来访人", "来访人手机", "对方", "对方手机", "诉求")
URGENCY: Final[Mapping[str, str]] = {"normal": "一般", "urgent": "紧急"}

_COLUMNS = (
    CaseFile.id, CaseFile.county_id, CaseFile.number, CaseFile.received_at, CaseFile.state,
    CaseFile.stage, CaseFile.level, CaseFile.scenario, CaseFile.scenario_own, CaseFile.channel,
    CaseFile.channel_own, CaseFile.point_id, CaseFile.holder_id, CaseFile.first_handler_id,
    CaseFile.handler_id, CaseFile.tracker_id, CaseFile.urgency, CaseFile.settled_at,
    CaseFile.archived_at, CaseFile.summary_box,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is asked for: which cases, whether with people and story, and for which purpose."""

    purpose: str
    state: str = ""
    scenario: str = ""
    since: date | None = None
    until: date | None = None
    people: bool = False


def note_export(acting: Acting, wanted: Wanted) -> int:
    """Write into the chain who takes what for which purpose; return how many rows that is.

    Raises Forbidden, and Invalid without a purpose that is offered here. Commit it before the first
    row leaves.
    """
    if not may(acting.viewer.roles, ACTION):
        raise Forbidden(ACTION)
    offered = shaped_list(acting.session, acting.roster, "export_purpose").options
    if not any(one.value == wanted.purpose and not one.off for one in offered):
        raise Invalid({"purpose": ["请选导出做什么用"]})
    count = acting.session.scalar(
        select(func.count()).select_from(CaseFile).where(visible_to(acting.viewer), *_tests(wanted))
    )
    note_change(
        acting.session,
        action="cases.export",
        actor_id=acting.me,
        target="county",
        at=acting.at,
        detail={
            "purpose": wanted.purpose,
            "rows": count or 0,
            "people": wanted.people,
            "state": wanted.state,
            "scenario": wanted.scenario,
        },
    )
    return count or 0


def leaving(acting: Acting, wanted: Wanted) -> Iterator[tuple[str, ...]]:
    """Return the table, its head first, read a few hundred rows at a time while it is consumed.

    Give it a session that only reads: on SQLite one that may write would keep everybody else from
    writing until the last row has left.
    """
    # judged case by case along the newest: gathered, the ways would be sorted anew for every page
    tests = (found_visible_to(acting.viewer), *_tests(wanted))
    return _Table(acting, wanted, tests).rows()


def as_csv(rows: Iterator[tuple[str, ...]]) -> Iterator[bytes]:
    """Return the table as pieces of a CSV file that a spreadsheet opens as UTF-8."""
    yield b"\xef\xbb\xbf"
    page = io.StringIO()
    writer = csv.writer(page)
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % AT_ONCE == 0:
            yield page.getvalue().encode()
            page.seek(0)
            page.truncate()
    yield page.getvalue().encode()


def _tests(wanted: Wanted) -> list[ColumnElement[bool]]:
    tests: list[ColumnElement[bool]] = [CaseFile.sealed.is_(False)]
    if wanted.state:
        tests.append(CaseFile.state == wanted.state)
    if wanted.scenario:
        own = wanted.scenario != shared(wanted.scenario)
        column = CaseFile.scenario_own if own else CaseFile.scenario
        tests.append(column == wanted.scenario)
    if wanted.since:
        tests.append(CaseFile.received_at >= datetime.combine(wanted.since, time(), SHANGHAI))
    if wanted.until:
        after = wanted.until + timedelta(days=1)
        tests.append(CaseFile.received_at < datetime.combine(after, time(), SHANGHAI))
    return tests


class _Table:
    """Reads the rows page by page and says them in words."""

    def __init__(
        self, acting: Acting, wanted: Wanted, tests: Sequence[ColumnElement[bool]]
    ) -> None:
        self.acting, self.wanted, self.tests = acting, wanted, tests
        session = acting.session
        self.points = {
            row.id: safe_cell(row.name)
            for row in session.execute(select(ServicePoint.id, ServicePoint.name))
        }
        self.staff = {
            row.id: safe_cell(row.name) for row in session.execute(select(Account.id, Account.name))
        }
        said = {
            "state": {str(key): value for key, value in CASE_STATES.items()},
            "stage": {str(key): value for key, value in STAGES.items()},
            "level": {str(key): value for key, value in LEVEL_TITLES.items()},
            "urgency": URGENCY,
            "scenario": labels(acting.codes, "scenario", acting.roster),
            "channel": labels(acting.codes, "channel", acting.roster),
        }
        self.said = {
            name: {code: safe_cell(_(label)) for code, label in codes.items()}
            for name, codes in said.items()
        }

    def rows(self) -> Iterator[tuple[str, ...]]:
        head = (*HEAD, *PEOPLE) if self.wanted.people else HEAD
        yield tuple(_(one) for one in head)
        after: tuple[datetime, str] | None = None
        while True:
            page = self._page(after)
            people = self._people([row.id for row in page if opens_names(self.acting, row)])
            for row in page:
                yield self._line(row, people)
            if len(page) < AT_ONCE:
                return
            after = (page[-1].received_at, page[-1].id)

    def _page(self, after: tuple[datetime, str] | None) -> Sequence[Any]:
        query = select(*_COLUMNS).where(*self.tests).order_by(*newest_first()).limit(AT_ONCE)
        if after is None:
            return self.acting.session.execute(query).all()
        values = {"after_at": after[0], "after_id": after[1]}
        return self.acting.session.execute(query.where(below()), values).all()

    def _people(self, case_ids: Sequence[str]) -> Mapping[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {one: [] for one in case_ids}
        if not self.wanted.people or not case_ids:
            return found
        rows = self.acting.session.execute(
            select(Party.case_id, Person.county_id, Person.id, Person.name_box, Person.phone_box)
            .join(Person, and_(Person.county_id == Party.county_id, Person.id == Party.person_id))
            .where(Party.case_id.in_(case_ids), Party.position < 2)
            .order_by(Party.case_id, Party.position)
        )
        for row in rows:
            name = unseal(Person.name_box, row.county_id, row.id, row.name_box)
            phone = unseal(Person.phone_box, row.county_id, row.id, row.phone_box)
            found[row.case_id].append((safe_cell(name or ""), safe_cell(phone or "")))
        return found

    def _line(self, row: Any, people: Mapping[str, list[tuple[str, str]]]) -> tuple[str, ...]:
        said = self.said
        line = (
            row.number,
            local_date(row.received_at).isoformat(),
            said["state"][row.state],
            said["stage"][row.stage],
            said["level"][Level(row.level).value],
            said["scenario"].get(row.scenario_own or row.scenario, row.scenario),
            said["channel"].get(row.channel_own or row.channel, row.channel),
            self.points.get(row.point_id, ""),
            self.points.get(row.holder_id, ""),
            self.staff.get(row.first_handler_id, ""),
            self.staff.get(row.handler_id or "", ""),
            said["urgency"].get(row.urgency, ""),
            _day(row.settled_at),
            _day(row.archived_at),
        )
        if not self.wanted.people:
            return line
        if row.id not in people:
            return (*line, *("" for _one in PEOPLE))
        first, second = (*people[row.id], ("", ""), ("", ""))[:2]
        story = unseal(CaseFile.summary_box, row.county_id, row.id, row.summary_box)
        return (*line, *first, *second, safe_cell(story or ""))


def _day(moment: datetime | None) -> str:
    return local_date(moment).isoformat() if moment else ""
