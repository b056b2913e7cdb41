"""专项行动 and 感谢: only what the county runs is chosen; what is counted tells nobody's words."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask

from core.points.settings import campaigns_in, fault_of
from tests.core.files import brought
from tests.core.rest.conftest import INTAKE, Calls, problem
from tests.core.rest.conftest import as_ as as_  # the fixture
from tests.walks.browsing import Browsing
from tests.walks.conftest import house_of

RUN = "大走访"
PHOTO = brought.jpeg(brought.segment(0xE1, b"Exif\0\0" + brought.exif()))
DOOR = {"channel": "door_visit", "services": ["legal_consult"]}


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("大走访 2026-12-15 2027-03-05\n三八维权周，2027-03-01，2027-03-08", None),
        ("大走访 2026-12-15", "起止日期写不对"),
        ("大 2026-12-15 2027-03-05", "行动名称 2 到 30 个字"),
        ("大走访 2026-12-15 2026-02-30", "起止日期写不对"),
        ("大走访 2027-03-05 2026-12-15", "起止日期写不对"),
        ("大走访 20261215 20270305", "起止日期写不对"),
        ("大走访 2026-01-01 2026-02-01\n大走访 2027-01-01 2027-02-01", "同一个行动只写一行"),
        ("\n" * 3, None),
    ],
)
def test_a_campaign_is_a_line_the_county_writes(lines: str, wrong: str | None) -> None:
    assert fault_of("campaigns", campaigns_in(lines.splitlines())) == wrong


def test_what_is_no_list_of_campaigns_is_refused() -> None:
    line = {"name": "大走访", "first": "2026-01-01", "last": "2026-02-01"}
    assert fault_of("campaigns", [{**line, "until": "?"}]) == "每行写名称、起日、止日"
    assert fault_of("campaigns", [{**line, "name": f"行动{at}"} for at in range(61)])
    assert fault_of("campaigns", "大走访") == "专项行动最多写 60 行"


def run(app: Flask, lines: str) -> Any:
    """Have the county's admin write *lines* and return the page that comes of it."""
    admin = Browsing(app, "admin", house_of(app))
    form = admin.open(admin.at("admin/points")).form("/settings")
    form.fill("campaigns", lines)
    return admin.press(form)


def test_the_county_runs_it_and_the_window_and_the_door_name_it(app: Flask, as_: Calls) -> None:
    wrong = run(app, f"{RUN} 昨天 明天")
    assert wrong.status == 422
    assert "起止日期写不对" in wrong.text
    assert wrong.form("/settings").chosen["campaigns"] == [f"{RUN} 昨天 明天"], "nothing typed lost"
    desk, village = as_("desk"), as_("village")
    told = problem(desk.try_post("cases", {**INTAKE, **DOOR, "campaign": RUN}), 422)
    assert "campaign" in told["errors"]
    assert run(app, f"{RUN} 2026-01-01 2027-12-31").status == 200

    named = desk.receive(**DOOR, campaign=RUN)["number"]
    listed = desk.receive(**DOOR, channel_ref=RUN)["number"]
    other = desk.receive(**DOOR, channel_ref="网格员小陈")["number"]
    found = {one: desk.get(f"cases/{one}")["campaign"] for one in (named, listed, other)}
    assert found == {named: RUN, listed: RUN, other: ""}, "free words never become a campaign"
    clue = {"scenario": "property", "summary": "两家吵了一个月", "danger_now": "no"}
    assert village.try_post("clues", {**clue, "campaign": RUN}).status_code == 201
    assert problem(village.try_post("clues", {**clue, "campaign": "别的"}), 422)["errors"]

    pages = Browsing(app, "desk", house_of(app))
    link = pages.open(pages.at(f"cases/{named}")).link("/correction")
    assert link is not None
    form = pages.open(link).form("/correction")
    form.fill("campaign", "")
    assert pages.press(form).status == 200
    assert desk.get(f"cases/{named}")["campaign"] == ""
    head = Browsing(app, "head", house_of(app))
    ledger = head.open(head.at("figures/ledgers/disputes"))
    assert sum(RUN in row.text for row in ledger.root.all("tr")) == 1
    shown = head.open(head.at("figures/"))
    row = next(one for one in shown.root.all("tr") if one.text.startswith(RUN))
    assert "不公布" in row.text, "one family is not a number to tell"


def test_thanks_come_with_a_picture_and_say_little_to_who_only_counts(
    app: Flask, as_: Calls
) -> None:
    desk = as_("desk")
    number = desk.receive(services=[], answer="已说明怎样立遗嘱。")["number"]
    pages = Browsing(app, "desk", house_of(app))
    link = pages.open(pages.at(f"cases/{number}")).link("/thanks")
    assert link is not None
    form = pages.open(link).form("/thanks")
    form.fill("kind", "banner")
    form.fill("words", "热心为民")
    photo = next(one.attrs["name"] for one in form.node.all("input", type="file"))
    sent = {**form.data(), photo: (io.BytesIO(PHOTO), "锦旗.jpg")}
    again = pages.ask("POST", form.action, data=sent, content_type="multipart/form-data")
    assert again.status == 422, "it does not say from whom"
    kept = again.form("/thanks")
    assert kept.chosen["words"] == ["热心为民"]
    kept.fill("giver", "来访人的妹妹")
    assert pages.press(kept).status == 200
    shown = pages.open(pages.at(f"cases/{number}"))
    assert "锦旗.jpg" in shown.text, "the picture that was chosen before is with it"
    assert shown.root.first(id="h-thanks") is not None
    (given,) = desk.get(f"cases/{number}/thanks")["thanks"]
    assert given["kind"] == "banner"
    assert as_("supervisor").get(f"cases/{number}/thanks") == {"thanks": []}
    body = {"version": 3, "data": {"kind": "letter", "on": "2026-01-01", "giver": "妹妹"}}
    assert problem(as_("mediator").try_post(f"cases/{number}/thanks", body), 403)
