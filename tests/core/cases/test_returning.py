"""A family that came back after its case was closed: marked on the case, told in sums only."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from flask import Flask

from core.cases import commands
from core.cases.commands.joining import join_persons, part_persons
from core.cases.counted import count_again
from core.cases.models import CaseBarrier, CaseFile, Party
from core.clocks import local_date, now
from core.db import db
from core.families.models import Person
from tests.core.statistics.test_book import agrees, report, take_in
from tests.reliability.people import INTAKE, acting_as

HER = {"role": "applicant", "name": "许小燕", "relation": "self", "phone": "13912345678"}
HIM = {"role": "respondent", "name": "孟大海", "relation": "spouse", "phone": "13712345678"}
NEW_HIM = {**HIM, "name": "罗文", "phone": "13612345678"}


def take(app: Flask, who: str = "desk", *, days: int = 0, **said: Any) -> CaseFile:
    here = acting_as(app, who, later=timedelta(days=days))
    number = commands.receive(here, raw={**INTAKE, "parties": [HER, HIM], **said}).number
    case = db.session.query(CaseFile).filter_by(number=number).one()
    db.session.commit()
    return case


def close(case: CaseFile, *, days: int = 0) -> CaseFile:
    """File the case away as settled so many days from now."""
    at = now() + timedelta(days=days)
    case.state, case.settled_at, case.archived_at = "archived", at, at
    case.ended_at, case.ended_as = at, "settled"
    db.session.commit()
    return case


def person(case: CaseFile, place: int = 0) -> str:
    rows = db.session.query(Party).filter_by(case_id=case.id).order_by(Party.position).all()
    return str(rows[place].person_id)


def test_the_same_family_with_the_same_matter_within_half_a_year(app: Flask, county: str) -> None:
    first = close(take(app))
    assert first.returned == ""
    take(app, "desk_town", days=20, scenario="support_care")
    take(app, "desk_town", days=20, parties=[HER, NEW_HIM])
    take(app, days=181)
    assert first.returned == "", "another matter, another marriage, too late"
    second = take(app, "desk_town", days=180)
    assert (first.returned, second.returned) == ("told", "")
    second.state = "not_accepted"
    db.session.commit()
    assert first.returned == "", "nobody took it up"
    agrees()


def test_one_name_is_a_family_where_no_more_was_said(app: Flask, county: str) -> None:
    first = close(take(app, parties=[HER]))
    take(app, days=5, parties=[HER, HIM])
    assert first.returned == "told"


def test_what_a_sealed_case_tells_is_counted_in_the_county_only(app: Flask, county: str) -> None:
    """At its own point the closed case looks as if the family had never come back."""
    first = close(take(app, "desk_town"), days=-200)
    first.received_at = first.ended_at or now()
    second = take(app)
    month = (local_date(now()) - timedelta(days=20)).strftime("%Y-%m")

    def told(point: str = "") -> tuple[int | None, int | None]:
        figure = report(app, "supervisor", month, point=point).one("recurrence")
        return figure.numerator, figure.denominator

    def at_town() -> int:
        sums = report(app, "supervisor", month, point=f"{county}001").sums
        return sums.total("returned", (month,))

    # the second came 200 days after
    assert (first.returned, told()) == ("", (0, 1))
    second.received_at = now() - timedelta(days=100)
    db.session.commit()
    assert (first.returned, told(), at_town()) == ("told", (1, 1), 1)
    second.sealed = True
    db.session.commit()
    assert (first.returned, told(), at_town()) == ("hidden", (1, 1), 0)
    agrees()
    second.sealed = False
    db.session.add(
        CaseBarrier(case_id=second.id, kind="keep_away", point_id=first.point_id, since=now())
    )
    db.session.commit()
    assert (first.returned, at_town()) == ("hidden", 0), "she kept it from them"
    agrees()


def test_who_was_entered_twice_is_one_until_parted(app: Flask, county: str) -> None:
    first = close(take(app, parties=[{**HER, "phone": ""}]))
    second = take(app, days=3, parties=[{**HER, "name": "许燕"}])
    assert first.returned == ""
    join = join_persons(
        acting_as(app, "desk"), person(first), person(second), reason="本人说的", key="k"
    )
    db.session.commit()
    assert first.returned == "told"
    part_persons(acting_as(app, "desk"), person(first), join.id)
    db.session.commit()
    assert first.returned == ""
    # a corrected entry is found to be hers, and another correction takes it back
    entry = db.session.query(Person).filter_by(id=person(first)).one()
    other = db.session.query(Person).filter_by(id=person(second)).one()
    entry.phone_hash, entry.name_hash = other.phone_hash, other.name_hash
    db.session.commit()
    assert first.returned == "told"
    entry.phone_hash = None
    db.session.commit()
    assert first.returned == ""


def test_a_new_episode_is_a_return_and_a_recount_finds_what_was_never_marked(
    app: Flask, county: str
) -> None:
    first = close(take(app))
    again = take(app, days=1, parties=[], anonymous=True)
    assert first.returned == ""
    again.previous_id = first.id
    db.session.commit()
    assert first.returned == "told"
    other = close(take(app, parties=[NEW_HIM]))
    take(app, days=2, parties=[NEW_HIM])
    other.returned = first.returned = ""
    db.session.commit()
    count_again(db.session(), at=now())
    db.session.commit()
    assert (first.returned, other.returned) == ("told", "told")
    agrees()


def test_what_was_answered_at_once_is_no_dispute_that_was_closed(app: Flask, county: str) -> None:
    case = take_in(app, services=[], answer="当面说清")
    db.session.commit()
    assert case.state == "archived"
    take_in(app)
    assert case.returned == ""
    month = (local_date(now()) + timedelta(days=180)).strftime("%Y-%m")
    assert report(app, "head", month).sums.total("closure", (month,)) == 0
    assert date.fromisoformat(f"{month}-01")
