"""What must hold of the judge whatever is sent to it."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from core.forms import check_forms, json_schema, judge, written
from core.forms.compile import blank
from core.forms.conditions import shown
from core.words import Kind
from tests.core.forms.samples import (
    EVERYTHING,
    TODAY,
    forms,
    json_values,
    plain_texts,
    right_answers,
)


def near_misses() -> st.SearchStrategy[dict[str, object]]:
    """Answers with the right names and anything at all as values."""
    names = [one.name for one in EVERYTHING.fields]
    rows = st.lists(
        st.dictionaries(st.sampled_from(["name", "phone", "wants", "share", "x"]), json_values())
        | json_values(),
        max_size=6,
    )
    return st.dictionaries(st.sampled_from(names), json_values() | rows)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(max_size=8), json_values()) | near_misses())
def test_anything_json_can_hold_is_judged_without_raising(raw):
    judged = judge(EVERYTHING, raw, today=TODAY)
    assert judged.data == {} or judged.errors == {}
    told = json.dumps(judged.errors, ensure_ascii=False)
    assert told.encode()
    assert all(text and isinstance(text, str) for texts in judged.errors.values() for text in texts)


@settings(max_examples=60, deadline=None)
@given(right_answers(EVERYTHING))
def test_what_was_judged_right_is_right_again_when_written_out(raw):
    judged = judge(EVERYTHING, raw, today=TODAY)
    hidden = {"amount", "why"} & judged.errors.keys()
    if hidden:  # required because it is shown, and hypothesis left it out
        raw = {**raw, "amount": "5", "why": "有"}
        judged = judge(EVERYTHING, raw, today=TODAY)
    if any(path.endswith("law_question") for path in judged.errors):
        return
    assert judged.errors == {}
    again = judge(EVERYTHING, written(EVERYTHING, judged.data), today=TODAY)
    assert again == judged
    assert json.loads(json.dumps(judged.data)) == judged.data


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_hidden_answers_never_survive(data):
    form = data.draw(forms())
    assert check_forms([form]) == []
    raw = data.draw(right_answers(form))
    judged = judge(form, raw, today=TODAY)
    if not judged.ok:
        assert all("." in path or _missing(form, raw, path) for path in judged.errors), (
            judged.errors
        )
        return
    assert judged.data.keys() == shown(form.fields, judged.data)
    for one in form.fields:
        if one.kind is Kind.SUB_FORM:
            for row in judged.data.get(one.name, []):
                assert row.keys() == shown(one.fields, row, judged.data)


def _missing(form, raw, path) -> bool:
    """Whether *path* is a field that must be answered and was left blank (or blank rows)."""
    field, value = form.field(path), raw.get(path)
    if field.kind is Kind.SUB_FORM and value:
        value = any(not blank(one) for row in value for one in row.values())
    return (field.required or field.min_items > 0) and not value


@given(plain_texts(max_size=30))
def test_a_plain_text_is_kept_as_it_was_typed(text):
    judged = judge(EVERYTHING, {"title": text}, today=TODAY)
    assert ("title" in judged.errors) == (text == "")


@settings(max_examples=30, deadline=None)
@given(forms())
def test_a_made_up_form_has_a_schema_of_the_same_fields(form):
    schema = json_schema(form)
    assert list(schema["properties"]) == [one.name for one in form.fields]
