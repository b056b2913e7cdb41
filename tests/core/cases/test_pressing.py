"""Papers are set before their transaction: nobody waits for the press, no number is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.audit.models import AccessEntry
from core.cases.papers import issue_paper
from core.clocks import now
from core.db import county_scope, db, own_transaction
from core.documents import press
from core.documents.models import Document, DocumentCounter
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as
from tests.walks.reading import paper_text

KIND = "intake_receipt"


@pytest.fixture
def at_press(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], None]]:
    """What happens while a page is being set, once for each entry."""
    waiting: list[Callable[[], None]] = []
    render = press.render

    def watched(template: Path, data: Any, **made: Any) -> bytes:
        if waiting:
            waiting.pop(0)()
        return render(template, data, **made)

    monkeypatch.setattr(press, "render", watched)
    return waiting


def somebody_writes() -> None:
    """Write in a transaction of one's own; refused or stuck while the writer's lock is held."""
    with own_transaction(COUNTY) as session:
        session.add(AccessEntry(account_id="x", action="test", target="t", at=now()))


def test_another_desk_writes_while_a_page_is_set(
    app: Flask, as_: Calls, at_press: list[Callable[[], None]]
) -> None:
    desk = as_("desk")
    case = desk.receive(services=["legal_consult"])
    at_press.append(somebody_writes)
    paper = desk.post(f"cases/{case['number']}/documents", {"kind": KIND})
    assert paper["number"].endswith("〕1号")
    assert not at_press, "set once, and outside"
    with county_scope(app, COUNTY, read_only=True):
        assert db.session.scalars(
            select(AccessEntry.id).where(AccessEntry.action == "test")
        ).one_or_none()


def test_setting_inside_would_have_held_them_up(
    app: Flask, as_: Calls, at_press: list[Callable[[], None]]
) -> None:
    """The planted bug: the command alone sets inside its transaction, and the writer is refused."""
    number = as_("desk").receive(services=["legal_consult"])["number"]
    at_press.append(somebody_writes)
    with county_scope(app, COUNTY), pytest.raises(RuntimeError, match="write lock"):
        issue_paper(acting_as(app, "desk"), number, KIND)


@pytest.mark.postgres
def test_a_number_taken_meanwhile_is_neither_doubled_nor_skipped(
    app: Flask, as_: Calls, at_press: list[Callable[[], None]]
) -> None:
    desk = as_("desk")
    first, second = (desk.receive(services=["legal_consult"])["number"] for _time in range(2))

    def overtaken() -> None:
        desk.post(f"cases/{second}/documents", {"kind": KIND})

    at_press.append(overtaken)
    late = desk.post(f"cases/{first}/documents", {"kind": KIND}, key="p1")
    assert late["number"].endswith("〕2号")
    assert desk.post(f"cases/{first}/documents", {"kind": KIND}, key="p1")["id"] == late["id"]
    copy = desk.ask("GET", f"cases/{first}/documents/{late['id']}.pdf")
    assert "〕2号" in paper_text(copy.data).replace("\n", "").replace(" ", "")
    with county_scope(app, COUNTY, read_only=True):
        numbers = sorted(db.session.scalars(select(Document.number)))
        assert [one.rpartition("〕")[2] for one in numbers if one] == ["1号", "2号"]


def test_what_breaks_at_the_press_leaves_no_trace(
    app: Flask, as_: Calls, at_press: list[Callable[[], None]]
) -> None:
    desk = as_("desk")
    number = desk.receive(services=["legal_consult"])["number"]

    def broken() -> None:
        raise MemoryError

    at_press.append(broken)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert desk.try_post(f"cases/{number}/documents", {"kind": KIND}).status_code == 500
    with county_scope(app, COUNTY, read_only=True):
        assert db.session.scalars(select(Document.id)).all() == []
        assert db.session.scalars(select(DocumentCounter.last)).all() == []
    assert desk.post(f"cases/{number}/documents", {"kind": KIND})["number"].endswith("〕1号")
