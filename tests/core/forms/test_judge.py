"""The judge by example: what each kind takes, what it says, and what depends on other answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.forms import judge
from core.words import Field, Form, Kind, options
from tests.core.forms.samples import ANSWERS, CITIZEN, EVERYTHING, TODAY, complains, judged_form

RIGHT = [
    (Kind.TEXT, "  彩礼 ", "彩礼"),
    (Kind.TEXT, "王㐂𠮷", "王㐂𠮷"),
    (Kind.TEXT, "", None),
    (Kind.TEXT, "\u3000", None),
    (Kind.LONG_TEXT, "一\r\n二\r三\u2028四", "一\n二\n三\n四"),
    (Kind.YES_NO, True, True),
    (Kind.YES_NO, "no", False),
    (Kind.YES_NO, "是", True),
    (Kind.NUMBER, "12", 12),
    (Kind.NUMBER, 12, 12),
    (Kind.NUMBER, "-3", -3),
    (Kind.NUMBER, "007", 7),
    (Kind.MONEY, "1,234.50", 123450),
    (Kind.MONEY, "1234.5", 123450),
    (Kind.MONEY, "0.05", 5),
    (Kind.MONEY, "1500", 150000),
    (Kind.DATE, "2026-02-28", "2026-02-28"),
    (Kind.DATE, "2026-2-3", "2026-02-03"),
    (Kind.DATE, "2026.11.5", "2026-11-05"),
    (Kind.DATE, "2026/11/22", "2026-11-22"),
    (Kind.DATE, "2026年11月5日", "2026-11-05"),
    (Kind.DATETIME, "2026-11-22 14：30", "2026-11-22T14:30+08:00"),
    (Kind.DATETIME, "2026年11月22日下午2点半", "2026-11-22T14:30+08:00"),
    (Kind.DATETIME, "2026.11.22 上午9:05", "2026-11-22T09:05+08:00"),
    (Kind.DATETIME, "2026-11-22 下午12:10", "2026-11-22T12:10+08:00"),
    (Kind.DATETIME, "2026-11-22 14:30", "2026-11-22T14:30+08:00"),
    (Kind.DATETIME, "2026-11-22T14:30:05", "2026-11-22T14:30:05+08:00"),
    (Kind.DATETIME, "2026-11-22T06:30Z", "2026-11-22T14:30+08:00"),
    (Kind.DATETIME, "1988-07-01 08:00", "1988-07-01T08:00+09:00"),
    (Kind.PHONE, "138 0013-8000", "13800138000"),
    (Kind.PHONE, "+86 138 0013 8000", "13800138000"),
    (Kind.PHONE, "0086-13800138000", "13800138000"),
    (Kind.PHONE, "8613800138000", "13800138000"),
    (Kind.PHONE, "0571 8765 4321", "0571-87654321"),
    (Kind.PHONE, "(010)87654321", "010-87654321"),
    (Kind.PHONE, "+86 571 8765 4321", "0571-87654321"),
    (Kind.PHONE, "0571-87654321-123", "0571-87654321-123"),
    (Kind.PHONE, "0571-87654321转123", "0571-87654321-123"),
    (Kind.PHONE, "87654321", "87654321"),
    (Kind.PHONE, "400-123-4567", "4001234567"),
    (Kind.PHONE, "110", "110"),
    (Kind.PHONE, "12338", "12338"),
    (Kind.PHONE, "+852 2123 4567", "+85221234567"),
    (Kind.CITIZEN_ID, CITIZEN, CITIZEN),
    (Kind.CITIZEN_ID, "11010519491231002x", "11010519491231002X"),
    (Kind.CITIZEN_ID, "110105 19491231 002X", "11010519491231002X"),
    (Kind.CITIZEN_ID, "440524800101001", "440524800101001"),
    (Kind.REGION, "330106", "330106"),
    (Kind.STAFF, "0abc1234defgh", "0abc1234defgh"),
    (Kind.CITATION, "民法典第1085条", "民法典第1085条"),
]

WRONG = [
    (Kind.TEXT, "一\n二", "换行"),
    (Kind.TEXT, 12, "文字"),
    (Kind.TEXT, ["x"], "文字"),
    (Kind.TEXT, {"x": 1}, "文字"),
    (Kind.TEXT, "a\x00b", "控制字符"),
    (Kind.TEXT, "a\x1bb", "控制字符"),
    (Kind.TEXT, "a\ufffe", "控制字符"),
    (Kind.TEXT, "\ud800", "控制字符"),
    (Kind.TEXT, "abc\u202ecba", "颠倒"),
    (Kind.LONG_TEXT, "abc\u2067", "颠倒"),
    (Kind.LONG_TEXT, "字" * 5001, "5000"),
    (Kind.TEXT, "字" * 201, "200"),
    (Kind.YES_NO, "maybe", "是"),
    (Kind.YES_NO, 1, "是"),
    (Kind.NUMBER, "12.7", "整数"),
    (Kind.NUMBER, 12.7, "整数"),
    (Kind.NUMBER, 12.0, "整数"),
    (Kind.NUMBER, "1_000", "整数"),
    (Kind.NUMBER, "１２", "整数"),
    (Kind.NUMBER, "1e3", "整数"),
    (Kind.NUMBER, "+1", "整数"),
    (Kind.NUMBER, True, "整数"),
    (Kind.NUMBER, "9" * 4000, "整数"),
    (Kind.NUMBER, 10**40, "大于"),
    (Kind.MONEY, 1234, "元"),
    (Kind.MONEY, "12,34.50", "元"),
    (Kind.MONEY, "1.005", "元"),
    (Kind.MONEY, "-5", "元"),
    (Kind.MONEY, "１００", "元"),
    (Kind.MONEY, ".5", "元"),
    (Kind.DATE, "20261122", "2026-11-22"),
    (Kind.DATE, "2026-W47-7", "2026-11-22"),
    (Kind.DATE, "11月22日", "2026-11-22"),
    (Kind.DATE, "2026-11.22", "2026-11-22"),
    (Kind.DATE, "２０２６-11-22", "2026-11-22"),
    (Kind.DATE, "2026-02-30", "日历"),
    (Kind.DATE, "0026-11-22", "2026-11-22"),
    (Kind.DATE, 20261122, "2026-11-22"),
    (Kind.DATETIME, "2026-11-22", "14:30"),
    (Kind.DATETIME, "2026-11-22 2:30", "14:30"),
    (Kind.DATETIME, "2026-11-22 上午14:30", "14:30"),
    (Kind.DATETIME, "2026-11-22 下午25点", "14:30"),
    (Kind.DATETIME, "2026-11-22 25:00", "没有这个"),
    (Kind.DATETIME, "2026-11-22T14:30+99:00", "没有这个"),
    (Kind.PHONE, "12", "手机"),
    (Kind.PHONE, "1380013800", "手机"),
    (Kind.PHONE, "１３８００１３８０００", "手机"),
    (Kind.PHONE, "1" * 1_000_000, "手机"),
    (Kind.PHONE, "打他单位", "手机"),
    (Kind.CITIZEN_ID, "440524188001010015", "校验"),
    (Kind.CITIZEN_ID, "44052418800101001", "18"),
    (Kind.CITIZEN_ID, "440524188013010011", "出生日期"),
    (Kind.CITIZEN_ID, "440524801301001", "出生日期"),
    (Kind.REGION, "浙江", "区划"),
    (Kind.PERSON, "../../etc", "列表"),
    (Kind.FILE, "a b", "列表"),
    (Kind.FILE, "x" * 65, "列表"),
]


def verdict(kind: Kind, value: object, **settings: object):
    return judge(judged_form(kind, **settings), {"it": value}, today=TODAY)


@pytest.mark.parametrize(("kind", "typed", "kept"), RIGHT)
def test_a_right_answer_is_kept_in_one_spelling(kind, typed, kept):
    judged = verdict(kind, typed)
    assert judged.errors == {}
    assert judged.data == {"it": kept}
    assert type(judged.data["it"]) is type(kept)


@pytest.mark.parametrize(("kind", "typed", "says"), WRONG)
def test_a_wrong_answer_is_refused_with_the_reason(kind, typed, says):
    judged = verdict(kind, typed)
    assert judged.data == {}
    assert list(judged.errors) == ["it"]
    (sentence,) = judged.errors["it"]
    assert says in sentence


def test_a_citizen_id_of_someone_not_born_yet_is_refused():
    born_later = "110105202612310025"  # right check digit, born on the last day of this year
    assert judge(judged_form(Kind.CITIZEN_ID), {"it": born_later}, today=date(2027, 1, 1)).ok
    assert "出生日期" in verdict(Kind.CITIZEN_ID, born_later).errors["it"][0]


def test_the_example_in_a_message_is_the_given_day():
    judged = judge(judged_form(Kind.DATE), {"it": "x"}, today=date(2027, 3, 4))
    assert judged.errors == {"it": ["请写日期，例如 2027-03-04"]}


def test_choices_come_from_the_options_and_keep_their_order():
    offered = options(a="甲", b="乙", c="丙")
    assert verdict(Kind.CHOICE, "b", options=offered).data == {"it": "b"}
    assert not verdict(Kind.CHOICE, "z", options=offered).ok
    assert not verdict(Kind.CHOICE, ["a"], options=offered).ok
    assert verdict(Kind.CHOICES, ["c", "a", "c"], options=offered).data == {"it": ["a", "c"]}
    assert verdict(Kind.CHOICES, "b", options=offered).data == {"it": ["b"]}
    assert verdict(Kind.CHOICES, None, options=offered).data == {"it": []}
    assert not verdict(Kind.CHOICES, ["a", ["b"]], options=offered).ok


def test_bounds_are_told_in_the_unit_of_the_field():
    assert verdict(Kind.NUMBER, "0", minimum=1).errors == {"it": ["不能小于 1"]}
    assert verdict(Kind.MONEY, "5000.01", maximum=500000).errors == {"it": ["不能大于 5,000.00"]}
    assert verdict(Kind.TEXT, "ab", min_length=3).errors == {"it": ["至少写 3 个字"]}
    assert verdict(Kind.TEXT, "abcd", max_length=3).errors == {"it": ["最多写 3 个字，现在有 4 个"]}


def test_the_whole_form_is_judged():
    judged = judge(EVERYTHING, ANSWERS, today=TODAY)
    assert judged.errors == {}
    assert judged.data["amount"] == 123450
    assert judged.data["parties"] == [
        {"name": "周芬", "phone": "13800138000", "id_no": CITIZEN, "wants": [], "share": 1000}
    ]


def test_a_field_left_out_and_a_blank_one_are_the_same():
    with_blanks = {**ANSWERS, "worker": "", "law": None}
    assert judge(EVERYTHING, with_blanks, today=TODAY) == judge(EVERYTHING, ANSWERS, today=TODAY)
    assert judge(EVERYTHING, ANSWERS, today=TODAY).data["worker"] is None


def test_what_is_hidden_is_dropped_with_its_errors():
    judged = judge(
        EVERYTHING, {**ANSWERS, "kind": "goods", "amount": "x", "why": "缺米"}, today=TODAY
    )
    assert judged.ok
    assert "amount" not in judged.data
    assert "share" not in judged.data["parties"][0]
    assert judged.data["why_more"] is None


def test_hiding_runs_on_to_what_depends_on_the_hidden():
    judged = judge(EVERYTHING, {**ANSWERS, "why": "缺米", "why_more": "很急"}, today=TODAY)
    assert judged.ok
    assert "why" not in judged.data
    assert "why_more" not in judged.data


def test_required_only_when_shown():
    without = {name: value for name, value in ANSWERS.items() if name != "amount"}
    assert judge(EVERYTHING, without, today=TODAY).errors == {"amount": ["这一项要填"]}
    assert judge(EVERYTHING, {**without, "kind": "other", "why": "x"}, today=TODAY).ok


def test_a_false_answer_is_an_answer():
    form = judged_form(Kind.YES_NO, required=True)
    assert judge(form, {"it": "no"}, today=TODAY).data == {"it": False}
    assert judge(form, {}, today=TODAY).errors == {"it": ["请选“是”或“否”"]}


def test_errors_point_at_the_row_that_was_typed_and_blank_rows_go_at_the_end():
    rows = [
        {"name": "", "phone": " ", "wants": []},
        {"name": "周芬", "phone": "12"},
        {},
        {"name": "陈军", "wants": ["law"]},
    ]
    judged = judge(EVERYTHING, {**ANSWERS, "parties": rows}, today=TODAY)
    assert set(judged.errors) == {"parties.1.phone", "parties.3.law_question"}
    rows[1]["phone"], rows[3]["law_question"] = "110", "抚养"
    judged = judge(EVERYTHING, {**ANSWERS, "parties": rows}, today=TODAY)
    assert judged.ok
    assert [row["name"] for row in judged.data["parties"]] == ["周芬", "陈军"]


def test_blank_rows_do_not_count():
    judged = judge(EVERYTHING, {**ANSWERS, "parties": [{}, {"name": ""}]}, today=TODAY)
    assert judged.errors == {"parties": ["请至少填一项"]}


def test_too_many_rows_and_rows_that_are_none():
    many = [{"name": f"某{number}"} for number in range(5)]
    assert judge(EVERYTHING, {**ANSWERS, "parties": many}, today=TODAY).errors == {
        "parties": ["最多 4 项"]
    }
    odd = judge(EVERYTHING, {**ANSWERS, "parties": [{"name": "周芬"}, 3, None]}, today=TODAY)
    assert set(odd.errors) == {"parties.1", "parties.2"}
    assert not judge(EVERYTHING, {**ANSWERS, "parties": {"0": {}}}, today=TODAY).ok


def test_unknown_names_are_refused_everywhere():
    judged = judge(
        EVERYTHING,
        {**ANSWERS, "county_id": "990102", "parties": [{"name": "周芬", "role_id": 1}]},
        today=TODAY,
    )
    assert set(judged.errors) == {"county_id", "parties.0.role_id"}


def test_a_flood_of_unknown_names_is_cut_off():
    flood = {f"x{number}\ud800": 1 for number in range(5000)}
    judged = judge(EVERYTHING, {**ANSWERS, **flood}, today=TODAY)
    assert len(judged.errors) == 100
    assert all(path.isprintable() for path in judged.errors)


def test_the_forms_own_check_comes_last():
    seen = []

    def check(data):
        seen.append(data)
        return complains(data)

    form = replace(EVERYTHING, check=check)
    assert judge(form, {**ANSWERS, "amount": "x"}, today=TODAY).objections == ()
    assert seen == []
    judged = judge(form, ANSWERS, today=TODAY)
    assert judged.errors == {"amount": ["金额与人数对不上（县规则）"]}
    assert judged.data == {}
    assert judged.objections == complains({})
    assert seen[0]["amount"] == 123450


def test_an_id_must_be_on_the_list_that_was_offered():
    lists = {"staff": [("s1", "刘建国")], "side": [("p1", "周芬")], "party": [("p2", "陈军")]}
    judged = judge(
        EVERYTHING, {**ANSWERS, "worker": "s1", "side": "p1"}, today=TODAY, choices=lists
    )
    assert judged.ok
    judged = judge(
        EVERYTHING, {**ANSWERS, "worker": "s2", "side": "p2"}, today=TODAY, choices=lists
    )
    assert set(judged.errors) == {"worker", "side"}


def test_two_forms_of_one_key_and_version_do_not_share_a_judge():
    plain = judged_form(Kind.TEXT)
    other = replace(plain, fields=(*plain.fields, Field(name="more", label="还有", purpose="测试")))
    assert not judge(plain, {"more": "x"}, today=TODAY).ok
    assert judge(other, {"more": "x"}, today=TODAY).ok


def test_awkward_names_are_only_names():
    names = (
        "data",
        "errors",
        "meta",
        "load",
        "fields",
        "prefix",
        "formdata",
        "obj",
        "validate",
        "context",
    )
    form = Form(
        key="sample.names",
        title="名",
        fields=tuple(Field(name=one, label=one, purpose="测试") for one in names),
    )
    answers = dict.fromkeys(names, "x")
    assert judge(form, answers, today=TODAY).data == answers


def test_lists_nested_without_end_are_only_wrong():
    deep: list[object] = []
    for _ in range(50_000):
        deep = [deep]
    for name in ("title", "tags", "count", "day"):
        assert name in judge(EVERYTHING, {**ANSWERS, name: deep}, today=TODAY).errors
    assert not judge(EVERYTHING, {**ANSWERS, "parties": deep}, today=TODAY).ok
    rows = [{"name": deep}, {"wants": deep}]
    errors = judge(EVERYTHING, {**ANSWERS, "parties": rows}, today=TODAY).errors
    assert {"parties.0.name", "parties.1.wants"} <= errors.keys()


def test_the_forms_check_cannot_change_what_is_stored():
    def check(data):
        data["amount"] = 1
        return ()

    with pytest.raises(TypeError):
        judge(replace(EVERYTHING, check=check), ANSWERS, today=TODAY)
