"""One side's own words and restricted answers: on records, on 附录A and on papers."""

from __future__ import annotations

from typing import Any

from flask import Flask

from core.cases import partitions
from core.cases.filed import records_of
from core.cases.items_of import item_with_records
from core.cases.key_family import known
from core.cases.loading import Loaded, open_case
from core.cases.models import Record
from core.db import county_scope, db
from core.forms.models import revision_of
from tests.core.rest.conftest import Calls
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as

SEATS = [
    {"account": "mediator", "part": "lead", "sees": "all"},
    {"account": "lawyer", "part": "law", "sees": "all"},
]
SHEET = {"cause": "三年没有谈成", "kinds": ["bereaved", "ill"], "keeper_women": "赵秀英"}


def with_a_team(as_: Calls) -> str:
    """A case the desk took in, and a special team that reads all of it."""
    number = as_("desk").receive(services=["psych"])["number"]
    data = {"seats": SEATS, "reason": "几家单位要一起办"}
    formed = as_("head").try_post(f"cases/{number}/team", {"version": 1, "data": data})
    assert formed.status_code == 201, formed.text
    return str(number)


def test_the_kind_of_a_family_is_for_who_wrote_it_and_who_works_the_case(
    app: Flask, as_: Calls
) -> None:
    number = with_a_team(as_)
    desk, mediator, path = as_("desk"), as_("mediator"), f"cases/{number}"

    def sheet(**changes: Any) -> None:
        body = {"version": desk.version(number), "data": {**SHEET, **changes}}
        assert desk.try_post(f"{path}/key_family", body).status_code == 201

    def prefilled(login: str) -> dict[str, Any]:
        with county_scope(app, COUNTY, read_only=True):
            here = acting_as(app, login)
            return known(here, open_case(here, number)[0])

    sheet()
    assert prefilled("desk")["kinds"] == ["bereaved", "ill"]
    assert "kinds" not in prefilled("mediator"), "the team reads it all, but this"
    assert prefilled("mediator")["keeper_women"] == "赵秀英"

    issued = desk.post(f"{path}/documents", {"kind": "key_family_form"})["id"]
    plain = mediator.post(f"{path}/documents", {"kind": "key_family_form"})["id"]
    for who, there in ((desk, {issued, plain}), (mediator, {plain})):
        assert {one["id"] for one in who.get(f"{path}/documents")["items"]} == there
    assert mediator.ask("GET", f"{path}/documents/{issued}.pdf").status_code == 404
    assert desk.ask("GET", f"{path}/documents/{issued}.pdf").status_code == 200

    # a later sheet by somebody who may not read it does not wipe it out
    body = {"version": desk.version(number), "data": {"cause": "又补了几句"}}
    assert mediator.try_post(f"{path}/key_family", body).status_code == 201
    later = desk.post(f"{path}/documents", {"kind": "key_family_form"})["id"]
    assert mediator.ask("GET", f"{path}/documents/{later}.pdf").status_code == 404


def _said_alone(app: Flask, loaded: Loaded, who: int, author: str, words: str) -> None:
    form = app.extensions["jiahe.roster"].services["psych"].form("psych.session")
    db.session.add(
        Record(
            case_id=loaded.case.id,
            item_id=loaded.items[0].id,
            form=form.key,
            form_version=form.version,
            revision=revision_of(form, db.session()),
            about=loaded.parties[who][0].id,
            author_id=acting_as(app, author).me,
            data={"summary": words, "risk": "none"},
            seq=9,
            filed_at=loaded.case.received_at,
        )
    )


def test_what_the_other_side_said_alone_is_a_line_without_content(app: Flask, as_: Calls) -> None:
    number = with_a_team(as_)
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        loaded, _facts, _reach = open_case(here, number)
        loaded.items[0].owner_id = acting_as(app, "psychologist").me
        for who, words in enumerate(("她说的", "他说的")):
            _said_alone(app, loaded, who, "psychologist", words)
        db.session.commit()

    def told(login: str) -> str:
        return repr([one["lines"] for one in as_(login).get(f"cases/{number}/records")["items"]])

    assert "她说的" in told("mediator")
    assert "他说的" not in told("mediator")
    assert "None" in told("mediator"), "that there is one is no secret from who reads the case"
    assert "他说的" in told("psychologist"), "who works the item works with both"

    with county_scope(app, COUNTY, read_only=True):
        here = acting_as(app, "mediator")
        loaded, _facts, how_far = open_case(here, number)
        item = loaded.items[0]
        whole = item_with_records(here, item)
        seen = partitions.seen_by(here, loaded, item, whole)
        assert [one.data for one in seen.records] == [{"summary": "她说的"}], "and no R answer"
        his = partitions.for_addressee(whole, loaded.parties[1][0].id)
        assert [one.data["summary"] for one in his.records] == ["他说的"], "a copy tells its reader"
        hidden = [one for one in records_of(here, loaded, how_far) if one.lines is None]
        assert len(hidden) == 1
        # of somebody who is no longer in the case, a partition is nobody's
        assert not partitions.in_common(loaded, "0000000000000")
