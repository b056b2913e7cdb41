"""我的今天: each role lands on its day, several roles add up, nothing tells of a sealed case."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.models import CaseFile, CaseGrant
from core.clocks import now
from core.db import county_scope, db
from tests.harness.apps import COUNTY
from tests.walks.api_actor import ApiActor
from tests.walks.conftest import As, Hours
from tests.walks.html_actor import HtmlActor
from tests.walks.stories import does, taken_in
from tests.walks.test_followups import settled
from tests.walks.words import House, Person, Visit

HERS = Visit(
    summary="丈夫喝酒后动手打人，想问怎么办",
    scenario="dv",
    people=(Person(name="周桂芬", relation="self", role="victim", phone="13800138000"),),
)


@pytest.fixture
def driver() -> str:
    """What a day shows is a matter of pages."""
    return "pages"


def day(actor: HtmlActor) -> str:
    shown = actor.open(actor.at("desk/day"))
    assert shown.status == 200, shown.text
    return shown.text


@pytest.mark.parametrize(
    ("login", "where", "words", "never"),
    [
        ("desk", "desk/", ("登记",), ()),
        (
            "village",
            "desk/day",
            ("登记来访", "回访", "我的时限", "我要管的，只有数"),
            ("各项功能",),
        ),
        ("mediator_town", "desk/day", ("回访", "要办的"), ("登记来访", "我要管的，只有数")),
        ("lawyer", "desk/day", ("要办的", "我的时限"), ("登记来访", "我要管的，只有数")),
        ("head", "desk/day", ("我要管的，只有数", "回访已过日子"), ("登记来访", "各项功能")),
        ("supervisor", "desk/day", ("我要管的，只有数",), ("要办的", "登记来访", "各项功能")),
        ("admin", "desk/day", ("各项功能", "点和人"), ("要办的", "我要管的，只有数", "最近的留痕")),
        ("auditor", "desk/day", ("最近的留痕",), ("要办的", "我要管的，只有数", "各项功能")),
    ],
)
def test_everybody_lands_on_the_own_day(
    as_: As, login: str, where: str, words: tuple[str, ...], never: tuple[str, ...]
) -> None:
    actor = as_(login)
    assert isinstance(actor, HtmlActor)
    landed = actor.open("/")
    assert landed.address.split("?")[0].endswith(where), landed.address
    main = landed.root.all("main")[0].text + " ".join(one.text for one in landed.root.all("aside"))
    for word in words:
        assert word in main, word
    for word in never:
        assert word not in main, word


def test_what_is_due_stands_on_the_day_of_who_has_to_do_it(
    as_: As, app: Flask, house: House, hours: Hours
) -> None:
    village, head = as_("village"), as_("head_town")
    number = settled(village)
    before = figure(head, "回访已过日子")
    assert number[-8:] in day(village) or "周*芬" in day(village), "within seven days"
    hours.pass_(days=10)
    assert figure(head, "回访已过日子") == before + 1
    assert number in day(head), "late, whoever was to do it"
    assert "周" not in day(head).replace("周五", "").replace("周一", ""), "and nobody's name"


def figure(actor: HtmlActor, name: str) -> int:
    """Return the number that stands under *name*."""
    shown = actor.open(actor.at("desk/day"))
    for pair in shown.root.all("div"):
        title, value = pair.first("dt"), pair.first("dd")
        if title is not None and value is not None and title.text == name:
            return int(value.text)
    raise AssertionError(name)


def test_no_number_tells_of_a_sealed_case(as_: As) -> None:
    """Two days that differ only in a sealed case are the same to whoever may not know of it."""
    others = ("head_town", "supervisor", "mediator", "desk_town", "auditor", "admin")
    before = {login: day(as_(login)) for login in others if login != "auditor"}
    number = taken_in(as_("desk"), HERS)
    does(as_("desk").plan_visit(number, "warning_letter", "2026-11-20"))
    for login, said in before.items():
        assert day(as_(login)) == said, login
    assert number[-8:] in day(as_("desk"))
    assert "告诫书" not in day(as_("desk")), "the list is read over shoulders"


def test_an_item_waits_for_its_profession(as_: As) -> None:
    """What nobody owns stands on the day of who may take it, and leaves it when it is taken."""
    number = taken_in(as_("desk"), Visit(services=("legal_consult",)))
    lawyer = as_("lawyer")
    assert "等人认领" in day(lawyer)
    assert number[-8:] in day(lawyer)
    assert number[-8:] not in day(as_("psychologist"))
    does(lawyer.claim(number, "legal_consult"))
    assert "等人认领" not in day(lawyer) or number[-8:] not in waiting(lawyer)
    assert number in day(lawyer), "it is the lawyer's own now"
    mine = lawyer.open(lawyer.at("desk/day")).link(f"{number}/items/")
    assert mine is not None
    assert lawyer.open(mine).form("/steps/").node, "and one press leads to the form that is next"


def test_the_own_items_tell_of_whom_and_how_far(as_: As, app: Flask) -> None:
    """Masked names and the last step, of an unsealed case and to whoever works the item."""
    number = taken_in(as_("desk"), Visit(services=("legal_consult",)))
    lawyer = as_("lawyer")
    does(lawyer.claim(number, "legal_consult"))
    assert card(lawyer, "h-items").startswith("我的服务事项 法律咨询 · 周*芬")
    with county_scope(app, COUNTY):
        case = db.session.scalars(select(CaseFile).where(CaseFile.number == number)).one()
        named = CaseGrant(case_id=case.id, account_id=lawyer.me.id, why="item", since=now())
        db.session.add(named)
        case.sealed = True
        db.session.commit()
    assert number in card(lawyer, "h-items"), "she is named on it"
    assert "周" not in card(lawyer, "h-items"), "but the page is read over shoulders"


def card(actor: HtmlActor, heading: str) -> str:
    shown = actor.open(actor.at("desk/day"))
    return shown.root.all("section", **{"aria-labelledby": heading})[0].text


def waiting(actor: HtmlActor) -> str:
    shown = actor.open(actor.at("desk/day"))
    cards = [one for one in shown.root.all("section") if "等人认领" in one.text]
    return cards[0].text if cards else ""


def test_the_day_over_the_api(app: Flask, house: House) -> None:
    """The same day for a script: lists for who works, numbers for who answers, else nothing."""
    village = ApiActor(app, "village", house)
    number = settled(village)
    told = village.get("day")
    assert number in [one["number"] for one in told["visits"]]
    assert told["counts"]["running"] > 0
    watching = ApiActor(app, "supervisor", house).get("day")
    assert (watching["visits"], watching["items"]) == ([], [])
    assert watching["counts"]["running"] >= told["counts"]["running"]
    assert ApiActor(app, "admin", house).get("day")["counts"] is None
