"""A county's own codes, disabled ones, new words and order: what a form asks, judges and keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from core.forms import cells, check_forms, columns, draw, json_schema, judge, lines, written
from core.forms.codes import CodeBook, Shape, book_of, in_county, offered, split
from core.forms.index import index_rows
from core.forms.snapshot import form_from_snapshot, snapshot
from core.words import CodeList, Field, Form, Kind, options

GOODS = options(cash="现金", goods="物资", job="岗位")
LIST = CodeList(
    name="x.kind", title="给什么", options=GOODS, fixed=frozenset({"cash"}), extends=True
)
FORM = Form(
    key="x.form",
    title="发放",
    fields=(
        Field(
            name="kind",
            label="种类",
            kind=Kind.CHOICE,
            options=GOODS,
            codes="x.kind",
            purpose="统计",
            index=True,
            required=True,
        ),
        Field(
            name="also",
            label="还有",
            kind=Kind.CHOICES,
            options=GOODS,
            codes="x.kind",
            purpose="统计",
            index=True,
        ),
        Field(
            name="amount",
            label="多少",
            kind=Kind.NUMBER,
            purpose="统计",
            shown_when={"field": "kind", "is": "goods"},
        ),
        Field(name="note", label="备注：", purpose="备注"),
    ),
)
STORED = {
    "x.kind": {
        "labels": {"goods": "实物", "cash": "钱"},
        "off": ["job", "cash"],
        "own": [["goods:x1", "米面油"]],
        "order": ["goods", "goods:x1", "cash"],
        "version": 1,
    }
}
BOOK = book_of(STORED, [LIST])
HERE = in_county(FORM, BOOK)
DAY = date(2026, 11, 22)


def test_a_county_shapes_what_is_not_fixed() -> None:
    told = [(one.value, one.label, one.off) for one in HERE.field("kind").options]
    assert told == [
        ("goods", "实物", False),
        ("goods:x1", "米面油", False),
        ("cash", "现金", False),  # fixed: neither renamed nor disabled, whatever was stored
        ("job", "岗位", True),
    ]
    assert in_county(FORM, CodeBook()) is FORM
    assert in_county(FORM, BOOK) is HERE, "made once, so that what is derived is made once"
    closed = book_of(STORED, [replace(LIST, extends=False)])
    assert "goods:x1" not in [one.value for one in in_county(FORM, closed).field("kind").options]


def test_what_stands_under_a_disabled_code_is_not_offered_either() -> None:
    shape = Shape(off=frozenset({"goods"}), own=(("goods:x1", "米面油"),))
    assert [one.value for one in offered(GOODS, shape) if one.off] == ["goods", "goods:x1"]


def test_rules_and_figures_get_the_shared_code_and_pages_the_own_one(app_context: None) -> None:
    raw = {
        "kind": "goods:x1",
        "also": ["goods:x1", "cash", "goods"],
        "amount": "3",
        "note": "甲:乙",
    }
    verdict = judge(HERE, raw, today=DAY)
    assert verdict.ok, verdict.errors
    data = verdict.data
    assert data["kind"] == "goods"
    assert data["kind.own"] == "goods:x1"
    assert data["also"] == ["goods", "cash"]
    assert data["also.own"] == ["goods", "goods:x1", "cash"]
    assert data["amount"] == 3, "what hangs on the shared code is shown for the own one"
    assert data["note"] == "甲:乙", "a colon in a sentence is only a colon"
    assert {(row.name, row.text) for row in index_rows(HERE, data) if row.text} == {
        ("kind", "goods"),
        ("also", "goods"),
        ("also", "cash"),
    }
    kept = form_from_snapshot(snapshot(HERE))
    said = {line.name: line.value for line in lines(kept, data)}
    assert said["kind"] == "米面油"
    assert said["also"] == "实物、米面油、现金"
    assert (
        dict(zip([one.name for one in columns(HERE)], cells(HERE, data), strict=True))["kind"]
        == "米面油"
    )
    assert judge(HERE, written(HERE, data), today=DAY).data == data, "nothing is lost on the way"


def test_a_disabled_code_is_told_and_stays_on_the_page(app_context: None) -> None:
    verdict = judge(HERE, {"kind": "job", "also": ["job"], "note": "写了很久"}, today=DAY)
    assert verdict.errors["kind"] == ["“岗位”本县已停用，请改选别的"]
    assert verdict.errors["also"] == ["“岗位”本县已停用，请改选别的"]
    page = str(draw(HERE, {"kind": "job", "note": "写了很久"}, verdict.errors))
    assert "岗位（已停用）" in page
    assert "写了很久" in page
    assert "岗位" not in str(draw(HERE, {"kind": "cash"}))
    assert "job" not in json_schema(HERE)["properties"]["kind"]["enum"]
    old = {"kind": "job", "also": ["job"]}
    assert {line.value for line in lines(HERE, old)} == {"岗位"}, "what was filed reads as before"


def test_an_own_code_of_another_list_is_refused(app_context: None) -> None:
    assert "kind" in judge(HERE, {"kind": "goods:x9"}, today=DAY).errors
    assert "kind" in judge(FORM, {"kind": "goods:x1"}, today=DAY).errors
    assert "kind.own" in judge(HERE, {"kind": "cash", "kind.own": "goods:x1"}, today=DAY).errors


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("a", ("a", None)),
        ("a:b", ("a", "a:b")),
        (["a:b", "a"], (["a"], ["a:b", "a"])),
        (None, (None, None)),
    ],
)
def test_split(value: object, told: object) -> None:
    assert split(value) == told  # type: ignore[arg-type]  # any stored value


def test_a_declaration_cannot_hold_a_county_s_marks() -> None:
    wrong = Field(
        name="kind",
        label="种类",
        kind=Kind.CHOICE,
        purpose="统计",
        options=(*GOODS, *options(**{"a:b": "甲"})),
    )
    text = Field(name="other", label="别的", purpose="统计", codes="x.kind")
    found = " ".join(check_forms([replace(FORM, fields=(wrong, text))]))
    assert "hold no ':'" in found
    assert "only a choice" in found


@pytest.fixture
def app_context() -> object:
    app = Flask("codes")
    from flask_babel import Babel

    Babel(app, default_locale="zh")
    with app.test_request_context():
        yield
