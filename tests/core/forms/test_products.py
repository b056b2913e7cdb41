"""The other products of a form: JSON Schema, print view, export, audit diff, index."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from core.forms import (
    cells,
    columns,
    diff,
    json_schema,
    judge,
    lines,
    safe_cell,
    snapshot,
    written,
)
from core.words import Field, Form, Kind, Sensitivity
from tests.core.forms.samples import ANSWERS, CITIZEN, EVERYTHING, TODAY, json_values, right_answers

DATA = judge(EVERYTHING, {**ANSWERS, "worker": "s1", "secret": "怀孕"}, today=TODAY).data
NAMES = {"staff": [("s1", "刘建国")]}
SECRETS = ("怀孕", CITIZEN, "13800138000")


# JSON Schema


def test_the_schema_is_one():
    Draft202012Validator.check_schema(json_schema(EVERYTHING))
    json.dumps(json_schema(EVERYTHING))


def as_sent(fields: tuple[Field, ...], raw: dict[str, object]) -> dict[str, object]:
    """Raw texts as an API client would send them: whole numbers, booleans, no blanks."""
    sent: dict[str, object] = {}
    for one in fields:
        value = raw.get(one.name)
        if value in ("", None):
            continue
        if one.kind is Kind.NUMBER:
            value = int(str(value))
        elif one.kind is Kind.YES_NO:
            value = value in ("yes", True)
        elif one.kind is Kind.SUB_FORM:
            value = [as_sent(one.fields, row) for row in value]
        sent[one.name] = value
    return sent


@settings(max_examples=40, deadline=None)
@given(right_answers(EVERYTHING))
def test_what_the_judge_takes_fits_the_schema(raw):
    judged = judge(EVERYTHING, raw, today=TODAY)
    if judged.ok:
        sent = as_sent(EVERYTHING.fields, written(EVERYTHING, judged.data))
        assert list(Draft202012Validator(json_schema(EVERYTHING)).iter_errors(sent)) == []
        assert judge(EVERYTHING, sent, today=TODAY) == judged


@settings(max_examples=100, deadline=None)
@given(json_values())
def test_what_the_judge_takes_of_the_wrong_type_the_schema_does_not(value):
    form = replace(
        EVERYTHING, fields=tuple(one for one in EVERYTHING.fields if one.name == "count")
    )
    fits = Draft202012Validator(json_schema(form)).is_valid({"count": value})
    if fits and not isinstance(value, float):  # JSON Schema counts 1.0 as an integer
        assert judge(form, {"count": value}, today=TODAY).ok


def test_the_schema_refuses_unknown_names_and_asks_only_for_what_is_always_shown():
    schema = json_schema(EVERYTHING)
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["title", "kind"]
    assert schema["properties"]["amount"]["x-shown-when"] == {"field": "kind", "is": "cash"}
    assert schema["properties"]["amount"]["x-required-when-shown"] is True


# print view


def texts_of(shown) -> str:
    return json.dumps(
        [(one.label, one.value, [texts_of(row) for row in one.rows]) for one in shown],
        ensure_ascii=False,
    )


def test_lines_speak_the_readers_language():
    told = {one.name: one.value for one in lines(EVERYTHING, DATA, choices=NAMES)}
    assert told["kind"] == "现金"
    assert told["amount"] == "1,234.50 元"
    assert told["agreed"] == "是"
    assert told["tags"] == "乙"
    assert told["at"] == "2026-11-22 14:30"
    assert told["worker"] == "刘建国"
    assert "place" not in told


@pytest.mark.parametrize("form", [EVERYTHING, snapshot(EVERYTHING)], ids=["live", "snapshot"])
def test_lines_hide_what_the_reader_may_not_see(form):
    for allow, seen in (
        (Sensitivity.PUBLIC, 0),
        (Sensitivity.INTERNAL, 0),
        (Sensitivity.SENSITIVE, 1),
        (Sensitivity.RESTRICTED, 3),
    ):
        text = texts_of(lines(form, DATA, allow))
        assert sum(secret in text for secret in SECRETS) == seen
    parties = next(one for one in lines(form, DATA) if one.name == "parties")
    assert {one.name: (one.masked, one.sealed) for one in parties.rows[0]} == {
        "name": (False, False),
        "phone": (True, False),
        "id_no": (False, True),
        "share": (False, False),
    }


def test_a_sealed_line_looks_the_same_empty():
    empty = {**DATA, "secret": None}
    sealed = [one for one in lines(EVERYTHING, DATA) if one.name == "secret"]
    assert sealed == [one for one in lines(EVERYTHING, empty) if one.name == "secret"]
    assert sealed[0].sealed


def test_a_sensitive_sub_form_hides_its_rows():
    parties = replace(EVERYTHING.field("parties"), sensitivity=Sensitivity.RESTRICTED)
    form = replace(EVERYTHING, fields=(parties,), sections=())
    assert "周芬" not in texts_of(lines(form, DATA, Sensitivity.SENSITIVE))
    assert "周芬" in texts_of(lines(form, DATA, Sensitivity.RESTRICTED))
    assert columns(form) == ()
    assert diff(form, DATA, {**DATA, "parties": []}) == {"parties": "changed"}


def test_blanks_are_printed_when_a_paper_wants_them():
    names = {one.name for one in lines(EVERYTHING, DATA, blanks=True)}
    assert names == {one.name for one in EVERYTHING.fields}


def test_an_option_that_is_gone_still_prints():
    fewer = replace(EVERYTHING.field("kind"), options=())
    form = replace(EVERYTHING, fields=(fewer,), sections=())
    assert lines(form, DATA)[0].value == "cash"


# export


def test_an_export_has_no_column_for_what_it_may_not_hold():
    titles = [one.title for one in columns(EVERYTHING)]
    assert "健康情况" not in titles
    row = cells(EVERYTHING, DATA, choices=NAMES)
    assert len(row) == len(titles)
    text = json.dumps(row, ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in text]
    told = dict(zip([one.name for one in columns(EVERYTHING)], row, strict=True))
    assert told["count"] == 3
    assert told["worker"] == "刘建国"
    assert told["parties"] == "1. 姓名：周芬；份额：10.00 元"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "  =", "\n+", "|", "%"])
def test_a_cell_never_starts_a_formula(start):
    assert safe_cell(f"{start}cmd").startswith("'")
    data = {"title": f"{start}HYPERLINK()", "parties": [{"name": f"{start}1"}]}
    for cell in cells(EVERYTHING, data):
        assert not isinstance(cell, str) or cell[0] in "'1"


def test_an_ordinary_cell_is_left_alone():
    assert safe_cell("三万元 = 30,000") == "三万元 = 30,000"
    assert safe_cell("") == ""


# audit diff


def test_the_diff_tells_what_changed_and_of_secrets_only_that():
    party = {**DATA["parties"][0], "phone": "110", "id_no": None, "name": "周小芬"}
    after = {**DATA, "kind": "goods", "secret": "无", "story": "别的", "parties": [party]}
    told = diff(EVERYTHING, DATA, after)
    assert told == {
        "story": "changed",
        "kind": {"from": "cash", "to": "goods"},
        "secret": "changed",
        "parties.0.name": {"from": "周芬", "to": "周小芬"},
        "parties.0.phone": "changed",
        "parties.0.id_no": "changed",
    }
    assert not [secret for secret in SECRETS if secret in json.dumps(told, ensure_ascii=False)]


def test_the_diff_of_the_same_is_empty_and_blank_is_blank():
    assert diff(EVERYTHING, DATA, DATA) == {}
    assert diff(EVERYTHING, {}, {"law": None, "tags": []}) == {}
    assert diff(EVERYTHING, {"agreed": None}, {"agreed": False}) == {
        "agreed": {"from": None, "to": False}
    }


def test_what_the_form_does_not_know_is_only_told_to_have_changed():
    assert diff(EVERYTHING, {"ghost": "怀孕"}, {}) == {"ghost": "changed"}


def test_added_rows_are_told_without_their_secrets():
    told = diff(EVERYTHING, {**DATA, "parties": []}, DATA)
    assert told["parties.0.phone"] == "changed"
    assert told["parties.0.name"] == {"from": None, "to": "周芬"}


# index


def test_the_index_holds_typed_values_and_secrets_only_as_hashes(keyed):
    from core.forms.index import hashed, index_rows

    rows = {one.name: one for one in index_rows(EVERYTHING, DATA)}
    assert rows["title"].text == "彩礼"
    assert rows["amount"].number == 123450
    assert rows["count"].number == 3
    assert rows["day"].date == TODAY
    assert rows["at"].date == TODAY
    assert rows["tags"].text == "b"
    assert rows["parties.id_no"].text is None
    assert rows["parties.id_no"].hashed == hashed(EVERYTHING.key, "parties.id_no", CITIZEN)
    assert not [secret for secret in SECRETS if secret in repr(rows)]
    assert "story" not in rows


def test_a_plain_field_in_a_sensitive_sub_form_is_hashed_too(keyed):
    from core.forms.index import index_rows

    inner = Field(name="kin", label="亲属", purpose="查重", index=True)
    rows = Field(
        name="rows",
        label="行",
        kind=Kind.SUB_FORM,
        purpose="查重",
        fields=(inner,),
        sensitivity=Sensitivity.SENSITIVE,
    )
    (one,) = index_rows(
        Form(key="sample.kin", title="亲", fields=(rows,)), {"rows": [{"kin": "舅"}]}
    )
    assert one.text is None
    assert one.hashed


def test_each_choice_has_its_row_and_an_empty_answer_has_none(keyed):
    from core.forms.index import index_rows

    field = replace(EVERYTHING.field("tags"))
    form = Form(key="sample.tags", title="标签", fields=(field,))
    assert [one.text for one in index_rows(form, {"tags": ["a", "c"]})] == ["a", "c"]
    assert index_rows(form, {"tags": []}) == ()
    assert index_rows(form, {}) == ()
