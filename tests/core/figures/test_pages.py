"""The pages of figures: what they tell to whom, and that the workbook tells the same."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from python_calamine import CalamineWorkbook

from core.db import county_scope, db
from core.meetings.calling import call_meeting
from core.meetings.holding import hold_meeting
from core.registers.entries import enter
from core.statistics import locked_months
from tests.core.figures.conftest import OCTOBER, Browse
from tests.harness.apps import COUNTY
from tests.reliability.people import acting_as

HOME = f"/{COUNTY}/figures/"
TOWN, VILLAGE = f"{COUNTY}001", f"{COUNTY}001001"


def sheets(client: FlaskClient, path: str) -> dict[str, list[list[Any]]]:
    """Return a workbook's sheets as rows, read back by another library than wrote it."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(BytesIO(answer.data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def kpi(page: str, title: str) -> str:
    """Return the number of an indicator at the top of a page."""
    found = re.search(rf"<summary>{title} .*?</details><b>(.*?)</b>", page, re.DOTALL)
    assert found, title
    return re.sub(r"<[^>]+>|\s", "", found[1])


def test_the_county_page_and_its_workbook_say_the_same(browse: Browse) -> None:
    head = browse("head")
    page = head.get(HOME).text
    assert kpi(page, "受理件数") == "8件", "nine taken in, one of them in October, and no clue"
    assert kpi(page, "在办件数") == "9件"
    assert kpi(page, "化解率") == "12.5%"
    assert kpi(page, "回访及时率") == "0.0%"
    assert "还缺：排查轮次和网格户数" in page
    assert page.count("<title id=") == 3, "each chart says what it shows"
    book = sheets(head, f"{HOME}export.xlsx")
    rows = {row[0]: row for row in book["指标"]}
    assert rows["受理件数"][1] == 8
    assert (rows["化解率"][3], rows["化解率"][4]) == (1, 8)
    assert rows["满意率"][1] == "—"
    assert rows["最高预警"][1] == 1
    situations = {row[0]: row[1] for row in book["情形"][3:]}
    assert situations["合计"] == 8, "the sealed one is in the county's total"
    assert situations["家庭暴力"] == "不公布"
    months = {row[0]: row[1] for row in book["走势"][3:]}
    assert (months["2026-10"], months["2026-11"]) == (1, 8)
    assert book["指标"][0][0].startswith("全县")


def test_services_tell_their_own_figures_on_a_page_of_their_own(browse: Browse) -> None:
    head = browse("head")
    page = head.get(f"{HOME}services").text
    assert page.count('<section class="card"') >= 8
    assert "还缺：这项服务还没有提供计算" not in page
    assert "还缺：只有全县的数" in browse("head_town").get(f"{HOME}services").text
    assert f"/{COUNTY}/cases/?service=psych" in page, "down to the cases"
    listed = browse("supervisor").get(f"/{COUNTY}/cases/?service=psych").text
    assert "没有" in listed, "the only one is sealed, and a list knows nothing of it"
    assert "?service=" not in browse("city").get(f"{HOME}services").text
    assert len(sheets(head, f"{HOME}export.xlsx")["各服务指标"]) > 8


def test_a_year_adds_its_months_up(browse: Browse) -> None:
    head = browse("head")
    assert kpi(head.get(f"{HOME}?period=2026").text, "受理件数") == "9件"
    assert kpi(head.get(f"{HOME}?period=2026-Q3").text, "受理件数") == "0件"
    for wrong in ("2026-13", "2026-Q5", "soon", "1999"):
        assert head.get(f"{HOME}?period={wrong}").status_code == 422, wrong


def test_a_head_sees_her_point_and_those_below(browse: Browse) -> None:
    head = browse("head_town")
    first = head.get(HOME)
    assert first.status_code == 302
    assert f"point={TOWN}" in first.location
    page = head.get(first.location).text
    assert "桂花镇服务站统计" in page
    assert kpi(page, "受理件数") == "6件"
    assert "全县统计" not in page
    assert head.get(f"{HOME}?point={VILLAGE}").status_code == 200
    assert head.get(f"{HOME}?point={COUNTY}").status_code == 403
    assert head.get(f"{HOME}export.xlsx?point={COUNTY}").status_code == 403
    assert head.get(f"{HOME}?point={COUNTY}999").status_code == 404
    below = browse("head").get(f"{HOME}?point={COUNTY}").text
    assert kpi(below, "受理件数") == "7件", "the sealed one is not in a point's numbers"


@pytest.mark.parametrize("login", ["desk", "mediator", "admin", "officer", "auditor"])
def test_who_answers_for_nothing_sees_no_figures(browse: Browse, login: str) -> None:
    client = browse(login)
    for path in (HOME, f"{HOME}export.xlsx", f"{HOME}ledgers/disputes"):
        assert client.get(path).status_code == 403, path
    assert "/figures/" not in client.get(f"/{COUNTY}/cases/").text


def test_the_supervisor_sees_counts_and_the_city_no_ledger(browse: Browse) -> None:
    supervisor, city = browse("supervisor"), browse("city")
    assert kpi(supervisor.get(HOME).text, "受理件数") == "8件"
    assert city.get(HOME).status_code == 200
    assert city.get(f"{HOME}ledgers/disputes").status_code == 403
    few = city.get(f"{HOME}?point={VILLAGE}").text
    assert kpi(few, "受理件数") == "—", "nobody there answers to the city"


def _token(page: str) -> str:
    return page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]


def test_a_month_is_locked_once_by_the_head_of_the_county(browse: Browse, worked: Flask) -> None:
    head = browse("head")
    assert "锁定这个月" not in head.get(HOME).text, "a month that is not over stays open"
    october = head.get(f"{HOME}?period=2026-10").text
    assert "锁定 2026年10月" in october
    sent = {"period": "2026-10", "csrf_token": _token(october)}
    town = browse("head_town")
    theirs = town.get(f"{HOME}?period=2026-10&point={TOWN}").text
    assert "锁定这个月" not in theirs
    refused = town.post(f"{HOME}lock", data={"period": "2026-10", "csrf_token": _token(theirs)})
    assert refused.status_code == 403
    assert head.post(f"{HOME}lock", data={**sent, "period": "2026"}).status_code == 422
    assert head.post(f"{HOME}lock", data={**sent, "period": "2026-11"}).status_code == 409
    assert head.post(f"{HOME}lock", data=sent).status_code == 303
    shown = head.get(f"{HOME}?period=2026-10").text
    assert "10月已锁定" in shown
    assert "锁定这个月" not in shown
    assert head.post(f"{HOME}lock", data=sent).status_code == 409
    with county_scope(worked, COUNTY):
        assert locked_months(db.session()) == {"2026-10"}
        enter(acting_as(worked, "educator"), "family_education", "courses", OCTOBER)
        db.session.commit()
    ledger = head.get(f"{HOME}ledgers/training?period=2026-10").text
    assert "合计 2 条" in ledger
    assert "下面的指标是月份锁定时的数" in ledger
    kept = sheets(head, f"{HOME}ledgers/training.xlsx?period=2026-10")["指标"]
    assert [row[2] for row in kept if row[1] == "课程、培训"] == [1], "as it was when it was locked"


LEDGERS = (
    ("clues", "clue", 1, 1),
    ("disputes", "received", 8, 7),
    ("hops", "transfer", 1, 1),
    ("families", "warning", 2, 2),
    ("visits", "visit", 2, 2),
)


@pytest.mark.parametrize(("name", "what", "total", "listed"), LEDGERS)
def test_a_ledger_adds_up_to_its_figure(
    browse: Browse, name: str, what: str, total: int, listed: int
) -> None:
    head = browse("supervisor")
    page = head.get(f"{HOME}ledgers/{name}").text
    assert f"合计 {total} " in page
    assert len(re.findall(r'<th scope="row" class="number', page)) == listed
    assert ("只计数、不列出" in page) == (total != listed)
    (rows,) = sheets(head, f"{HOME}ledgers/{name}.xlsx").values()
    assert rows[1][0].startswith(f"合计 {total} ")
    assert len(rows) - 4 == listed
    assert "周桂芬" not in page, "a ledger names nobody"
    assert "告诫书" not in page + str(rows), "a process does not tell of violence"


def test_a_ledger_lists_what_its_reader_may_know(browse: Browse) -> None:
    head = browse("head_town")
    page = head.get(f"{HOME}ledgers/disputes?point={TOWN}").text
    assert "合计 6 件" in page
    assert head.get(f"{HOME}ledgers/nothing?point={TOWN}").status_code == 404
    assert head.get(f"{HOME}ledgers/disputes?point={COUNTY}").status_code == 403
    assert f"point={TOWN}" in head.get(f"{HOME}ledgers/disputes").location
    assert head.get(f"{HOME}ledgers/").status_code == 302


MEETINGS = f"{HOME}ledgers/meetings"
MONTH = {"on": "2026-09-15", "place": "会议室", "jointly": "all", "people": []}


def test_the_ledger_of_meetings_adds_up_point_by_point(browse: Browse, worked: Flask) -> None:
    with county_scope(worked, COUNTY):
        here = acting_as(worked, "head_town")
        people = [{"post": "chair", "who": here.me}]
        called = call_meeting(here, {**MONTH, "people": people})
        came = [{**people[0], "came": "yes"}]
        said = {"on": "2026-09-15", "place": "会议室", "host": here.me, "people": came}
        hold_meeting(here, called.id, 1, said)
        points = len(called.points)
        db.session.commit()
    supervisor = browse("supervisor")
    page = supervisor.get(f"{MEETINGS}?period=2026-11").text
    assert re.findall(r"合计 (\d+) 次", page) == ["1", "0", "0"], "one 联席会商"
    september = supervisor.get(f"{MEETINGS}?period=2026-09").text
    assert f"合计 {points} 次；合并召开的，每个点算一次" in september
    book = sheets(supervisor, f"{MEETINGS}.xlsx?period=2026-09")
    assert list(book) == ["联席会商", "月度分析会", "联合会诊", "指标"]
    listed = [row for row in book["月度分析会"] if row[0] == "2026-09-15"]
    (rate,) = [row for row in book["指标"] if row[0] == "分析会召开率"]
    assert len(listed) == points == rate[3]
    assert rate in sheets(supervisor, f"{HOME}export.xlsx?period=2026-09")["指标"]
    assert "调解员、婚调律师、心理咨询师" in listed[0]
    assert f"point={TOWN}" in browse("head_town").get(MEETINGS).location
    assert browse("head_town").get(f"{MEETINGS}?point={COUNTY}").status_code == 403
    for login in ("city", "desk", "admin"):
        for path in (MEETINGS, f"{MEETINGS}.xlsx"):
            assert browse(login).get(path).status_code == 403, login


TRAINING = f"{HOME}ledgers/training"


def test_the_ledger_of_training_adds_up_to_the_figures_of_the_service(browse: Browse) -> None:
    head = browse("head")
    page = head.get(TRAINING).text
    assert re.findall(r"合计 (\d+) 条；学时 (\d+)；多少人 (\d+)", page) == [("2", "32", "4")]
    assert "合计 1 条；小时 3" in page, "what was declared void is neither listed nor counted"
    assert "周志愿" not in page, "a ledger names nobody"
    told = sheets(head, f"{HOME}export.xlsx")["各服务指标"][3:]
    book = sheets(head, f"{TRAINING}.xlsx")
    assert list(book) == ["课程培训登记", "志愿服务登记", "指标"]
    numbers = {
        row[1]: row[1:] for row in book["指标"] if row[0] in ("课程培训登记", "志愿服务登记")
    }
    figures = {row[1]: row[1:] for row in told}
    assert len(numbers) == 6
    assert all(figures[name] == row for name, row in numbers.items())
    listed = [row for row in book["课程培训登记"] if row[0] == "2026-11-18"]
    counted = [row for row in listed if "自学" not in row]
    assert numbers["课程、培训"][1] == len(counted) == 1
    assert numbers["志愿服务"][1] == sum(row[0] == "2026-11-19" for row in book["志愿服务登记"])
    assert numbers["志愿服务时长"][1] == 6
    assert "周志愿" not in str(book)


def test_the_ledger_of_training_is_for_who_answers_for_the_place(browse: Browse) -> None:
    head = browse("head_town")
    assert f"point={TOWN}" in head.get(TRAINING).location
    page = head.get(f"{TRAINING}?point={TOWN}").text
    assert "合计 1 条；小时 3" in page, "what a village of hers did"
    assert "还缺：只有全县的数" in page
    assert head.get(f"{TRAINING}?point={COUNTY}").status_code == 403
    assert head.get(f"{TRAINING}.xlsx?point={COUNTY}").status_code == 403
    assert head.get(f"{TRAINING}?period=soon&point={TOWN}").status_code == 422
    for login in ("city", "desk", "admin", "auditor"):
        for path in (TRAINING, f"{TRAINING}.xlsx"):
            assert browse(login).get(path).status_code == 403, login
    assert "合计 0 条" in browse("supervisor").get(f"{TRAINING}?period=2025").text
