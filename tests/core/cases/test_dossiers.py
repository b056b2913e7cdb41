"""The file of a case: what was brought is listed and left closed; who may read it all binds it."""

from __future__ import annotations

import re

from flask import Flask

from core import files
from core.cases import commands
from core.cases.archive import filed
from core.cases.attachments import attach
from core.cases.commands.filing import file_data
from core.cases.dossier_meter import Piece, meter_of
from core.cases.dossiers import cover_data, leaves_of
from core.cases.loading import open_case
from core.cases.papers import issue_paper, void_paper
from core.db import county_scope, db
from plugins.mediation.forms import RIGHTS
from tests.harness.apps import COUNTY
from tests.reliability.people import INTAKE, acting_as
from tests.reliability.test_queries import signed_in

LETTER = "老人的信".encode()


def a_case(app: Flask) -> str:
    """Take a case in with a receipt, a void receipt and something the visitor brought."""
    with county_scope(app, COUNTY):
        number = commands.receive(acting_as(app, "desk"), raw=INTAKE).number
        here = acting_as(app, "desk")
        wrong = issue_paper(here, number, "intake_receipt")
        void_paper(here, number, wrong.id, "写错了")
        issue_paper(acting_as(app, "desk"), number, "intake_receipt")
        here = acting_as(app, "desk")
        letter = files.stage(
            here.session, sender=here.me, name="信.txt", content=LETTER, at=here.at, quota_mb=10
        )
        attach(here, number, [letter.id], title="老人的信")
        db.session.commit()
    return number


def test_what_lies_in_the_file_is_listed_in_order(app: Flask) -> None:
    number = a_case(app)
    with county_scope(app, COUNTY, read_only=True):
        here = acting_as(app, "desk")
        loaded, _facts, how_far = open_case(here, number)
        leaves = leaves_of(here, loaded, how_far)
        assert [(one.title, one.note) for one in leaves] == [("受理回执", ""), ("老人的信", "另附")]
        cover = cover_data(here, loaded, leaves)
        assert [piece["pages"] for piece in cover["pieces"]] == ["1", ""]
        assert cover["heading"] == "周桂芬、陈军家事纠纷"
        meter = meter_of(here, loaded)
        assert meter.difficulty == "simple"
        missing = [one.title for part in meter.parts for one in part.pieces if not one.there]
        assert missing == ["结案报告表", "卷宗封面和目录"]
        assert filed(here, limit=10) == ()


def test_a_paper_for_each_side_is_there_when_each_side_has_it(app: Flask) -> None:
    with county_scope(app, COUNTY):
        here = acting_as(app, "desk")
        number = commands.receive(here, raw={**INTAKE, "services": ["mediation"]}).number
        loaded, _facts, _how_far = open_case(here, number)
        (item,), (her, him) = loaded.items, (party.id for party, _person in loaded.parties)
        item_id, item.done = item.id, ["review"]
        told = {"told_on": "2026-11-23", "way": "paper", "everyone": True, "open_mode": "closed"}
        file_data(here, loaded.case, RIGHTS, told, item_id=item_id, step="rights")
        db.session.commit()

    def rights() -> Piece:
        with county_scope(app, COUNTY, read_only=True):
            here = acting_as(app, "desk")
            meter = meter_of(here, open_case(here, number)[0])
        pieces = [one for part in meter.parts for one in part.pieces]
        return next(one for one in pieces if one.title == "权利义务告知书")

    def given(party: str) -> None:
        with county_scope(app, COUNTY):
            here = acting_as(app, "desk")
            issue_paper(here, number, "mediation.rights", party_id=party, item_id=item_id)
            db.session.commit()

    assert rights() == Piece(title="权利义务告知书", there=False), "nobody has one yet"
    given(her)
    assert rights() == Piece(title="权利义务告知书", there=False, lacking=("陈军",))
    shown = signed_in(app, "desk").get(f"/{COUNTY}/cases/{number}/dossier").text
    assert "还没有给：陈*" in shown, "as names stand on the page of the case"
    given(him)
    assert rights() == Piece(title="权利义务告知书", there=True)


def test_who_sees_the_process_only_may_not_open_the_file(app: Flask) -> None:
    number = a_case(app)
    shown = signed_in(app, "desk").get(f"/{COUNTY}/cases/{number}/dossier").text
    assert re.search(r"\d / \d 件", shown)
    assert "✔" not in shown, "what is not complete has no tick"
    supervisor, stranger = signed_in(app, "supervisor"), signed_in(app, "desk_town")
    for page in ("dossier", "dossier.pdf"):
        where = f"/{COUNTY}/cases/{number}/{page}"
        assert signed_in(app, "desk").get(where).status_code == 200
        assert supervisor.get(where).status_code == 403
        assert stranger.get(where).status_code == 404


def test_a_county_without_any_choice_keeps_a_file_for_ever(app: Flask) -> None:
    told = {**INTAKE, "services": [], "answer": "已当场说清楚"}
    with county_scope(app, COUNTY):
        number = commands.receive(acting_as(app, "desk"), raw=told).number
        db.session.commit()
    with county_scope(app, COUNTY, read_only=True):
        (line,) = filed(acting_as(app, "desk"), limit=10)
        assert (line.number, line.difficulty, line.keep_until) == (number, "oral", None)
        assert (line.there, line.whole, line.grade) == (2, 2, "C2")
        assert filed(acting_as(app, "desk"), grade="C3", limit=10) == ()
        assert filed(acting_as(app, "desk_town"), limit=10) == ()
