"""Whatever line a reader types, the same person comes out; what does not fit is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from core.desk.intake import CARD_FAULTS
from core.families.idcard import LONGEST, Card, looks_like_card, read_card
from tests.walks.conftest import house_of
from tests.walks.html_actor import HtmlActor

NUMBER = "110105199003074579"
ADDRESS = "北京市朝阳区民族大道12号"
WHOLE = Card(
    name="周建国",
    sex="M",
    birth_date=date(1990, 3, 7),
    nation="汉",
    address=ADDRESS,
    id_no=NUMBER,
)


@pytest.mark.parametrize(
    "burst",
    [
        f"姓名：周建国 性别：男 民族：汉 出生：1990年3月7日 住址：{ADDRESS} 公民身份号码：{NUMBER}",
        f"姓 名:周建国\n性 别:男\n民族:汉\n出生日期:1990-03-07\n住址:{ADDRESS}\n身份证号:{NUMBER}",
        f"姓名周建国性别男民族汉出生1990年03月07日住址{ADDRESS}公民身份号码{NUMBER}",
        f"周建国|男|汉|19900307|{ADDRESS}|{NUMBER}|北京市公安局朝阳分局|20100101-20300101",
        f"周建国\t男\t汉族\t1990-03-07\t{ADDRESS}\t{NUMBER}\t2010.01.01-长期\r\n",
        f"周建国,男,汉,1990.3.7,{ADDRESS},{NUMBER}",
        f"{NUMBER} 周建国 男 汉 {ADDRESS}",
        f"周建国男汉1990年03月07日{ADDRESS}{NUMBER}",
        f"周建国男汉1990年03月07日{ADDRESS}{NUMBER}北京市公安局朝阳分局20100101-20300101",
        f"周建国｜男｜汉｜１９９０．３．７｜{ADDRESS}｜{NUMBER}",
    ],
)
def test_every_common_line_reads_alike(burst: str) -> None:
    assert read_card(burst) == WHOLE
    assert looks_like_card(burst)


def test_a_house_number_right_before_the_number_is_not_part_of_it() -> None:
    card = read_card(f"周建国男汉1990年03月07日北京市朝阳区建国路12{NUMBER}")
    assert (card.id_no, card.address) == (NUMBER, "北京市朝阳区建国路12")


def test_other_names_and_lone_numbers() -> None:
    card = read_card(f"艾力·买买提 男 维吾尔 新疆乌鲁木齐市天山区 {NUMBER}")
    assert (card.name, card.nation) == ("艾力·买买提", "维吾尔")
    lone = read_card(NUMBER)
    assert (lone.id_no, lone.sex, lone.birth_date, lone.name) == (NUMBER, "M", date(1990, 3, 7), "")
    assert not looks_like_card(NUMBER), "a number alone is searched, not read"
    assert not looks_like_card("周建国 13800138000")


@pytest.mark.parametrize(
    ("burst", "fault"),
    [
        (f"周建国 男 {NUMBER[:-1]}X", "check"),
        (f"周建国 女 {NUMBER}", "sex"),
        (f"周建国 男 1990-03-08 {NUMBER}", "birth"),
        ("周建国 男 汉", "unread"),
        ("", "unread"),
    ],
)
def test_what_does_not_fit_is_told(burst: str, fault: str) -> None:
    assert read_card(burst).faults == (fault,)
    assert fault in CARD_FAULTS


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=LONGEST + 50) | st.text("姓名性别男女汉0123456789X|\t\n：", max_size=80))
def test_nothing_that_is_typed_breaks_it(burst: str) -> None:
    card = read_card(burst)
    assert len(card.name) <= 40
    assert len(card.address) <= 120
    assert len(card.id_no) in (0, 15, 18)


def fields(form: Any) -> dict[str, str]:
    return {name: values[0] for name, values in form.data("", "1").items() if values}


def test_a_card_fills_the_row_and_loses_nothing_whatever_key_ended_it(app: Flask) -> None:
    desk = HtmlActor(app, "desk", house_of(app))
    burst = f"周建国|男|汉|19900307|{ADDRESS}|{NUMBER}"
    for box, button in (("card", "_card"), ("card", ""), ("q", "_search")):
        form = desk.open(desk.at("desk/")).form("/desk/")
        form.fill("summary", "老房子归谁说不拢")
        form.fill("parties-0-phone", "13800138000") if box == "q" else None
        form.fill(box, burst)
        shown = desk.press(form, button)
        assert shown.status == 200
        said = fields(shown.form("/desk/"))
        place = 1 if box == "q" else 0
        row = {key: said[f"parties-{place}-{key}"] for key in ("name", "id_no", "address", "sex")}
        assert row == {"name": "周建国", "id_no": NUMBER, "address": ADDRESS, "sex": "M"}
        assert said[f"parties-{place}-birth_date"] == "1990-03-07"
        assert said["summary"] == "老房子归谁说不拢"
        assert not said.get("card")
        assert "读到了 周*国" in shown.text


def test_what_cannot_be_read_stays_in_the_field_and_a_known_number_is_found(app: Flask) -> None:
    desk = HtmlActor(app, "desk", house_of(app))
    form = desk.open(desk.at("desk/")).form("/desk/")
    form.fill("card", "乱七八糟的一行")
    shown = desk.press(form, "_card")
    assert "没有读到身份证号" in shown.text
    assert fields(shown.form("/desk/"))["card"] == "乱七八糟的一行"

    form = desk.open(desk.at("desk/")).form("/desk/")
    form.fill("card", f"周建国|男|汉|19900307|{ADDRESS}|{NUMBER}")
    form = desk.press(form, "_card").form("/desk/")
    for name, value in (("danger_now", "no"), ("scenario", "property"), ("summary", "分家")):
        form.fill(name, value)
    form.fill("answer", "先到公证处咨询")
    saved = desk.press(form)
    assert "已登记" in saved.text
    form = desk.open(desk.at("desk/")).form("/desk/")
    form.fill("card", f"周建国|男|{NUMBER}")
    assert "身份证号相同" in desk.press(form, "_card").text
