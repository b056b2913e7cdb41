"""A message exists exactly when the change it tells of does, and holds nothing personal."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from core.db import NoCounty, county_scope, db
from core.outbox import OutboxMessage, post, post_event
from core.roster import load
from tests.core.outbox.ground import HERE, THERE
from tests.dummies import a_plugin, a_service

ROSTER = load(
    since=datetime(2026, 11, 20, tzinfo=UTC),
    points=(),
    handed={
        "tea": a_plugin(a_service("tea"), case_opened=lambda case: None),
        "wine": a_plugin(a_service("wine"), case_opened=lambda case: None),
        "deaf": a_plugin(a_service("deaf")),
    },
)


@pytest.fixture
def waiting(app):
    def run(county=HERE):
        with county_scope(app, county, read_only=True):
            return db.session.scalars(
                select(OutboxMessage).order_by(OutboxMessage.kind, OutboxMessage.dedup_key)
            ).all()

    return run


@pytest.mark.postgres
def test_it_is_written_with_the_change_or_not_at_all(app, waiting):
    with county_scope(app, HERE):
        post(db.session(), "notice", {"case": "abc"})
    assert waiting() == []
    with county_scope(app, HERE):
        post(db.session(), "notice", {"case": "abc", "count": 2, "first": True, "none": None})
        db.session.commit()
    (message,) = waiting()
    assert message.payload == {"case": "abc", "count": 2, "first": True, "none": None}
    assert (message.attempts, message.done_at, message.available_at) == (0, None, None)
    assert waiting(THERE) == []


@pytest.mark.postgres
def test_the_same_thing_is_told_once(app, waiting):
    for _ in range(2):
        with county_scope(app, HERE):
            post(db.session(), "notice", {"case": "abc"}, dedup_key="case:abc:1")
            post(db.session(), "notice", {"case": "abc"}, dedup_key="case:abc:1")
            post(db.session(), "notice", {"case": "abc"}, dedup_key="case:abc:2")
            db.session.commit()
    with county_scope(app, THERE):
        post(db.session(), "notice", {"case": "abc"}, dedup_key="case:abc:1")
        db.session.commit()
    assert [one.dedup_key for one in waiting()] == ["case:abc:1", "case:abc:2"]
    assert len(waiting(THERE)) == 1


@pytest.mark.parametrize("value", ["张三", "x" * 121, 1.5, ["a"], {"a": 1}, b"a", object()])
def test_what_could_be_personal_is_refused(app, value):
    with county_scope(app, HERE), pytest.raises(ValueError, match="ids, codes and counts"):
        post(db.session(), "notice", {"case": value})


def test_a_message_belongs_to_a_county(app):
    with county_scope(app, None), pytest.raises(NoCounty):
        post(db.session(), "notice", {})


def test_an_event_is_for_whoever_listened_when_it_was_written(app, waiting):
    with county_scope(app, HERE):
        for _ in range(2):
            post_event(
                db.session(), ROSTER, "case_opened", {"tea", "deaf"}, {"case": "abc"}, key="abc"
            )
        db.session.commit()
    (message,) = waiting()
    assert message.kind == "event.case_opened"
    assert message.payload == {"case": "abc", "plugin": "tea"}
