"""The calendar file: folded and escaped as the standard says, and nothing in it but hours."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from core.appointments.booking import Wanted, book
from core.appointments.calendar import Hour, calendar_file, escaped, folded
from core.db import county_scope, db
from core.duty.models import DutyFeed
from core.people.service import disable, find_account
from tests.core.appointments.test_booking import free, plan, studio
from tests.reliability.people import acting_as
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

COUNTY = "990101"


def unfolded(body: bytes) -> list[str]:
    """Read the lines of a calendar file, written apart from what is tested (RFC 5545 3.1)."""
    assert body.endswith(b"\r\n")
    assert all(len(one) <= 75 for one in body.split(b"\r\n"))
    for one in body.split(b"\r\n"):
        one.decode()  # no character is cut in two
    return body.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def meant(value: str) -> str:
    """Read an escaped text, sign by sign (RFC 5545 3.3.11)."""
    told, signs = "", iter(value)
    for sign in signs:
        assert sign not in ";,\n"
        if sign == "\\":
            told += {"n": "\n", "N": "\n"}.get(after := next(signs), after)
        else:
            told += sign
    return told


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=90)
)
def test_any_title_comes_back_as_it_was(title: str) -> None:
    moment = datetime(2026, 11, 23, 1, tzinfo=UTC)
    one = Hour(uid="u", begins=moment, ends=moment, title=title)
    lines = unfolded(calendar_file([one], title="值班", made=moment))
    summary = next(line for line in lines if line.startswith("SUMMARY:"))
    assert meant(summary.removeprefix("SUMMARY:")) == title
    assert "DTSTART:20261123T010000Z" in lines


def test_a_line_of_exactly_the_limit_is_not_folded() -> None:
    assert folded("x" * 75) == b"x" * 75 + b"\r\n"
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x\r\n"
    assert folded("值" * 26).split(b"\r\n ")[0] == "值".encode() * 25
    assert escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"


def test_the_address_is_told_once_and_leads_to_hours_only(app: Flask) -> None:
    plan(app, "lawyer", starts="9:00", ends="10:00")
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        slot = free(here, Wanted())[0]
        book(here, Wanted(name="周桂芬", note="离婚"), studio(here), slot)
        db.session.commit()
    lawyer = HtmlActor(app, "lawyer", house_of(app))
    page = lawyer.open(lawyer.at("desk/duty/calendar"))
    shown = lawyer.press(page.form("/duty/calendar"))
    field = shown.root.first("input", id="address")
    assert field is not None
    address = field.attrs["value"]
    token = address.rpartition("/")[2].removesuffix(".ics")
    with county_scope(app, COUNTY, read_only=True):
        kept = db.session.scalars(select(DutyFeed)).one()
        assert token not in (kept.token_hash, kept.id)
    assert token not in lawyer.open(lawyer.at("desk/duty/calendar")).text
    phone, path = app.test_client(), f"/{COUNTY}/public/duty/{token}.ics"
    answer = phone.get(path)
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "private, max-age=900"
    lines = unfolded(answer.data)
    told = [line for line in lines if line.startswith("SUMMARY:")]
    assert told == ["SUMMARY:值班 · 法律咨询", "SUMMARY:已约 · 法律咨询"]
    assert "DTSTART:20261123T010000Z" in lines
    for word in ("周桂芬", "离婚", "顾清", slot.partition(".")[0]):
        assert word not in "".join(lines)
    tag = answer.headers["ETag"]
    assert phone.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert phone.get(f"/990102/public/duty/{token}.ics").status_code == 404
    assert phone.get(f"/{COUNTY}/public/duty/wrong.ics").status_code == 404
    again = lawyer.press(lawyer.open(lawyer.at("desk/duty/calendar")).form("/duty/calendar"))
    field = again.root.first("input", id="address")
    assert field is not None
    assert phone.get(path).status_code == 404, "a new address ends the one before"
    newer = f"/{COUNTY}/public/duty/{field.attrs['value'].rpartition('/')[2]}"
    assert phone.get(newer).status_code == 200
    with county_scope(app, COUNTY):
        account = find_account(db.session(), "lawyer")
        assert account is not None
        disable(db.session(), account)
        db.session.commit()
    assert phone.get(newer).status_code == 404, "who is barred has no calendar"
