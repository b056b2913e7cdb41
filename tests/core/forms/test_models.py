"""The table of form revisions."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from core.db import db
from core.forms import digest, lines, models
from core.forms.models import FormRevision, form_of_revision, revision_of
from core.roster import extended
from core.words import Field
from tests.core.forms.samples import EVERYTHING


def test_a_form_is_filed_once_and_read_back(keyed):
    name = revision_of(EVERYTHING)
    assert name == digest(EVERYTHING)
    db.session.commit()
    assert revision_of(EVERYTHING) == name
    wider = revision_of(extended(EVERYTHING, [Field(name="more", label="多", purpose="品牌")]))
    db.session.commit()
    assert wider != name
    assert db.session.scalar(select(func.count()).select_from(FormRevision)) == 2
    assert form_of_revision(name) == EVERYTHING
    assert lines(form_of_revision(name), {"title": "彩礼"})[0].value == "彩礼"


def test_a_revision_rolled_back_is_filed_again(keyed):
    revision_of(EVERYTHING)
    db.session.rollback()
    assert db.session.get(FormRevision, digest(EVERYTHING)) is None
    revision_of(EVERYTHING)
    db.session.commit()
    assert db.session.get(FormRevision, digest(EVERYTHING)) is not None


def test_a_second_filing_in_one_transaction_is_dropped_quietly(keyed):
    revision_of(EVERYTHING)
    db.session.expire_all()
    revision_of(EVERYTHING)
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(FormRevision)) == 1


def test_a_revision_is_read_once(keyed, monkeypatch):
    """What it says cannot change, and it is looked for on every page of a case."""
    name = revision_of(EVERYTHING)
    wider = revision_of(extended(EVERYTHING, [Field(name="more", label="多", purpose="品牌")]))
    db.session.commit()
    monkeypatch.setattr(models, "_read", {})
    read = form_of_revision(name)
    db.session.execute(delete(FormRevision).where(FormRevision.digest == name))
    assert form_of_revision(name) is read
    monkeypatch.setattr(models, "MOST_READ", 0)
    both = models.forms_of_revisions(db.session(), [name, wider])
    assert both[name] is read
    assert both[wider].fields[-1].label == "多"
    with pytest.raises(KeyError):
        form_of_revision(name)
    db.session.rollback()


def test_an_unknown_revision_raises(keyed):
    with pytest.raises(KeyError):
        form_of_revision("0" * 64)


def file_twice_at_once(app: Flask) -> None:
    """Two transactions file one form; the second begins while the first is still open."""
    revision_of(EVERYTHING)
    faults: list[Exception] = []

    def second() -> None:
        try:
            with app.app_context():
                revision_of(EVERYTHING)
                db.session.commit()
                db.session.remove()
        except Exception as fault:
            faults.append(fault)

    thread = threading.Thread(target=second)
    thread.start()
    thread.join(0.3)  # it waits for us; the result is the same when it has not started yet
    db.session.commit()
    thread.join(20)
    assert not thread.is_alive()
    assert faults == []
    assert db.session.scalar(select(func.count()).select_from(FormRevision)) == 1


def test_two_first_uses_at_once(keyed):
    file_twice_at_once(keyed)


@pytest.mark.postgres
def test_two_first_uses_at_once_on_postgres(keyed_on_postgres, postgres_server):
    file_twice_at_once(keyed_on_postgres)
