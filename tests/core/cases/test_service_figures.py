"""What a service computed, as it is told: with its edition, its silences, and nothing too small."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases import commands
from core.cases.models import CaseFile, Record, ServiceItem
from core.cases.own_items import amounts_counted, clocks_due
from core.cases.service_figures import (
    BROKEN,
    COUNTY_ONLY,
    NOBODY_FEEDS,
    NOT_ALL,
    NOT_COMPUTED,
    declared,
    fed_by_services,
    told_by,
)
from core.clocks import closes, now
from core.clocks.models import ClockRow
from core.db import db
from core.roster.checking import faults
from core.statistics import INDICATORS, Told, indicator
from core.words import FED_BY_SERVICES, Indicator, Period
from tests.dummies import a_service
from tests.reliability.people import INTAKE, acting_as

NOVEMBER = Period(first=date(2026, 11, 1), last=date(2026, 11, 30))


def one(code: str, **more: object) -> Indicator:
    return Indicator(code=code, title=code, formula="数出来", **more)  # type: ignore[arg-type]


SERVICE = a_service(
    "tea",
    indicators=(
        one("cups", version=2),
        one("share", unit="%"),
        one("sugar", missing="没有糖罐"),
        one("milk"),
        one("spilt", small_hidden=True),
        one("kept", unit="%", small_hidden=True),
        one("green", split="kind"),
        one("black", split="kind"),
        one("herbal", split="kind"),
    ),
)


def told(**numbers: object) -> dict[str, object]:
    shown = told_by("tea", SERVICE, numbers).told  # type: ignore[arg-type]
    return {
        each.indicator.code: "hidden" if each.suppressed else each.missing or each.value
        for each in shown
    }


def test_a_number_a_share_and_what_is_missing() -> None:
    shown = told(cups=(3, None), share=(1, 3))
    assert (shown["cups"], shown["share"]) == (3, 33.3)
    assert shown["sugar"] == "没有糖罐"
    assert shown["milk"] == NOT_COMPUTED
    assert told_by("tea", SERVICE, {"cups": (1, None)}).told[0].indicator.version == 2
    assert declared(SERVICE.indicators[0], BROKEN).missing == BROKEN


@pytest.mark.parametrize(
    ("numbers", "spilt", "kept"),
    [
        ({"spilt": (4, None), "kept": (9, 9)}, "hidden", 100.0),
        ({"spilt": (0, None), "kept": (8, 9)}, 0, "hidden"),
        ({"spilt": (5, None), "kept": (2, 9)}, 5, "hidden"),
        ({"spilt": (9, None), "kept": (5, 10)}, 9, 50.0),
    ],
)
def test_few_are_kept_back_and_what_gives_them_away(
    numbers: dict[str, object], spilt: object, kept: object
) -> None:
    shown = told(**numbers)
    assert (shown["spilt"], shown["kept"]) == (spilt, kept)


def test_no_part_of_a_total_is_told_by_subtraction() -> None:
    shown = told(green=(1, None), black=(7, None), herbal=(30, None))
    assert [shown[name] for name in ("green", "black", "herbal")] == ["hidden", "hidden", 30]
    shown = told(green=(6, None), black=(7, None), herbal=(0, None))
    assert [shown[name] for name in ("green", "black", "herbal")] == [6, 7, 0]


@pytest.mark.postgres
def test_deadlines_are_counted_by_their_last_day(app: Flask, county: str) -> None:
    """One that ends with November counts in November; a late stop is late, an open one waits."""
    session = db.session()
    number = commands.receive(acting_as(app, "desk"), raw=INTAKE).number
    case = session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
    item = session.scalars(select(ServiceItem).where(ServiceItem.case_id == case.id)).one()
    at = now()

    def clock(code: str, due: datetime, state: str, stopped: datetime | None = None) -> None:
        session.add(
            ClockRow(
                case_id=case.id, item_id=item.id, code=code, title=code, citation="县规则",
                unit="days", length=7, started_at=due - timedelta(days=7), due_at=due,
                state=state, stopped_at=stopped,
            )
        )  # fmt: skip

    last = closes(date(2026, 11, 30))
    clock("met", last, "stopped", last - timedelta(days=6, hours=22, minutes=30))
    clock("missed", at - timedelta(hours=1), "breached", at)
    clock("unswept", at - timedelta(minutes=1), "running")
    clock("open", last, "running")
    clock("before", closes(date(2026, 10, 31)), "stopped", closes(date(2026, 10, 30)))
    clock("after", closes(date(2026, 12, 1)), "running")
    session.flush()
    found = {one.code: (one.state, one.hours) for one in clocks_due(session, "mediation", NOVEMBER)}
    found = {code: found[code] for code in ("met", "missed", "unswept", "open")} | {
        code: told for code, told in found.items() if code in ("before", "after")
    }
    assert found == {
        "met": ("in_time", 2),
        "missed": ("late", 167 + 2),
        "unswept": ("late", None),
        "open": ("waiting", None),
    }
    (due,) = {one.due_on for one in clocks_due(session, "mediation", NOVEMBER) if one.code == "met"}
    assert due == date(2026, 11, 30)


def test_a_sealed_amount_is_told_as_the_sum_of_many_or_not_at_all(app: Flask, county: str) -> None:
    session = db.session()
    case_id = session.scalars(
        select(CaseFile.id).where(
            CaseFile.number == commands.receive(acting_as(app, "desk"), raw=INTAKE).number
        )
    ).one()
    day = now()
    whole = Period(first=day.date() - timedelta(days=1), last=day.date() + timedelta(days=1))

    def files(item: str, fen: int | None, seq: int) -> None:
        row = Record(
            case_id=case_id, form="tea.bill", form_version=1, revision="r", author_id="a",
            seq=seq, filed_at=day, data={"paid": fen},
        )  # fmt: skip
        row.item_id = items[item]
        session.add(row)

    items: dict[str, str] = {}
    for name in "abcdef":
        item = ServiceItem(
            case_id=case_id, service="tea", title="茶", state="open", step="", done=[],
            required_papers=[], version=1, point_id=None, opened_at=day,
        )  # fmt: skip
        item.point_id = session.scalars(select(CaseFile.point_id)).first()
        session.add(item)
        session.flush()
        items[name] = item.id
    for seq, name in enumerate("abcd"):
        files(name, 100 * (seq + 1), 900 + seq)
    session.flush()
    assert amounts_counted(session, "tea.bill", "paid", whole) is None, "four are too few"
    files("e", 500, 910)
    files("a", 700, 911)  # set right: the newest of an item stands
    files("f", None, 912)
    session.flush()
    assert amounts_counted(session, "tea.bill", "paid", whole) == 700 + 200 + 300 + 400 + 500
    assert amounts_counted(session, "tea.bill", "tip", whole) == 0


def feeding(code: str, **more: object) -> Indicator:
    return one(code, unit="%", counts_toward="aid_full", **more)


AIDS = a_service("aids", indicators=(feeding("got"), feeding("hours"), one("cups")))
GIVES = a_service("gives", indicators=(feeding("given", small_hidden=True),))


def fed(first: object, second: object, *, below: bool = False) -> Told:
    told = [
        (service, told_by(service.name, service, numbers))  # type: ignore[arg-type]
        for service, numbers in ((AIDS, first), (GIVES, second))
    ]
    return fed_by_services(indicator("aid_full"), told, below_county=below)


def test_what_services_count_is_added_up_and_a_median_stands_beside() -> None:
    said = fed({"got": (6, 8), "hours": (30, None), "cups": (9, 9)}, {"given": (10, 20)})
    assert (said.numerator, said.denominator, said.value) == (16, 28, 57.1)
    assert said.beside == ((AIDS.title, 8), ("hours", 30), (GIVES.title, 20))


def test_a_part_that_is_kept_back_or_failed_is_in_no_sum() -> None:
    first = {"got": (6, 8), "hours": (0, 0)}
    assert fed(first, {"given": (10, 20)}).beside == ((AIDS.title, 8), (GIVES.title, 20))
    assert fed(first, {"given": (1, 20)}).suppressed
    assert fed(first, {}).missing == NOT_ALL
    assert fed(first, {"given": (10, 20)}, below=True).missing == COUNTY_ONLY
    assert fed_by_services(indicator("aid_full"), (), below_county=False).missing == NOBODY_FEEDS


def test_a_service_feeds_only_what_core_adds_up() -> None:
    assert {each.code for each in INDICATORS if each.fed} == FED_BY_SERVICES
    wrong = a_service("wrong", indicators=(one("cups", counts_toward="received"),))
    assert any("received" in fault for fault in faults(wrong, name="wrong"))
    assert not any("aid_full" in fault for fault in faults(AIDS, name="aids"))
