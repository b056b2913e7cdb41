"""A question runs beside the asker's transaction: it can neither end it nor write into it."""

import pytest
from sqlalchemy import select

from core.api import NotReading, reading
from core.db import WriteInRead, county_or_none, county_scope, db
from core.points.models import ServicePoint
from core.roster import ask, figures
from core.words import County, Panel, Period
from tests.core.outbox.ground import HERE, app, database, ground_database, ground_file
from tests.core.roster.asked import GIVEN
from tests.dummies import a_plugin, a_service

__all__ = ["app", "database", "ground_database", "ground_file"]

TOWN = select(ServicePoint).where(ServicePoint.level == "town")


@pytest.fixture
def asking(load_only, app):
    """Ask a plugin for panels from inside a transaction that has already written."""

    def run(panels):
        roster = load_only(handed={"tea": a_plugin(a_service("tea"), panels=panels)})
        with county_scope(app, HERE):
            db.session.scalars(TOWN).one().name = "改了"
            db.session.flush()
            answers = ask(roster, "panels", {"tea"}, **GIVEN["panels"])
            assert county_or_none() == HERE
            db.session.commit()
        with county_scope(app, HERE, read_only=True):
            return answers, db.session.scalars(TOWN).one().name

    return run


def rolls_back(case, viewer):
    db.session.rollback()


def commits(case, viewer):
    db.session.commit()


def removes(case, viewer):
    db.session.remove()


def closes_the_engine(case, viewer):
    db.session().close()
    return []


@pytest.mark.postgres
@pytest.mark.parametrize("panels", [rolls_back, commits, removes, closes_the_engine])
def test_it_cannot_end_the_askers_transaction(asking, panels):
    answers, name = asking(panels)
    assert answers.faults == ()
    assert name == "改了"


@pytest.mark.postgres
def test_it_cannot_write(asking):
    raised = []

    def panels(case, viewer):
        db.session.scalars(TOWN).one().name = "plugin"
        try:
            db.session.commit()
        except WriteInRead as error:
            raised.append(error)
            raise

    answers, name = asking(panels)
    assert len(raised) == 1
    assert answers.faults[0].where.startswith("WriteInRead")
    assert name == "改了"


def test_it_reads_its_county_and_what_is_committed(asking):
    def panels(case, viewer):
        return [Panel(title=one.name, lines=()) for one in reading().scalars(TOWN)]

    answers, _name = asking(panels)
    assert [panel.title for _plugin, panel in answers.values] == ["0101 点"]


@pytest.mark.postgres
def test_figures_read_too(load_only, app):
    seen = []

    def count(county, period):
        seen.append(len(reading().scalars(select(ServicePoint)).all()))

    roster = load_only(handed={"tea": a_plugin(a_service("tea"), figures=count)})
    county = County(code=HERE, name="示范县")
    period = Period(first=GIVEN["panels"]["case"].received_on, last=None)
    with county_scope(app, HERE):
        assert figures(roster, "tea", county=county, period=period) == ()
    assert seen == [3]


def test_work_that_writes_has_no_session_for_plugins(app):
    with county_scope(app, HERE), pytest.raises(NotReading):
        reading()
    with county_scope(app, HERE, read_only=True):
        assert reading().scalars(TOWN).one().code == "0101"
