"""Events reach their plugin after the commit, and a raising one disturbs nobody."""

from datetime import UTC, datetime

import pytest

from core.db import county_scope, db
from core.outbox import Drained, Worker, event_handlers, post
from core.roster import load
from core.switches import recent_faults, record_failure
from core.words import PointView, State
from tests.core.outbox.ground import HERE
from tests.dummies import entry_point, noisy, quiet

SINCE = datetime(2026, 11, 20, tzinfo=UTC)
ROSTER = load(since=SINCE, points=[entry_point("quiet"), entry_point("noisy")])


def words(message):
    if message.payload.get("gone"):
        return None
    place = PointView(id=str(message.payload["point"]), code="01", name="点", level="county")
    return {"place": place, "state": State(str(message.payload["state"]))}


def nothing(message):
    raise AssertionError("not asked for here")


@pytest.fixture
def drain(app):
    handlers = event_handlers(
        ROSTER,
        {
            "case_opened": nothing,
            "case_moved": nothing,
            "record_filed": nothing,
            "switched": words,
        },
    )
    quiet.HEARD.clear()
    return Worker(app=app, handlers=handlers, counties=lambda: [HERE], failed=record_failure).drain


@pytest.fixture
def happen(app):
    def run(*plugins, **more):
        with county_scope(app, HERE):
            for plugin in plugins:
                payload = {"plugin": plugin, "point": "p1", "state": "open", **more}
                post(db.session(), "event.switched", payload)
            db.session.commit()

    return run


def test_the_noisy_one_disturbs_nobody(app, drain, happen):
    happen("noisy", "quiet")
    assert drain() == Drained(delivered=1, failed=1)
    assert quiet.HEARD == [("switched", "open")]
    with county_scope(app, HERE, read_only=True):
        (fault,) = recent_faults(db.session())
    assert (fault.plugin, fault.hook, fault.kind) == ("noisy", "switched", "raised")
    assert noisy.SECRET not in fault.place


def test_a_plugin_removed_since_needs_no_words(drain, happen):
    happen("removed", state="no such state")
    assert drain() == Drained(delivered=1)


def test_what_is_gone_is_told_to_nobody(drain, happen):
    happen("quiet", gone=True)
    assert drain() == Drained(delivered=1)
    assert quiet.HEARD == []


def test_every_event_has_its_words():
    with pytest.raises(KeyError):
        event_handlers(ROSTER, {"switched": words})
