"""转介: only what the receiver needs, on a ground that carries, to whom it does not accuse; it ends
with a written answer, and what is refused is ours again."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from core.cases.models import Record, Referral, Task
from core.cases.referral_form import NEEDS, URGENCIES
from core.cases.referring import WITHIN
from core.clocks.models import ClockRow
from core.db import county_scope, db
from core.points.partners import PARTNER_KINDS, fault_of_partners, partners_as_typed, partners_in
from core.points.service import change_settings
from tests.core.files import brought
from tests.core.rest.conftest import Caller, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.harness.apps import COUNTY, TODAY
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor
from tests.walks.reading import paper_text

CIVIL, POLICE, HOSPITAL = "示范县民政局", "示范县公安局", "示范县人民医院"
LINES = f"民政 {CIVIL}\n公安 {POLICE}\n医院，{HOSPITAL}\n"
HER = {
    "role": "applicant",
    "name": "周桂芬",
    "relation": "self",
    "phone": "13800138000",
    "sex": "F",
    "birth_date": "1954-03-02",
}
HIM = {"role": "respondent", "name": "陈建军", "relation": "spouse", "phone": "13900139000"}
FACTS = "上月起断了生活费"
Send = Callable[..., Any]


@pytest.fixture(autouse=True)
def bodies(app: Flask) -> None:
    """The bodies of the county."""
    with county_scope(app, COUNTY):
        change_settings(db.session(), COUNTY, {"partners": partners_in(LINES.splitlines())})
        db.session.commit()


class Letters:
    """A case at the county's window, whose lead writes letters."""

    def __init__(self, desk: Caller, **intake: Any) -> None:
        self.desk = desk
        told = {"services": ["legal_consult"], "parties": [HER, HIM], **intake}
        case = desk.receive(**told)
        self.number = case["number"]
        self.people = [one["id"] for one in case["parties"]]

    def send(self, who: Caller | None = None, key: str = "", **change: Any) -> Any:
        data = {
            "to": CIVIL,
            "party": self.people[0],
            "asks": "看能否申请临时救助",
            "urgency": "days",
            "basis": "consent",
            "consent_on": TODAY.isoformat(),
            "told": True,
            "accused": False,
            "way": "hand",
            **change,
        }
        speaker = who or self.desk
        body = {"version": self.desk.version(self.number), "data": data}
        return speaker.try_post(f"cases/{self.number}/referrals", body, key=key)

    def all(self, who: Caller | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (who or self.desk).get(f"cases/{self.number}/referrals")[
            "referrals"
        ]
        return found

    def answer(self, stage: str, text: str = "", **change: Any) -> Any:
        data = {"stage": stage, "on": TODAY.isoformat(), "text": text, **change}
        body = {"version": self.desk.version(self.number), "data": data}
        return self.desk.try_post(f"cases/{self.number}/referrals/{self.all()[0]['id']}", body)


@pytest.mark.postgres
def test_refused_by_one_and_answered_by_another(app: Flask, as_: Calls) -> None:
    letters = Letters(as_("desk"))
    assert letters.send(facts=FACTS).status_code == 201
    (sent,) = letters.all()
    assert (sent["receiver"], sent["kind"], sent["state"]) == (CIVIL, "civil_affairs", "sent")
    assert not sent["late"]
    told = paper(letters)
    for words in (
        CIVIL,
        "周桂芬",
        "1954年3月2日",
        "看能否申请临时救助",
        FACTS,
        "单独同意",
        "转介接收单",
    ):
        assert words in told, words
    for never in ("陈建军", "13800138000", "13900139000", "女"):
        assert never not in told, never
    assert letters.answer("received").status_code == 201
    assert letters.all()[0]["state"] == "received"
    assert problem(letters.answer("withdrawn"), 422)["errors"].keys() == {"text"}
    no = {"text": "不归我们管", "signed_by": "示范县民政局社会救助股"}
    for wrong, at in (
        ({"signed_by": ""}, "their_number"),
        ({"text": "好"}, "text"),
        ({"scan": "0000000000000"}, "scan"),
        ({"on": (TODAY - timedelta(days=1)).isoformat()}, "on"),
    ):
        refused = problem(letters.answer("refused", **{**no, **wrong}), 422)
        assert refused["errors"].keys() == {at}, wrong
    assert letters.answer("refused", **no).status_code == 201
    with county_scope(app, COUNTY, read_only=True):
        row = db.session.scalars(select(Referral)).one()
        assert db.session.get_one(ClockRow, (COUNTY, row.clock_id)).stopped_at is not None
        tasks = {one.title: one.done_at for one in db.session.scalars(select(Task))}
        assert tasks["催外单位书面答复"] is not None
        assert tasks["外单位不接收，事情还在我们这里，请另行办理"] is None, "the duty is ours again"
        about = set(db.session.scalars(select(Record.about).where(Record.form.like("referral%"))))
        assert about == {letters.people[0]}, "what came back is hers too"
    late = problem(letters.answer("answered", "办好了，见附件", their_number="民函1号"), 409)
    assert late["reasons"][0]["text"] == "这一封已经有了结果"
    assert (
        letters.send(
            to=POLICE, basis="duty", article="反家庭暴力法第15条", urgency="hours"
        ).status_code
        == 201
    )
    assert [one["state"] for one in letters.all()] == ["sent", "refused"]
    done = letters.answer("answered", "已经出警处置", their_number="公函〔2026〕8号")
    assert done.status_code == 201
    kinds = [one["kind"] for one in letters.desk.get(f"cases/{letters.number}/history")["items"]]
    assert {"referral_sent", "referral_received", "referral_refused", "referral_answered"} <= set(
        kinds
    )


def test_a_scan_is_an_answer_without_a_word_typed(app: Flask, as_: Calls) -> None:
    """And whoever may not answer the letter has no file taken in."""
    letters = Letters(as_("desk"))
    assert letters.send().status_code == 201
    where = f"cases/{letters.number}/referrals/{letters.all()[0]['id']}"
    stranger = HtmlActor(app, "desk_town", house_of(app))
    assert stranger.open(stranger.at(where)).status == 404
    page = HtmlActor(app, "desk", house_of(app))
    form = page.open(page.at(where)).form("/referrals/")
    form.fill("stage", "answered")
    form.fill("on", TODAY.isoformat())
    refused = page.press(form)
    assert refused.status == 422
    assert "口头的不算答复" in refused.text
    form = refused.form("/referrals/")
    sent = {**form.data(), "_file.scan": (io.BytesIO(brought.jpeg()), "答复.jpg")}
    done = page.ask("POST", form.action, data=sent, content_type="multipart/form-data")
    assert done.status == 200, done.complaints()
    assert letters.all()[0]["state"] == "answered"
    files = letters.desk.get(f"cases/{letters.number}/attachments")["items"]
    assert [one["name"] for one in files] == ["答复.jpg"]


def paper(letters: Letters) -> str:
    issued = letters.desk.post(f"cases/{letters.number}/documents", {"kind": "outside_letter"})
    where = f"cases/{letters.number}/documents/{issued['id']}.pdf"
    return paper_text(letters.desk.ask("GET", where).data)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"to": "没有的单位"}, "to"),
        ({"to": ""}, "to"),
        ({"party": "nobody"}, "party"),
        ({"asks": ""}, "asks"),
        ({"urgency": "soon"}, "urgency"),
        ({"basis": ""}, "basis"),
        ({"told": False}, "told"),
        ({"consent_on": (TODAY + timedelta(days=1)).isoformat()}, "consent_on"),
        ({"accused": True}, "accused"),
        ({"to": HOSPITAL, "facts": FACTS}, "facts"),
        ({"to": POLICE, "basis": "duty"}, "article"),
        ({"to": HOSPITAL, "basis": "duty", "article": "某条"}, "basis"),
        ({"to": HOSPITAL, "basis": "report"}, "basis"),
    ],
)
def test_what_must_not_leave_the_house_is_refused_at_its_field(
    as_: Calls, change: dict[str, Any], field: str
) -> None:
    letters = Letters(as_("desk"))
    assert problem(letters.send(**change), 422)["errors"].keys() == {field}
    assert letters.all() == []


def test_a_child_needs_a_guardians_yes(as_: Calls) -> None:
    child = {"role": "minor_child", "name": "小满", "birth_date": f"{TODAY.year - 9}-01-05"}
    letters = Letters(as_("desk"), parties=[{**child, "relation": "child"}, HIM])
    assert problem(letters.send(), 422)["errors"].keys() == {"guardian"}
    assert letters.send(guardian="周桂芬").status_code == 201


def test_a_body_she_wants_kept_from_it_is_none_for_this_case(as_: Calls) -> None:
    letters = Letters(as_("desk"), keep_away=[{"name": "示范县民政局"}])
    refusal = problem(letters.send(), 422)["errors"]
    assert refusal == problem(letters.send(to="没有的单位"), 422)["errors"], "in the same words"
    assert letters.send(to=POLICE).status_code == 201


def test_nothing_goes_to_the_body_it_is_about(as_: Calls) -> None:
    unit = {"role": "respondent", "name": "民政局", "relation": "other"}
    letters = Letters(as_("desk"), parties=[HER, unit])
    assert problem(letters.send(), 422)["errors"].keys() == {"to"}, "whatever was ticked"
    assert letters.send(to=POLICE).status_code == 201


def test_his_letter_is_for_who_sent_it_and_who_handles_the_case(as_: Calls) -> None:
    desk, lawyer, head = as_("desk"), as_("lawyer"), as_("head")
    letters = Letters(desk)
    assert letters.send(party=letters.people[1]).status_code == 201
    assert [one["receiver"] for one in letters.all()] == [CIVIL]
    item = desk.get(f"cases/{letters.number}")["items"][0]["id"]
    desk.post(f"cases/{letters.number}/items/{item}/owner", {"version": 1, "account": "lawyer"})
    assert letters.all(lawyer) == []
    assert problem(letters.send(lawyer), 403)
    assert letters.all(head) == []
    assert problem(letters.send(head), 403)
    shown = desk.get(f"cases/{letters.number}/clocks")["items"]
    assert "等外单位答复" in {one["title"] for one in shown}, "says neither to whom nor why"


def test_sent_twice_is_sent_once(as_: Calls) -> None:
    letters = Letters(as_("desk"))
    version = letters.desk.version(letters.number)
    assert letters.send(key="once-and-once").status_code == 201
    assert letters.desk.version(letters.number) == version + 1
    assert len(letters.all()) == 1
    stale = {"version": version, "data": {"stage": "received", "on": TODAY.isoformat()}}
    where = f"cases/{letters.number}/referrals/{letters.all()[0]['id']}"
    assert problem(letters.desk.try_post(where, stale), 409)
    nowhere = f"cases/{letters.number}/referrals/0000000000000"
    fresh = {**stale, "version": letters.desk.version(letters.number)}
    assert problem(letters.desk.try_post(nowhere, fresh), 404)


def test_every_kind_says_what_it_needs_and_every_degree_how_long() -> None:
    assert NEEDS.keys() == PARTNER_KINDS.keys()
    assert WITHIN.keys() == URGENCIES.keys()
    assert not {"address", "phone"} & set().union(*NEEDS.values())


@pytest.mark.parametrize(
    ("lines", "sound"),
    [
        (LINES, True),
        ("", True),
        ("民政", False),
        ("武警 某部", False),
        (f"民政 {CIVIL}\n公安 {CIVIL}", False),
        (f"民政 {'长' * 41}", False),
    ],
)
def test_the_countys_list_of_bodies(lines: str, sound: bool) -> None:
    said = partners_in(lines.splitlines())
    assert (fault_of_partners(said) is None) is sound
    if sound:
        for coded in (False, True):
            assert partners_in(partners_as_typed(said, coded=coded).splitlines()) == said
