"""附录A: filled from what is known, printed from what was filed, silent about whom to keep away."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.models import CaseFile
from core.db import county_scope, db
from tests.harness.apps import COUNTY
from tests.walks.api_actor import ApiActor
from tests.walks.conftest import As
from tests.walks.html_actor import HtmlActor
from tests.walks.pages import CannotFill
from tests.walks.stories import does, follow_up_and_file, taken_in
from tests.walks.test_followups import settled
from tests.walks.words import House, Visit


@pytest.fixture
def driver() -> str:
    """The page is what fills in what is known."""
    return "pages"


def test_the_sheet_is_filled_from_what_is_known_and_printed(as_: As) -> None:
    village = as_("village")
    assert isinstance(village, HtmlActor)
    number = taken_in(village)
    link = village.at(f"cases/{number}/key-family")
    form = village.open(link).form("/key-family")
    assert form.chosen["cause"] == ["分家时老房子归谁说不拢"]
    assert form.chosen["tries"] == ["0"]
    form.fill("cause", "")
    shown = village.press(form)
    assert shown.status == 422, "a cause is asked for"
    form = shown.form("/key-family")
    form.fill("cause", "父亲去世后分家，三年没有谈成")
    form.tick("kinds", ["left_behind", "ill"])
    assert form.chosen["head"] != [""], "the applicant stands there until somebody says otherwise"
    form.pick("head", "陈建军")
    form.fill("police_calls", "1")
    form.fill("visit_every_days", "14")
    form.fill("keeper_women", "赵秀英")
    assert village.press(form).status == 200
    paper = village.issue_paper(number, "key_family_form")
    told = "".join(paper.split())
    assert told.index("陈建军") < told.index("周桂芬"), "the householder stands on top"
    for words in ("父亲去世后分家", "留守、残疾重病", "警情次数 1", "赵秀英", "每 14 天"):
        assert words.replace(" ", "") in "".join(paper.split()), words
    again = village.open(link).form("/key-family")
    assert again.chosen["keeper_women"] == ["赵秀英"], "the next one starts from the last"
    assert as_("head_town").status_of(f"cases/{number}/key-family") == 403


def test_nobody_she_wished_to_keep_away_is_named_as_keeper(
    app: Flask, house: House, as_: As
) -> None:
    desk = ApiActor(app, "desk", house)
    wish = {"name": "何玉珍", "relation": "村里的"}
    number = taken_in(desk, Visit(keep_away=(wish,)))
    version = desk.get(f"cases/{number}")["version"]
    data = {"cause": "分家", "keeper_village": "何玉珍（网格员）"}
    refused = desk.ask("POST", f"cases/{number}/key_family", {"version": version, "data": data})
    assert refused.status_code == 422
    assert refused.get_json()["errors"].keys() == {"keeper_village"}
    data["keeper_village"] = "李四"
    done = desk.ask("POST", f"cases/{number}/key_family", {"version": version, "data": data})
    assert done.status_code == 201
    assert ApiActor(app, "village", house).ask("GET", f"cases/{number}").status_code == 404


def test_a_wish_younger_than_the_sheet_holds_on_the_paper(app: Flask, as_: As) -> None:
    village = as_("village")
    assert isinstance(village, HtmlActor)
    number = taken_in(village)
    form = village.open(village.at(f"cases/{number}/key-family")).form("/key-family")
    form.fill("keeper_women", "赵秀英（执委）")
    form.fill("keeper_town", "李四")
    assert village.press(form).status == 200
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        case.keep_away = [{"name": "赵秀英", "relation": "婆家亲戚"}]
        db.session.commit()
    paper = village.issue_paper(number, "key_family_form")
    assert "李四" in paper
    assert "赵秀英" not in paper


def test_after_the_end_only_what_follows_up_remains(as_: As) -> None:
    """Withdrawn: neither grade nor sheet nor press. Archived: graded as long as visits go on."""
    village = as_("village")
    assert isinstance(village, HtmlActor)
    withdrawn = taken_in(village)
    sheet, rating = village.at(f"cases/{withdrawn}/key-family"), "/rating"
    form = village.open(sheet).form("/key-family")
    does(village.move(withdrawn, "withdraw", reason="和好了"))
    shown = village.open(village.at(f"cases/{withdrawn}"))
    assert shown.link("/key-family") is None
    assert shown.link(rating) is None
    for kind in ("key_family_form", "supervision_letter"):
        with pytest.raises(CannotFill):
            village.issue_paper(withdrawn, kind)
    assert village.open(sheet).status == 409
    form.fill("cause", "分家")
    assert village.press(form).status == 409

    number = settled(village)
    follow_up_and_file(village, number)
    shown = village.open(village.at(f"cases/{number}"))
    assert shown.link("/key-family") is None
    graded = shown.link(rating)
    assert graded is not None, "two visits are still to be made"
    form = village.open(graded).form(rating)
    form.fill("level", "yellow")
    form.fill("reason", "回访看，还在拌嘴")
    assert village.press(form).status == 200
